package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"github.com/samestory/samestory/ingest/markup"
)

// marks are the links of a page. Each is marked in the tree by a character of its own behind its words, from a plane that no text
// uses: the libraries drop links on their way, and the marks tell which ones the text had.
type marks []string

// firstMark and lastMark are the characters for marks: plane 15, for private use.
const firstMark, lastMark = '\U000F0000', '\U000FFFFD'

// mark marks the links in a tree, and takes characters that look like marks out of it.
func mark(root *html.Node, base *url.URL) marks {
	var all marks
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			n.Data = strings.Map(unmarked, n.Data)
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" || len(all) > lastMark-firstMark {
			continue
		}
		last := lastText(n)
		address := markup.Resolve(base, attribute(n, "href"))
		if last == nil || address == "" {
			continue
		}
		end := len(strings.TrimRight(last.Data, " \t\r\n"))
		last.Data = last.Data[:end] + string(firstMark+rune(len(all))) + last.Data[end:]
		all = append(all, address)
	}
	return all
}

func unmarked(r rune) rune {
	if r >= firstMark && r <= lastMark {
		return -1
	}
	return r
}

// lastText returns the last words in a node.
func lastText(n *html.Node) *html.Node {
	var last *html.Node
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" {
			last = d
		}
	}
	return last
}

// take returns what a draft holds, its marks taken off.
func (m marks) take(d draft) content {
	c := content{
		text: strings.Map(unmarked, d.marked), html: strings.Map(unmarked, d.html), byline: strings.Map(unmarked, d.byline),
	}
	seen := map[string]bool{}
	for _, r := range d.marked {
		if unmarked(r) == r || int(r-firstMark) >= len(m) {
			continue
		}
		if address := m[r-firstMark]; !seen[address] {
			seen[address] = true
			c.links = append(c.links, address)
		}
	}
	return c
}
