package eval

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/samestory/samestory/article"
)

// Pair is two ids, the lower first.
type Pair [2]string

// NewPair returns the pair of two ids in either order.
func NewPair(a, b string) Pair { return Pair{min(a, b), max(a, b)} }

// Truth is the labels of a corpus by pair. What is not listed is unrelated.
type Truth map[Pair]string

// ErrTruth means that a line of a truth file cannot be read.
var ErrTruth = errors.New("eval: a truth line has two ids and a label, or an id and a story, parted by tabs")

// ReadTruth reads truth.tsv. The file named path is only for errors, which are *article.Problem.
func ReadTruth(r io.Reader, path string) (Truth, error) {
	truth := Truth{}
	stories := map[string][]string{}
	columns := 0
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Split(strings.TrimRight(lines.Text(), "\r"), "\t")
		if columns == 0 {
			columns = len(fields)
		}
		if len(fields) != columns || columns < 2 || columns > 3 || slices.Contains(fields, "") {
			return nil, &article.Problem{Place: article.Place{Path: path, Line: n}, Err: ErrTruth}
		}
		if columns == 3 {
			truth[NewPair(fields[0], fields[1])] = fields[2]
			continue
		}
		for _, other := range stories[fields[1]] {
			truth[NewPair(fields[0], other)] = "story"
		}
		stories[fields[1]] = append(stories[fields[1]], fields[0])
	}
	if err := lines.Err(); err != nil {
		return nil, &article.Problem{Place: article.Place{Path: path}, Err: fmt.Errorf("eval: %w", err)}
	}
	return truth, nil
}

// Unknown returns the ids that the truth names and ids does not have, sorted. No figure can count their pairs as found.
func (t Truth) Unknown(ids []string) []string {
	known := make(map[string]bool, len(ids))
	for _, id := range ids {
		known[id] = true
	}
	unknown := map[string]bool{}
	for p := range t {
		for _, id := range p {
			if !known[id] {
				unknown[id] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(unknown))
}

// group is what a label counts as.
type group int

const (
	unrelated group = iota
	isCopy          // copies of each other
	isStory         // the same story, not copied
	isPartial
	isLevel // of rewriting
	leftOut
)

func groupOf(label string) group {
	switch label {
	case "copy", "contained", "dup":
		return isCopy
	case "same_event", "story", "cycle":
		return isStory
	case "partial":
		return isPartial
	case "cut", "light", "heavy":
		return isLevel
	case "", "unrelated", "non":
		return unrelated
	}
	return leftOut
}

// pairs returns the pairs of a group.
func (t Truth) pairs(of group) map[Pair]bool {
	out := map[Pair]bool{}
	for p, label := range t {
		if groupOf(label) == of {
			out[p] = true
		}
	}
	return out
}

// comparePairs orders pairs by ids.
func comparePairs(x, y Pair) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) }
