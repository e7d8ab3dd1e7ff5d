package page

import (
	"bytes"
	"regexp"

	"golang.org/x/net/html"
)

// The limits of a page. Of 1,280 real ones, the largest had 10,106 tags, 50 levels, and 24 open formatting elements.
const (
	maxTags       = 200_000 // that open or close
	maxLevels     = 64      // of elements that must be closed; further ones are left out, not what is in them
	maxFormatting = 16
	maxTag        = 4 << 10 // bytes of a tag; of longer ones only the shorter attributes are kept
	maxAttribute  = 1 << 10
	maxData       = 1 << 20 // bytes of JSON-LD
)

// sieved is a page without what no reader sees.
type sieved struct {
	html  []byte
	data  [][]byte // the JSON-LD
	saved string
}

// dropped are the elements whose content is no markup and no text.
var dropped = set("iframe noembed noframes noscript plaintext script style textarea xmp")

// formatting are the elements that a parser opens again in every paragraph after one in which they were left open, but for a.
var formatting = set("b big code em font i nobr s small strike strong tt u")

// levelless are the elements that have no end, or whose end is left out so often that it tells nothing.
var levelless = set("a area base body br col colgroup dd dt embed head hr html img input keygen li link meta optgroup option p param " +
	"rb rp rt rtc source tbody td tfoot th thead tr track wbr")

// sieve reads a page once before its tree is built, as trees of hostile pages grow without bounds: it takes out scripts, comments,
// endless attributes and too deep nesting, keeps the JSON-LD, and refuses what has too many tags.
func sieve(source []byte) (sieved, error) {
	s := siever{
		tokens: html.NewTokenizer(bytes.NewReader(source)),
		xhtml:  bytes.HasPrefix(bytes.TrimSpace(source), []byte("<?xml")),
	}
	s.html = make([]byte, 0, len(source))
	for s.tags <= maxTags {
		switch s.tokens.Next() {
		case html.ErrorToken:
			return s.sieved, nil
		case html.TextToken:
			s.text()
		case html.StartTagToken:
			s.start(false)
		case html.SelfClosingTagToken:
			s.start(true)
		case html.EndTagToken:
			s.end()
		case html.CommentToken:
			s.comment(s.tokens.Text())
		case html.DoctypeToken:
			s.doctype()
		}
	}
	return sieved{}, ErrComplex
}

type siever struct {
	sieved
	tokens *html.Tokenizer
	xhtml  bool
	tags   int

	raw      string // the element whose content comes next and is no markup
	isData   bool   // it is JSON-LD
	dataSize int

	levels, formats nest
	roots           map[string]bool // html and body, where they were met
}

// nest counts open elements, and those that were left out.
type nest struct{ open, over int }

// enter reports whether an element may be opened.
func (n *nest) enter(limit int) bool {
	if n.open < limit {
		n.open++
		return true
	}
	n.over++
	return false
}

// leave reports whether the end of an element belongs to one that was opened.
func (n *nest) leave() bool {
	if n.over > 0 {
		n.over--
		return false
	}
	n.open = max(0, n.open-1)
	return true
}

func (s *siever) text() {
	switch {
	case s.raw == "":
		s.html = append(s.html, s.tokens.Raw()...)
	case s.raw == "title":
		s.html = append(s.html, html.EscapeString(string(s.tokens.Text()))...)
	case s.isData && s.dataSize < maxData:
		text := s.tokens.Text()
		if s.dataSize += len(text); s.dataSize <= maxData {
			s.data = append(s.data, bytes.Clone(text))
		}
	}
}

func (s *siever) start(closed bool) {
	s.tags++
	from := len(s.html)
	s.html = append(s.html, s.tokens.Raw()...)
	raw, attributes := s.tokens.TagName()
	name := string(raw)
	switch {
	case dropped[name]:
		s.html = s.html[:from]
		s.drop(name, attributes, closed)
	case name == "title":
		s.title(closed)
	case !s.wanted(name, closed):
		s.html = s.html[:from]
	case formatting[name]:
		s.html = append(append(append(s.html[:from], '<'), name...), '>')
	case len(s.html)-from > maxTag:
		s.html = s.shorten(s.html[:from], name, attributes)
	}
}

// title keeps a title, whose content is text.
func (s *siever) title(closed bool) {
	if closed {
		s.tokens.NextIsNotRawText()
		return
	}
	s.raw = "title"
}

// drop leaves out an element and what is in it, which is nothing where it is closed at once. Scripts can be so in XHTML only.
func (s *siever) drop(name string, attributes, closed bool) {
	if closed && (s.xhtml || name != "script") {
		s.tokens.NextIsNotRawText()
		return
	}
	s.raw = name
	s.isData = name == "script" && attributes && s.attribute("type") == "application/ld+json"
}

// attribute returns an attribute of the tag, in small letters.
func (s *siever) attribute(name string) string {
	for more := true; more; {
		var key, value []byte
		key, value, more = s.tokens.TagAttr()
		if string(key) == name {
			return string(bytes.ToLower(bytes.TrimSpace(value)))
		}
	}
	return ""
}

// wanted reports whether a tag is kept.
func (s *siever) wanted(name string, closed bool) bool {
	switch {
	case name == "html", name == "body":
		// A parser adds the attributes of each to the first.
		if s.roots == nil {
			s.roots = map[string]bool{}
		}
		again := s.roots[name]
		s.roots[name] = true
		return !again
	case name == "frameset", name == "frame":
		return false
	case formatting[name]:
		return s.formats.enter(maxFormatting)
	case levelless[name], closed:
		return true
	}
	return s.levels.enter(maxLevels)
}

// shorten appends a tag with those of its attributes that are short.
func (s *siever) shorten(tag []byte, name string, attributes bool) []byte {
	limit := len(tag) + maxTag
	tag = append(append(tag, '<'), name...)
	for attributes {
		var key, value []byte
		key, value, attributes = s.tokens.TagAttr()
		if len(key)+len(value) > maxAttribute || len(tag)+len(key)+len(value) > limit {
			continue
		}
		tag = append(append(append(tag, ' '), key...), `="`...)
		tag = append(append(tag, html.EscapeString(string(value))...), '"')
	}
	return append(tag, '>')
}

func (s *siever) end() {
	s.tags++ // some make elements of their own
	from := len(s.html)
	s.html = append(s.html, s.tokens.Raw()...)
	raw, _ := s.tokens.TagName()
	name := string(raw)
	if name == s.raw {
		s.raw, s.isData = "", false
	}
	switch {
	case dropped[name],
		formatting[name] && !s.formats.leave(),
		!formatting[name] && !levelless[name] && name != "title" && !s.levels.leave():
		s.html = s.html[:from]
	}
}

// savedFrom is the note that browsers put into pages which they save, with the length of the address.
var savedFrom = regexp.MustCompile(`^\s*saved from url=\(\d+\)(\S+)`)

func (s *siever) comment(text []byte) {
	const longest = 2 << 10
	if s.saved != "" || len(text) > longest {
		return
	}
	if m := savedFrom.FindSubmatch(text); m != nil {
		s.saved = string(m[1])
	}
}

func (s *siever) doctype() {
	const longest = 512
	if raw := s.tokens.Raw(); len(raw) <= longest {
		s.html = append(s.html, raw...)
	}
}
