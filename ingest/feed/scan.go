package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"iter"
	"slices"
	"strings"
)

// tag is a start tag or an end tag.
type tag struct {
	start, end int    // its bytes in the document
	name       string // with its prefix
	closing    bool
	empty      bool // closed in itself
}

// local returns the name without its prefix, and the prefix.
func (t tag) local() (name, prefix string) {
	i := strings.IndexByte(t.name, ':')
	return t.name[i+1:], t.name[:max(0, i)]
}

// scanner finds the tags of XML, and nothing else. It takes no offence at anything.
type scanner struct {
	doc []byte
	at  int
	// pieces counts tags, comments and all else that parts texts.
	pieces int
}

// next returns the next tag; false means that there is none.
func (s *scanner) next() (tag, bool) {
	for {
		i := bytes.IndexByte(s.doc[s.at:], '<')
		if i < 0 {
			s.at = len(s.doc)
			return tag{}, false
		}
		s.pieces++
		s.at += i
		rest := s.doc[s.at:]
		switch {
		case len(rest) == 1:
			s.stop()
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.after("<!--", "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			s.after("<![CDATA[", "]]>")
		case rest[1] == '?':
			s.after("<?", "?>")
		case rest[1] == '!':
			s.declaration()
		case rest[1] == '/' || isName(rest[1]):
			return s.tag()
		default:
			s.at++
		}
	}
}

func isName(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80 }

// stop ends the scan within a piece that has no end.
func (s *scanner) stop() { s.at = len(s.doc) }

// after goes on after the end of a piece.
func (s *scanner) after(begin, end string) {
	at := s.at + len(begin)
	i := bytes.Index(s.doc[min(at, len(s.doc)):], []byte(end))
	if i < 0 {
		s.stop()
		return
	}
	s.at = at + i + len(end)
}

// declaration goes on after a declaration, in which there may be others (the type of a document).
func (s *scanner) declaration() {
	depth, quote := 0, byte(0)
	for at := s.at; at < len(s.doc); at++ {
		switch c := s.doc[at]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<' && bytes.HasPrefix(s.doc[at:], []byte("<!--")):
			inner := scanner{doc: s.doc, at: at}
			inner.after("<!--", "-->")
			at = inner.at - 1
		case c == '<':
			depth++
		case c == '>':
			if depth--; depth == 0 {
				s.at = at + 1
				return
			}
		}
	}
	s.stop()
}

// tag returns the tag that begins here. Where one ends matters little: quoted angle brackets are not looked for.
func (s *scanner) tag() (tag, bool) {
	t := tag{start: s.at}
	size := bytes.IndexByte(s.doc[s.at:], '>')
	if size < 0 {
		s.stop()
		return t, false
	}
	t.end = s.at + size + 1
	s.at = t.end
	inner := s.doc[t.start+1 : t.end-1]
	t.closing = inner[0] == '/'
	t.empty = !t.closing && inner[len(inner)-1] == '/'
	for len(inner) > 0 && inner[0] == '/' {
		inner = inner[1:]
	}
	t.name = string(inner[:nameLength(inner)])
	return t, true
}

// nameLength returns how many of the first bytes of a tag are its name.
func nameLength(inner []byte) int {
	for i, c := range inner {
		switch c {
		case ' ', '\t', '\r', '\n', '/', '<':
			return i
		}
	}
	return len(inner)
}

// span is a part of a document.
type span struct {
	start, end int
	tag        tag  // it begins with this
	whole      bool // it ends with the end of that
	load       load
}

// load is what a part may cost the library that reads it: in depth the memory, in pieces and names the time.
type load struct {
	pieces, depth, names int
}

// Bounds of a load. Real items have some hundred pieces and a dozen names of namespaces. The library takes time in the product of
// pieces and names, and in that of pieces and bytes.
const (
	maxDepth = 512
	maxNames = 1 << 20
	maxBytes = 1 << 33
)

func (l load) tooHeavy(size int) bool {
	return l.depth > maxDepth || l.pieces*l.names > maxNames || l.pieces*size > maxBytes
}

// layout says where the parts of an XML feed are.
type layout struct {
	doc           []byte
	root, channel tag
	native        map[string]bool // the prefixes of the feed's own elements
	item          string          // the name of items
	rss           bool            // the root element names one of the vocabularies
	// Known after items was ranged over to the end:
	first  int    // where the items begin, or the end of the document
	rest   []byte // what is not in items
	load   load   // that of the rest
	closed bool   // the root element has its end
	inItem bool   // the document ends within an item
}

// kinds are the root elements and what they call an item.
var kinds = map[string]string{"rss": "item", "rdf": "item", "feed": "entry"}

// newLayout returns false if the document is not of these kinds.
func newLayout(doc []byte) (*layout, bool) {
	s := scanner{doc: doc}
	root, _ := s.next()
	name, prefix := root.local()
	l := &layout{doc: doc, root: root, item: kinds[strings.ToLower(name)]}
	if l.item == "" || root.closing {
		return l, false
	}
	l.native = map[string]bool{"": true, "rss": true, "rdf": true, prefix: true}
	for _, a := range attributes(doc[root.start:root.end]) {
		if name := cmp.Or(a.Name.Space, a.Name.Local); name == "xmlns" && vocabularies[strings.TrimSpace(a.Value)] {
			l.native[a.Name.Local], l.rss = true, true
		}
	}
	return l, true
}

// vocabularies are the namespaces of the feed's own elements.
var vocabularies = map[string]bool{
	"http://purl.org/rss/1.0/": true, "http://channel.netscape.com/rdf/simple/0.9/": true, "http://my.netscape.com/rdf/simple/0.9/": true,
	"http://www.w3.org/2005/Atom": true, "http://purl.org/atom/ns#": true,
}

// attributes returns those of a start tag, as they are written.
func attributes(start []byte) []xml.Attr {
	d := xml.NewDecoder(bytes.NewReader(start))
	d.Strict = false
	token, err := d.RawToken()
	if element, ok := token.(xml.StartElement); ok && err == nil {
		return element.Attr
	}
	return nil
}

func (l *layout) rdf() bool {
	name, _ := l.root.local()
	return strings.EqualFold(name, "rdf")
}

func (l *layout) isItem(t tag) bool {
	name, prefix := t.local()
	return strings.EqualFold(name, l.item) && l.native[prefix]
}

// items returns the items one after the other. An item without an end lasts to the next one, or to the end of the document.
func (l *layout) items() iter.Seq[span] {
	return func(yield func(span) bool) {
		w := walk{layout: l, s: scanner{doc: l.doc, at: l.root.end}, past: l.root.end}
		l.first, l.rest, l.load, l.channel, l.closed = len(l.doc), nil, load{}, tag{}, l.root.empty
		for t, ok := w.s.next(); ok && !l.closed; t, ok = w.s.next() {
			if !w.step(t, yield) {
				return
			}
		}
		if l.inItem = w.open != nil; l.inItem && !w.finish(len(l.doc), false, yield) {
			return
		}
		w.skip(len(l.doc))
	}
}

// walk is one pass over a layout.
type walk struct {
	*layout
	s      scanner
	past   int   // all before is in an item or in the rest
	open   *span // the item that has begun
	depth  int   // of the elements open in it,
	beside int   // and in the rest
	pieces int   // those of the parts before
}

// step takes one tag.
func (w *walk) step(t tag, yield func(span) bool) bool {
	isItem := w.isItem(t)
	ends := isItem && !t.closing || t.closing && t.name == w.root.name
	if w.open != nil && ends && !w.finish(t.start, false, yield) {
		return false
	}
	if isItem && !t.closing {
		w.skip(t.start)
		w.open, w.depth, w.first = &span{start: t.start, tag: t}, 0, min(w.first, t.start)
	}
	if w.open == nil {
		w.load.weigh(w.doc, t, &w.beside)
		w.outside(t)
		return true
	}
	w.open.load.weigh(w.doc, t, &w.depth)
	if isItem && (t.closing || t.empty) {
		return w.finish(t.end, true, yield)
	}
	return true
}

// outside takes a tag that is in no item.
func (w *walk) outside(t tag) {
	name, _ := t.local()
	switch {
	case t.closing && t.name == w.root.name:
		w.closed = true
	case w.channel.end == 0 && !t.closing && !t.empty && strings.EqualFold(name, "channel"):
		w.channel = t
	}
}

// weigh adds a tag, at the depth where it stands.
func (l *load) weigh(doc []byte, t tag, depth *int) {
	l.names += bytes.Count(doc[t.start:t.end], []byte("xmlns"))
	switch {
	case t.closing:
		*depth = max(0, *depth-1)
	case !t.empty:
		*depth++
		l.depth = max(l.depth, *depth)
	}
}

// finish hands on the item that is open.
func (w *walk) finish(end int, whole bool, yield func(span) bool) bool {
	item := *w.open
	item.end, item.whole, item.load.pieces = end, whole, w.take()
	w.open, w.past = nil, end
	return yield(item)
}

// skip adds what stands before a byte to the rest.
func (w *walk) skip(at int) {
	w.rest = append(w.rest, bytes.TrimSpace(w.doc[w.past:at])...)
	w.load.pieces += w.take()
	w.past = at
}

// take returns how many pieces the part has that ends here.
func (w *walk) take() int {
	n := w.s.pieces - w.pieces
	w.pieces = w.s.pieces
	return n
}

// hasStrays reports whether a part that follows the start tag of the root element has an end tag without a start tag.
func hasStrays(rest []byte, root string) bool {
	s := scanner{doc: rest}
	open := []string{root}
	for t, ok := s.next(); ok; t, ok = s.next() {
		switch {
		case t.empty:
		case !t.closing:
			open = append(open, t.name)
		default:
			i := lastIndex(open, t.name)
			if i < 0 {
				return true
			}
			open = open[:i]
		}
		if len(open) == 0 {
			return false // the end of the root element
		}
	}
	return false
}

func lastIndex(all []string, one string) int {
	for i, s := range slices.Backward(all) {
		if s == one {
			return i
		}
	}
	return -1
}
