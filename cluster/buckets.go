package cluster

import (
	"iter"
	"slices"
	"sync"
)

// Pair is two articles that may be related, A < B, with the number of keys they share.
type Pair struct {
	A, B   Doc
	Shared int
}

// Bucket is a key with the articles that have it.
type Bucket struct {
	Key uint64
	// Docs are two or more different articles, ascending.
	Docs []Doc
}

// Buckets gathers the keys of articles; articles with a key in common meet in its bucket. The zero value is empty, ready, and keeps
// everything in memory. Several goroutines may Add at once; what looks at the buckets must be alone.
type Buckets struct {
	// Memory is how many bytes of entries are kept in memory; what is more goes to Scratch. 0 means no limit.
	Memory int64
	// Scratch is where entries go that are too many; nil keeps all in memory.
	Scratch Scratch

	mu     sync.Mutex
	open   []entry // the run being filled
	runs   []run
	inRuns int64 // bytes of the runs in memory
	err    error
}

// entry puts one article in one bucket. It takes 12 bytes.
type entry struct {
	high, low uint32
	doc       Doc
}

func newEntry(key uint64, doc Doc) entry { return entry{uint32(key >> 32), uint32(key), doc} }

func (e entry) key() uint64 { return uint64(e.high)<<32 | uint64(e.low) }

// Add puts an article in the bucket of each key. A key given twice for one article counts once. Articles and keys may come in
// any order, and more may be added after buckets were looked at.
func (b *Buckets) Add(doc Doc, keys []uint64) {
	b.mu.Lock()
	if len(b.open) > 0 && len(b.open)+len(keys) > runEntries {
		full := b.open
		b.open = make([]entry, 0, runEntries)
		b.mu.Unlock()
		b.close(full)
		b.mu.Lock()
	}
	defer b.mu.Unlock()
	for _, k := range keys {
		b.open = append(b.open, newEntry(k, doc))
	}
}

// close makes a run of entries.
func (b *Buckets) close(entries []entry) {
	r := newRun(entries)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.inRuns += r.bytes()
	if b.Scratch != nil && b.Memory > 0 && b.inRuns > b.Memory && b.err == nil {
		b.inRuns -= r.bytes()
		b.err = r.spill(b.Scratch)
	}
	b.runs = append(b.runs, r)
}

// All yields the buckets of two articles or more, in an order that means nothing but is always the same, using so many goroutines.
// A bucket is valid until the next one. Where Scratch failed it yields one error.
func (b *Buckets) All(workers int) iter.Seq2[Bucket, error] {
	return func(yield func(Bucket, error) bool) {
		if len(b.open) > 0 {
			b.close(b.open)
			b.open = nil
		}
		if b.err != nil {
			yield(Bucket{}, b.err)
			return
		}
		var docs []Doc
		for entries, err := range b.sorted(max(1, workers)) {
			if err != nil {
				yield(Bucket{}, err)
				return
			}
			var ok bool
			if docs, ok = eachBucket(docs, entries, yield); !ok {
				return
			}
		}
	}
}

// eachBucket yields the buckets of sorted entries, in the memory of docs, which it returns; false if yield wants no more.
func eachBucket(docs []Doc, entries []entry, yield func(Bucket, error) bool) ([]Doc, bool) {
	for start := 0; start < len(entries); {
		key := entries[start].key()
		docs = docs[:0]
		for ; start < len(entries) && entries[start].key() == key; start++ {
			docs = append(docs, entries[start].doc)
		}
		docs = slices.Compact(docs)
		if len(docs) > 1 && !yield(Bucket{key, docs}, nil) {
			return docs, false
		}
	}
	return docs, true
}

// Pairs returns the candidate pairs of all buckets, each once, by A then B. It is Tally for those who need no more.
func (b *Buckets) Pairs(limits Limits) ([]Pair, error) {
	t := Tally{Limits: limits}
	for bucket, err := range b.All(1) {
		if err != nil {
			return nil, err
		}
		t.Add(bucket.Docs)
	}
	return t.Pairs(1, func(Pair) bool { return true }), nil
}
