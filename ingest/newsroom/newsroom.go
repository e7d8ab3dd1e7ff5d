// Package newsroom reads the formats in which agencies deliver news and newsrooms exchange it, those of the IPTC: NewsML-G2, NewsML 1
// and NITF, which are XML (Read), and ninjs, which is JSON (Ninjs).
//
// # What becomes of an item
//
// An article is made of each item that has a text. Its ID is the item's guid or uri, its URL the same if that is an address of the web.
// Outlet is who released the item: its provider, else who holds the copyright, else the owner of the guid. Provider is who wrote
// it: the party that the history of its hops says created the content, else its information source, else the outlet. Credit holds
// the other lines that say whose it is: credit line, copyright holder and notice, usage terms, distributor, more sources. The text
// begins with the dateline, where the body does not, and ends with the tag line. Published is when the item was first created, and
// Item.Updated when this version of it was.
//
// Where a format has the body more than once, NITF is taken before HTML with paragraphs, that before plain text. A text item that has no
// body but a description becomes an article with Summary set; one that has neither is an ErrNoText. What is no text (pictures, sound,
// films, events, packages that refer to items, concepts, plans) is passed over if it has no body.
//
// # Hostile input
//
// Read keeps one item in memory and no more, follows no reference, reads nothing of a document type definition, and so expands no entity
// but those of HTML. Elements may be nested to a depth of 256. Bytes that are not of the declared encoding are read as windows-1252 does.
package newsroom

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
	"github.com/samestory/samestory/ingest/moment"
	"github.com/samestory/samestory/ingest/table"
)

// The causes of problems that are found here.
var (
	// ErrFormat is a document that is none of these formats, or is broken.
	ErrFormat = table.ErrFormat
	// ErrNoText is a text item with neither a body nor a description.
	ErrNoText = errors.New("ingest: the item has no text")
	// ErrTooLong is an item longer than Options.Limit.
	ErrTooLong = table.ErrTooLong
)

// DefaultLimit is the limit of an item where Options.Limit is zero: 64 MiB.
const DefaultLimit = 64 << 20

// Options are the choices of Read and Ninjs. Nil and the zero value mean the documented defaults.
type Options struct {
	// Limit is the longest item to read, in bytes of XML or JSON; default DefaultLimit.
	Limit int64
	// Keep has every article come with its Item.
	Keep bool
}

func (o *Options) withDefaults() Options {
	var c Options
	if o != nil {
		c = *o
	}
	if c.Limit <= 0 {
		c.Limit = DefaultLimit
	}
	return c
}

// item is what a format says of one piece of news. Fields hold text as it stands there; empty means not said.
type item struct {
	id, version, class string
	headline, byline   string
	creators           []string // the names of its authors
	dateline, tagline  string
	language           string

	provider, holder, creator string   // who released it, holds the rights, made its content first
	sources                   []string // where the information comes from, or who sent it on
	credit                    []string // lines that say whose it is

	created []string // times of publication, the best first
	updated string

	markup        strings.Builder // the pieces of the body that are HTML
	body, summary body
	categories    []string
	media         []article.Media
}

// body is a text as a format holds it.
type body struct {
	text string
	// html says that text is markup.
	html bool
}

// notText are the classes of items that are no text, and are passed over where they have no body.
var notText = []string{
	"picture", "photo", "graphic", "audio", "video", "animation", "composite", "event", "planning", "concept", "package", "component",
}

// article makes an article of the item. No article and no error means that the item is passed over. An article may come with an
// error, about its time.
func (it *item) article(keep bool) (a article.Article, ok bool, err error) {
	if it.body.text == "" {
		it.body = body{it.markup.String(), true}
	}
	text, links := it.text()
	summary := ""
	if text == "" || keep {
		summary, _ = it.summary.plain()
	}
	if text == "" {
		switch {
		case slices.Contains(notText, it.class):
			return a, false, nil
		case summary == "":
			return article.Article{ID: it.id}, false, ErrNoText
		}
	}
	outlet := strings.TrimPrefix(cmp.Or(line(it.provider), line(it.holder), first(it.sources), owner(it.id)), "www.")
	provider := cmp.Or(line(it.creator), first(it.sources), outlet)
	a = article.Article{
		ID: it.id, Outlet: outlet, URL: markup.Resolve(nil, it.id), Title: line(it.headline),
		Byline:   cmp.Or(line(it.byline), strings.Join(unique(it.creators), ", ")),
		Provider: provider, Credit: it.credits(outlet, provider), Links: links, Language: line(it.language),
		Text: cmp.Or(text, summary), Summary: text == "",
	}
	a.Published, a.Precision, err = published(it.created)
	if keep {
		a.Item = &article.Item{
			GUID: it.id, Version: it.version, HTML: it.body.asHTML(), Categories: unique(it.categories), Media: it.media,
		}
		if text != "" {
			a.Item.Summary = summary
		}
		a.Item.Updated, _, _ = parseTime(it.updated)
	}
	return a, true, err
}

// text returns the text as it would be printed: dateline, body, tag line.
func (it *item) text() (text string, links []string) {
	text, links = it.body.plain()
	if text == "" {
		return "", nil
	}
	text = withDateline(text, line(it.dateline), line(it.headline))
	if t := line(it.tagline); t != "" && !strings.Contains(text, t) {
		text += "\n" + t
	}
	return text, links
}

// withDateline puts a dateline before the text, or behind a headline that the text repeats, unless there is one.
func withDateline(text, dateline, headline string) string {
	above := ""
	if top, rest, ok := strings.Cut(text, "\n"); ok && begins(top, headline) && begins(headline, top) {
		above, text = top+"\n", rest
	}
	if dateline == "" || hasDateline(text, dateline) {
		return above + text
	}
	if !strings.HasSuffix(dateline, "-") && !strings.HasSuffix(dateline, "–") && !strings.HasSuffix(dateline, "—") {
		dateline += " -"
	}
	return above + dateline + " " + text
}

// credits returns the lines that say whose the item is, each once, without those that only say what is said already.
func (it *item) credits(said ...string) string {
	var lines []string
	for _, l := range slices.Concat(it.credit, it.sources, []string{it.holder}) {
		if l = line(l); !slices.Contains(said, l) {
			lines = append(lines, l)
		}
	}
	return strings.Join(unique(lines), "\n")
}

// plain returns the text as articles have it, and what it links to.
func (b body) plain() (text string, links []string) { return markup.Text(b.source(), nil) }

// source returns the text such that a reader of HTML reads it right.
func (b body) source() string {
	if b.html || !strings.ContainsAny(b.text, "&<") {
		return b.text
	}
	var out strings.Builder
	escape(&out, []byte(b.text))
	return out.String()
}

// asHTML returns the text as HTML.
func (b body) asHTML() string {
	if b.html || b.text == "" {
		return b.text
	}
	text, _ := b.plain()
	var out strings.Builder
	for paragraph := range strings.SplitSeq(text, "\n") {
		out.WriteString("<p>")
		escape(&out, []byte(paragraph))
		out.WriteString("</p>\n")
	}
	return out.String()
}

// hasDateline reports whether a text begins with a dateline: this one, or another from the same place.
func hasDateline(text, dateline string) bool {
	const enough = 160
	head := text[:min(len(text), enough)]
	if begins(head, dateline) {
		return true
	}
	place := dateline
	if i := strings.IndexAny(place, ",(-/"); i > 0 {
		place = place[:i]
	}
	if !begins(head, place) {
		return false
	}
	return strings.Contains(head, " - ") || strings.Contains(head, "--") || strings.ContainsAny(head, "–—")
}

// begins reports whether the letters of s begin with those of start.
func begins(s, start string) bool {
	for {
		var want, got rune
		if want, start = nextLetter(start); want == 0 {
			return true
		}
		if got, s = nextLetter(s); got != want {
			return false
		}
	}
}

// nextLetter returns the first letter or digit of ASCII, in small letters, or the first character that is not ASCII and no dash, and what
// follows it; 0 if there is none.
func nextLetter(s string) (letter rune, rest string) {
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		if '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && r != '–' && r != '—' {
			return r, s
		}
	}
	return 0, ""
}

// line returns s as one line.
func line(s string) string {
	if isOneLine(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// isOneLine reports whether s is one line of ASCII with single spaces within it.
func isOneLine(s string) bool {
	space := true // so that there is none at the beginning
	for _, c := range []byte(s) {
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return line(all[0])
}

// unique returns the strings that are not empty, each once.
func unique(all []string) []string {
	var out []string
	for _, s := range all {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// owner returns who made an id up: the provider of a newsml URN (RFC 3085), the authority of a tag (RFC 4151), the host of an address.
func owner(id string) string {
	if rest, ok := strings.CutPrefix(id, "urn:newsml:"); ok {
		name, _, _ := strings.Cut(rest, ":")
		return name
	}
	if rest, ok := strings.CutPrefix(id, "tag:"); ok {
		name, _, _ := strings.Cut(rest, ",")
		return name
	}
	if u, err := url.Parse(id); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

// published returns the first time that is understood; the error is about the first that is not, if none is.
func published(times []string) (t time.Time, p article.Precision, err error) {
	for _, text := range times {
		at, precision, wrong := parseTime(text)
		if wrong == nil && !at.IsZero() {
			return at, precision, nil
		}
		err = cmp.Or(err, wrong)
	}
	return t, p, err
}

// add adds a string to a list, so many as anybody needs.
func add(list *[]string, s string) {
	const most = 1000
	if s != "" && len(*list) < most {
		*list = append(*list, s)
	}
}

// parseTime reads a time. A date may have a zone here, which says nothing.
func parseTime(text string) (time.Time, article.Precision, error) {
	text = strings.TrimSpace(text)
	if len(text) == len("20060102-0700") && (text[8] == '+' || text[8] == '-') {
		text = text[:8]
	}
	return moment.Parse(text)
}
