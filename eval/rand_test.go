package eval

import (
	"math"
	"strings"
	"testing"
)

// TestRandIndex holds known values of the adjusted Rand index.
func TestRandIndex(t *testing.T) {
	for _, c := range []struct{ ids, pairs, groups string }{
		// Where both are single articles, or all in one, they agree.
		{"a b c", "", ""},
		{"a b c", "ab bc", "abc"},
		{"a", "", ""},
	} {
		if got := rand(c.ids, c.pairs, c.groups); got != 1 {
			t.Errorf("%+v: got %v, want 1", c, got)
		}
	}
	for _, c := range []struct {
		ids, pairs, groups string
		want               float64
	}{
		{"a b c d", "ab cd", "cd ab", 1},
		// Crossed: no pair in common; expected 2*2/6 = 2/3, so -2/3 of 2-2/3.
		{"a b c d", "ab cd", "ac bd", -0.5},
		// The textbook's (1,1,2,2) against (1,1,2,3): one pair in common of 2 and 1; expected 1/3.
		{"a b c d", "ab cd", "ab", (1 - 1.0/3) / (1.5 - 1.0/3)},
		{"a b c d", "ab bc cd", "", 0},
		// Pairs chain into components; ids unknown to the corpus do not count.
		{"a b c d e f", "ab bc de xa", "abc def", (4 - 24.0/15) / (5 - 24.0/15)},
	} {
		if got := rand(c.ids, c.pairs, c.groups); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%q, pairs %q, groups %q: got %v, want %v", c.ids, c.pairs, c.groups, got, c.want)
		}
	}
}

// rand takes pairs and groups of ids of one letter.
func rand(ids, pairs, groups string) float64 {
	set := map[Pair]bool{}
	for p := range strings.FieldsSeq(pairs) {
		set[NewPair(p[:1], p[1:])] = true
	}
	var all [][]string
	for g := range strings.FieldsSeq(groups) {
		all = append(all, strings.Split(g, ""))
	}
	return randIndex(strings.Fields(ids), set, all)
}

func TestPRF(t *testing.T) {
	for _, c := range []struct {
		hits, wrong, misses   int
		precision, recall, f1 float64
	}{
		{0, 0, 0, 1, 1, 1},
		{3, 1, 1, 0.75, 0.75, 0.75},
		{1, 1, 0, 0.5, 1, 2.0 / 3},
		{0, 2, 0, 0, 1, 0},
		{0, 0, 2, 1, 0, 0},
		{0, 1, 1, 0, 0, 0},
	} {
		p, r, f1 := prf(c.hits, c.wrong, c.misses)
		if p != c.precision || r != c.recall || math.Abs(f1-c.f1) > 1e-12 {
			t.Errorf("prf(%d, %d, %d) = %v, %v, %v; want %v, %v, %v", c.hits, c.wrong, c.misses, p, r, f1, c.precision, c.recall, c.f1)
		}
	}
}
