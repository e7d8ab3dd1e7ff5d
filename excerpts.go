package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
)

// joinExcerpts joins a cluster of excerpts with the one they were cut from: where the longest member of a cluster holds most members of
// another, and both tell the same story. Average linkage alone leaves them apart, as excerpts of a page that grows (a live
// ticker) lie in its last version only. A round-up holds articles too, but does not tell their story: its beginning is not theirs.
func (r *run) joinExcerpts() {
	holds := r.countHeld()
	order := make([]int, 0, len(holds)) // clusters that are held, those of the shorter leaders first
	for held := range holds {
		order = append(order, held)
	}
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(r.compareLength(r.leader(r.units[x]), r.leader(r.units[y])), cmp.Compare(x, y))
	})
	into := make([]int, len(r.units))
	for u := range into {
		into[u] = u
	}
	for _, held := range order {
		if holder := r.bestHolder(held, holds[held]); holder >= 0 {
			into[held] = holder
		}
	}
	r.mergeUnits(into)
}

// countHeld returns, by cluster, how many of its members the longest member of each other cluster holds.
func (r *run) countHeld() map[int]map[int]int {
	holds := map[int]map[int]int{}
	note := func(holder, doc cluster.Doc) {
		from, to := r.unit[doc], r.unit[holder]
		leader := r.leader(r.units[to])
		if leader != holder || r.compareLength(holder, r.leader(r.units[from])) <= 0 {
			return
		}
		if holds[from] == nil {
			holds[from] = map[int]int{}
		}
		holds[from][to]++
	}
	for p, f := range r.links {
		if r.unit[p[0]] != r.unit[p[1]] && f.kind.Copy() && f.sharedText() >= sameText {
			note(p[0], p[1])
			note(p[1], p[0])
		}
	}
	return holds
}

// compareLength orders articles by words, then by number.
func (r *run) compareLength(a, b cluster.Doc) int {
	return cmp.Or(cmp.Compare(r.docs[a].words, r.docs[b].words), cmp.Compare(b, a))
}

// bestHolder returns the cluster whose longest member holds most members of a cluster, more than half, and tells its story; -1 if
// there is none.
func (r *run) bestHolder(held int, holders map[int]int) int {
	best := -1
	for holder, n := range holders {
		if 2*n > len(r.units[held]) && r.sameStory(r.leader(r.units[holder]), r.leader(r.units[held])) &&
			(best < 0 || n > holders[best] || n == holders[best] && holder < best) {
			best = holder
		}
	}
	return best
}

// sameStory tells by the background alone whether two articles tell the same story.
func (r *run) sameStory(a, b cluster.Doc) bool {
	view := func(d *prepared) compare.Content {
		weigh := func(term uint64) float32 { return r.Background.Weigh(term, 2, 0) }
		return compare.NewContent(d.terms, weigh, r.Background.Unseen(), d.article.Published)
	}
	return r.model.Probability(compare.Alike(view(r.docs[a]), view(r.docs[b]))) >= r.Story
}

// mergeUnits merges each cluster into the one that into names, which may itself go into another.
func (r *run) mergeUnits(into []int) {
	old := r.units
	r.units = nil
	merged := map[int][]cluster.Doc{}
	for u, members := range old {
		root := u
		for into[root] != root {
			root = into[root]
		}
		merged[root] = append(merged[root], members...)
	}
	for u := range old {
		if members := merged[u]; members != nil {
			slices.Sort(members)
			r.addUnit(members)
		}
	}
}
