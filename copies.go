package samestory

import (
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
)

const (
	// maxIdentical is how many articles of the same words are compared with all others; more are linked to the first of them alone.
	maxIdentical = 32
	// copyCrowd is how many articles may meet in a bucket before each meets only its neighbours there.
	copyCrowd = 200
	// sameText is how much of one text another must hold, as the mean of its words and its shingles, for both to be drawn into
	// one cluster, and holdTogether the least mean of that over all members, 0 for a pair below sameText. A member of
	// a chain of four already falls out.
	sameText, holdTogether = 0.58, 0.15
)

// findCopies links articles that share text.
func (r *run) findCopies() error {
	r.Progress(StageCandidates, 0, len(r.docs))
	r.collapse()
	pairs := slices.DeleteFunc(r.copyCandidates(), func(p cluster.Pair) bool {
		return !r.inWindow(r.docs[p.A], r.docs[p.B])
	})
	results := make([]found, len(pairs))
	err := r.each(StageCopies, len(pairs), func(c *compare.Comparer, i int) {
		results[i] = r.verify(c, r.docs[pairs[i].A], r.docs[pairs[i].B])
	})
	for i, p := range pairs {
		pair := [2]cluster.Doc{p.A, p.B}
		if results[i].kind != "" {
			r.links[pair] = results[i]
		}
		if r.thresholds.IsForm(results[i].scores) {
			r.forms[pair] = true
		}
	}
	return err
}

// copyCandidates returns the pairs that may share text.
func (r *run) copyCandidates() []cluster.Pair {
	if r.Exhaustive {
		return everyPair(len(r.docs))
	}
	var buckets cluster.Buckets
	for i, d := range r.docs {
		if r.copyOf[i] == cluster.Doc(i) {
			buckets.Add(cluster.Doc(i), d.copyKeys)
		}
	}
	return buckets.Pairs(cluster.Limits{Crowd: copyCrowd})
}

// everyPair returns all pairs of n articles.
func everyPair(n int) []cluster.Pair {
	var pairs []cluster.Pair
	for a := range n {
		for b := a + 1; b < n; b++ {
			pairs = append(pairs, cluster.Pair{A: cluster.Doc(a), B: cluster.Doc(b)})
		}
	}
	return pairs
}

// collapse finds articles of exactly the same words, and links those beyond maxIdentical to the first alone, so that a
// million of the same cost a million links.
func (r *run) collapse() {
	r.copyOf = make([]cluster.Doc, len(r.docs))
	same := map[uint64][]cluster.Doc{}
	var c compare.Comparer
	for i, d := range r.docs {
		doc := cluster.Doc(i)
		r.copyOf[i] = doc
		key := d.body.Key()
		group := same[key]
		if len(group) < maxIdentical {
			same[key] = append(group, doc)
		} else if f := r.verify(&c, r.docs[group[0]], d); f.kind == compare.Identical && r.inWindow(r.docs[group[0]], d) {
			r.copyOf[i] = group[0]
			r.links[[2]cluster.Doc{group[0], doc}] = f
		}
	}
}

// groupCopies groups articles that copy each other.
func (r *run) groupCopies() {
	var edges []cluster.Edge
	for p, f := range r.links {
		shared := (max(f.scores.ContainmentA, f.scores.ContainmentB) + f.scores.Similarity()) / 2
		if f.kind.Copy() && shared >= sameText && r.copyOf[p[0]] == p[0] && r.copyOf[p[1]] == p[1] {
			edges = append(edges, cluster.Edge{A: p[0], B: p[1], Score: shared})
		}
	}
	r.unit = make([]int, len(r.docs))
	for i := range r.unit {
		r.unit[i] = -1
	}
	for _, group := range cluster.Group(edges, holdTogether) {
		r.addUnit(group)
	}
	for i := range r.docs {
		doc := cluster.Doc(i)
		switch first := r.copyOf[i]; {
		case first != doc:
			u := r.unit[first]
			r.unit[i] = u
			r.units[u] = append(r.units[u], doc)
		case r.unit[i] < 0:
			r.addUnit([]cluster.Doc{doc})
		}
	}
}

func (r *run) addUnit(members []cluster.Doc) {
	for _, m := range members {
		r.unit[m] = len(r.units)
	}
	r.units = append(r.units, members)
}
