package eval

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory"
)

// Point is what a threshold gives: of the links that score at least Threshold, Precision are right, and they are Recall of all
// there are.
type Point struct {
	Threshold float64 `json:"threshold"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// Curve returns precision and recall at every threshold from 0.05 to 0.95 of the links of a report. Where copies is true these are
// all links of shared text by Similarity, against the copies; other labels do not count as wrong. Else they are all links by
// SameStory, against the pairs of one story; pairs that are labelled as copies, partial or left out do not count. Where the truth has no
// such pairs, there is no curve. Run the report with Options.Story near zero to see the whole curve of retellings. Pairs that were
// never candidates count as missed.
func Curve(r *samestory.Report, truth Truth, copies bool) []Point {
	scored, positive := scoredPairs(r, truth, copies)
	if positive == 0 {
		return nil
	}
	var out []Point
	for step := 1; step < 20; step++ {
		p := Point{Threshold: float64(step) / 20}
		var hits, wrong int
		for _, s := range scored {
			switch {
			case s.score < p.Threshold:
			case s.right:
				hits++
			default:
				wrong++
			}
		}
		p.Precision, p.Recall, p.F1 = prf(hits, wrong, positive-hits)
		out = append(out, p)
	}
	return out
}

// scoredPair is a link that counts in a curve.
type scoredPair struct {
	score, weight float64
	right         bool
}

// scoredPairs returns the links that count, and how many right ones there could be.
func scoredPairs(r *samestory.Report, truth Truth, copies bool) (scored []scoredPair, positive int) {
	want := isStory
	if copies {
		want = isCopy
	}
	for _, l := range r.Links {
		s := scoredPair{score: l.Similarity, weight: 1}
		if !copies {
			s.score = l.SameStory
		}
		g := groupOf(truth[NewPair(l.A, l.B)])
		s.right = g == want
		if (s.right || g == unrelated) && !(copies && l.Kind == rewrite) {
			scored = append(scored, s)
		}
	}
	return scored, len(truth.pairs(want))
}

// averagePrecision returns the area under precision by recall, 0 to 1, of pairs taken from the highest score down; pairs of
// one score count together. Positive is what all the right ones weigh, found or not.
func averagePrecision(scored []scoredPair, positive float64) float64 {
	scored = slices.Clone(scored)
	slices.SortFunc(scored, func(x, y scoredPair) int { return cmp.Compare(y.score, x.score) })
	var right, all, area float64
	for start := 0; start < len(scored); {
		end, before := start, right
		for ; end < len(scored) && scored[end].score == scored[start].score; end++ {
			all += scored[end].weight
			if scored[end].right {
				right += scored[end].weight
			}
		}
		if right > before {
			area += (right - before) * right / all
		}
		start = end
	}
	if positive == 0 {
		return 1
	}
	return area / positive
}

// best returns the highest F1 of pairs above any one score. Positive is the number of right ones, found or not.
func best(scored []scoredPair, positive int) (threshold, f1 float64) {
	scored = slices.Clone(scored)
	slices.SortFunc(scored, func(x, y scoredPair) int { return cmp.Compare(y.score, x.score) })
	hits := 0
	for i, s := range scored {
		if s.right {
			hits++
		}
		if i+1 < len(scored) && scored[i+1].score == s.score {
			continue
		}
		if _, _, f := prf(hits, i+1-hits, positive-hits); f > f1 {
			threshold, f1 = s.score, f
		}
	}
	return threshold, f1
}
