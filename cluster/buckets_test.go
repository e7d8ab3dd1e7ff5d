package cluster

import (
	"cmp"
	"errors"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// addition is one call of Add.
type addition struct {
	doc  Doc
	keys []uint64
}

// additions generates articles with few different keys, some article in several calls, some key several times.
func additions(t *rapid.T) []addition {
	key := rapid.Uint64Range(0, 12)
	if rapid.Bool().Draw(t, "wide keys") {
		key = rapid.Custom(func(t *rapid.T) uint64 { return mix(rapid.Uint64Range(0, 40).Draw(t, "key")) })
	}
	n := rapid.IntRange(0, 60).Draw(t, "calls")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) addition {
		return addition{Doc(rapid.IntRange(0, 30).Draw(t, "doc")), rapid.SliceOfN(key, 0, 8).Draw(t, "keys")}
	}), n, n).Draw(t, "additions")
}

func pairs(b *Buckets, limits Limits) []Pair {
	out, err := b.Pairs(limits)
	if err != nil {
		panic(err)
	}
	return out
}

func fill(additions []addition) *Buckets {
	var b Buckets
	for _, a := range additions {
		b.Add(a.doc, a.keys)
	}
	return &b
}

// bruteForce follows the contract of Pairs to the letter.
func bruteForce(additions []addition, limits Limits) []Pair {
	crowd, least := cmp.Or(limits.Crowd, 64), cmp.Or(limits.MinShared, 1)
	members := map[uint64]map[Doc]bool{}
	for _, a := range additions {
		for _, k := range a.keys {
			if members[k] == nil {
				members[k] = map[Doc]bool{}
			}
			members[k][a.doc] = true
		}
	}
	shared := map[[2]Doc]int{}
	for _, bucket := range members {
		docs := slices.Sorted(maps.Keys(bucket))
		for i, a := range docs {
			for j, b := range docs[i+1:] {
				if len(docs) <= crowd || !limits.Skip && j < crowd/2 {
					shared[[2]Doc{a, b}]++
				}
			}
		}
	}
	var out []Pair
	for p, n := range shared {
		if n >= least {
			out = append(out, Pair{p[0], p[1], n})
		}
	}
	slices.SortFunc(out, func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}

func TestPairsAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		added := additions(t)
		limits := Limits{
			MinShared: rapid.IntRange(0, 4).Draw(t, "min shared"),
			Crowd:     rapid.IntRange(0, 12).Draw(t, "crowd"),
			Skip:      rapid.Bool().Draw(t, "skip"),
		}
		b := fill(added)
		want := bruteForce(added, limits)
		if got := pairs(b, limits); !slices.Equal(got, want) {
			t.Fatalf("%v of %v:\n got %v\nwant %v", limits, added, got, want)
		}
		if again := pairs(b, limits); !slices.Equal(again, want) {
			t.Fatalf("asked again: %v, before: %v", again, want)
		}
		shuffled := rapid.Permutation(added).Draw(t, "shuffled")
		if got := pairs(fill(shuffled), limits); !slices.Equal(got, want) {
			t.Fatalf("in another order: %v, want %v", got, want)
		}
	})
}

// TestPairsInSteps: articles may be added after pairs were asked for.
func TestPairsInSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := additions(t), additions(t)
		b := fill(first)
		pairs(b, Limits{Crowd: 3})
		for _, a := range second {
			b.Add(a.doc, a.keys)
		}
		if got, want := pairs(b, Limits{}), bruteForce(slices.Concat(first, second), Limits{}); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestPairs(t *testing.T) {
	crowded := []addition{{0, []uint64{9}}, {1, []uint64{9}}, {2, []uint64{9}}, {3, []uint64{9}}, {4, []uint64{9}}}
	for _, c := range []struct {
		name   string
		added  []addition
		limits Limits
		want   []Pair
	}{
		{"nothing", nil, Limits{}, nil},
		{"one article", []addition{{3, []uint64{1, 2}}}, Limits{}, nil},
		{"no keys", []addition{{0, nil}, {1, nil}}, Limits{}, nil},
		{"a key twice counts once", []addition{{0, []uint64{5, 5}}, {1, []uint64{5}}, {1, []uint64{5}}}, Limits{}, []Pair{{0, 1, 1}}},
		{"higher number first", []addition{{9, []uint64{5, 6}}, {2, []uint64{6, 5}}}, Limits{}, []Pair{{2, 9, 2}}},
		{"too few shared", []addition{{0, []uint64{1, 2}}, {1, []uint64{1, 2}}, {2, []uint64{1}}}, Limits{MinShared: 2}, []Pair{{0, 1, 2}}},
		{"the crowd itself is not crowded", crowded, Limits{Crowd: 5, Skip: true}, bruteForce(crowded, Limits{})},
		{"skipped", crowded, Limits{Crowd: 4, Skip: true}, nil},
		{"neighbours", crowded, Limits{Crowd: 4}, []Pair{{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {1, 3, 1}, {2, 3, 1}, {2, 4, 1}, {3, 4, 1}}},
		{"limits below zero are defaults", crowded[:2], Limits{MinShared: -3, Crowd: -5}, []Pair{{0, 1, 1}}},
	} {
		if got := pairs(fill(c.added), c.limits); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// TestTallyWorkers: the pairs and their order do not depend on the number of goroutines, and keep is asked about each once.
func TestTallyWorkers(t *testing.T) {
	const articles = 5*partDocs + 7
	tally := Tally{}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3 * articles {
		a, b := Doc(rng.IntN(articles)), Doc(rng.IntN(articles))
		if a != b {
			tally.Add([]Doc{min(a, b), max(a, b)})
		}
	}
	even := func(p Pair) bool { return (p.A+p.B)%2 == 0 }
	want := slices.DeleteFunc(tally.Pairs(1, func(Pair) bool { return true }), func(p Pair) bool { return !even(p) })
	byAB := func(x, y Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) }
	if !slices.IsSortedFunc(want, byAB) || len(want) < articles {
		t.Fatalf("%d pairs, or not in order", len(want))
	}
	for _, workers := range []int{0, 1, 2, 7} {
		if got := tally.Pairs(workers, even); !slices.Equal(got, want) {
			t.Errorf("%d workers: %d pairs, want %d", workers, len(got), len(want))
		}
	}
}

// TestCrowdedCost: a bucket of n articles costs n*Crowd/2 pairs, however many keys they share, and memory for one article's
// pairs, not for those of all.
func TestCrowdedCost(t *testing.T) {
	articles := 1_000_000
	if testing.Short() {
		articles = 100_000
	}
	var b Buckets
	for doc := range articles {
		b.Add(Doc(doc), []uint64{1, 2, 3})
	}
	tally := Tally{Limits: Limits{MinShared: 3}}
	for bucket, err := range b.All(2) {
		if err != nil {
			t.Fatal(err)
		}
		tally.Add(bucket.Docs)
	}
	n := 0
	tally.Pairs(1, func(p Pair) bool {
		if p.Shared != 3 || p.B-p.A > 32 {
			t.Fatalf("pair %v", p)
		}
		n++
		return false
	})
	if want := articles*32 - 32*33/2; n != want {
		t.Errorf("%d pairs, want %d", n, want)
	}
}

// TestCrowdedMemory: Pairs allocates for articles and buckets, and for pairs that are kept.
func TestCrowdedMemory(t *testing.T) {
	const articles = 20000
	tally := Tally{Limits: Limits{Crowd: 200}}
	all := make([]Doc, articles)
	for doc := range all {
		all[doc] = Doc(doc)
	}
	for range 4 {
		tally.Add(all)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	tally.Pairs(1, func(Pair) bool { return false })
	runtime.ReadMemStats(&after)
	if perArticle := (after.TotalAlloc - before.TotalAlloc) / articles; perArticle > 50 {
		t.Errorf("%d bytes an article in 4 buckets; its 400 meetings must not be kept", perArticle)
	}
}

// scratch is a Scratch in memory, which can fail.
type scratch struct {
	mu   sync.Mutex
	data []byte
	fail error
}

func (s *scratch) Append(p []byte) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.data = append(s.data, p...)
	return int64(len(s.data) - len(p)), s.fail
}

func (s *scratch) ReadAt(p []byte, off int64) (int, error) { return copy(p, s.data[off:]), s.fail }

// manyKeys makes several runs.
func manyKeys(b *Buckets) {
	var wg sync.WaitGroup
	for worker := range 2 {
		wg.Go(func() {
			keys := make([]uint64, 100)
			for doc := worker; doc < 25_000; doc += 2 {
				for i := range keys {
					keys[i] = mix(uint64(doc*37 + i)) // neighbours share 63 keys
				}
				b.Add(Doc(doc), keys)
			}
		})
	}
	wg.Wait()
}

// TestScratch: what does not fit in memory gives the same buckets.
func TestScratch(t *testing.T) {
	var small, large Buckets
	s := &scratch{}
	small.Memory, small.Scratch = 1, s
	manyKeys(&small)
	manyKeys(&large)
	if got, want := pairs(&small, Limits{}), pairs(&large, Limits{}); !slices.Equal(got, want) || len(got) < 25_000 {
		t.Errorf("%d pairs by way of scratch, %d in memory", len(got), len(want))
	}
	if len(s.data) < runEntries*entrySize || len(large.runs) < 2 {
		t.Errorf("%d bytes in scratch, %d runs", len(s.data), len(large.runs))
	}
}

func TestScratchFails(t *testing.T) {
	full := errors.New("disk full")
	writing := Buckets{Memory: 1, Scratch: &scratch{fail: full}}
	manyKeys(&writing)
	if _, err := writing.Pairs(Limits{}); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
	s := &scratch{}
	reading := Buckets{Memory: 1, Scratch: s}
	manyKeys(&reading)
	s.fail = full
	if _, err := reading.Pairs(Limits{}); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}

func TestSortEntries(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for name, key := range map[string]func() uint64{
		"hashes":    r.Uint64,
		"small":     func() uint64 { return r.Uint64N(1000) },
		"high bits": func() uint64 { return r.Uint64N(100) << 57 },
		"one":       func() uint64 { return 42 },
		"sample":    func() uint64 { return r.Uint64() >> 5 },
	} {
		for _, n := range []int{0, 1, 2, fewEntries, fewEntries + 1, 5000} {
			entries := make([]entry, n)
			for i := range entries {
				entries[i] = newEntry(key(), Doc(r.IntN(100)))
			}
			want := slices.Clone(entries)
			slices.SortFunc(want, func(x, y entry) int { return cmp.Or(cmp.Compare(x.key(), y.key()), cmp.Compare(x.doc, y.doc)) })
			sortByByte(entries, 56)
			seen := map[uint64]bool{}
			for i, e := range entries {
				switch {
				case i > 0 && e.key() == entries[i-1].key():
					if e.doc < entries[i-1].doc {
						t.Fatalf("%s, %d: articles of one key out of order", name, n)
					}
				case seen[e.key()]:
					t.Fatalf("%s, %d: key %x stands in two places", name, n, e.key())
				}
				seen[e.key()] = true
			}
			slices.SortFunc(entries, func(x, y entry) int { return cmp.Or(cmp.Compare(x.key(), y.key()), cmp.Compare(x.doc, y.doc)) })
			if !slices.Equal(entries, want) {
				t.Fatalf("%s, %d: entries were lost", name, n)
			}
		}
	}
}
