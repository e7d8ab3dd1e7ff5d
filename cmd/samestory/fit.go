package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/eval"
	"github.com/samestory/samestory/report"
)

// fitFlags are the flags of the fit command.
type fitFlags struct {
	output     outputFlags
	run        runFlags
	background string
	ridge      float64
	without    evidence
}

func (a *app) newFit() *cobra.Command {
	var f fitFlags
	cmd := &cobra.Command{
		Use:   "fit [flags] CORPUS...",
		Short: "Fit the model of retellings to labelled articles",
		Long: "fit makes the model that turns what two articles share into the probability that they tell one story, and prints\n" +
			"it as the line of Go that compare/model.go has.\n\n" +
			"A corpus is a folder as eval reads it. One without truth.tsv serves as background: its articles tell no story of any\n" +
			"other corpus, nor, more than 20 days apart, of one another. Copies do not count: they need no model.\n\n" +
			"Then fit prints what the model is worth. The cross-validation fits without each labelled corpus in turn, and tries that\n" +
			"model on the corpus left out. The tables of reliability sort the pairs by probability, and tell how many of them do\n" +
			"tell one story; one is of the model printed, the other of those that had not seen the corpus. All these count each pair of\n" +
			"articles of one labelled corpus once that detection would look at, times unknown, whatever the corpus.",
		Example: "  samestory fit corpora/*\n" +
			"  samestory fit --without names --format json corpora/*",
		Args: usageArgs(cobra.MinimumNArgs(1), corpusHint),
		RunE: func(cmd *cobra.Command, dirs []string) error { return a.fit(cmd.Context(), dirs, &f) },
	}
	f.output.add(cmd)
	f.run.add(cmd)
	addBackground(cmd, &f.background)
	cmd.Flags().Float64Var(&f.ridge, "ridge", 5e-4, "the penalty on large weights")
	cmd.Flags().Var(&f.without, "without", "leave this evidence out of the model; may be given again")
	return cmd
}

func (a *app) fit(ctx context.Context, dirs []string, f *fitFlags) error {
	if !(f.ridge >= 0) {
		return errors.New("--ridge must be 0 or more")
	}
	table, err := readBackground(f.background)
	if err != nil {
		return err
	}
	out, err := f.output.open(a.stdout, dirs)
	if err != nil {
		return err
	}
	defer out.discard()
	corpora, problems, err := a.readCorpora(ctx, dirs, false)
	if err != nil {
		return err
	}
	opts := samestory.Options{Background: table}
	end := a.follow(&f.run, &opts)
	defer end()
	samples, err := eval.Samples(ctx, corpora, opts)
	if err != nil {
		return err
	}
	end()
	fitting, err := eval.FitAll(samples, f.ridge, f.without)
	if err != nil {
		return &hintedError{err, "label pairs that tell one story as same_event, story or cycle in truth.tsv"}
	}
	if f.output.format.value == formatJSON {
		err = writeJSON(out, fitting)
	} else {
		err = writeFitting(out, fitting)
	}
	return finish(ctx, out, err, problems)
}

// writeFitting writes the model and the tables that tell its worth.
func writeFitting(w io.Writer, f *eval.Fitting) error {
	t := new(strings.Builder)
	fmt.Fprintf(t, "%s\n\n%d samples\n", goModel(f.Model), f.Samples)
	if len(f.Folds) > 0 {
		fmt.Fprintf(t, "\nseen by none\tpairs\tone story\tlog loss\taverage precision\t\n")
	} else {
		fmt.Fprintf(t, "\nno cross-validation: it needs two labelled corpora\n")
	}
	for _, x := range f.Folds {
		fmt.Fprintf(t, "%s\t%d\t%d\t%.4f\t%.4f\t\n", report.Printable(x.Corpus), x.Pairs, x.Same, x.LogLoss, x.AveragePrecision)
	}
	writeBins(t, "fitted", f.Reliability)
	writeBins(t, "unseen", f.Unseen)
	return writeTable(w, t, tabwriter.AlignRight)
}

func writeBins(w *strings.Builder, what string, bins []eval.Bin) {
	if len(bins) > 0 {
		fmt.Fprintf(w, "\n%s from\tto\tmean\tone story\tpairs\t\n", what)
	}
	for _, b := range bins {
		fmt.Fprintf(w, "%.1f\t%.1f\t%.3f\t%.3f\t%d\t\n", b.Low, b.High, b.Mean, b.Same, b.Pairs)
	}
}

// goModel returns the declaration of a model in Go.
func goModel(m compare.Model) string {
	return fmt.Sprintf("var DefaultModel = Model{Bias: %.4g, Pairs: %.4g, Names: %.4g, Lead: %.4g, LeadPairs: %.4g}",
		m.Bias, m.Pairs, m.Names, m.Lead, m.LeadPairs)
}
