package compare

import "math"

// Model turns evidence into the probability that two articles tell the same story: a logistic regression whose weights are
// the log odds that each figure of a Likeness adds. Time is not in it: a window limits what is compared, and within it days
// tell little that the words do not.
type Model struct {
	Bias, Pairs, Names, Lead, LeadPairs float64
}

// DefaultModel is fitted by `samestory fit`; doc/quality.md tells to what, and how far it can be believed.
var DefaultModel = Model{Bias: -8.81, Pairs: 12.5, Names: 4.62, Lead: 20.2, LeadPairs: 8.0}

// Probability returns how likely it is, 0 to 1, that two articles of such likeness tell the same story.
func (m Model) Probability(l Likeness) float64 {
	z := m.Bias + m.Pairs*l.Pairs + m.Names*l.Names + m.Lead*l.Lead + m.LeadPairs*l.LeadPairs
	return 1 / (1 + math.Exp(-z))
}
