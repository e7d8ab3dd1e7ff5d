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
	return NewContent(t.Terms(nil, text, t.Append(nil, text), "en"), func(uint64) float32 { return 6 }, 9, Origin{Published: published})
}

func TestAlike(t *testing.T) {
	first := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	retold := replaced(text(ferry[0], ferry[2], ferry[4]), "ran aground on a sandbank", "got stuck off the islands",
		"We heard a long scraping noise and then it was very quiet", "There was a scraping noise",
		"will try to pull her free", "are to free the ship")
	same, other := view(text(ferry...), first), view(text(library...), first.Add(36*time.Hour))
	l := Alike(same, same)
	for name, x := range map[string]float64{
		"pairs": l.Pairs, "words": l.Words, "names": l.Names, "subject": l.Subject, "lead": l.Lead, "lead pairs": l.LeadPairs,
	} {
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

// TestSubject: two texts of one wording tell of different things where the names that they open with differ.
func TestSubject(t *testing.T) {
	const form = "The board of %NAME% raised the dividend of its shares on news of higher sales, and %NAME% sees another good year."
	of := func(name string) string { return replaced(form, "%NAME%", name) }
	none := "They raised the dividend of all shares on news of higher sales."
	for _, c := range []struct {
		name, a, b  string
		least, most float64
	}{
		{"the same firm", of("Tarnholm Ferries"), of("Tarnholm Ferries"), 1, 1},
		{"one name in common", of("Tarnholm Ferries"), of("Tarnholm Railways"), 0.6, 0.65},
		{"another firm", of("Tarnholm Ferries"), of("Ostmark Cement"), 0.2, 0.3},
		{"the other is named too", of("Tarnholm Ferries"), of("Ostmark Cement") + " So does Tarnholm Ferries.", 1, 1},
		{"no name", of("Tarnholm Ferries"), none, 1, 1},
		{"nothing", "", "", 1, 1},
	} {
		a, b := view(c.a, time.Time{}), view(c.b, time.Time{})
		x, y := Alike(a, b).Subject, Alike(b, a).Subject
		if x != y || x < c.least || x > c.most {
			t.Errorf("%s: %v and the other way round %v; want from %v to %v", c.name, x, y, c.least, c.most)
		}
	}
}

// TestSameOutlet: an outlet is known by its name, however it is written.
func TestSameOutlet(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Coast Herald", "coast herald ", true},
		{"Coast Herald", "Coast Courier", false},
		{"", "", false},
		{"", "Coast Herald", false},
		{" ", " ", false},
	} {
		of := func(name string) Content {
			return NewContent(nil, nil, 9, Origin{Outlet: name})
		}
		if got := Alike(of(c.a), of(c.b)).SameOutlet; got != c.want {
			t.Errorf("%q and %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// TestProbabilityOfTimes: close in time is evidence, and one outlet speaks against; neither where a time is unknown.
func TestProbabilityOfTimes(t *testing.T) {
	at := func(days float64, timed, sameOutlet bool) float64 {
		return DefaultModel.Probability(Likeness{
			Pairs: 0.12, Names: 0.4, Subject: 1, Lead: 0.4, LeadPairs: 0.1, Days: days, Timed: timed, SameOutlet: sameOutlet,
		})
	}
	unknown := at(0, false, false)
	if at(0, false, true) != unknown || at(1, true, false) != unknown {
		t.Errorf("times unknown %v, of one outlet %v, a day apart %v; want all the same", unknown, at(0, false, true), at(1, true, false))
	}
	if !(at(0, true, false) > at(1, true, false) && at(1, true, false) > at(4, true, false)) || at(8, true, false) != at(9, true, false) {
		t.Error("want it to fall with the days, up to a week")
	}
	if at(1, true, true) >= at(1, true, false) {
		t.Error("one outlet: want it to be less likely")
	}
}

// TestAlikeNothingShared: no terms, or none in common, are no evidence, and never a division by zero.
func TestAlikeNothingShared(t *testing.T) {
	empty := NewContent(nil, nil, 9, Origin{})
	weightless := NewContent(view(text(ferry...), time.Time{}).Terms, func(uint64) float32 { return 0 }, 0, Origin{})
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
	kept := NewContent(terms, func(term uint64) float32 { return float32(term%3) - 1 }, 9, Origin{})
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
	likeness := func(x [5]float64) Likeness {
		return Likeness{Pairs: x[0], Names: x[1], Subject: x[2], Lead: x[3], LeadPairs: x[4]}
	}
	nothing, everything := DefaultModel.Probability(Likeness{}), DefaultModel.Probability(likeness([5]float64{1, 1, 1, 1, 1}))
	if nothing > 0.01 || everything < 0.99 {
		t.Errorf("probability of nothing in common %v, of everything %v", nothing, everything)
	}
	rapid.Check(t, func(t *rapid.T) {
		var x [5]float64
		for i := range x {
			x[i] = rapid.Float64Range(0, 1).Draw(t, "evidence")
		}
		less := DefaultModel.Probability(likeness(x))
		i := rapid.IntRange(0, 4).Draw(t, "which")
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
			out = append(out, NewContent(terms, func(term uint64) float32 { return float32(1 + term%4) }, 9, Origin{}))
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
