package rarity

// Counts counts terms exactly. It takes 16 to 32 bytes a term. The zero value counts none. Reading methods may be called at
// once; Add must be alone.
type Counts struct {
	shards [shards]shard
}

// shards is in how many parts the counts lie, each growing by itself, so that no one Add has to move all of them.
const shards = 256

// shard is a hash table with open addressing and linear probing; at most three quarters of its slots are taken.
type shard struct {
	slots []slot // a power of two
	taken int
}

// slot holds a term and its count; without a count it is free, or was taken by a term that is gone.
type slot struct{ high, low, count, taken uint32 }

func (s *slot) is(term uint64) bool {
	return s.low == uint32(term) && s.high == uint32(term>>32) && s.taken != 0
}

// Count returns how often a term was counted.
func (c *Counts) Count(term uint64) int {
	s := &c.shards[term>>56]
	if s.slots == nil {
		return 0
	}
	return int(s.find(term).count)
}

// Add adds n, which may be below 0, to the count of a term; the count stays 0 or more.
func (c *Counts) Add(term uint64, n int) {
	s := &c.shards[term>>56]
	if 4*s.taken >= 3*len(s.slots) {
		s.grow()
	}
	at := s.find(term)
	if at.taken == 0 {
		*at = slot{high: uint32(term >> 32), low: uint32(term), taken: 1}
		s.taken++
	}
	at.count = uint32(max(0, int(at.count)+n))
}

// find returns the slot of a term, or the free one where it belongs.
func (s *shard) find(term uint64) *slot {
	mask := uint64(len(s.slots) - 1)
	for i := term * 0x9e3779b97f4a7c15 >> 20 & mask; ; i = (i + 1) & mask {
		if at := &s.slots[i]; at.taken == 0 || at.is(term) {
			return at
		}
	}
}

// grow makes room, and forgets the terms that are counted no more.
func (s *shard) grow() {
	old := s.slots
	live := 0
	for i := range old {
		if old[i].count > 0 {
			live++
		}
	}
	size := 16
	for 2*live >= size {
		size *= 2
	}
	s.slots, s.taken = make([]slot, size), live
	for _, o := range old {
		if o.count > 0 {
			*s.find(uint64(o.high)<<32 | uint64(o.low)) = o
		}
	}
}
