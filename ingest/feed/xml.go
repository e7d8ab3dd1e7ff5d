package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"github.com/samestory/samestory/ingest/markup"
)

// maxHead is the largest head, in bytes: the start tags of the root and of the channel. Real ones have up to 3 kB. The library reads
// it again with every batch, and with every broken item.
const maxHead = 8 << 10

// Items are given to the library in batches, which saves it from reading the head of the feed for each.
const (
	batchItems = 64
	batchBytes = 256 << 10
)

// keptItems is how many items are remembered; those of longer feeds are looked for again.
const keptItems = 1 << 10

// xmlFeed is RSS or Atom on its way to the library, which reads whole documents only.
type xmlFeed struct {
	*pass
	layout *layout
	parse  func(r io.Reader) (channel, []entry, error)
	// before and after make a document of items.
	before, after []byte
	base          *url.URL // xml:base, or nil
	found         []span   // the items, if they are no more than keptItems
	batch         []span
	size          int // bytes in the batch
	buf           bytes.Buffer
	aside         aside
}

// readXML reads the feed in the document.
func (p *pass) readXML() bool {
	l, ok := newLayout(p.doc.text)
	if !ok {
		return p.problem(0, "", fmt.Errorf("%w: the first element is %q", ErrFormat, l.root.name[:min(len(l.root.name), 40)]))
	}
	x := &xmlFeed{pass: p, layout: l, parse: parseRSS, aside: aside{names: []string{"description", "content:encoded"}}}
	if l.item == "entry" {
		x.parse, x.aside.names = parseAtom, []string{"summary", "content"}
	}
	for item := range l.items() { // to know the rest
		if p.items++; p.items <= keptItems {
			x.found = append(x.found, item)
		}
	}
	return x.head() && x.all() && x.ending()
}

// head reads what is beside the items; false means that it cannot be a feed, or that the pass is over.
func (x *xmlFeed) head() bool {
	l := x.layout
	root, channel := x.doc.text[l.root.start:l.root.end], x.doc.text[l.channel.start:l.channel.end]
	l.load.names += bytes.Count(root, []byte("xmlns"))
	if len(root)+len(channel) > maxHead || l.load.tooHeavy(len(l.rest)) {
		x.problem(x.doc.line(l.root.start), "", errMarkup)
		return false
	}
	x.before, x.after = root, []byte("</"+l.root.name+">")
	if l.rdf() {
		channel = nil // its items are beside it
	} else if len(channel) > 0 {
		x.before = bytes.Join([][]byte{root, channel}, nil)
		x.after = []byte("</" + l.channel.name + "></" + l.root.name + ">")
	}
	about, err := x.describe()
	if l.rdf() && !l.rss && l.channel.end+x.items == 0 {
		x.problem(0, "", fmt.Errorf("%w: RDF, but not RSS", ErrFormat))
		return false
	}
	base, language := inherit(nil, root)
	x.base, x.about = base, about
	base, inner := inherit(base, channel)
	x.base, x.about.language = base, cmp.Or(about.language, inner, language)
	x.about.site = absolute(cmp.Or(base, x.address), about.site)
	return err == nil || !l.closed || x.problem(0, "", broken(err))
}

// describe reads the fields of the feed itself: from all that is not in items or, if that is broken, from what is before them.
func (x *xmlFeed) describe() (channel, error) {
	l := x.layout
	whole := [][]byte{x.doc.text[l.root.start:l.root.end], l.rest}
	if !l.closed {
		whole = append(whole, x.after)
	}
	about, _, err := x.parse(bytes.NewReader(bytes.Join(whole, nil)))
	if err == nil && hasStrays(l.rest, l.root.name) {
		return about, errTags
	}
	if err == nil {
		return about, nil
	}
	start := [][]byte{x.doc.text[l.root.start:l.first], x.after}
	if about, _, again := x.parse(bytes.NewReader(bytes.Join(start, nil))); again == nil {
		return about, err
	}
	return channel{}, err
}

// all reads the items.
func (x *xmlFeed) all() bool {
	names := bytes.Count(x.before, []byte("xmlns"))
	all := x.layout.items()
	if len(x.found) == x.items {
		all = slices.Values(x.found)
	}
	for item := range all {
		item.load.names += names
		if x.whole(item) {
			x.batch = append(x.batch, item)
			x.size += item.end - item.start
			if len(x.batch) < batchItems && x.size < batchBytes {
				continue
			}
		}
		if !x.flush() || !x.whole(item) && !x.refuse(item) {
			return false
		}
	}
	return x.flush()
}

// whole reports whether an item can be given to the library.
func (x *xmlFeed) whole(item span) bool {
	return item.whole && !item.load.tooHeavy(item.end-item.start)
}

// refuse tells why an item is not read.
func (x *xmlFeed) refuse(item span) bool {
	switch id := x.idOf(item); {
	case item.whole:
		return x.problem(x.doc.line(item.start), id, errMarkup)
	case item.end == len(x.doc.text):
		return x.cut(item.start, id, fmt.Sprintf("in item %d", x.items))
	default:
		return x.problem(x.doc.line(item.start), id, fmt.Errorf("%w: the item has no end", ErrBroken))
	}
}

var errMarkup = fmt.Errorf("%w: too much markup", ErrBroken)

// flush reads the items of the batch: together, or each alone if one of them is broken.
func (x *xmlFeed) flush() bool {
	batch := x.batch
	x.batch, x.size = x.batch[:0], 0
	if len(batch) == 0 {
		return true
	}
	if entries, err := x.entries(batch, true); err == nil {
		for i, e := range entries {
			if !x.hand(batch[i], e) {
				return false
			}
		}
		return true
	}
	for _, item := range batch {
		entries, err := x.entries([]span{item}, false)
		if err != nil && !x.problem(x.errorLine(item, err), x.idOf(item), broken(err)) || err == nil && !x.hand(item, entries[0]) {
			return false
		}
	}
	return true
}

// errTags is what the library passes over: it takes an end tag for that of all elements around it, and the rest of the item is lost.
var errTags = errors.New("an end tag without a start tag")

// entries has the library read items, with or without their long texts. An empty item behind them shows that it came so far.
func (x *xmlFeed) entries(items []span, short bool) ([]entry, error) {
	x.fill(items, short)
	if short && bytes.Contains(x.buf.Bytes(), []byte(":base")) {
		x.fill(items, false) // the library resolves the addresses in texts
	}
	_, entries, err := x.parse(&x.buf)
	if err == nil && len(entries) != len(items)+1 {
		return nil, errTags
	}
	entries = entries[:min(len(entries), len(items))]
	for i := range entries {
		e := &entries[i]
		e.content, e.summary = x.aside.restore(e.content), x.aside.restore(e.summary)
	}
	if err == nil && !x.aside.complete() {
		return nil, errAside
	}
	return entries, err
}

// errAside tells that a text is not where it is looked for, so that the items are to be read with their texts.
var errAside = errors.New("a text kept back was lost")

// fill makes the document for the library.
func (x *xmlFeed) fill(items []span, short bool) {
	x.buf.Reset()
	x.aside.clear()
	x.buf.Write(x.before)
	for _, item := range items {
		x.write(x.doc.text[item.start:item.end], short)
	}
	fmt.Fprintf(&x.buf, "<%s/>", items[0].tag.name)
	x.buf.Write(x.after)
}

// emptied are elements of XHTML that may be closed in themselves, as HTML does not know: the library reads XHTML as HTML, and would
// lose what follows.
var emptied = map[string]bool{"iframe": true, "noscript": true, "script": true, "style": true, "textarea": true, "title": true}

// write adds an item to the document for the library.
func (x *xmlFeed) write(item []byte, short bool) {
	past := 0
	if x.layout.item == "entry" && mayBeEmptied(item) {
		s := scanner{doc: item}
		for t, ok := s.next(); ok; t, ok = s.next() {
			if name, _ := t.local(); t.empty && emptied[strings.ToLower(name)] {
				x.add(item[past:t.end-len("/>")], short)
				fmt.Fprintf(&x.buf, "></%s>", t.name)
				past = t.end
			}
		}
	}
	x.add(item[past:], short)
}

// mayBeEmptied reports whether there is anything that looks like an element of emptied which is closed in itself.
func mayBeEmptied(item []byte) bool {
	for {
		before, after, ok := bytes.Cut(item, []byte("/>"))
		if !ok {
			return false
		}
		before = before[bytes.LastIndexByte(before, '>')+1:]
		for begin := range bytes.SplitSeq(before, []byte("<")) {
			name := begin[:nameLength(begin)]
			if emptied[strings.ToLower(string(name[bytes.IndexByte(name, ':')+1:]))] {
				return true
			}
		}
		item = after
	}
}

// add adds a part of an item.
func (x *xmlFeed) add(part []byte, short bool) {
	if !short {
		x.buf.Write(part)
		return
	}
	x.aside.write(&x.buf, part)
}

// hand hands one item on.
func (x *xmlFeed) hand(item span, e entry) bool {
	var language string
	e.line = x.doc.line(item.start)
	e.base, language = inherit(x.base, x.doc.text[item.tag.start:item.tag.end])
	e.language = cmp.Or(e.language, language)
	return x.article(e)
}

// inherit returns the base in an element, given the one around it, and the language that its start tag names.
func inherit(base *url.URL, start []byte) (inner *url.URL, language string) {
	if !bytes.Contains(start, []byte("xml:")) {
		return base, ""
	}
	for _, a := range attributes(start) {
		switch {
		case a.Name.Space != "xml":
		case a.Name.Local == "lang":
			language = a.Value
		case a.Name.Local == "base":
			base = cmp.Or(parsed(markup.Resolve(base, a.Value)), base)
		}
	}
	return base, language
}

// ending tells if the feed does not end.
func (x *xmlFeed) ending() bool {
	if x.layout.closed || x.layout.inItem {
		return true
	}
	return x.cut(len(x.doc.text), "", fmt.Sprintf("after %d items", x.items))
}

// broken makes an error of the library one of this package. Its lines are those of a document that nobody has.
func broken(err error) error {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return fmt.Errorf("%w: %s", ErrBroken, syntax.Msg)
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}

// errorLine returns the line of the document that an error is at, which the library met in one item.
func (x *xmlFeed) errorLine(item span, err error) int {
	first := x.doc.line(item.start)
	syntax, ok := errors.AsType[*xml.SyntaxError](err)
	if !ok {
		return first
	}
	line := syntax.Line - 1 - bytes.Count(x.before, []byte("\n"))
	return first + min(max(0, line), bytes.Count(x.doc.text[item.start:item.end], []byte("\n")))
}

// idOf returns what a broken item seems to give as its id or address, for a person to find it by.
func (x *xmlFeed) idOf(item span) string {
	address := ""
	s := scanner{doc: x.doc.text[:item.end], at: item.tag.end}
	for t, ok := s.next(); ok; t, ok = s.next() {
		const longest = 300
		value, _, ok := strings.Cut(string(s.doc[t.end:min(t.end+longest, len(s.doc))]), "<")
		name, _ := t.local()
		switch value = strings.TrimSpace(value); {
		case t.closing || !ok || value == "":
		case strings.EqualFold(name, "guid"), strings.EqualFold(name, "id"):
			return value
		case strings.EqualFold(name, "link"):
			address = cmp.Or(address, value)
		}
	}
	return address
}

func parseRSS(r io.Reader) (channel, []entry, error) {
	f, err := (&rss.Parser{}).Parse(r)
	if err != nil {
		return channel{}, nil, err
	}
	return rssChannel(f), mapped(f.Items, rssEntry), nil
}

func parseAtom(r io.Reader) (channel, []entry, error) {
	f, err := (&atom.Parser{}).Parse(r)
	if err != nil {
		return channel{}, nil, err
	}
	return atomChannel(f), mapped(f.Entries, atomEntry), nil
}

func mapped[T any](all []*T, f func(*T) entry) []entry {
	entries := make([]entry, len(all))
	for i, one := range all {
		entries[i] = f(one)
	}
	return entries
}
