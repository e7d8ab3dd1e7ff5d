// Package index keeps articles in buckets by key, to be found again by the keys they share with another: the lasting counterpart
// of cluster.Buckets for articles that come one by one.
//
// [Memory] keeps all in memory. Other indexes (embedded on disk, shared by a fleet) have the same methods.
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

// Memory is an index in memory. The zero value is empty and ready. Reading methods may be called at once; Add and Remove
// must be alone.
type Memory struct {
	buckets map[uint64][]cluster.Doc
}

// Add puts an article into the bucket of each key. Each key is given once.
func (m *Memory) Add(doc cluster.Doc, keys []uint64) {
	if m.buckets == nil {
		m.buckets = map[uint64][]cluster.Doc{}
	}
	for _, k := range keys {
		m.buckets[k] = append(m.buckets[k], doc)
	}
}

// Remove takes an article out of the buckets it was added to with the same keys.
func (m *Memory) Remove(doc cluster.Doc, keys []uint64) {
	for _, k := range keys {
		bucket := m.buckets[k]
		i := slices.Index(bucket, doc)
		switch {
		case i < 0:
		case len(bucket) == 1:
			delete(m.buckets, k)
		default:
			m.buckets[k] = slices.Delete(bucket, i, i+1)
		}
	}
}

// Find returns the articles that share at least limits.MinShared keys, most shared first, then by number. Of a crowded bucket it
// takes the latest limits.Crowd articles, or none if limits.Skip is set.
func (m *Memory) Find(keys []uint64, limits cluster.Limits) []Candidate {
	var met []cluster.Doc
	for _, k := range keys {
		bucket := m.buckets[k]
		if limits.Crowd > 0 && len(bucket) > limits.Crowd {
			if limits.Skip {
				continue
			}
			bucket = bucket[len(bucket)-limits.Crowd:]
		}
		met = append(met, bucket...)
	}
	slices.Sort(met)
	var out []Candidate
	for start := 0; start < len(met); {
		end := start + 1
		for end < len(met) && met[end] == met[start] {
			end++
		}
		if end-start >= max(1, limits.MinShared) {
			out = append(out, Candidate{Doc: met[start], Shared: end - start})
		}
		start = end
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.Doc, b.Doc))
	})
	return out
}
