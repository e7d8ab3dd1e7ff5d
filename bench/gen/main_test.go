package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/samestory/samestory/bench/corpus"
	"github.com/samestory/samestory/bench/jsonl"
	"github.com/samestory/samestory/bench/score"
)

// TestWrite reads what is written as the programs and the scores do.
func TestWrite(t *testing.T) {
	folder := t.TempDir()
	articles, truth := filepath.Join(folder, "a.jsonl"), filepath.Join(folder, "t.jsonl")
	o := corpus.Options{Articles: 200, Seed: 3}
	if err := write(o, articles, truth); err != nil {
		t.Fatal(err)
	}
	made, err := corpus.All(o)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]corpus.Article{}
	for a := range made {
		want[a.ID] = a
	}
	found := score.Clusters{}
	err = jsonl.Each(articles, 1, func(_ int, records []jsonl.Record) error {
		for _, a := range records {
			w := want[a.ID]
			published, err := time.Parse(time.RFC3339, a.Published)
			if err != nil || a.Text != w.Text || a.Title != w.Title || a.Outlet != w.Outlet || a.URL != w.URL || !published.Equal(w.Published) {
				t.Errorf("read %+v, want %+v", a, w.Article)
			}
			found[a.ID] = w.Truth.Cluster
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 200 {
		t.Errorf("read %d articles, want 200", len(found))
	}
	f, err := os.Open(truth)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	read, err := score.ReadTruth(f)
	if err != nil {
		t.Fatal(err)
	}
	figures, err := read.Clusters(found)
	if err != nil || figures.Recall() != 1 || figures.Pairs.Whole == 0 || figures.Pairs.Value() != 1 || figures.Precise.Value() != 1 {
		t.Errorf("clusters as the truth has them score %+v, %v", figures, err)
	}
}

func TestWriteRefuses(t *testing.T) {
	if err := write(corpus.Options{Articles: -1}, "", ""); err == nil {
		t.Error("a negative number was taken")
	}
	if err := write(corpus.Options{Articles: 1}, filepath.Join(t.TempDir(), "none", "a"), ""); err == nil {
		t.Error("a folder that is not there was taken")
	}
}
