package ingest

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/warc"
)

// archivedPage writes a response.
func archivedPage(url, status, contentType, body string) string {
	block := "HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\n\r\n" + body
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-11-02T08:15:30Z\r\n"+
		"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", url, len(block), block)
}

func archivedFerry(url string) string { return archivedPage(url, "200 OK", "text/html", htmlPage) }

// TestWARC reads an archive with all that archives have, however it is packed.
func TestWARC(t *testing.T) {
	request := "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
	parts := []string{
		request, archivedFerry("http://a.example/1"), archivedPage("http://a.example/old", "301 Moved", "text/html", htmlPage),
		archivedPage("http://a.example/logo", "200 OK", "image/png", "\x89PNG"), "junk\n", archivedFerry("<http://a.example/a b>"),
		archivedPage("http://a.example/app", "200 OK", "text/html", "<script>x</script>"), archivedFerry(""),
		archivedPage("http://a.example/long", "200 OK", "text/html", htmlPage+strings.Repeat("x", 5000)),
		archivedPage("http://a.example/1252", "200 OK", "text/html; charset=windows-1252", "<p>"+strings.Repeat("Caf\xe9 closes. ", 30)),
	}
	whole := strings.Join(parts, "")
	var members string
	for _, part := range parts {
		members += gz(part)
	}
	for name, content := range map[string]string{
		"a.warc": whole, "a.warc.gz": members, "b.warc.gz": gz(whole), "a.warc.zst": zst(whole), "-": whole, "no ending": members,
	} {
		passed := map[error]int{}
		opts := &Options{MaxArticle: 4000, OnPassed: func(path string, n int, reason error) {
			if path != name {
				t.Errorf("%s: OnPassed for %q", name, path)
			}
			passed[reason] += n
		}}
		all, problems := read(t, name, content, opts)
		want := []string{"http://a.example/1", "http://a.example/a b", name + ":8", "http://a.example/1252"}
		if diff := cmp.Diff(want, ids(all)); diff != "" {
			t.Fatalf("%s: ids (-want +got):\n%s", name, diff)
		}
		a, place := all[1], article.Place{Path: name, Line: 6}
		if a.URL != "http://a.example/a%20b" || a.Canonical != "https://bay.example/1" || a.Place != place || !a.Published.IsZero() ||
			a.Title != "Ferry aground" {
			t.Errorf("%s: got %+v", name, a)
		}
		if !strings.HasPrefix(all[3].Text, "Café closes. ") || all[2].URL != "https://bay.example/1" {
			t.Errorf("%s: got %q at %q", name, all[3].Text, all[2].URL)
		}
		causes := []error{ErrFormat, ErrNoText, ErrTooLong}
		for i, p := range problems {
			if len(problems) != len(causes) || !errors.Is(p, causes[i]) {
				t.Fatalf("%s: got problems %v, want %v", name, problems, causes)
			}
		}
		if !strings.HasPrefix(problems[0].Error(), name+":5: record at byte ") || problems[1].ID != "http://a.example/app" {
			t.Errorf("%s: got problems %v", name, problems)
		}
		if want := map[error]int{warc.ErrKind: 1, warc.ErrStatus: 1, warc.ErrType: 1}; !maps.Equal(want, passed) {
			t.Errorf("%s: passed over %v, want %v", name, passed, want)
		}
	}
}

// TestWARCWithoutPages says so; an empty one is no more of a problem than any empty file.
func TestWARCWithoutPages(t *testing.T) {
	_, problems := read(t, "a.warc", archivedPage("http://a.example/logo", "200 OK", "image/png", "x"), nil)
	const counts = "of 1 records, 0 are no responses, 0 have another status than 200, 1 are not HTML"
	if p := one(t, problems); !errors.Is(p, ErrNoPage) || !strings.Contains(p.Error(), counts) {
		t.Errorf("got %v, want ErrNoPage", p)
	}
	if all, problems := read(t, "a.warc", "", nil); len(all)+len(problems) > 0 {
		t.Errorf("empty: got %v, %v", all, problems)
	}
	_, problems = read(t, "a.warc", "not an archive", nil)
	if p := one(t, problems); !errors.Is(p, ErrFormat) {
		t.Errorf("got %v, want ErrFormat", p)
	}
}

// TestWARCCut: what comes whole before the cut is read, then there is one problem.
func TestWARCCut(t *testing.T) {
	whole := archivedFerry("http://a.example/1") + archivedFerry("http://a.example/2")
	for n := len(whole)/2 + 1; n < len(whole)-4; n++ {
		all, problems := read(t, "a.warc", whole[:n], nil)
		if p := one(t, problems); !errors.Is(p, io.ErrUnexpectedEOF) && !errors.Is(p, ErrFormat) || len(all) != 1 {
			t.Fatalf("cut at %d of %d: got %d articles and %v", n, len(whole), len(all), p)
		}
	}
}

// TestWARCSamples reads the archives of testdata, some of them broken.
func TestWARCSamples(t *testing.T) {
	const dir = "../testdata/ingest/warc/"
	var got []string
	for a, err := range Paths(context.Background(), []string{dir}, nil) {
		what := fmt.Sprintf("%s %q", a.ID, a.Title)
		place := a.Place
		if p, ok := errors.AsType[*article.Problem](err); ok {
			what, place = "problem", p.Place
			if !errors.Is(p, ErrFormat) && !errors.Is(p, io.ErrUnexpectedEOF) {
				t.Errorf("got %v", p)
			}
		}
		got = append(got, strings.TrimPrefix(place.String(), dir)+" "+what)
	}
	want := []string{
		"bad.arc:1 problem",
		"bad.arc:2 problem",
		"bad.arc:3 problem",
		"bad.arc:4 problem",
		`example-iana.org-chunked.warc:2 http://www.iana.org/ "Internet Assigned Numbers Authority"`,
		"example-space-in-url.arc:2 problem",
		"example-trunc.warc:3 problem",
		"example-trunc.warc:4 problem",
		`example-wrong-chunks.warc.gz:1 http://example.com/ "Example Domain"`,
		`example.arc.gz:2 http://example.com/ "Example Domain"`,
		`example.warc.gz:3 http://example.com/ "Example Domain"`,
		`harbour.warc.gz:3 https://bay.example/ferry "Night ferry runs aground off Tarnholm"`,
		"harbour.warc.gz:5 problem",
		`harbour.warc.gz:6 https://bay.example/library "Library on Mill Street to close"`,
		`harbour.warc.gz:8 https://bay.example/fähre "Fähre läuft auf Grund"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWARCDictionary reads two archives whose records are compressed with a dictionary each, and one without, in one pass.
func TestWARCDictionary(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for id := range uint32(2) {
		var contents [][]byte
		for i := range 50 {
			contents = append(contents, []byte(archivedFerry(fmt.Sprintf("http://a.example/%d", uint32(i+7)*2654435761*(id+1)))))
		}
		dictionary, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 40_000 + id, Contents: contents, History: contents[0], Offsets: [3]int{
			1,
			4, 8,
		}})
		if err != nil {
			t.Fatal(err)
		}
		w, err := zstd.NewWriter(nil, zstd.WithEncoderDict(dictionary), zstd.WithEncoderConcurrency(1))
		if err != nil {
			t.Fatal(err)
		}
		packed := binary.LittleEndian.AppendUint32([]byte("\x5d\x2a\x4d\x18"), uint32(len(dictionary)))
		packed = append(packed, dictionary...)
		for i := range 2 {
			packed = w.EncodeAll([]byte(archivedFerry(fmt.Sprintf("http://a.example/%d/%d", id, i))), packed)
		}
		names = append(names, write(t, filepath.Join(dir, fmt.Sprint(id, ".warc.zst")), string(packed)))
	}
	names = append(names, write(t, filepath.Join(dir, "plain.warc.zst"), zst(archivedFerry("http://a.example/plain"))))
	all, problems := collect(t, Paths(context.Background(), names, nil))
	want := []string{
		"http://a.example/0/0", "http://a.example/0/1", "http://a.example/1/0", "http://a.example/1/1",
		"http://a.example/plain",
	}
	if diff := cmp.Diff(want, ids(all)); diff != "" || len(problems) > 0 {
		t.Errorf("got problems %v, ids (-want +got):\n%s", problems, diff)
	}
	packed, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	// A dictionary of another number is not the one that the records need.
	packed[12]++
	_, problems = read(t, "a.warc.zst", string(packed), nil)
	if p := one(t, problems); !errors.Is(p, zstd.ErrUnknownDictionary) {
		t.Errorf("got %v, want %v", p, zstd.ErrUnknownDictionary)
	}
}

// TestWARCMemory streams an archive and watches the heap.
func TestWARCMemory(t *testing.T) {
	pictures := 200
	if testing.Short() {
		pictures = 20
	}
	picture := archivedPage("http://a.example/logo", "200 OK", "image/png", strings.Repeat("x", 1<<20))
	archive := io.MultiReader(&repeat{content: picture, n: pictures}, strings.NewReader(archivedFerry("http://a.example/1")))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	all, problems := collect(t, Reader(archive, "a.warc", nil))
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 8<<20 || len(all) != 1 || len(problems) > 0 {
		t.Errorf("got %d articles, problems %v, %d bytes allocated", len(all), problems, allocated)
	}
}
