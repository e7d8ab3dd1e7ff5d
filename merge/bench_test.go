package merge

import (
	"io"
	"slices"
	"testing"
)

// BenchmarkWrite writes items that stand for two others each.
func BenchmarkWrite(b *testing.B) {
	items := slices.Repeat([]Item{full()}, 1000)
	for name, write := range writers() {
		b.Run("format="+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(io.Discard, nil, items); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*len(items))/b.Elapsed().Seconds(), "items/s")
		})
	}
}
