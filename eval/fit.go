package eval

import (
	"math"

	"github.com/samestory/samestory/compare"
)

// Sample is a labelled pair to fit a model to.
type Sample struct {
	Likeness compare.Likeness
	// Same tells that both tell the same story.
	Same bool
	// Weight is how much the pair counts.
	Weight float64
	// Corpora are the names of the corpora that the two articles are from.
	Corpora [2]string
	Run     Run
	// Judged tells that it was drawn from the pairs that are hard to tell; see Corpus.
	Judged bool
}

// Run is what the articles of a pair were among when it was looked at.
type Run uint8

// The runs.
const (
	Alone    Run = iota // one corpus
	Timeless            // one corpus, its times unknown
	Together            // all corpora, their times unknown
)

// Fit returns the model that makes the labels most likely: logistic regression with a ridge penalty on the weights, in units of the
// spread of each figure, and no weight below zero, so that more evidence never makes a story less likely. Evidence that use leaves
// out (by the place in Evidence) gets the weight 0; nil uses all. It runs coordinate descent with Newton steps to convergence.
func Fit(samples []Sample, ridge float64, use func(feature int) bool) compare.Model {
	f := fitter{samples: samples, ridge: ridge}
	f.prepare()
	for range 400 {
		moved := f.step(-1)
		for i := range compare.Features {
			if use == nil || use(i) {
				moved = max(moved, f.step(i))
			}
		}
		if moved < 1e-6 {
			break
		}
	}
	w := func(i int) float64 { return f.weights[i] / f.spread[i] }
	return compare.Model{Bias: f.bias, Pairs: w(0), Names: w(1), Subject: w(2), Lead: w(3), LeadPairs: w(4), Days: w(5), Outlet: w(6)}
}

// Evidence names the figures of a Likeness that a model weighs, in the order of Fit's use.
var Evidence = [compare.Features]string{"pairs", "names", "subject", "lead", "lead-pairs", "days", "outlet"}

type fitter struct {
	samples []Sample
	ridge   float64
	x       [][compare.Features]float64
	total   float64
	spread  [compare.Features]float64
	bias    float64
	weights [compare.Features]float64
	z       []float64 // the log odds of each sample under the present weights
}

// prepare brings all figures to a spread of 1.
func (f *fitter) prepare() {
	f.x, f.z = make([][compare.Features]float64, len(f.samples)), make([]float64, len(f.samples))
	var sum, squares [compare.Features]float64
	for i, s := range f.samples {
		f.x[i] = s.Likeness.Vector()
		f.total += s.Weight
		for j, v := range f.x[i] {
			sum[j] += s.Weight * v
			squares[j] += s.Weight * v * v
		}
	}
	for j := range compare.Features {
		mean := sum[j] / f.total
		f.spread[j] = math.Sqrt(max(squares[j]/f.total-mean*mean, 0))
		if f.spread[j] == 0 {
			f.spread[j] = 1
		}
		for i := range f.x {
			f.x[i][j] /= f.spread[j]
		}
	}
}

// step moves one weight, or the bias for -1, by a Newton step, and returns how far.
func (f *fitter) step(j int) float64 {
	var gradient, curvature float64
	for i, s := range f.samples {
		v := 1.0
		if j >= 0 {
			v = f.x[i][j]
		}
		p := 1 / (1 + math.Exp(-f.z[i]))
		y := 0.0
		if s.Same {
			y = 1
		}
		gradient += s.Weight * (p - y) * v
		curvature += s.Weight * p * (1 - p) * v * v
	}
	gradient, curvature = gradient/f.total, curvature/f.total+1e-9
	if j < 0 {
		return f.move(j, -gradient/curvature)
	}
	gradient += f.ridge * f.weights[j]
	curvature += f.ridge
	return f.move(j, max(-gradient/curvature, -f.weights[j]))
}

// move changes one weight, or the bias, by at most 1.
func (f *fitter) move(j int, by float64) float64 {
	by = max(-1, min(1, by))
	if j < 0 {
		f.bias += by
	} else {
		f.weights[j] += by
	}
	for i := range f.z {
		if j < 0 {
			f.z[i] += by
		} else {
			f.z[i] += by * f.x[i][j]
		}
	}
	return math.Abs(by)
}
