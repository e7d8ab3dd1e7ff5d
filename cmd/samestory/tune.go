package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/eval"
	"github.com/samestory/samestory/report"
)

// tuneFlags are the flags of the tune command.
type tuneFlags struct {
	output    outputFlags
	run       runFlags
	detection detectionFlags
	near      int
}

func (a *app) newTune() *cobra.Command {
	var f tuneFlags
	cmd := &cobra.Command{
		Use:   "tune [flags] FILE|FOLDER|-...",
		Short: "Propose a threshold from articles without labels",
		Long: "tune looks at the links that a feed gives, weak ones too, and prints how many there are by score, the pairs nearest\n" +
			"to the thresholds, which are the ones to read, and the share of copies that the index is expected to miss.\n\n" +
			"The threshold it suggests for --story is the middle of the emptiest stretch of scores, 0.1 wide, between 0.3 and 0.8:\n" +
			"where few pairs lie, few change sides if the threshold is a little wrong. Of equals it is the one nearest to the threshold in\n" +
			"use. It takes 20 links of doubtful scores, from 0.2 to 0.9, to suggest any.",
		Example: "  samestory tune feed.jsonl.gz\n" +
			"  samestory tune --near 20 --story 0.7 feed/",
		Args: usageArgs(cobra.MinimumNArgs(1), inputHint),
		RunE: func(cmd *cobra.Command, paths []string) error { return a.tune(cmd.Context(), paths, &f) },
	}
	f.output.add(cmd)
	f.run.add(cmd)
	f.run.input.add(cmd)
	f.detection.add(cmd)
	cmd.Flags().IntVar(&f.near, "near", 5, "show the `N` pairs nearest to each threshold")
	return cmd
}

func (a *app) tune(ctx context.Context, paths []string, f *tuneFlags) error {
	if f.near < 0 {
		return fmt.Errorf("--near must be 0 or more")
	}
	opts, err := f.detection.options()
	if err != nil {
		return err
	}
	story := opts.Story
	if story == 0 {
		story = defaultStory
	}
	opts.Story = math.SmallestNonzeroFloat64
	out, err := f.output.open(a.stdout, paths)
	if err != nil {
		return err
	}
	defer out.discard()
	r, err := a.detect(ctx, paths, &f.run, opts)
	if err != nil {
		return err
	}
	if err := a.checkArticles(r); err != nil {
		return err
	}
	t := tuning{eval.Tune(r, story, f.near), misses(r.Params)}
	if f.output.format.value == formatJSON {
		err = writeJSON(out, t)
	} else {
		err = t.write(out)
	}
	return finish(ctx, out, err, r.Problems)
}

// defaultStory is the threshold that tune compares with where none is given: that of samestory.Options.
const defaultStory = 0.6

// tuning is what tune prints.
type tuning struct {
	eval.Tuning
	Misses []miss `json:"misses"`
}

// miss is the share of the pairs of a resemblance that the bands alone are expected to miss.
type miss struct {
	Resemblance float64 `json:"resemblance"`
	Missed      float64 `json:"missed"`
}

func misses(p samestory.Params) []miss {
	var out []miss
	for tenth := 1; tenth <= 9; tenth++ {
		j := float64(tenth) / 10
		out = append(out, miss{j, 1 - cluster.Bands{Count: p.Bands, Rows: p.Rows}.Probability(j)})
	}
	return out
}

func (t *tuning) write(w io.Writer) error {
	tab := new(strings.Builder)
	fmt.Fprintf(tab, "%d articles\n\n", t.Articles)
	writeBars(tab, "shared text", t.Copies)
	writeBars(tab, "one story", t.Retellings)
	writeNear(tab, fmt.Sprintf("copies near %.2f", t.Copy), t.NearCopy)
	writeNear(tab, fmt.Sprintf("stories near %.2f", t.Story), t.NearStory)
	fmt.Fprintf(tab, "resemblance\texpected misses\n")
	for _, m := range t.Misses {
		fmt.Fprintf(tab, "%.1f\t%.4f\n", m.Resemblance, m.Missed)
	}
	if err := writeTable(w, tab, 0); err != nil {
		return err
	}
	s := t.Suggestion
	text := fmt.Sprintf("keep --story %.2f: only %d links score from 0.2 to 0.9, too few to tell", s.Story, s.Between)
	if s.Judged() {
		text = fmt.Sprintf("try --story %.2f: %d of %d links between 0.2 and 0.9 are within 0.05 of it", s.Story, s.Links, s.Between)
	}
	_, err := fmt.Fprintf(w, "\n%s\n", text)
	return err
}

// longestBar is how many columns a bar may have.
const longestBar = 40

func writeBars(w *strings.Builder, what string, bars []eval.Bar) {
	most := 1
	for _, b := range bars {
		most = max(most, b.Links)
	}
	fmt.Fprintf(w, "%s from\tto\tlinks\t\n", what)
	for _, b := range bars {
		length := (b.Links*longestBar + most - 1) / most
		fmt.Fprintf(w, "%.2f\t%.2f\t%d\t%s\n", b.Low, b.High, b.Links, strings.Repeat("#", length))
	}
	fmt.Fprintln(w)
}

func writeNear(w *strings.Builder, what string, pairs []eval.Near) {
	if len(pairs) == 0 {
		return
	}
	fmt.Fprintf(w, "%s\n", what)
	for _, n := range pairs {
		fmt.Fprintf(w, "%.3f\t%s\t%s\n\t%s\t%s\n", n.Score, report.Printable(n.A), report.Printable(n.TitleA),
			report.Printable(n.B), report.Printable(n.TitleB))
	}
	fmt.Fprintln(w)
}
