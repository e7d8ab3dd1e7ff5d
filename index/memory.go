// Package index keeps articles in buckets by key, to be found again by the keys they share with another: the lasting counterpart
// of cluster.Buckets for articles that come one by one.
//
// [Memory] keeps all in memory.
package index

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
)

// Candidate is an article that shares keys with the one looked up.
type Candidate struct {
	Doc cluster.Doc
	// Shared is the number of keys both have.
	Shared int
}

// Memory is an index in memory. It takes 10 to 20 bytes for each key that one article has, and four more for each other article that
// has it. Keys are hashes, of which it looks at 40 bits: one key in ten thousand of a hundred million is taken for another. The zero
// value is empty and ready. Reading methods may be called at once; Add and Remove must be alone.
type Memory struct {
	tables [256]table
	// lists are the buckets of several articles, and free are those of them that are not used.
	lists [][]cluster.Doc
	free  []uint32
}

// Add puts an article into the bucket of each key. Each key is given once. Docs are less than 1<<31-1.
func (m *Memory) Add(doc cluster.Doc, keys []uint64) {
	for _, k := range keys {
		s := m.table(k).place(mark(k))
		switch {
		case s.ref == 0:
			s.ref = single(doc)
		case s.ref.isList():
			m.lists[s.ref.list()] = append(m.lists[s.ref.list()], doc)
		default:
			s.ref = m.newList(s.ref.doc(), doc)
		}
	}
}

// newList returns a list of two articles.
func (m *Memory) newList(first, second cluster.Doc) ref {
	if n := len(m.free); n > 0 {
		i := m.free[n-1]
		m.free = m.free[:n-1]
		m.lists[i] = append(m.lists[i][:0], first, second)
		return listRef(i)
	}
	m.lists = append(m.lists, []cluster.Doc{first, second})
	return listRef(uint32(len(m.lists) - 1))
}

// Remove takes an article out of the buckets it was added to with the same keys.
func (m *Memory) Remove(doc cluster.Doc, keys []uint64) {
	for _, k := range keys {
		t := m.table(k)
		i, found := t.find(mark(k))
		if !found {
			continue
		}
		switch s := &t.slots[i]; {
		case !s.ref.isList() && s.ref.doc() == doc:
			t.remove(i)
		case s.ref.isList():
			m.removeFrom(s, doc)
		}
	}
}

// removeFrom takes an article out of a list, which ends when one is left.
func (m *Memory) removeFrom(s *slot, doc cluster.Doc) {
	l := s.ref.list()
	bucket := m.lists[l]
	i := slices.Index(bucket, doc)
	if i < 0 {
		return
	}
	bucket = slices.Delete(bucket, i, i+1)
	m.lists[l] = bucket
	if len(bucket) == 1 {
		s.ref = single(bucket[0])
		m.free = append(m.free, l)
	}
}

// Count returns how many articles the bucket of a key has.
func (m *Memory) Count(key uint64) int {
	t := m.table(key)
	i, found := t.find(mark(key))
	switch {
	case !found:
		return 0
	case t.slots[i].ref.isList():
		return len(m.lists[t.slots[i].ref.list()])
	}
	return 1
}

// Find appends to dst the articles that share at least limits.MinShared keys, most shared first, then by number. Of a crowded bucket it
// takes the latest limits.Crowd articles, or none if limits.Skip is set.
func (m *Memory) Find(dst []Candidate, keys []uint64, limits cluster.Limits) []Candidate {
	var few [512]cluster.Doc
	met := few[:0]
	for _, k := range keys {
		t := m.table(k)
		i, found := t.find(mark(k))
		if !found {
			continue
		}
		r := t.slots[i].ref
		if !r.isList() {
			met = append(met, r.doc())
			continue
		}
		bucket := m.lists[r.list()]
		if limits.Crowd > 0 && len(bucket) > limits.Crowd {
			if limits.Skip {
				continue
			}
			bucket = bucket[len(bucket)-limits.Crowd:]
		}
		met = append(met, bucket...)
	}
	slices.Sort(met)
	start := len(dst)
	for from := 0; from < len(met); {
		to := from + 1
		for to < len(met) && met[to] == met[from] {
			to++
		}
		if to-from >= max(1, limits.MinShared) {
			dst = append(dst, Candidate{Doc: met[from], Shared: to - from})
		}
		from = to
	}
	slices.SortFunc(dst[start:], func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.Doc, b.Doc))
	})
	return dst
}
