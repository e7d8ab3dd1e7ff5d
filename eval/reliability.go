package eval

import (
	"math"
	"slices"

	"github.com/samestory/samestory/compare"
)

// Bin is how far probabilities can be believed: of Pairs pairs with probabilities from Low up to High, Mean on average, the
// share Same told the same story.
type Bin struct {
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Mean  float64 `json:"mean"`
	Same  float64 `json:"same"`
	Pairs int     `json:"pairs"`
}

// Reliability sorts pairs by the probability that a model gives them into ten bins and counts in each how many tell the same
// story (Murphy, Winkler 1977). Every pair counts once, whatever its weight. Empty bins are left out.
func Reliability(samples []Sample, model compare.Model) []Bin { return bins(predict(samples, model)) }

// predict scores samples, each of the weight 1.
func predict(samples []Sample, model compare.Model) []scoredPair {
	out := make([]scoredPair, len(samples))
	for i, s := range samples {
		out[i] = scoredPair{score: model.Probability(s.Likeness), weight: 1, right: s.Same}
	}
	return out
}

func bins(predicted []scoredPair) []Bin {
	bins := make([]Bin, 10)
	for _, s := range predicted {
		b := &bins[min(9, int(s.score*10))]
		b.Pairs++
		b.Mean += s.score
		if s.right {
			b.Same++
		}
	}
	for i := range bins {
		b := &bins[i]
		b.Low, b.High = float64(i)/10, float64(i+1)/10
		if b.Pairs > 0 {
			b.Mean /= float64(b.Pairs)
			b.Same /= float64(b.Pairs)
		}
	}
	return slices.DeleteFunc(bins, func(b Bin) bool { return b.Pairs == 0 })
}

// Once returns the samples of the labelled corpora alone, without times, but for judged pairs: each candidate pair within one
// corpus once.
func Once(samples []Sample) []Sample {
	return chosen(samples, func(s Sample) bool { return s.Run == Timeless && !s.Judged })
}

// JudgedOnce returns the judged pairs, each once, with its times if the corpus has any.
func JudgedOnce(samples []Sample) []Sample {
	timed := map[string]bool{}
	for _, s := range samples {
		timed[s.Corpora[0]] = timed[s.Corpora[0]] || s.Run == Alone
	}
	return chosen(samples, func(s Sample) bool { return s.Judged && (s.Run == Alone) == timed[s.Corpora[0]] })
}

func chosen(samples []Sample, choose func(Sample) bool) []Sample {
	var out []Sample
	for _, s := range samples {
		if choose(s) {
			out = append(out, s)
		}
	}
	return out
}

// Fold is what a model, fitted to all other corpora, is worth on one that it has never seen.
type Fold struct {
	Corpus string `json:"corpus"`
	// Timed tells that times of publication were used; each corpus that has any is tried without, too.
	Timed bool `json:"timed"`
	// Pairs is the number of candidate pairs of the corpus, Same that of those that tell one story; see Once.
	Pairs int `json:"pairs"`
	Same  int `json:"same"`
	// LogLoss is the mean of -ln of the probability that the model gave to what was true.
	LogLoss float64 `json:"log_loss"`
	// AveragePrecision is the area under precision by recall among the candidate pairs.
	AveragePrecision float64       `json:"average_precision"`
	Model            compare.Model `json:"model"`
}

// CrossValidation is what models are worth on corpora that they have not seen.
type CrossValidation struct {
	Folds []Fold
	// Once and Judged are the reliability of all the predictions for the samples that the functions Once and JudgedOnce return.
	Once, Judged []Bin
}

// CrossValidate fits a model without each labelled corpus in turn and tries it on that corpus. No prediction in the bins was made by a
// model that had seen the corpus. Nothing can be said of fewer than two labelled corpora. Ridge and use are those of Fit.
func CrossValidate(samples []Sample, ridge float64, use func(feature int) bool) CrossValidation {
	var names []string
	for _, s := range samples {
		if s.Run == Timeless && !slices.Contains(names, s.Corpora[0]) {
			names = append(names, s.Corpora[0])
		}
	}
	var out CrossValidation
	if len(names) < 2 {
		return out
	}
	var once, judged []scoredPair
	for _, name := range names {
		seen := chosen(samples, func(s Sample) bool { return s.Corpora[0] != name && s.Corpora[1] != name })
		unseen := chosen(samples, func(s Sample) bool { return s.Corpora == [2]string{name, name} && s.Run != Together })
		model := Fit(seen, ridge, use)
		for _, run := range []Run{Timeless, Alone} {
			of := chosen(unseen, func(s Sample) bool { return s.Run == run })
			if len(of) > 0 {
				f := Fold{Corpus: name, Timed: run == Alone, Pairs: len(of), Model: model}
				f.measure(predict(of, model))
				out.Folds = append(out.Folds, f)
			}
		}
		once = append(once, predict(Once(unseen), model)...)
		judged = append(judged, predict(JudgedOnce(unseen), model)...)
	}
	out.Once, out.Judged = bins(once), bins(judged)
	return out
}

// measure fills in how good the predictions are.
func (f *Fold) measure(predicted []scoredPair) {
	for _, p := range predicted {
		truth := p.score
		if p.right {
			f.Same++
		} else {
			truth = 1 - p.score
		}
		f.LogLoss -= math.Log(max(truth, 1e-15)) / float64(len(predicted))
	}
	f.AveragePrecision = averagePrecision(predicted, float64(f.Same))
}
