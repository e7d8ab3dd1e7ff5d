package compare

import (
	"math/bits"
	"slices"
)

// set is a set of hashes: an open-addressing hash table, of the size that the hashes need.
type set struct {
	// values are the different hashes, in the order they came.
	values []uint64
	// slots hold each value once, and 0 where there is none.
	slots []uint64
}

// fill makes the set anew of well mixed hashes, which it keeps.
func (s *set) fill(hashes []uint64) {
	size := 1 << bits.Len(uint(2*len(hashes)))
	s.slots = slices.Grow(s.slots[:0], size)[:size]
	clear(s.slots)
	s.values = hashes[:0]
	for _, h := range hashes {
		h = max(h, 1) // so that no hash looks like an empty slot
		if slot := s.slot(h); *slot == 0 {
			*slot = h
			s.values = append(s.values, h)
		}
	}
}

// slot returns where a hash is, or would be.
func (s *set) slot(hash uint64) *uint64 {
	mask := uint64(len(s.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		if v := &s.slots[i]; *v == hash || *v == 0 {
			return v
		}
	}
}

// common returns how many values two sets share.
func common(a, b *set) int {
	if len(a.values) > len(b.values) {
		a, b = b, a
	}
	n := 0
	for _, v := range a.values {
		if *b.slot(v) != 0 {
			n++
		}
	}
	return n
}
