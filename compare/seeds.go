package compare

import (
	"math/bits"
	"slices"
)

// seedTable tells where each seed stands in a text: an open-addressing hash table, of the size that the text at hand needs, whatever
// came before.
type seedTable struct {
	seeds []uint64
	// slots hold the first place of a seed plus 1, or 0.
	slots []int32
	// next is, by place, the next one with the same seed, or -1.
	next []int32
}

// fill makes the table anew for seeds, which it keeps.
func (t *seedTable) fill(seeds []uint64) {
	size := 1 << bits.Len(uint(2*len(seeds)))
	t.seeds = seeds
	t.slots = slices.Grow(t.slots[:0], size)[:size]
	clear(t.slots)
	t.next = slices.Grow(t.next[:0], len(seeds))[:len(seeds)]
	for i := len(seeds) - 1; i >= 0; i-- {
		slot := t.slot(seeds[i])
		t.next[i] = *slot - 1
		*slot = int32(i) + 1
	}
}

// slot returns where the first place of a seed is noted, or would be.
func (t *seedTable) slot(seed uint64) *int32 {
	mask := uint64(len(t.slots) - 1)
	for i := seed & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; *s == 0 || t.seeds[*s-1] == seed {
			return s
		}
	}
}

// first returns the first place of a seed, or -1.
func (t *seedTable) first(seed uint64) int32 { return *t.slot(seed) - 1 }
