package page

import (
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	"golang.org/x/net/html"

	"github.com/samestory/samestory/ingest/markup"
)

// content is what was found in the body of a page.
type content struct {
	text, html string
	links      []string
	byline     string // as the library understands the page
}

// What the libraries are given: beyond this they take seconds, as some of their loops are quadratic. Of 1,280 real pages, the largest
// had 10,083 elements, 130 kB of text, and 1.3e9 of both multiplied.
const (
	maxElements = 12_000
	maxText     = 256 << 10
	maxProduct  = 1_500_000_000
)

// find finds the main text.
func (p *page) find(root *html.Node) content {
	prune(root)
	links := mark(root, p.base)
	elements, text := elementsIn(root), textSize(root)
	if elements > maxElements || text > maxText {
		return links.take(draft{marked: whole(root)})
	}
	d := guarded(func() draft { return p.fast(root) })
	if p.opts.Mode != Fast && elements*text <= maxProduct {
		d = d.confirmed(guarded(func() draft { return p.distilled(root) }))
	}
	return links.take(d)
}

// draft is the main text as a library gives it, with the marks of links.
type draft struct {
	marked string // the text
	html   string
	byline string
}

func newDraft(node *html.Node, byline string) draft {
	source := render(node)
	marked, _ := markup.Text(source, nil)
	return draft{marked, source, byline}
}

// guarded returns nothing where a library panics: they are made for real pages.
func guarded[T any](ask func() T) (answer T) {
	defer func() {
		if recover() != nil {
			var nothing T
			answer = nothing
		}
	}()
	return ask()
}

func (p *page) fast(root *html.Node) draft {
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	r, err := parser.ParseDocument(root, p.base)
	if err != nil {
		return draft{}
	}
	return newDraft(r.Node, r.Byline())
}

// distilled may change the tree.
func (p *page) distilled(root *html.Node) draft {
	r, err := distiller.Apply(root, &distiller.Options{OriginalURL: p.base, SkipPagination: true})
	if err != nil {
		return draft{}
	}
	return newDraft(r.Node, "")
}

// confirmed returns a draft less what another one lacks: readability takes too much rather than too little, most of it short lines
// between the paragraphs. Where the two hardly agree, or the other has far more, one of them is wrong altogether.
func (d draft) confirmed(other draft) draft {
	const paragraph, much = 150, 2
	if len(other.marked) > much*len(d.marked) {
		other.byline = d.byline
		return other
	}
	var kept []string
	all := strings.ReplaceAll(other.marked, "\n", " ")
	for line := range strings.SplitSeq(d.marked, "\n") {
		if len(line) > paragraph || strings.Contains(all, line) {
			kept = append(kept, line)
		}
	}
	if text := strings.Join(kept, "\n"); much*len(text) >= len(d.marked) {
		d.marked = text
	}
	return d
}

// around are the elements that stand around an article, or between its paragraphs and are not of them.
var around = set("nav aside footer form menu dialog button select svg math figure picture")

// prune takes out what is around articles by its name, unless that is most of the page.
func prune(root *html.Node) {
	most := textSize(root) / 2
	var drop func(n *html.Node)
	drop = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.Type == html.ElementNode && around[c.Data] && !isTable(c) && textSize(c) <= most {
				n.RemoveChild(c)
			} else {
				drop(c)
			}
			c = next
		}
	}
	drop(root)
}

// isTable reports whether a figure is a table or a quotation.
func isTable(n *html.Node) bool {
	if n.Data != "figure" {
		return false
	}
	for d := range n.Descendants() {
		if d.Data == "table" || d.Data == "blockquote" {
			return true
		}
	}
	return false
}

// whole returns all of a page that is too large to be looked at closely, or the largest article in it if that is most of it.
func whole(root *html.Node) string {
	best, most := root, textSize(root)/2
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "article" || n.Data == "main") {
			if size := textSize(n); size > most {
				best, most = n, size
			}
		}
	}
	text, _ := markup.Text(render(best), nil)
	return text
}

func textSize(n *html.Node) int {
	size := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			size += len(strings.TrimSpace(d.Data))
		}
	}
	return size
}

// elementsIn counts the elements of a tree.
func elementsIn(root *html.Node) int {
	n := 0
	for d := range root.Descendants() {
		if d.Type == html.ElementNode {
			n++
		}
	}
	return n
}

func render(node *html.Node) string {
	if node == nil {
		return ""
	}
	var b strings.Builder
	html.Render(&b, node) //nolint:errcheck // a Builder takes all
	return b.String()
}

// few is how many bytes of text are so few that the page's tags are asked too, and much how many times as much they must have.
const few, much = 2000, 2

// told returns the text that the page's tags hold, or else a summary of it.
func (p *page) told() (text string, summary bool) {
	text, _ = markup.Text(first(p.about, "articleBody"), nil)
	if text != "" {
		return text, false
	}
	text = p.summary()
	return text, text != ""
}
