package merge

import (
	"cmp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// A list is what an item says of those it stands for at the end of its content, for people and, in attributes, for the next merge:
//
//	<p class="samestory-also" data-story="..." data-original="..."><span>Also in: </span><a href="..." title="..."
//	data-id="..." data-outlet="..." data-kind="...">Outlet</a>, ...</p>
//
// An article without an address is a span instead of a link.
const (
	listStart = `<p class="samestory-also"`
	alsoLabel = "Also in:"
)

// list writes the list of an item, or nothing where it stands for itself alone.
func (it *Item) list() string {
	if len(it.Also) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(listStart)
	attribute(&b, "data-story", it.Story)
	attribute(&b, "data-original", it.Original)
	b.WriteString(">" + alsoLabel)
	for i, a := range it.Also {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte(' ')
		a.write(&b)
	}
	b.WriteString("</p>")
	return b.String()
}

// write writes one article of a list.
func (a Also) write(b *strings.Builder) {
	element := "span"
	if a.URL != "" {
		element = "a"
	}
	b.WriteString("<" + element)
	attribute(b, "href", a.URL)
	attribute(b, "title", a.Title)
	attribute(b, "data-id", a.ID)
	attribute(b, "data-outlet", a.Outlet)
	attribute(b, "data-kind", string(a.Kind))
	b.WriteString(">" + escape(a.label()) + "</" + element + ">")
}

// label returns what people call an article: its outlet, else its host, title or id.
func (a Also) label() string {
	return cmp.Or(a.Outlet, strings.TrimPrefix(host(a.URL), "www."), a.Title, oneLine(a.ID), "another article")
}

// text returns a list as it looks.
func (it *Item) text() string {
	labels := make([]string, len(it.Also))
	for i := range it.Also {
		labels[i] = it.Also[i].label()
	}
	return alsoLabel + " " + strings.Join(labels, ", ")
}

func attribute(b *strings.Builder, name, value string) {
	if value != "" {
		b.WriteString(" " + name + `="` + escape(xmlText(value)) + `"`)
	}
}

// cutList parts markup from the list at its end. What is not as list writes it stays where it is, and found is false.
func cutList(content string) (rest string, marks Item, found bool) {
	i := strings.LastIndex(content, listStart)
	if i < 0 {
		return content, Item{}, false
	}
	marks, found = readList(content[i:])
	if !found {
		return content, Item{}, false
	}
	return strings.TrimRight(content[:i], space), marks, true
}

// readList reads what list writes.
func readList(markup string) (marks Item, ok bool) {
	z := html.NewTokenizer(strings.NewReader(markup))
	if z.Next() != html.StartTagToken {
		return marks, false
	}
	read := len(z.Raw())
	p := attributes(z)
	marks.Story, marks.Original = p["data-story"], p["data-original"]
	var l alsoList
	for {
		token := z.Next()
		read += len(z.Raw())
		switch token {
		case html.StartTagToken:
			a, size := readAlso(z)
			if size == 0 {
				return marks, false
			}
			read += size
			l.add(a)
		case html.TextToken:
			if text := strings.Trim(string(z.Raw()), ", "); text != "" && text != alsoLabel {
				return marks, false
			}
		default:
			name, _ := z.TagName()
			marks.Also = l.list
			return marks, token == html.EndTagToken && string(name) == "p" && len(l.list) > 0 && strings.TrimSpace(markup[read:]) == ""
		}
	}
}

// readAlso reads an article of a list whose start tag was read, and returns how many bytes it took; 0 if it is none.
func readAlso(z *html.Tokenizer) (Also, int) {
	name, _ := z.TagName()
	element := string(name)
	at := attributes(z)
	a := Also{
		ID: at["data-id"], Outlet: oneLine(at["data-outlet"]), Title: oneLine(at["title"]), URL: webAddress(at["href"]),
		Kind: knownKind(at["data-kind"]),
	}
	if element != "a" && element != "span" || z.Next() != html.TextToken {
		return a, 0
	}
	size := len(z.Raw())
	if z.Next() != html.EndTagToken {
		return a, 0
	}
	size += len(z.Raw())
	if name, _ = z.TagName(); string(name) != element {
		return a, 0
	}
	return a, size
}

func attributes(z *html.Tokenizer) map[string]string {
	out := map[string]string{}
	for {
		key, value, more := z.TagAttr()
		if len(key) > 0 {
			out[string(key)] = string(value)
		}
		if !more {
			return out
		}
	}
}

// escape returns a text such that it stands for itself in markup and in an attribute.
func escape(text string) string { return html.EscapeString(text) }

// oneLine returns a text as one line of what can be seen: no control characters, and none that turn the direction of what follows.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r == unicode.ReplacementChar:
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}
