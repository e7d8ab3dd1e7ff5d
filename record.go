package samestory

import (
	"encoding/binary"
	"strings"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/spool"
)

// doc is an article of a batch: what the report lists of it, and where the rest is to be had.
type doc struct {
	*Entry
	place article.Place
	// summary reports that the text is only a summary.
	summary bool
	// bodyWords is the number of words without furniture; 0 for a text that cannot be compared.
	bodyWords int32
	// few reports that it has few shingles.
	few bool
	// record is where the rest of the article stands, and size its length, of which the last bytes are the text.
	record     int64
	size, text int32
}

// printed is an article with its text as it is cut into words: with the headline in front.
type printed struct {
	article.Article
	// full is the text behind the headline, of head bytes with a line break.
	full string
	head int
}

// withHeadline puts the headline in front of the text, unless that begins with it.
func withHeadline(a article.Article) printed {
	if !needsHeadline(a) {
		return printed{a, a.Text, 0}
	}
	full, head := a.Title+"\n"+a.Text, len(a.Title)+1
	a.Text = full[head:]
	return printed{a, full, head}
}

func needsHeadline(a article.Article) bool {
	return a.Title != "" && !strings.HasPrefix(strings.TrimSpace(a.Text), strings.TrimSpace(a.Title))
}

// archive holds the part of each article that is not needed all the time.
type archive struct{ spool *spool.Spool }

// add puts an article away and returns what is to be kept at hand. The buffer is used for its record, and returned.
func (s archive) add(a article.Article, buf []byte) (doc, []byte, error) {
	buf = buf[:0]
	for _, field := range []string{a.Byline, a.Provider, a.Credit, a.Canonical, a.Language} {
		buf = appendField(buf, field)
	}
	buf = binary.AppendUvarint(buf, uint64(len(a.Links)))
	for _, link := range a.Links {
		buf = appendField(buf, link)
	}
	fields := len(buf)
	head := 0
	if needsHeadline(a) {
		head = len(a.Title) + 1
	}
	buf = binary.AppendUvarint(buf, uint64(head))
	if head > 0 {
		buf = append(append(buf, a.Title...), '\n')
	}
	buf = append(buf, a.Text...)
	at, err := s.spool.Append(buf)
	return doc{
		Entry: &Entry{
			ID: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Published: a.Published, Precision: a.Precision,
		},
		place: a.Place, summary: a.Summary, record: at, size: int32(len(buf)), text: int32(len(buf) - fields),
	}, buf, err
}

func appendField(dst []byte, field string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(field))), field...)
}

// readAhead is how many bytes of records are read at once by those who read them in the order in which they came.
const readAhead = 1 << 16

// get returns an article as it was added, but for its Item.
func (s archive) get(d *doc, records *spool.Reader) (printed, error) {
	a, rest, err := s.read(d, records, int(d.size))
	if err != nil {
		return printed{}, err
	}
	p := printed{Article: a, head: rest.number()}
	p.full = rest.left
	p.Text = p.full[p.head:]
	return p, nil
}

// about returns an article without its text.
func (s archive) about(d *doc, records *spool.Reader) (article.Article, error) {
	a, _, err := s.read(d, records, int(d.size-d.text))
	return a, err
}

// read reads the first n bytes of a record and returns the article without its text, and what is left to read.
func (s archive) read(d *doc, records *spool.Reader, n int) (article.Article, fields, error) {
	data, err := records.Read(d.record, n)
	if err != nil {
		return article.Article{}, fields{}, err
	}
	rest := fields{string(data)}
	a := article.Article{
		ID: d.ID, Outlet: d.Outlet, Title: d.Title, URL: d.URL, Published: d.Published, Precision: d.Precision,
		Place: d.place, Summary: d.summary,
		Byline: rest.next(), Provider: rest.next(), Credit: rest.next(), Canonical: rest.next(), Language: rest.next(),
	}
	for n := rest.number(); n > 0; n-- {
		a.Links = append(a.Links, rest.next())
	}
	return a, rest, nil
}

// fields reads a record.
type fields struct{ left string }

func (f *fields) number() int {
	n, shift := 0, 0
	for i := 0; ; i++ {
		c := f.left[i]
		n |= int(c&0x7f) << shift
		if c < 0x80 {
			f.left = f.left[i+1:]
			return n
		}
		shift += 7
	}
}

func (f *fields) next() string {
	n := f.number()
	field := f.left[:n]
	f.left = f.left[n:]
	return field
}

// detached returns a doc whose strings share no memory with what they were read from, equal ones sharing their own.
func (d doc) detached(names *names) doc {
	d.ID, d.Title, d.URL = names.keep(d.ID), names.keep(d.Title), names.keep(d.URL)
	d.Outlet, d.place.Path = names.one(d.Outlet), names.one(d.place.Path)
	return d
}

// names keeps strings, many in one piece of memory, so that the garbage collector has little to look at.
type names struct {
	chunk strings.Builder
	known map[string]string
}

// keep returns a copy of a string.
func (n *names) keep(s string) string {
	if n.chunk.Cap()-n.chunk.Len() < len(s) {
		n.chunk = strings.Builder{}
		n.chunk.Grow(max(1<<16, len(s)))
	}
	start := n.chunk.Len()
	n.chunk.WriteString(s)
	return n.chunk.String()[start:]
}

// one is keep for a string that comes often: all share one copy.
func (n *names) one(s string) string {
	kept, ok := n.known[s]
	if !ok {
		if n.known == nil {
			n.known = map[string]string{}
		}
		kept = n.keep(s)
		n.known[kept] = kept
	}
	return kept
}
