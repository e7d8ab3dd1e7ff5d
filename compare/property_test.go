package compare

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/samestory/samestory/shingle"
)

// fault returns what is wrong with the result of a comparison by its contract, or the empty string. texts are those that the bodies
// were made of.
func fault(a, b Body, textA, textB string, s Scores, passages []Passage) string {
	words := 0
	var inB [][2]int
	for i, p := range passages {
		wordsA, okA := within(a.Tokens, p.A)
		wordsB, okB := within(b.Tokens, p.B)
		switch {
		case !okA || p.A[0] >= p.A[1] || p.A[1] > len(textA):
			return fmt.Sprintf("passage %d: %v are no words of the first text", i, p.A)
		case !okB || p.B[0] >= p.B[1] || p.B[1] > len(textB):
			return fmt.Sprintf("passage %d: %v are no words of the second text", i, p.B)
		case p.Words < MinPassage && !s.Identical:
			return fmt.Sprintf("passage %d: %d words", i, p.Words)
		case i > 0 && p.A[0] < passages[i-1].A[1]:
			return fmt.Sprintf("passage %d begins in the first text before the one before it ends: %v, %v", i, passages[i-1].A, p.A)
		}
		if common := inOrder(wordsA, wordsB); p.Words > common {
			return fmt.Sprintf("passage %d has %d words, of which %d are shared in order: %q, %q",
				i, p.Words, common, textA[p.A[0]:p.A[1]], textB[p.B[0]:p.B[1]])
		}
		inB = append(inB, p.B)
		words += p.Words
	}
	slices.SortFunc(inB, func(x, y [2]int) int { return x[0] - y[0] })
	for i := range inB[min(1, len(inB)):] {
		if inB[i+1][0] < inB[i][1] {
			return fmt.Sprintf("passages overlap in the second text: %v, %v", inB[i], inB[i+1])
		}
	}
	if words != s.Words {
		return fmt.Sprintf("%d words in passages, %d in scores", words, s.Words)
	}
	return faultyScores(a, b, s)
}

// faultyScores checks the scores against their definitions.
func faultyScores(a, b Body, s Scores) string {
	setA, setB := shingleSet(a), shingleSet(b)
	common := 0
	for h := range setA {
		if setB[h] {
			common++
		}
	}
	ratio := func(n, of int) float64 {
		if n == 0 {
			return 0
		}
		return float64(n) / float64(of)
	}
	want := Scores{
		Jaccard:      ratio(common, len(setA)+len(setB)-common),
		ContainmentA: ratio(common, len(setA)), ContainmentB: ratio(common, len(setB)),
		CoverA: ratio(s.Words, len(a.Tokens)), CoverB: ratio(s.Words, len(b.Tokens)),
		Words: s.Words, Figures: s.Figures, FigureCount: s.FigureCount,
		Identical: len(a.Tokens) > 0 && slices.Equal(hashes(a.Tokens), hashes(b.Tokens)),
	}
	if s != want {
		return fmt.Sprintf("scores %+v, want %+v", s, want)
	}
	for _, x := range []float64{s.Jaccard, s.ContainmentA, s.ContainmentB, s.CoverA, s.CoverB, s.Figures} {
		if !(x >= 0 && x <= 1) {
			return fmt.Sprintf("a score beyond 0 to 1: %+v", s)
		}
	}
	return ""
}

func shingleSet(b Body) map[uint64]bool {
	set := map[uint64]bool{}
	for _, h := range shingle.Shingles(nil, b.Tokens, shingleWords) {
		set[h] = true
	}
	return set
}

func hashes(tokens []shingle.Token) []uint64 {
	var out []uint64
	for _, t := range tokens {
		out = append(out, t.Hash)
	}
	return out
}

// within returns the words of a byte range, and whether it begins and ends with one.
func within(tokens []shingle.Token, r [2]int) ([]uint64, bool) {
	first := slices.IndexFunc(tokens, func(t shingle.Token) bool { return int(t.Start) == r[0] })
	last := slices.IndexFunc(tokens, func(t shingle.Token) bool { return int(t.End) == r[1] })
	if first < 0 || last < first {
		return nil, false
	}
	return hashes(tokens[first : last+1]), true
}

// inOrder returns the length of the longest common subsequence.
func inOrder(a, b []uint64) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			row[j+1] = max(above, row[j])
			if x == y {
				row[j+1] = diagonal + 1
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// pairOfTexts generates two texts that share pieces: of few words, so that runs of words recur, or of many.
func pairOfTexts(t *rapid.T) (a, b string) {
	vocabulary := rapid.SampledFrom([]int{2, 4, 30, 3000}).Draw(t, "vocabulary")
	words := func(label string, least, most int) string {
		n := rapid.IntRange(least, most).Draw(t, label)
		return strings.Join(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return word(rapid.IntRange(0, vocabulary).Draw(t, "word"))
		}), n, n).Draw(t, label), " ")
	}
	var pieces []string
	for range rapid.IntRange(1, 6).Draw(t, "pieces") {
		pieces = append(pieces, words("piece", 1, 30))
	}
	text := func(label string) string {
		var out []string
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(pieces)-1), 0, 8).Draw(t, label) {
			out = append(out, pieces[i])
			if rapid.Bool().Draw(t, "own words") {
				out = append(out, words("own", 1, 15))
			}
		}
		return strings.Join(out, "\n")
	}
	return text("a"), text("b")
}

func TestCompareProperties(t *testing.T) {
	var reused Comparer
	rapid.Check(t, func(t *rapid.T) {
		textA, textB := pairOfTexts(t)
		a, b := bodyOf(textA), bodyOf(textB)
		s, passages := reused.Compare(a, b)
		if f := fault(a, b, textA, textB, s, passages); f != "" {
			t.Fatalf("%s\nA: %q\nB: %q", f, textA, textB)
		}
		var fresh Comparer
		if s2, p2 := fresh.Compare(a, b); s2 != s || !slices.Equal(p2, passages) {
			t.Fatalf("with used buffers %+v %v, with fresh ones %+v %v\nA: %q\nB: %q", s, passages, s2, p2, textA, textB)
		}
	})
}

// TestCompareSymmetry: which text comes first makes no difference but for the names of the scores and the order of the passages.
func TestCompareSymmetry(t *testing.T) {
	var c Comparer
	rapid.Check(t, func(t *rapid.T) {
		textA, textB := pairOfTexts(t)
		a, b := bodyOf(textA), bodyOf(textB)
		s, passages := c.Compare(a, b)
		turned, back := c.Compare(b, a)
		want := s
		want.ContainmentA, want.ContainmentB = s.ContainmentB, s.ContainmentA
		want.CoverA, want.CoverB = s.CoverB, s.CoverA
		if turned != want {
			t.Fatalf("%+v, the other way round %+v\nA: %q\nB: %q", s, turned, textA, textB)
		}
		for i, p := range back {
			back[i] = Passage{A: p.B, B: p.A, Words: p.Words}
		}
		slices.SortFunc(back, func(x, y Passage) int { return x.A[0] - y.A[0] })
		if !slices.Equal(back, passages) {
			t.Fatalf("%v, the other way round %v\nA: %q\nB: %q", passages, back, textA, textB)
		}
	})
}

// contentView generates the content view of an article of a few terms.
func contentView(t *rapid.T, weights map[uint64]float32) Content {
	n := rapid.IntRange(0, 30).Draw(t, "terms")
	terms := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) shingle.Term {
		f := shingle.TermFlag(rapid.IntRange(0, 63).Draw(t, "flags"))
		if f&shingle.Lead != 0 {
			f |= shingle.Early // as the tokenizer has it
		}
		h := rapid.Uint64Range(0, 60).Draw(t, "hash")
		if h%3 == 0 { // what is a pair is one everywhere
			f |= shingle.Pair
		} else {
			f &^= shingle.Pair
		}
		return shingle.Term{Hash: h, Flags: f}
	}), n, n, func(t shingle.Term) uint64 { return t.Hash }).Draw(t, "view")
	slices.SortFunc(terms, func(x, y shingle.Term) int { return int(x.Hash) - int(y.Hash) })
	return NewContent(terms, func(term uint64) float32 { return weights[term] }, 3, Origin{
		Outlet: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "outlet"), Published: date(rapid.IntRange(0, 40).Draw(t, "day")),
	})
}

func TestAlikeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := map[uint64]float32{}
		for h := range uint64(61) {
			weights[h] = rapid.Float32Range(0, 12).Draw(t, "weight")
		}
		a, b := contentView(t, weights), contentView(t, weights)
		l, turned := Alike(a, b), Alike(b, a)
		if !nearly(l, turned) {
			t.Fatalf("%+v, the other way round %+v", l, turned)
		}
		for _, x := range []float64{l.Pairs, l.Words, l.Names, l.Subject, l.Lead, l.LeadPairs} {
			if !(x >= 0 && x <= 1+1e-12) {
				t.Fatalf("a figure beyond 0 to 1: %+v", l)
			}
		}
		if p := DefaultModel.Probability(l); !(p >= 0 && p <= 1) {
			t.Fatalf("probability %v of %+v", p, l)
		}
	})
}

func nearly(x, y Likeness) bool {
	for _, d := range []float64{
		x.Pairs - y.Pairs, x.Words - y.Words, x.Names - y.Names, x.Subject - y.Subject, x.Lead - y.Lead,
		x.LeadPairs - y.LeadPairs, x.Days - y.Days,
	} {
		if math.Abs(d) > 1e-12 || math.IsNaN(d) {
			return false
		}
	}
	return x.Timed == y.Timed && x.SameOutlet == y.SameOutlet
}
