package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
)

// Below stackedBelow columns, two columns of text hold too few words to read; passages then stand one below the other.
const (
	stackedBelow = 60
	columnRule   = " │ "
)

// Comparison writes how a and b relate, for a reader at a terminal: kind, scores, what they share, and every shared passage
// side by side with its byte offsets. The link is that between a and b, in either direction; one of no kind means that they
// have nothing to do with each other. Stories and Links of opts are not used; nil opts mean the defaults.
func Comparison(w io.Writer, a, b article.Article, link samestory.Link, opts *TextOptions) error {
	o := opts.withDefaults()
	buf := bufio.NewWriter(w)
	p := &page{w: buf, width: o.Width, palette: newPalette(o.Color)}
	l := towards(link, a.ID, b.ID)
	p.compared("A", a, o)
	p.compared("B", b, o)
	p.line()
	p.scores(l)
	p.shared(l.Evidence, o.Evidence)
	for i, passage := range l.Passages {
		p.line()
		p.line(p.title(fmt.Sprintf("Passage %d of %d, %s", i+1, len(l.Passages), count(passage.Words, "word", "words"))))
		p.sides(
			side{"A", passage.A, slice(a.Text, passage.A)},
			side{"B", passage.B, slice(b.Text, passage.B)},
		)
	}
	if p.err != nil {
		return p.err
	}
	return buf.Flush()
}

// towards returns link such that A is the article a: links are stored with the ids in order, readers name them in theirs.
func towards(l samestory.Link, a, b string) samestory.Link {
	if l.A == a || l.A != b || l.B != a {
		l.A, l.B = a, b
		return l
	}
	l.A, l.B = l.B, l.A
	l.ContainmentA, l.ContainmentB = l.ContainmentB, l.ContainmentA
	flipped := make([]compare.Passage, len(l.Passages))
	for i, p := range l.Passages {
		flipped[i] = compare.Passage{A: p.B, B: p.A, Words: p.Words}
	}
	slices.SortStableFunc(flipped, func(x, y compare.Passage) int { return cmp.Compare(x.A[0], y.A[0]) })
	l.Passages = flipped
	return l
}

// compared introduces one of the two articles.
func (p *page) compared(name string, a article.Article, o TextOptions) {
	title := a.Title
	if title == "" {
		title = "(no title)"
	}
	p.wrapped(name+"  ", title, p.title)
	e := samestory.Entry{Published: a.Published, Precision: a.Precision}
	var facts []string
	for _, f := range []string{a.ID, a.Outlet, formatLocal(e, o.Location)} {
		if f = Printable(f); f != "" {
			facts = append(facts, f)
		}
	}
	p.wrapped("   ", strings.Join(facts, ", "), p.dim)
}

func (p *page) scores(l samestory.Link) {
	if l.Kind == "" {
		p.line(p.title("unrelated"))
	} else {
		heading := fmt.Sprintf("%s, %s", l.Kind, percent(l.Similarity))
		if l.Kind == compare.Excerpt {
			heading += ": " + direction(l, "A", "B")
		}
		p.wrapped("", heading, p.kindStyle(l.Kind))
	}
	p.wrapped("   ", fmt.Sprintf("%s of A is in B, %s of B is in A; Jaccard %.4f", percent(l.ContainmentA),
		percent(l.ContainmentB), l.Jaccard), plainStyle)
	if n := len(l.Passages); n > 0 {
		p.wrapped("   ", fmt.Sprintf("%s in %s", count(sharedWords(l), "shared word", "shared words"),
			count(n, "passage", "passages")), plainStyle)
	}
}

// side is one half of a passage.
type side struct {
	name  string
	bytes [2]int
	text  string
}

func (s side) heading() string {
	return fmt.Sprintf("%s, bytes %d to %d", s.name, s.bytes[0], s.bytes[1])
}

// sides writes the two halves of a passage in two columns, or one after the other where the page is narrow.
func (p *page) sides(a, b side) {
	if p.width < stackedBelow {
		for _, s := range []side{a, b} {
			p.line(p.dim(s.heading()))
			p.wrapped("   ", s.text, plainStyle)
		}
		return
	}
	width := (p.width - len([]rune(columnRule))) / 2
	left, right := wrap(Printable(a.text), width), wrap(Printable(b.text), width)
	p.line(p.dim(pad(cut(a.heading(), width), width)), p.dim(columnRule), p.dim(cut(b.heading(), width)))
	for i := range max(len(left), len(right)) {
		p.line(pad(at(left, i), width), p.dim(columnRule), at(right, i))
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// ComparisonJSON writes how a and b relate as one JSON object: {"articles":[a, b], "link":{...}}, with the fields that a
// report has, but for the number of words. The link has the articles in the order given, whichever way link names them.
func ComparisonJSON(w io.Writer, a, b article.Article, link samestory.Link) error {
	j := &jsonWriter{w: bufio.NewWriter(w)}
	j.text("{\n\"articles\":[\n")
	j.value(toComparedJSON(a))
	j.text(",\n")
	j.value(toComparedJSON(b))
	j.text("\n],\n\"link\":")
	j.value(toLinkJSON(towards(link, a.ID, b.ID)))
	j.text("\n}\n")
	return j.flush()
}

func toComparedJSON(a article.Article) comparedJSON {
	published, precision := formatTime(a.Published, a.Precision)
	return comparedJSON{
		ID: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL,
		Published: published, Precision: precision, Credits: []creditJSON{},
	}
}
