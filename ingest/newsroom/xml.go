package newsroom

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/samestory/samestory/article"
)

// maxDepth is how deep elements may be nested.
const maxDepth = 256

// Read reads the items of a document in XML: NewsML-G2 (a newsItem, or a newsMessage of several), NewsML 1 or NITF. Every error is an
// *article.Problem with the line where the item begins, or where the document is broken, which ends the sequence; its path is left for
// the caller to fill, as is the place of articles but for the line. An item without a guid has no ID. The sequence can be ranged over
// only once.
func Read(r io.Reader, opts *Options) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		p := newParser(decode(r), 32<<10, opts.withDefaults(), yield)
		err := p.document()
		if err == nil || errors.Is(err, errStopped) {
			return
		}
		yield(article.Article{}, &article.Problem{Place: article.Place{Line: p.position()}, ID: p.id, Err: broken(err)})
	}
}

// errStopped ends the reading when nobody wants more.
var errStopped = errors.New("stopped")

// broken tells the format's errors from those of the reader below.
func broken(err error) error {
	syntax, ok := errors.AsType[*xml.SyntaxError](err)
	switch {
	case ok && strings.HasPrefix(syntax.Msg, "unexpected EOF"):
		return fmt.Errorf("%w: %w", ErrFormat, io.ErrUnexpectedEOF)
	case ok:
		return fmt.Errorf("%w: %s", ErrFormat, syntax.Msg)
	}
	return err
}

// parser walks through a document. Handlers are called with an element open, and may leave it open or closed.
type parser struct {
	opts  Options
	yield func(article.Article, error) bool
	input *source
	xml   *xml.Decoder

	tag   xml.Token // the last token, if it was a tag
	taken run       // what was read without the decoder
	open  []string  // the names of the open elements, outermost first
	line  int       // where the last token begins
	id    string    // of the item at work
	begin int64     // where its content begins
}

// newParser returns a parser of UTF-8, with a buffer of the size given.
func newParser(r io.Reader, size int, opts Options, yield func(article.Article, error) bool) *parser {
	p := &parser{opts: opts, yield: yield, input: &source{r: r, room: make([]byte, size)}}
	p.xml = xml.NewDecoder(p.input)
	// Old formats leave much to be desired. What cannot be understood at all is an error even so.
	p.xml.Strict = false
	p.xml.Entity = xml.HTMLEntity
	p.xml.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return p
}

// source is a buffer that gives single bytes at the least cost, which is most of that of reading XML, and bounds how much may be read
// before somebody looks at it.
type source struct {
	r    io.Reader
	room []byte
	// read and end tell which bytes of room have been read but not given.
	read, end int
	left      int64 // how much more may be read
}

// ReadByte returns the next byte.
func (s *source) ReadByte() (byte, error) {
	if s.read == s.end {
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	c := s.room[s.read]
	s.read++
	return c, nil
}

// Read is there for those who take what has ReadByte for a reader.
func (s *source) Read(p []byte) (int, error) {
	if s.read == s.end {
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.room[s.read:s.end])
	s.read += n
	return n, nil
}

// fill reads at least one byte.
func (s *source) fill() error {
	if s.left <= 0 {
		return ErrTooLong
	}
	for range 100 {
		n, err := s.r.Read(s.room)
		s.read, s.end, s.left = 0, n, s.left-int64(n)
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

// run is a part of a document.
type run struct {
	bytes int64
	lines int
}

// plain returns the text up to the next tag if there is nothing in it that the decoder would change or refuse, or nil. It takes what the
// decoder, which looks at every byte, need not see. The text is valid until the next read.
func (s *source) plain() []byte {
	text, _, found := bytes.Cut(s.room[s.read:s.end], []byte("<"))
	if !found || bytes.IndexByte(text, '&') >= 0 || bytes.IndexByte(text, '\r') >= 0 || bytes.Contains(text, []byte("]]>")) {
		return nil
	}
	s.read += len(text)
	return text
}

// emptied reports whether the tag that was given last may end its own element.
func (s *source) emptied() bool { return s.read < len("/>") || s.room[s.read-len("/>")] == '/' }

// textAfterTag returns the text that follows a tag, if it is plain. A start tag may be an end too, which the decoder tells next.
func (p *parser) textAfterTag() []byte {
	_, start := p.tag.(xml.StartElement)
	if p.tag == nil || start && p.input.emptied() {
		return nil
	}
	p.tag = nil
	text := p.input.plain()
	p.taken.bytes += int64(len(text))
	p.taken.lines += bytes.Count(text, []byte("\n"))
	return text
}

// position returns the number of the line at work, and offset how many bytes are before it.
func (p *parser) position() int {
	line, _ := p.xml.InputPos()
	return line + p.taken.lines
}

func (p *parser) offset() int64 { return p.xml.InputOffset() + p.taken.bytes }

// next returns the next token, and keeps account of the open elements: an end closes all elements within its own, and one that closes
// nothing is passed over. The error at the end of the document is io.EOF if everything is closed.
func (p *parser) next() (xml.Token, error) {
	for {
		p.input.left = p.opts.Limit + 64<<10
		p.line = p.position()
		if text := p.textAfterTag(); len(text) > 0 {
			return xml.CharData(text), nil
		}
		token, err := p.xml.RawToken()
		if err == io.EOF && len(p.open) > 0 { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			err = fmt.Errorf("%w: %w", ErrFormat, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return nil, err
		}
		p.tag = nil
		switch t := token.(type) {
		case xml.StartElement:
			p.tag = token
			if len(p.open) == maxDepth {
				return nil, fmt.Errorf("%w: elements are nested deeper than %d", ErrFormat, maxDepth)
			}
			p.open = append(p.open, t.Name.Local)
		case xml.EndElement:
			p.tag = token
			i := len(p.open) - 1
			for i >= 0 && p.open[i] != t.Name.Local {
				i--
			}
			if i < 0 {
				continue
			}
			p.open = p.open[:i]
		}
		return token, nil
	}
}

// children calls handle with each element in the one that is open.
func (p *parser) children(handle func(e xml.StartElement) error) error {
	depth := len(p.open)
	for {
		token, err := p.next()
		if err != nil {
			return err
		}
		e, ok := token.(xml.StartElement)
		if ok {
			if err = handle(e); err == nil {
				err = p.close(depth)
			}
			if err != nil {
				return err
			}
		}
		if len(p.open) < depth {
			return nil
		}
	}
}

// close passes over all that comes until no more than depth elements are open.
func (p *parser) close(depth int) error {
	for len(p.open) > depth {
		if _, err := p.next(); err != nil {
			return err
		}
	}
	return nil
}

// text adds the text in the open element to s, as one line; it leaves out what a field does not need.
func (p *parser) text(s *string) error {
	const longest = 64 << 10
	depth := len(p.open)
	var b strings.Builder
	for len(p.open) >= depth {
		token, err := p.next()
		if err != nil {
			return err
		}
		if data, ok := token.(xml.CharData); ok && b.Len() < longest {
			b.Write(data[:min(len(data), longest)])
		}
	}
	if got := line(b.String()); got != "" && *s == "" {
		*s = got
	}
	return nil
}

// texts adds the text in the open element to a list.
func (p *parser) texts(list *[]string) error {
	var s string
	err := p.text(&s)
	add(list, s)
	return err
}

// attribute returns the value of an attribute, whatever its prefix.
func attribute(e xml.StartElement, names ...string) string {
	for _, name := range names {
		for _, a := range e.Attr {
			if a.Name.Local == name && a.Value != "" {
				return a.Value
			}
		}
	}
	return ""
}

// document reads all items of a document. More documents may follow the first, as in files that were joined.
func (p *parser) document() error {
	found := false
	for {
		token, err := p.next()
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			if !found {
				return fmt.Errorf("%w: there is no element of XML", ErrFormat)
			}
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			found = true
			if err = p.root(e); err == nil {
				err = p.close(0)
			}
			if err != nil {
				return err
			}
		}
	}
}

// passed are the elements that hold no article: packages refer to items, and the others are facts and plans.
var passed = []string{"packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"}

// root reads the outermost element of a document.
func (p *parser) root(e xml.StartElement) error {
	switch name := e.Name.Local; {
	case name == "newsItem":
		return p.item(e, p.newsItem)
	case name == "nitf":
		return p.item(e, p.nitf)
	case name == "NewsML":
		return p.newsML()
	case name == "newsMessage":
		return p.children(func(e xml.StartElement) error {
			if e.Name.Local != "itemSet" {
				return nil
			}
			return p.children(func(e xml.StartElement) error {
				if e.Name.Local != "newsItem" {
					return nil
				}
				return p.item(e, p.newsItem)
			})
		})
	case slices.Contains(passed, name):
		return nil
	default:
		return fmt.Errorf("%w: the element %s is none of NewsML or NITF", ErrFormat, name)
	}
}

// item reads an item and hands it on. A broken document is an error; what is wrong with the item alone is not.
func (p *parser) item(e xml.StartElement, read func(e xml.StartElement, it *item) error) error {
	depth := len(p.open)
	it := &item{}
	p.begin, p.id = p.offset(), ""
	place := article.Place{Line: p.line}
	err := read(e, it)
	if err == nil {
		err = p.close(depth - 1)
	}
	p.id = it.id
	if err != nil {
		return err
	}
	a, ok, err := it.article(p.opts.Keep)
	if p.tooLong() {
		ok, err = false, ErrTooLong
	}
	a.Place = place
	if ok && !p.yield(a, nil) {
		return errStopped
	}
	if err != nil && !p.yield(article.Article{}, &article.Problem{Place: place, ID: it.id, Err: err}) {
		return errStopped
	}
	return nil
}

// tooLong reports whether the item at work has become too long, so that its text need not be kept.
func (p *parser) tooLong() bool { return p.offset()-p.begin > p.opts.Limit }
