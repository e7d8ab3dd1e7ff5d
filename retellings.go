package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/shingle"
	"github.com/samestory/samestory/spool"
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

// countTerms counts in how many groups of copies each term stands, and puts the groups where those meet that share rare pairs of words.
func (r *run) countTerms() (pairs *cluster.Buckets, err error) {
	terms, meet := r.buckets(), r.buckets()
	err = parallel(r.ctx, r.Workers, len(r.units), func(int) {}, func() func(int) {
		p, records := r.mustPreparer(), r.archive.spool.Reader(0)
		var words, pairs []uint64
		var all []shingle.Term
		return func(u int) {
			a := r.article(r.leader(r.units[u]), records)
			t, err := p.cut(a, r.learned)
			if err != nil {
				return // a failure of the disk, which was noted
			}
			all = p.termsOf(all[:0], t, a.Language)
			words, pairs = words[:0], pairs[:0]
			for _, t := range all {
				if t.Flags&shingle.Pair != 0 {
					pairs = append(pairs, t.Hash)
				} else {
					words = append(words, t.Hash)
				}
			}
			terms.Add(cluster.Doc(u), words)
			meet.Add(cluster.Doc(u), pairs)
		}
	})
	if err := cmp.Or(err, r.failed()); err != nil {
		return nil, err
	}
	return &meet, r.countWords(&terms)
}

// countWords notes in how many groups of copies each word stands.
func (r *run) countWords(buckets *cluster.Buckets) error {
	for b, err := range buckets.All(r.Workers) {
		if err != nil {
			return err
		}
		r.counts.Add(b.Key, len(b.Docs))
	}
	return nil
}

// weight is how rare a term is in the background and among the groups of copies of this batch.
func (r *run) weight(term uint64) float32 {
	return r.Background.Weigh(term, r.counts.Count(term), len(r.units))
}

// leader returns the member of a group of copies with the most words, the lowest of several.
func (r *run) leader(members []cluster.Doc) cluster.Doc {
	return slices.MaxFunc(members, func(a, b cluster.Doc) int {
		return cmp.Or(cmp.Compare(r.docs[a].Words, r.docs[b].Words), cmp.Compare(b, a))
	})
}

// findRetellings links articles of different groups of copies that tell the same story.
func (r *run) findRetellings() error {
	if r.Copies {
		return nil
	}
	meet, err := r.countTerms()
	if err != nil {
		return err
	}
	units, err := r.retellingCandidates(meet)
	if err != nil {
		return err
	}
	pairs := r.membersOf(units)
	r.count(func(s *Stats) { s.Retellings = int64(len(pairs)) })
	if err := r.weighAll(pairs); err != nil {
		return err
	}
	return r.judgeAll(pairs)
}

// weighAll puts the content views away of all articles in pairs.
func (r *run) weighAll(pairs []cluster.Pair) error {
	r.contents, r.packed = map[cluster.Doc]place{}, spool.New(r.textMemory(), r.TempDir)
	var docs []cluster.Doc
	for _, p := range pairs {
		for _, d := range []cluster.Doc{p.A, p.B} {
			if _, seen := r.contents[d]; !seen {
				r.contents[d] = place{}
				docs = append(docs, d)
			}
		}
	}
	type put struct {
		doc cluster.Doc
		at  place
	}
	return collect(r, StageRetellings, len(docs), func(w *worker, i int, emit func(put)) {
		w.packed = w.weigh(docs[i]).AppendPacked(w.packed[:0])
		offset, err := r.packed.Append(w.packed)
		if err != nil {
			r.fail(err)
		}
		emit(put{docs[i], place{offset, len(w.packed)}})
	}, func(p put) { r.contents[p.doc] = p.at })
}

// membersOf returns the pairs of articles to compare, each once: of each two groups the first few, and all that are linked across groups.
func (r *run) membersOf(units []cluster.Pair) []cluster.Pair {
	var pairs []cluster.Pair
	add := func(a, b cluster.Doc, shared int) {
		a, b = min(a, b), max(a, b)
		if !r.forms[[2]cluster.Doc{a, b}] && r.inWindow(r.docs[a].Entry, r.docs[b].Entry) {
			pairs = append(pairs, cluster.Pair{A: a, B: b, Shared: shared})
		}
	}
	for _, p := range units {
		for _, a := range r.firstFew(r.units[p.A]) {
			for _, b := range r.firstFew(r.units[p.B]) {
				add(a, b, p.Shared)
			}
		}
	}
	for _, p := range r.found.pairs {
		if r.unit[p.a] != r.unit[p.b] {
			add(p.a, p.b, 0)
		}
	}
	slices.SortFunc(pairs, func(x, y cluster.Pair) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(y.Shared, x.Shared))
	})
	return slices.CompactFunc(pairs, func(x, y cluster.Pair) bool { return x.A == y.A && x.B == y.B })
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
func (r *run) retellingCandidates(meet *cluster.Buckets) ([]cluster.Pair, error) {
	tally := cluster.Tally{Limits: cluster.Limits{MinShared: sharedPairs, Crowd: pairCrowd, Skip: true}}
	for b, err := range meet.All(r.Workers) {
		if err != nil {
			return nil, err
		}
		r.counts.Add(b.Key, len(b.Docs))
		tally.Add(b.Docs)
	}
	if r.Exhaustive {
		return everyPair(len(r.units)), nil
	}
	return tally.Pairs(r.Workers, func(cluster.Pair) bool { return true }), nil
}

// everyPair returns all pairs of n groups.
func everyPair(n int) []cluster.Pair {
	var pairs []cluster.Pair
	for a := range n {
		for b := a + 1; b < n; b++ {
			pairs = append(pairs, cluster.Pair{A: cluster.Doc(a), B: cluster.Doc(b)})
		}
	}
	return pairs
}

// judgeAll links the pairs that are likely enough to tell the same story, and notes how likely that is for those linked by text.
func (r *run) judgeAll(pairs []cluster.Pair) error {
	var results []found
	err := collect(r, StageRetellings, len(pairs), func(w *worker, i int, emit func(found)) {
		if f := w.retelling(pairs[i].A, pairs[i].B); f.link.Kind != "" {
			emit(f)
		}
	}, func(f found) { results = append(results, f) })
	fresh := slices.DeleteFunc(results, func(f found) bool {
		before := r.found.at(f.a, f.b)
		if before >= 0 {
			r.found.pairs[before], r.found.links[before] = f.pair, f.link
		}
		return before >= 0
	})
	for _, f := range fresh {
		r.found.add(f)
	}
	r.found.sort()
	return err
}

// retelling returns the link of two articles that tell the same story, the one they have if they were linked by text; no link where
// there is none.
func (w *worker) retelling(a, b cluster.Doc) found {
	w.content(&w.contentA, a)
	w.content(&w.contentB, b)
	likeness := compare.Alike(w.contentA, w.contentB)
	before := w.run.found.at(a, b)
	if before < 0 && w.run.model.Probability(likeness) < w.run.Story {
		return found{}
	}
	x, y := w.pair(a, b)
	var c compared
	var link Link
	if before < 0 { // it may share text though it was no candidate for that
		c = w.run.verify(&w.comparer, x, y)
	} else {
		link = w.run.found.links[before]
		c.kind = link.Kind
	}
	w.run.judge(&c, x, y, likeness)
	if c.kind == "" {
		return found{}
	}
	if before < 0 {
		link = newLink(x, y, c)
	}
	if !c.kind.Copy() {
		link.addStory(c, x, w.contentA, w.contentB)
	}
	return found{pair{a, b, c.story}, link}
}

// groupStories groups the groups of copies that tell the same story.
func (r *run) groupStories() [][]cluster.Doc {
	type sum struct {
		total float64
		n     int
	}
	sums := map[[2]cluster.Doc]sum{}
	for _, p := range r.found.pairs {
		a, b := cluster.Doc(r.unit[p.a]), cluster.Doc(r.unit[p.b])
		if a != b {
			key := [2]cluster.Doc{min(a, b), max(a, b)}
			s := sums[key]
			sums[key] = sum{s.total + p.story, s.n + 1}
		}
	}
	var edges []cluster.Edge
	for key, s := range sums {
		edges = append(edges, cluster.Edge{A: key[0], B: key[1], Score: s.total / float64(s.n)})
	}
	grouped := make([]bool, len(r.units))
	var stories [][]cluster.Doc
	for _, g := range cluster.Group(edges, storyTogether, r.Workers) {
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
