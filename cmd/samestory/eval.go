package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory/eval"
	"github.com/samestory/samestory/report"
)

// evalFlags are the flags of the eval command.
type evalFlags struct {
	output    outputFlags
	run       runFlags
	detection detectionFlags
	plan      eval.Plan
	without   evidence
	pairs     []string
}

func (a *app) newEval() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "eval [flags] CORPUS...",
		Short: "Measure how well stories are found in labelled articles",
		Long: "eval finds the stories in labelled corpora and prints how right they are: precision, recall and F1 of copies and\n" +
			"of stories, the adjusted Rand index of the groups, and the numbers of links.\n\n" +
			"A corpus is a folder with docs.jsonl (or docs.jsonl.gz), an article a line, and truth.tsv, with lines of two ids and a\n" +
			"label, parted by tabs: copy, contained or dup; partial; same_event, story or cycle; cut, light, heavy or non, for levels\n" +
			"of rewriting; disputed, routine, sameslug or ignore, to leave a pair out. Pairs that are not listed are unrelated. Lines\n" +
			"of an id and the name of its story will do too.",
		Example: "  samestory eval corpora/summit corpora/census\n" +
			"  samestory eval --no-times --curve feed/\n" +
			"  samestory eval --errors 10 --exhaustive feed/\n" +
			"  samestory eval --without names --without lead --format json feed/",
		Args: usageArgs(cobra.MinimumNArgs(1), corpusHint),
		RunE: func(cmd *cobra.Command, dirs []string) error { return a.eval(cmd.Context(), dirs, &f) },
	}
	f.output.add(cmd)
	f.run.add(cmd)
	f.detection.add(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.plan.NoTimes, "no-times", false, "take all times of publication for unknown")
	flags.BoolVar(&f.plan.Curve, "curve", false, "print precision and recall at every threshold too")
	flags.IntVar(&f.plan.Errors, "errors", 0, "list the worst `N` errors too")
	flags.BoolVar(&f.plan.Exhaustive, "exhaustive", false,
		"compare all pairs too, and print found.KIND: what share of the links candidates find; needs no truth.tsv")
	flags.Var(&f.without, "without", "print too how well retellings are told without this evidence; may be given again")
	flags.StringArrayVar(&f.pairs, "pairs", nil,
		"print too how the links do on the judged pairs in this `FILE` (see fit), which needs no truth.tsv; may be given again")
	return cmd
}

func (a *app) eval(ctx context.Context, dirs []string, f *evalFlags) error {
	opts, err := f.detection.options()
	if err != nil {
		return err
	}
	f.plan.Without = f.without
	out, err := f.output.open(a.stdout, dirs)
	if err != nil {
		return err
	}
	defer out.discard()
	corpora, problems, err := a.readCorpora(ctx, dirs, labelled(!f.plan.Exhaustive && len(f.pairs) == 0))
	if err != nil {
		return err
	}
	bad, err := a.readJudged(corpora, f.pairs)
	if err != nil {
		return err
	}
	problems = append(problems, bad...)
	end := a.follow(&f.run, opts)
	defer end()
	results := make([]*eval.Result, len(corpora))
	for i, c := range corpora {
		if results[i], err = eval.Evaluate(ctx, c, *opts, f.plan); err != nil {
			return err
		}
	}
	end()
	if f.output.format.value == formatJSON {
		err = writeJSON(out, results)
	} else {
		err = writeResults(out, results)
	}
	return finish(ctx, out, err, problems)
}

// writeResults writes a line a figure; where there are several corpora, each begins with its name.
func writeResults(w io.Writer, results []*eval.Result) error {
	t := new(strings.Builder)
	for i, r := range results {
		if len(results) > 1 {
			if i > 0 {
				fmt.Fprintln(t)
			}
			fmt.Fprintf(t, "# %s\n", report.Printable(r.Corpus))
		}
		for _, f := range r.Figures {
			fmt.Fprintln(t, f)
		}
		writeCurve(t, "copies", r.Copies)
		writeCurve(t, "retellings", r.Retellings)
		if len(r.Errors) > 0 {
			fmt.Fprintf(t, "\nerrors\tfound\tscore\tlabel\n")
		}
		for _, e := range r.Errors {
			fmt.Fprintf(t, "%s %s\t%s\t%.3f\t%s\n", report.Printable(e.Pair[0]), report.Printable(e.Pair[1]),
				orNone(string(e.Link.Kind)), e.Link.Similarity, orNone(report.Printable(e.Label)))
		}
	}
	return writeTable(w, t, 0)
}

// writeTable writes lines whose cells end in tabs as aligned columns.
func writeTable(w io.Writer, lines *strings.Builder, flags uint) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', flags)
	if _, err := io.WriteString(t, lines.String()); err != nil {
		return err
	}
	return t.Flush()
}

func writeCurve(w *strings.Builder, what string, curve []eval.Point) {
	if len(curve) > 0 {
		fmt.Fprintf(w, "\n%s from\tprecision\trecall\tf1\n", what)
	}
	for _, p := range curve {
		fmt.Fprintf(w, "%.2f\t%.3f\t%.3f\t%.3f\n", p.Threshold, p.Precision, p.Recall, p.F1)
	}
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// evidence is a flag that names pieces of evidence.
type evidence []string

// String returns the names.
func (e *evidence) String() string { return strings.Join(*e, ",") }

// Type names the choices for the help.
func (e *evidence) Type() string { return strings.Join(eval.Evidence[:], "|") }

// Set adds one, or all.
func (e *evidence) Set(name string) error {
	one := newChoice(eval.Evidence[:]...)
	if err := one.Set(name); err != nil {
		return err
	}
	*e = append(*e, name)
	return nil
}
