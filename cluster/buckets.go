package cluster

import (
	"cmp"
	"slices"
)

// Pair is two articles that may be related, A < B, with the number of keys they share.
type Pair struct {
	A, B   Doc
	Shared int
}

// Buckets gathers the keys of articles; articles with a key in common meet in its bucket. The zero value is empty and ready.
// Not for use by several goroutines at once.
type Buckets struct {
	entries []entry
}

// entry puts one article in one bucket.
type entry struct {
	key uint64
	doc Doc
}

// Add puts an article in the bucket of each key. A key given twice for one article counts once.
func (b *Buckets) Add(doc Doc, keys []uint64) {
	for _, k := range keys {
		b.entries = append(b.entries, entry{k, doc})
	}
}

// Limits bound what buckets may cost.
type Limits struct {
	// MinShared is the least number of buckets a pair must share; 0 means 1.
	MinShared int
	// Crowd is the number of articles from which on a bucket is crowded; 0 means 64.
	Crowd int
	// Skip leaves crowded buckets out. Otherwise each article of a crowded bucket of n meets the Crowd/2 articles that
	// follow it there, so that the bucket costs n*Crowd/2 pairs instead of n*n/2.
	Skip bool
}

// Pairs returns the candidate pairs, each once, by A then B. It sorts the entries in place.
func (b *Buckets) Pairs(limits Limits) []Pair {
	limits.MinShared = max(limits.MinShared, 1)
	if limits.Crowd == 0 {
		limits.Crowd = 64
	}
	slices.SortFunc(b.entries, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.doc, y.doc))
	})
	b.entries = slices.Compact(b.entries)
	var meetings []uint64
	for start := 0; start < len(b.entries); {
		end := start + 1
		for end < len(b.entries) && b.entries[end].key == b.entries[start].key {
			end++
		}
		meetings = appendMeetings(meetings, b.entries[start:end], limits)
		start = end
	}
	return countMeetings(meetings, limits.MinShared)
}

// appendMeetings appends the pairs of one bucket, packed as A<<32|B.
func appendMeetings(dst []uint64, bucket []entry, limits Limits) []uint64 {
	reach := len(bucket)
	if reach > limits.Crowd {
		if limits.Skip {
			return dst
		}
		reach = limits.Crowd / 2
	}
	for i, x := range bucket {
		for _, y := range bucket[i+1 : min(len(bucket), i+1+reach)] {
			dst = append(dst, uint64(x.doc)<<32|uint64(y.doc))
		}
	}
	return dst
}

// countMeetings sorts packed pairs and returns those that occur often enough.
func countMeetings(meetings []uint64, least int) []Pair {
	slices.Sort(meetings)
	var pairs []Pair
	for start := 0; start < len(meetings); {
		end := start + 1
		for end < len(meetings) && meetings[end] == meetings[start] {
			end++
		}
		if end-start >= least {
			m := meetings[start]
			pairs = append(pairs, Pair{A: Doc(m >> 32), B: Doc(m & 0xffffffff), Shared: end - start})
		}
		start = end
	}
	return pairs
}
