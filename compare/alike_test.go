package compare

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/samestory/samestory/shingle"
)

// view makes the content view of an English text in which every term weighs the same.
func view(text string, published time.Time) Content {
	var t shingle.Tokenizer
	return NewContent(t.Terms(nil, text, t.Append(nil, text), "en"), func(uint64) float32 { return 6 }, 9, published)
}

func TestAlike(t *testing.T) {
	first := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	retold := replaced(text(ferry[0], ferry[2], ferry[4]), "ran aground on a sandbank", "got stuck off the islands",
		"We heard a long scraping noise and then it was very quiet", "There was a scraping noise",
		"will try to pull her free", "are to free the ship")
	same, other := view(text(ferry...), first), view(text(library...), first.Add(36*time.Hour))
	l := Alike(same, same)
	for name, x := range map[string]float64{"pairs": l.Pairs, "words": l.Words, "names": l.Names, "lead": l.Lead, "lead pairs": l.LeadPairs} {
		if x < 0.9 || x > 1 {
			t.Errorf("%s of an article with itself %v, want about 1", name, x)
		}
	}
	if !l.Timed || l.Days != 0 {
		t.Errorf("days of an article with itself: %v, known: %v", l.Days, l.Timed)
	}
	unlike := Alike(same, other)
	if unlike.Words > 0.15 || unlike.Pairs > 0.02 || unlike.Lead > 0.1 || unlike.LeadPairs > 0.02 {
		t.Errorf("unrelated articles: %+v", unlike)
	}
	if unlike.Days != 1.5 || !unlike.Timed {
		t.Errorf("days %v, want 1.5", unlike.Days)
	}
	like := Alike(same, view(retold, time.Time{}))
	if like.Timed || like.Days != 0 {
		t.Errorf("one time is unknown, yet the days are %v", like.Days)
	}
	for _, c := range []struct {
		name           string
		same, it, less float64
	}{
		{"pairs", l.Pairs, like.Pairs, unlike.Pairs},
		{"words", l.Words, like.Words, unlike.Words},
		{"lead", l.Lead, like.Lead, unlike.Lead},
		{"lead pairs", l.LeadPairs, like.LeadPairs, unlike.LeadPairs},
	} {
		if !(c.same > c.it && c.it > c.less) {
			t.Errorf("%s: %v with itself, %v retold, %v unrelated; want them to fall", c.name, c.same, c.it, c.less)
		}
	}
}

// TestAlikeNothingShared: no terms, or none in common, are no evidence, and never a division by zero.
func TestAlikeNothingShared(t *testing.T) {
	empty := NewContent(nil, nil, 9, time.Time{})
	weightless := NewContent(view(text(ferry...), time.Time{}).Terms, func(uint64) float32 { return 0 }, 0, time.Time{})
	ships, books := view("ferry tugs sandbank captain", time.Time{}), view("library shelves readers", time.Time{})
	for name, p := range map[string][2]Content{
		"both empty": {empty, empty}, "zero values": {{}, {}}, "one empty": {empty, ships}, "weightless": {weightless, weightless},
		"no word in common": {ships, books},
	} {
		l := Alike(p[0], p[1])
		for _, x := range []float64{l.Pairs, l.Words, l.Names, l.Lead, l.LeadPairs, l.Days} {
			if x != 0 || math.IsNaN(x) {
				t.Errorf("%s: %+v, want nothing", name, l)
				break
			}
		}
	}
}

func TestNewContent(t *testing.T) {
	terms := view(text(ferry...), time.Time{}).Terms
	kept := NewContent(terms, func(term uint64) float32 { return float32(term%3) - 1 }, 9, time.Time{})
	if len(kept.Terms) != len(kept.Weights) || len(kept.Terms) == 0 {
		t.Fatalf("%d terms, %d weights", len(kept.Terms), len(kept.Weights))
	}
	for i, term := range kept.Terms {
		if want := float32(term.Hash%3) - 1; kept.Weights[i] != want || want <= 0 {
			t.Errorf("term %d has weight %v, want %v, above 0", i, kept.Weights[i], want)
		}
		if i > 0 && term.Hash <= kept.Terms[i-1].Hash {
			t.Errorf("term %d is out of order", i)
		}
	}
}

// TestProbability: the more evidence of each sort, the likelier, from hardly to nearly sure.
func TestProbability(t *testing.T) {
	likeness := func(x [4]float64) Likeness { return Likeness{Pairs: x[0], Names: x[1], Lead: x[2], LeadPairs: x[3]} }
	nothing, everything := DefaultModel.Probability(Likeness{}), DefaultModel.Probability(likeness([4]float64{1, 1, 1, 1}))
	if nothing > 0.01 || everything < 0.99 {
		t.Errorf("probability of nothing in common %v, of everything %v", nothing, everything)
	}
	rapid.Check(t, func(t *rapid.T) {
		var x [4]float64
		for i := range x {
			x[i] = rapid.Float64Range(0, 1).Draw(t, "evidence")
		}
		less := DefaultModel.Probability(likeness(x))
		i := rapid.IntRange(0, 3).Draw(t, "which")
		x[i] += (1 - x[i]) / 2
		more := DefaultModel.Probability(likeness(x))
		if !(less >= 0 && less <= more && more <= 1) {
			t.Fatalf("probability %v, with more of evidence %d %v", less, i, more)
		}
	})
}

// TestShared: the terms of both, rarest first, then in the order of the first text, with the flags they have in both.
func TestShared(t *testing.T) {
	weigh := func(texts ...string) []Content {
		var tokenizer shingle.Tokenizer
		var out []Content
		for _, text := range texts {
			terms := tokenizer.Terms(nil, text, tokenizer.Append(nil, text), "en")
			out = append(out, NewContent(terms, func(term uint64) float32 { return float32(1 + term%4) }, 9, time.Time{}))
		}
		return out
	}
	views := weigh("The tugs of Tarnholm pulled a ferry from the sandbank", "A sandbank off Tarnholm held the ferry, tugs failed")
	shared := Shared(views[0], views[1])
	if len(shared) != 4 {
		t.Errorf("%d terms shared, want tugs, Tarnholm, ferry and sandbank: %+v", len(shared), shared)
	}
	for i, s := range shared {
		if i > 0 && (s.Weight > shared[i-1].Weight || s.Weight == shared[i-1].Weight && s.Start < shared[i-1].Start) {
			t.Errorf("term %d is out of order: %+v", i, shared)
		}
	}
	for _, both := range [][]SharedTerm{Shared(views[0], Content{}), Shared(Content{}, views[0])} {
		if len(both) != 0 {
			t.Errorf("shared with nothing: %+v", both)
		}
	}
}
