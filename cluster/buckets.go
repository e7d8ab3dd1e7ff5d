package cluster

import (
	"iter"
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

// Add puts an article in the bucket of each key. A key given twice for one article counts once. Articles and keys may come in
// any order, and more may be added after pairs were asked for.
func (b *Buckets) Add(doc Doc, keys []uint64) {
	for _, k := range keys {
		b.entries = append(b.entries, entry{k, doc})
	}
}

// Limits bound what buckets may cost.
type Limits struct {
	// MinShared is the least number of buckets a pair must share; 0 means 1.
	MinShared int
	// Crowd is the most articles that a bucket may hold and not be crowded; 0 means 64.
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
	return l
}

// reach returns how many of those that follow it an article meets in a bucket of so many articles.
func (l Limits) reach(articles int) int {
	switch {
	case articles <= l.Crowd:
		return articles
	case l.Skip:
		return 0
	}
	return l.Crowd / 2
}

// Pairs returns the candidate pairs, each once, by A then B; All yields the same without holding them.
func (b *Buckets) Pairs(limits Limits) []Pair { return slices.Collect(b.All(limits)) }

// All yields the candidate pairs, each once, by A then B. It sorts the entries in place, so nothing may be added while it runs. Beside
// the entries it takes memory for the highest number of an article and for each time an article meets others in a
// bucket (not for the pairs that come of it), and time for each pair in each bucket.
func (b *Buckets) All(limits Limits) iter.Seq[Pair] {
	limits = limits.withDefaults()
	return func(yield func(Pair) bool) {
		sortEntries(b.entries)
		b.entries = slices.Compact(b.entries)
		b.count(limits, yield)
	}
}

// turn is an article's place in one bucket: it meets entries[from:to], the articles that follow it there.
type turn struct{ from, to int }

// count yields the pairs article by article: of one article at a time it counts how often it meets each other.
func (b *Buckets) count(limits Limits, yield func(Pair) bool) {
	turns, ends := b.turns(limits)
	shared := make([]int32, len(ends))
	var met []Doc
	start := 0
	for a, end := range ends {
		for _, t := range turns[start:end] {
			for _, e := range b.entries[t.from:t.to] {
				if shared[e.doc] == 0 {
					met = append(met, e.doc)
				}
				shared[e.doc]++
			}
		}
		start = end
		slices.Sort(met)
		for _, other := range met {
			n := int(shared[other])
			shared[other] = 0
			if n >= limits.MinShared && !yield(Pair{A: Doc(a), B: other, Shared: n}) {
				return
			}
		}
		met = met[:0]
	}
}

// turns returns the turns of all articles, by article, and where those of each article end.
func (b *Buckets) turns(limits Limits) (turns []turn, ends []int) {
	if len(b.entries) == 0 {
		return nil, nil
	}
	highest := slices.MaxFunc(b.entries, func(x, y entry) int { return int(x.doc) - int(y.doc) }).doc
	ends = make([]int, int(highest)+1)
	total := 0
	b.eachTurn(limits, func(doc Doc, _ turn) {
		ends[doc]++
		total++
	})
	sum := 0
	for doc, n := range ends {
		ends[doc] = sum
		sum += n
	}
	turns = make([]turn, total)
	b.eachTurn(limits, func(doc Doc, t turn) {
		turns[ends[doc]] = t
		ends[doc]++
	})
	return turns, ends
}

// eachTurn calls visit for each place in a bucket that has others to meet.
func (b *Buckets) eachTurn(limits Limits, visit func(Doc, turn)) {
	for start := 0; start < len(b.entries); {
		end := start + 1
		for end < len(b.entries) && b.entries[end].key == b.entries[start].key {
			end++
		}
		reach := limits.reach(end - start)
		for i := start; i+1 < end && reach > 0; i++ {
			visit(b.entries[i].doc, turn{i + 1, min(end, i+1+reach)})
		}
		start = end
	}
}
