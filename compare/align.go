package compare

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/shingle"
)

const (
	// seedWords is the length of the exact matches that passages grow from.
	seedWords = 4
	// MinPassage is the least number of shared words that make a passage: shorter matches are turns of phrase.
	MinPassage = 8
	// maxGap is how many words may be put in, left out or changed at one place inside a passage.
	maxGap = 10
	// maxChain bounds how many places a seed is tried at, so that a text of one repeated word costs no more than others.
	maxChain = 24
)

// run is a stretch of equal words: len words from token a of one text and from token b of the other.
type run struct{ a, b, len int }

// stretch is a passage on its way: token ranges [a0, a1) and [b0, b1) with the number of equal words inside.
type stretch struct{ a0, a1, b0, b1, words int }

// claim tells whether a word is spoken for.
type claim uint8

const (
	free  claim = iota
	taken       // by a run
	inGap       // between two runs of one passage
)

// aligner finds shared passages by seeds and extension, long runs before short ones, then joins neighbours over small gaps: greedy
// string tiling (Wise 1996) with the seeds looked up by hash, as passim does (Smith et al. 2014). It keeps its buffers:
// one per goroutine.
type aligner struct {
	// places are those of b; next is, by place, the next one with the same seed that is free, or -1.
	places         seedTable
	next           []int32
	matches        []int32 // places in a with a seed that b has too
	claimA, claimB []claim
	runs           []run
	out            []stretch
	lcs            [maxGap + 1]uint8
}

// align returns the shared stretches of two texts in the order of a; they are valid until the next call. No word of either text
// is in two of them. Turning the texts round turns the stretches round: the shorter text is always walked through, and
// looked up in the other.
func (l *aligner) align(a, b *Body) []stretch {
	if len(a.Tokens) < MinPassage || len(b.Tokens) < MinPassage {
		return nil
	}
	if !goesFirst(a.Tokens, b.Tokens) {
		l.alignTo(b, a)
		for i, s := range l.out {
			l.out[i] = stretch{a0: s.b0, a1: s.b1, b0: s.a0, b1: s.a1, words: s.words}
		}
		slices.SortFunc(l.out, func(x, y stretch) int { return cmp.Compare(x.a0, y.a0) })
		return l.out
	}
	l.alignTo(a, b)
	return l.out
}

// goesFirst puts two texts in an order that does not depend on which was named first: the shorter one, of equally long ones the
// one of the lower hashes.
func goesFirst(a, b []shingle.Token) bool {
	return cmp.Or(cmp.Compare(len(a), len(b)),
		slices.CompareFunc(a, b, func(x, y shingle.Token) int { return cmp.Compare(x.Hash, y.Hash) })) <= 0
}

// alignTo leaves the shared stretches in l.out, in the order of a.
func (l *aligner) alignTo(bodyA, bodyB *Body) {
	l.match(bodyA, bodyB)
	a, b := bodyA.Tokens, bodyB.Tokens
	l.claimA = slices.Grow(l.claimA[:0], len(a))[:len(a)]
	l.claimB = slices.Grow(l.claimB[:0], len(b))[:len(b)]
	clear(l.claimA)
	clear(l.claimB)
	l.runs = l.runs[:0]
	// First what is a passage by itself, so that a turn of phrase elsewhere takes no words out of it, then what can be added.
	l.findRuns(bodyA, bodyB, MinPassage)
	l.closeGaps()
	l.findRuns(bodyA, bodyB, seedWords)
	l.joinRuns(a, b)
}

// match finds the places in a with a seed that b has too.
func (l *aligner) match(a, b *Body) {
	l.places = b.places
	l.next = append(l.next[:0], b.places.next...)
	l.matches = l.matches[:0]
	for i, seed := range a.seeds {
		if l.places.first(seed) >= 0 {
			l.matches = append(l.matches, int32(i))
		}
	}
}

// findRuns walks through a and takes at each place the longest run of b's words that is still free, if it is of at least so many
// words; of equally long ones, the one closest to where the last run ended.
func (l *aligner) findRuns(a, b *Body, least int) {
	next, expected := 0, 0
	for _, m := range l.matches {
		i := int(m)
		if i < next || l.claimA[i] != free {
			continue
		}
		best := l.bestRun(a, b, i, expected)
		if best.len < least {
			continue
		}
		for j := range best.len {
			l.claimA[i+j], l.claimB[best.b+j] = taken, taken
		}
		l.runs = append(l.runs, best)
		next, expected = i+best.len, best.b+best.len
	}
	slices.SortFunc(l.runs, func(x, y run) int { return cmp.Compare(x.a, y.a) })
}

// bestRun returns the longest free run that starts at token i of a, where b has the seed.
func (l *aligner) bestRun(a, b *Body, i, expected int) run {
	best := run{a: i}
	if expected < len(b.seeds) && b.seeds[expected] == a.seeds[i] {
		best = run{i, expected, l.extend(a.Tokens, b.Tokens, i, expected)}
	}
	first := l.places.first(a.seeds[i])
	last := first
	for p, tries := first, 0; p >= 0 && tries < maxChain; p = l.next[p] {
		if l.claimB[p] != free { // and never will be again
			if p != first {
				l.next[last] = l.next[p]
			}
			continue
		}
		n := l.extend(a.Tokens, b.Tokens, i, int(p))
		if n > best.len || n == best.len && distance(int(p), expected) < distance(best.b, expected) {
			best.b, best.len = int(p), n
		}
		last = p
		tries++
	}
	return best
}

// extend returns how many words from token i of a and from token j of b on are equal and free.
func (l *aligner) extend(a, b []shingle.Token, i, j int) int {
	n := 0
	for i+n < len(a) && j+n < len(b) && a[i+n].Hash == b[j+n].Hash && l.claimA[i+n] == free && l.claimB[j+n] == free {
		n++
	}
	return n
}

func distance(x, y int) int { return max(x-y, y-x) }

// near reports whether the run y goes on where x ended: the gap is small in both texts and no other run is in it.
func (l *aligner) near(x, y run) bool {
	endA, endB := x.a+x.len, x.b+x.len
	return y.a-endA <= maxGap && y.b >= endB && y.b-endB <= maxGap && !slices.Contains(l.claimB[endB:y.b], taken)
}

// closeGaps claims the words between runs that will be joined.
func (l *aligner) closeGaps() {
	for i := range len(l.runs) - 1 {
		x, y := l.runs[i], l.runs[i+1]
		if !l.near(x, y) {
			continue
		}
		for j := x.a + x.len; j < y.a; j++ {
			l.claimA[j] = inGap
		}
		for j := x.b + x.len; j < y.b; j++ {
			l.claimB[j] = inGap
		}
	}
}

// joinRuns joins runs near each other, counts the equal words in the gaps between them, and keeps what is long enough.
func (l *aligner) joinRuns(a, b []shingle.Token) {
	l.out = l.out[:0]
	for i, r := range l.runs {
		if i == 0 || !l.near(l.runs[i-1], r) {
			l.out = append(l.out, stretch{r.a, r.a + r.len, r.b, r.b + r.len, r.len})
			continue
		}
		s := &l.out[len(l.out)-1]
		s.words += r.len + l.common(a[s.a1:r.a], b[s.b1:r.b])
		s.a1, s.b1 = r.a+r.len, r.b+r.len
	}
	l.out = slices.DeleteFunc(l.out, func(s stretch) bool { return s.words < MinPassage })
}

// common returns the length of the longest common subsequence of two runs of at most maxGap words.
func (l *aligner) common(a, b []shingle.Token) int {
	row := l.lcs[:len(b)+1]
	clear(row)
	for _, x := range a {
		var diagonal uint8
		for j, y := range b {
			above := row[j+1]
			if x.Hash == y.Hash {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return int(row[len(b)])
}
