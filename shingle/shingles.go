package shingle

import (
	"cmp"
	"math/bits"
	"slices"
)

// Shingles appends to dst the hash of every run of k consecutive tokens, in order: len(tokens)-k+1 of them, and one of
// the whole where there are fewer than k tokens but at least one. k must be at least 1.
//
// The hash of a run is the sum of its token hashes, each multiplied by a power of an odd constant (so that it can be rolled
// along the text), finished by murmur3's 64-bit finaliser.
func Shingles(dst []uint64, tokens []Token, k int) []uint64 {
	if k < 1 {
		panic("shingle: k must be at least 1")
	}
	if len(tokens) == 0 {
		return dst
	}
	k = min(k, len(tokens))
	dst = slices.Grow(dst, len(tokens)-k+1)
	const base = 0x9e3779b97f4a7c15
	top := uint64(1) // base to the k-1, the factor of the token that leaves
	for range k - 1 {
		top *= base
	}
	var sum uint64
	for i, t := range tokens {
		if i >= k {
			sum -= tokens[i-k].Hash * top
		}
		sum = sum*base + t.Hash
		if i >= k-1 {
			dst = append(dst, finish(sum))
		}
	}
	return dst
}

// Set sorts hashes in place and returns them without duplicates, in the same memory. It is fast for hashes that are well mixed.
func Set(hashes []uint64) []uint64 {
	sortByHash(hashes, func(h uint64) uint64 { return h }, cmp.Compare[uint64])
	return slices.Compact(hashes)
}

// Common returns how many values two sets made by [Set] share.
func Common(a, b []uint64) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}

// finish is murmur3's 64-bit finaliser (Appleby 2011).
func finish(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// join hashes an ordered pair of hashes into one.
func join(a, b uint64) uint64 { return finish(bits.RotateLeft64(a, 27)*0x9e3779b97f4a7c15 + b) }
