package ingest

import (
	"strings"
	"testing"
)

func benchmark(b *testing.B, name, content string) {
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	articles := 0
	for b.Loop() {
		for _, err := range Reader(strings.NewReader(content), name, nil) {
			if err != nil {
				b.Fatal(err)
			}
			articles++
		}
	}
	b.ReportMetric(float64(articles)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkReader reads 5 kB articles; the speed is that of the bytes before compression.
func BenchmarkReader(b *testing.B) {
	lines := strings.Repeat(sampleLine, 1000)
	b.Run("format=jsonl/pack=none", func(b *testing.B) { benchmark(b, "in.jsonl", lines) })
	b.Run("format=text/pack=none", func(b *testing.B) { benchmark(b, "in.txt", sampleLine) })
	for _, pack := range []struct{ name, content string }{{"gzip", gz(lines)}, {"zstd", zst(lines)}} {
		b.Run("format=jsonl/pack="+pack.name, func(b *testing.B) {
			benchmark(b, "in.jsonl", pack.content)
			b.SetBytes(int64(len(lines)))
		})
	}
}
