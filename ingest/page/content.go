package page

import (
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/samestory/samestory/ingest/markup"
)

// content is what was found in the body of a page.
type content struct {
	text, html string
	links      []string
	byline     string // as the library understands the page
	date       string // of publication, by what the page prints; only where its tags have none
}

// What the libraries are given: beyond this they take seconds. Of 1,280 real pages, the largest had 10,112 elements and 50 levels.
const (
	maxElements = 12_000
	maxText     = 512 << 10
	maxHeight   = 200
)

// few is how many bytes of text are so few that something else is tried, and much how many times as much that must find.
const few, much = 2000, 2

// find finds the main text.
func (p *page) find(root *html.Node) content {
	links := mark(root, p.base)
	if !small(root) {
		return links.take(whole(root), "")
	}
	c := p.ask(root, links)
	if alike(c.text, p.tags.title) {
		c.text = "" // nothing else was found
	}
	if !p.dated() {
		c.date = p.printedDate(root)
	}
	return c
}

// ask asks the libraries.
func (p *page) ask(root *html.Node, links marks) content {
	fast := func() content { return p.fast(root, links) }
	if p.opts.Mode == Fast {
		return guarded(fast)
	}
	c := guarded(func() content { return p.thorough(root, links) })
	if len(c.text) >= few && !c.oneLine() {
		return c
	}
	if other := guarded(fast); other.better(c) {
		return other
	}
	return c
}

// oneLine reports whether no paragraphs were found: trafilatura then joined all that it could find.
func (c content) oneLine() bool { return !strings.Contains(c.text, "\n") }

// better reports whether c, from the library that is asked second, is to be preferred to what the first one found.
func (c content) better(first content) bool {
	return len(c.text) > much*len(first.text) || first.oneLine() && !c.oneLine() && much*len(c.text) >= len(first.text)
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

func (p *page) thorough(root *html.Node, links marks) content {
	r, err := trafilatura.ExtractDocument(root, trafilatura.Options{
		OriginalURL: p.base, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
	})
	if err != nil {
		return content{}
	}
	return links.take(once(r.ContentNode), r.Metadata.Author)
}

// once takes the end off a text that is said twice: of a text of a line or two, trafilatura gives its paragraphs and then all of it.
func once(node *html.Node) *html.Node {
	last := node.LastChild
	if last == nil || textSize(node) > maxValue {
		return node
	}
	end := squeeze(textOf(last))
	if all := squeeze(textOf(node)); len(all) == 2*len(end) && strings.HasPrefix(all, end) {
		node.RemoveChild(last)
	}
	return node
}

func (p *page) fast(root *html.Node, links marks) content {
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	r, err := parser.ParseDocument(root, p.base)
	if err != nil {
		return content{}
	}
	return links.take(r.Node, r.Byline())
}

// around are the elements that stand around an article.
var around = set("nav aside header footer form menu dialog button select svg math figure")

// whole takes all of a page but what stands around articles by its name, or the largest article in it if that is most of it. It is
// for pages that are too large to be looked at closely.
func whole(root *html.Node) *html.Node {
	var drop []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && around[n.Data] {
			drop = append(drop, n)
		}
	}
	for _, n := range drop {
		n.Parent.RemoveChild(n)
	}
	best, most := root, textSize(root)/2
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "article" || n.Data == "main") {
			if size := textSize(n); size > most {
				best, most = n, size
			}
		}
	}
	return best
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

// printedDate returns the date of publication that the page prints.
func (p *page) printedDate(root *html.Node) string {
	return guarded(func() string {
		r, err := htmldate.FromDocument(root, htmldate.Options{URL: p.url, UseOriginalDate: true, SkipExtensiveSearch: true})
		if err != nil || r.IsZero() {
			return ""
		}
		return r.Format("2006-01-02")
	})
}

// small reports whether the libraries can be given a tree.
func small(root *html.Node) bool {
	elements, text := 0, 0
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			text += len(n.Data)
		} else {
			elements++
		}
		if elements > maxElements || text > maxText {
			return false
		}
	}
	return height(root) <= maxHeight
}

func height(n *html.Node) int {
	most := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		most = max(most, height(c))
	}
	return most + 1
}

func render(node *html.Node) string {
	if node == nil {
		return ""
	}
	var b strings.Builder
	html.Render(&b, node) //nolint:errcheck // a Builder takes all
	return b.String()
}

// told returns the text that the page's tags hold, or else a summary of it.
func (p *page) told() (text string, summary bool) {
	text, _ = markup.Text(first(p.about, "articleBody"), nil)
	if text != "" {
		return text, false
	}
	text = p.summary()
	return text, text != ""
}
