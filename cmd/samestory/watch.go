package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory/ingest/feed"
	"github.com/samestory/samestory/merge"
	"github.com/samestory/samestory/watch"
)

const feedsHint = "give a list of feeds in OPML, as feed readers export it, or the addresses of feeds"

// watchFlags are the flags of the watch command.
type watchFlags struct {
	dedupe         dedupeFlags
	fetch          fetchFlags
	state          string
	every          time.Duration
	hold           window
	most, hosts    number
	once           bool
	quiet, verbose bool
}

func (a *app) newWatch() *cobra.Command {
	var f watchFlags
	cmd := &cobra.Command{
		Use:   "watch [flags] --state FOLDER -o FILE FEEDS.opml|ADDRESS...",
		Short: "Poll feeds and keep a merged feed up to date",
		Long: "watch asks for the feeds of a list again and again, and writes a feed with one item a story, as dedupe does, each\n" +
			"time something changed. An item that was written once stays the one that stands for its story, so that readers see\n" +
			"no story twice; articles that follow it join its \"Also in\".\n\n" +
			"Servers are asked politely: not again for what has not changed, one request at a time and host, less often where\n" +
			"they fail, and not at all for as long as they say so or after they say that a feed is gone. What is known of the\n" +
			"feeds, and the articles of the last week, are kept in the folder --state, so that watch can be stopped at any time.\n" +
			"The list is read anew before each round.\n\n" +
			"SIGTERM ends it with exit code 0, Ctrl-C with 130. With --once a single round is made, for cron. Its exit code is 2 if\n" +
			"some feeds or records could not be read, 1 if there is nothing at all. doc/watch.md tells more, with examples for\n" +
			"systemd and cron.",
		Example: "  samestory watch --state state/ -o merged.xml feeds.opml\n" +
			"  samestory watch --every 30m --hold 3d --contact https://example.org/about --state state/ -o world.atom feeds.opml\n" +
			"  samestory watch --once --state /var/lib/samestory -o /srv/www/merged.xml feeds.opml",
		Args: usageArgs(cobra.MinimumNArgs(1), feedsHint),
		RunE: func(cmd *cobra.Command, lists []string) error { return a.watch(cmd.Context(), lists, &f) },
	}
	f.add(cmd)
	return cmd
}

func (f *watchFlags) add(cmd *cobra.Command) {
	f.dedupe.add(cmd)
	flags := cmd.Flags()
	// There is nobody who waits.
	_ = flags.MarkHidden("progress")
	flags.StringVar(&f.state, "state", "", "keep what is known in this `FOLDER`; it is made if need be")
	_ = cmd.MarkFlagRequired("state")
	_ = cmd.MarkFlagDirname("state")
	flags.DurationVar(&f.every, "every", watch.DefaultEvery, "the time from one round to the next, at least 1m")
	flags.BoolVar(&f.once, "once", false, "make one round and end")
	flags.Var(&f.hold, "hold", "how long an article stays, such as 36h or 7d (default 7d)")
	f.most = number{least: 1, most: math.MaxInt}
	flags.Var(&f.most, "most", "hold at most so many articles, the latest (default 20000)")
	f.hosts = number{least: 1, most: 1000}
	flags.Var(&f.hosts, "hosts", "how many hosts are asked at once (default 8)")
	flags.BoolVar(&f.quiet, "quiet", false, "tell of problems only")
	flags.BoolVar(&f.verbose, "verbose", false, "tell of every request")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	f.fetch.add(cmd)
}

func (a *app) watch(ctx context.Context, lists []string, f *watchFlags) error {
	opts, err := a.watchOptions(ctx, lists, f)
	if err != nil {
		return err
	}
	w, err := watch.Open(f.state, opts)
	if err != nil {
		return hintState(err)
	}
	defer func() { _ = w.Close() }()
	if !f.once {
		if err = w.Run(ctx); terminated(ctx) && errors.Is(err, ctx.Err()) {
			return nil // there is no other way to end well
		}
		return hintState(err)
	}
	round, err := w.Round(ctx)
	switch {
	case err != nil:
		return hintState(err)
	case round.Held == 0 && round.Failed > 0 && round.Failed == round.Asked:
		return &hintedError{errors.New("no feed could be read"), feedsHint}
	case len(round.Problems) > 0:
		return errBadRecords
	}
	return nil
}

// watchOptions checks the flags, before anybody is asked for anything.
func (a *app) watchOptions(ctx context.Context, lists []string, f *watchFlags) (*watch.Options, error) {
	format, err := f.dedupe.feed.formatOf(f.dedupe.output.path)
	switch {
	case err != nil:
		return nil, err
	case f.dedupe.output.path == "" || f.dedupe.output.path == "-":
		return nil, errors.New("-o is needed: the file that is kept up to date")
	case f.dedupe.keep.value == string(merge.Preferred) && len(f.dedupe.prefer) == 0:
		return nil, errors.New("--keep preferred needs --prefer")
	case f.every <= 0 || f.hold.value < 0:
		return nil, errors.New("--every and --hold must be times above 0")
	}
	o := &watch.Options{
		Every: f.every, Keep: f.hold.value, Most: f.most.value, Parallel: f.hosts.value, Merge: f.dedupe.options(), Log: a.logger(f),
		Feeds: func(context.Context) ([]string, error) { return feedsOf(lists) },
		Publish: func(ctx context.Context, items []merge.Item) error {
			return f.dedupe.publish(ctx, format, lists, items)
		},
	}
	if o.Detect, err = f.dedupe.detection.options(); err != nil {
		return nil, err
	}
	o.Detect.Workers = f.dedupe.run.workers.value
	fetch, err := f.fetch.options()
	if err != nil {
		return nil, err
	}
	o.Fetch = *fetch
	if _, err := feedsOf(lists); err != nil {
		return nil, err
	}
	out, err := f.dedupe.output.open(a.stdout, lists)
	if err != nil {
		return nil, err
	}
	out.discard()
	return o, ctx.Err()
}

// logger returns where watch tells what it does.
func (a *app) logger(f *watchFlags) *slog.Logger {
	level := slog.LevelInfo
	switch {
	case f.quiet:
		level = slog.LevelWarn
	case f.verbose:
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level}))
}

// publish writes a feed to its file, unless that has it already.
func (f *dedupeFlags) publish(ctx context.Context, format *feedFormat, lists []string, items []merge.Item) error {
	var b bytes.Buffer
	if err := f.feed.write(&b, format, items); err != nil {
		return err
	}
	if old, err := os.ReadFile(f.output.path); err == nil && bytes.Equal(old, b.Bytes()) {
		return nil
	}
	out, err := f.output.open(nil, lists)
	if err != nil {
		return err
	}
	defer out.discard()
	_, err = out.Write(b.Bytes())
	return finish(ctx, out, err, nil)
}

// feedsOf returns the addresses of the feeds that lists name: files of OPML, or addresses outright.
func feedsOf(lists []string) ([]string, error) {
	var all []string
	for _, list := range lists {
		if isAddress(list) {
			all = append(all, list)
			continue
		}
		subscriptions, err := readOPML(list)
		if err != nil {
			return nil, &hintedError{err, feedsHint}
		}
		for _, s := range subscriptions {
			all = append(all, s.URL)
		}
	}
	if len(all) == 0 {
		return nil, &hintedError{errors.New("there is no feed in the list"), feedsHint}
	}
	return all, nil
}

func isAddress(text string) bool {
	for _, scheme := range []string{"http://", "https://", "feed:"} {
		if strings.HasPrefix(strings.ToLower(text), scheme) {
			return true
		}
	}
	return false
}

func readOPML(path string) ([]feed.Subscription, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	subscriptions, err := feed.ParseOPML(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return subscriptions, nil
}

// hintState tells what to do about a state folder that cannot be worked with.
func hintState(err error) error {
	bad, ok := errors.AsType[*fs.PathError](err)
	switch {
	case !ok:
	case errors.Is(err, watch.ErrDamaged):
		return &hintedError{err, "restore " + bad.Path + " from a backup, or delete it: what only it knew is lost then, and what the\n" +
			"feeds still list is read again"}
	case errors.Is(err, watch.ErrVersion):
		return &hintedError{err, "use the later samestory, or another --state"}
	case errors.Is(err, watch.ErrLocked):
		return &hintedError{err, "stop the other samestory watch, or give another --state"}
	}
	return err
}
