package minhash

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSample(t *testing.T) {
	set := hashes(randoms(6), 10_000)
	for _, rate := range []int{-1, 0, 1} {
		if got := Sample([]uint64{7}, set, rate); !slices.Equal(got, append([]uint64{7}, set...)) {
			t.Errorf("rate %d keeps %d of %d hashes behind dst, want all", rate, len(got)-1, len(set))
		}
	}
	for _, rate := range []int{2, 10, 100} {
		got, want := float64(len(Sample(nil, set, rate))), float64(len(set))/float64(rate)
		if got < 0.75*want || got > 1.25*want {
			t.Errorf("rate %d keeps %v of %d hashes, want about %v", rate, got, len(set), want)
		}
	}
}

// What two sets share is sampled alike in both.
func TestSampleKeepsShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shared, rate := genSet().Draw(t, "shared"), rapid.IntRange(1, 20).Draw(t, "rate")
		long := Sample(nil, append(genSet().Draw(t, "rest"), shared...), rate)
		for _, h := range Sample(nil, shared, rate) {
			if !slices.Contains(long, h) {
				t.Fatalf("%x is kept of the short set and not of the long one", h)
			}
		}
	})
}
