package rarity

import "slices"

// Builder counts the terms of articles. The zero value is ready. Not for several goroutines at once.
type Builder struct {
	articles uint32
	terms    map[uint32]counted
}

// counted is what is known of a term: how many articles have it, and the last of them, counted from 1.
type counted struct{ articles, last uint32 }

// Add counts one article by its terms. A term that is given twice counts once. Articles past 2³⁰ are not counted.
func (b *Builder) Add(terms []uint64) {
	if b.articles == maxArticles {
		return
	}
	if b.terms == nil {
		b.terms = map[uint32]counted{}
	}
	b.articles++
	for _, t := range terms {
		if c := b.terms[key(t)]; c.last != b.articles {
			b.terms[key(t)] = counted{articles: c.articles + 1, last: b.articles}
		}
	}
}

// Table returns a table of the terms that stand in at least least articles (2 at the least: a term seen once says
// nothing about its rarity and would make the table many times larger).
func (b *Builder) Table(least int) *Table {
	least = max(least, minCount)
	t := &Table{articles: int(b.articles)}
	for k, c := range b.terms {
		if int(c.articles) >= least {
			t.keys = append(t.keys, k)
		}
	}
	slices.Sort(t.keys)
	t.counts = make([]uint8, len(t.keys))
	for i, k := range t.keys {
		t.counts[i] = step(int(b.terms[k].articles))
	}
	t.index()
	return t
}
