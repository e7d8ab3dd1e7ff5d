package ingest

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"

	"github.com/samestory/samestory/article"
)

// repeat streams the same bytes n times.
type repeat struct {
	content string
	n       int
	at      int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.content[r.at:])
	if r.at += n; r.at == len(r.content) {
		r.at = 0
		r.n--
	}
	return n, nil
}

// sampleLine is a line of the usual size, 5 kB.
var sampleLine = `{"id":"x","outlet":"The Bay Post","title":"Orchard wins prize","published":"2026-11-02T08:15:00Z","text":"` +
	strings.Repeat("A family orchard near Vessel won \\\"the prize\\\".\\n", 100) + "\"}\n"

// sampleRow is the same article as a row of CSV.
var sampleRow = "x,The Bay Post,Orchard wins prize,2026-11-02T08:15:00Z,\"" +
	strings.Repeat("A family orchard near Vessel won \"\"the prize\"\".\n", 100) + "\"\n"

// streams are endless inputs of one article each, after a beginning.
var streams = []struct{ name, begin, each string }{
	{"in.jsonl", "", sampleLine},
	{"in.json", "[", sampleLine + ","},
	{"in.csv", "id,outlet,title,published,text\n", sampleRow},
	{"in.tsv", "id\ttext\n", "x\t" + strings.Repeat("A family orchard near Vessel won \"the prize\". ", 100) + "\n"},
}

// watchHeap ranges over n articles, and fails if what is held grows.
func watchHeap(t *testing.T, name string, r io.Reader, n int) {
	t.Helper()
	const bound = 32 << 20
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // garbage shall not be taken for what is held
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	articles := 0
	for _, err := range Reader(r, name, nil) {
		if err != nil {
			if errors.Is(err, io.ErrUnexpectedEOF) && name == "in.json" {
				continue // nobody closes the array
			}
			t.Fatal(name, err)
		}
		if articles++; articles%1000 == 0 {
			runtime.ReadMemStats(&now)
			if now.HeapAlloc > before.HeapAlloc+bound {
				t.Fatalf("%s: after %d articles the heap grew from %d to %d bytes", name, articles, before.HeapAlloc, now.HeapAlloc)
			}
		}
	}
	if articles != n {
		t.Errorf("%s: got %d articles, want %d", name, articles, n)
	}
}

// TestConstantMemory streams 200 MB of every format that is read from the beginning to the end, and watches the heap.
func TestConstantMemory(t *testing.T) {
	total := 200 << 20
	if testing.Short() {
		total = 20 << 20
	}
	for _, s := range streams {
		n := total / len(s.each)
		watchHeap(t, s.name, io.MultiReader(strings.NewReader(s.begin), &repeat{content: s.each, n: n}), n)
	}
}

// TestConstantMemoryOfArchives does the same with many members, and with the row groups of Parquet.
func TestConstantMemoryOfArchives(t *testing.T) {
	total := 50 << 20
	if testing.Short() {
		total = 10 << 20
	}
	n := total / len(sampleLine)
	r, w := io.Pipe()
	go func() {
		archive := tar.NewWriter(w)
		for i := range n {
			archive.WriteHeader(&tar.Header{Name: fmt.Sprint(i, ".jsonl"), Size: int64(len(sampleLine)), Mode: 0o644})
			io.WriteString(archive, sampleLine)
		}
		archive.Close()
		w.Close()
	}()
	watchHeap(t, "in.tar", r, n)

	path := filepath.Join(t.TempDir(), "in.parquet")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	pq := parquet.NewGenericWriter[parquetRow](f, parquet.MaxRowsPerRowGroup(1000))
	for range n {
		pq.Write([]parquetRow{{ID: "x", Body: sampleLine}})
	}
	if err := pq.Close(); err != nil {
		t.Fatal(err)
	}
	f.Seek(0, io.SeekStart)
	watchHeap(t, "in.parquet", f, n)
}

// TestBomb reads what unpacks to far more than the limit: it is one problem, and memory stays near the limit.
func TestBomb(t *testing.T) {
	const limit, bound = 1 << 20, 16 << 20
	const unpacked = 128 << 20
	bomb := func(w io.WriteCloser, b *bytes.Buffer) *bytes.Buffer {
		if _, err := io.Copy(w, &repeat{content: strings.Repeat("x", 1<<20), n: unpacked >> 20}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, "\n{\"id\":\"after\"}\n"); err != nil {
			t.Fatal(err)
		}
		w.Close()
		return b
	}
	var g, z bytes.Buffer
	gw, _ := gzip.NewWriterLevel(&g, gzip.BestSpeed)
	zw, _ := zstd.NewWriter(&z, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	for ending, packed := range map[string]*bytes.Buffer{".gz": bomb(gw, &g), ".zst": bomb(zw, &z)} {
		for name, wantArticles := range map[string]int{"in.jsonl": 1, "in.txt": 0} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			all, problems := collect(t, Reader(bytes.NewReader(packed.Bytes()), name+ending, &Options{MaxArticle: limit}))
			runtime.ReadMemStats(&after)
			if p := one(t, problems); !errors.Is(p, ErrTooLong) || len(all) != wantArticles {
				t.Errorf("%s%s: got %v and %d articles, want ErrTooLong and %d", name, ending, p, len(all), wantArticles)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > bound {
				t.Errorf("%s%s: %d bytes allocated for a limit of %d", name, ending, used, limit)
			}
		}
	}
}

// TestTextOverLimit is not read at all when its size is known.
func TestTextOverLimit(t *testing.T) {
	path := write(t, t.TempDir()+"/long.txt", strings.Repeat("x", 4<<20))
	largest := int64(0)
	opts := &Options{MaxArticle: 1 << 20, OnBytes: func(n int64) { largest = max(largest, n) }}
	_, problems := collect(t, Paths(t.Context(), []string{path}, opts))
	if p := one(t, problems); !errors.Is(p, ErrTooLong) || largest < 3<<20 {
		t.Errorf("got %v, largest step %d; want ErrTooLong and the unread rest as one step", p, largest)
	}
}

// TestArticleKeepsNoLine keeps articles of lines that are mostly other fields: those fields must not stay in memory.
func TestArticleKeepsNoLine(t *testing.T) {
	line := `{"id":"x","title":"T","text":"short","html":"` + strings.Repeat("h", 1<<20) + "\"}\n"
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var kept []article.Article
	for a := range Reader(&repeat{content: line, n: 50}, "in.jsonl", nil) {
		kept = append(kept, a)
	}
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc+20<<20 {
		t.Errorf("%d articles of a few bytes keep %d bytes", len(kept), after.HeapAlloc-before.HeapAlloc)
	}
	runtime.KeepAlive(kept)
}

// TestNamesKeepNothing has every name of every field hold much once: what was decoded last is not kept for the next line.
func TestNamesKeepNothing(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		large := strings.Repeat("x", 1<<20)
		for _, names := range fieldNames {
			for _, name := range names {
				fmt.Fprintf(w, "{%q:[%q]}\n", strings.ToUpper(name), large)
			}
		}
		io.WriteString(w, "{}\n")
		w.Close()
	}()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for a := range Reader(r, "in.jsonl", nil) {
		if a.Text+a.Title+a.Byline == "" {
			runtime.GC()
			runtime.GC()
			runtime.ReadMemStats(&after)
		}
	}
	if after.HeapAlloc > before.HeapAlloc+10<<20 {
		t.Errorf("%d bytes are kept of lines that have been read", after.HeapAlloc-before.HeapAlloc)
	}
}

// TestTitleKeepsNoText does the same for the titles of plain text.
func TestTitleKeepsNoText(t *testing.T) {
	text := "Title\n" + strings.Repeat("x", 1<<20)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var kept []string
	for range 50 {
		for a := range Reader(strings.NewReader(text), "in.txt", nil) {
			kept = append(kept, a.Title)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if after.HeapAlloc > before.HeapAlloc+20<<20 {
		t.Errorf("%d titles keep %d bytes", len(kept), after.HeapAlloc-before.HeapAlloc)
	}
	runtime.KeepAlive(kept)
	runtime.KeepAlive(text)
}

// TestAllocations: cutting lines allocates nothing, an article its strings.
func TestAllocations(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector allocates on its own")
	}
	const lines = 1000
	perLine := func(read func(r io.Reader) int) float64 {
		all := testing.AllocsPerRun(3, func() {
			if n := read(&repeat{content: sampleLine, n: lines}); n != lines {
				panic(fmt.Sprint("read ", n, " lines"))
			}
		})
		return all / lines
	}
	cut := perLine(func(r io.Reader) (n int) {
		l := lineReader{r: bufio.NewReaderSize(r, bufferSize), limit: DefaultMaxArticle}
		for _, err := l.next(); err == nil; _, err = l.next() {
			n++
		}
		return n
	})
	if cut > 0.1 {
		t.Errorf("cutting a line allocates %.2f times, want none", cut)
	}
	parsed := perLine(func(r io.Reader) (n int) {
		for range Reader(r, "in.jsonl", nil) {
			n++
		}
		return n
	})
	if parsed > 10 {
		t.Errorf("an article allocates %.2f times, want at most 10", parsed)
	}
	t.Logf("allocations: cut %.2f, article %.2f", cut, parsed)
}
