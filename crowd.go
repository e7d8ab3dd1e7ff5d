package samestory

import (
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
)

const (
	// maxIdentical is how many articles of the same words are compared with all others; more are linked to the first of them alone.
	maxIdentical = 32
	// maxAlike is the same for articles of nearly the same words, or of one form.
	maxAlike = 32
	// Of a signature, alikeKeys times alikeSlots slots make a key: articles of resemblance j meet under one of them with a
	// probability of 1-(1-j^4)^8, which is 0.94 at j = 0.74, that of a form of 200 words with six numbers.
	alikeKeys, alikeSlots = 8, 4
	// alikeCover is the share of both texts that an article must have in common with the first of its crowd to be linked to it alone.
	alikeCover = 0.8
)

// collapse finds articles of the same and of nearly the same words, and links those beyond maxIdentical and maxAlike to the first
// alone, so that a million of the same cost a million links. Those that fill in a form are set apart.
func (r *run) collapse() error {
	r.copyOf = make([]cluster.Doc, len(r.docs))
	for i := range r.copyOf {
		r.copyOf[i] = cluster.Doc(i)
	}
	r.formOf = slices.Clone(r.copyOf)
	if err := r.collapseBy(&r.meet.same, maxIdentical); err != nil || r.Exhaustive {
		return err
	}
	return r.collapseBy(&r.meet.alike, maxAlike)
}

// collapseBy compares the articles that are one too many in their bucket with the first there, and sets those apart that are
// its copies or fill in its form.
func (r *run) collapseBy(buckets *cluster.Buckets, most int) error {
	pairs, err := r.tooMany(buckets, most)
	if err != nil {
		return err
	}
	return collect(r, StageCandidates, len(pairs), func(w *worker, i int, emit func(found)) {
		p := pairs[i]
		x, y := w.pair(p.A, p.B)
		f := r.verify(&w.comparer, x, y)
		switch {
		case f.kind == compare.Identical, f.kind == compare.Reprint && min(f.scores.CoverA, f.scores.CoverB) >= alikeCover:
			emit(found{pair{a: p.A, b: p.B}, newLink(x, y, f)})
		case r.thresholds.IsForm(f.scores):
			emit(found{pair: pair{a: p.A, b: p.B}})
		}
	}, func(f found) {
		if f.link.Kind == "" {
			r.formOf[f.b] = f.a
			return
		}
		r.copyOf[f.b] = f.a
		r.found.add(f)
	})
}

// tooMany returns the articles that are more than most in a bucket, as B, with the first in that bucket that is in their
// window, as A; the pairs of one A stand together.
func (r *run) tooMany(buckets *cluster.Buckets, most int) ([]cluster.Pair, error) {
	var pairs []cluster.Pair
	seen := map[cluster.Doc]bool{}
	var docs []cluster.Doc
	for b, err := range buckets.All(r.Workers) {
		if err != nil {
			return nil, err
		}
		if len(b.Docs) <= most {
			continue
		}
		docs = docs[:0]
		for _, d := range b.Docs {
			if r.copyOf[d] == d {
				docs = append(docs, d)
			}
		}
		r.crowd(docs, most, func(first, doc cluster.Doc) {
			if !seen[doc] {
				seen[doc] = true
				pairs = append(pairs, cluster.Pair{A: first, B: doc})
			}
		})
	}
	return pairs, nil
}

// crowd parts the articles of one bucket into groups, each within the window of its first article, and calls extra for
// those that are one too many.
func (r *run) crowd(bucket []cluster.Doc, most int, extra func(first, doc cluster.Doc)) {
	type group struct {
		first cluster.Doc
		size  int
	}
	var groups []group
	for _, d := range bucket {
		i := slices.IndexFunc(groups, func(g group) bool { return r.inWindow(r.docs[g.first].Entry, r.docs[d].Entry) })
		if i < 0 {
			groups = append(groups, group{d, 1})
			continue
		}
		if groups[i].size++; groups[i].size > most {
			extra(groups[i].first, d)
		}
	}
}
