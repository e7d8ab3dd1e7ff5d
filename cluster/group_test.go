package cluster

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// naiveGroup is average linkage as its definition has it: it looks at all pairs of groups anew for every join.
func naiveGroup(edges []Edge, threshold float64) [][]Doc {
	scores := map[[2]Doc]float64{}
	docs := map[Doc]bool{}
	for _, e := range edges {
		scores[[2]Doc{min(e.A, e.B), max(e.A, e.B)}] = e.Score
		docs[e.A], docs[e.B] = true, true
	}
	var groups [][]Doc
	for _, d := range slices.Sorted(maps.Keys(docs)) {
		groups = append(groups, []Doc{d})
	}
	for {
		bestA, bestB, best := 0, 0, 0.0
		for a := range groups {
			for b := a + 1; b < len(groups); b++ {
				if mean := naiveMean(groups[a], groups[b], scores); mean > best {
					bestA, bestB, best = a, b, mean
				}
			}
		}
		if best == 0 || best < threshold {
			break
		}
		groups[bestA] = append(groups[bestA], groups[bestB]...)
		slices.Sort(groups[bestA])
		groups = slices.Delete(groups, bestB, bestB+1)
	}
	return slices.DeleteFunc(groups, func(g []Doc) bool { return len(g) < 2 })
}

func naiveMean(a, b []Doc, scores map[[2]Doc]float64) float64 {
	sum := 0.0
	for _, x := range a {
		for _, y := range b {
			sum += scores[[2]Doc{min(x, y), max(x, y)}]
		}
	}
	return sum / float64(len(a)*len(b))
}

func equalGroups(a, b [][]Doc) bool {
	return slices.EqualFunc(a, b, func(x, y []Doc) bool { return slices.Equal(x, y) })
}

// graph generates edges whose scores are sixteenths, so that sums are exact and ties are common.
func graph(t *rapid.T) []Edge {
	docs, n := rapid.IntRange(2, 14).Draw(t, "docs"), rapid.IntRange(0, 60).Draw(t, "edges")
	doc := rapid.IntRange(0, docs-1)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Edge {
		return Edge{Doc(doc.Draw(t, "a")), Doc(doc.Draw(t, "b")), float64(rapid.IntRange(0, 16).Draw(t, "score")) / 16}
	}), n, n).Draw(t, "graph")
}

func TestGroupAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edges := graph(t)
		threshold := float64(rapid.IntRange(1, 16).Draw(t, "threshold")) / 16
		if got, want := Group(edges, threshold, 2), naiveGroup(edges, threshold); !equalGroups(got, want) {
			t.Fatalf("threshold %v, edges %v:\n got %v\nwant %v", threshold, edges, got, want)
		}
	})
}

// TestGroupOrder: neither the order of edges nor their direction matters, and the numbers of the articles only for ties.
func TestGroupOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		edges := unique(graph(t))
		threshold := rapid.Float64Range(0.05, 1).Draw(t, "threshold")
		want := Group(edges, threshold, 2)
		shuffled := rapid.Permutation(edges).Draw(t, "shuffled")
		for i := range shuffled {
			if rapid.Bool().Draw(t, "turned") {
				shuffled[i].A, shuffled[i].B = shuffled[i].B, shuffled[i].A
			}
		}
		if got := Group(shuffled, threshold, 1); !equalGroups(got, want) {
			t.Fatalf("threshold %v: %v gives %v, %v gives %v", threshold, edges, want, shuffled, got)
		}
	})
}

// unique keeps one edge of each pair.
func unique(edges []Edge) []Edge {
	seen := map[[2]Doc]bool{}
	return slices.DeleteFunc(edges, func(e Edge) bool {
		p := [2]Doc{min(e.A, e.B), max(e.A, e.B)}
		again := seen[p]
		seen[p] = true
		return again
	})
}

// path is a chain of articles, each tied to the next.
func path(n int, score float64) []Edge {
	var edges []Edge
	for i := range n - 1 {
		edges = append(edges, Edge{Doc(i), Doc(i + 1), score})
	}
	return edges
}

func TestGroup(t *testing.T) {
	for _, c := range []struct {
		name      string
		edges     []Edge
		threshold float64
		want      [][]Doc
	}{
		{"no edges", nil, 0.5, nil},
		{"a pair", []Edge{{4, 2, 0.5}}, 0.5, [][]Doc{{2, 4}}},
		{"a pair that does not hold", []Edge{{4, 2, 0.49}}, 0.5, nil},
		{"an edge to itself", []Edge{{4, 4, 1}}, 0.5, nil},
		{"the last of several edges counts", []Edge{{1, 2, 0.9}, {2, 1, 0.1}, {3, 4, 0.1}, {4, 3, 0.9}}, 0.5, [][]Doc{{3, 4}}},
		{"an edge taken back", []Edge{{1, 2, 0.9}, {1, 2, 0}}, 0.5, nil},
		{"no number is no edge", []Edge{{1, 2, math.NaN()}, {2, 3, 0.9}}, 0.5, [][]Doc{{2, 3}}},
		// 1 and 2 join; 3 holds together with them by (0.8+0)/2, whatever the edge that is no number.
		{"no number counts 0", []Edge{{1, 2, 0.9}, {1, 3, math.NaN()}, {2, 3, 0.8}}, 0.4, [][]Doc{{1, 2, 3}}},
		{"below 0 counts 0", []Edge{{1, 2, 0.9}, {1, 3, -1}, {2, 3, 0.8}}, 0.4, [][]Doc{{1, 2, 3}}},
		{"triangle", []Edge{{1, 2, 0.9}, {2, 3, 0.8}, {1, 3, 0.7}}, 0.7, [][]Doc{{1, 2, 3}}},
		// 1 and 2 join; 3 holds together with them by (0.8+0)/2.
		{"open triangle", []Edge{{1, 2, 0.9}, {2, 3, 0.8}}, 0.41, [][]Doc{{1, 2}}},
		{"open triangle, low threshold", []Edge{{1, 2, 0.9}, {2, 3, 0.8}}, 0.4, [][]Doc{{1, 2, 3}}},
		// The better pair first, though the other has lower numbers.
		{"best first", []Edge{{1, 2, 0.6}, {2, 3, 0.9}}, 0.5, [][]Doc{{2, 3}}},
		{"ties by number", []Edge{{5, 6, 0.9}, {4, 5, 0.9}, {6, 7, 0.9}}, 0.5, [][]Doc{{4, 5}, {6, 7}}},
		// 20 is tied to {1, 9} as well as to 5, and goes to the group of 1, though 9 has the more neighbours.
		{"ties by lowest member", []Edge{{9, 1, 1}, {9, 20, 0.5}, {1, 20, 0.5}, {5, 20, 0.5}, {9, 40, 0.1}}, 0.4, [][]Doc{{1, 9, 20}}},
		{"a chain", path(5, 0.9), 0.5, [][]Doc{{0, 1}, {2, 3}}},
		{"highest numbers", []Edge{{math.MaxUint32, 0, 0.9}}, 0.5, [][]Doc{{0, math.MaxUint32}}},
	} {
		if got := Group(c.edges, c.threshold, 3); !equalGroups(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// TestGroupRefusesChains: a chain in which every neighbour is a copy of the next does not become one group, as its ends have
// nothing in common.
func TestGroupRefusesChains(t *testing.T) {
	for _, n := range []int{3, 10, 100, 1000} {
		for _, g := range Group(path(n, 0.9), 0.5, 1) {
			if len(g) > 2 {
				t.Errorf("chain of %d: group %v", n, g)
			}
		}
	}
}

// TestGroupJoinsCliques: what holds together throughout is one group, though two such groups are tied by a bridge.
func TestGroupJoinsCliques(t *testing.T) {
	var edges []Edge
	for a := range Doc(20) {
		for b := range a {
			if (a < 10) == (b < 10) {
				edges = append(edges, Edge{a, b, 0.6})
			}
		}
	}
	edges = append(edges, Edge{9, 10, 1})
	want := [][]Doc{{0, 1, 2, 3, 4, 5, 6, 7, 8}, {9, 10}, {11, 12, 13, 14, 15, 16, 17, 18, 19}}
	if got := Group(edges, 0.5, 1); !equalGroups(got, want) {
		t.Errorf("bridge first: got %v, want %v", got, want)
	}
	edges[len(edges)-1].Score = 0.6
	if got := Group(edges, 0.5, 1); len(got) != 2 || len(got[0]) != 10 || len(got[1]) != 10 {
		t.Errorf("bridge as strong as the rest: got %v", got)
	}
}

// TestGroupSameEveryTime: ties are not broken by the order of a map.
func TestGroupSameEveryTime(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	var edges []Edge
	for range 3000 {
		edges = append(edges, Edge{Doc(r.IntN(300)), Doc(r.IntN(300)), float64(1+r.IntN(3)) / 3})
	}
	want := Group(edges, 0.3, 1)
	for range 5 {
		if got := Group(edges, 0.3, 1); !equalGroups(got, want) {
			t.Fatalf("two runs differ:\n%v\n%v", want, got)
		}
	}
}

// TestGroupCost: the shapes that make a join look at many neighbours stay affordable. The bound is far above what they take, and
// far below what a quadratic cost would.
func TestGroupCost(t *testing.T) {
	edges := 100000
	if testing.Short() {
		edges = 10000
	}
	shapes := map[string][]Edge{"chain": path(edges, 0.9)}
	for i := range edges {
		shapes["star"] = append(shapes["star"], Edge{0, Doc(i + 1), 1})
		shapes["two stars"] = append(shapes["two stars"], Edge{Doc(i % 2), Doc(i + 2), 1})
	}
	// A chain of groups that join in turn, all tied to a hub with many neighbours.
	for i := range edges / 2 {
		shapes["growing hub"] = append(shapes["growing hub"], Edge{0, Doc(i + 1), 0.5})
		if i < edges/50 {
			for j := range min(i, 25) {
				shapes["growing hub"] = append(shapes["growing hub"], Edge{Doc(i), Doc(j), 1})
			}
		}
	}
	for name, edges := range shapes {
		start := time.Now()
		Group(edges, 0.2, 1)
		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("%s: %d edges took %v", name, len(edges), took)
		} else {
			t.Logf("%s: %d edges in %v", name, len(edges), took)
		}
	}
}
