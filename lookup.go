package samestory

import (
	"cmp"
	"context"
	"slices"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/furniture"
	"github.com/samestory/samestory/index"
	"github.com/samestory/samestory/shingle"
)

// maxLookups is how many articles one look-up compares at most, of copies and of retellings each: those that share most.
const maxLookups = 32

// lookUp looks one article up in a Detector. It keeps buffers: one per goroutine.
type lookUp struct {
	*Detector
	preparer *preparer
	comparer compare.Comparer

	// view is the article that is looked up, doc what is listed of it, and content its weighed content view.
	view    prepared
	doc     doc
	content compare.Content
	// other is the article that it is compared with, and otherContent the content of that.
	other        prepared
	otherContent compare.Content
	// copyKeys are the buckets in which copies of it meet, and pairKeys the pairs of words that lead to retellings.
	copyKeys, pairKeys []uint64

	candidates []index.Candidate
	terms      []shingle.Term
	links      []Link
}

// prepare makes an article ready, outside of any lock.
func (l *lookUp) prepare(ctx context.Context, a article.Article) error {
	if err := cmp.Or(ctx.Err(), l.open()); err != nil {
		return err
	}
	if err := l.preparer.prepareInto(&l.view, withHeadline(a), furniture.Learned{}); err != nil {
		return &article.Problem{Place: a.Place, ID: a.ID, Err: err}
	}
	keys, sig := l.preparer.copyKeys(l.view.body.Tokens)
	l.copyKeys = shingle.Set(append(l.copyKeys[:0], keys...))
	l.pairKeys = l.pairKeys[:0]
	for _, t := range l.view.terms {
		if t.Flags&shingle.Pair != 0 {
			l.pairKeys = append(l.pairKeys, t.Hash)
		}
	}
	l.doc = doc{
		Entry:     &Entry{ID: a.ID, Published: a.Published, Precision: a.Precision, Credits: l.options.Agencies.Credits(a)},
		bodyWords: int32(len(l.view.body.Tokens)), few: sig.Distinct() < fewShingles,
	}
	return nil
}

// find compares the article with those held that may be related, and returns the links, strongest first.
func (l *lookUp) find() []Link {
	l.links = nil
	copies := l.copies.Find(l.candidates[:0], l.copyKeys, cluster.Limits{Crowd: maxLookups})
	copies = slices.DeleteFunc(copies, func(c index.Candidate) bool {
		return c.Shared < l.options.leastShared(&l.doc, &l.docs[c.Doc].doc)
	})
	copies = copies[:min(len(copies), maxLookups)]
	if l.options.Copies {
		l.judgeAll(copies, nil)
		return l.links
	}
	l.content.Fill(l.view.terms, l.ownWeight, l.options.Background.Unseen(), origin(l.view.article.Article))
	all := l.retellings.Find(copies, l.pairKeys, cluster.Limits{MinShared: sharedPairs, Crowd: pairCrowd, Skip: true})
	l.judgeAll(all[:len(copies)], all[len(copies):min(len(all), len(copies)+maxLookups)])
	l.candidates = all
	return l.links
}

// judgeAll adds the links to articles that may share text, and to others that may tell the same story.
func (l *lookUp) judgeAll(copies, retellings []index.Candidate) {
	judge := func(c index.Candidate, tells bool) {
		if link, ok := l.judgePair(l.docs[c.Doc], tells); ok {
			l.links = append(l.links, link)
		}
	}
	for _, c := range copies {
		judge(c, !l.options.Copies && l.mayTellStory(l.docs[c.Doc]))
	}
	for _, c := range retellings {
		seen := slices.ContainsFunc(copies, func(o index.Candidate) bool { return o.Doc == c.Doc })
		if !seen && l.mayTellStory(l.docs[c.Doc]) {
			judge(c, true)
		}
	}
	slices.SortStableFunc(l.links, compareLinks)
}

// judgePair compares the article with one that is held and that may tell the same story or not; not ok where they are not linked.
func (l *lookUp) judgePair(other *held, tells bool) (link Link, ok bool) {
	if !l.options.inWindow(l.doc.Entry, other.Entry) {
		return Link{}, false
	}
	t, err := l.preparer.cut(other.article, furniture.Learned{})
	if err != nil {
		panic(err) // it was cut before
	}
	l.other.article = other.article
	l.preparer.fillBody(&l.other.body, t)
	a, b := &l.view, &l.other
	turned := b.article.ID < a.article.ID
	if turned {
		a, b = b, a
	}
	f := l.options.verify(&l.comparer, a, b)
	switch {
	case f.kind == "" && !tells:
		return Link{}, false
	case f.kind.Copy() || l.options.Copies:
		return newLink(a, b, f), true
	}
	l.terms = l.preparer.termsOf(l.terms[:0], t, other.article.Language)
	l.otherContent.Fill(l.terms, l.weight, l.options.Background.Unseen(), origin(other.article.Article))
	contentA, contentB := l.content, l.otherContent
	if turned {
		contentA, contentB = contentB, contentA
	}
	if l.options.judge(&f, a, b, compare.Alike(contentA, contentB)); f.kind == "" {
		return Link{}, false
	}
	link = newLink(a, b, f)
	link.addStory(f, a, contentA, contentB)
	return link, true
}

// mayTellStory tells at little cost whether a closer look can find that the article tells the story of one that is held.
func (l *lookUp) mayTellStory(other *held) bool {
	l.terms = other.terms.unpack(l.terms[:0])
	return l.options.model.Probability(compare.Alike(l.content, other.rough.Over(l.terms))) >= l.options.Story/2
}

// weight is how rare a term is in the background and among the articles held and the one looked up.
func (l *lookUp) weight(term uint64) float32 {
	n := l.count(term)
	if hasTerm(l.view.terms, term) {
		n++
	}
	return l.options.Background.Weigh(term, n, len(l.docs)+1)
}

// ownWeight is weight for a term of the article looked up.
func (l *lookUp) ownWeight(term uint64) float32 {
	return l.options.Background.Weigh(term, l.count(term)+1, len(l.docs)+1)
}

// count returns how many articles held have a term.
func (l *lookUp) count(term uint64) int {
	if n := l.counts.Count(term); n > 0 {
		return n
	}
	return l.retellings.Count(term)
}

// hasTerm reports whether a term is among terms, which are sorted by hash.
func hasTerm(terms []shingle.Term, hash uint64) bool {
	_, found := slices.BinarySearchFunc(terms, hash, func(t shingle.Term, h uint64) int { return cmp.Compare(t.Hash, h) })
	return found
}
