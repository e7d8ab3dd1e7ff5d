package feed

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
)

// A text that its feed does not call the content is a whole article from these numbers on; typical summaries have 20 to 60 words.
const (
	wholeWords      = 300
	wholeParagraphs = 3
	paragraphsWords = 120 // of a text in so many paragraphs
)

// tell gives an article its text and links, and says whether that is all of it; the documentation of the package has the rule.
func (e *entry) tell(a *article.Article, base *url.URL) {
	content, links := e.contentText(base)
	summary, others := markup.Text(e.summary, base)
	a.Text, a.Links = content, links
	if len(summary) > len(content) {
		a.Text, a.Links = summary, others
	}
	for _, link := range e.links {
		if link = markup.Resolve(base, link); link != "" && !slices.Contains(a.Links, link) {
			a.Links = append(a.Links, link)
		}
	}
	a.Links = slices.DeleteFunc(a.Links, func(link string) bool { return link == a.URL })
	switch {
	case a.Text == "":
		a.Text, a.Summary = a.Title, true
	case len(summary) < len(content) && content != "":
		a.Summary = isTeaser(a.Text)
	default:
		a.Summary = isTeaser(a.Text) || !isWhole(a.Text)
	}
}

func (e *entry) contentText(base *url.URL) (string, []string) {
	if !e.plain {
		return markup.Text(e.content, base)
	}
	return strings.TrimSpace(strings.ReplaceAll(e.content, "\r\n", "\n")), nil
}

func isWhole(text string) bool {
	n := words(text, wholeWords)
	return n >= wholeWords || n >= paragraphsWords && strings.Count(text, "\n") >= wholeParagraphs-1
}

// words counts the words of a text, up to a number that is enough. In scripts without spaces, two characters are a word.
func words(text string, enough int) int {
	n, characters, inWord := 0, 0, false
	for _, r := range text {
		switch {
		case r > unicode.MaxLatin1 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao,
			unicode.Khmer, unicode.Myanmar):
			characters++
			inWord = false
		case unicode.IsSpace(r):
			inWord = false
		case !inWord:
			n++
			inWord = true
		}
		if n+characters/2 >= enough {
			break
		}
	}
	return n + characters/2
}

// invitations are what stands under teasers, in the languages of large news sites.
var invitations = []string{
	"Continue reading", "Keep reading", "Read more", "Read the rest", "Read the full story", "Read the full article", "Read full article",
	"Read full story", "View the full article", "Weiterlesen", "Mehr lesen", "Lire la suite", "Lire plus", "En savoir plus", "Leer más",
	"Seguir leyendo", "Sigue leyendo", "Ler mais", "Leia mais", "Continue lendo", "Leggi tutto", "Continua a leggere", "Lees meer",
	"Lees verder", "Läs mer", "Les mer", "Læs mere", "Lue lisää", "Czytaj dalej", "Czytaj więcej", "Číst dále", "Читать далее",
	"Читать дальше", "Читать полностью", "Читати далі", "Devamını oku", "Baca selengkapnya", "続きを読む", "阅读全文", "閱讀全文", "더 보기",
}

// cuts are put by programs that cut texts, without spaces.
var cuts = []string{"[…]", "[...]", "(…)", "(...)", "(more…)", "(more...)"}

// Signs that stand around invitations.
const (
	arrows = " →»›>"
	signs  = arrows + "….:![](){}"
)

// lastPart is how much of the end of a text can show that it goes on elsewhere, in bytes.
const lastPart = 400

// isTeaser reports whether a text ends by saying that it goes on elsewhere.
func isTeaser(text string) bool {
	end := text[max(0, len(text)-lastPart):]
	end = strings.TrimRight(end[strings.LastIndexByte(end, '\n')+1:], arrows)
	if endsCut(end) || endsInviting(end) {
		return true
	}
	// Under a whole article, an invitation may be to another one.
	return (endsOpen(end) || startsInviting(end)) && words(text, wholeWords) < wholeWords
}

// endsCut recognises the mark of a program, perhaps with an invitation behind it, and that perhaps with a title.
func endsCut(end string) bool {
	last := strings.ReplaceAll(end[max(0, len(end)-20):], " ", "")
	if slices.ContainsFunc(cuts, func(cut string) bool { return strings.HasSuffix(last, cut) }) {
		return true
	}
	for _, mark := range []string{"…", "..."} {
		if i := strings.LastIndex(strings.TrimRight(end, " ….:!"), mark); i >= 0 && startsInviting(end[i+len(mark):]) {
			return true
		}
	}
	return false
}

func endsOpen(end string) bool { return strings.HasSuffix(end, "…") || strings.HasSuffix(end, "...") }

// endsInviting recognises an invitation that is the last thing said. Within a line it stands after a sentence or has a capital
// letter, unlike the end of "she likes to read more".
func endsInviting(end string) bool {
	end = strings.TrimRight(end, signs)
	for _, invitation := range invitations {
		at := len(end) - len(invitation)
		if at < 0 || !strings.EqualFold(end[at:], invitation) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(end[:at], "[](){} "))
		if end[at:] == invitation || at == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before) && before != ',' {
			return true
		}
	}
	return false
}

// startsInviting recognises a line that begins with an invitation.
func startsInviting(line string) bool {
	line = strings.TrimLeft(line, signs)
	return slices.ContainsFunc(invitations, func(invitation string) bool {
		if len(line) < len(invitation) || !strings.EqualFold(line[:len(invitation)], invitation) {
			return false
		}
		next, _ := utf8.DecodeRuneInString(line[len(invitation):])
		return !unicode.IsLetter(next)
	})
}
