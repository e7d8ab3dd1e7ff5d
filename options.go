// Package samestory finds copied and syndicated news.
package samestory

import "context"

// Params is what an index is built with: indexes of different Params do not mix. The zero value means the defaults.
type Params struct {
	// Shingle is the number of consecutive words in a shingle; default 5.
	Shingle int
	// Scheme is the signature scheme, "oph" (default) or "minwise".
	Scheme string
	// Slots is the number of slots of a signature; default 128.
	Slots int
}

// Stage names a step of a run, for progress.
type Stage string

// The stages of a run after reading, in order.
const (
	StageCandidates Stage = "finding candidates"
	StageVerify     Stage = "comparing"
	StageStories    Stage = "grouping"
)

// Options are the choices a Detector is opened with. Nil and the zero value mean the documented defaults.
type Options struct {
	Params Params
	// Workers is how many goroutines work at once; default: one for each processor.
	Workers int
	// Progress, if set, is told how far a stage is: done of total. It is called from one goroutine at a time.
	Progress func(stage Stage, done, total int)
}

var _ = context.Background
