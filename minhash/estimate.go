package minhash

import (
	"math"
	"math/bits"
)

// Similarity estimates the Jaccard resemblance of two sets, 0 to 1, from their signatures: the equal slots among those that are
// occupied in at least one (Li, Owen, Zhang 2012). It is unbiased; its standard error is at most about StdErr, and lower for OPH.
// Equal sets give exactly 1. An empty set gives 0, also with another empty set. Signatures of different scheme or length
// are ErrMismatch.
func Similarity(a, b Signature) (float64, error) {
	if !a.matches(b) {
		return 0, ErrMismatch
	}
	equal, vacant := 0, 0
	for i, x := range a.Slots {
		y := b.Slots[i]
		if x == y {
			equal++
		}
		// Only Empty has all bits set, so only two empty slots do.
		if x&y == Empty {
			vacant++
		}
	}
	if vacant == len(a.Slots) {
		return 0, nil
	}
	return float64(equal-vacant) / float64(len(a.Slots)-vacant), nil
}

// StdErr returns the standard error sqrt(j(1-j)/slots) of a Similarity between sets of true resemblance j. For an estimated j it
// is an estimate itself, and too hopeful at 0 and 1.
func StdErr(j float64, slots int) float64 {
	return math.Sqrt(max(0, j*(1-j)) / float64(slots))
}

// Containment estimates the share of A's hashes that B has too, 0 to 1, and the standard error of that estimate, from their
// signatures and the numbers of different hashes in each. Cardinality can stand in for a number that is not known, at the cost
// of its own error, which is not in stderr. Signatures of different scheme or length are ErrMismatch.
func Containment(a, b Signature, sizeA, sizeB int) (c, stderr float64, err error) {
	j, err := Similarity(a, b)
	if err != nil {
		return 0, 0, err
	}
	c, stderr = JaccardToContainment(j, StdErr(j, len(a.Slots)), sizeA, sizeB)
	return c, stderr, nil
}

// JaccardToContainment turns a resemblance j of two sets, with its standard error, into the share of A's hashes that B has too:
// c = j(nA+nB) / ((1+j)nA), no less than 0 and no more than min(1, nB/nA). The standard error follows by the delta method, so it
// is multiplied by dc/dj = (nA+nB) / ((1+j)²nA): for an A much shorter than B it is large. Sizes count different hashes; an empty
// set gives 0.
func JaccardToContainment(j, jErr float64, sizeA, sizeB int) (c, stderr float64) {
	if sizeA <= 0 || sizeB <= 0 {
		return 0, 0
	}
	a, b := float64(sizeA), float64(sizeB)
	j = min(max(j, 0), 1)
	c = j * (a + b) / ((1 + j) * a)
	stderr = jErr * (a + b) / ((1 + j) * (1 + j) * a)
	return min(c, 1, b/a), stderr
}

// Cardinality estimates the number of different hashes in a set from its signature, with a relative standard error of about
// 1/sqrt(occupied slots). An empty set gives 0.
//
// The smallest of n random numbers is nearly exponential. For OPH the estimate is the maximum likelihood one of that distribution,
// where an empty slot says that its smallest number lies beyond its end; for MinWise it is that of E. Cohen, Size-estimation
// framework with applications to transitive closure and reachability, 1997.
func Cardinality(sig Signature) float64 {
	const unit = 1.0 / (1 << 64)
	k := uint64(len(sig.Slots))
	occupied, sum := 0, 0.0
	for _, v := range sig.Slots {
		switch {
		case v == Empty:
			sum++
			continue
		case sig.Scheme == MinWise:
			sum -= math.Log1p(-float64(v) * unit)
		default:
			_, offset := bits.Mul64(v, k)
			sum += float64(offset) * unit
		}
		occupied++
	}
	switch {
	case occupied == 0:
		return 0
	case sig.Scheme == MinWise:
		return float64(k-1) / sum
	}
	return float64(k) * float64(occupied) / sum
}
