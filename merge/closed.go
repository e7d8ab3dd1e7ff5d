package merge

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// closed returns markup such that what is put behind it stands by itself: outside of all its elements and comments, for every reader.
// Markup that is nested as it should be is returned as it is. Other markup is written anew from its tags and texts, with all ends where
// they belong, and without what readers read in different ways: comments, scripts and styles, pictures drawn in XML (svg). It is not
// parsed into a tree, which hostile markup can make a thousand times larger than itself.
func closed(markup string) string {
	if isClosed(markup) {
		return markup
	}
	markup = strings.ReplaceAll(markup, "\x00", "")
	r := rebuilder{
		z: html.NewTokenizer(strings.NewReader(markup)), lower: strings.ToLower(markup), count: map[string]int{}, lastEnd: map[string]int{},
	}
	r.run()
	return r.b.String()
}

func set(words string) map[string]bool {
	s := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		s[word] = true
	}
	return s
}

var (
	// void are the elements that have no end.
	void = set("area base br col embed hr img input link meta source track wbr")
	// foreign are the elements within which the rules of XML hold.
	foreign = set("svg math")
	// raw are the elements whose content is text, whatever it looks like; to some readers, and within foreign elements, it is not.
	raw = set("iframe noembed noframes noscript plaintext script style textarea title xmp")
	// hidden are the elements that are not written anew, with all that is in them, and unwrapped those whose content alone is.
	hidden    = set("noembed noframes noscript script style svg math template")
	unwrapped = set("html head body frameset frame plaintext textarea title xmp select form")
	// refused are those that readers treat in ways of their own: forms, for one, end where another begins within a table.
	refused = set("html head body frameset frame plaintext form")
	// ended are elements that one of their own kind ends, if nothing is open between them.
	ended = set("p li dt dd tr td th option")
	// blocks are those that end a paragraph.
	blocks = set("address article aside blockquote center details div dl dt dd fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
		"header hr li main nav ol p pre section table ul")
)

// behind is what is put behind markup to see what becomes of it.
const behind = "<p>"

// isClosed reports whether all of the markup is nested as it should be, and an element behind it is one outside of it.
func isClosed(markup string) bool {
	if strings.Contains(markup, "<![CDATA[") || strings.IndexByte(markup, 0) >= 0 {
		return false // readers differ on where it ends
	}
	c := closing{z: html.NewTokenizer(strings.NewReader(markup + behind))}
	for read := 0; ; {
		token := c.z.Next()
		size := len(c.z.Raw())
		if token == html.ErrorToken || read+size > len(markup) {
			return token == html.StartTagToken && size == len(behind) && len(c.open) == 0
		}
		read += size
		if !c.take(token) {
			return false
		}
	}
}

// closing follows markup as long as it is nested as it should be.
type closing struct {
	z    *html.Tokenizer
	open []string
	// foreign is how many foreign elements are open.
	foreign int
}

// take takes the next token. It returns false where that is out of place, or may be read in different ways.
func (c *closing) take(token html.TokenType) bool {
	switch token {
	case html.TextToken:
		return len(c.open) == 0 || !raw[c.top()] || c.plain(string(c.z.Raw()))
	case html.StartTagToken, html.SelfClosingTagToken:
		name := c.name()
		switch {
		case refused[name]:
			return false
		case c.foreign > 0 && token == html.SelfClosingTagToken:
		case void[name] && c.foreign == 0:
		case token == html.SelfClosingTagToken:
			return false // HTML does not know them: it is a start tag
		default:
			c.open = append(c.open, name)
			if foreign[name] {
				c.foreign++
			}
		}
	case html.EndTagToken:
		name := c.name()
		if len(c.open) == 0 || c.top() != name {
			return false
		}
		c.open = c.open[:len(c.open)-1]
		if foreign[name] {
			c.foreign--
		}
	}
	return true
}

// plain reports whether the content of a raw element means the same to readers who take it for markup.
func (c *closing) plain(content string) bool {
	if strings.IndexByte(content, '<') < 0 {
		return true
	}
	return c.top() == "noscript" && c.foreign == 0 && !strings.Contains(strings.ToLower(content), "<noscript") && isClosed(content)
}

func (c *closing) top() string { return c.open[len(c.open)-1] }

func (c *closing) name() string {
	name, _ := c.z.TagName()
	return string(name)
}

// rebuilder writes markup anew.
type rebuilder struct {
	z *html.Tokenizer
	// read is how much of the markup was read; lower is that in small letters, and lastEnd where the last end of an element is in it.
	read    int
	lower   string
	lastEnd map[string]int

	b    strings.Builder
	open []string
	// count is how many elements of each name are open.
	count map[string]int
}

func (r *rebuilder) next() html.TokenType {
	t := r.z.Next()
	r.read += len(r.z.Raw())
	return t
}

func (r *rebuilder) run() {
	for {
		switch r.next() {
		case html.ErrorToken:
			for len(r.open) > 0 {
				r.end(r.open[len(r.open)-1])
			}
			return
		case html.TextToken:
			r.b.WriteString(html.EscapeString(string(r.z.Text())))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(r.z.Token())
		case html.EndTagToken:
			if t := r.z.Token(); r.count[t.Data] > 0 {
				r.end(t.Data)
			}
		}
	}
}

// word is a name of an element or attribute that all readers read as it is written.
var word = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9_.:-]*$`)

// start writes a start tag, after the ends that it implies.
func (r *rebuilder) start(t html.Token) {
	name := t.Data
	switch {
	case hidden[name]:
		r.pass(t)
		return
	case unwrapped[name] || !word.MatchString(name):
		return
	}
	if n := len(r.open); n > 0 {
		if top := r.open[n-1]; ended[name] && top == name || blocks[name] && top == "p" {
			r.end(top)
		}
	}
	r.b.WriteString("<" + name)
	for _, a := range t.Attr {
		if a.Namespace == "" && word.MatchString(a.Key) {
			r.b.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
		}
	}
	r.b.WriteByte('>')
	if !void[name] {
		r.open = append(r.open, name)
		r.count[name]++
	}
}

// end writes the end of the innermost element of a name, and of those within it.
func (r *rebuilder) end(name string) {
	for {
		last := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		r.count[last]--
		r.b.WriteString("</" + last + ">")
		if last == name {
			return
		}
	}
}

// pass passes over an element; one in XML that has no end ends at once.
func (r *rebuilder) pass(t html.Token) {
	name := t.Data
	if !raw[name] && (t.Type == html.SelfClosingTagToken || !r.ends(name)) {
		return
	}
	for depth := 1; depth > 0; {
		switch r.next() {
		case html.ErrorToken:
			return
		case html.StartTagToken:
			if next, _ := r.z.TagName(); string(next) == name {
				depth++
			}
		case html.EndTagToken:
			if next, _ := r.z.TagName(); string(next) == name {
				depth--
			}
		}
	}
}

// ends reports whether an end tag of a name is still to come.
func (r *rebuilder) ends(name string) bool {
	last, known := r.lastEnd[name]
	if !known {
		last = strings.LastIndex(r.lower, "</"+name)
		r.lastEnd[name] = last
	}
	return last >= r.read
}
