package cluster

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
)

// Edge says how well two articles hold together, from 0 to 1.
type Edge struct {
	A, B  Doc
	Score float64
}

// Group joins articles by average linkage: the two groups with the highest mean score over all pairs across them are joined, of
// equal means those with the lowest members, until the highest mean lies below threshold, which is above 0. A pair without
// an edge counts 0. It returns the groups of two or more, members ascending, by first member. Edges may come in any order;
// of several for one pair the last counts.
//
// The cost is about that of sorting the edges, or 1/threshold times that where groups with scores near 1 have many neighbours
// that they do not join. Articles that no chain of edges connects are looked at apart, by so many goroutines.
func Group(edges []Edge, threshold float64, workers int) [][]Doc {
	var (
		out  [][]Doc
		mu   sync.Mutex
		next atomic.Int32
		wg   sync.WaitGroup
	)
	parts := connected(edges)
	for range max(1, workers) {
		wg.Go(func() {
			var found [][]Doc
			for i := int(next.Add(1)) - 1; i < len(parts); i = int(next.Add(1)) - 1 {
				found = groupConnected(found, parts[i], threshold)
			}
			mu.Lock()
			defer mu.Unlock()
			out = append(out, found...)
		})
	}
	wg.Wait()
	slices.SortFunc(out, func(x, y []Doc) int { return cmp.Compare(x[0], y[0]) })
	return out
}

// groupConnected appends the groups of edges to dst.
func groupConnected(dst [][]Doc, edges []Edge, threshold float64) [][]Doc {
	if len(edges) == 1 {
		if e := edges[0]; e.A != e.B && e.Score >= threshold {
			dst = append(dst, []Doc{min(e.A, e.B), max(e.A, e.B)})
		}
		return dst
	}
	l := newLinkage(edges, threshold)
	for len(l.queue) > 0 {
		m := l.queue.pop()
		switch now, ok := l.now(m); {
		case !ok:
		case now == m:
			l.join(m.a, m.b)
		default:
			l.push(now)
		}
	}
	return l.appendResult(dst)
}

// group is a set of articles on its way. Its number stays the same as long as it takes in smaller ones.
type group struct {
	members []Doc // nil once it was taken in
	lowest  Doc   // the lowest member, which names it
	sums    map[int32]float64
}

// linkage is the state of one run of Group.
type linkage struct {
	threshold float64
	groups    []group
	queue     queue
}

func newLinkage(edges []Edge, threshold float64) *linkage {
	l := &linkage{threshold: threshold}
	numbers := map[Doc]int32{}
	number := func(d Doc) int32 {
		n, seen := numbers[d]
		if !seen {
			n = int32(len(l.groups))
			numbers[d] = n
			l.groups = append(l.groups, group{members: []Doc{d}, lowest: d, sums: map[int32]float64{}})
		}
		return n
	}
	for _, e := range edges {
		if e.A == e.B {
			continue
		}
		a, b := number(e.A), number(e.B)
		if e.Score > 0 {
			l.groups[a].sums[b], l.groups[b].sums[a] = e.Score, e.Score
		} else {
			delete(l.groups[a].sums, b)
			delete(l.groups[b].sums, a)
		}
	}
	for a, g := range l.groups {
		for b := range g.sums {
			if a < int(b) {
				l.push(l.merge(int32(a), b))
			}
		}
	}
	return l
}

// merge describes the joining of two groups as things stand.
func (l *linkage) merge(a, b int32) merge {
	ga, gb := &l.groups[a], &l.groups[b]
	if ga.lowest > gb.lowest {
		a, b, ga, gb = b, a, gb, ga
	}
	sum := ga.sums[b]
	return merge{mean: sum / (float64(len(ga.members)) * float64(len(gb.members))), sum: sum, low: ga.lowest, high: gb.lowest, a: a, b: b}
}

// push queues a merge unless the groups do not hold together well enough. They may later, but then their sum grows, which
// queues them anew.
func (l *linkage) push(m merge) {
	if m.mean >= l.threshold {
		l.queue.push(m)
	}
}

// now returns a queued merge as things stand now, and false if one of the groups is gone or a newer merge of them was queued.
func (l *linkage) now(m merge) (merge, bool) {
	if l.groups[m.a].members == nil || l.groups[m.b].members == nil {
		return merge{}, false
	}
	n := l.merge(m.a, m.b)
	return n, n.sum == m.sum
}

// join merges two groups, the one with fewer neighbours into the other, and queues what that makes more likely. The other
// merges of the larger group became less likely; the queue finds that out when it comes to them.
func (l *linkage) join(a, b int32) {
	if len(l.groups[a].sums) < len(l.groups[b].sums) {
		a, b = b, a
	}
	ga, gb := &l.groups[a], &l.groups[b]
	if len(ga.members) < len(gb.members) {
		ga.members, gb.members = gb.members, ga.members
	}
	ga.members = append(ga.members, gb.members...)
	ga.lowest = min(ga.lowest, gb.lowest)
	delete(ga.sums, b)
	delete(gb.sums, a)
	for c, sum := range gb.sums {
		sum += ga.sums[c]
		ga.sums[c] = sum
		sums := l.groups[c].sums
		delete(sums, b)
		sums[a] = sum
		l.push(l.merge(a, c))
	}
	*gb = group{}
}

// appendResult appends the groups of two or more.
func (l *linkage) appendResult(dst [][]Doc) [][]Doc {
	for _, g := range l.groups {
		if len(g.members) > 1 {
			slices.Sort(g.members)
			dst = append(dst, g.members)
		}
	}
	return dst
}
