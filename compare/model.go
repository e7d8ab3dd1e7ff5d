package compare

import "math"

// Model turns evidence into the probability that two articles tell the same story: a logistic regression on the logarithm of each
// figure, so that doubling a figure adds the same log odds wherever it stands. Time is not in it: a window limits what is
// compared, and within it days tell little that the words do not.
type Model struct {
	Bias, Pairs, Names, Lead, LeadPairs float64
}

// DefaultModel is fitted by `samestory fit`; doc/quality.md tells to what, and how far it can be believed.
var DefaultModel = Model{Bias: -16.5, Pairs: 2.06, Names: 0.92, Lead: 4.56, LeadPairs: 0.74}

// Features is the number of figures that a Model weighs.
const Features = 4

// least is the share below which evidence is taken for chance: figures are counted in multiples of it.
const least = 0.03

// Vector returns what a Model weighs: ln(1 + figure/0.03) of Pairs, Names, Lead and LeadPairs.
func (l Likeness) Vector() [Features]float64 {
	x := [Features]float64{l.Pairs, l.Names, l.Lead, l.LeadPairs}
	for i, v := range x {
		x[i] = math.Log1p(v / least)
	}
	return x
}

// Probability returns how likely it is, 0 to 1, that two articles of such likeness tell the same story.
func (m Model) Probability(l Likeness) float64 {
	x := l.Vector()
	z := m.Bias + m.Pairs*x[0] + m.Names*x[1] + m.Lead*x[2] + m.LeadPairs*x[3]
	return 1 / (1 + math.Exp(-z))
}
