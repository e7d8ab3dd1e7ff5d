package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/merge"
)

// The defaults of Options, and the least time between two rounds.
const (
	DefaultEvery    = 10 * time.Minute
	DefaultKeep     = 7 * 24 * time.Hour
	DefaultMost     = 20_000
	DefaultParallel = 8

	LeastEvery = time.Minute
)

// Options are the choices of a Watcher. Nil and zero mean the documented defaults.
type Options struct {
	// Feeds returns the addresses of the feeds; it is asked before each round. The order does not matter much: of articles that are
	// first seen in one round, those of earlier feeds come first. It must be set.
	Feeds func(context.Context) ([]string, error)
	// Publish writes the items, newest first; it must be set. It is called after every round in which an article came, changed or
	// left, and after the first. It has to write all or nothing.
	Publish func(context.Context, []merge.Item) error
	// Fetch are the choices for asking servers.
	Fetch FetchOptions
	// Every is the time from the beginning of one round to that of the next, and the pause after a first failure.
	Every time.Duration
	// Keep is how long an article stays in the window.
	Keep time.Duration
	// Most is how many articles are held at most; beyond it the oldest leave the window early.
	Most int
	// Parallel is how many hosts are asked at once.
	Parallel int
	// Detect are the choices of detection, and Merge those of merging.
	Detect *samestory.Options
	Merge  *merge.Options
	// Log tells of each round in one line, of problems (Warn) and of single requests (Debug); by default nothing is told.
	Log *slog.Logger
}

// ErrOptions means that a setting is out of its range or missing.
var ErrOptions = errors.New("watch: bad options")

// Validate reports what is wrong with the options.
func (o *Options) Validate() error {
	switch {
	case o == nil || o.Feeds == nil || o.Publish == nil:
		return fmt.Errorf("%w: Feeds and Publish are needed", ErrOptions)
	case o.Every < 0 || o.Keep < 0 || o.Most < 0 || o.Parallel < 0:
		return fmt.Errorf("%w: nothing may be negative", ErrOptions)
	}
	return o.Detect.Validate()
}

func (o *Options) withDefaults() Options {
	d := *o
	d.Every = cmp.Or(d.Every, DefaultEvery)
	d.Keep = cmp.Or(d.Keep, DefaultKeep)
	d.Most = cmp.Or(d.Most, DefaultMost)
	d.Parallel = cmp.Or(d.Parallel, DefaultParallel)
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return d
}

// Watcher polls feeds in rounds and keeps what it knows in a state folder, so that it can end and begin again at any time. Its
// methods must not be called at once.
type Watcher struct {
	opts    Options
	fetcher *Fetcher
	folder  *folder
	clock   clock
	// random returns a number from 0 up to 1, for jitter.
	random func() float64
	// memories are those of all feeds that the folder knew when it was opened, by address.
	memories map[string]*memory
	held     held
	// published reports that the output was written since the start, for all that is held now.
	published bool
}

// Open opens a state folder, or makes a new one, for this process alone. The errors are ErrLocked, ErrDamaged and ErrVersion, each in
// an *fs.PathError, those of the file system, and ErrOptions.
func Open(dir string, opts *Options) (*Watcher, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	folder, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	w := &Watcher{
		opts: opts.withDefaults(), fetcher: NewFetcher(&opts.Fetch), folder: folder, clock: systemClock(), random: rand.Float64,
		memories: map[string]*memory{},
	}
	known, err := folder.feeds()
	if err != nil && !isMissing(err) {
		return nil, errors.Join(err, w.Close())
	}
	for _, m := range known {
		w.memories[m.Address] = m
	}
	return w, nil
}

// Close closes connections and gives the state folder free.
func (w *Watcher) Close() error {
	w.fetcher.Close()
	return w.folder.close()
}

// Run makes rounds until ctx ends, and returns its error. The error of a first round ends it too; later ones are logged, and the next
// round is another chance.
func (w *Watcher) Run(ctx context.Context) error {
	for first := true; ; first = false {
		start := w.clock.now()
		_, err := w.Round(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && first:
			return err
		case err != nil:
			w.opts.Log.Error("the round failed", "err", err)
		}
		if err := w.clock.sleep(ctx, w.opts.Every-w.clock.now().Sub(start)); err != nil {
			return err
		}
	}
}
