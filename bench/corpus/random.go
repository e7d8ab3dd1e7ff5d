package corpus

import (
	"math"
	"math/bits"
)

// random is SplitMix64 (Steele, Lea, Flood 2014). It is here because a stream of it can be started anywhere for the price of an
// addition, which is what lets an article be made again from two numbers, and because its numbers never change.
type random struct{ state uint64 }

// newRandom returns the stream that belongs to the parts: other parts, or the same in another order, give an unrelated one.
func newRandom(parts ...uint64) *random {
	r := &random{}
	for _, p := range parts {
		r.state = mix(r.state ^ p)
	}
	return r
}

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	return mix(r.state)
}

// below returns a number from 0 to n-1.
func (r *random) below(n int) int {
	high, _ := bits.Mul64(r.next(), uint64(n))
	return int(high)
}

// between returns a number from low to high, both included.
func (r *random) between(low, high int) int { return low + r.below(high-low+1) }

// unit returns a number from 0 up to, but not including, 1.
func (r *random) unit() float64 { return float64(r.next()>>11) / (1 << 53) }

func (r *random) chance(p float64) bool { return r.unit() < p }

// times returns one of the two whole numbers around mean, such that their mean is mean.
func (r *random) times(mean float64) int {
	whole := math.Floor(mean)
	if r.chance(mean - whole) {
		whole++
	}
	return int(whole)
}

// logNormal returns a number whose logarithm has the normal distribution around that of the median.
func (r *random) logNormal(median, sigma float64) float64 {
	// Box and Muller; 1-unit is never 0.
	normal := math.Sqrt(-2*math.Log(1-r.unit())) * math.Cos(2*math.Pi*r.unit())
	return median * math.Exp(sigma*normal)
}

// mix is the finaliser of SplitMix64, a bijection.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
