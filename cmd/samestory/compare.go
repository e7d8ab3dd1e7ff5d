package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest"
	"github.com/samestory/samestory/report"
)

// compareFlags are the flags of the compare command.
type compareFlags struct {
	output outputFlags
	text   textFlags
	input  inputFlags
}

func (a *app) newCompare() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare [flags] A B",
		Short: "Tell how two texts relate",
		Long: "compare tells whether two texts are copies, share passages or tell the same story, with the scores, and shows\n" +
			"the shared passages side by side. A and B are files with one article each; one of them may be - for standard\n" +
			"input.",
		Example: "  samestory compare monday.txt tuesday.txt\n" +
			"  samestory compare --format json monday.txt tuesday.txt\n" +
			"  curl -s https://example.org/a.txt | samestory compare - ours.txt",
		Args: usageArgs(cobra.ExactArgs(2), "give two files, or one file and - for standard input"),
		RunE: func(cmd *cobra.Command, paths []string) error { return a.compare(cmd.Context(), paths, &f) },
	}
	f.output.add(cmd)
	f.text.add(cmd)
	f.input.add(cmd)
	return cmd
}

func (a *app) compare(ctx context.Context, paths []string, f *compareFlags) error {
	if err := f.text.validate(); err != nil {
		return err
	}
	out, err := f.output.open(a.stdout, paths)
	if err != nil {
		return err
	}
	defer out.discard()
	left, problemsA, err := a.readOne(ctx, paths[0], &f.input)
	if err != nil {
		return err
	}
	right, problemsB, err := a.readOne(ctx, paths[1], &f.input)
	if err != nil {
		return err
	}
	problems := append(problemsA, problemsB...)
	a.warn(problems)
	link, err := samestory.Compare(left, right, nil)
	if err != nil {
		return err
	}
	if f.output.format.value == formatJSON {
		err = report.ComparisonJSON(out, left, right, link)
	} else {
		err = report.Comparison(out, left, right, link, f.text.options(out))
	}
	return finish(ctx, out, err, problems)
}

// readOne reads the one article of a file, and the problems that still left an article to compare.
func (a *app) readOne(ctx context.Context, path string, f *inputFlags) (article.Article, []*article.Problem, error) {
	var problems []*article.Problem
	var found article.Article
	n := 0
	opts := &ingest.Options{Stdin: interruptible(ctx, a.stdin), OnPassed: a.passed.count}
	f.apply(opts)
	for next, err := range ingest.Paths(ctx, []string{path}, opts) {
		var problem *article.Problem
		switch {
		case errors.As(err, &problem):
			problems = append(problems, problem)
		case err != nil:
			return found, nil, err
		default:
			found = next
			n++
		}
		if n > 1 {
			return found, nil, &hintedError{
				fmt.Errorf("%s has more than one article", path), "samestory report compares all articles of a file",
			}
		}
	}
	switch {
	case n == 1:
		return found, problems, ctx.Err()
	case len(problems) > 0:
		return found, nil, problems[0]
	}
	return found, nil, fmt.Errorf("%s: there is no article in it", path)
}
