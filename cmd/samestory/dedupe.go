package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/merge"
)

// dedupeFlags are the flags of the dedupe command.
type dedupeFlags struct {
	output    outputFlags
	run       runFlags
	detection detectionFlags
	feed      feedFlags
	fetch     fetchFlags
	keep      choice
	prefer    []string
}

// keepAll is the choice of --keep that is no rule.
const keepAll = "all"

func (a *app) newDedupe() *cobra.Command {
	var f dedupeFlags
	cmd := &cobra.Command{
		Use:   "dedupe [flags] [FILE|FOLDER|-...]",
		Short: "Make one item of every story",
		Long: "dedupe reads feeds and articles, in the formats that report reads, and writes a feed with one item a story.\n" +
			"Nothing is lost: the item that is kept names and links all others, for readers at the end of its content (\"Also\n" +
			"in: ...\") and for programs in fields of its own. Articles without enough text to compare, such as pictures, pass\n" +
			"through as they are. A newer version of an article (the same id from the same feed or outlet) takes the place of\n" +
			"the older one.\n\n" +
			"Kept is the story's original, where that can be told, else the article of the outlet that --prefer names first,\n" +
			"else the longest, else the first published. --keep puts another rule in front; --keep all keeps every item, and\n" +
			"says of each what story it belongs to, what is the original of that, and how it relates to the one that would\n" +
			"have been kept. What makes one story says --level: copies alone, or retellings too.\n\n" +
			"The format is told by --format or by the ending of -o: .xml or .rss (RSS; also for standard output), .atom, .json\n" +
			"(JSON Feed), .jsonl (JSON Lines, with all fields that the input had), .opml (a list of the feeds that the items\n" +
			"came from). Without a FILE standard input is read. Standard error tells how many items were read, kept, grouped\n" +
			"and updated.",
		Example: "  samestory dedupe feeds/*.xml -o merged.xml\n" +
			"  samestory dedupe --prefer apnews.com,Reuters --title 'World news' -o world.atom feeds/\n" +
			"  samestory dedupe --keep all --level stories -o tagged.json feeds/\n" +
			"  cat articles.jsonl | samestory dedupe --format jsonl > unique.jsonl",
		RunE: func(cmd *cobra.Command, paths []string) error { return a.dedupe(cmd.Context(), paths, &f) },
	}
	f.add(cmd)
	f.fetch.addSwitch(cmd)
	return cmd
}

func (f *dedupeFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVarP(&f.output.path, "output", "o", "", "write to this `FILE`, all or nothing (default: standard output)")
	f.feed.add(cmd)
	var words []string
	for _, r := range merge.Rules() {
		words = append(words, string(r))
	}
	f.keep = newChoice(append(words, keepAll)...)
	addChoice(cmd, &f.keep, "keep", "the rule that comes first in choosing the item to keep, or all to keep every item")
	flags.StringSliceVar(&f.prefer, "prefer", nil, "rather keep articles of these `OUTLETS`, names or hosts, the most welcome first")
	// The only error is that of a flag that does not exist.
	_ = cmd.RegisterFlagCompletionFunc("prefer", cobra.NoFileCompletions)
	f.run.add(cmd)
	f.run.input.add(cmd)
	f.run.keepItems = true
	f.detection.add(cmd)
	f.detection.level.value = string(merge.Copies)
	level := flags.Lookup("level")
	level.DefValue, level.Usage = f.detection.level.value, "what makes one item: copies, or stories, retellings included"
}

func (a *app) dedupe(ctx context.Context, paths []string, f *dedupeFlags) error {
	if len(paths) == 0 {
		if in, ok := a.stdin.(*os.File); ok && term.IsTerminal(int(in.Fd())) {
			return &hintedError{errors.New("there is nothing to read"), inputHint}
		}
		paths = []string{"-"}
	}
	format, err := f.feed.formatOf(f.output.path)
	if err != nil {
		return err
	}
	if f.keep.value == string(merge.Preferred) && len(f.prefer) == 0 {
		return errors.New("--keep preferred needs --prefer")
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
	m, err := a.merge(ctx, paths, f, opts)
	if err != nil {
		return err
	}
	if err := f.output.refuse(m.paths); err != nil {
		return err
	}
	a.warnFirst(m.problems, "samestory report --format json lists all")
	if m.read == 0 {
		return &hintedError{errors.New("there is no article to merge"), inputHint}
	}
	err = finish(ctx, out, f.feed.write(out, format, m.items), m.problems)
	if err == nil || errors.Is(err, errBadRecords) {
		a.tellMerged(m)
	}
	return err
}

// merged is what dedupe has done.
type merged struct {
	items          []merge.Item
	read, replaced int
	count          merge.Count
	problems       []*article.Problem
	// paths are the files that articles were read from.
	paths []string
}

// merge reads and groups, with progress.
func (a *app) merge(ctx context.Context, paths []string, f *dedupeFlags, opts *samestory.Options) (*merged, error) {
	m := &merged{}
	articles, end := a.start(ctx, paths, &f.run, opts)
	defer end()
	var read []article.Article
	for next, err := range articles {
		problem, bad := errors.AsType[*article.Problem](err)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case bad:
			m.problems = append(m.problems, problem)
		case err != nil:
			return nil, err
		default:
			read = append(read, next)
			m.paths = append(m.paths, next.Place.Path)
		}
	}
	m.paths = slices.Compact(m.paths)
	m.read = len(read)
	items, replaced := merge.Collect(slices.Values(read))
	r, err := samestory.Detect(ctx, merge.Articles(items), opts)
	if err != nil {
		return nil, err
	}
	for _, p := range r.Problems {
		// Texts that are too short to be compared pass through.
		if !errors.Is(p, samestory.ErrNoWords) && !errors.Is(p, samestory.ErrTooShort) {
			m.problems = append(m.problems, p)
		}
	}
	m.replaced = replaced
	how := f.options()
	m.items, m.count = merge.Merge(items, r, how)
	if !how.All {
		merge.Settle(m.items, how.Level)
	}
	return m, nil
}

// options returns the flags as merge takes them.
func (f *dedupeFlags) options() *merge.Options {
	o := &merge.Options{Level: merge.Level(f.detection.level.value), Keep: merge.Rule(f.keep.value), Prefer: f.prefer}
	if f.keep.value == keepAll {
		o.Keep, o.All = "", true
	}
	return o
}

// tellMerged prints what was done. It goes to standard error, as a feed may go to standard output.
func (a *app) tellMerged(m *merged) {
	_, _ = fmt.Fprintf(a.stderr, "samestory: read %s, kept %d, grouped %d into %s, updates %d\n",
		count(m.read, "item", "items"), len(m.items), m.count.Grouped, count(m.count.Stories, "story", "stories"), m.replaced)
}

// count returns a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// refuse returns an error if the output is one of the files that were read, as may be the case for those of folders.
func (f *outputFlags) refuse(paths []string) error {
	if f.path == "" || f.path == "-" {
		return nil
	}
	info, err := os.Stat(f.path)
	if err != nil || !info.Mode().IsRegular() {
		return nil //nolint:nilerr // there is nothing yet that could be overwritten
	}
	for _, path := range paths {
		if in, err := os.Stat(path); err == nil && os.SameFile(in, info) {
			return fmt.Errorf("%s is read and cannot be written too", f.path)
		}
	}
	return nil
}
