package rarity

import "testing"

// The bytes of an operation are the memory that the table takes.
func BenchmarkParse(b *testing.B) {
	b.SetBytes(int64(len(english)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(english); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWeigh(b *testing.B) {
	t := Default()
	for _, name := range []string{"known", "unknown"} {
		b.Run("term="+name, func(b *testing.B) {
			terms := make([]uint64, 1<<14)
			for i := range terms {
				terms[i] = uint64(i) * 0x9e3779b97f4a7c15 // nearly all unknown
				if name == "known" {
					terms[i] = term(t.keys[i*7919%len(t.keys)])
				}
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				t.Weigh(terms[i%len(terms)], 3, 1000)
			}
		})
	}
}

func BenchmarkBuilder(b *testing.B) {
	t := Default()
	terms := make([]uint64, 300)
	for i := range terms {
		terms[i] = term(t.keys[i*911])
	}
	var builder Builder
	b.ReportAllocs()
	for b.Loop() {
		builder.Add(terms)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
