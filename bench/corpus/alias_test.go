package corpus

import (
	"math"
	"testing"
)

func TestAliasDrawsByWeight(t *testing.T) {
	for name, weights := range map[string][]float64{
		"one":     {3},
		"equal":   {1, 1, 1},
		"skewed":  {1000, 1, 10, 0, 100},
		"law":     mandelbrot(50, 2.7, 1.1),
		"a zero":  {0, 1},
		"tenths":  {0.1, 0.2, 0.7},
		"extreme": {1e-12, 1, 1e-12},
	} {
		const draws = 200_000
		a, r := newAlias(weights), newRandom(1)
		counts := make([]float64, len(weights))
		for range draws {
			counts[a.draw(r)]++
		}
		var sum float64
		for _, w := range weights {
			sum += w
		}
		for i, w := range weights {
			p := w / sum
			if got := counts[i] / draws; math.Abs(got-p) > 5*math.Sqrt(p*(1-p)/draws)+1e-9 {
				t.Errorf("%s: %d came with frequency %.5f, want %.5f", name, i, got, p)
			}
		}
	}
}

func TestLogNormalHasItsMedian(t *testing.T) {
	r := newRandom(2)
	below, within := 0, 0
	for range 100_000 {
		switch x := r.logNormal(100, 0.5); {
		case x < 100:
			below++
		case x < 100*math.Exp(0.5):
			within++
		}
	}
	if below < 49_000 || below > 51_000 || within < 33_000 || within > 35_300 {
		t.Errorf("%d of 100000 lie below the median, %d within a sigma above; want 50000 and 34134", below, within)
	}
}
