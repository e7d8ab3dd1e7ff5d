// Command add measures how long samestory.Detector takes to add an article when it holds many: what a crawler waits for.
//
// It fills a Detector in memory with made-up articles, with all processors, and then adds more, one at a time.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/bench/corpus"
)

func main() {
	var c config
	flag.IntVar(&c.held, "held", 10_000, "how many articles the Detector holds")
	flag.IntVar(&c.added, "added", 10_000, "how many are added and timed")
	flag.Uint64Var(&c.seed, "seed", 1, "the seed of the articles")
	flag.StringVar(&c.level, "level", "stories", "stories: the default options; copies: without retellings")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, c); err != nil {
		fmt.Fprintln(os.Stderr, "add: error:", err)
		os.Exit(1)
	}
}

// config is what the flags say.
type config struct {
	held, added int
	seed        uint64
	level       string
}

func run(ctx context.Context, out io.Writer, c config) error {
	if c.level != "stories" && c.level != "copies" {
		return fmt.Errorf("level %q: must be stories or copies", c.level)
	}
	if c.added < 1 || c.held < 0 {
		return fmt.Errorf("cannot hold %d articles and add %d", c.held, c.added)
	}
	d, err := samestory.New(&samestory.Options{Copies: c.level == "copies"})
	if err != nil {
		return err
	}
	all, err := corpus.All(corpus.Options{Articles: c.held + c.added, Seed: c.seed})
	if err != nil {
		return err
	}
	next, stop := iter.Pull(all)
	defer stop()
	start := time.Now()
	if err := fill(ctx, d, next, c.held); err != nil {
		return err
	}
	heap := heapInUse()
	_, err = fmt.Fprintf(out, "held        %d articles, level %s, filled in %.1f s by %d workers\nheap        %d MB, %.1f kB an article\n",
		d.Len(), c.level, time.Since(start).Seconds(), runtime.GOMAXPROCS(0), heap>>20, float64(heap)/1000/float64(max(1, d.Len())))
	if err != nil {
		return err
	}
	before := processorTime()
	times, linked, err := add(ctx, d, next, c.added)
	if err != nil {
		return err
	}
	return tell(out, times, linked, processorTime()-before)
}

// fill adds so many articles with all workers.
func fill(ctx context.Context, d *samestory.Detector, next func() (corpus.Article, bool), n int) error {
	articles := func(yield func(article.Article, error) bool) {
		for range n {
			a, ok := next()
			if !ok || !yield(a.Article, nil) {
				return
			}
		}
	}
	for _, err := range d.AddAll(ctx, articles) {
		if err != nil {
			return err
		}
	}
	return nil
}

// add adds articles one at a time and returns how long each took, sorted, and how many had links.
func add(ctx context.Context, d *samestory.Detector, next func() (corpus.Article, bool), n int) (
	times []time.Duration, linked int, err error,
) {
	for range n {
		a, ok := next()
		if !ok {
			break
		}
		start := time.Now()
		v, err := d.Add(ctx, a.Article)
		times = append(times, time.Since(start))
		if err != nil {
			return nil, 0, err
		}
		if len(v.Links) > 0 {
			linked++
		}
	}
	slices.Sort(times)
	return times, linked, nil
}

// tell prints the figures. The processor's time is that of everything that went on meanwhile: the collector and making articles up, too.
func tell(out io.Writer, times []time.Duration, linked int, processor time.Duration) error {
	var sum time.Duration
	for _, t := range times {
		sum += t
	}
	at := func(part float64) time.Duration {
		return times[min(len(times)-1, int(part*float64(len(times))))].Round(time.Microsecond)
	}
	_, err := fmt.Fprintf(out, "added       %d articles, one goroutine, %d of them with links\n"+
		"an Add      mean %v, median %v, 99%% within %v, longest %v\nprocessor   %v an Add\npeak        %d MB resident\n",
		len(times), linked, (sum / time.Duration(len(times))).Round(time.Microsecond), at(0.5), at(0.99), at(1),
		(processor / time.Duration(len(times))).Round(time.Microsecond), peak()>>20)
	return err
}

// heapInUse is the memory that is held once what is not needed is gone; some 30 MB of it are what articles are made up with.
func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// peak is the most memory that the process ever held.
func peak() int64 { return usage().Maxrss << 10 }

// processorTime is what the process has used so far.
func processorTime() time.Duration {
	u := usage()
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// usage is what the system counts; where it does not, nothing.
func usage() (u syscall.Rusage) {
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u
}
