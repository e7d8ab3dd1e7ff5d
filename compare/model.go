package compare

import "math"

// Model turns evidence into the probability that two articles tell the same story: a logistic regression.
type Model struct {
	Bias, Pairs, Names, Lead, LeadPairs, Days float64
}

// DefaultModel is fitted as doc/quality.md tells.
var DefaultModel = Model{Bias: -10, Pairs: 11.6, Names: 3.9, Lead: 23.3, LeadPairs: 8.7, Days: -0.3}

// Probability returns how likely it is, 0 to 1, that two articles of such likeness tell the same story.
func (m Model) Probability(l Likeness) float64 {
	z := m.Bias + m.Pairs*l.Pairs + m.Names*l.Names + m.Lead*l.Lead + m.LeadPairs*l.LeadPairs + m.Days*l.Days
	return 1 / (1 + math.Exp(-z))
}
