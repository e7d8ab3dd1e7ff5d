package samestory

import (
	"slices"
	"strings"

	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/shingle"
)

const (
	// maxEvidence is how many names, numbers and phrases a link lists, each.
	maxEvidence = 6
	// rareWeight is the weight from which on a shared term is worth listing: about one article in twenty has it.
	rareWeight = 3
)

// newEvidence lists the rarest terms that two articles share, as the first prints them.
func newEvidence(likeness compare.Likeness, a *prepared, contentA, contentB compare.Content) *Evidence {
	full := a.article.full
	e := &Evidence{Likeness: likeness}
	for _, t := range compare.Shared(contentA, contentB) {
		if t.Weight < rareWeight {
			break
		}
		list := &e.Phrases
		switch {
		case t.Flags&shingle.Pair != 0:
		case t.Flags&shingle.Figure != 0:
			list = &e.Numbers
		case t.Flags&shingle.Name != 0:
			list = &e.Names
		default:
			continue
		}
		if strings.ContainsAny(full[t.Start:t.End], ".?!;:\n\"“”") {
			continue // a pair across two sentences is evidence but no phrase
		}
		printed := strings.Join(strings.Fields(full[t.Start:t.End]), " ")
		if len(*list) < maxEvidence && !slices.Contains(*list, printed) {
			*list = append(*list, printed)
		}
	}
	return e
}
