package shingle

import (
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
	const few = 32
	if len(hashes) <= few {
		slices.Sort(hashes)
	} else {
		sortMixed(hashes)
	}
	return slices.Compact(hashes)
}

// sortMixed sorts hashes by dealing them out by their highest bits, a few to a place, and then sorting what shares a place.
func sortMixed(hashes []uint64) {
	var fewPlaces [1024]int32
	var fewHashes [1024]uint64
	width := min(bits.Len(uint(len(hashes))), 20)
	shift := 64 - width
	places, dealt := fewPlaces[:], fewHashes[:]
	if len(hashes) >= len(fewHashes) {
		places, dealt = make([]int32, 1<<width), make([]uint64, len(hashes))
	}
	places, dealt = places[:1<<width], dealt[:len(hashes)]
	for _, h := range hashes {
		places[h>>shift]++
	}
	end := int32(0)
	for i, n := range places {
		end += n
		places[i] = end
	}
	for _, h := range hashes {
		places[h>>shift]--
		dealt[places[h>>shift]] = h
	}
	copy(hashes, dealt)
	for i, start := range places {
		end := int32(len(hashes))
		if i+1 < len(places) {
			end = places[i+1]
		}
		switch n := end - start; {
		case n == 2 && hashes[start] > hashes[start+1]:
			hashes[start], hashes[start+1] = hashes[start+1], hashes[start]
		case n > 2:
			slices.Sort(hashes[start:end])
		}
	}
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
