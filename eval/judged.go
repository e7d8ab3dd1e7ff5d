package eval

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// Judged are pairs that were judged by reading: true for one story, false for two. Nothing is known of any other pair.
type Judged map[Pair]bool

// ErrJudged means that a line of judged pairs cannot be read.
var ErrJudged = errors.New("eval: a line of judged pairs has two ids and 1 for one story or 0, parted by tabs, and may go on")

// ReadJudged reads judged pairs, a line each: two ids, 1 or 0, and whatever else, parted by tabs; lines that begin with # are notes. The
// file named path is only for errors, which are *article.Problem.
func ReadJudged(r io.Reader, path string) (Judged, error) {
	judged := Judged{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) < 3 || fields[0] == "" || fields[1] == "" || fields[2] != "0" && fields[2] != "1" {
			return nil, &article.Problem{Place: article.Place{Path: path, Line: n}, Err: ErrJudged}
		}
		judged[NewPair(fields[0], fields[1])] = fields[2] == "1"
	}
	if err := lines.Err(); err != nil {
		return nil, &article.Problem{Place: article.Place{Path: path}, Err: fmt.Errorf("eval: %w", err)}
	}
	return judged, nil
}

// score tells how the links of a report do on the judged pairs: links.judged is how many of them are linked, judged.precision the
// share of those that are of one story, and judged.recall the share of the pairs of one story that are linked. There are none where no
// pair was judged.
func (j Judged) score(r *samestory.Report) []Figure {
	if len(j) == 0 {
		return nil
	}
	var right, linked, same float64
	for _, one := range j {
		if one {
			same++
		}
	}
	for _, l := range r.Links {
		one, known := j[NewPair(l.A, l.B)]
		if known {
			linked++
		}
		if one {
			right++
		}
	}
	return []Figure{
		{"links.judged", linked},
		{"judged.precision", right / max(linked, 1)},
		{"judged.recall", right / max(same, 1)},
	}
}

// Judge gives each corpus the judged pairs of which it has both articles, and returns those that none has, sorted. Where two corpora have
// articles of the same ids, the pair goes to both.
func Judge(corpora []Corpus, pairs Judged) (unknown []Pair) {
	left := maps.Clone(pairs)
	for i := range corpora {
		c := &corpora[i]
		known := map[string]bool{}
		for _, a := range c.Articles {
			known[a.ID] = true
		}
		for p, same := range pairs {
			if !known[p[0]] || !known[p[1]] {
				continue
			}
			if c.Judged == nil {
				c.Judged = Judged{}
			}
			c.Judged[p] = same
			delete(left, p)
		}
	}
	return slices.SortedFunc(maps.Keys(left), comparePairs)
}
