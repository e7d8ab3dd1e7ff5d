package main

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/samestory/samestory"
)

// progress shows how far a run is: first the bytes read, then each later stage, one bar after the other. A nil progress
// shows nothing. Its methods may be called from several goroutines at once.
type progress struct {
	w  io.Writer
	mu sync.Mutex
	// bar is the one on the screen; now is its stage, empty while reading.
	bar *progressbar.ProgressBar
	now samestory.Stage
}

// newProgress returns nil where when, or w, say that nothing is to be shown.
func newProgress(w io.Writer, when string) *progress {
	_, terminal := terminalWidth(w)
	if when == "never" || when == "auto" && !terminal {
		return nil
	}
	return &progress{w: w}
}

// start puts a new bar in the place of the last. A total of -1 is unknown.
func (p *progress) start(total int64, what string, unit ...progressbar.Option) {
	p.clear()
	if total == 0 {
		// The library takes a bar of nothing for a mistake.
		total = -1
	}
	p.bar = progressbar.NewOptions64(total, append([]progressbar.Option{
		progressbar.OptionSetWriter(p.w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionSetWidth(20),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetRenderBlankState(true),
	}, unit...)...)
}

func (p *progress) clear() {
	if p.bar != nil {
		// Progress that cannot be shown must not end the run.
		_ = p.bar.Clear()
		_ = p.bar.Exit()
		p.bar = nil
	}
}

// reading starts the bar of bytes.
func (p *progress) reading(total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.start(total, "reading", progressbar.OptionShowBytes(true))
}

// bytes counts what was read.
func (p *progress) bytes(n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil && p.now == "" {
		_ = p.bar.Add64(n)
	}
}

// stage shows that a stage has done so many of all.
func (p *progress) stage(stage samestory.Stage, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil || p.now != stage {
		p.now = stage
		p.start(int64(total), string(stage))
	}
	_ = p.bar.Set(done)
}

// end removes the bar.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}
