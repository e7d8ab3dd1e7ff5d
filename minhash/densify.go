package minhash

import "math/bits"

// Densify returns the row of a signature that locality-sensitive hashing cuts into bands: its slots, with each empty one filled
// by a copy of an occupied one. A slot of two such rows is equal with probability J, the resemblance of the sets, even where sets
// have fewer hashes than slots. The row is for bands only: Similarity has a lower error on the signature itself, where copies
// do not count twice.
//
// The row is built in dst if that has room; dst may be sig.Slots, which then is no longer a signature. The row of an empty
// set has length 0: it must not enter any bucket.
//
// The copies are placed by the fast form of optimal densification (Shrivastava 2017; Mai et al. 2020). In rounds j = 1, 2, ...
// each slot i that was occupied from the start, in rising order, offers its value to slot ⌊w·k / 2⁶⁴⌋ with
// w = a·i + b mod 2⁶⁴, which takes it if still empty; it ends when no slot is empty. The hash is 2-universal (multiply-add-shift,
// Dietzfelbinger 1996); a and b of round j are outputs 2j-1 and 2j of SplitMix64 seeded with 0.
func Densify(dst []uint64, sig Signature) []uint64 {
	k := len(sig.Slots)
	occupied := 0
	for _, v := range sig.Slots {
		if v != Empty {
			occupied++
		}
	}
	if occupied == 0 {
		return dst[:0]
	}
	dst = resize(dst, k)
	copy(dst, sig.Slots)
	switch {
	case occupied == k:
	case k <= 2*DefaultSlots:
		// A list on the stack is cleared first, so short signatures get a short one.
		fill(dst, make([]uint16, 0, 2*DefaultSlots), k-occupied)
	default:
		fill(dst, make([]uint16, 0, MaxSlots), k-occupied)
	}
	return dst
}

// fill fills the empty slots of row, of which there are so many, and uses donors for the list of occupied ones.
func fill(row []uint64, donors []uint16, empty int) {
	k := uint64(len(row))
	for i, v := range row {
		if v != Empty {
			donors = append(donors, uint16(i))
		}
	}
	state := uint64(0)
	for {
		state += golden
		a := mix(state)
		state += golden
		b := mix(state)
		for _, i := range donors {
			slot, _ := bits.Mul64(a*uint64(i)+b, k)
			if row[slot] != Empty {
				continue
			}
			row[slot] = row[i]
			if empty--; empty == 0 {
				return
			}
		}
	}
}

// mix is the finalizer of SplitMix64 (Steele, Lea, Flood 2014): a bijection each of whose output bits depends on all input bits.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
