package index_test

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/index"
)

func TestMemory(t *testing.T) {
	var m index.Memory
	if got := m.Find(nil, []uint64{1, 2}, cluster.Limits{}); len(got) != 0 {
		t.Errorf("an empty index has %v", got)
	}
	m.Remove(7, []uint64{1}) // does nothing
	for doc, keys := range [][]uint64{{1, 2, 3}, {2, 3, 4}, {5}, {3, 4, 5, 6}, nil} {
		m.Add(cluster.Doc(doc), keys)
	}
	type found = []index.Candidate
	for _, c := range []struct {
		name   string
		keys   []uint64
		limits cluster.Limits
		want   found
	}{
		{"none", []uint64{9}, cluster.Limits{}, nil},
		{"no keys", nil, cluster.Limits{}, nil},
		{"one", []uint64{1}, cluster.Limits{}, found{{0, 1}}},
		{"most first, then by number", []uint64{3, 4, 5}, cluster.Limits{}, found{{3, 3}, {1, 2}, {0, 1}, {2, 1}}},
		{"at least two", []uint64{3, 4, 5}, cluster.Limits{MinShared: 2}, found{{3, 3}, {1, 2}}},
		{"crowd of two: the latest", []uint64{3}, cluster.Limits{Crowd: 2}, found{{1, 1}, {3, 1}}},
		{"crowd left out", []uint64{3, 4}, cluster.Limits{Crowd: 2, Skip: true}, found{{1, 1}, {3, 1}}},
		{"just no crowd", []uint64{3}, cluster.Limits{Crowd: 3, Skip: true}, found{{0, 1}, {1, 1}, {3, 1}}},
	} {
		if got := m.Find(nil, c.keys, c.limits); !slices.Equal(got, c.want) {
			t.Errorf("%s: Find(%v, %+v) = %v; want %v", c.name, c.keys, c.limits, got, c.want)
		}
	}
	m.Remove(3, []uint64{3, 4, 5, 6})
	if got, want := m.Find(nil, []uint64{3, 4, 5, 6}, cluster.Limits{}), (found{{1, 2}, {0, 1}, {2, 1}}); !slices.Equal(got, want) {
		t.Errorf("after Remove: %v; want %v", got, want)
	}
}

// model is an index as a map of what each article has.
type model struct {
	keys  map[cluster.Doc][]uint64
	order []cluster.Doc // by when they were added
}

func (m *model) find(keys []uint64, limits cluster.Limits) []index.Candidate {
	shared := map[cluster.Doc]int{}
	for _, k := range keys {
		var bucket []cluster.Doc
		for _, d := range m.order {
			if slices.Contains(m.keys[d], k) {
				bucket = append(bucket, d)
			}
		}
		if limits.Crowd > 0 && len(bucket) > limits.Crowd {
			if limits.Skip {
				continue
			}
			bucket = bucket[len(bucket)-limits.Crowd:]
		}
		for _, d := range bucket {
			shared[d]++
		}
	}
	var out []index.Candidate
	for _, d := range slices.Sorted(maps.Keys(shared)) {
		if shared[d] >= limits.MinShared {
			out = append(out, index.Candidate{Doc: d, Shared: shared[d]})
		}
	}
	slices.SortStableFunc(out, func(a, b index.Candidate) int { return cmp.Compare(b.Shared, a.Shared) })
	return out
}

// TestMemoryModel holds an index against the model through many steps by chance.
func TestMemoryModel(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		var m index.Memory
		want := model{keys: map[cluster.Doc][]uint64{}}
		next := cluster.Doc(0)
		someKeys := func() []uint64 {
			set := map[uint64]bool{}
			for range r.IntN(8) {
				set[uint64(r.IntN(20))] = true
			}
			return slices.Collect(maps.Keys(set))
		}
		for range 400 {
			switch n := r.IntN(10); {
			case n < 4:
				keys := someKeys()
				m.Add(next, keys)
				want.keys[next], want.order = keys, append(want.order, next)
				next++
			case n < 7 && len(want.order) > 0:
				i := r.IntN(len(want.order))
				doc := want.order[i]
				keys := slices.Clone(want.keys[doc])
				r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
				m.Remove(doc, keys)
				delete(want.keys, doc)
				want.order = slices.Delete(want.order, i, i+1)
			default:
				keys, limits := someKeys(), cluster.Limits{MinShared: r.IntN(4), Crowd: r.IntN(6), Skip: r.IntN(2) == 0}
				if got, want := m.Find(nil, keys, limits), want.find(keys, limits); !slices.Equal(got, want) {
					t.Fatalf("seed %d: Find(%v, %+v) = %v; want %v", seed, keys, limits, got, want)
				}
			}
		}
	}
}
