package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"

	"github.com/samestory/samestory/bench/score"
)

// result is what is known of a program.
type result struct {
	peer
	runs   []measured
	stages []stage
	// err says why there are no figures.
	err error
	out string

	found   score.Found
	links   score.Links
	flagged score.Flagged
}

// measured is one run of a process: the time that passed, that of its processors, and the most memory that it, or one of the processes it
// started, held at once.
type measured struct {
	wall, cpu time.Duration
	memory    int64
}

// measureAll runs every program in turn, and that again, so that what the machine does beside hits all alike.
func (b *bench) measureAll() []*result {
	var results []*result
	for i, p := range peers() {
		if b.wanted(p.name) {
			results = append(results, &result{peer: p, err: b.missing[p.needs], out: b.scratch(fmt.Sprintf("out-%d", i))})
		}
	}
	for round := range b.repeat {
		for _, r := range results {
			if r.err != nil {
				continue
			}
			var m measured
			if m, r.err = b.measure(r, r.command); r.err != nil {
				say("%s, %s: %v", r.name, r.setting, r.err)
				continue
			}
			r.runs = append(r.runs, m)
			say("round %d: %s, %s: %.2f s, cpu %.2f s, %d MB", round+1, r.name, r.setting, m.wall.Seconds(), m.cpu.Seconds(), m.memory>>20)
		}
	}
	for _, r := range results {
		if r.err == nil && r.peer.stages != nil {
			_, r.err = b.measure(r, r.peer.stages)
		}
		if r.err == nil && r.after != nil {
			r.err = b.print(r.after(b, r.out), r.out)
		}
	}
	return results
}

// measure runs a program once.
func (b *bench) measure(r *result, command func(b *bench, articles, out string) *exec.Cmd) (measured, error) {
	ctx, cancel := context.WithTimeout(b.ctx, b.timeout)
	defer cancel()
	limited := *b
	limited.ctx = ctx
	_ = os.RemoveAll(r.out + ".folder")
	cmd := command(&limited, b.articlesFile(), r.out)
	if r.redirect {
		f, err := os.Create(r.out)
		if err != nil {
			return measured{}, err
		}
		defer f.Close()
		cmd.Stdout = f
	}
	watch := newWatch()
	cmd.Stderr = watch
	if !r.redirect {
		cmd.Stdout = watch
	}
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return measured{}, fmt.Errorf("given up after %v", b.timeout)
	case err != nil:
		return measured{}, fmt.Errorf("%w: %s", err, watch.last())
	}
	r.stages = watch.end(wall)
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return measured{wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), usage.Maxrss << 10}, nil
}

// print runs a command and keeps what it prints.
func (b *bench) print(cmd *exec.Cmd, out string) error {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	cmd.Stdout = f
	return errors.Join(cmd.Run(), f.Close())
}

// score compares what the programs found with the truth.
func (b *bench) score(results []*result) error {
	f, err := os.Open(b.truthFile())
	if err != nil {
		return err
	}
	defer f.Close()
	truth, err := score.ReadTruth(f)
	if err != nil {
		return err
	}
	for _, r := range results {
		if r.err == nil && r.output != nothing {
			if err := r.score(truth); err != nil {
				return fmt.Errorf("%s, %s: %w", r.name, r.setting, err)
			}
		}
	}
	return nil
}

func (r *result) score(truth *score.Truth) error {
	f, err := os.Open(r.out)
	if err != nil {
		return err
	}
	defer f.Close()
	return r.scoreFrom(truth, f)
}

func (r *result) scoreFrom(truth *score.Truth, in io.Reader) error {
	if r.output == flags {
		ids, err := score.ReadFlags(in)
		if err == nil {
			r.flagged, err = truth.Flags(ids)
		}
		return err
	}
	var found score.Clusters
	var err error
	if r.output == report {
		found, r.links, err = truth.ReadReport(in)
	} else {
		found, err = score.ReadClusters(in)
	}
	if err == nil {
		r.found, err = truth.Clusters(found)
	}
	return err
}

// median returns the run in the middle by some figure.
func (r *result) median(figure func(measured) float64) float64 {
	all := make([]float64, len(r.runs))
	for i, m := range r.runs {
		all[i] = figure(m)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func (r *result) wall() float64 {
	return r.median(func(m measured) float64 { return m.wall.Seconds() })
}

func (r *result) cpu() float64 { return r.median(func(m measured) float64 { return m.cpu.Seconds() }) }

func (r *result) megabytes() float64 {
	return r.median(func(m measured) float64 { return float64(m.memory) / (1 << 20) })
}
