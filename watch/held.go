package watch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/merge"
)

// source is a feed of the list with all that is known of it.
type source struct {
	memory
	records []*record
	byID    map[string]*record
	// byKey finds the records of articles in the window by what only versions of an article share.
	byKey map[string]*record
	// unsaved reports that records differ from what the folder has.
	unsaved bool
	// said are the problems of the last document that had any, which need not be told again.
	said map[string]bool
}

func newSource(address string) *source {
	return &source{memory: memory{Address: address}, byID: map[string]*record{}, byKey: map[string]*record{}, said: map[string]bool{}}
}

// held are the articles of all feeds. It is not safe for several goroutines.
type held struct {
	// feeds are in the order of the list; a feed that left the list is not among them.
	feeds []*source
	// byID are the records with an article, by the id of the article: several where feeds of one outlet have the same article.
	byID map[string][]*record
	// last is the number of the record that was made last.
	last uint64
}

// index finds the records anew after feeds came or went.
func (h *held) index() {
	h.byID = map[string][]*record{}
	for _, f := range h.feeds {
		for _, r := range f.records {
			h.last = max(h.last, r.Number)
			if r.Article != nil {
				h.byID[r.Article.ID] = append(h.byID[r.Article.ID], r)
			}
		}
	}
}

// changes counts what a document, or the passing of time, changed.
type changes struct{ added, updated, left int }

func (c *changes) add(d changes) {
	c.added += d.added
	c.updated += d.updated
	c.left += d.left
}

func (c changes) any() bool { return c != changes{} }

// update puts the articles of a document into the feed. Where whole is false the document may have more, which was not
// read. Articles published before the window are passed over.
func (h *held) update(f *source, articles []article.Article, whole bool, now time.Time, keep time.Duration) changes {
	var c changes
	listed := map[*record]bool{}
	for i := range articles {
		a := plausible(articles[i])
		r := f.find(&a, listed)
		switch {
		case r == nil && !a.Published.IsZero() && now.Sub(a.Published) > keep:
			continue
		case r == nil:
			r = h.insert(f, a, now)
			c.added++
		case r.Article != nil && r.replace(a):
			f.byKey[keyOf(r.Article)] = r
			c.updated++
		}
		listed[r] = true
	}
	for _, r := range f.records {
		if on := listed[r]; on != r.Listed && (on || whole) {
			r.Listed, f.unsaved = on, true
		}
	}
	f.unsaved = f.unsaved || c.any()
	return c
}

// find returns the record of an article, or nil for a new one. No record is that of two articles in one document.
func (f *source) find(a *article.Article, listed map[*record]bool) *record {
	if r := f.byKey[keyOf(a)]; r != nil && r.Article != nil && !listed[r] {
		return r
	}
	if r := f.byID[a.ID]; r == nil || !listed[r] {
		return r
	}
	a.ID = textID(a)
	return f.byID[a.ID]
}

// insert adds a new article. Its id is made another if it is that of a different article.
func (h *held) insert(f *source, a article.Article, now time.Time) *record {
	h.last++
	r := &record{ID: a.ID, Number: h.last, Seen: now.UTC()}
	a.ID = h.freeID(&a)
	r.Article = &a
	f.records = append(f.records, r)
	f.byID[r.ID], f.byKey[keyOf(&a)] = r, r
	h.byID[a.ID] = append(h.byID[a.ID], r)
	return r
}

// freeID returns the id of an article, with a number if another has it: the id of an article that is shown must not change when
// another comes or goes.
func (h *held) freeID(a *article.Article) string {
	candidate := *a
	for n := 2; ; n++ {
		others := h.byID[candidate.ID]
		if len(others) == 0 || versions(others[0].Article, &candidate) {
			return candidate.ID
		}
		candidate.ID = fmt.Sprintf("%s#%d", a.ID, n)
	}
}

// versions reports whether a merge takes two articles of one id for versions of one.
func versions(a, b *article.Article) bool {
	_, replaced := merge.Collect(slices.Values([]article.Article{*a, *b}))
	return replaced > 0
}

// replace takes a new version of an article, and reports whether it is new indeed.
func (r *record) replace(a article.Article) bool {
	next := *r
	a.ID = r.Article.ID
	next.Article = &a
	before, err1 := json.Marshal(r)    //nolint:musttag // see record.Article
	after, err2 := json.Marshal(&next) //nolint:musttag // see record.Article
	if err1 == nil && err2 == nil && bytes.Equal(before, after) {
		return false
	}
	r.Article = &a
	return true
}

// plausible takes off times that cannot be written: they are mistakes.
func plausible(a article.Article) article.Article {
	if !writable(a.Published) {
		a.Published, a.Precision = time.Time{}, article.ToSecond
	}
	if a.Item != nil && !writable(a.Item.Updated) {
		item := *a.Item
		item.Updated = time.Time{}
		a.Item = &item
	}
	return a
}

func writable(t time.Time) bool { y := t.UTC().Year(); return y > 0 && y <= 9999 }

// changed is when an article was changed last, as far as that is known.
func changed(a *article.Article) time.Time {
	if a.Item != nil && !a.Item.Updated.IsZero() {
		return a.Item.Updated
	}
	return a.Published
}
