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
	"github.com/samestory/samestory/shingle"
)

// maxLookups is how many articles one look-up compares at most, of copies and of retellings each: those that share most.
const maxLookups = 32

// Detector finds copies and retellings among articles that come one by one, as a crawler meets them. All methods may be called by
// many goroutines at once; each Add looks up and inserts in one step that others do not see half done.
//
// A verdict of Add or Query is what can be said at that moment. Report and Stories look at all articles again, learn what is page
// furniture and how rare each word is among them, and give exactly what Detect gives for the same articles.
type Detector struct {
	options   *Options
	preparers sync.Pool

	mu     sync.RWMutex
	closed bool
	byID   map[string]cluster.Doc
	docs   map[cluster.Doc]*held
	next   cluster.Doc
	// stories is how many articles each story has.
	stories map[string]int
	// copies and retellings are the buckets of copyKeys, and of pairs of words.
	copies, retellings index.Memory
	// counts is in how many articles each term stands.
	counts map[uint64]int
}

// incoming is an article on its way into a Detector.
type incoming struct {
	*prepared
	doc
	// copyKeys are the buckets in which copies of it meet.
	copyKeys []uint64
}

// held is an article in a Detector.
type held struct {
	*incoming
	// rough is its content as it was weighed when it was added. Words that nothing else had then count for little in it, so that it
	// makes articles rather more alike than they are.
	rough compare.Content
	// story names its story, after the first article of it.
	story string
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

// New returns an empty Detector that keeps everything in memory.
func New(opts *Options) (*Detector, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	d := &Detector{
		options: o, byID: map[string]cluster.Doc{}, docs: map[cluster.Doc]*held{},
		stories: map[string]int{}, counts: map[uint64]int{},
	}
	d.preparers.New = func() any {
		p, err := o.newPreparer()
		if err != nil {
			panic(err) // the options were checked
		}
		return p
	}
	return d, nil
}

// Add looks an article up and inserts it. An article without an id, one whose id is held already, and one that is too short to
// compare are not inserted: the error is an *article.Problem around ErrNoID, a *DuplicateError, ErrNoWords or ErrTooShort. Any
// other error is ctx's or ErrClosed.
func (d *Detector) Add(ctx context.Context, a article.Article) (Verdict, error) {
	doc, err := d.prepare(ctx, a)
	if err != nil {
		return Verdict{ID: a.ID}, err
	}
	return d.add(doc)
}

// added is an article on its way through AddAll.
type added struct {
	article article.Article
	doc     *incoming
	err     error
}

// add looks a prepared article up and inserts it, in one step.
func (d *Detector) add(doc *incoming) (Verdict, error) {
	a := &doc.article
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return Verdict{ID: a.ID}, ErrClosed
	}
	if err := d.insertable(a); err != nil {
		return Verdict{ID: a.ID}, &article.Problem{Place: a.Place, ID: a.ID, Err: err}
	}
	v := Verdict{ID: a.ID, Credits: doc.Credits}
	links, content := d.lookUp(doc)
	v.Links = links
	h := &held{incoming: doc, rough: content.Over(doc.terms), story: d.newStory(a.ID)}
	if i := slices.IndexFunc(v.Links, d.options.tellsStory); i >= 0 {
		h.story = d.docs[d.byID[v.Links[i].other(a.ID)]].story
		v.Story = storyID(h.story)
	}
	d.insert(h)
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
			doc, err := d.prepare(ctx, a)
			return added{a, doc, err}
		}) {
			if end := cmp.Or(ctx.Err(), d.open()); end != nil {
				yield(Verdict{}, end)
				return
			}
			v, err := Verdict{ID: r.article.ID}, r.err
			if err == nil {
				v, err = d.add(r.doc)
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

// Query returns the links an article would have, strongest first, and inserts nothing.
func (d *Detector) Query(ctx context.Context, a article.Article) ([]Link, error) {
	doc, err := d.prepare(ctx, a)
	if err != nil {
		return nil, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.closed {
		return nil, ErrClosed
	}
	links, _ := d.lookUp(doc)
	return links, nil
}

// Remove takes an article out. An id that is not held is ErrUnknownID.
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
	d.copies.Remove(n, h.copyKeys)
	d.retellings.Remove(n, pairKeys(h.terms))
	for _, t := range h.terms {
		if d.counts[t.Hash]--; d.counts[t.Hash] == 0 {
			delete(d.counts, t.Hash)
		}
	}
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

// Report looks at all articles held and returns what Detect would. Articles added meanwhile are not in it.
func (d *Detector) Report(ctx context.Context) (*Report, error) {
	d.mu.RLock()
	if d.closed {
		d.mu.RUnlock()
		return nil, ErrClosed
	}
	articles := make([]article.Article, 0, len(d.docs))
	for _, h := range d.docs {
		articles = append(articles, h.article)
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
	d.byID, d.docs, d.stories, d.counts = nil, nil, nil, nil
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

// prepare makes an article ready, outside of any lock.
func (d *Detector) prepare(ctx context.Context, a article.Article) (*incoming, error) {
	if err := cmp.Or(ctx.Err(), d.open()); err != nil {
		return nil, err
	}
	p := d.preparers.Get().(*preparer)
	defer d.preparers.Put(p)
	view, err := p.prepare(a, furniture.Learned{})
	if err != nil {
		return nil, &article.Problem{Place: a.Place, ID: a.ID, Err: err}
	}
	keys, sig := p.copyKeys(view.body.Tokens)
	return &incoming{
		prepared: view,
		copyKeys: shingle.Set(slices.Clone(keys)),
		doc: doc{
			Entry:     Entry{ID: a.ID, Published: a.Published, Precision: a.Precision, Credits: d.options.Agencies.Credits(a)},
			bodyWords: int32(len(view.body.Tokens)), few: sig.Distinct() < fewShingles,
		},
	}, nil
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

// insert puts an article into the indexes.
func (d *Detector) insert(h *held) {
	n := d.next
	d.next++
	d.byID[h.article.ID] = n
	d.docs[n] = h
	d.stories[h.story]++
	d.copies.Add(n, h.copyKeys)
	d.retellings.Add(n, pairKeys(h.terms))
	for _, t := range h.terms {
		d.counts[t.Hash]++
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

// pairKeys returns the pairs of words that lead to retellings.
func pairKeys(terms []shingle.Term) []uint64 {
	var keys []uint64
	for _, t := range terms {
		if t.Flags&shingle.Pair != 0 {
			keys = append(keys, t.Hash)
		}
	}
	return keys
}

// lookUp compares an article with those held that may be related, and returns the links, strongest first, and the article's content.
func (d *Detector) lookUp(doc *incoming) ([]Link, compare.Content) {
	candidates := d.copies.Find(doc.copyKeys, cluster.Limits{Crowd: maxLookups})
	candidates = slices.DeleteFunc(candidates, func(c index.Candidate) bool {
		return c.Shared < d.options.leastShared(&doc.doc, &d.docs[c.Doc].doc)
	})
	candidates = candidates[:min(len(candidates), maxLookups)]
	if !d.options.Copies {
		more := d.retellings.Find(pairKeys(doc.terms), cluster.Limits{MinShared: sharedPairs, Crowd: pairCrowd, Skip: true})
		candidates = append(candidates, more[:min(len(more), maxLookups)]...)
	}
	seen := map[cluster.Doc]bool{}
	weigh := d.weigher(doc)
	content := compare.NewContent(doc.terms, weigh, d.options.Background.Unseen(), doc.article.Published)
	var links []Link
	for _, c := range candidates {
		if seen[c.Doc] {
			continue
		}
		seen[c.Doc] = true
		if l := d.judgePair(doc, d.docs[c.Doc], content, weigh); l.Kind != "" {
			links = append(links, l)
		}
	}
	slices.SortStableFunc(links, compareLinks)
	return links, content
}

// judgePair compares an article, whose content is given, with one that is held; the kind is empty where they are not linked.
func (d *Detector) judgePair(doc *incoming, other *held, content compare.Content, weigh func(uint64) float32) Link {
	if !d.options.inWindow(&doc.Entry, &other.Entry) {
		return Link{}
	}
	var c compare.Comparer
	a, b := doc.prepared, other.prepared
	if b.article.ID < a.article.ID {
		a, b = b, a
	}
	f := d.options.verify(&c, a, b)
	var contentA, contentB compare.Content
	if !f.kind.Copy() && !d.options.Copies && (f.kind != "" || d.mayTellStory(content, other)) {
		contentA = content
		contentB = compare.NewContent(other.terms, weigh, d.options.Background.Unseen(), other.article.Published)
		if a == other.prepared {
			contentA, contentB = contentB, contentA
		}
		d.options.judge(&f, a, b, compare.Alike(contentA, contentB))
	}
	if f.kind == "" {
		return Link{}
	}
	l := newLink(a, b, f)
	if !f.kind.Copy() && !d.options.Copies {
		l.addStory(f, a, contentA, contentB)
	}
	return *l
}

// mayTellStory tells at little cost whether a closer look can find that an article of the given content tells the story of one
// that is held.
func (d *Detector) mayTellStory(content compare.Content, other *held) bool {
	return d.options.model.Probability(compare.Alike(content, other.rough)) >= d.options.Story/2
}

// weigher returns how much each term weighs among the articles held and the one looked up.
func (d *Detector) weigher(doc *incoming) func(uint64) float32 {
	background := d.options.Background
	return func(term uint64) float32 {
		n := d.counts[term]
		if hasTerm(doc.terms, term) {
			n++
		}
		return background.Weigh(term, n, len(d.docs)+1)
	}
}

// hasTerm reports whether a term is among terms, which are sorted by hash.
func hasTerm(terms []shingle.Term, hash uint64) bool {
	_, found := slices.BinarySearchFunc(terms, hash, func(t shingle.Term, h uint64) int { return cmp.Compare(t.Hash, h) })
	return found
}
