package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

func (a *app) newBackground() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "background",
		Short: "Learn from an archive how rare words are",
		Long: "Two articles that share a rare word are more likely to tell the same story. How rare a word is, a background\n" +
			"tells: counts of words in an archive of news. One for English is built in; background build makes one for\n" +
			"another language or field, for the flag --background of report and other commands.",
		Example: "  samestory background build -o german.bin archive/\n" +
			"  samestory report --background german.bin today.jsonl",
		Args: usageArgs(cobra.NoArgs, "samestory background --help tells the commands"),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.newBackgroundBuild(), a.newBackgroundInfo())
	return cmd
}

// backgroundFlags are the flags of background build.
type backgroundFlags struct {
	output outputFlags
	run    runFlags
	least  number
}

func (a *app) newBackgroundBuild() *cobra.Command {
	f := backgroundFlags{least: number{value: 2, least: 2, most: 1 << 31}}
	cmd := &cobra.Command{
		Use:   "build [flags] -o FILE ARCHIVE...",
		Short: "Count the words of an archive",
		Long: "build reads an archive of news, in the formats that report reads, and writes how rare its words and pairs of\n" +
			"words are. An archive should hold each text once, since copies make their own words common. A thousand articles\n" +
			"are little, a hundred thousand are plenty.",
		Example: "  samestory background build -o german.bin archive/\n" +
			"  samestory background build --least 5 -o small.bin archive-*.jsonl.zst",
		Args: usageArgs(cobra.MinimumNArgs(1), inputHint),
		RunE: func(cmd *cobra.Command, paths []string) error { return a.buildBackground(cmd.Context(), paths, &f) },
	}
	cmd.Flags().StringVarP(&f.output.path, "output", "o", "", "write to this `FILE`, all or nothing; - for standard output")
	// The only error is that of a flag that does not exist.
	_ = cmd.MarkFlagRequired("output")
	cmd.Flags().Var(&f.least, "least", "leave out what stands in fewer than N articles; more makes a smaller file")
	f.run.addProgress(cmd)
	f.run.input.add(cmd)
	return cmd
}

func (a *app) buildBackground(ctx context.Context, paths []string, f *backgroundFlags) error {
	out, err := f.output.open(a.stdout, paths)
	if err != nil {
		return err
	}
	defer out.discard()
	var problems []*article.Problem
	var other error
	articles, end := a.start(ctx, paths, &f.run, &samestory.Options{})
	table, err := samestory.BuildBackground(ctx, articles, f.least.value, func(err error) {
		if p, ok := errors.AsType[*article.Problem](err); ok {
			problems = append(problems, p)
		} else {
			other = errors.Join(other, err)
		}
	})
	end()
	if err = errors.Join(err, other); err != nil {
		return err
	}
	a.warn(problems)
	if table.Articles() == 0 {
		return &hintedError{errors.New("there is no article to count"), inputHint}
	}
	data, err := table.AppendBinary(nil)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return finish(ctx, out, err, problems)
}

func (a *app) newBackgroundInfo() *cobra.Command {
	return &cobra.Command{
		Use:     "info FILE",
		Short:   "Tell what a background holds",
		Long:    "info tells from how many articles a background was built, and how many words and pairs of words it knows.",
		Example: "  samestory background info german.bin",
		Args:    usageArgs(cobra.ExactArgs(1), "give a file that background build made"),
		RunE: func(_ *cobra.Command, paths []string) error {
			t, err := readTable(paths[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "articles  %d\nterms     %d\n", t.Articles(), t.Terms())
			return err
		},
	}
}
