package cluster

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
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

// Pairs returns the pairs that share enough buckets and that keep wants, each once, by A then B. It uses so many goroutines, all of which
// call keep. Of one article at a time it counts how often it meets each other. Nothing may be added while it runs.
func (t *Tally) Pairs(workers int, keep func(Pair) bool) []Pair {
	places, ends := t.places()
	parts := make([][]Pair, (len(ends)+partDocs-1)/partDocs)
	var next atomic.Int32
	var wg sync.WaitGroup
	for range max(1, workers) {
		wg.Go(func() {
			shared := make([]int32, len(ends))
			var met []Doc
			for i := int(next.Add(1)) - 1; i < len(parts); i = int(next.Add(1)) - 1 {
				first := i * partDocs
				last := min(first+partDocs, len(ends))
				parts[i], met = t.pairsOf(first, last, places, ends, shared, met, keep)
			}
		})
	}
	wg.Wait()
	return slices.Concat(parts...)
}

// partDocs is how many articles one goroutine looks at before it takes others.
const partDocs = 4096

// pairsOf returns the pairs of the articles from first up to last, as A. It uses shared, which it leaves all 0, and met, which it returns.
func (t *Tally) pairsOf(
	first, last int, places, ends []uint32, shared []int32, met []Doc, keep func(Pair) bool,
) (pairs []Pair, space []Doc) {
	least := t.Limits.withDefaults().MinShared
	start := uint32(0)
	if first > 0 {
		start = ends[first-1]
	}
	for a := first; a < last; a++ {
		met = t.meet(met[:0], shared, places[start:ends[a]])
		start = ends[a]
		for _, other := range met {
			p := Pair{A: Doc(a), B: other, Shared: int(shared[other])}
			shared[other] = 0
			if p.Shared >= least && keep(p) {
				pairs = append(pairs, p)
			}
		}
	}
	return pairs, met
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
