// Package score tells how many planted copies a program found, and how much of what it put together belongs together.
//
// What is true is a file of corpus.Truth as JSON Lines. What was found is clusters ([Truth.Clusters]), the links of samestory's JSON
// report beside them ([Truth.Links]), or no more than which articles have a copy somewhere ([Truth.Flags]).
//
// Pairs of articles that are neither copies nor strangers count neither way: retellings of one story, a round-up or an article that
// quotes and what it takes its words from. Daily forms are strangers: their numbers differ. As they are what programs without
// verification fall for most, precision comes with and without them.
package score

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"github.com/goccy/go-json"

	"github.com/samestory/samestory/bench/corpus"
)

// Truth is what is true of a corpus.
type Truth struct {
	all map[string]*corpus.Truth
	// sizes is how many articles each cluster has.
	sizes map[string]int
}

// ReadTruth reads a truth file.
func ReadTruth(r io.Reader) (*Truth, error) {
	t := &Truth{all: map[string]*corpus.Truth{}, sizes: map[string]int{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var one corpus.Truth
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return nil, fmt.Errorf("score: truth, line %d: %w", n, err)
		}
		t.all[one.ID] = &one
		t.sizes[one.Cluster]++
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("score: truth: %w", err)
	}
	return t, nil
}

// relation is what two articles are to each other.
type relation int

const (
	strangers relation = iota
	copies
	related // one retells the other's cluster or has words of it, or both do so of a third
	forms
)

func relate(a, b *corpus.Truth) relation {
	switch {
	case a.Cluster == b.Cluster:
		return copies
	case takesFrom(a, b), takesFrom(b, a), shareSource(a, b):
		return related
	case a.Kind == corpus.Form && b.Kind == corpus.Form:
		return forms
	}
	return strangers
}

// takesFrom reports whether a retells b's cluster or has words of it.
func takesFrom(a, b *corpus.Truth) bool {
	return slices.Contains(a.Sources, b.Cluster)
}

// shareSource reports whether both take from a third.
func shareSource(a, b *corpus.Truth) bool {
	return slices.ContainsFunc(a.Sources, func(s string) bool { return slices.Contains(b.Sources, s) })
}

// Share is a part of a whole.
type Share struct{ Part, Whole int }

// Value returns the share, 1 for a part of nothing.
func (s Share) Value() float64 {
	if s.Whole == 0 {
		return 1
	}
	return float64(s.Part) / float64(s.Whole)
}

func (s *Share) count(is bool) {
	s.Whole++
	if is {
		s.Part++
	}
}
