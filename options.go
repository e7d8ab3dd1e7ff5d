package samestory

import (
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/minhash"
	"github.com/samestory/samestory/rarity"
	"github.com/samestory/samestory/spool"
	"github.com/samestory/samestory/wire"
)

// Params is what an index is built with: indexes of different Params do not mix. The zero value means the defaults.
type Params struct {
	// Shingle is the number of consecutive words in a shingle, 1 to 20; default 5.
	Shingle int `json:"shingle"`
	// Scheme is the signature scheme, "oph" (default) or "minwise".
	Scheme string `json:"scheme"`
	// Slots is the number of slots of a signature, 16 to 4096; default 128.
	Slots int `json:"slots"`
	// Resemblance is the Jaccard resemblance of shingle sets from which on copies are found by their signatures, between 0 and 1;
	// default 0.3.
	Resemblance float64 `json:"resemblance"`
	// Misses is the share of the pairs at that resemblance that may be missed by signatures, between 0 and 1; default 0.01.
	Misses float64 `json:"misses"`
	// Bands and Rows set the bands of the signature outright, both or neither: so many bands of so many slots each, all of which fit
	// in Slots; default: chosen from Resemblance and Misses.
	Bands int `json:"bands"`
	Rows  int `json:"rows"`
	// Sample is the rate at which shingles are sampled to find a short text inside a long one: one in so many, at least 1; default 4.
	Sample int `json:"sample"`
}

// Options are the choices of a run or a Detector. Nil and the zero value mean the documented defaults.
type Options struct {
	Params Params
	// Window is how far apart in time two articles may have been published to be linked; articles of unknown time
	// are linked whatever the other's. Default 7 days; negative means no limit.
	Window time.Duration
	// Story is the least probability, above 0 and up to 1, that two articles tell the same story for them to be
	// linked as rewrites; default 0.6.
	Story float64
	// Background says how rare words are in general; default: the table for English that ships with package rarity.
	Background *rarity.Table
	// Agencies finds the credits of articles; default: a wire.Reader of the built-in table of agencies.
	Agencies *wire.Reader
	// Owners joins outlets that have one owner: it maps an outlet (a name or host, in small letters, without "www.") to its owner.
	Owners map[string]string
	// Copies leaves retellings out: only copies and shared passages are looked for.
	Copies bool
	// Exhaustive compares every article with every other instead of the candidates alone. The cost grows with the square of the
	// number of articles: it is for measuring what candidates miss.
	Exhaustive bool
	// Memory is about how many bytes texts and what is made of them may take before they go to temporary files; default 1 GiB. What is
	// found, about 350 bytes an article and 190 a link, always stay in memory. It does not bound a Detector, which keeps everything.
	Memory int64
	// TempDir is where temporary files are made; default: the system's folder for them.
	TempDir string
	// Workers is how many goroutines work at once; default: one for each processor.
	Workers int
	// Progress, if set, is told how far a stage is: done of total. It is called from one goroutine at a time.
	Progress func(stage Stage, done, total int)

	// Stats, if set, is filled in by Detect and Detector.Report. Two runs at once must not share it.
	Stats *Stats

	thresholds compare.Thresholds
	model      compare.Model
}

// Stage names a step of a run, for progress.
type Stage string

// The stages of a run, in order. Progress is told of those that take long after reading.
const (
	StageReading    Stage = "reading"
	StageFurniture  Stage = "learning furniture"
	StageCandidates Stage = "finding candidates"
	StageCopies     Stage = "comparing copies"
	StageGroups     Stage = "grouping copies"
	StageRetellings Stage = "comparing retellings"
	StageStories    Stage = "grouping stories"
)

// Validate reports the first setting that is out of its range, as an error around ErrOptions. Nil is valid.
func (o *Options) Validate() error {
	_, err := o.withDefaults()
	return err
}

// withDefaults returns a checked copy in which every zero is replaced by its default.
func (o *Options) withDefaults() (*Options, error) {
	var out Options
	if o != nil {
		out = *o
	}
	setDefault(&out.Window, 7*24*time.Hour)
	setDefault(&out.Story, 0.6)
	if out.Agencies == nil {
		out.Agencies = builtinAgencies()
	}
	if out.Background == nil {
		out.Background = rarity.Default()
	}
	setDefault(&out.Memory, 1<<30)
	setDefault(&out.Workers, runtime.GOMAXPROCS(0))
	setDefault(&out.thresholds, compare.DefaultThresholds)
	setDefault(&out.model, compare.DefaultModel)
	if out.Progress == nil {
		out.Progress = func(Stage, int, int) {}
	}
	if !(out.Story > 0 && out.Story <= 1) {
		return nil, fmt.Errorf("%w: Story is %v, not a probability", ErrOptions, out.Story)
	}
	if out.Memory < 0 {
		return nil, fmt.Errorf("%w: Memory is %d", ErrOptions, out.Memory)
	}
	if out.Workers < 0 {
		return nil, fmt.Errorf("%w: Workers is %d", ErrOptions, out.Workers)
	}
	var err error
	out.Params, err = out.Params.withDefaults()
	return &out, err
}

func (p Params) withDefaults() (Params, error) {
	setDefault(&p.Shingle, 5)
	setDefault(&p.Scheme, minhash.OPH.String())
	setDefault(&p.Slots, minhash.DefaultSlots)
	setDefault(&p.Resemblance, 0.3)
	setDefault(&p.Misses, 0.01)
	setDefault(&p.Sample, 4)
	if p.Shingle < 1 || p.Shingle > 20 {
		return p, fmt.Errorf("%w: Shingle is %d, not 1 to 20", ErrOptions, p.Shingle)
	}
	if p.Sample < 1 {
		return p, fmt.Errorf("%w: Sample is %d, not 1 or more", ErrOptions, p.Sample)
	}
	scheme, err := minhash.ParseScheme(p.Scheme)
	if err != nil {
		return p, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	if _, err := minhash.New(scheme, p.Slots); err != nil {
		return p, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	if _, err := cluster.ChooseBands(p.Slots, p.Resemblance, p.Misses); err != nil {
		return p, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	bands, err := p.bands()
	if err != nil {
		return p, fmt.Errorf("%w: %w", ErrOptions, err)
	}
	p.Bands, p.Rows = bands.Count, bands.Rows
	return p, nil
}

// textMemory is how many bytes of texts are kept in memory.
func (o *Options) textMemory() int64 { return o.Memory / 16 }

// buckets returns empty buckets that keep to their share of the memory.
func (o *Options) buckets() cluster.Buckets {
	return cluster.Buckets{Memory: o.Memory / 16, Scratch: spool.New(0, o.TempDir)}
}

// bands returns the bands that the params set or imply.
func (p Params) bands() (cluster.Bands, error) {
	if p.Bands == 0 && p.Rows == 0 {
		return cluster.ChooseBands(p.Slots, p.Resemblance, p.Misses)
	}
	b := cluster.Bands{Count: p.Bands, Rows: p.Rows}
	return b, b.Validate(p.Slots)
}

// builtinAgencies is the reader of credits that knows the built-in agencies.
var builtinAgencies = sync.OnceValue(func() *wire.Reader {
	r, err := wire.NewReader(nil)
	if err != nil {
		panic(err) // the embedded table is part of the program
	}
	return r
})

// setDefault sets a zero value to its default.
func setDefault[T comparable](v *T, value T) {
	var zero T
	if *v == zero {
		*v = value
	}
}
