package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
)

const (
	// maxIdentical is how many articles of the same words are compared with all others; more are linked to the first of them alone.
	maxIdentical = 32
	// maxAlike is the same for articles of nearly the same words, or of one form.
	maxAlike = 200
	// Of a signature, alikeKeys times alikeSlots slots make a key: articles of resemblance j meet under one of them with a
	// probability of 1-(1-j^4)^8, which is 0.94 at j = 0.74, that of a form of 200 words with six numbers.
	alikeKeys, alikeSlots = 8, 4
	// alikeCover is the share of both texts that an article must have in common with the first of its crowd to be linked to it alone.
	alikeCover = 0.9
)

// keyed is an article under a key that others may have too.
type keyed struct {
	key uint64
	doc cluster.Doc
}

// collapse finds articles of the same and of nearly the same words, and links those beyond maxIdentical and maxAlike to the first
// alone, so that a million of the same cost a million links. Those that fill in a form are set apart.
func (r *run) collapse() error {
	r.copyOf = make([]cluster.Doc, len(r.docs))
	r.formOf = map[cluster.Doc]cluster.Doc{}
	for i := range r.copyOf {
		r.copyOf[i] = cluster.Doc(i)
	}
	if err := r.collapseBy(r.wordKeys(), maxIdentical); err != nil || r.Exhaustive {
		return err
	}
	return r.collapseBy(r.sketchKeys(), maxAlike)
}

// wordKeys are the keys that articles of the same words share.
func (r *run) wordKeys() []keyed {
	keys := make([]keyed, 0, len(r.docs))
	for i, d := range r.docs {
		keys = append(keys, keyed{d.body.Key(), cluster.Doc(i)})
	}
	return keys
}

// sketchKeys are the keys under which articles of nearly the same words meet.
func (r *run) sketchKeys() []keyed {
	var keys []keyed
	bands := cluster.Bands{Rows: alikeSlots, Count: min(alikeKeys, r.Params.Slots/alikeSlots)}
	var hashes []uint64
	for i, d := range r.docs {
		if r.copyOf[i] != cluster.Doc(i) {
			continue
		}
		hashes = bands.Keys(hashes[:0], d.sketch.Slots)
		for _, h := range hashes {
			keys = append(keys, keyed{h, cluster.Doc(i)})
		}
	}
	return keys
}

// collapseBy compares the articles that are one too many under their key with the first there, and sets those apart that are
// its copies or fill in its form.
func (r *run) collapseBy(keys []keyed, most int) error {
	pairs := r.tooMany(keys, most)
	results := make([]found, len(pairs))
	err := r.each(StageCandidates, len(pairs), func(c *compare.Comparer, i int) {
		results[i] = r.verify(c, r.docs[pairs[i].A], r.docs[pairs[i].B])
	})
	for i, p := range pairs {
		s := results[i].scores
		switch kind := results[i].kind; {
		case kind == compare.Identical, kind == compare.Reprint && min(s.CoverA, s.CoverB) >= alikeCover:
			r.copyOf[p.B] = p.A
			r.links[[2]cluster.Doc{p.A, p.B}] = results[i]
		case r.thresholds.IsForm(s):
			r.formOf[p.B] = p.A
		}
	}
	return err
}

// tooMany returns the articles that are more than most under a key, as B, with the first under that key that is in their
// window, as A.
func (r *run) tooMany(keys []keyed, most int) []cluster.Pair {
	slices.SortFunc(keys, func(x, y keyed) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.doc, y.doc)) })
	var pairs []cluster.Pair
	seen := map[cluster.Doc]bool{}
	for start := 0; start < len(keys); {
		end := start + 1
		for end < len(keys) && keys[end].key == keys[start].key {
			end++
		}
		if end-start > most {
			r.crowd(keys[start:end], most, func(first, doc cluster.Doc) {
				if !seen[doc] {
					seen[doc] = true
					pairs = append(pairs, cluster.Pair{A: first, B: doc})
				}
			})
		}
		start = end
	}
	return pairs
}

// crowd parts the articles under one key into groups, each within the window of its first article, and calls extra for
// those that are one too many.
func (r *run) crowd(keys []keyed, most int, extra func(first, doc cluster.Doc)) {
	type group struct {
		first cluster.Doc
		size  int
	}
	var groups []group
	for _, k := range keys {
		i := slices.IndexFunc(groups, func(g group) bool { return r.inWindow(r.docs[g.first], r.docs[k.doc]) })
		if i < 0 {
			groups = append(groups, group{k.doc, 1})
			continue
		}
		if groups[i].size++; groups[i].size > most {
			extra(groups[i].first, k.doc)
		}
	}
}

// keysOf returns the buckets in which an article meets its copies. One that is one too many of a form meets only what has more in common
// with it than the form.
func (r *run) keysOf(doc cluster.Doc) []uint64 {
	keys := r.docs[doc].copyKeys
	first, isForm := r.formOf[doc]
	if !isForm {
		return keys
	}
	form := slices.Clone(r.docs[first].copyKeys)
	slices.Sort(form)
	var own []uint64
	for _, k := range keys {
		if _, found := slices.BinarySearch(form, k); !found {
			own = append(own, k)
		}
	}
	return own
}
