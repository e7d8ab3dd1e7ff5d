package eval

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

// Point is what a threshold gives: of the links that score at least Threshold, Precision are right, and they are Recall of all
// there are.
type Point struct {
	Threshold, Precision, Recall, F1 float64
}

// Curve returns precision and recall at every threshold from 0.05 to 0.95 of the links of a report: of copies by Similarity where
// copies is true, else of retellings by the probability of one story. Run the report with Options.Story near zero to see the
// whole curve of retellings. Pairs that were never candidates count as missed.
func Curve(r *samestory.Report, truth Truth, copies bool) []Point {
	positive, skip := truth.pairs(isStory), isStory
	if copies {
		positive, skip = truth.pairs(isCopy), unrelated
	}
	var out []Point
	for step := 1; step < 20; step++ {
		threshold := float64(step) / 20
		var hits, wrong int
		for _, l := range r.Links {
			isCopyLink := l.Kind != compare.Rewrite
			if isCopyLink != copies || l.Similarity < threshold {
				continue
			}
			switch label := truth[NewPair(l.A, l.B)]; {
			case positive[NewPair(l.A, l.B)]:
				hits++
			case groupOf(label) <= skip && !(copies && groupOf(label) != unrelated):
				wrong++
			}
		}
		p := Point{Threshold: threshold}
		p.Precision, p.Recall, p.F1 = prf(hits, wrong, len(positive)-hits)
		out = append(out, p)
	}
	return out
}

// Bin is how far probabilities can be believed: of Pairs pairs with probabilities from Low up to High, Mean on average, the
// share Same told the same story.
type Bin struct {
	Low, High, Mean, Same float64
	Pairs                 int
}

// Reliability sorts pairs by the probability that a model gives them into ten bins and counts in each how many tell the same
// story (Murphy, Winkler 1977). Empty bins are left out.
func Reliability(samples []Sample, model compare.Model) []Bin {
	bins := make([]Bin, 10)
	for _, s := range samples {
		p := model.Probability(s.Likeness)
		b := &bins[min(9, int(p*10))]
		b.Pairs++
		b.Mean += p
		if s.Same {
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

// Error is a pair that detection got wrong.
type Error struct {
	Pair  Pair
	Label string
	// Link is what was found; its Kind is empty for a pair that was not linked.
	Link samestory.Link
}

// Errors returns the pairs that a report gets wrong, worst first: confident links of unrelated pairs, then labelled pairs missed.
func Errors(r *samestory.Report, truth Truth) []Error {
	links := map[Pair]samestory.Link{}
	var out []Error
	for _, l := range r.Links {
		p := NewPair(l.A, l.B)
		links[p] = l
		if label := truth[p]; groupOf(label) == unrelated && l.Kind != compare.Partial {
			out = append(out, Error{p, label, l})
		}
	}
	for p, label := range truth {
		l := links[p]
		missed := groupOf(label) == isCopy && !l.Kind.Copy() ||
			(groupOf(label) == isStory || groupOf(label) == isLevel || groupOf(label) == isPartial) && l.Kind == ""
		if missed {
			out = append(out, Error{p, label, l})
		}
	}
	slices.SortFunc(out, func(x, y Error) int {
		return cmp.Or(cmp.Compare(y.Link.Similarity, x.Link.Similarity), comparePairs(x.Pair, y.Pair))
	})
	return out
}
