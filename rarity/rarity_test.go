package rarity

import (
	"math"
	"testing"
)

// term makes a term of which the table sees no more than k.
func term(k uint32) uint64 { return uint64(k)<<32 | 0xabcdef }

// table returns a table of the given number of articles in which term k stands in counts[k] of them.
func table(t testing.TB, articles int, counts map[uint32]int) *Table {
	t.Helper()
	var b Builder
	for i := range articles {
		var terms []uint64
		for k, n := range counts {
			if i < n {
				terms = append(terms, term(k))
			}
		}
		b.Add(terms)
	}
	return b.Table(0)
}

func TestWeigh(t *testing.T) {
	known := table(t, 1000, map[uint32]int{1: 2, 2: 64, 3: 1000, 4: 1})
	huge := &Table{articles: 1 << 30, keys: []uint32{1}, counts: []uint8{2}}
	for _, c := range []struct {
		name           string
		table          *Table
		term           uint32
		inBatch, batch int
		want           float64
	}{
		{"known", known, 1, 2, 50, -math.Log(2.5 / 1001)},
		{"known, in the two articles and one more", known, 1, 3, 50, -math.Log(1.0 / 150)},
		{"known, more in the background than in the batch", known, 2, 5, 500, -math.Log(64.5 / 1001)},
		{"known, more in the batch than in the background", known, 2, 202, 500, -math.Log(200.0 / 600)},
		{"known, not in the batch", known, 1, 0, 0, -math.Log(2.5 / 1001)},
		{"everywhere", known, 3, 2, 50, 0},
		{"unknown, in one article", known, 9, 1, 50, 0},
		{"unknown, in none", known, 9, 0, 50, 0},
		{"unknown, in the two articles", known, 9, 2, 50, -math.Log(0.5 / 1001)},
		{"unknown, in three", known, 9, 3, 50, -math.Log(1.0 / 150)},
		{"once in the background is unknown", known, 4, 1, 50, 0},
		{"a small batch counts little", known, 9, 4, 4, -math.Log(2.0 / 104)},
		{"nothing is rarer than the floor", huge, 1, 2, 1 << 30, -math.Log(1e-5)},
		{"no background", &Table{}, 9, 2, 50, math.Ln2},
		{"no background, one article", &Table{}, 9, 1, 50, 0},
		{"no background, in most of the batch", &Table{}, 9, 902, 1000, -math.Log(900.0 / 1100)},
	} {
		got := float64(c.table.Weigh(term(c.term), c.inBatch, c.batch))
		// Count rounds; the formula is exact.
		if seen := c.table.Count(term(c.term)); seen > 0 && seen != map[uint32]int{1: 2, 2: 64, 3: 1024}[c.term] {
			t.Fatalf("%s: count %d", c.name, seen)
		}
		if math.Abs(got-c.want) > 1e-5 || math.Signbit(got) {
			t.Errorf("%s: weight %v, want %v", c.name, got, c.want)
		}
	}
}

// The more articles have a term, in the background or in the batch, the less it weighs, and never less than nothing.
func TestWeighFalls(t *testing.T) {
	const articles = 4096
	counts := map[uint32]int{}
	for i := range uint32(12) {
		counts[i+1] = 2 << i
	}
	table := table(t, articles, counts)
	for _, inBatch := range []int{2, 3, 10, 400} {
		last := float32(math.Inf(1))
		for k := range uint32(12) {
			w := table.Weigh(term(k+1), inBatch, 400)
			if w > last || w < 0 {
				t.Errorf("in %d of the background and %d of the batch: %v, with half as many in the background %v", 2<<k, inBatch, w, last)
			}
			last = w
		}
	}
	for k := range uint32(13) {
		last := float32(math.Inf(1))
		for inBatch := 2; inBatch <= 400; inBatch++ {
			w := table.Weigh(term(k), inBatch, 400)
			if w > last || w < 0 {
				t.Errorf("term %d in %d of the batch: %v, with one less %v", k, inBatch, w, last)
			}
			last = w
		}
	}
}
