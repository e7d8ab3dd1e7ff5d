package merge

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// space is what means nothing between elements.
const space = " \t\r\n"

// content returns the markup of an item as it goes into a feed, and its summary. The list of those that it stands for is at the end of
// the content or, where a summary is all there is, of that.
func (it *Item) content() (content, summary string) {
	extra := it.extra()
	content, summary = extra.HTML, extra.Summary
	if content == "" && (summary == "" || !it.Article.Summary) {
		content = paragraphs(it.Article.Text)
	}
	if it.Article.Summary && summary == "" {
		content, summary = "", content
	}
	list := it.list()
	switch {
	case list == "":
	case content == "" && summary != "":
		summary = closed(strings.TrimRight(summary, space)) + list
	default:
		content = closed(strings.TrimRight(content, space)) + list
	}
	return content, summary
}

// paragraphs returns a text as markup.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + escape(line) + "</p>\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// closed returns markup such that what is put behind it stands by itself: outside of all its elements and comments. Markup that leaves
// nothing open is returned as it is; other markup is written anew, as browsers understand it. Markup that cannot be
// understood, being nested too deeply, becomes text.
func closed(markup string) string {
	if isClosed(markup) {
		return markup
	}
	body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
	nodes, err := html.ParseFragment(strings.NewReader(markup), body)
	var b strings.Builder
	for _, n := range nodes {
		if err == nil {
			err = html.Render(&b, n)
		}
	}
	if out := b.String(); err == nil && isClosed(out) {
		return out
	}
	return paragraphs(markup)
}

// void are the elements that have no end; html.Render knows the same. Left out are old ones, so that they count as left open.
var void = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true,
	"meta": true, "source": true, "track": true, "wbr": true,
}

// behind is what is put behind markup to see what becomes of it.
const behind = "<p>"

// isClosed reports whether an element behind the markup is one outside of all that the markup begins.
func isClosed(markup string) bool {
	if strings.Contains(markup, "<![CDATA[") || strings.IndexByte(markup, 0) >= 0 {
		return false // readers differ on where it ends
	}
	z := html.NewTokenizer(strings.NewReader(markup + behind))
	var open []string
	for read := 0; ; {
		token := z.Next()
		raw := len(z.Raw())
		if token == html.ErrorToken || read+raw > len(markup) {
			return token == html.StartTagToken && raw == len(behind) && len(open) == 0
		}
		read += raw
		name, _ := z.TagName()
		switch {
		case token == html.EndTagToken:
			open = closeElement(open, string(name))
		case void[string(name)]:
		case token == html.StartTagToken:
			open = append(open, string(name))
		case token == html.SelfClosingTagToken:
			return false // HTML does not know them: it is a start tag
		}
	}
}

// closeElement takes an element, and those that were opened within it, from the stack of open ones.
func closeElement(open []string, name string) []string {
	for i, element := range slices.Backward(open) {
		if element == name {
			return open[:i]
		}
	}
	return open
}
