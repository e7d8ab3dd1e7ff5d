package cluster

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestChooseBands(t *testing.T) {
	for _, c := range []struct {
		slots             int
		threshold, misses float64
		want              Bands
	}{
		{128, 0.5, 0.05, Bands{42, 3}},
		{128, 0.8, 0.05, Bands{18, 7}},
		{128, 0.3, 0.1, Bands{64, 2}},
		{128, 0.2, 0.1, Bands{64, 2}},
		{256, 0.8, 0.05, Bands{28, 9}},
		{128, 0.001, 0.01, Bands{128, 1}}, // one row a band loses more than a hundredth, and is all there is
		{1, 0.5, 0.5, Bands{1, 1}},
		{2, 0.9, 0.2, Bands{1, 2}},
		{2, 0.9, 0.1, Bands{2, 1}},
	} {
		got, err := ChooseBands(c.slots, c.threshold, c.misses)
		if err != nil || got != c.want {
			t.Errorf("ChooseBands(%d, %v, %v) = %v, %v, want %v", c.slots, c.threshold, c.misses, got, err, c.want)
		}
	}
}

func TestChooseBandsRefuses(t *testing.T) {
	for _, c := range []struct {
		slots             int
		threshold, misses float64
	}{
		{0, 0.5, 0.1},
		{-1, 0.5, 0.1},
		{128, 0, 0.1},
		{128, 1, 0.1},
		{128, -0.5, 0.1},
		{128, math.NaN(), 0.1},
		{128, math.Inf(1), 0.1},
		{128, 0.5, 0},
		{128, 0.5, 1},
		{128, 0.5, math.NaN()},
	} {
		if got, err := ChooseBands(c.slots, c.threshold, c.misses); err == nil {
			t.Errorf("ChooseBands(%d, %v, %v) = %v, want an error", c.slots, c.threshold, c.misses, got)
		}
	}
}

// TestChooseBandsProperty: the bands fit, keep to the misses, and with one row more they would not.
func TestChooseBandsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots := rapid.IntRange(1, 600).Draw(t, "slots")
		threshold := rapid.Float64Range(0.01, 0.99).Draw(t, "threshold")
		misses := rapid.Float64Range(0.001, 0.99).Draw(t, "misses")
		b, err := ChooseBands(slots, threshold, misses)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Validate(slots); err != nil {
			t.Fatal(err)
		}
		if lost := 1 - b.Probability(threshold); lost > misses && b != (Bands{slots, 1}) {
			t.Fatalf("%v lose %v of the pairs at the threshold", b, lost)
		}
		if b.Count != slots/b.Rows {
			t.Fatalf("%v leave slots unused that make a band", b)
		}
		if b.Rows < slots {
			more := Bands{Count: slots / (b.Rows + 1), Rows: b.Rows + 1}
			if lost := 1 - more.Probability(threshold); lost <= misses {
				t.Fatalf("%v would do, got %v", more, b)
			}
		}
	})
}

func TestProbability(t *testing.T) {
	for _, c := range []struct {
		bands   Bands
		j, want float64
	}{
		{Bands{20, 5}, 0, 0},
		{Bands{20, 5}, 1, 1},
		{Bands{20, 5}, 0.8, 0.99964}, // Mining of Massive Datasets, example 3.12
		{Bands{20, 5}, 0.5, 0.47005},
		{Bands{20, 5}, 0.2, 0.00638},
		{Bands{1, 1}, 0.25, 0.25},
		{Bands{2, 1}, 0.5, 0.75},
	} {
		if got := c.bands.Probability(c.j); math.Abs(got-c.want) > 1e-5 {
			t.Errorf("%v.Probability(%v) = %v, want %v", c.bands, c.j, got, c.want)
		}
	}
}

func TestProbabilityGrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Bands{Count: rapid.IntRange(1, 200).Draw(t, "count"), Rows: rapid.IntRange(1, 50).Draw(t, "rows")}
		js := rapid.SliceOfN(rapid.Float64Range(0, 1), 2, 2).Draw(t, "resemblances")
		low, high := b.Probability(min(js[0], js[1])), b.Probability(max(js[0], js[1]))
		if low > high+1e-12 || low < 0 || high > 1 {
			t.Fatalf("%v: probability %v at %v, %v at %v", b, low, slices.Min(js), high, slices.Max(js))
		}
	})
}

// TestProbabilityMeasured: of simulated signatures whose slots agree with probability j, as many become candidates as Probability
// says, within 5 standard errors.
func TestProbabilityMeasured(t *testing.T) {
	const trials = 4000
	r := rand.New(rand.NewPCG(5, 6))
	for _, b := range []Bands{{32, 4}, {14, 9}, {64, 2}, {128, 1}, {1, 3}} {
		for _, j := range []float64{0, 0.01, 0.2, 0.5, 0.8, 0.95, 1} {
			met := 0
			for range trials {
				x, y := make([]uint64, 128), make([]uint64, 128)
				for i := range x {
					x[i], y[i] = r.Uint64(), r.Uint64()
					if r.Float64() < j {
						y[i] = x[i]
					}
				}
				if anyEqual(b.Keys(nil, x), b.Keys(nil, y)) {
					met++
				}
			}
			want := b.Probability(j)
			got := float64(met) / trials
			if off := math.Abs(got - want); off > 5*math.Sqrt(want*(1-want)/trials)+1e-12 {
				t.Errorf("%v, resemblance %v: %v of the pairs met, want %v", b, j, got, want)
			}
		}
	}
}

func anyEqual(a, b []uint64) bool {
	return slices.ContainsFunc(a, func(k uint64) bool { return slices.Contains(b, k) })
}

func TestValidate(t *testing.T) {
	for _, c := range []struct {
		bands Bands
		slots int
		ok    bool
	}{
		{Bands{32, 4}, 128, true},
		{Bands{32, 4}, 127, false},
		{Bands{31, 4}, 127, true},
		{Bands{1, 128}, 128, true},
		{Bands{1, 129}, 128, false},
		{Bands{0, 4}, 128, false},
		{Bands{4, 0}, 128, false},
		{Bands{-1, -1}, 128, false},
		{Bands{1, 1}, 0, false},
		{Bands{math.MaxInt, 2}, 128, false},
		{Bands{math.MaxInt, math.MaxInt}, 128, false},
	} {
		if err := c.bands.Validate(c.slots); (err == nil) != c.ok {
			t.Errorf("%v.Validate(%d) = %v, want ok: %v", c.bands, c.slots, err, c.ok)
		}
	}
}

func TestKeys(t *testing.T) {
	b := Bands{Count: 3, Rows: 2}
	signature := []uint64{1, 2, 1, 2, 3, 4, 5}
	keys := b.Keys([]uint64{7}, signature)
	if len(keys) != 4 || keys[0] != 7 {
		t.Fatalf("Keys appends 3 keys to what is there, got %v", keys)
	}
	if keys[1] == keys[2] {
		t.Error("two bands with the same slots have the same key: they would meet each other's articles")
	}
	for i := range 6 { // the slot behind the last band counts for nothing
		changed := slices.Clone(signature)
		changed[i]++
		for band, key := range b.Keys(nil, changed) {
			if same := key == keys[1+band]; same != (band != i/2) {
				t.Errorf("slot %d changed: key of band %d the same: %v", i, band, same)
			}
		}
	}
	changed := append(slices.Clone(signature[:6]), 99)
	if got := b.Keys(nil, changed); !slices.Equal(got, keys[1:]) {
		t.Errorf("keys depend on a slot of no band: %v, %v", got, keys[1:])
	}
}

// TestKeysOfEmptySet: an article without shingles has a signature of no slots, and met no panic but no other article either.
func TestKeysOfEmptySet(t *testing.T) {
	for _, row := range [][]uint64{nil, {}} {
		if got := (Bands{Count: 32, Rows: 4}).Keys([]uint64{7}, row); !slices.Equal(got, []uint64{7}) {
			t.Errorf("Keys of %v: %v, want nothing appended", row, got)
		}
	}
}

func TestKeysAllocatesNothing(t *testing.T) {
	signature := make([]uint64, 128)
	b := Bands{Count: 32, Rows: 4}
	keys := b.Keys(nil, signature)
	if n := testing.AllocsPerRun(100, func() { keys = b.Keys(keys[:0], signature) }); n != 0 {
		t.Errorf("%v allocations a call", n)
	}
}
