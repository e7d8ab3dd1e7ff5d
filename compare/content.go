package compare

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/samestory/samestory/shingle"
)

// Content is the content view of an article with the weight of each term. It is read only once made and may be shared.
type Content struct {
	// Terms are sorted by hash; Weights stand beside them, all above 0.
	Terms   []shingle.Term
	Weights []float32
	// Published is when the article came out; zero if unknown.
	Published time.Time
	// outlet stands for who published it; 0 if unknown.
	outlet uint64
	masses masses
}

// Origin is where and when an article came out; what is unknown is empty.
type Origin struct {
	Outlet    string
	Published time.Time
}

// masses are the summed weights of the terms of each sort, squared for the subject, and the number of figures.
type masses struct {
	words, pairs, lead, leadPairs, names, subject float64
	figures                                       int
}

// usual is the share of the mass that is left of nineteen in twenty articles of English news when terms are left out that no other
// article has. A batch of a few loses more, which would make everything alike; masses are held up to that share. They are held up
// to the median share, typical, where most words were never seen before (a language without a background), as then common words
// weigh as much as rare ones.
var (
	usual   = masses{words: 0.84, pairs: 0.18, lead: 0.82, leadPairs: 0.17, names: 0.6}
	typical = masses{words: 0.93, pairs: 0.35, lead: 0.94, leadPairs: 0.40, names: 0.88}
)

// NewContent weighs terms, which are sorted by hash, and keeps those of weight above 0. The others, which nothing else is known to
// have, weigh unseen, the weight of a word never seen before.
func NewContent(terms []shingle.Term, weigh func(term uint64) float32, unseen float32, from Origin) Content {
	var c Content
	c.Fill(terms, weigh, unseen, from)
	return c
}

// Fill makes a content anew, as NewContent does, in the memory it has.
func (c *Content) Fill(terms []shingle.Term, weigh func(term uint64) float32, unseen float32, from Origin) {
	*c = Content{Terms: c.Terms[:0], Weights: c.Weights[:0], Published: from.Published, outlet: outletHash(from.Outlet)}
	c.Terms, c.Weights = slices.Grow(c.Terms, len(terms)), slices.Grow(c.Weights, len(terms))
	var all masses
	var words, seen int
	for _, t := range terms {
		w := weigh(t.Hash)
		if t.Flags&shingle.Pair == 0 {
			words++
			if w > 0 && w < unseen {
				seen++
			}
		}
		if w <= 0 {
			all.add(t.Flags, float64(unseen))
			continue
		}
		c.Terms = append(c.Terms, t)
		c.Weights = append(c.Weights, w)
		c.masses.add(t.Flags, float64(w))
		all.add(t.Flags, float64(w))
	}
	share := usual
	if 2*seen < words {
		share = typical
	}
	c.masses.atLeast(all, share)
	c.masses.figures, c.masses.subject = all.figures, all.subject
}

// Over returns the masses of c over other terms, which are sorted by hash, without weights: enough to be the second text of Alike
// when what is known of the terms has changed since c was made, for a rough answer at a fraction of the cost.
func (c Content) Over(terms []shingle.Term) Content {
	c.Terms, c.Weights = terms, nil
	return c
}

// add counts a term.
func (m *masses) add(f shingle.TermFlag, w float64) {
	if f&shingle.Pair != 0 {
		m.pairs += w
		if f&shingle.Lead != 0 {
			m.leadPairs += w
		}
		return
	}
	m.words += w
	if f&shingle.Lead != 0 {
		m.lead += w
	}
	if f&shingle.Name != 0 {
		m.names += w
	}
	if isSubject(f) {
		m.subject += w * w
	}
	if f&shingle.Figure != 0 {
		m.figures++
	}
}

// atLeast raises each mass to its share of all.
func (m *masses) atLeast(all, share masses) {
	m.words = max(m.words, all.words*share.words)
	m.pairs = max(m.pairs, all.pairs*share.pairs)
	m.lead = max(m.lead, all.lead*share.lead)
	m.leadPairs = max(m.leadPairs, all.leadPairs*share.leadPairs)
	m.names = max(m.names, all.names*share.names)
}

// Likeness is the evidence that two articles tell the same story: each figure from 0 to 1 but counts and days.
type Likeness struct {
	// Pairs, Words and Names are the weighted cosines of the pairs of words, the words, and the names that both have.
	Pairs, Words, Names float64
	// Subject is the share of the names that one opens with, by squared weight, that the beginning of the other has: the greater of the
	// two; 1 if either opens with no name. Near 0, one tells of other people, firms or places than the other.
	Subject float64
	// Lead is how much of either's lead the beginning of the other tells, as the geometric mean.
	Lead float64
	// LeadPairs is the weighted cosine of the pairs of words in both leads.
	LeadPairs float64
	// Figures is the share of the different numbers of the text that has fewer that the other has too, 0 if there are none, and
	// FigureCount how many that text has.
	Figures     float64
	FigureCount int
	// Days is the time between the two publications; 0 where unknown.
	Days float64
	// Timed tells that both times are known.
	Timed bool
	// SameOutlet tells that both were published by one outlet, which is known.
	SameOutlet bool
}

// Alike returns the evidence that two articles tell the same story. It is symmetric.
func Alike(a, b Content) Likeness {
	var both meeting
	for i, j := 0, 0; i < len(a.Terms) && j < len(b.Terms); {
		x, y := &a.Terms[i], &b.Terms[j]
		if x.Hash < y.Hash {
			i++
			continue
		}
		if x.Hash > y.Hash {
			j++
			continue
		}
		both.add(x.Flags, y.Flags, float64(a.Weights[i]))
		i, j = i+1, j+1
	}
	shared := &both.shared
	l := Likeness{
		Pairs:     cosine(shared.pairs, a.masses.pairs, b.masses.pairs, 80),
		Words:     cosine(shared.words, a.masses.words, b.masses.words, 1),
		Names:     cosine(shared.names, a.masses.names, b.masses.names, 7),
		LeadPairs: cosine(shared.leadPairs, a.masses.leadPairs, b.masses.leadPairs, 80),
		Lead:      math.Sqrt(both.leadA / (a.masses.lead + 10) * both.leadB / (b.masses.lead + 10)),
		Subject:   both.subject(a.masses.subject, b.masses.subject),
	}
	if a.masses.names == 0 && b.masses.names == 0 {
		l.Names = l.Words // a script without capitals
	}
	if l.FigureCount = min(a.masses.figures, b.masses.figures); l.FigureCount > 0 {
		l.Figures = float64(shared.figures) / float64(l.FigureCount)
	}
	l.Days, l.Timed = daysApart(a.Published, b.Published)
	l.SameOutlet = a.outlet != 0 && a.outlet == b.outlet
	return l
}

// meeting sums what two articles share: the masses of the terms that are of a sort in both, and of what either begins with that
// the other has early.
type meeting struct {
	shared             masses
	leadA, leadB       float64
	subjectA, subjectB float64
}

// add counts a term that is flagged so in the two articles.
func (m *meeting) add(x, y shingle.TermFlag, w float64) {
	m.shared.add(x&y|(x|y)&shingle.Pair, w)
	if x&shingle.Pair != 0 {
		return
	}
	if y&shingle.Early != 0 {
		if x&shingle.Lead != 0 {
			m.leadA += w
		}
		if isSubject(x) {
			m.subjectA += w * w
		}
	}
	if x&shingle.Early != 0 {
		if y&shingle.Lead != 0 {
			m.leadB += w
		}
		if isSubject(y) {
			m.subjectB += w * w
		}
	}
}

// subject is the Subject of a Likeness, of what masses the two articles have.
func (m *meeting) subject(a, b float64) float64 {
	const least = 25 // the square of the weight of a name that one article in a hundred or so has: that is little to go by, and none is 1
	return min(1, max((m.subjectA+least)/(a+least), (m.subjectB+least)/(b+least)))
}

// isSubject reports whether a term is a name that an article opens with.
func isSubject(f shingle.TermFlag) bool {
	const all = shingle.Name | shingle.Opening
	return f&(all|shingle.Figure|shingle.Pair) == all
}

// outletHash stands for the name of an outlet, however its letters are written; 0 for none.
func outletHash(name string) uint64 {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" {
		return 0
	}
	h := fnv.New64a()
	h.Write([]byte(name))
	return h.Sum64()
}

// daysApart returns how many days lie between two times, and whether both are known.
func daysApart(a, b time.Time) (float64, bool) {
	if a.IsZero() || b.IsZero() {
		return 0, false
	}
	return math.Abs(a.Sub(b).Hours()) / 24, true
}

// cosine is shared / sqrt(a*b), held down by least where there is little to go by.
func cosine(shared, a, b, least float64) float64 { return shared / math.Sqrt(a*b+least*least) }

// SharedTerm is a term that two articles have, as it stands in the first.
type SharedTerm struct {
	shingle.Term
	Weight float32
}

// Shared returns the terms that both articles have, rarest first, then in the order of a's text. A term's flags are those that
// it has in both, but for Pair.
func Shared(a, b Content) []SharedTerm {
	var out []SharedTerm
	for i, j := 0, 0; i < len(a.Terms) && j < len(b.Terms); {
		switch c := cmp.Compare(a.Terms[i].Hash, b.Terms[j].Hash); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			t := a.Terms[i]
			t.Flags &= b.Terms[j].Flags | shingle.Pair
			out = append(out, SharedTerm{Term: t, Weight: a.Weights[i]})
			i, j = i+1, j+1
		}
	}
	slices.SortFunc(out, func(x, y SharedTerm) int {
		return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	return out
}
