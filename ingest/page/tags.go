package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// tags is what a page says of itself in its elements, less the JSON-LD.
type tags struct {
	lang, base, canonical string
	title                 string
	h1                    []string
	meta                  map[string][]string // contents by name, property, itemprop or http-equiv, in small letters
	times                 []timeTag
	authors               []string // of rel and itemprop
	printed               string   // the date in the first element that is made for one
}

// timeTag is an element that holds a time.
type timeTag struct {
	value     string
	published bool // it says that it is the time of publication
	inside    bool // it stands in an article element
}

// maxValue is the longest value that is kept, in bytes, and maxValues how many of a kind are.
const maxValue, maxValues = 2000, 50

func readTags(root *html.Node) tags {
	t := tags{meta: map[string][]string{}}
	t.read(root, false)
	return t
}

func (t *tags) read(n *html.Node, inside bool) {
	if n.Type == html.ElementNode {
		t.element(n, inside)
		inside = inside || n.Data == "article" || n.Data == "main"
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		t.read(c, inside)
	}
}

func (t *tags) element(n *html.Node, inside bool) {
	if n.Namespace != "" {
		return // a picture has titles too
	}
	switch n.Data {
	case "html":
		t.lang = attribute(n, "lang")
		if t.lang == "" {
			t.lang = attribute(n, "xml:lang")
		}
	case "base":
		keepFirst(&t.base, attribute(n, "href"))
	case "title":
		keepFirst(&t.title, textOf(n))
	case "h1":
		const enough = 5
		if h1 := textOf(n); h1 != "" && len(t.h1) < enough {
			t.h1 = append(t.h1, h1)
		}
	case "link":
		if slices.Contains(strings.Fields(strings.ToLower(attribute(n, "rel"))), "canonical") {
			keepFirst(&t.canonical, attribute(n, "href"))
		}
	case "meta":
		t.addMeta(n)
	case "time":
		t.addTime(n, inside)
	case "a":
		if slices.Contains(strings.Fields(attribute(n, "rel")), "author") {
			t.addAuthor(textOf(n))
		}
	}
	if inside || len(t.h1) > 0 { // above the headline stands the date of today
		t.addPrinted(n)
	}
	if property := attribute(n, "itemprop"); property != "" && n.Data != "meta" {
		t.addProperty(n, property, inside)
	}
}

// keepFirst fills a field that is empty, unless the value is too long to be real.
func keepFirst(field *string, value string) {
	if *field == "" && len(value) <= maxValue {
		*field = value
	}
}

func (t *tags) addMeta(n *html.Node) {
	content := strings.Join(strings.Fields(attribute(n, "content")), " ")
	if content == "" || len(content) > maxValue {
		return
	}
	for _, kind := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := strings.ToLower(attribute(n, kind)); name != "" && len(t.meta[name]) < maxValues {
			t.meta[name] = append(t.meta[name], content)
		}
	}
}

func (t *tags) addTime(n *html.Node, inside bool) {
	value := attribute(n, "datetime")
	if value == "" || len(value) > maxValue || len(t.times) >= maxValues {
		return
	}
	said := strings.ToLower(attribute(n, "class") + " " + attribute(n, "itemprop"))
	published := hasAttribute(n, "pubdate") || strings.Contains(said, "publish")
	if strings.Contains(said, "updated") || strings.Contains(said, "modified") {
		return
	}
	t.times = append(t.times, timeTag{value, published, inside})
}

// addProperty takes what microdata says of the article.
func (t *tags) addProperty(n *html.Node, property string, inside bool) {
	switch property {
	case "datePublished", "dateCreated":
		value := attribute(n, "datetime")
		if value == "" {
			value = attribute(n, "content")
		}
		if value != "" && len(value) <= maxValue && len(t.times) < maxValues {
			t.times = append(t.times, timeTag{value, property == "datePublished", inside})
		}
	case "author":
		t.addAuthor(nameIn(n))
	}
}

// nameIn returns the name of a person in microdata, whose element may hold more than that.
func nameIn(n *html.Node) string {
	for d := range n.Descendants() {
		if attribute(d, "itemprop") == "name" {
			return strings.TrimSpace(attribute(d, "content") + " " + textOf(d))
		}
	}
	return textOf(n)
}

func (t *tags) addAuthor(name string) {
	const longest = 200
	if name != "" && len(name) <= longest && len(t.authors) < maxValues {
		t.authors = append(t.authors, name)
	}
}

func (t *tags) firstH1() string {
	if len(t.h1) == 0 {
		return ""
	}
	return t.h1[0]
}

// first returns the first content of the first of the names that has one.
func (t *tags) first(names ...string) string {
	for _, name := range names {
		if values := t.meta[name]; len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// textOf returns the words in a node, with single spaces, or about the first maxValue bytes of them.
func textOf(n *html.Node) string {
	var b strings.Builder
	var add func(*html.Node)
	add = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data[:min(len(n.Data), maxValue+1)])
		case n.Type == html.ElementNode && n.Data == "br":
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil && b.Len() <= maxValue; c = c.NextSibling {
			add(c)
		}
	}
	add(n)
	return strings.Join(strings.Fields(strings.ToValidUTF8(b.String(), "")), " ")
}

func set(words string) map[string]bool {
	s := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		s[word] = true
	}
	return s
}
