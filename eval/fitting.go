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
	// Folds and Unseen are the cross-validation; see CrossValidate.
	Folds  []Fold `json:"folds"`
	Unseen []Bin  `json:"unseen"`
	// Reliability is that of Model on the samples of labelled corpora that Once returns.
	Reliability []Bin `json:"reliability"`
}

// FitAll fits a model to samples and measures its worth, leaving out the pieces of Evidence that without names.
func FitAll(samples []Sample, ridge float64, without []string) (*Fitting, error) {
	same := func(s Sample) bool { return s.Same }
	if !slices.ContainsFunc(samples, same) || !slices.ContainsFunc(samples, func(s Sample) bool { return !s.Same }) {
		return nil, ErrSamples
	}
	use := func(feature int) bool { return !slices.Contains(without, Evidence[feature]) }
	f := &Fitting{Model: Fit(samples, ridge, use), Samples: len(samples)}
	f.Folds, f.Unseen = CrossValidate(samples, ridge, use)
	f.Reliability = Reliability(Once(samples), f.Model)
	return f, nil
}
