package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
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
	pairs      []string
}

func (a *app) newFit() *cobra.Command {
	var f fitFlags
	cmd := &cobra.Command{
		Use:   "fit [flags] CORPUS...",
		Short: "Fit the model of retellings to labelled articles",
		Long: "fit makes the model that turns what two articles share into the probability that they tell one story, and prints\n" +
			"it as the line of Go that compare/model.go has.\n\n" +
			"A corpus is a folder as eval reads it. One without truth.tsv serves as background: its articles tell no story of any\n" +
			"other corpus, nor, more than 20 days apart, of one another. Copies do not count: they need no model. Levels of rewriting\n" +
			"count as one story where they are light or heavy, and as two where they are non.\n\n" +
			"--pairs names a file of pairs that were judged by reading, of articles of any of the corpora: two ids, 1 for one story or 0,\n" +
			"and whatever else, parted by tabs. They weigh little, as such pairs are drawn from those that are hard to tell.\n\n" +
			"Then fit prints what the model is worth. The cross-validation fits without each labelled corpus in turn, and tries that\n" +
			"model on the corpus left out. The tables of reliability sort the pairs by probability, and tell how many of them do\n" +
			"tell one story; one is of the model printed, the other of those that had not seen the corpus. These count each pair of\n" +
			"articles of one labelled corpus once that detection would look at, times unknown, whatever the corpus. Judged pairs have\n" +
			"tables of their own, with times.",
		Example: "  samestory fit corpora/*\n" +
			"  samestory fit --pairs judged.tsv corpora/*\n" +
			"  samestory fit --without names --format json corpora/*",
		Args: usageArgs(cobra.MinimumNArgs(1), corpusHint),
		RunE: func(cmd *cobra.Command, dirs []string) error { return a.fit(cmd.Context(), dirs, &f) },
	}
	f.output.add(cmd)
	f.run.add(cmd)
	addBackground(cmd, &f.background)
	cmd.Flags().Float64Var(&f.ridge, "ridge", 5e-4, "the penalty on large weights")
	cmd.Flags().Var(&f.without, "without", "leave this evidence out of the model; may be given again")
	cmd.Flags().StringArrayVar(&f.pairs, "pairs", nil, "learn from the judged pairs in this `FILE` too; may be given again")
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
	bad, err := a.readJudged(corpora, f.pairs)
	if err != nil {
		return err
	}
	problems = append(problems, bad...)
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

// readJudged gives the corpora the judged pairs of files.
func (a *app) readJudged(corpora []eval.Corpus, paths []string) ([]*article.Problem, error) {
	var problems []*article.Problem
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		pairs, err := eval.ReadJudged(file, path)
		file.Close()
		if err != nil {
			return nil, &hintedError{err, "a line is two ids and 1 for one story or 0, parted by tabs"}
		}
		for _, p := range eval.Judge(corpora, pairs) {
			unknown := fmt.Errorf("%w: %s", errUnknownPair, p[1])
			problems = append(problems, &article.Problem{Place: article.Place{Path: path}, ID: p[0], Err: unknown})
		}
	}
	a.warn(problems)
	return problems, nil
}

var errUnknownPair = errors.New("no corpus has this article and")

// writeFitting writes the model and the tables that tell its worth.
func writeFitting(w io.Writer, f *eval.Fitting) error {
	t := new(strings.Builder)
	fmt.Fprintf(t, "%s\n\n%d samples\n", goModel(f.Model), f.Samples)
	if len(f.Folds) > 0 {
		fmt.Fprintf(t, "\nseen by none\ttimes\tpairs\tone story\tlog loss\taverage precision\t\n")
	} else {
		fmt.Fprintf(t, "\nno cross-validation: it needs two labelled corpora\n")
	}
	for _, x := range f.Folds {
		times := "without"
		if x.Timed {
			times = "with"
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%.4f\t%.4f\t\n", report.Printable(x.Corpus), times, x.Pairs, x.Same, x.LogLoss, x.AveragePrecision)
	}
	writeBins(t, "fitted", f.Reliability)
	writeBins(t, "unseen", f.Unseen)
	writeBins(t, "judged, fitted", f.Judged)
	writeBins(t, "judged, unseen", f.UnseenJudged)
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
	return fmt.Sprintf("var DefaultModel = Model{Bias: %.4g, Pairs: %.4g, Names: %.4g, Subject: %.4g, Lead: %.4g, LeadPairs: %.4g, "+
		"Days: %.4g, Outlet: %.4g}", m.Bias, m.Pairs, m.Names, m.Subject, m.Lead, m.LeadPairs, m.Days, m.Outlet)
}
