package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest"
	"github.com/samestory/samestory/report"
)

// maxWarnings is the most problems printed one by one; the report has all.
const maxWarnings = 20

const inputHint = "give files of articles, feeds, pages or archives, folders of them, or - for standard input; " +
	"report --help lists the formats"

// reportFlags are the flags of the report command.
type reportFlags struct {
	output    outputFlags
	text      textFlags
	run       runFlags
	detection detectionFlags
	fetch     fetchFlags
	stories   int
	links     int
	storyID   string
	stats     choice
}

// reportFormats are the formats of reports beside text.
var reportFormats = []struct {
	name  string
	write func(io.Writer, *samestory.Report) error
}{
	{formatJSON, report.JSON},
	{"jsonl", report.JSONLines},
	{"csv", report.LinksCSV},
	{"csv-stories", report.StoriesCSV},
	{"csv-articles", report.ArticlesCSV},
	{"graphml", report.GraphML},
	{"dot", report.DOT},
}

func (a *app) newReport() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use:   "report [flags] FILE|FOLDER|-...",
		Short: "Find the stories in a pile of articles",
		Long: "report reads articles and tells which of them are copies of one another, which tell the same story in other\n" +
			"words, and what proves it.\n\n" +
			"It reads plain text, JSON Lines and JSON, CSV, TSV and Parquet (fields under their usual names, or as --map says),\n" +
			"feeds (RSS, Atom, JSON Feed) and lists of them (OPML), web pages and archives (HTML, WARC), newsroom formats\n" +
			"(ninjs, NewsML-G2, NewsML 1, NITF), databases (SQLite, postgres://...; with --query), all files compressed with gzip, zstd\n" +
			"or bzip2 or in tar and zip, folders of them, and standard input (-). The ending or the content tells the format.\n" +
			"Records that cannot be used are reported, and the run goes on.\n\n" +
			"Formats: text for a terminal; json for all that was found; jsonl, one story a line; csv with the links, csv-stories\n" +
			"with the stories and csv-articles with the articles, for spreadsheets; graphml and dot (Graphviz) with who copied whom.",
		Example: "  samestory report articles/\n" +
			"  samestory report --format json -o report.json monday.jsonl.gz tuesday.jsonl.gz\n" +
			"  samestory report --window 2d --story 0.8 --owners owners.tsv articles/\n" +
			"  samestory report --level copies --format json archive/\n" +
			"  samestory report --format csv-stories -o stories.csv archive/\n" +
			"  samestory report --format dot --story-id s-harbour.txt articles/ | dot -Tsvg -o lineage.svg\n" +
			"  samestory report --fetch feeds.opml\n" +
			"  zcat crawl.jsonl.gz | samestory report -",
		Args: usageArgs(cobra.MinimumNArgs(1), inputHint),
		RunE: func(cmd *cobra.Command, paths []string) error { return a.report(cmd.Context(), paths, &f) },
	}
	var more []string
	for _, format := range reportFormats[1:] {
		more = append(more, format.name)
	}
	f.output.add(cmd, more...)
	f.text.add(cmd)
	f.run.add(cmd)
	f.run.input.add(cmd)
	f.detection.add(cmd)
	f.fetch.addSwitch(cmd)
	cmd.Flags().StringVar(&f.storyID, "story-id", "", "report the story with this `ID` alone, as JSON or csv-stories name it")
	cmd.Flags().IntVar(&f.stories, "stories", 0, "show at most `N` stories as text (default: all)")
	cmd.Flags().IntVar(&f.links, "links", 0, "explain at most `N` links of a story as text; negative explains none (default 3)")
	f.stats = newChoice("none", "json")
	addChoice(cmd, &f.stats, "stats", "print on standard error what the run did and how long each step took")
	return cmd
}

func (a *app) report(ctx context.Context, paths []string, f *reportFlags) error {
	if err := f.text.validate(); err != nil {
		return err
	}
	opts, err := f.detection.options()
	if err != nil {
		return err
	}
	out, err := f.output.open(a.stdout, paths)
	if err != nil {
		return err
	}
	defer out.discard()
	end, err := f.fetch.start(&f.run)
	if err != nil {
		return err
	}
	defer end()
	start := time.Now()
	opts.Stats = new(samestory.Stats)
	r, err := a.detect(ctx, paths, &f.run, opts)
	if err != nil {
		return err
	}
	took := time.Since(start)
	if f.stats.value == "json" {
		if err := writeStats(a.stderr, opts.Stats, took); err != nil {
			return err
		}
	}
	if err := a.checkArticles(r); err != nil {
		return err
	}
	if r, err = onlyStory(r, f.storyID); err != nil {
		return err
	}
	return finish(ctx, out, a.writeReport(out, r, f, took), r.Problems)
}

// checkArticles warns of the problems of a report, and refuses one about nothing: then there is no other place to list them all.
func (a *app) checkArticles(r *samestory.Report) error {
	if slices.ContainsFunc(r.Articles, func(e samestory.Entry) bool { return e.Words > 0 }) {
		a.warn(r.Problems)
		return nil
	}
	for _, p := range r.Problems {
		a.say("warning", p.Error())
	}
	if n := len(r.Articles); n > 0 {
		return &hintedError{
			fmt.Errorf("there is nothing to compare: %s, and none has %d words or more", count(n, "article", "articles"), samestory.MinWords),
			"an article that is only a title or a picture passes through samestory dedupe",
		}
	}
	hint := inputHint
	if slices.ContainsFunc(r.Problems, func(p *article.Problem) bool { return errors.Is(p, ingest.ErrNoQuery) }) {
		hint = "give the query with --query; doc/databases.md has some for Miniflux, FreshRSS and Tiny Tiny RSS"
	}
	return &hintedError{errors.New("there is no article to report on"), hint}
}

// onlyStory returns a report of the story with that id, or r where no id is given.
func onlyStory(r *samestory.Report, id string) (*samestory.Report, error) {
	if id == "" {
		return r, nil
	}
	one, ok := report.OneStory(r, id)
	if !ok {
		return nil, &hintedError{
			fmt.Errorf("there is no story %s", id), "--format csv-stories lists them all",
		}
	}
	return one, nil
}

// detect reads and compares, with progress.
func (a *app) detect(ctx context.Context, paths []string, f *runFlags, opts *samestory.Options) (*samestory.Report, error) {
	articles, end := a.start(ctx, paths, f, opts)
	defer end()
	return samestory.Detect(ctx, articles, opts)
}

func (a *app) writeReport(out *output, r *samestory.Report, f *reportFlags, took time.Duration) error {
	for _, format := range reportFormats {
		if format.name == f.output.format.value {
			return format.write(out, r)
		}
	}
	opts := f.text.options(out)
	opts.Took, opts.Stories, opts.Links = took, f.stories, f.links
	return report.Text(out, r, opts)
}

// warn prints the first problems, and how many more there are.
func (a *app) warn(problems []*article.Problem) { a.warnFirst(problems, "the report lists all") }

// warnFirst prints the first problems, how many more there are, and what lists them.
func (a *app) warnFirst(problems []*article.Problem, list string) {
	for _, p := range problems[:min(len(problems), maxWarnings)] {
		a.say("warning", p.Error())
	}
	if more := len(problems) - maxWarnings; more > 0 {
		a.say("warning", fmt.Sprintf("%d more problems; %s", more, list))
	}
}

// interruptible returns r such that the end of ctx ends a read that waits, as for somebody at a terminal. It reads in a
// goroutine of its own, from when the first byte is wanted; after the end of ctx that goroutine may wait on, for bytes that
// nobody wants any more, until the process ends.
func interruptible(ctx context.Context, r io.Reader) io.Reader {
	pipe := sync.OnceValue(func() *io.PipeReader {
		out, in := io.Pipe()
		go func() {
			_, err := io.Copy(in, r)
			in.CloseWithError(err)
		}()
		context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
		return out
	})
	return readerFunc(func(p []byte) (int, error) { return pipe().Read(p) })
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
