package samestory

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/furniture"
	"github.com/samestory/samestory/index"
	"github.com/samestory/samestory/rarity"
	"github.com/samestory/samestory/shingle"
)

// Detector finds copies and retellings among articles that come one by one, as a crawler meets them. All methods may be called by
// many goroutines at once; each Add looks up and inserts in one step that others do not see half done.
//
// A verdict of Add or Query is what can be said at that moment. Report and Stories look at all articles again, learn what is page
// furniture and how rare each word is among them, and give exactly what Detect gives for the same articles.
type Detector struct {
	options *Options
	lookUps sync.Pool

	mu     sync.RWMutex
	closed bool
	byID   map[string]cluster.Doc
	docs   map[cluster.Doc]*held
	next   cluster.Doc
	// stories is how many articles each story has.
	stories map[string]int
	// copies and retellings are the buckets of copyKeys, and of pairs of words.
	copies, retellings index.Memory
	// counts is in how many articles each word stands; pairs of words are counted by retellings.
	counts rarity.Counts
}

// held is an article in a Detector.
type held struct {
	doc
	article printed
	// terms are its content view, without the places.
	terms packedTerms
	// rough are the masses of its content as it was weighed when it was added. Words that nothing else had then count for little in
	// them, so that they make articles rather more alike than they are.
	rough compare.Content
	// story names its story, after the first article of it.
	story string
}

// packedTerms are terms without their places in the text, sorted by hash.
type packedTerms struct {
	hashes []uint64
	flags  []shingle.TermFlag
}

func packTerms(terms []shingle.Term) packedTerms {
	p := packedTerms{make([]uint64, len(terms)), make([]shingle.TermFlag, len(terms))}
	for i, t := range terms {
		p.hashes[i], p.flags[i] = t.Hash, t.Flags
	}
	return p
}

// unpack appends the terms to dst.
func (p packedTerms) unpack(dst []shingle.Term) []shingle.Term {
	for i, h := range p.hashes {
		dst = append(dst, shingle.Term{Hash: h, Flags: p.flags[i]})
	}
	return dst
}

// Verdict is what is known of an article the moment it is added.
type Verdict struct {
	// ID is the article's.
	ID string
	// Story names the story the article belongs to, after the first article of it; empty for an article that stands alone so far. The
	// name stays when that article is removed.
	Story string
	// Credits are the agencies that the article names.
	Credits []Credit
	// Links are to articles added before, strongest first.
	Links []Link
}

// New returns an empty Detector that keeps everything in memory. The only error is ErrOptions.
func New(opts *Options) (*Detector, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	d := &Detector{
		options: o, byID: map[string]cluster.Doc{}, docs: map[cluster.Doc]*held{},
		stories: map[string]int{},
	}
	d.lookUps.New = func() any { return &lookUp{Detector: d, preparer: o.mustPreparer()} }
	return d, nil
}

// Add looks an article up and inserts it. An article without an id, one whose id is held already, and one that is too short to
// compare are not inserted: the error is an *article.Problem around ErrNoID, a *DuplicateError, ErrNoWords or ErrTooShort. Any
// other error is ctx's or ErrClosed.
func (d *Detector) Add(ctx context.Context, a article.Article) (Verdict, error) {
	l := d.lookUps.Get().(*lookUp)
	defer d.lookUps.Put(l)
	if err := l.prepare(ctx, a); err != nil {
		return Verdict{ID: a.ID}, err
	}
	return d.add(l)
}

// added is an article on its way through AddAll.
type added struct {
	id     string
	lookUp *lookUp
	err    error
}

// add looks a prepared article up and inserts it, in one step.
func (d *Detector) add(l *lookUp) (Verdict, error) {
	a := &l.view.article.Article
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return Verdict{ID: a.ID}, ErrClosed
	}
	if err := d.insertable(a); err != nil {
		return Verdict{ID: a.ID}, &article.Problem{Place: a.Place, ID: a.ID, Err: err}
	}
	v := Verdict{ID: a.ID, Credits: l.doc.Credits, Links: l.find()}
	h := &held{doc: l.doc, article: l.view.article, rough: l.content.Over(nil), story: d.newStory(a.ID)}
	if !d.options.Copies {
		h.terms = packTerms(l.view.terms)
	}
	if i := slices.IndexFunc(v.Links, d.options.tellsStory); i >= 0 {
		h.story = d.docs[d.byID[v.Links[i].other(a.ID)]].story
		v.Story = storyID(h.story)
	}
	d.insert(h, l)
	return v, nil
}

// AddAll adds every article with all workers and yields a verdict or a problem for each, in the order of the input; errors
// that articles yields are passed on. It goes on after a problem, and ends with ctx's error or ErrClosed. A few articles may be
// read ahead. When the caller stops early nothing of that is added, and AddAll returns once the article being read is there.
func (d *Detector) AddAll(ctx context.Context, articles iter.Seq2[article.Article, error]) iter.Seq2[Verdict, error] {
	return func(yield func(Verdict, error) bool) {
		for r := range ordered(d.options.Workers, articles, func(a article.Article, err error) added {
			if err != nil {
				return added{err: err}
			}
			l := d.lookUps.Get().(*lookUp)
			return added{a.ID, l, l.prepare(ctx, a)}
		}) {
			if end := cmp.Or(ctx.Err(), d.open()); end != nil {
				yield(Verdict{}, end)
				return
			}
			v, err := Verdict{ID: r.id}, r.err
			if err == nil {
				v, err = d.add(r.lookUp)
			}
			if r.lookUp != nil {
				d.lookUps.Put(r.lookUp)
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

// Query returns the links an article would have, strongest first, and inserts nothing. The errors are those of Add, but that an id may be
// missing or held already.
func (d *Detector) Query(ctx context.Context, a article.Article) ([]Link, error) {
	l := d.lookUps.Get().(*lookUp)
	defer d.lookUps.Put(l)
	if err := l.prepare(ctx, a); err != nil {
		return nil, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.closed {
		return nil, ErrClosed
	}
	return l.find(), nil
}

// Remove takes an article out. An id that is not held is ErrUnknownID; any other error is ctx's or ErrClosed.
func (d *Detector) Remove(ctx context.Context, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	n, ok := d.byID[id]
	switch {
	case d.closed:
		return ErrClosed
	case !ok:
		return fmt.Errorf("%w: %s", ErrUnknownID, id)
	}
	h := d.docs[n]
	d.forget(n, h)
	if d.stories[h.story]--; d.stories[h.story] == 0 {
		delete(d.stories, h.story)
	}
	delete(d.docs, n)
	delete(d.byID, id)
	return nil
}

// Len returns the number of articles held.
func (d *Detector) Len() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return len(d.docs)
}

// Report looks at all articles held and returns what Detect would, with its errors or ErrClosed. Articles added meanwhile are not in it.
func (d *Detector) Report(ctx context.Context) (*Report, error) {
	d.mu.RLock()
	if d.closed {
		d.mu.RUnlock()
		return nil, ErrClosed
	}
	articles := make([]article.Article, 0, len(d.docs))
	for _, h := range d.docs {
		articles = append(articles, h.article.Article)
	}
	d.mu.RUnlock()
	return Detect(ctx, func(yield func(article.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}, d.options)
}

// Stories yields the stories that the articles held tell, largest first, or one error. It costs as much as Report.
func (d *Detector) Stories(ctx context.Context) iter.Seq2[Story, error] {
	return func(yield func(Story, error) bool) {
		r, err := d.Report(ctx)
		if err != nil {
			yield(Story{}, err)
			return
		}
		for _, s := range r.Stories {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// Close frees what the Detector holds; all later calls give ErrClosed. Closing twice does no harm.
func (d *Detector) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	d.byID, d.docs, d.stories, d.counts = nil, nil, nil, rarity.Counts{}
	d.copies, d.retellings = index.Memory{}, index.Memory{}
	return nil
}

// open returns ErrClosed once the Detector is closed.
func (d *Detector) open() error {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.closed {
		return ErrClosed
	}
	return nil
}

// insertable reports why an article cannot be inserted.
func (d *Detector) insertable(a *article.Article) error {
	n, held := d.byID[a.ID]
	switch {
	case a.ID == "":
		return ErrNoID
	case held:
		return &DuplicateError{First: d.docs[n].article.Place}
	}
	return nil
}

// insert puts an article into the indexes, by the keys that its look-up has.
func (d *Detector) insert(h *held, l *lookUp) {
	n := d.next
	d.next++
	d.byID[h.article.ID] = n
	d.docs[n] = h
	d.stories[h.story]++
	d.copies.Add(n, l.copyKeys)
	d.retellings.Add(n, l.pairKeys)
	for _, t := range l.view.terms {
		if t.Flags&shingle.Pair == 0 {
			d.counts.Add(t.Hash, 1)
		}
	}
}

// forget takes an article out of the indexes.
func (d *Detector) forget(n cluster.Doc, h *held) {
	p := d.options.mustPreparer()
	t, err := p.cut(h.article, furniture.Learned{})
	if err != nil {
		panic(err) // it was cut before
	}
	copyKeys, _ := p.copyKeys(t.body())
	d.copies.Remove(n, shingle.Set(copyKeys))
	for i, term := range h.terms.hashes {
		if h.terms.flags[i]&shingle.Pair != 0 {
			d.retellings.Remove(n, h.terms.hashes[i:i+1])
		} else {
			d.counts.Add(term, -1)
		}
	}
}

// newStory returns a name for a story that begins with an article. It is the article's id, unless that still names a story whose
// first article was removed.
func (d *Detector) newStory(id string) string {
	name := id
	for n := 2; d.stories[name] > 0; n++ {
		name = fmt.Sprintf("%s#%d", id, n)
	}
	return name
}
