package corpus

import (
	"math"
	"math/bits"
)

// alias draws from any distribution over 0 to n-1 in constant time (Walker 1977, built as by Vose 1991).
type alias []aliasSlot

// aliasSlot stands for its own index below the threshold, and for other above it.
type aliasSlot struct{ threshold, other uint32 }

// newAlias takes weights of which at least one is above 0 and none below.
func newAlias(weights []float64) alias {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	a := make(alias, len(weights))
	scaled := make([]float64, len(weights))
	var small, large []int
	for i, w := range weights {
		scaled[i] = w / sum * float64(len(weights))
		if scaled[i] < 1 {
			small = append(small, i)
		} else {
			large = append(large, i)
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a[s] = aliasSlot{threshold: uint32(scaled[s] * (1 << 32)), other: uint32(l)}
		scaled[l] -= 1 - scaled[s]
		if scaled[l] < 1 {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	for _, i := range append(small, large...) { // what is left is 1, but for rounding
		a[i] = aliasSlot{threshold: math.MaxUint32, other: uint32(i)}
	}
	return a
}

func (a alias) draw(r *random) int { return a.at(r.next()) }

// at returns the draw that belongs to a number of 64 random bits.
func (a alias) at(x uint64) int {
	i, fraction := bits.Mul64(x, uint64(len(a)))
	if s := a[i]; uint32(fraction>>32) >= s.threshold {
		return int(s.other)
	}
	return int(i)
}

// mandelbrot returns n weights 1/(rank+shift)^power, the law of word frequencies (Mandelbrot 1953).
func mandelbrot(n int, shift, power float64) []float64 {
	weights := make([]float64, n)
	for i := range weights {
		weights[i] = math.Pow(float64(i+1)+shift, -power)
	}
	return weights
}
