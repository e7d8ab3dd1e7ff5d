package samestory_test

import (
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
)

// TestDefaults: nil and the zero value mean the defaults that the fields document, and the report tells them.
func TestDefaults(t *testing.T) {
	want := samestory.Params{Shingle: 5, Scheme: "oph", Slots: 128, Resemblance: 0.3, Misses: 0.01, Sample: 4}
	for name, opts := range map[string]*samestory.Options{"nil": nil, "zero": {}, "explicit": {Params: want, Window: 7 * 24 * time.Hour}} {
		r, err := samestory.Detect(t.Context(), all(read(t, seeds)), opts)
		if err != nil {
			t.Fatal(err)
		}
		got := r.Params
		if got.Bands < 1 || got.Rows < 1 || got.Bands*got.Rows > got.Slots {
			t.Errorf("%s: %d bands of %d rows", name, got.Bands, got.Rows)
		}
		if miss := 1 - bandsFind(got, got.Resemblance); miss > got.Misses {
			t.Errorf("%s: bands miss %.3f; want at most %v", name, miss, got.Misses)
		}
		got.Bands, got.Rows = 0, 0
		if got != want || len(r.Links) != 10 {
			t.Errorf("%s: params %+v and %d links; want %+v and 10", name, got, len(r.Links), want)
		}
	}
}

// bandsFind is how likely bands find a pair of resemblance j.
func bandsFind(p samestory.Params, j float64) float64 {
	return 1 - math.Pow(1-math.Pow(j, float64(p.Rows)), float64(p.Bands))
}

func TestValidate(t *testing.T) {
	if err := (*samestory.Options)(nil).Validate(); err != nil {
		t.Errorf("nil: %v", err)
	}
	params := func(p samestory.Params) *samestory.Options { return &samestory.Options{Params: p} }
	for name, c := range map[string]struct {
		opts *samestory.Options
		ok   bool
	}{
		"zero":                   {&samestory.Options{}, true},
		"no window":              {&samestory.Options{Window: -1}, true},
		"story 1":                {&samestory.Options{Story: 1}, true},
		"story above 1":          {&samestory.Options{Story: 1.01}, false},
		"story below 0":          {&samestory.Options{Story: -0.1}, false},
		"story not a number":     {&samestory.Options{Story: math.NaN()}, false},
		"workers below 0":        {&samestory.Options{Workers: -1}, false},
		"shingle 20":             {params(samestory.Params{Shingle: 20}), true},
		"shingle 21":             {params(samestory.Params{Shingle: 21}), false},
		"shingle below 0":        {params(samestory.Params{Shingle: -1}), false},
		"minwise":                {params(samestory.Params{Scheme: "minwise"}), true},
		"scheme":                 {params(samestory.Params{Scheme: "OPH?"}), false},
		"slots 16":               {params(samestory.Params{Slots: 16}), true},
		"slots 4096":             {params(samestory.Params{Slots: 4096}), true},
		"slots 15":               {params(samestory.Params{Slots: 15}), false},
		"slots 4097":             {params(samestory.Params{Slots: 4097}), false},
		"slots below 0":          {params(samestory.Params{Slots: -1}), false},
		"resemblance 1":          {params(samestory.Params{Resemblance: 1}), false},
		"resemblance above 1":    {params(samestory.Params{Resemblance: 1.1}), false},
		"resemblance below 0":    {params(samestory.Params{Resemblance: -0.1}), false},
		"resemblance no number":  {params(samestory.Params{Resemblance: math.NaN()}), false},
		"resemblance with bands": {params(samestory.Params{Resemblance: 7, Bands: 2, Rows: 2}), false},
		"misses above 1":         {params(samestory.Params{Misses: 1.1}), false},
		"misses below 0":         {params(samestory.Params{Misses: -0.1}), false},
		"misses no number":       {params(samestory.Params{Misses: math.NaN()}), false},
		"sample below 0":         {params(samestory.Params{Sample: -1}), false},
		"bands":                  {params(samestory.Params{Bands: 32, Rows: 4}), true},
		"bands that do not fit":  {params(samestory.Params{Bands: 33, Rows: 4}), false},
		"bands without rows":     {params(samestory.Params{Bands: 32}), false},
		"rows without bands":     {params(samestory.Params{Rows: 4}), false},
		"bands below 0":          {params(samestory.Params{Bands: -1, Rows: -1}), false},
	} {
		err := c.opts.Validate()
		if c.ok != (err == nil) || !c.ok && !errors.Is(err, samestory.ErrOptions) {
			t.Errorf("%s: %v; want an error: %v", name, err, !c.ok)
		}
		if c.ok {
			continue
		}
		if err != nil && !strings.HasPrefix(err.Error(), "samestory: bad options: ") {
			t.Errorf("%s: message %q", name, err)
		}
		if _, err := samestory.Detect(t.Context(), all(nil), c.opts); !errors.Is(err, samestory.ErrOptions) {
			t.Errorf("%s: Detect: %v", name, err)
		}
		if _, err := samestory.New(c.opts); !errors.Is(err, samestory.ErrOptions) {
			t.Errorf("%s: New: %v", name, err)
		}
		if _, err := samestory.Compare(article.Article{}, article.Article{}, c.opts); !errors.Is(err, samestory.ErrOptions) {
			t.Errorf("%s: Compare: %v", name, err)
		}
	}
}

// TestCopies: without retellings there are the same copies, the partial links of candidates for copies alone, and no rewrites.
func TestCopies(t *testing.T) {
	articles := read(t, filepath.Join(golden, "articles.jsonl"))
	with, err := samestory.Detect(t.Context(), all(articles), nil)
	if err != nil {
		t.Fatal(err)
	}
	without, err := samestory.Detect(t.Context(), all(articles), &samestory.Options{Copies: true})
	if err != nil {
		t.Fatal(err)
	}
	rewrites := 0
	for _, l := range with.Links {
		other, ok := findLink(without, l.A, l.B)
		if l.Kind == compare.Rewrite {
			rewrites++
			continue
		}
		if !ok && l.Kind.Copy() || ok && (other.Kind != l.Kind || other.Similarity != l.Similarity) {
			t.Errorf("%s and %s: %s; want %s", l.A, l.B, describe(other), describe(l))
		}
	}
	if rewrites == 0 || len(without.Links) > len(with.Links)-rewrites {
		t.Errorf("%d links, of which %d rewrites; %d without retellings", len(with.Links), rewrites, len(without.Links))
	}
	d := filled(t, &samestory.Options{Copies: true}, articles...)
	for _, a := range articles {
		links, err := d.Query(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range links {
			if l.Kind == compare.Rewrite {
				t.Errorf("%s and %s: %s", l.A, l.B, describe(l))
			}
		}
	}
}

// TestSchemes: what is found does not hang on how candidates are found: by either scheme, or with none, comparing all.
func TestSchemes(t *testing.T) {
	articles := read(t, filepath.Join(golden, "articles.jsonl"))
	want, err := samestory.Detect(t.Context(), all(articles), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string]*samestory.Options{
		"minwise":    {Params: samestory.Params{Scheme: "minwise"}},
		"256 slots":  {Params: samestory.Params{Slots: 256}},
		"exhaustive": {Exhaustive: true},
	} {
		got, err := samestory.Detect(t.Context(), all(articles), opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range got.Links {
			if other, ok := findLink(want, l.A, l.B); !ok && name != "exhaustive" || ok && other.Kind != l.Kind {
				t.Errorf("%s: %s and %s: %s; by default %s", name, l.A, l.B, describe(l), describe(other))
			}
		}
		for _, l := range want.Links {
			if _, ok := findLink(got, l.A, l.B); !ok {
				t.Errorf("%s: %s and %s are not linked; by default %s", name, l.A, l.B, describe(l))
			}
		}
		if opts.Params.Scheme != "" && got.Params.Scheme != opts.Params.Scheme {
			t.Errorf("the report says scheme %q; want %q", got.Params.Scheme, opts.Params.Scheme)
		}
	}
}

// TestStory: a higher bar leaves fewer rewrites, all of them above it.
func TestStory(t *testing.T) {
	articles := read(t, filepath.Join(golden, "articles.jsonl"), seeds)
	last := math.MaxInt
	for _, bar := range []float64{0.01, 0.5, 0.9, 1} {
		r, err := samestory.Detect(t.Context(), all(articles), &samestory.Options{Story: bar})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, l := range r.Links {
			if l.Kind != compare.Rewrite {
				continue
			}
			if n++; l.SameStory < bar {
				t.Errorf("story %v: %s and %s: %s", bar, l.A, l.B, describe(l))
			}
		}
		if n > last {
			t.Errorf("story %v: %d rewrites; %d with a lower bar", bar, n, last)
		}
		last = n
	}
}

// TestWindow: articles that came out too far apart are not linked; unknown times are.
func TestWindow(t *testing.T) {
	base := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	const week = 7 * 24 * time.Hour
	seedTexts := read(t, seeds)
	for _, c := range []struct {
		name       string
		window     time.Duration
		a, b       time.Time
		precA      article.Precision
		precB      article.Precision
		wantLinked bool
	}{
		{"the same time", 0, base, base, 0, 0, true},
		{"just a week", 0, base, base.Add(week), 0, 0, true},
		{"above a week", 0, base, base.Add(week + time.Second), 0, 0, false},
		{"above a week, the other way", 0, base.Add(week + time.Second), base, 0, 0, false},
		{"one unknown", 0, base, time.Time{}, 0, 0, true},
		{"both unknown", 0, time.Time{}, time.Time{}, 0, 0, true},
		{"a week, one known to the day", 0, day, base.Add(week), article.ToDay, article.ToSecond, true},
		{"above that grace", 0, day, day.Add(week + 24*time.Hour + time.Second), article.ToDay, article.ToSecond, false},
		{"both to the day", 0, day, day.Add(week), article.ToDay, article.ToDay, true},
		{"both to the day, a day more", 0, day, day.Add(week + 24*time.Hour), article.ToDay, article.ToDay, false},
		{"one to the minute has no grace", 0, base, base.Add(week + time.Hour), article.ToMinute, article.ToSecond, false},
		{"an hour", time.Hour, base, base.Add(2 * time.Hour), 0, 0, false},
		{"no limit", -1, base, base.AddDate(30, 0, 0), 0, 0, true},
		{"other zones", 0, base, base.Add(week).In(time.FixedZone("far", 12*3600)), 0, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			for kind, texts := range map[samestory.Kind][2]string{
				compare.Identical: {seedTexts[0].Text, seedTexts[0].Text},
				compare.Reprint:   {seedTexts[1].Text, seedTexts[1].Text + "\nThe editors put one more sentence behind it, and then a few more words."},
				compare.Rewrite:   {seedTexts[0].Text, seedTexts[1].Text},
			} {
				a := article.Article{ID: "a", Text: texts[0], Published: c.a, Precision: c.precA}
				b := article.Article{ID: "b", Text: texts[1], Published: c.b, Precision: c.precB}
				opts := &samestory.Options{Window: c.window}
				r, err := samestory.Detect(t.Context(), all([]article.Article{a, b}), opts)
				if err != nil {
					t.Fatal(err)
				}
				if l, ok := findLink(r, "a", "b"); ok != c.wantLinked || ok && l.Kind != kind {
					t.Errorf("Detect: %s; want %s: %v", describe(l), kind, c.wantLinked)
				}
				if v := must(t, filled(t, opts, a), b); (len(v.Links) > 0) != c.wantLinked {
					t.Errorf("Add: %+v; want %s: %v", v.Links, kind, c.wantLinked)
				}
			}
		})
	}
}
