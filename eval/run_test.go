package eval_test

import (
	"encoding/json"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/eval"
)

// TestEvaluateExhaustive takes an index that finds hardly more than identical texts: comparing all pairs shows what it misses.
func TestEvaluateExhaustive(t *testing.T) {
	c := goldenCorpus(t)
	found := func(p samestory.Params) float64 {
		r, err := eval.Evaluate(t.Context(), c, samestory.Options{Params: p, Copies: true}, eval.Plan{Exhaustive: true})
		if err != nil {
			t.Fatal(err)
		}
		last := r.Figures[len(r.Figures)-1]
		if last.Name != "found.all" {
			t.Fatalf("got %v last, want found.all", last)
		}
		return last.Value
	}
	whole, part := found(samestory.Params{}), found(samestory.Params{Bands: 1, Rows: 128, Sample: 1 << 20})
	if whole < 0.9 || part > 0.5 {
		t.Errorf("got %v of the links found as a rule, and %v with one band of all slots; want 0.9 or more, and 0.5 or less", whole, part)
	}
}

// TestResultJSON holds the names and the rounding of the figures.
func TestResultJSON(t *testing.T) {
	r := eval.Result{Corpus: "x", Figures: eval.Figures{{Name: "links.rewrite", Value: 3}, {Name: "copy.f1", Value: 2.0 / 3}}}
	r.Errors = eval.Errors(scored("a b reprint 0.12345"), newTruth(t, "c d same_event"))
	got, err := json.Marshal(r)
	if want := `{"corpus":"x","figures":{"links.rewrite":3,"copy.f1":0.667},"errors":[` +
		`{"a":"a","b":"b","kind":"reprint","score":0.123,"label":""},{"a":"c","b":"d","kind":"","score":0,"label":"same_event"}]}`; err != nil ||
		string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}

// TestSamplesOfOneTime takes two corpora of the same days: a pair of both may tell one story, and is no sample.
func TestSamplesOfOneTime(t *testing.T) {
	joining := func(years int) int {
		one, two := goldenCorpus(t), goldenCorpus(t)
		two.Name = "two"
		for i := range two.Articles {
			two.Articles[i].ID = "two-" + two.Articles[i].ID
			two.Articles[i].Published = one.Articles[i].Published.AddDate(years, 0, 0)
		}
		two.Truth = nil
		samples, err := eval.Samples(t.Context(), []eval.Corpus{one, two}, samestory.Options{})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, s := range samples {
			if s.Corpora[0] != s.Corpora[1] {
				n++
			}
		}
		return n
	}
	if same, apart := joining(0), joining(5); same >= apart {
		t.Errorf("got %d samples that join corpora of the same days, %d of corpora five years apart; want fewer", same, apart)
	}
}
