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
	// record is where the rest of the article stands, and size its length.
	record int64
	size   int32
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
	buf = append(buf, a.Text...)
	at, err := s.spool.Append(buf)
	return doc{
		Entry: &Entry{
			ID: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Published: a.Published, Precision: a.Precision,
		},
		place: a.Place, summary: a.Summary, record: at, size: int32(len(buf)),
	}, buf, err
}

func appendField(dst []byte, field string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(field))), field...)
}

// get returns an article as it was added, but for its Item.
func (s archive) get(d *doc) (article.Article, error) {
	buf, err := s.spool.Read(nil, d.record, int(d.size))
	if err != nil {
		return article.Article{}, err
	}
	rest := fields{string(buf)}
	a := article.Article{
		ID: d.ID, Outlet: d.Outlet, Title: d.Title, URL: d.URL, Published: d.Published, Precision: d.Precision,
		Place: d.place, Summary: d.summary,
		Byline: rest.next(), Provider: rest.next(), Credit: rest.next(), Canonical: rest.next(), Language: rest.next(),
	}
	for n := rest.number(); n > 0; n-- {
		a.Links = append(a.Links, rest.next())
	}
	a.Text = rest.left
	return a, nil
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
func (d doc) detached(names *interned) doc {
	d.ID, d.Title, d.URL = strings.Clone(d.ID), strings.Clone(d.Title), strings.Clone(d.URL)
	d.Outlet, d.place.Path = names.one(d.Outlet), names.one(d.place.Path)
	return d
}

// interned keeps one copy of each name.
type interned map[string]string

func (m *interned) one(name string) string {
	if *m == nil {
		*m = interned{}
	}
	kept, ok := (*m)[name]
	if !ok {
		kept = strings.Clone(name)
		(*m)[kept] = kept
	}
	return kept
}
