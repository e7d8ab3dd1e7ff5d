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

// aligner finds shared passages by seeds and extension, then joins neighbours over small gaps: greedy string tiling (Wise 1996)
// with the seeds looked up by hash, as passim does (Smith et al. 2014). It keeps its buffers: one per goroutine.
type aligner struct {
	heads  map[uint64]int32 // hash of a seed -> its last place in b
	chain  []int32          // place in b -> the place before it with the same seed, or -1
	seedsA []uint64
	seedsB []uint64
	usedB  []bool
	runs   []run
	lcs    []uint8
}

// align returns the shared stretches of two texts in the order of a. No word of either text is in two of them.
func (l *aligner) align(a, b []shingle.Token) []stretch {
	if len(a) < MinPassage || len(b) < MinPassage {
		return nil
	}
	l.index(b)
	l.findRuns(a, b)
	return l.stretches(a, b)
}

// index notes where each seed stands in b.
func (l *aligner) index(b []shingle.Token) {
	l.seedsB = shingle.Shingles(l.seedsB[:0], b, seedWords)
	if l.heads == nil {
		l.heads = make(map[uint64]int32, len(l.seedsB))
	}
	clear(l.heads)
	l.chain = slices.Grow(l.chain[:0], len(l.seedsB))[:len(l.seedsB)]
	for i := len(l.seedsB) - 1; i >= 0; i-- {
		next, seen := l.heads[l.seedsB[i]]
		if !seen {
			next = -1
		}
		l.chain[i], l.heads[l.seedsB[i]] = next, int32(i)
	}
	l.usedB = slices.Grow(l.usedB[:0], len(b))[:len(b)]
	clear(l.usedB)
}

// findRuns walks through a and takes at each place the longest run of b's words that is still free; of equally long ones,
// the one that goes on where the last run ended.
func (l *aligner) findRuns(a, b []shingle.Token) {
	l.runs = l.runs[:0]
	l.seedsA = shingle.Shingles(l.seedsA[:0], a, seedWords)
	expected := 0
	for i := 0; i < len(l.seedsA); {
		best := l.bestRun(a, b, i, expected)
		if best.len < seedWords {
			i++
			continue
		}
		for j := range best.len {
			l.usedB[best.b+j] = true
		}
		l.runs = append(l.runs, best)
		i += best.len
		expected = best.b + best.len
	}
}

// bestRun returns the longest free run that starts at token i of a.
func (l *aligner) bestRun(a, b []shingle.Token, i, expected int) run {
	best := run{a: i}
	head, seen := l.heads[l.seedsA[i]]
	if !seen {
		return best
	}
	for p, tries := head, 0; p >= 0 && tries < maxChain; p, tries = l.chain[p], tries+1 {
		n := 0
		for j := int(p); i+n < len(a) && j+n < len(b) && a[i+n].Hash == b[j+n].Hash && !l.usedB[j+n]; {
			n++
		}
		if n > best.len || n == best.len && distance(int(p), expected) < distance(best.b, expected) {
			best.b, best.len = int(p), n
		}
	}
	return best
}

func distance(x, y int) int { return max(x-y, y-x) }

// stretches joins runs that follow each other closely in both texts and keeps what is long enough.
func (l *aligner) stretches(a, b []shingle.Token) []stretch {
	slices.SortFunc(l.runs, func(x, y run) int { return cmp.Compare(x.a, y.a) })
	var out []stretch
	for _, r := range l.runs {
		next := stretch{r.a, r.a + r.len, r.b, r.b + r.len, r.len}
		if n := len(out); n > 0 && l.joins(&out[n-1], next, a, b) {
			continue
		}
		out = append(out, next)
	}
	return slices.DeleteFunc(out, func(s stretch) bool { return s.words < MinPassage })
}

// joins extends s by next if the gap between them is small in both texts, counting the equal words inside the gap.
func (l *aligner) joins(s *stretch, next stretch, a, b []shingle.Token) bool {
	gapA, gapB := next.a0-s.a1, next.b0-s.b1
	if gapA < 0 || gapB < 0 || gapA > maxGap || gapB > maxGap {
		return false
	}
	same := l.common(a[s.a1:next.a0], b[s.b1:next.b0])
	s.a1, s.b1 = next.a1, next.b1
	s.words += next.words + same
	return true
}

// common returns the length of the longest common subsequence of two short runs of words.
func (l *aligner) common(a, b []shingle.Token) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	row := append(l.lcs[:0], make([]uint8, len(b)+1)...)
	l.lcs = row
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
