package cluster

import (
	"iter"
	"math"
	"slices"
)

// Limits bound what buckets may cost.
type Limits struct {
	// MinShared is the least number of buckets a pair must share; 0 means 1.
	MinShared int
	// Crowd is the most articles that a bucket may hold and not be crowded, up to 255; 0 means 64.
	Crowd int
	// Skip leaves crowded buckets out. Otherwise each article of a crowded bucket of n meets the Crowd/2 articles that
	// follow it there, by number, so that the bucket costs n*Crowd/2 pairs instead of n*n/2.
	Skip bool
}

// withDefaults fills in what is left at zero, or below.
func (l Limits) withDefaults() Limits {
	l.MinShared = max(l.MinShared, 1)
	if l.Crowd <= 0 {
		l.Crowd = 64
	}
	l.Crowd = min(l.Crowd, math.MaxUint8)
	return l
}

// reach returns how many of those that follow it an article meets in a bucket of so many articles.
func (l Limits) reach(articles int) int {
	switch {
	case articles <= l.Crowd:
		return articles - 1
	case l.Skip:
		return 0
	}
	return l.Crowd / 2
}

// Tally counts how many buckets pairs of articles share. It takes nine bytes for each place of an article in a bucket.
type Tally struct {
	Limits Limits

	docs []Doc
	// follow is how many of those behind it an article meets.
	follow  []uint8
	highest Doc
}

// Add counts a bucket: different articles, ascending.
func (t *Tally) Add(bucket []Doc) {
	if len(bucket) < 2 {
		return
	}
	reach := t.Limits.withDefaults().reach(len(bucket))
	if reach == 0 {
		return
	}
	for i, d := range bucket {
		t.docs = append(t.docs, d)
		t.follow = append(t.follow, uint8(min(reach, len(bucket)-1-i)))
	}
	t.highest = max(t.highest, bucket[len(bucket)-1])
}

// Pairs yields the pairs that share enough buckets, each once, by A then B. Of one article at a time it counts how often it meets each
// other. Nothing may be added while it runs.
func (t *Tally) Pairs() iter.Seq[Pair] {
	least := t.Limits.withDefaults().MinShared
	return func(yield func(Pair) bool) {
		places, ends := t.places()
		shared := make([]int32, len(ends))
		var met []Doc
		start := uint32(0)
		for a, end := range ends {
			met = t.meet(met[:0], shared, places[start:end])
			start = end
			for _, other := range met {
				n := int(shared[other])
				shared[other] = 0
				if n >= least && !yield(Pair{A: Doc(a), B: other, Shared: n}) {
					return
				}
			}
		}
	}
}

// meet appends to met, ascending, whom an article meets in its places, and counts in shared how often.
func (t *Tally) meet(met []Doc, shared []int32, places []uint32) []Doc {
	for _, p := range places {
		for _, other := range t.docs[p+1 : p+1+uint32(t.follow[p])] {
			if shared[other] == 0 {
				met = append(met, other)
			}
			shared[other]++
		}
	}
	slices.Sort(met)
	return met
}

// places returns where in docs each article stands with others behind it, by article, and where those of each article end.
func (t *Tally) places() (places, ends []uint32) {
	if len(t.docs) == 0 {
		return nil, nil
	}
	ends = make([]uint32, int(t.highest)+1)
	total := uint32(0)
	for i, d := range t.docs {
		if t.follow[i] > 0 {
			ends[d]++
			total++
		}
	}
	sum := uint32(0)
	for d, n := range ends {
		ends[d] = sum
		sum += n
	}
	places = make([]uint32, total)
	for i, d := range t.docs {
		if t.follow[i] > 0 {
			places[ends[d]] = uint32(i)
			ends[d]++
		}
	}
	return places, ends
}
