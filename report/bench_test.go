package report_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/report"
)

// counter counts the bytes written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func BenchmarkJSON(b *testing.B) {
	var r samestory.Report
	for i := range 5000 {
		id := fmt.Sprintf("https://coast.example/news/%05d", i)
		r.Articles = append(r.Articles, samestory.Entry{ID: id, Outlet: "coast.example", Title: "Freighter aground", URL: id, Words: 400})
		r.Links = append(r.Links, samestory.Link{
			A: id, B: id + "/amp", Kind: compare.Reprint, Jaccard: 0.83, ContainmentA: 0.9, ContainmentB: 0.91, Similarity: 0.97, SameStory: 1,
			Passages: []compare.Passage{{A: [2]int{0, 2000}, B: [2]int{40, 2040}, Words: 380}},
		})
	}
	var size counter
	if err := report.JSON(&size, &r); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if err := report.JSON(io.Discard, &r); err != nil {
			b.Fatal(err)
		}
	}
}
