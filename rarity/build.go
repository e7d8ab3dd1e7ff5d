package rarity

import "slices"

// Builder counts the terms of articles. The zero value is ready. Not for several goroutines at once.
type Builder struct {
	articles int
	counts   map[uint32]uint32
}

// Add counts one article by its terms, each given once.
func (b *Builder) Add(terms []uint64) {
	if b.counts == nil {
		b.counts = map[uint32]uint32{}
	}
	b.articles++
	for _, t := range terms {
		b.counts[uint32(t>>32)]++
	}
}

// Table returns a table of the terms that stand in at least least articles (2 at the least: a term seen once says
// nothing about its rarity and would make the table many times larger).
func (b *Builder) Table(least int) *Table {
	least = max(least, 2)
	t := &Table{articles: b.articles}
	for k, n := range b.counts {
		if int(n) >= least {
			t.keys = append(t.keys, k)
		}
	}
	slices.Sort(t.keys)
	t.counts = make([]uint8, len(t.keys))
	for i, k := range t.keys {
		t.counts[i] = step(int(b.counts[k]))
	}
	return t
}
