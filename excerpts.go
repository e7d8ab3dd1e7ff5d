package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/spool"
)

// joinExcerpts joins a cluster of excerpts with the one they were cut from: where the longest member of a cluster holds most members of
// another, and both tell the same story. Average linkage alone leaves them apart, as excerpts of a page that grows (a live
// ticker) lie in its last version only. A round-up holds articles too, but does not tell their story: its beginning is not theirs.
func (r *run) joinExcerpts() error {
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
	judge := r.newJudge()
	for _, held := range order {
		if holder := r.bestHolder(judge, held, holds[held]); holder >= 0 {
			into[held] = holder
		}
	}
	r.mergeUnits(into)
	return r.failed()
}

// countHeld returns, by cluster, how many of its members the longest member of each other cluster holds.
func (r *run) countHeld() map[int]map[int]int {
	holds := map[int]map[int]int{}
	note := func(holder, doc cluster.Doc) {
		from, to := int(r.unit[doc]), int(r.unit[holder])
		leader := r.leader(r.units[to])
		if leader != holder || r.compareLength(holder, r.leader(r.units[from])) <= 0 {
			return
		}
		if holds[from] == nil {
			holds[from] = map[int]int{}
		}
		holds[from][to]++
	}
	for p, l := range r.found.all() {
		if r.unit[p.a] != r.unit[p.b] && l.Kind.Copy() && l.sharedText() >= sameText {
			note(p.a, p.b)
			note(p.b, p.a)
		}
	}
	return holds
}

// compareLength orders articles by words, then by number.
func (r *run) compareLength(a, b cluster.Doc) int {
	return cmp.Or(cmp.Compare(r.docs[a].Words, r.docs[b].Words), cmp.Compare(b, a))
}

// bestHolder returns the cluster whose longest member holds most members of a cluster, more than half, and tells its story; -1 if
// there is none.
func (r *run) bestHolder(judge *storyJudge, held int, holders map[int]int) int {
	best := -1
	for holder, n := range holders {
		if 2*n > len(r.units[held]) && judge.sameStory(r.leader(r.units[holder]), r.leader(r.units[held])) &&
			(best < 0 || n > holders[best] || n == holders[best] && holder < best) {
			best = holder
		}
	}
	return best
}

// storyJudge tells by their words and the background alone whether two articles tell the same story, one of which holds much of the
// other: that makes one story likelier than the model knows, which is fitted to texts that share none, so half its threshold will do.
type storyJudge struct {
	*run
	preparer *preparer
	records  *spool.Reader
}

func (r *run) newJudge() *storyJudge {
	o := *r.Options
	o.Copies = false // it needs the content of copies too
	return &storyJudge{r, o.mustPreparer(), r.archive.spool.Reader(0)}
}

func (j *storyJudge) sameStory(a, b cluster.Doc) bool {
	return j.model.Probability(compare.Alike(j.content(a), j.content(b))) >= j.Story/2
}

func (j *storyJudge) content(d cluster.Doc) compare.Content {
	v, err := j.preparer.prepare(j.article(d, j.records), j.learned)
	if err != nil { // a failure of the disk, which was noted
		return compare.Content{}
	}
	weigh := func(term uint64) float32 { return j.Background.Weigh(term, 2, 0) }
	return compare.NewContent(v.terms, weigh, j.Background.Unseen(), compare.Origin{})
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
