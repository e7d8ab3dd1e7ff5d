package cluster

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSets: two articles are in one set if a chain of joins leads from one to the other, and its lowest member names it.
func TestSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "n")
		s := make(Sets, n)
		naive := make([]Doc, n) // the lowest of each one's set
		for i := range naive {
			naive[i] = Doc(i)
		}
		for range rapid.IntRange(0, 40).Draw(t, "joins") {
			a, b := Doc(rapid.IntRange(0, n-1).Draw(t, "a")), Doc(rapid.IntRange(0, n-1).Draw(t, "b"))
			s.Join(a, b)
			low, high := min(naive[a], naive[b]), max(naive[a], naive[b])
			for i := range naive {
				if naive[i] == high {
					naive[i] = low
				}
			}
		}
		for i, want := range naive {
			if got := s.Find(Doc(i)); got != want {
				t.Fatalf("%d is in the set of %d, want %d", i, got, want)
			}
		}
	})
}
