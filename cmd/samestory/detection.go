package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest"
	"github.com/samestory/samestory/rarity"
	"github.com/samestory/samestory/wire"
)

// runFlags say how a run works, and how much it shows of itself.
type runFlags struct {
	progress choice
	workers  number
	input    inputFlags
	// keepItems has articles come with all that is needed to write them again.
	keepItems bool
	// fetch opens the addresses that lists of feeds name; nil where the user did not ask for that.
	fetch func(ctx context.Context, address string) (io.ReadCloser, error)
}

func (f *runFlags) add(cmd *cobra.Command) {
	f.addProgress(cmd)
	f.workers = number{least: 0, most: math.MaxInt}
	cmd.Flags().Var(&f.workers, "workers", "how many goroutines work at once (default: one for each processor)")
}

func (f *runFlags) addProgress(cmd *cobra.Command) {
	f.progress = newChoice("auto", "never", "always")
	addChoice(cmd, &f.progress, "progress", "show progress on standard error; auto: where that is a terminal")
}

// start returns the articles of paths, and opts such that reading and detecting show their progress, until end.
func (a *app) start(ctx context.Context, paths []string, f *runFlags, opts *samestory.Options) (
	articles iter.Seq2[article.Article, error], end func(),
) {
	p := newProgress(a.stderr, f.progress.value)
	in := &ingest.Options{Stdin: interruptible(ctx, a.stdin), KeepItems: f.keepItems, Fetch: f.fetch, OnPassed: a.passed.count}
	f.input.apply(in)
	opts.Workers = f.workers.value
	if p != nil {
		p.reading(ingest.Size(paths, in))
		in.OnBytes, opts.Progress = p.bytes, p.stage
	}
	return ingest.Paths(ctx, paths, in), p.end
}

// follow makes opts show the progress of detecting, until end, which may be called twice.
func (a *app) follow(f *runFlags, opts *samestory.Options) (end func()) {
	p := newProgress(a.stderr, f.progress.value)
	opts.Workers = f.workers.value
	if p != nil {
		opts.Progress = p.stage
	}
	return p.end
}

// detectionFlags are what detection can be told.
type detectionFlags struct {
	window                       window
	story                        probability
	level                        choice
	background, agencies, owners string
	shingle, slots               number
	bands, rows, sample          number
	scheme                       choice
	memory                       memorySize
	tempDir                      string
}

func (f *detectionFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Var(&f.window, "window", "link no articles published further apart, such as 36h, 7d or none (default 7d)")
	flags.Var(&f.story, "story", "the least probability, above 0 and up to 1, that two articles tell one story (default 0.6)")
	f.level = newChoice("stories", "copies")
	addChoice(cmd, &f.level, "level", "copies leaves retellings out")
	addBackground(cmd, &f.background)
	flags.StringVar(&f.agencies, "agencies", "", "know the news agencies of this `FILE` too: lines of name | forms | sites")
	flags.StringVar(&f.owners, "owners", "", "join outlets of one owner: `FILE` of lines with an outlet, a tab and its owner")
	f.scheme = newChoice("oph", "minwise")
	addChoice(cmd, &f.scheme, "scheme", "the scheme of the signatures")
	for _, n := range []struct {
		flag        *number
		name, help  string
		least, most int
	}{
		{&f.shingle, "shingle", "words in a shingle, 1 to 20 (default 5)", 1, 20},
		{&f.slots, "slots", "slots of a signature, 16 to 4096 (default 128)", 16, 4096},
		{&f.bands, "bands", "bands of a signature; with --rows (default: chosen to miss few copies)", 1, 4096},
		{&f.rows, "rows", "slots in a band; with --bands", 1, 4096},
		{&f.sample, "sample", "one shingle in so many is kept to find short texts in long ones (default 4)", 1, math.MaxInt32},
	} {
		*n.flag = number{least: n.least, most: n.most}
		flags.Var(n.flag, n.name, n.help)
	}
	flags.Var(&f.memory, "memory",
		"let texts and what is made of them fill so much memory before they go to temporary files, such as 500MB or 2GB\n"+
			"(default: a sixteenth of the machine's)")
	flags.StringVar(&f.tempDir, "temp-dir", "", "make temporary files in this `FOLDER` (default: the system's)")
	cmd.MarkFlagsRequiredTogether("bands", "rows")
}

// addBackground adds the flag of what is known of rare words.
func addBackground(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVar(path, "background", "",
		"take the rarity of words from this `FILE`, made by background build (default: a table for English)")
}

// options reads the files that the flags name.
func (f *detectionFlags) options() (*samestory.Options, error) {
	o := &samestory.Options{
		Params: samestory.Params{
			Shingle: f.shingle.value, Scheme: f.scheme.value, Slots: f.slots.value,
			Bands: f.bands.value, Rows: f.rows.value, Sample: f.sample.value,
		},
		Window: f.window.value,
		Story:  f.story.value,
		Copies: f.level.value == "copies",

		Memory:  cmp.Or(f.memory.value, defaultMemory()),
		TempDir: f.tempDir,
	}
	var err error
	if o.Background, err = readBackground(f.background); err != nil {
		return nil, err
	}
	err = readFile("--agencies", f.agencies, func(r io.Reader) error {
		list, err := wire.ParseAgencies(r)
		if err != nil {
			return err
		}
		o.Agencies, err = wire.NewReader(&wire.Options{Agencies: list})
		return err
	})
	if err != nil {
		return nil, err
	}
	err = readFile("--owners", f.owners, func(r io.Reader) error {
		o.Owners, err = parseOwners(r)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := o.Validate(); err != nil {
		if f.bands.value > 0 {
			return nil, fmt.Errorf("--bands, --rows and --slots: %w", err)
		}
		return nil, err
	}
	return o, nil
}

// readBackground returns nil for no path.
func readBackground(path string) (*rarity.Table, error) {
	if path == "" {
		return nil, nil
	}
	t, err := readTable(path)
	if err != nil {
		return nil, fmt.Errorf("--background: %w", err)
	}
	return t, nil
}

// readTable reads a file of background build.
func readTable(path string) (*rarity.Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t, err := rarity.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// readFile parses the file that a flag names, if it names one; errors name both.
func readFile(flag, path string, parse func(io.Reader) error) error {
	if path == "" {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	defer file.Close()
	if err := parse(file); err != nil {
		return fmt.Errorf("%s: %s: %w", flag, path, err)
	}
	return nil
}

// parseOwners reads lines of an outlet, a tab and its owner. Blank lines and those that begin with # do not count.
func parseOwners(r io.Reader) (map[string]string, error) {
	owners := map[string]string{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if line == "" || line[0] == '#' {
			continue
		}
		outlet, owner, ok := strings.Cut(line, "\t")
		outlet, owner = strings.TrimSpace(outlet), strings.TrimSpace(owner)
		if !ok || outlet == "" || owner == "" || strings.Contains(owner, "\t") {
			return nil, fmt.Errorf("line %d: a line is an outlet, a tab and its owner: %q", n, line)
		}
		owners[strings.TrimPrefix(strings.ToLower(outlet), "www.")] = owner
	}
	return owners, lines.Err()
}

// window is a flag that takes a duration, in days too, or none; its value is that of samestory.Options.
type window struct {
	value time.Duration
	text  string
}

// String returns the words of the flag.
func (w *window) String() string { return w.text }

// Type names the value in the help.
func (w *window) Type() string { return "DURATION" }

var errWindow = errors.New("must be a duration such as 36h, 7d or 1d12h, or none")

// Set parses the value.
func (w *window) Set(text string) error {
	w.text = text
	if text == "none" || text == "0" {
		w.value = -1
		return nil
	}
	days, rest, found := strings.Cut(text, "d")
	if !found {
		days, rest = "0", text
	}
	n, err := strconv.ParseUint(days, 10, 16)
	if err != nil {
		return errWindow
	}
	w.value = time.Duration(n) * 24 * time.Hour
	if rest != "" {
		more, err := time.ParseDuration(rest)
		if err != nil || more < 0 {
			return errWindow
		}
		w.value += more
	}
	if w.value <= 0 {
		return errWindow
	}
	return nil
}

// probability is a flag above 0 and up to 1.
type probability struct{ value float64 }

// String returns nothing for the default, which is another's.
func (p *probability) String() string {
	if p.value == 0 {
		return ""
	}
	return strconv.FormatFloat(p.value, 'g', -1, 64)
}

// Type names the value in the help.
func (p *probability) Type() string { return "P" }

// Set refuses what is no probability.
func (p *probability) Set(text string) error {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v > 0 && v <= 1) {
		return errors.New("must be above 0 and up to 1")
	}
	p.value = v
	return nil
}

// number is a flag for a whole number from least to most; 0 stands for a default.
type number struct{ value, least, most int }

// String returns nothing for the default, which is another's.
func (n *number) String() string {
	if n.value == 0 {
		return ""
	}
	return strconv.Itoa(n.value)
}

// Type names the value in the help.
func (n *number) Type() string { return "N" }

// Set refuses what is out of range.
func (n *number) Set(text string) error {
	v, err := strconv.Atoi(text)
	switch {
	case err != nil:
		return errors.New("must be a whole number")
	case v < n.least && n.most >= math.MaxInt32:
		return fmt.Errorf("must be %d or more", n.least)
	case v < n.least || v > n.most:
		return fmt.Errorf("must be %d to %d", n.least, n.most)
	}
	n.value = v
	return nil
}
