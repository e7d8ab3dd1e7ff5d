package minhash

import "math"

// Sample appends to dst the hashes of a set that lie below 2⁶⁴/rate: about one in rate, and the same ones of whatever is shared with
// another set, so that a short set inside a long one keeps its share of common hashes however long the other is (FracMinHash,
// Irber et al. 2022). A rate of 1 or less keeps all.
func Sample(dst, set []uint64, rate int) []uint64 {
	if rate <= 1 {
		return append(dst, set...)
	}
	bound := uint64(math.MaxUint64) / uint64(rate)
	for _, h := range set {
		if h <= bound {
			dst = append(dst, h)
		}
	}
	return dst
}
