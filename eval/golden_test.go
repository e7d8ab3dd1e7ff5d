package eval_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/eval"
	"github.com/samestory/samestory/ingest"
)

var update = flag.Bool("update", false, "write testdata/eval/golden.txt anew")

// goldenCorpus reads the articles that were written for the project, with their labels.
func goldenCorpus(t *testing.T) eval.Corpus {
	t.Helper()
	dir := filepath.Join("..", "testdata", "golden")
	c := eval.Corpus{Name: "golden"}
	for a, err := range ingest.Paths(t.Context(), []string{filepath.Join(dir, "articles.jsonl")}, nil) {
		if err != nil {
			t.Fatal(err)
		}
		c.Articles = append(c.Articles, a)
	}
	f, err := os.Open(filepath.Join(dir, "truth.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c.Truth, err = eval.ReadTruth(f, f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func detect(ctx context.Context, t *testing.T, articles []article.Article, opts *samestory.Options) *samestory.Report {
	t.Helper()
	r, err := samestory.Detect(ctx, func(yield func(article.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestGolden pins the quality on testdata/golden: a change shows in the difference of the file, which go test -update writes.
func TestGolden(t *testing.T) {
	c := goldenCorpus(t)
	got := figures(eval.Score(detect(t.Context(), t, c.Articles, nil), c.IDs(), c.Truth))
	path := filepath.Join("..", "testdata", "eval", "golden.txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if unknown := c.Truth.Unknown(c.IDs()); !slices.Equal(unknown, nil) {
		t.Errorf("truth.tsv names %q, which articles.jsonl does not have", unknown)
	}
}
