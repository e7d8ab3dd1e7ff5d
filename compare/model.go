package compare

import "math"

// Model turns evidence into the probability that two articles tell the same story: a logistic regression on the logarithm of each
// figure, so that doubling a figure adds the same log odds wherever it stands.
type Model struct {
	Bias, Pairs, Names, Subject, Lead, LeadPairs, Days, Outlet float64
}

// DefaultModel is fitted by `samestory fit`; doc/quality.md tells to what, and how far it can be believed.
var DefaultModel = Model{
	Bias: -13.46, Pairs: 2.294, Names: 0.4245, Subject: 4.602, Lead: 3.698, LeadPairs: 0.3938, Days: 1.667, Outlet: 1.637,
}

// Features is the number of figures that a Model weighs.
const Features = 7

const (
	// least is the share below which evidence is taken for chance: figures are counted in multiples of it.
	least = 0.03
	// enough is the share of the names of an opening from where on more say nothing more: then both tell of the same.
	enough = 0.6
	// mostDays is from where on more days between two articles tell nothing more.
	mostDays = 7
)

// Vector returns what a Model weighs: ln(1 + figure/0.03) of Pairs, Names, Subject, Lead and LeadPairs, that of Subject less what it
// would be at 0.6, and 0 from there on; ln(2 / (1 + days)), at most 7 days; and -1 for two articles of one outlet. The last two are 0
// where a time is unknown: what tells no times seldom tells outlets.
func (l Likeness) Vector() [Features]float64 {
	x := [Features]float64{l.Pairs, l.Names, min(l.Subject, enough), l.Lead, l.LeadPairs}
	for i, v := range x[:5] {
		x[i] = math.Log1p(v / least)
	}
	x[2] -= math.Log1p(enough / least)
	if l.Timed {
		x[5] = math.Ln2 - math.Log1p(min(l.Days, mostDays))
		if l.SameOutlet {
			x[6] = -1
		}
	}
	return x
}

// Probability returns how likely it is, 0 to 1, that two articles of such likeness tell the same story.
func (m Model) Probability(l Likeness) float64 {
	z := m.Bias
	weights := [Features]float64{m.Pairs, m.Names, m.Subject, m.Lead, m.LeadPairs, m.Days, m.Outlet}
	for i, x := range l.Vector() {
		z += weights[i] * x
	}
	return 1 / (1 + math.Exp(-z))
}
