package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/shingle"
)

const (
	// pairCrowd is in how many groups of copies a pair of words may stand and still lead from one retelling to another.
	pairCrowd = 24
	// sharedPairs is the least number of such pairs that candidates share.
	sharedPairs = 2
	// maxMembers is how many members of a group of copies are compared with those of another.
	maxMembers = 16
	// storyTogether is the least mean probability between the groups of a story.
	storyTogether = 0.3
)

// weigh gives every term its weight: how rare it is in the background and among the groups of copies of this batch.
func (r *run) weigh() {
	r.counts = r.countTerms()
	r.content = make([]compare.Content, len(r.docs))
	_ = parallel(r.ctx, r.Workers, len(r.docs), func(int) {}, func() func(int) {
		return func(i int) {
			d := r.docs[i]
			if r.copyOf != nil && r.copyOf[i] != cluster.Doc(i) {
				return // it is compared with nothing any more
			}
			r.content[i] = compare.NewContent(d.terms, func(term uint64) float32 {
				return r.Background.Weigh(term, r.counts[term], len(r.units))
			}, r.Background.Unseen(), d.article.Published)
		}
	})
}

// countTerms returns in how many groups of copies each term stands, for those that stand in more than one.
func (r *run) countTerms() map[uint64]int {
	var all []uint64
	for _, u := range r.units {
		for _, t := range r.docs[r.leader(u)].terms {
			all = append(all, t.Hash)
		}
	}
	slices.Sort(all)
	counts := map[uint64]int{}
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && all[end] == all[start] {
			end++
		}
		if end-start > 1 {
			counts[all[start]] = end - start
		}
		start = end
	}
	return counts
}

// leader returns the member of a group of copies with the most words, the lowest of several.
func (r *run) leader(members []cluster.Doc) cluster.Doc {
	return slices.MaxFunc(members, func(a, b cluster.Doc) int {
		return cmp.Or(cmp.Compare(r.docs[a].words, r.docs[b].words), cmp.Compare(b, a))
	})
}

// findRetellings links articles of different groups of copies that tell the same story.
func (r *run) findRetellings() error {
	seen := map[[2]cluster.Doc]bool{}
	var pairs [][2]cluster.Doc
	add := func(a, b cluster.Doc) {
		pair := [2]cluster.Doc{min(a, b), max(a, b)}
		if !seen[pair] && !r.forms[pair] && r.inWindow(r.docs[a], r.docs[b]) {
			seen[pair] = true
			pairs = append(pairs, pair)
		}
	}
	for _, p := range r.retellingCandidates() {
		for _, a := range r.firstFew(r.units[p.A]) {
			for _, b := range r.firstFew(r.units[p.B]) {
				add(a, b)
			}
		}
	}
	for _, pair := range r.sortedLinks() {
		if r.unit[pair[0]] != r.unit[pair[1]] {
			add(pair[0], pair[1])
		}
	}
	return r.judgeAll(pairs)
}

// firstFew returns the members of a group of copies that are compared with those of another.
func (r *run) firstFew(members []cluster.Doc) []cluster.Doc {
	var few []cluster.Doc
	for _, m := range members {
		if r.copyOf[m] == m && len(few) < maxMembers {
			few = append(few, m)
		}
	}
	return few
}

// retellingCandidates returns the pairs of groups of copies that share rare pairs of words.
func (r *run) retellingCandidates() []cluster.Pair {
	if r.Exhaustive {
		return everyPair(len(r.units))
	}
	var buckets cluster.Buckets
	var keys []uint64
	for u, members := range r.units {
		keys = keys[:0]
		for _, t := range r.docs[r.leader(members)].terms {
			if t.Flags&shingle.Pair != 0 && r.counts[t.Hash] > 1 {
				keys = append(keys, t.Hash)
			}
		}
		buckets.Add(cluster.Doc(u), keys)
	}
	return buckets.Pairs(cluster.Limits{MinShared: sharedPairs, Crowd: pairCrowd, Skip: true})
}

// judgeAll links the pairs that are likely enough to tell the same story, and notes how likely that is for those linked by text.
func (r *run) judgeAll(pairs [][2]cluster.Doc) error {
	results := make([]found, len(pairs))
	err := r.each(StageRetellings, len(pairs), func(c *compare.Comparer, i int) {
		a, b := pairs[i][0], pairs[i][1]
		var linked bool
		if results[i], linked = r.links[pairs[i]]; !linked { // it may share text though it was no candidate for that
			results[i] = r.verify(c, r.docs[a], r.docs[b])
		}
		r.judge(&results[i], r.docs[a], r.docs[b], r.content[a], r.content[b])
	})
	for i, pair := range pairs {
		if results[i].kind != "" {
			r.links[pair] = results[i]
		}
	}
	return err
}

// groupStories groups the groups of copies that tell the same story.
func (r *run) groupStories() [][]cluster.Doc {
	type sum struct {
		total float64
		n     int
	}
	sums := map[[2]cluster.Doc]sum{}
	for _, pair := range r.sortedLinks() {
		a, b := cluster.Doc(r.unit[pair[0]]), cluster.Doc(r.unit[pair[1]])
		if a != b {
			key := [2]cluster.Doc{min(a, b), max(a, b)}
			s := sums[key]
			sums[key] = sum{s.total + r.links[pair].story, s.n + 1}
		}
	}
	var edges []cluster.Edge
	for key, s := range sums {
		edges = append(edges, cluster.Edge{A: key[0], B: key[1], Score: s.total / float64(s.n)})
	}
	grouped := make([]bool, len(r.units))
	var stories [][]cluster.Doc
	for _, g := range cluster.Group(edges, storyTogether) {
		stories = append(stories, g)
		for _, u := range g {
			grouped[u] = true
		}
	}
	for u, members := range r.units {
		if !grouped[u] && len(members) > 1 {
			stories = append(stories, []cluster.Doc{cluster.Doc(u)})
		}
	}
	return stories
}
