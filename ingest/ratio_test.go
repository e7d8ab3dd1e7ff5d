package ingest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-json"
	"github.com/klauspost/compress/gzip"
	"github.com/parquet-go/parquet-go"
)

// ratioArticle is what a bare decoder makes of an article: the fields that it has, as strings.
type ratioArticle struct {
	ID        string `json:"id" parquet:"id"`
	Outlet    string `json:"outlet" parquet:"outlet,dict"`
	Title     string `json:"title" parquet:"title"`
	Published string `json:"published" parquet:"published"`
	Text      string `json:"text" parquet:"text"`
}

func ratioArticles(n int) []ratioArticle {
	all := make([]ratioArticle, n)
	for i := range all {
		all[i] = ratioArticle{
			ID: fmt.Sprint("id-", i), Outlet: "The Bay Post", Title: fmt.Sprint("Orchard wins prize ", i), Published: "2026-11-02T08:15:00Z",
			Text: strings.Repeat(fmt.Sprintf("A family orchard near Vessel, %d, won \"the prize\" for its pears and plums.\n", i*i), 65),
		}
	}
	return all
}

// ratio is a format, with the bytes of n articles and a program that only decompresses and decodes them.
type ratio struct {
	name, file string
	content    string
	bare       func(content string) (articles int)
}

// write writes the content to a file, as Parquet is read from files.
func (r *ratio) write(b *testing.B) (path string) {
	return write(b, filepath.Join(b.TempDir(), r.file), r.content)
}

func ratios(n int) []ratio {
	all := ratioArticles(n)
	var lines, table, columns bytes.Buffer
	encoder, rows := json.NewEncoder(&lines), csv.NewWriter(&table)
	rows.Write([]string{"id", "outlet", "title", "published", "text"})
	for _, a := range all {
		encoder.Encode(a)
		rows.Write([]string{a.ID, a.Outlet, a.Title, a.Published, a.Text})
	}
	rows.Flush()
	array, _ := json.Marshal(all)
	w := parquet.NewGenericWriter[ratioArticle](&columns, parquet.Compression(&parquet.Snappy))
	w.Write(all)
	w.Close()
	packed := gz(tarOf(entry{"a.jsonl", lines.String()}))
	return []ratio{
		{"jsonl", "in.jsonl", lines.String(), bareLines},
		{"json", "in.json", string(array), bareArray},
		{"csv", "in.csv", table.String(), bareCSV},
		{"parquet", "in.parquet", columns.String(), nil},
		{"tar.gz", "in.tar.gz", packed, func(content string) int {
			z, _ := gzip.NewReader(strings.NewReader(content))
			plain, _ := io.ReadAll(z)
			const header = 512
			return bareLines(string(plain[header : header+lines.Len()]))
		}},
	}
}

func bareLines(content string) (n int) {
	for line := range strings.Lines(content) {
		var a ratioArticle
		if json.UnmarshalOf([]byte(line), &a) == nil {
			n++
		}
	}
	return n
}

// bareArray decodes the array as a stream, as a reader of any size must.
func bareArray(content string) (n int) {
	d := json.NewDecoder(strings.NewReader(content))
	for d.Token(); d.More(); n++ {
		var a ratioArticle
		if d.Decode(&a) != nil {
			break
		}
	}
	return n
}

func bareCSV(content string) (n int) {
	r := csv.NewReader(strings.NewReader(content))
	r.ReuseRecord = true
	for r.Read(); ; n++ {
		if _, err := r.Read(); err != nil {
			return n
		}
	}
}

func bareParquet(path string) (n int) {
	disk, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer disk.Close()
	info, _ := disk.Stat()
	f, err := parquet.OpenFile(disk, info.Size())
	if err != nil {
		return 0
	}
	r := parquet.NewGenericReader[ratioArticle](f)
	rows := make([]ratioArticle, 64)
	for {
		m, err := r.Read(rows)
		if n += m; err != nil {
			return n
		}
	}
}

// BenchmarkRatio reads each format by turns with Paths and with the bare decoder, and reports how many times as long Paths takes:
// by the quickest turn of each, as nothing that else runs on the machine makes a turn quicker.
func BenchmarkRatio(b *testing.B) {
	const n = 2000
	plain := float64(len(ratios(n)[0].content)) // as lines
	for _, r := range ratios(n) {
		b.Run("format="+r.name, func(b *testing.B) {
			path := r.write(b)
			if r.bare == nil {
				r.bare = func(string) int { return bareParquet(path) }
			}
			ours, bare := time.Duration(1<<62), time.Duration(1<<62)
			for b.Loop() {
				start := time.Now()
				articles := 0
				for _, err := range Paths(b.Context(), []string{path}, nil) {
					if err != nil {
						b.Fatal(err)
					}
					articles++
				}
				ours = min(ours, time.Since(start))
				start = time.Now()
				if got := r.bare(r.content); got != articles || got != n {
					b.Fatalf("got %d articles and %d, want %d", articles, got, n)
				}
				bare = min(bare, time.Since(start))
			}
			b.ReportMetric(float64(ours)/float64(bare), "ratio")
			b.ReportMetric(plain/1e6/ours.Seconds(), "MB/s")
		})
	}
}
