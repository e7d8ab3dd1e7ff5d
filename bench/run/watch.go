package main

import (
	"bytes"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// stage is a part of a run with the seconds it took.
type stage struct {
	name    string
	seconds float64
}

// watch reads what a program prints on standard error, for its stages: those that it times itself, and those of a progress bar, which
// last from when their name comes up to when the next does. It keeps the last line for when the program fails.
type watch struct {
	mu    sync.Mutex
	start time.Time
	// told are stages with their times, shown those of a bar with when they came up.
	told, shown []stage
	line        []byte
	// final is the last line that is not blank.
	final string
}

func newWatch() *watch { return &watch{start: time.Now()} }

var (
	// A peer of ours prints "stage sign 1.234", text-dedup "INFO     MinHashing                      : 2.85s".
	toldStage = regexp.MustCompile(`^(?:stage (.+) ([0-9.]+)|.*INFO +([A-Z][A-Za-z]+) +: ([0-9.]+)s\b.*)$`)
	// A bar prints its name, how much is done and a frame, again and again on one line.
	shownStage = regexp.MustCompile(`^\s*([a-z][a-z ]*[a-z])\s+(?:\d+%|[^ ] \()`)
)

// Write takes what was printed.
func (w *watch) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range p {
		if c != '\n' && c != '\r' {
			w.line = append(w.line, c)
			continue
		}
		w.take()
	}
	// A bar shows itself without ending the line.
	if m := shownStage.FindSubmatch(w.line); m != nil {
		w.show(string(m[1]))
	}
	return len(p), nil
}

// take reads a whole line.
func (w *watch) take() {
	if m := shownStage.FindSubmatch(w.line); m != nil {
		w.show(string(m[1]))
	} else if m := toldStage.FindSubmatch(w.line); m != nil {
		seconds, err := strconv.ParseFloat(string(m[2])+string(m[4]), 64)
		if name := string(m[3]); err == nil && name != "Total" {
			w.told = append(w.told, stage{string(m[1]) + string(m[3]), seconds})
		}
	}
	if line := bytes.TrimSpace(w.line); len(line) > 0 {
		w.final = string(line)
	}
	w.line = w.line[:0]
}

// last returns the last line, such as an error.
func (w *watch) last() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.take()
	return w.final
}

func (w *watch) show(name string) {
	if n := len(w.shown); n == 0 || w.shown[n-1].name != name {
		w.shown = append(w.shown, stage{name, time.Since(w.start).Seconds()})
	}
}

// end returns the stages of a run that took so long.
func (w *watch) end(wall time.Duration) []stage {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.take()
	stages := w.told
	for i, s := range w.shown {
		until := wall.Seconds()
		if i+1 < len(w.shown) {
			until = w.shown[i+1].seconds
		}
		stages = append(stages, stage{s.name, until - s.seconds})
	}
	return stages
}
