package eval

import (
	"slices"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

// Without returns the model with the weight of one piece of Evidence set to 0.
func Without(m compare.Model, feature int) compare.Model {
	*[]*float64{&m.Pairs, &m.Names, &m.Subject, &m.Lead, &m.LeadPairs, &m.Days, &m.Outlet}[feature] = 0
	return m
}

// Rescored returns a copy of a report in which model tells how likely each link that is no copy tells one story. The
// stories and the choice of links are those of the old model: for measuring what scores are worth, the report must come from a run
// with Options.Story near zero.
func Rescored(r *samestory.Report, model compare.Model) *samestory.Report {
	out := *r
	out.Links = slices.Clone(r.Links)
	for i := range out.Links {
		// A pair that may not be a retelling, whatever the model says, stays at 0.
		if l := &out.Links[i]; !l.Kind.Copy() && l.SameStory > 0 {
			l.SameStory = model.Probability(likeness(*l))
			if l.Kind == rewrite {
				l.Similarity = l.SameStory
			}
		}
	}
	return &out
}

// Ranking tells how well SameStory orders the links, whatever the threshold: PREFIX.ap, the average precision, and
// PREFIX.f1, the best F1 that one threshold gives. There are none where the truth has no pairs of one story. Both count pairs
// of one story that were never candidates as missed. Run the report with Options.Story near zero.
func Ranking(prefix string, r *samestory.Report, truth Truth) []Figure {
	scored, positive := scoredPairs(r, truth, false)
	if positive == 0 {
		return nil
	}
	_, f1 := best(scored, positive)
	return []Figure{{prefix + ".ap", averagePrecision(scored, float64(positive))}, {prefix + ".f1", f1}}
}
