package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"github.com/samestory/samestory/article"
)

// parquetRow is a row of the files that tests write.
type parquetRow struct {
	ID        string    `parquet:"id"`
	Body      string    `parquet:"body"`
	Date      time.Time `parquet:"date,timestamp(millisecond)"`
	Authors   []string  `parquet:"authors,list"`
	Views     int64     `parquet:"views"`
	Publisher *string   `parquet:"publisher,optional"`
}

func parquetOf(t testing.TB, n int) string {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[parquetRow](&b)
	for i := range n {
		if _, err := w.Write([]parquetRow{{
			ID: fmt.Sprint("p", i), Body: fmt.Sprint("Body ", i), Date: time.UnixMilli(1793620800123), Authors: []string{"A", "B"}, Views: int64(i),
		}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestParquet(t *testing.T) {
	content := parquetOf(t, 2)
	want := []article.Article{
		{
			ID: "p0", Text: "Body 0", Published: time.Date(2026, 11, 2, 12, 0, 0, 123e6, time.UTC), Byline: "A, B",
			Place: article.Place{Path: "in.parquet", Line: 1},
			Item: &article.Item{Record: []byte(`{"id":"p0","body":"Body 0","date":"2026-11-02T12:00:00.123Z","authors":["A","B"],` +
				`"views":0,"publisher":null}`)},
		},
	}
	all, problems := read(t, "in.parquet", content, &Options{KeepItems: true})
	if diff := cmp.Diff(want, all[:1]); diff != "" || len(all) != 2 || len(problems) > 0 {
		t.Errorf("problems %v, articles (-want +got):\n%s", problems, diff)
	}
	for name, content := range map[string]string{
		"-": content, "in": content, "in.parquet.gz": gz(content), "in.zip": zipOf(entry{"p.parquet", content}),
	} {
		if diff := cmp.Diff([]string{"p0", "p1"}, got(t, name, content, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if diff := cmp.Diff([]string{"!in.parquet"}, got(t, "in.parquet", content, &Options{Map: map[string]string{"text": "text"}})); diff != "" {
		t.Errorf("a column that is not there (-want +got):\n%s", diff)
	}
	mapped, _ := read(t, "in.parquet", content, &Options{Map: map[string]string{"text": "authors", "title": "body"}})
	if len(mapped) != 2 || mapped[0].Text != "A\n\nB" || mapped[0].Title != "Body 0" {
		t.Errorf("mapped: got %+v", mapped)
	}
}

// TestParquetProblems: what is not Parquet, or not whole, is one problem.
func TestParquetProblems(t *testing.T) {
	content := parquetOf(t, 2)
	for name, tt := range map[string]struct {
		content string
		want    error
	}{
		"empty": {"", ErrFormat}, "text": {"text", ErrFormat}, "the beginning": {"PAR1", io.ErrUnexpectedEOF},
		"cut":     {content[:len(content)-1], io.ErrUnexpectedEOF},
		"damaged": {content[:len(content)-20] + "xxxxxxxxxxxx" + content[len(content)-8:], ErrFormat},
	} {
		all, problems := read(t, "in.parquet", tt.content, nil)
		if p := one(t, problems); len(all) > 0 || !errors.Is(p, tt.want) || p.Place != (article.Place{Path: "in.parquet"}) {
			t.Errorf("%s: got %v, %v, want %v", name, ids(all), p, tt.want)
		}
	}
}

// TestParquetBomb repeats one long text of its dictionary.
func TestParquetBomb(t *testing.T) {
	type row struct {
		Text string `parquet:"text,dict"`
	}
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b, parquet.Compression(&parquet.Zstd))
	text := strings.Repeat("x", 64<<10)
	const rows = 20_000
	for range rows {
		w.Write([]row{{text}})
	}
	w.Close()
	articles := 0
	for _, err := range Reader(&b, "in.parquet", nil) {
		if err == nil {
			articles++
		} else if !errors.Is(err, ErrExpands) {
			t.Error(err)
		}
	}
	if articles < freeExpansion/len(text) || articles > rows/2 {
		t.Errorf("got %d articles, want no more than half of %d", articles, rows)
	}
}

// TestCopyOnDisk: the copy of a stream that must be read at any place goes away, also where there is no room for it.
func TestCopyOnDisk(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	before := openFiles(t)
	for range Reader(strings.NewReader(parquetOf(t, 5)), "in.parquet", nil) {
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for range Paths(ctx, []string{"-"}, &Options{Stdin: strings.NewReader(parquetOf(t, 5)), Format: Parquet}) {
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 || openFiles(t) != before {
		t.Errorf("left behind: %v, %v", left, err)
	}
	t.Setenv("TMPDIR", filepath.Join(temp, "missing"))
	_, problems := read(t, "in.parquet", parquetOf(t, 1), nil)
	if p := one(t, problems); !errors.Is(p, os.ErrNotExist) {
		t.Errorf("no folder for temporary files: got %v", p)
	}
}
