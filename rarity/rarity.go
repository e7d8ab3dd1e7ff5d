// Package rarity tells how much a term says: seldom seen terms weigh more.
//
// A [Table] counts in how many articles of a background of news each term stands; one for English ships inside the package
// ([Default]) and others can be built from an archive ([Builder]). [Table.Weigh] blends the background with the batch at hand, so that
// a word that is rare in general but common in this batch weighs little. It knows hashes, never text.
//
// The table that ships is made of 21,257 articles: 19,032 by Reuters of 1987 (the collection Reuters-21578) and 2,225 by the BBC of 2004
// and 2005. It holds nothing but the upper halves of the terms' 64-bit hashes and in about how many articles each stands, none of the
// texts. It was made with `samestory background build`.
//
// Tables are immutable and may be used by many goroutines at once. A Builder may not.
package rarity

import "math"

const (
	// prior is how many articles of background a batch must outweigh: the share of a term in a small batch counts less.
	prior = 100
	// floor is the least share a term can have: nothing is rarer than one in a hundred thousand.
	floor = 1e-5
)

// Weigh returns the weight of a term that two articles being compared share: -ln of the share of articles that have it, the higher of the
// shares in the background and in the batch, from 0 for a term that stands everywhere to 11.5 for one in a hundred thousand or fewer.
// inBatch is the number of batch articles that have the term, of batch in all; the two being compared are among them and do not count.
// The weight is 0, the term says nothing, where no more than one article of the batch and none of the background has it.
// The empty table, which has no background, gives every term that two or more articles have the weight ln 2, unless more than half of the
// batch has it.
func (t *Table) Weigh(term uint64, inBatch, batch int) float32 {
	local := float64(max(0, inBatch-2)) / float64(batch+prior)
	at, known := t.find(term)
	switch {
	case !known && inBatch < 2:
		return 0
	case !known:
		return weight(max(t.share(0), local))
	case local > t.shares[t.counts[at]]:
		return weight(local)
	}
	return t.weights[t.counts[at]]
}

// share is the share of articles that have a term of that count.
func (t *Table) share(count int) float64 { return (float64(count) + 0.5) / float64(t.articles+1) }

// weight is what a term weighs that this share of articles has.
func weight(share float64) float32 { return float32(max(0, -math.Log(min(1, max(share, floor))))) }

// Unseen is the weight of a term that no article of background or batch is known to have.
func (t *Table) Unseen() float32 {
	return float32(-math.Log(max(0.5/float64(t.articles+1), floor)))
}
