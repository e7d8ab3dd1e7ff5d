package eval

import (
	"errors"
	"slices"

	"github.com/samestory/samestory/compare"
)

// ErrSamples means that there is nothing to fit a model to.
var ErrSamples = errors.New("eval: a model needs pairs that tell one story and pairs that do not, none of them copies")

// Fitting is a model and what it is worth.
type Fitting struct {
	Model   compare.Model `json:"model"`
	Samples int           `json:"samples"`
	// Folds, Unseen and UnseenJudged are the cross-validation; see CrossValidate.
	Folds        []Fold `json:"folds"`
	Unseen       []Bin  `json:"unseen"`
	UnseenJudged []Bin  `json:"unseen_judged,omitempty"`
	// Reliability is that of Model on the samples of labelled corpora that Once returns, and Judged on those of JudgedOnce.
	Reliability []Bin `json:"reliability"`
	Judged      []Bin `json:"judged,omitempty"`
}

// FitAll fits a model to samples and measures its worth, leaving out the pieces of Evidence that without names.
func FitAll(samples []Sample, ridge float64, without []string) (*Fitting, error) {
	same := func(s Sample) bool { return s.Same }
	if !slices.ContainsFunc(samples, same) || !slices.ContainsFunc(samples, func(s Sample) bool { return !s.Same }) {
		return nil, ErrSamples
	}
	use := func(feature int) bool { return !slices.Contains(without, Evidence[feature]) }
	f := &Fitting{Model: Fit(samples, ridge, use), Samples: len(samples)}
	v := CrossValidate(samples, ridge, use)
	f.Folds, f.Unseen, f.UnseenJudged = v.Folds, v.Once, v.Judged
	f.Reliability, f.Judged = Reliability(Once(samples), f.Model), Reliability(JudgedOnce(samples), f.Model)
	return f, nil
}
