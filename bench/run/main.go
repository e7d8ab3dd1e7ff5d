// Command run times samestory and its peers on one file of articles, one program after the other, and tells how many of the planted copies
// each found.
//
// It is run from the folder of this module. Programs in Go are built from it, those in Python run in environments of their own, which it
// makes. Every program does the whole job in a process of its own: read, cut into words and runs of five, sign, look up, put together.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// config is what the flags say.
type config struct {
	articles   int
	seed       uint64
	repeat     int
	workers    int
	peers      string
	doc        string
	python     string
	keep       string
	timeout    time.Duration
	signatures bool
}

func main() {
	var c config
	flag.IntVar(&c.articles, "n", 10_000, "how many articles")
	flag.Uint64Var(&c.seed, "seed", 1, "the seed of the articles")
	flag.IntVar(&c.repeat, "repeat", 3, "how often each program runs")
	flag.IntVar(&c.workers, "workers", 2, "goroutines or processes of those that can be told")
	flag.StringVar(&c.peers, "peers", "", "run only programs whose name has one of these words, parted by commas (default: all)")
	flag.StringVar(&c.doc, "doc", "", "write the tables into this `FILE`, between its markers (default: standard output)")
	flag.StringVar(&c.python, "python", "python3", "the Python to make environments with")
	flag.StringVar(&c.keep, "keep", "", "keep articles, truth and what was found in this `FOLDER` (default: a temporary one)")
	flag.DurationVar(&c.timeout, "timeout", time.Hour, "give a program up after so long")
	flag.BoolVar(&c.signatures, "signatures", true, "time text to signature on one core too")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, c); err != nil {
		fmt.Fprintln(os.Stderr, "run: error:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, c config) error {
	folder, done, err := c.folder()
	if err != nil {
		return err
	}
	defer done()
	b := &bench{config: c, ctx: ctx, folder: folder}
	if err := b.prepare(); err != nil {
		return err
	}
	results := b.measureAll()
	// Only now, as a process that is started takes the peak of memory of the one that starts it for its own.
	if err := b.score(results); err != nil {
		return err
	}
	sections := []section{b.peersSection(results)}
	if c.signatures {
		s, err := b.signaturesSection()
		if err != nil {
			return err
		}
		sections = append(sections, s)
	}
	return publish(c.doc, sections)
}

// folder returns where files go, and what to do with it at the end.
func (c config) folder() (path string, done func(), err error) {
	if c.keep != "" {
		path, err = filepath.Abs(c.keep)
		if err == nil {
			err = os.MkdirAll(path, 0o777)
		}
		return path, func() {}, err
	}
	path, err = os.MkdirTemp("", "samestory-bench-")
	return path, func() { _ = os.RemoveAll(path) }, err
}

// wanted reports whether the user asked for a program.
func (c config) wanted(name string) bool {
	return c.peers == "" || slices.ContainsFunc(strings.Split(c.peers, ","), func(word string) bool {
		return strings.Contains(name, strings.TrimSpace(word))
	})
}

// say tells the user how far it is.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "run: "+format+"\n", args...) }
