package rarity

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestCounts: counts are those of a map, whatever is added and taken away.
func TestCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c Counts
		want := map[uint64]int{}
		terms := rapid.SliceOfN(rapid.Uint64Range(0, 60), 0, 500).Draw(t, "terms")
		spread := rapid.SampledFrom([]uint64{1, 1 << 40, 0x123456789abcdef1}).Draw(t, "spread")
		for i, term := range terms {
			n := 1
			if i%3 == 2 {
				n = -1
			}
			c.Add(term*spread, n)
			want[term*spread] = max(0, want[term*spread]+n)
		}
		for term := range uint64(61) {
			if got := c.Count(term * spread); got != want[term*spread] {
				t.Fatalf("term %d: %d, want %d", term*spread, got, want[term*spread])
			}
		}
	})
}

// TestCountsForgets: terms that are gone give their room back.
func TestCountsForgets(t *testing.T) {
	var c Counts
	for i := range uint64(1_000_000) {
		c.Add(i<<24, 1)
		if i >= 1000 {
			c.Add((i-1000)<<24, -1)
		}
	}
	slots := 0
	for _, s := range c.shards {
		slots += len(s.slots)
	}
	if slots > 100_000 {
		t.Errorf("%d slots for 1,000 terms", slots)
	}
}

func BenchmarkCounts(b *testing.B) {
	var c Counts
	terms := make([]uint64, 1<<20)
	for i := range terms {
		terms[i] = rand.Uint64()
		c.Add(terms[i], 1)
	}
	i := 0
	for b.Loop() {
		c.Count(terms[i&(1<<20-1)])
		i++
	}
}
