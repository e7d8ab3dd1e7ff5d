package eval

import (
	"cmp"
	"math"
	"slices"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

// Tuning is what an unlabelled feed tells about the thresholds.
type Tuning struct {
	// Articles is the number of articles.
	Articles int `json:"articles"`
	// Copies counts the links of shared text by Similarity, Retellings those that are no copies by SameStory.
	Copies     []Bar `json:"copies"`
	Retellings []Bar `json:"retellings"`
	// Copy is the threshold of copies, which cannot be set, Story that of retellings.
	Copy  float64 `json:"copy"`
	Story float64 `json:"story"`
	// NearCopy and NearStory are the links whose scores are nearest to those thresholds, on both sides.
	NearCopy  []Near `json:"near_copy"`
	NearStory []Near `json:"near_story"`
	// Suggestion is a threshold of retellings.
	Suggestion Suggestion `json:"suggestion"`
}

// Bar is one bar of a histogram: the number of links with scores from Low up to High.
type Bar struct {
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Links int     `json:"links"`
}

// Near is a link near a threshold.
type Near struct {
	A      string         `json:"a"`
	B      string         `json:"b"`
	TitleA string         `json:"title_a"`
	TitleB string         `json:"title_b"`
	Kind   samestory.Kind `json:"kind"`
	Score  float64        `json:"score"`
}

// Suggestion is the middle of the emptiest stretch of scores: fewest pairs would change sides if the threshold were a little off.
type Suggestion struct {
	Story float64 `json:"story"`
	// Links is the number of links within 0.05 of Story, of Between that score from 0.2 to 0.9. Where Between is below
	// leastBetween, the curve says nothing, and Story is the threshold that the run had.
	Links   int `json:"links"`
	Between int `json:"between"`
}

// Judged reports whether there were enough links to suggest a threshold.
func (s Suggestion) Judged() bool { return s.Between >= leastBetween }

const (
	bars = 20
	// Suggestions lie from lowest to highest, in steps of a hundredth.
	lowest, highest = 0.30, 0.80
	// around is how far on either side of a suggestion links are counted.
	around = 0.05
	// leastBetween is the least number of links of doubtful scores that a suggestion needs.
	leastBetween = 20
)

// Tune looks at a report of unlabelled articles, from a run with Options.Story near zero. Story is the threshold that is in use, near the
// number of links to show near each threshold.
func Tune(r *samestory.Report, story float64, near int) Tuning {
	t := Tuning{Articles: len(r.Articles), Copy: compare.DefaultThresholds.Copy, Story: story}
	var copies, retellings []Near
	titles := make(map[string]string, len(r.Articles))
	for _, a := range r.Articles {
		titles[a.ID] = a.Title
	}
	for _, l := range r.Links {
		n := Near{A: l.A, B: l.B, TitleA: titles[l.A], TitleB: titles[l.B], Kind: l.Kind, Score: l.Similarity}
		if l.Kind != rewrite {
			copies = append(copies, n)
		}
		if !l.Kind.Copy() {
			n.Score = l.SameStory
			retellings = append(retellings, n)
		}
	}
	t.Copies, t.Retellings = histogram(copies), histogram(retellings)
	t.NearCopy, t.NearStory = nearest(copies, t.Copy, near), nearest(retellings, story, near)
	t.Suggestion = suggest(retellings, story)
	return t
}

// histogram counts links by score.
func histogram(links []Near) []Bar {
	out := make([]Bar, bars)
	for i := range out {
		out[i].Low, out[i].High = float64(i)/bars, float64(i+1)/bars
	}
	for _, l := range links {
		out[min(bars-1, int(l.Score*bars))].Links++
	}
	return out
}

// nearest returns the n links nearest to a threshold, by score.
func nearest(links []Near, threshold float64, n int) []Near {
	links = slices.Clone(links)
	slices.SortFunc(links, func(x, y Near) int {
		return cmp.Or(cmp.Compare(math.Abs(x.Score-threshold), math.Abs(y.Score-threshold)), compareNear(x, y))
	})
	links = links[:min(n, len(links))]
	slices.SortFunc(links, compareNear)
	return links
}

// compareNear orders links by score, highest first.
func compareNear(x, y Near) int {
	return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
}

// suggest returns the threshold with the fewest links around it; of equals the one nearest to the threshold in use.
func suggest(links []Near, story float64) Suggestion {
	within := func(low, high float64) int {
		n := 0
		for _, l := range links {
			if l.Score >= low-1e-9 && l.Score < high-1e-9 {
				n++
			}
		}
		return n
	}
	out := Suggestion{Story: story, Links: within(story-around, story+around), Between: within(0.2, 0.9)}
	if !out.Judged() {
		return out
	}
	for step := int(lowest * 100); step <= int(highest*100); step++ {
		at := float64(step) / 100
		n := within(at-around, at+around)
		if n < out.Links || n == out.Links && math.Abs(at-story) < math.Abs(out.Story-story) {
			out.Story, out.Links = at, n
		}
	}
	return out
}
