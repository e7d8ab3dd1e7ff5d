package compare

import (
	"slices"

	"github.com/samestory/samestory/shingle"
)

// Scores say how much text two bodies share.
type Scores struct {
	// Jaccard is the resemblance of the two sets of shingles (Broder 1997), 0 to 1.
	Jaccard float64
	// ContainmentA is the share of A's shingles that B has too, ContainmentB the reverse; 0 to 1.
	ContainmentA, ContainmentB float64
	// CoverA is the share of A's words that lie, equal, in shared passages; CoverB that of B's. Small edits cost it little, where one
	// changed word costs containment as many shingles as a shingle has words.
	CoverA, CoverB float64
	// Words is the number of equal words in shared passages.
	Words int
	// Identical: the same words in the same order.
	Identical bool
	// Figures is the share of the numbers within shared passages that are equal in both, of those of the text that has fewer
	// there; 1 where there are none. The daily copies of a form (weather, prices) share its words and differ in the numbers.
	Figures float64
	// FigureCount is the number of numbers that Figures is the share of.
	FigureCount int
}

// Comparer compares bodies. It keeps buffers between calls: one per goroutine. The zero value is ready.
type Comparer struct {
	aligner            aligner
	numbersA, numbersB []uint64
}

// Compare returns the exact scores of two bodies and the passages they share, in the order of A.
func (c *Comparer) Compare(a, b Body) (Scores, []Passage) {
	s := Scores{Figures: 1, Identical: sameWords(a, b)}
	sizeA, sizeB := len(a.shingles.values), len(b.shingles.values)
	if both := common(&a.shingles, &b.shingles); both > 0 {
		s.Jaccard = float64(both) / float64(sizeA+sizeB-both)
		s.ContainmentA, s.ContainmentB = float64(both)/float64(sizeA), float64(both)/float64(sizeB)
	}
	if s.Identical {
		s.CoverA, s.CoverB, s.Words = 1, 1, len(a.Tokens)
		return s, []Passage{whole(a, b)}
	}
	stretches := c.aligner.align(&a, &b)
	passages := make([]Passage, 0, len(stretches))
	for _, st := range stretches {
		s.Words += st.words
		passages = append(passages, Passage{
			A:     [2]int{int(a.Tokens[st.a0].Start), int(a.Tokens[st.a1-1].End)},
			B:     [2]int{int(b.Tokens[st.b0].Start), int(b.Tokens[st.b1-1].End)},
			Words: st.words,
		})
	}
	if s.Words > 0 {
		s.CoverA = float64(s.Words) / float64(len(a.Tokens))
		s.CoverB = float64(s.Words) / float64(len(b.Tokens))
		s.Figures, s.FigureCount = c.figures(a.Tokens, b.Tokens, stretches)
	}
	return s, passages
}

// whole is the one passage of identical bodies.
func whole(a, b Body) Passage {
	n := len(a.Tokens)
	return Passage{
		A:     [2]int{int(a.Tokens[0].Start), int(a.Tokens[n-1].End)},
		B:     [2]int{int(b.Tokens[0].Start), int(b.Tokens[n-1].End)},
		Words: n,
	}
}

// figures returns which share of the numbers within shared stretches both texts have there, and how many numbers the share is of.
func (c *Comparer) figures(a, b []shingle.Token, stretches []stretch) (share float64, count int) {
	equal := 0
	for _, st := range stretches {
		c.numbersA = sortedNumbers(c.numbersA[:0], a[st.a0:st.a1])
		c.numbersB = sortedNumbers(c.numbersB[:0], b[st.b0:st.b1])
		equal += shingle.Common(c.numbersA, c.numbersB)
		count += min(len(c.numbersA), len(c.numbersB))
	}
	if count == 0 {
		return 1, 0
	}
	return float64(equal) / float64(count), count
}

// sortedNumbers appends the hashes of the numbers among tokens to dst, which is empty, and sorts them.
func sortedNumbers(dst []uint64, tokens []shingle.Token) []uint64 {
	for _, t := range tokens {
		if t.Flags&shingle.Number != 0 {
			dst = append(dst, t.Hash)
		}
	}
	slices.Sort(dst)
	return dst
}
