package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

// Plan is what Evaluate measures beside the figures of Score.
type Plan struct {
	// NoTimes makes all times of publication unknown.
	NoTimes bool
	// Curve asks for precision and recall at every threshold.
	Curve bool
	// Errors is the most errors listed.
	Errors int
	// Exhaustive compares all pairs too, and tells what candidates miss. The cost grows with the square of the number of articles.
	Exhaustive bool
	// Without names pieces of Evidence to leave out of the model in turn.
	Without []string
}

// Result is what was measured on one corpus.
type Result struct {
	Corpus  string  `json:"corpus"`
	Figures Figures `json:"figures"`
	// Copies and Retellings are the curves.
	Copies     []Point `json:"copies,omitempty"`
	Retellings []Point `json:"retellings,omitempty"`
	Errors     []Error `json:"errors,omitempty"`
}

// Figures are figures in order.
type Figures []Figure

// MarshalJSON returns an object of the values, rounded, by name, in order.
func (f Figures) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, figure := range f {
		if i > 0 {
			out = append(out, ',')
		}
		out = fmt.Appendf(out, "%q:%v", figure.Name, figure.Rounded())
	}
	return append(out, '}'), nil
}

// MarshalJSON returns the ids, what was found and what is true, without text.
func (e Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		A     string         `json:"a"`
		B     string         `json:"b"`
		Kind  samestory.Kind `json:"kind"`
		Score float64        `json:"score"`
		Label string         `json:"label"`
	}{e.Pair[0], e.Pair[1], e.Link.Kind, rounded(e.Link.Similarity), e.Label})
}

// Evaluate detects in a corpus and holds what it finds against the labels.
func Evaluate(ctx context.Context, c Corpus, opts samestory.Options, plan Plan) (*Result, error) {
	if plan.NoTimes {
		c.Articles = WithoutTimes(c.Articles)
	}
	r, err := samestory.Detect(ctx, each(c.Articles), &opts)
	if err != nil {
		return nil, err
	}
	out := &Result{Corpus: c.Name, Figures: Score(r, c.IDs(), c.Truth)}
	out.Figures = append(out.Figures, c.Judged.score(r)...)
	if plan.Errors > 0 {
		all := Errors(r, c.Truth)
		out.Errors = all[:min(plan.Errors, len(all))]
	}
	if plan.Exhaustive {
		whole := opts
		whole.Exhaustive = true
		all, err := samestory.Detect(ctx, each(c.Articles), &whole)
		if err != nil {
			return nil, err
		}
		out.Figures = append(out.Figures, Found(r, all)...)
	}
	if !plan.Curve && len(plan.Without) == 0 {
		return out, nil
	}
	doubtful, err := everyPair(ctx, c.Articles, opts)
	if err != nil {
		return nil, err
	}
	if plan.Curve {
		out.Copies, out.Retellings = Curve(r, c.Truth, true), Curve(doubtful, c.Truth, false)
	}
	if len(plan.Without) > 0 {
		out.Figures = append(out.Figures, ablate(doubtful, c.Truth, plan.Without)...)
	}
	return out, nil
}

// ablate tells what the order of the scores is worth with all evidence, and without each piece named.
func ablate(r *samestory.Report, truth Truth, without []string) []Figure {
	out := Ranking("with.all", r, truth)
	for _, name := range without {
		i := slices.Index(Evidence[:], name)
		if i < 0 {
			continue
		}
		out = append(out, Ranking("without."+name, Rescored(r, Without(compare.DefaultModel, i)), truth)...)
	}
	return out
}
