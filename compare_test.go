package samestory_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/shingle"
)

// TestCompare: two articles alone get the kind that a batch gives them.
func TestCompare(t *testing.T) {
	byID := map[string]article.Article{}
	for _, a := range read(t, filepath.Join(golden, "articles.jsonl"), seeds) {
		byID[a.ID] = a
	}
	for _, c := range []struct {
		a, b string
		want samestory.Kind
	}{
		{"ship-wire", "ship-wire", compare.Identical},
		{"ship-wire", "ship-reprint-2", compare.Reprint},
		{"quake-tuesday", "quake-tuesday-reprint", compare.Reprint},
		{"bank-tuesday", "bank-tuesday-brief", compare.Excerpt},
		{"factory-analysis", "factory-paper", compare.Partial},
		{"ship-wire", "ship-retelling-1", compare.Rewrite},
		{"quake-monday", "quake-monday-retelling", compare.Rewrite},
		{"testdata/seeds/000_f0a7efa3bedb7fd9.txt", "testdata/seeds/001_d848d5b8eaeec8a5.txt", compare.Rewrite},
		{"ship-wire", "quake-monday", ""},
		{"bank-monday", "vaccine-original", ""},
	} {
		a, b := byID[c.a], byID[c.b]
		if a.Text == "" || b.Text == "" {
			t.Fatalf("no article %s or %s", c.a, c.b)
		}
		forth, err := samestory.Compare(a, b, nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := samestory.Compare(b, a, nil)
		if err != nil {
			t.Fatal(err)
		}
		if forth.Kind != c.want || back.Kind != c.want || forth.A != a.ID || forth.B != b.ID {
			t.Errorf("%s and %s: %s; the other way %s; want %q", c.a, c.b, describe(forth), describe(back), c.want)
		}
		if forth.ContainmentA != back.ContainmentB || forth.Similarity != back.Similarity || forth.Jaccard != back.Jaccard ||
			len(forth.Passages) != len(back.Passages) {
			t.Errorf("%s and %s: %+v; the other way %+v", c.a, c.b, forth, back)
		}
		for _, p := range forth.Passages {
			if !sliceable(a.Text, p.A) || !sliceable(b.Text, p.B) {
				t.Errorf("%s and %s: passage %v", c.a, c.b, p)
			}
		}
		if c.want == compare.Identical && (len(forth.Passages) != 1 || forth.Jaccard != 1 || forth.Similarity != 1) {
			t.Errorf("%s with itself: %+v", c.a, forth)
		}
		if c.want != compare.Rewrite {
			continue
		}
		without, err := samestory.Compare(a, b, &samestory.Options{Copies: true})
		if err != nil || without.Kind != "" {
			t.Errorf("%s and %s without retellings: %s, %v", c.a, c.b, describe(without), err)
		}
	}
}

// TestCompareShort: the problem names the article that is too short, be it the first or the second.
func TestCompareShort(t *testing.T) {
	long := numbered(1)[0]
	short := article.Article{ID: "short", Text: "Nothing to see here", Place: article.Place{Path: "short.txt"}}
	for _, pair := range [][2]article.Article{{long, short}, {short, long}} {
		_, err := samestory.Compare(pair[0], pair[1], nil)
		var p *article.Problem
		if !errors.As(err, &p) || p.ID != "short" || p.Place != short.Place || !errors.Is(err, samestory.ErrTooShort) {
			t.Errorf("%v; want %v of %s", err, samestory.ErrTooShort, short.ID)
		}
	}
}

// termOf returns the term that an English word makes.
func termOf(t *testing.T, word string) uint64 {
	t.Helper()
	var tok shingle.Tokenizer
	terms := tok.Terms(nil, word, tok.Append(nil, word), "en")
	if len(terms) != 1 {
		t.Fatalf("%s makes %d terms", word, len(terms))
	}
	return terms[0].Hash
}

// TestBuildBackground counts in how many articles words stand.
func TestBuildBackground(t *testing.T) {
	var in []input
	for range 40 {
		in = append(in, input{Article: article.Article{Text: "The harbour was closed after the storm, and the ferries stayed away."}})
	}
	for range 3 {
		in = append(in, input{Article: article.Article{Title: "Zanzibar waits", Text: "The harbour was open, harbour and all."}})
	}
	in = append(in, input{Article: article.Article{Text: "Once only: Timbuktu."}}, input{err: errors.New("broken")})
	var problems []error
	table, err := samestory.BuildBackground(t.Context(), inputs(in...), 2, func(err error) { problems = append(problems, err) })
	if err != nil {
		t.Fatal(err)
	}
	if table.Articles() != 44 || len(problems) != 1 || problems[0].Error() != "broken" {
		t.Errorf("%d articles and problems %v; want 44 and one", table.Articles(), problems)
	}
	// Counts are kept in steps of the square root of two.
	for word, want := range map[string][2]int{"harbour": {36, 52}, "Zanzibar": {2, 4}, "Timbuktu": {0, 0}} {
		if got := table.Count(termOf(t, word)); got < want[0] || got > want[1] {
			t.Errorf("%s stands in %d articles; want %v", word, got, want)
		}
	}
	if table, err = samestory.BuildBackground(t.Context(), inputs(in...), 2, nil); err != nil || table.Articles() != 44 {
		t.Errorf("without a callback: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = samestory.BuildBackground(ctx, func(yield func(article.Article, error) bool) {
		for a, err := range forever(numbered(3)) {
			cancel()
			if !yield(a, err) {
				return
			}
		}
	}, 2, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
