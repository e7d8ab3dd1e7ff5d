package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest"
)

func ExampleReader() {
	lines := `{"id": "cn-101", "outlet": "Coastline News", "published": "2026-11-02T08:15:00+01:00", "text": "The ferry ..."}
{"id": "bp-7", "outlet": "The Bay Post", "published": "2026-11-02", "text": "A family orchard ..."}`

	for a, err := range ingest.Reader(strings.NewReader(lines), "news.jsonl", nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(a.Place, a.ID, a.Outlet, a.Published)
	}
	// Output:
	// news.jsonl:1 cn-101 Coastline News 2026-11-02 07:15:00 +0000 UTC
	// news.jsonl:2 bp-7 The Bay Post 2026-11-02 00:00:00 +0000 UTC
}

// Problems come between the articles, and say where they were met.
func ExampleReader_problems() {
	lines := `{"id": "a", "published": "02/11/2026"}
{"id": "b", "text": "breaks o
{"id": "c"}`

	for a, err := range ingest.Reader(strings.NewReader(lines), "news.jsonl", nil) {
		if p, ok := errors.AsType[*article.Problem](err); ok {
			fmt.Println("line", p.Place.Line, errors.Is(p, ingest.ErrTime), errors.Is(p, ingest.ErrFormat))
			continue
		}
		fmt.Println("article", a.ID)
	}
	// Output:
	// article a
	// line 1 true false
	// line 2 false true
	// article c
}

func ExamplePaths() {
	paths := []string{"../testdata/ingest/paper"}
	var read int64
	opts := &ingest.Options{OnBytes: func(n int64) { read += n }}
	for a, err := range ingest.Paths(context.Background(), paths, opts) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(a.Place, a.Title)
	}
	fmt.Println(read == ingest.Size(paths, opts))
	// Output:
	// ../testdata/ingest/paper/2026/bridge.jsonl.zst:1 Mayor thanks bridge crew
	// ../testdata/ingest/paper/bridge.ndjson.gz:1 Lorries cross the Tarn
	// ../testdata/ingest/paper/pears.txt Orchard wins prize for old pears
	// true
}

// Tables and JSON objects are read by the usual names of their fields; Map gives others.
func ExampleOptions_map() {
	rows := `key;headline;words;paper
1;Ferry out of service;The car ferry to Lindholm is out of service.;The Bay Post`

	opts := &ingest.Options{Map: map[string]string{"text": "words", "outlet": "paper"}}
	for a, err := range ingest.Reader(strings.NewReader(rows), "news.csv", opts) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(a.ID, a.Outlet, a.Title, a.Text)
	}
	// Output:
	// news.csv:2 The Bay Post Ferry out of service The car ferry to Lindholm is out of service.
}
