package cluster

import (
	"cmp"
	"container/heap"
	"slices"
)

// Edge says how well two articles hold together, from 0 to 1.
type Edge struct {
	A, B  Doc
	Score float64
}

// Group joins articles by average linkage: the two groups with the highest mean score over all pairs across them are joined,
// until the highest mean lies below threshold. A pair without an edge counts 0. It returns the groups of two or more, members
// ascending, by first member. Edges may come in any order; of several for one pair the last counts.
//
// The cost is about that of sorting the edges, times the number of groups a group has edges to.
func Group(edges []Edge, threshold float64) [][]Doc {
	l := newLinkage(edges)
	for l.queue.Len() > 0 {
		m := heap.Pop(&l.queue).(merge)
		if m.mean < threshold {
			break
		}
		if l.groups[m.a] == nil || l.groups[m.b] == nil || l.groups[m.a].version+l.groups[m.b].version != m.versions {
			continue
		}
		l.join(m.a, m.b)
	}
	return l.result()
}

// group is a set of articles on its way: its members and the summed scores to the groups it has edges to.
type group struct {
	members []Doc
	sums    map[Doc]float64
	version int // grows with each join, so that stale entries of the queue are known
}

// merge is a possible join of two groups, named by their lowest members, a < b.
type merge struct {
	a, b     Doc
	mean     float64
	versions int
}

// mergeQueue is a heap of merges, highest mean first, then by names.
type mergeQueue []merge

func (q mergeQueue) Len() int      { return len(q) }
func (q mergeQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q mergeQueue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[j].mean, q[i].mean), cmp.Compare(q[i].a, q[j].a), cmp.Compare(q[i].b, q[j].b)) < 0
}
func (q *mergeQueue) Push(x any) { *q = append(*q, x.(merge)) }
func (q *mergeQueue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

// linkage is the state of one run of Group.
type linkage struct {
	groups map[Doc]*group
	queue  mergeQueue
}

func newLinkage(edges []Edge) *linkage {
	l := &linkage{groups: map[Doc]*group{}}
	for _, e := range edges {
		if e.A != e.B {
			l.group(e.A).sums[e.B] = e.Score
			l.group(e.B).sums[e.A] = e.Score
		}
	}
	for a, g := range l.groups {
		for b, sum := range g.sums {
			if a < b {
				l.queue = append(l.queue, merge{a: a, b: b, mean: sum})
			}
		}
	}
	heap.Init(&l.queue)
	return l
}

// group returns the group of a lone article, made on first use.
func (l *linkage) group(d Doc) *group {
	g := l.groups[d]
	if g == nil {
		g = &group{members: []Doc{d}, sums: map[Doc]float64{}}
		l.groups[d] = g
	}
	return g
}

// join merges group b into group a, a < b, and queues what that makes possible.
func (l *linkage) join(a, b Doc) {
	ga, gb := l.groups[a], l.groups[b]
	ga.members = append(ga.members, gb.members...)
	ga.version += gb.version + 1
	delete(ga.sums, b)
	delete(l.groups, b)
	for c, sum := range gb.sums {
		if c == a {
			continue
		}
		ga.sums[c] += sum
		gc := l.groups[c]
		delete(gc.sums, b)
		gc.sums[a] = ga.sums[c]
	}
	for c, sum := range ga.sums {
		gc := l.groups[c]
		mean := sum / float64(len(ga.members)*len(gc.members))
		heap.Push(&l.queue, merge{a: min(a, c), b: max(a, c), mean: mean, versions: ga.version + gc.version})
	}
}

func (l *linkage) result() [][]Doc {
	var out [][]Doc
	for _, g := range l.groups {
		if len(g.members) > 1 {
			slices.Sort(g.members)
			out = append(out, g.members)
		}
	}
	slices.SortFunc(out, func(x, y []Doc) int { return cmp.Compare(x[0], y[0]) })
	return out
}
