package samestory_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// input is an article or an error of a sequence.
type input struct {
	article.Article
	err error
}

// inputs yields articles and errors; articles without a place are given one.
func inputs(in ...input) func(func(article.Article, error) bool) {
	return func(yield func(article.Article, error) bool) {
		for i, x := range in {
			if x.Place == (article.Place{}) {
				x.Place = article.Place{Path: "in.jsonl", Line: i + 1}
			}
			if !yield(x.Article, x.err) {
				return
			}
		}
	}
}

// noise returns n bytes by chance.
func noise(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return string(b)
}

// digits returns n numbers by chance.
func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "%d ", r.IntN(100_000))
	}
	return b.String()
}

// TestBadTexts: texts without words or with too few are listed, with a problem that names them, and never linked, not even to
// the same text; texts of rubbish are not linked to others.
func TestBadTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	cases := []struct {
		name, text, other string
		want              error
	}{
		{"empty", "", "", samestory.ErrNoWords},
		{"space", " \t\r\n\u00a0\u3000", " \t\r\n\u00a0\u3000", samestory.ErrNoWords},
		{"marks", "... --- !!! «»“” ///", "... --- !!! «»“” ///", samestory.ErrNoWords},
		{"emoji", strings.Repeat("😀 🚀🎉 ", 50), strings.Repeat("😀 🚀🎉 ", 50), samestory.ErrNoWords},
		{"one word", "Earthquake", "Earthquake", samestory.ErrTooShort},
		{"seven words", "The mayor of Lunn has resigned today", "The mayor of Lunn has resigned today", samestory.ErrTooShort},
		{"one number", "42", "42", samestory.ErrTooShort},
		{"digits", digits(r, 100), digits(r, 100), nil},
		{"one long number", strings.Repeat("0123456789", 1000), strings.Repeat("0123456789", 999), samestory.ErrTooShort},
		{
			"stop words", "it was the and of that is to be or not to be in it with",
			"of the in to be and that was is as for on with at by from", nil,
		},
		{"random bytes", noise(r, 5000), noise(r, 5000), nil},
		{"zero bytes", strings.Repeat("\x00", 5000), strings.Repeat("\x00", 5000), samestory.ErrNoWords},
		{"broken UTF-8", strings.Repeat("\xff\xfe ", 500), strings.Repeat("\xff\xfe ", 500), samestory.ErrNoWords},
	}
	var in []input
	for _, c := range cases {
		in = append(in, input{Article: article.Article{ID: c.name, Text: c.text}},
			input{Article: article.Article{ID: c.name + ", other", Text: c.other}})
	}
	got, err := samestory.Detect(t.Context(), inputs(in...), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range got.Links {
		t.Errorf("%s and %s are linked: %s", l.A, l.B, describe(l))
	}
	if len(got.Articles) != len(in) || len(got.Stories) != 0 {
		t.Errorf("%d articles and %d stories; want %d and none", len(got.Articles), len(got.Stories), len(in))
	}
	d, err := samestory.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range in {
		want := cases[i/2].want
		x.Place = article.Place{Path: "in.jsonl", Line: i + 1}
		p := problemOf(got, x.ID)
		switch {
		case want == nil && p != nil:
			t.Errorf("%s: %v", x.ID, p)
		case want != nil && (p == nil || !errors.Is(p, want) || p.Place != x.Place):
			t.Errorf("%s: problem %v; want %v at %v", x.ID, p, want, x.Place)
		}
		v, err := d.Add(t.Context(), x.Article)
		var problem *article.Problem
		if !errors.Is(err, want) || want != nil && (!errors.As(err, &problem) || problem.ID != x.ID) {
			t.Errorf("Add of %s: %v; want %v", x.ID, err, want)
		}
		if len(v.Links) > 0 || v.Story != "" || v.ID != x.ID {
			t.Errorf("Add of %s: %+v; want no link", x.ID, v)
		}
		if _, err := samestory.Compare(x.Article, x.Article, nil); !errors.Is(err, want) {
			t.Errorf("Compare of %s: %v; want %v", x.ID, err, want)
		}
	}
}

// problemOf returns the problem of an article, or nil.
func problemOf(r *samestory.Report, id string) *article.Problem {
	i := slices.IndexFunc(r.Problems, func(p *article.Problem) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return r.Problems[i]
}

// TestSameID: articles of one id are all kept, under names of their own, and the problem names both places.
func TestSameID(t *testing.T) {
	text := func(i int) string {
		r := rand.New(rand.NewPCG(uint64(i), 3))
		return prose(r, words(r, 100), 50)
	}
	var in []input
	for i, id := range []string{"x", "y", "x", "x", "x#2", "y#2", "y#2", "z", ""} {
		in = append(in, input{Article: article.Article{ID: id, Text: text(i)}})
	}
	in = append(in, input{Article: article.Article{ID: "z", Text: "too short"}}) // it may take a name too
	got, err := samestory.Detect(t.Context(), inputs(in...), nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, e := range got.Articles {
		ids = append(ids, e.ID)
	}
	if want := []string{"", "x", "x#2", "x#3", "x#4", "y", "y#2", "y#2#2", "z", "z#2"}; !slices.Equal(ids, want) {
		t.Errorf("ids %q; want %q", ids, want)
	}
	for id, line := range map[string]int{"x": 1, "x#3": 3, "x#4": 4, "x#2": 5, "y#2": 6, "y#2#2": 7} {
		if got.Texts(id) != in[line-1].Text {
			t.Errorf("%s is not the text of line %d", id, line)
		}
	}
	var renamed []string
	for _, p := range got.Problems {
		if e, ok := errors.AsType[*samestory.DuplicateError](p); ok {
			renamed = append(renamed, fmt.Sprintf("%s at %v, first at %v, kept as %s", p.ID, p.Place, e.First, e.Renamed))
		}
	}
	want := []string{
		"z at in.jsonl:10, first at in.jsonl:8, kept as z#2",
		"x at in.jsonl:3, first at in.jsonl:1, kept as x#3",
		"x at in.jsonl:4, first at in.jsonl:1, kept as x#4",
		"y#2 at in.jsonl:7, first at in.jsonl:6, kept as y#2#2",
	}
	slices.Sort(renamed)
	slices.Sort(want)
	if !slices.Equal(renamed, want) {
		t.Errorf("renamed %q\nwant %q", renamed, want)
	}
	if msg := problemOf(got, "y#2").Error(); msg != "in.jsonl:7: y#2: samestory: duplicate id, first at in.jsonl:6, kept as y#2#2" {
		t.Errorf("message %q", msg)
	}
}

// TestInputErrors: errors of the input become problems, and the run goes on.
func TestInputErrors(t *testing.T) {
	a := read(t, seeds)
	placed := &article.Problem{Place: article.Place{Path: "b.txt", Line: 7}, Err: io.ErrUnexpectedEOF}
	wrapped := &article.Problem{Place: article.Place{Path: "a.txt"}, ID: "q", Err: io.ErrNoProgress}
	in := []input{
		{Article: a[0]},
		{err: placed},
		{Article: a[1]},
		{err: io.ErrClosedPipe},
		{err: fmt.Errorf("reading: %w", wrapped)},
		{err: &article.Problem{}},
		{err: &article.Problem{}}, // without a cause
		{Article: a[2]},
	}
	for i := range in {
		if in[i].err != nil {
			in[i].Place = article.Place{Path: "z.txt", Line: i}
		}
	}
	got, err := samestory.Detect(t.Context(), inputs(in...), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Articles) != 3 || len(got.Stories) != 1 {
		t.Errorf("%d articles and %d stories; want 3 and one", len(got.Articles), len(got.Stories))
	}
	if len(got.Problems) != 5 || got.Problems[2] != wrapped || got.Problems[3] != placed ||
		!errors.Is(got.Problems[4], io.ErrClosedPipe) || got.Problems[4].Place.Path != "z.txt" {
		t.Errorf("problems %v", got.Problems)
	}
	got, err = samestory.Detect(t.Context(), inputs(input{err: io.ErrClosedPipe}, input{err: placed}), nil)
	if err != nil || len(got.Problems) != 2 || len(got.Articles) != 0 {
		t.Errorf("nothing but errors: %+v, %v; want two problems", got, err)
	}
	got, err = samestory.Detect(t.Context(), inputs(), nil)
	if err != nil || len(got.Problems)+len(got.Articles)+len(got.Links)+len(got.Stories) != 0 {
		t.Errorf("nothing: %+v, %v; want an empty report", got, err)
	}
}
