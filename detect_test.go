package samestory_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/ingest"
	"github.com/samestory/samestory/report"
)

const seeds = "testdata/seeds"

// read returns the articles of files and folders, which must be free of problems.
func read(t testing.TB, paths ...string) []article.Article {
	t.Helper()
	var out []article.Article
	for a, err := range ingest.Paths(t.Context(), paths, nil) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

// all yields articles, without errors.
func all(articles []article.Article) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// asJSON is a report as the bytes of its JSON.
func asJSON(t *testing.T, r *samestory.Report, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// firstDifference shows where two texts part.
func firstDifference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-200):min(len(s), i+200)] }
	return fmt.Sprintf("got ...%s...\nwant ...%s...", around(got), around(want))
}

// TestSameReport: the report of some articles is the same to the byte however they come: in any order, with any number of workers,
// and through a Detector by any way.
func TestSameReport(t *testing.T) {
	articles := read(t, filepath.Join(golden, "articles.jsonl"), seeds, languageFixtures)
	extra := slices.Clone(articles[:20])
	for i := range extra {
		extra[i].ID, extra[i].Text = fmt.Sprintf("extra %d", i), extra[i].Text+" One more thing was added to this copy."
	}
	// A twin has the id of another; all fields are told apart, though both come from nowhere.
	twins := slices.Clone(articles[:10])
	for i := range twins {
		articles[i].Place, twins[i].Place = article.Place{}, article.Place{}
		switch i % 4 {
		case 0:
			twins[i].Title += " (updated)"
		case 1:
			twins[i].URL += "?page=2"
		case 2:
			twins[i].Byline = "By Another Hand"
		case 3:
			twins[i].Text = "?"
		}
	}
	ctx := t.Context()
	detectAs := func(workers int, articles []article.Article) string {
		r, err := samestory.Detect(ctx, all(articles), &samestory.Options{Workers: workers})
		return asJSON(t, r, err)
	}
	want, wantTwins := detectAs(1, articles), detectAs(1, slices.Concat(articles, twins))
	if n := strings.Count(want, `"kind"`); n < 100 {
		t.Fatalf("%d links; too few to tell anything", n)
	}
	open := func() *samestory.Detector {
		d, err := samestory.New(&samestory.Options{Workers: 3})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	reported := func(d *samestory.Detector) string {
		r, err := d.Report(ctx)
		return asJSON(t, r, err)
	}
	add := func(d *samestory.Detector, articles ...article.Article) {
		for _, a := range articles {
			if _, err := d.Add(ctx, a); err != nil {
				t.Fatal(err)
			}
		}
	}
	shuffled := func(articles []article.Article) []article.Article {
		out := slices.Clone(articles)
		rand.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		return out
	}
	for _, way := range []struct {
		name string
		run  func() string
		want string
	}{
		{"2 workers", func() string { return detectAs(2, articles) }, want},
		{"8 workers", func() string { return detectAs(8, articles) }, want},
		{"shuffled", func() string { return detectAs(2, shuffled(articles)) }, want},
		{"shuffled again", func() string { return detectAs(1, shuffled(articles)) }, want},
		{"twins shuffled", func() string { return detectAs(2, shuffled(slices.Concat(articles, twins))) }, wantTwins},
		{"twins shuffled again", func() string { return detectAs(2, shuffled(slices.Concat(twins, articles))) }, wantTwins},
		{"Add", func() string {
			d := open()
			add(d, shuffled(articles)...)
			return reported(d)
		}, want},
		{"AddAll", func() string {
			d := open()
			for _, err := range d.AddAll(ctx, all(shuffled(articles))) {
				if err != nil {
					t.Fatal(err)
				}
			}
			return reported(d)
		}, want},
		{"Add and Remove", func() string {
			d := open()
			for i, a := range shuffled(articles) {
				if i < len(extra) {
					add(d, extra[i])
				}
				add(d, a)
			}
			for _, a := range extra {
				if err := d.Remove(ctx, a.ID); err != nil {
					t.Fatal(err)
				}
			}
			return reported(d)
		}, want},
	} {
		t.Run(way.name, func(t *testing.T) {
			if got := way.run(); got != way.want {
				t.Error(firstDifference(got, way.want))
			}
		})
	}
}

// TestSeeds: the five seeds tell one story in five ways.
func TestSeeds(t *testing.T) {
	r := detect(t, nil, seeds)
	if len(r.Articles) != 5 || len(r.Stories) != 1 || len(r.Stories[0].Articles) != 5 || len(r.Stories[0].Clusters) != 5 {
		t.Fatalf("%d articles, stories %+v; want one story of five clusters of one", len(r.Articles), r.Stories)
	}
	if len(r.Links) != 10 {
		t.Errorf("%d links; want 10", len(r.Links))
	}
	for _, l := range r.Links {
		if l.Kind != compare.Rewrite || l.SameStory != l.Similarity || l.Similarity < 0.5 {
			t.Errorf("%s and %s: %s; want a rewrite", l.A, l.B, describe(l))
		}
		e := l.Evidence
		if len(e.Names) == 0 || len(e.Phrases) == 0 {
			t.Errorf("%s and %s: evidence %+v; want names and phrases", l.A, l.B, e)
		}
		for _, list := range [][]string{e.Names, e.Numbers} {
			for _, s := range list {
				if !holds(r.Texts(l.A), s) {
					t.Errorf("%s does not hold %q, its evidence with %s", l.A, s, l.B)
				}
			}
		}
	}
	checkPassages(t, r)
	if !slices.ContainsFunc(r.Links, func(l samestory.Link) bool { return len(l.Evidence.Numbers) > 0 }) {
		t.Error("no link lists a number")
	}
}

// holds reports whether a text has some words, whatever the space between them.
func holds(text, some string) bool {
	return strings.Contains(strings.Join(strings.Fields(text), " "), some)
}

// TestPassages: those of every link slice to text.
func TestPassages(t *testing.T) {
	r := detect(t, nil, filepath.Join(golden, "articles.jsonl"), languageFixtures)
	checkPassages(t, r)
	for _, l := range r.Links {
		if l.Kind != compare.Rewrite && len(l.Passages) == 0 {
			t.Errorf("%s and %s: %s, without passages", l.A, l.B, describe(l))
		}
	}
}

// checkPassages checks that the passages of every link are ranges of the texts at the borders of characters, in the order of A,
// apart from each other, and share words.
func checkPassages(t *testing.T, r *samestory.Report) {
	t.Helper()
	for _, l := range r.Links {
		textA, textB := r.Texts(l.A), r.Texts(l.B)
		end := 0
		for _, p := range l.Passages {
			if !sliceable(textA, p.A) || !sliceable(textB, p.B) {
				t.Errorf("%s and %s: passage %v does not slice texts of %d and %d bytes", l.A, l.B, p, len(textA), len(textB))
				continue
			}
			if p.A[0] < end {
				t.Errorf("%s and %s: passage %v begins before the last one ended", l.A, l.B, p)
			}
			end = p.A[1]
			a, b := textA[p.A[0]:p.A[1]], textB[p.B[0]:p.B[1]]
			if p.Words < compare.MinPassage || l.Kind == compare.Identical && !strings.EqualFold(a[:3], b[:3]) {
				t.Errorf("%s and %s: passage of %d words: %q and %q", l.A, l.B, p.Words, a, b)
			}
		}
		if l.A >= l.B {
			t.Errorf("%s comes before %s", l.A, l.B)
		}
	}
}

func sliceable(text string, r [2]int) bool {
	return 0 <= r[0] && r[0] < r[1] && r[1] <= len(text) && utf8.ValidString(text[r[0]:r[1]])
}

// TestTexts: a report gives the texts back, and nothing for what it does not hold.
func TestTexts(t *testing.T) {
	articles := read(t, seeds)
	r, err := samestory.Detect(context.Background(), all(articles), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		if got := r.Texts(a.ID); got != a.Text {
			t.Errorf("%s: %d bytes; want %d", a.ID, len(got), len(a.Text))
		}
	}
	if got := r.Texts("nobody"); got != "" {
		t.Errorf("nobody wrote %q", got)
	}
}

// TestStats: a run tells what it did.
func TestStats(t *testing.T) {
	var s samestory.Stats
	articles := read(t, seeds)
	r, err := samestory.Detect(t.Context(), all(articles), &samestory.Options{Stats: &s})
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for _, a := range articles {
		size += len(a.Text)
	}
	if s.Articles != 5 || s.Bytes != int64(size) || s.Retellings < 10 || s.Links != int64(len(r.Links)) || s.Stories != 1 {
		t.Errorf("%+v for 5 articles of %d bytes with %d links in one story", s, size, len(r.Links))
	}
	if len(s.Stages) != 7 || s.Stages[0].Stage != samestory.StageReading || s.Stages[6].Stage != samestory.StageStories {
		t.Errorf("stages %v", s.Stages)
	}
}
