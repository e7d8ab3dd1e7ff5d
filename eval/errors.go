package eval

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

const (
	partial = compare.Partial
	rewrite = compare.Rewrite
)

// Error is a pair that detection got wrong.
type Error struct {
	Pair  Pair
	Label string
	// Link is what was found; its Kind is empty for a pair that was not linked.
	Link samestory.Link
}

// Errors returns the pairs that a report gets wrong, worst first: confident links of unrelated pairs, then labelled pairs missed.
// A copy that is linked as something less is missed. Shared passages of unrelated pairs are no error: they may well be shared.
func Errors(r *samestory.Report, truth Truth) []Error {
	links := map[Pair]samestory.Link{}
	var out []Error
	for _, l := range r.Links {
		p := NewPair(l.A, l.B)
		links[p] = l
		if label := truth[p]; groupOf(label) == unrelated && l.Kind != partial {
			out = append(out, Error{p, label, l})
		}
	}
	for p, label := range truth {
		if l := links[p]; missed(label, l.Kind) {
			out = append(out, Error{p, label, l})
		}
	}
	slices.SortFunc(out, func(x, y Error) int {
		return cmp.Or(cmp.Compare(y.Link.Similarity, x.Link.Similarity), comparePairs(x.Pair, y.Pair))
	})
	return out
}

// missed reports whether a pair of such a label should have been more than kind, which is empty for no link.
func missed(label string, kind samestory.Kind) bool {
	switch groupOf(label) {
	case isCopy:
		return !kind.Copy()
	case isStory, isLevel, isPartial:
		return kind == ""
	}
	return false
}

// Found holds the links of a run over candidates against those of a run over all pairs (Options.Exhaustive): found.KIND is the
// share of the links of a kind in all that the first run has too, of whatever kind, and found.all that of all links. Kinds come
// in the order of their names.
func Found(candidates, all *samestory.Report) []Figure {
	linked := map[Pair]bool{}
	for _, l := range candidates.Links {
		linked[NewPair(l.A, l.B)] = true
	}
	const every = "all"
	total, hits := map[string]float64{}, map[string]float64{}
	for _, l := range all.Links {
		for _, k := range []string{string(l.Kind), every} {
			total[k]++
			if linked[NewPair(l.A, l.B)] {
				hits[k]++
			}
		}
	}
	var out []Figure
	for _, k := range kinds {
		if n := total[string(k)]; n > 0 {
			out = append(out, Figure{"found." + string(k), hits[string(k)] / n})
		}
	}
	if total[every] == 0 {
		return append(out, Figure{"found.all", 1})
	}
	return append(out, Figure{"found.all", hits[every] / total[every]})
}

// kinds are in the order of their names.
var kinds = []samestory.Kind{compare.Excerpt, compare.Identical, compare.Partial, compare.Reprint, compare.Rewrite}
