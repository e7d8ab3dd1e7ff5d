package cluster

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// fillSparse puts articles with so many keys each into buckets: most keys are an article's own, the others are shared
// with a few of the articles around it, as in a collection of news.
func fillSparse(b *Buckets, articles, keys int) {
	r := rand.New(rand.NewPCG(1, 2))
	row := make([]uint64, 0, keys)
	for doc := range articles {
		row = row[:0]
		for i := range keys {
			if r.IntN(10) > 0 {
				row = append(row, r.Uint64())
			} else {
				row = append(row, mix(uint64(doc/4)<<16|uint64(i)))
			}
		}
		b.Add(Doc(doc), row)
	}
}

func BenchmarkPairs(b *testing.B) {
	for _, articles := range []int{2000, 20000} {
		b.Run(fmt.Sprintf("articles=%d/keys=60", articles), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				var buckets Buckets
				fillSparse(&buckets, articles, 60)
				b.StartTimer()
				if len(pairs(&buckets, Limits{})) == 0 {
					b.Fatal("no pairs")
				}
			}
			b.SetBytes(int64(articles * 60 * 12))
			b.ReportMetric(float64(b.N)*float64(articles)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// BenchmarkPairsCrowded is a text that every article carries.
func BenchmarkPairsCrowded(b *testing.B) {
	for _, articles := range []int{20000} {
		b.Run(fmt.Sprintf("articles=%d/keys=10", articles), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				var buckets Buckets
				for doc := range articles {
					buckets.Add(Doc(doc), []uint64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
				}
				b.StartTimer()
				if len(pairs(&buckets, Limits{})) == 0 {
					b.Fatal("no pairs")
				}
			}
		})
	}
}

func BenchmarkGroup(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var sparse, star []Edge
	for range 100000 {
		a := Doc(r.IntN(40000))
		sparse = append(sparse, Edge{a, a/8*8 + Doc(r.IntN(8)), 0.2 + 0.8*r.Float64()})
		star = append(star, Edge{Doc(r.IntN(2)), Doc(2 + len(star)), 0.5 + 0.5*r.Float64()})
	}
	var clique []Edge
	for x := range Doc(450) {
		for y := range x {
			clique = append(clique, Edge{x, y, 0.7 + 0.3*r.Float64()})
		}
	}
	broom := slices.Clone(clique[:44850]) // a group of 300 that grows while one member has many neighbours
	for len(broom) < 100000 {
		broom = append(broom, Edge{0, Doc(1000 + len(broom)), 0.5})
	}
	for _, c := range []struct {
		name  string
		edges []Edge
	}{{"sparse", sparse}, {"star", star}, {"clique", clique}, {"broom", broom}} {
		b.Run(fmt.Sprintf("graph=%s/edges=%d", c.name, len(c.edges)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Group(c.edges, 0.3, 1)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(c.edges)), "ns/edge")
		})
	}
}

func BenchmarkKeys(b *testing.B) {
	signature := make([]uint64, 128)
	for i := range signature {
		signature[i] = mix(uint64(i))
	}
	bands := Bands{Count: 32, Rows: 4}
	var keys []uint64
	b.ReportAllocs()
	for b.Loop() {
		keys = bands.Keys(keys[:0], signature)
	}
}
