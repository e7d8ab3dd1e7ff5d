package samestory

import (
	"cmp"
	"iter"
	"slices"
	"sort"

	"github.com/samestory/samestory/cluster"
)

// found is a link between two articles of a batch; without a kind it is none.
type found struct {
	pair
	link Link
}

// pair is two articles, a < b.
type pair struct {
	a, b cluster.Doc
	// story is the probability that both tell the same story, where they are of different groups of copies.
	story float64
}

func (p pair) compare(o pair) int { return cmp.Or(cmp.Compare(p.a, o.a), cmp.Compare(p.b, o.b)) }

// findings are the links found so far; links are those of pairs, in the list that the report gets. The ids, which pairs stand for, are
// written last, so that the garbage collector has less to follow.
type findings struct {
	pairs []pair
	links []Link
}

func (f *findings) add(one found) {
	one.link.A, one.link.B = "", ""
	f.pairs = append(f.pairs, one.pair)
	f.links = append(f.links, one.link)
}

// name writes the ids of the articles into the links.
func (f *findings) name(id func(cluster.Doc) string) {
	for p, l := range f.all() {
		l.A, l.B = id(p.a), id(p.b)
	}
}

// all yields what was found; it may be changed.
func (f *findings) all() iter.Seq2[*pair, *Link] {
	return func(yield func(*pair, *Link) bool) {
		for i := range f.pairs {
			if !yield(&f.pairs[i], &f.links[i]) {
				return
			}
		}
	}
}

// sort sorts by pair, in place.
func (f *findings) sort() {
	from := make([]int32, len(f.pairs)) // where what belongs here stands
	for i := range from {
		from[i] = int32(i)
	}
	slices.SortFunc(from, func(i, j int32) int { return f.pairs[i].compare(f.pairs[j]) })
	for start := range from {
		pair, link := f.pairs[start], f.links[start]
		to := start
		for next := int(from[to]); next != to; next = int(from[to]) { // along the places that change with each other
			from[to] = int32(to)
			if next == start {
				break
			}
			f.pairs[to], f.links[to] = f.pairs[next], f.links[next]
			to = next
		}
		f.pairs[to], f.links[to] = pair, link
	}
}

// at returns where a pair stands once they are sorted, below 0 if nothing was found of it.
func (f *findings) at(a, b cluster.Doc) int {
	want := pair{a: a, b: b}
	i, ok := sort.Find(len(f.pairs), func(i int) int { return want.compare(f.pairs[i]) })
	if !ok {
		return -1
	}
	return i
}
