package samestory

import "time"

// Stats tell what a run did and how long it took, for those who tune.
type Stats struct {
	// Articles is how many articles were read, Bytes the bytes of their texts.
	Articles, Bytes int64
	// Candidates is how many pairs of articles were compared word by word, and Retellings how many in content.
	Candidates, Retellings int64
	// Links and Stories are how many were found.
	Links, Stories int64
	// Stages are the steps of the run in order, with the time each took on the clock.
	Stages []StageTime
}

// StageTime is how long a step of a run took.
type StageTime struct {
	Stage Stage
	Took  time.Duration
}

// timed runs a step and notes its time, where somebody wants to know.
func (o *Options) timed(stage Stage, step func() error) error {
	start := time.Now()
	err := step()
	if o.Stats != nil {
		o.Stats.Stages = append(o.Stats.Stages, StageTime{stage, time.Since(start)})
	}
	return err
}

// count adds to the numbers of a run, where somebody wants to know.
func (o *Options) count(add func(s *Stats)) {
	if o.Stats != nil {
		add(o.Stats)
	}
}
