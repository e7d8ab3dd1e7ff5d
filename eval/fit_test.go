package eval_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/eval"
)

// draw returns pairs whose labels a model decides by lot.
func draw(n int, m compare.Model) []eval.Sample {
	rng := rand.New(rand.NewPCG(1, 2))
	out := make([]eval.Sample, n)
	for i := range out {
		s := eval.Sample{Weight: 1, Corpora: [2]string{"a", "a"}, Run: eval.Timeless, Likeness: compare.Likeness{
			Pairs: rng.Float64(), Names: rng.Float64(), Subject: rng.Float64(), Lead: rng.Float64(), LeadPairs: rng.Float64(),
			Days: 8 * rng.Float64(), Timed: true, SameOutlet: rng.IntN(2) == 0,
		}}
		if i%2 == 1 {
			s.Corpora = [2]string{"b", "b"}
		}
		s.Same = rng.Float64() < m.Probability(s.Likeness)
		out[i] = s
	}
	return out
}

// TestFitRecovers fits samples that a known model labelled.
func TestFitRecovers(t *testing.T) {
	want := compare.Model{Bias: -4, Pairs: 1.2, Names: 0.5, Subject: 1.5, Lead: 0.8, Days: 0.9, Outlet: 1}
	got := eval.Fit(draw(20000, want), 1e-6, nil)
	for i, pair := range [][2]float64{
		{got.Bias, want.Bias},
		{got.Pairs, want.Pairs},
		{got.Names, want.Names},
		{got.Lead, want.Lead},
		{got.LeadPairs, want.LeadPairs},
		{got.Subject, want.Subject},
		{got.Days, want.Days},
		{got.Outlet, want.Outlet},
	} {
		if tolerance := []float64{0.5, 0.1, 0.1, 0.1, 0.1, 0.15, 0.1, 0.15}[i]; math.Abs(pair[0]-pair[1]) > tolerance {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

// TestFitNeverNegative fits samples in which evidence speaks against a story.
func TestFitNeverNegative(t *testing.T) {
	got := eval.Fit(draw(5000, compare.Model{Bias: 2, Pairs: -1.5, Names: 0.5, Lead: -0.1, LeadPairs: -3}), 1e-6, nil)
	if got.Pairs != 0 || got.Lead < 0 || got.LeadPairs != 0 || got.Names <= 0 {
		t.Errorf("got %+v, want pairs and lead pairs 0 and no weight below 0", got)
	}
}

// TestFitWithout leaves evidence out.
func TestFitWithout(t *testing.T) {
	samples := draw(2000, compare.Model{Bias: -10.5, Pairs: 1, Names: 1, Lead: 1, LeadPairs: 1})
	f, err := eval.FitAll(samples, 5e-4, []string{"lead"})
	if err != nil {
		t.Fatal(err)
	}
	if m := f.Model; m.Lead != 0 || m.Pairs <= 0 || m.Names <= 0 || m.LeadPairs <= 0 {
		t.Errorf("got %+v, want all but the lead", m)
	}
	if len(f.Folds) != 2 || f.Folds[0].Corpus != "a" || f.Folds[0].Pairs != 1000 || f.Folds[0].Model.Lead != 0 {
		t.Errorf("got the folds %+v, want two of 1000 pairs without the lead", f.Folds)
	}
	whole, err := eval.FitAll(samples, 5e-4, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, fold := range whole.Folds {
		if fold.LogLoss >= f.Folds[i].LogLoss || fold.AveragePrecision <= f.Folds[i].AveragePrecision {
			t.Errorf("with the lead %+v is no better than without: %+v", fold, f.Folds[i])
		}
	}
	for _, bins := range [][]eval.Bin{whole.Reliability, whole.Unseen} {
		pairs := 0
		for _, b := range bins {
			pairs += b.Pairs
			if b.Pairs >= 50 && math.Abs(b.Mean-b.Same) > 0.15 {
				t.Errorf("%+v: the model that labelled the pairs is reliable", b)
			}
		}
		if pairs != len(samples) {
			t.Errorf("the bins have %d pairs, want %d", pairs, len(samples))
		}
	}
}

func TestFitNothing(t *testing.T) {
	for _, samples := range [][]eval.Sample{nil, {{Same: true, Weight: 1}}, {{Weight: 1}}} {
		if f, err := eval.FitAll(samples, 5e-4, nil); !errors.Is(err, eval.ErrSamples) {
			t.Errorf("%d samples: got %+v, %v; want ErrSamples", len(samples), f, err)
		}
	}
}

// TestReliability sorts four pairs of known probability.
func TestReliability(t *testing.T) {
	certain := compare.Model{Bias: 2} // probability 0.881 whatever the pair
	samples := []eval.Sample{{Same: true, Weight: 9}, {Same: true}, {Same: true}, {}}
	got := eval.Reliability(samples, certain)
	if len(got) != 1 || got[0].Low != 0.8 || got[0].High != 0.9 || got[0].Pairs != 4 || got[0].Same != 0.75 ||
		math.Abs(got[0].Mean-0.8808) > 1e-4 {
		t.Errorf("got %+v, want one bin from 0.8 to 0.9 of 4 pairs, mean 0.8808, same 0.75", got)
	}
	if got := eval.Reliability(samples, compare.Model{Bias: 1000}); len(got) != 1 || got[0].Low != 0.9 {
		t.Errorf("probability 1: got %+v, want the last bin", got)
	}
	if got := eval.Reliability(nil, certain); len(got) != 0 {
		t.Errorf("no samples: got %+v", got)
	}
}

// TestSamples takes samples from the golden set and a background of the same articles by other names, years before.
func TestSamples(t *testing.T) {
	labelled := goldenCorpus(t)
	background := eval.Corpus{Name: "background"}
	for _, a := range labelled.Articles {
		a.ID = "old-" + a.ID
		a.Published = a.Published.AddDate(-10, 0, 0)
		background.Articles = append(background.Articles, a)
	}
	samples, err := eval.Samples(t.Context(), []eval.Corpus{labelled, background}, samestory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	count := map[eval.Run]int{}
	weight := map[bool]float64{}
	for _, s := range samples {
		count[s.Run]++
		if s.Run == eval.Timeless {
			weight[s.Same] += s.Weight
		}
		if s.Weight <= 0 || s.Same && s.Corpora != [2]string{"golden", "golden"} {
			t.Errorf("a sample of no weight, or that joins corpora: %+v", s)
		}
		if s.Run != eval.Together && s.Likeness.Timed != (s.Run == eval.Alone) {
			t.Errorf("a sample with times in the wrong run: %+v", s)
		}
	}
	if count[eval.Alone] == 0 || count[eval.Timeless] < count[eval.Alone] || count[eval.Together] == 0 {
		t.Errorf("got samples %v by run, want some of each, and no fewer without times", count)
	}
	if math.Abs(weight[true]-100) > 1e-6 || math.Abs(weight[false]-300) > 1e-6 {
		t.Errorf("got weights %v, want 100 for the same and 300 for others", weight)
	}
	if got, want := len(eval.Once(samples)), count[eval.Timeless]; got != want {
		t.Errorf("Once returns %d samples, want %d", got, want)
	}
}
