package compare

import "math"

// Model turns evidence into the probability that two articles tell the same story: a logistic regression.
type Model struct {
	Bias, Pairs, Words, Names, Lead, Days float64
}

// DefaultModel is fitted as doc/quality.md tells.
var DefaultModel = Model{Bias: -7, Pairs: 14, Words: 6, Names: 2, Lead: 6, Days: -0.3}

// Probability returns how likely it is, 0 to 1, that two articles of such likeness tell the same story.
func (m Model) Probability(l Likeness) float64 {
	z := m.Bias + m.Pairs*l.Pairs + m.Words*l.Words + m.Names*l.Names + m.Lead*l.Lead + m.Days*l.Days
	return 1 / (1 + math.Exp(-z))
}
