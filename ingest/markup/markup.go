// Package markup turns HTML into the plain text that articles have. Every format that ingest knows and that holds its text as
// HTML uses it; pages, whose text must be found first, do not.
//
// It reads tokens and builds no tree: time and memory are linear in the input, however deep, broken or hostile that is.
package markup

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// kind is what an element does to the text in it and around it.
type kind uint8

const (
	inline  kind = iota
	block        // stands in a paragraph of its own
	cell         // parts words, and not paragraphs
	dropped      // its content is not read as text
	anchor       // may link to something
	pre          // a block whose line breaks stay
)

// kinds are the elements that are not inline.
var kinds = table(map[kind]string{
	block: "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure " +
		"footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p section summary table tbody tfoot thead tr ul",
	cell: "option td th",
	dropped: "audio button canvas head iframe math noembed noframes noscript object script select style svg template textarea " +
		"title video",
	anchor: "a",
	pre:    "pre",
})

func table(names map[kind]string) map[string]kind {
	kinds := map[string]kind{}
	for k, all := range names {
		for name := range strings.FieldsSeq(all) {
			kinds[name] = k
		}
	}
	return kinds
}

// Text returns the text of a piece of HTML, and the addresses that it links to.
//
// Paragraphs, lines, items and rows are parted by one line break each; other white space is one space. Entities are decoded;
// scripts, styles, pictures, comments and form fields are left out. What has no tags may still have paragraphs: they are parted
// by blank lines or, if there are none, by line breaks. Text whose tags were escaped once too often is read as the HTML it was
// meant to be. Prefixes of XML (xhtml:p) are ignored.
//
// Links are absolute addresses of the web, each once, in order; relative ones are resolved against base, or left out if that is
// nil. The text is sound UTF-8 if the HTML is.
func Text(source string, base *url.URL) (text string, links []string) {
	tagged := hasTags(source)
	if !tagged && strings.IndexByte(source, '&') < 0 {
		return lines(source), nil
	}
	if tagged {
		return read(source, base)
	}
	source = html.UnescapeString(source)
	if escapedTag.MatchString(source) {
		return read(source, base)
	}
	return lines(source), nil
}

// Line returns the text of a piece of HTML as one line, such as a headline.
func Line(source string) string {
	text, _ := Text(source, nil)
	return strings.Join(strings.Fields(text), " ")
}

// escapedTag is a tag that nobody writes as text.
var escapedTag = regexp.MustCompile(`(?i)</(?:p|a|b|i|em|strong|div|span|ul|li|h[1-6])>|<(?:p|br|br ?/)>|<(?:p|a|div|span|img) [a-z]+=["']`)

// hasTags reports whether there is anything that a reader of HTML would not take for text.
func hasTags(source string) bool {
	for {
		i := strings.IndexByte(source, '<')
		if i < 0 || i+1 == len(source) {
			return false
		}
		source = source[i+1:]
		if c := source[0] | 0x20; 'a' <= c && c <= 'z' || source[0] == '/' || source[0] == '!' || source[0] == '?' {
			return true
		}
	}
}

var blankLine = regexp.MustCompile(`\n[ \t\r]*\n`)

// lines returns text without tags, by its own paragraphs.
func lines(source string) string {
	var w writer
	blank := blankLine.MatchString(source)
	for line := range strings.SplitSeq(source, "\n") {
		if !blank || strings.TrimSpace(line) == "" {
			w.part(atLine)
		}
		w.text([]byte(line))
		w.part(atSpace)
	}
	return w.b.String()
}

func read(source string, base *url.URL) (string, []string) {
	r := reader{tokens: html.NewTokenizer(strings.NewReader(source)), base: base}
	r.b.Grow(len(source) / 2)
	for {
		switch r.tokens.Next() {
		case html.ErrorToken:
			return r.b.String(), r.links
		case html.TextToken:
			r.content(r.tokens.Raw())
		case html.StartTagToken:
			r.start(false)
		case html.SelfClosingTagToken:
			r.start(true)
		case html.EndTagToken:
			r.end()
		}
	}
}

// reader is one pass over HTML.
type reader struct {
	writer
	tokens *html.Tokenizer
	base   *url.URL
	links  []string
	seen   map[string]bool

	buf      [12]byte // the name of a tag
	dropping string   // the element whose content is left out
	depth    int      // how many of its kind are open
	pre      int      // how many pre elements are open
}

// name returns the name of the tag in small letters and without its prefix, valid until the next. It is read from the source, as the
// tokenizer would copy it. Names longer than any that is known are cut.
func (r *reader) name() []byte {
	raw := bytes.TrimPrefix(r.tokens.Raw()[1:], []byte("/"))
	if end := bytes.IndexAny(raw, " \t\r\n\f/>"); end >= 0 {
		raw = raw[:end]
	}
	raw = raw[bytes.LastIndexByte(raw, ':')+1:]
	n := copy(r.buf[:], raw)
	for i, c := range r.buf[:n] {
		if 'A' <= c && c <= 'Z' {
			r.buf[i] = c | 0x20
		}
	}
	return r.buf[:n]
}

func (r *reader) start(closed bool) {
	name := r.name()
	k := kinds[string(name)]
	if closed {
		// XHTML has iframes and scripts without content; HTML would take all that follows for it.
		r.tokens.NextIsNotRawText()
	}
	switch {
	case r.dropping != "":
		if string(name) == r.dropping && !closed {
			r.depth++
		}
		return
	case k == dropped && !closed:
		r.dropping, r.depth = string(name), 1
	case k == pre && !closed:
		r.pre++
	case k == anchor:
		r.link()
	}
	r.gap(k)
}

func (r *reader) end() {
	name := r.name()
	k := kinds[string(name)]
	if r.dropping != "" {
		if string(name) == r.dropping {
			r.depth--
		}
		if r.depth == 0 {
			r.dropping = ""
		}
		return
	}
	if k == pre {
		r.pre = max(0, r.pre-1)
	}
	r.gap(k)
}

func (r *reader) gap(k kind) {
	switch k {
	case block, pre:
		r.part(atLine)
	case cell:
		r.part(atSpace)
	}
}

// content takes text in which entities stand for characters.
func (r *reader) content(text []byte) {
	for r.dropping == "" && len(text) > 0 {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			i = len(text)
		}
		r.words(text[:i])
		text = text[i:]
		n := entity(text)
		r.words([]byte(html.UnescapeString(string(text[:n]))))
		text = text[n:]
	}
}

// entity returns how many bytes belong to what may be the entity that a text begins with; they end with a semicolon, or before what
// cannot be in one.
func entity(text []byte) int {
	const longest = 40
	for i := 1; i < len(text) && i < longest; i++ {
		switch c := text[i]; {
		case c == ';':
			return i + 1
		case c <= ' ', c == '&', c >= utf8.RuneSelf:
			return i
		}
	}
	n := min(len(text), longest)
	for n > 0 && n < len(text) && !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}

// words takes text as it is. Line breaks count where it is preformatted.
func (r *reader) words(text []byte) {
	if r.pre == 0 {
		r.text(text)
		return
	}
	for line := range bytes.Lines(text) {
		r.text(line)
		if line[len(line)-1] == '\n' {
			r.part(atLine)
		}
	}
}

// link takes the address of a link.
func (r *reader) link() {
	_, more := r.tokens.TagName()
	for more {
		var key, value []byte
		key, value, more = r.tokens.TagAttr()
		if string(key) != "href" || r.seen[string(value)] {
			continue
		}
		if r.seen == nil {
			r.seen = map[string]bool{}
		}
		written := string(value)
		address := Resolve(r.base, written)
		if address != "" && (address == written || !r.seen[address]) {
			r.links = append(r.links, address)
		}
		r.seen[written], r.seen[address] = true, true
	}
}

// Resolve returns an address of the web in its absolute form, or nothing if it is none or is relative and base is nil. What
// only points into the same page is none.
func Resolve(base *url.URL, address string) string {
	address = strings.TrimSpace(address)
	if address == "" || address[0] == '#' {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Host == "" || !slices.Contains([]string{"http", "https"}, strings.ToLower(u.Scheme)) {
		return ""
	}
	if u.IsAbs() && strings.HasPrefix(address, u.Scheme+":") {
		return strings.ToValidUTF8(address, "") // as it is written
	}
	return u.String()
}

// The gaps between two pieces of text, widest last.
const (
	atNothing = iota
	atSpace
	atLine
)

// writer puts pieces of text together.
type writer struct {
	b       strings.Builder
	pending int // the gap before the next piece
}

func (w *writer) part(gap int) { w.pending = max(w.pending, gap) }

// text writes words. White space is a gap; characters that show nothing are left out.
func (w *writer) text(words []byte) {
	for len(words) > 0 {
		n := ordinary(words)
		if n > 0 {
			w.close()
			w.b.Write(words[:n])
			words = words[n:]
			continue
		}
		r, size := utf8.DecodeRune(words)
		switch {
		case unicode.IsSpace(r):
			w.part(atSpace)
		case unicode.IsControl(r), r == '\u00AD', r == '\u200B', r == '\uFEFF':
		default:
			w.close()
			w.b.Write(words[:size])
		}
		words = words[size:]
	}
}

// ordinary returns how many of the first bytes are letters, digits and signs of ASCII, with single spaces between them.
func ordinary(words []byte) int {
	sign := func(i int) bool { return i < len(words) && words[i] > ' ' && words[i] < 0x7f }
	n := 0
	for sign(n) || n > 0 && words[n-1] != ' ' && n < len(words) && words[n] == ' ' && sign(n+1) {
		n++
	}
	return n
}

// close writes the gap that is pending; nothing comes before the first word.
func (w *writer) close() {
	if w.b.Len() > 0 {
		switch w.pending {
		case atSpace:
			w.b.WriteByte(' ')
		case atLine:
			w.b.WriteByte('\n')
		}
	}
	w.pending = atNothing
}
