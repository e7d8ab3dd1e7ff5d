package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/samestory/samestory"
)

// stats is what --stats json prints.
type stats struct {
	Seconds     float64      `json:"seconds"`
	Articles    int64        `json:"articles"`
	Bytes       int64        `json:"bytes"`
	PerSecond   float64      `json:"articles_per_second"`
	BytesPerSec float64      `json:"bytes_per_second"`
	Candidates  int64        `json:"candidates"`
	Retellings  int64        `json:"retellings"`
	Links       int64        `json:"links"`
	Stories     int64        `json:"stories"`
	Stages      []stageStats `json:"stages"`
}

type stageStats struct {
	Stage   string  `json:"stage"`
	Seconds float64 `json:"seconds"`
}

// writeStats writes what a run did, as one line of JSON.
func writeStats(w io.Writer, s *samestory.Stats, took time.Duration) error {
	out := stats{
		Seconds: took.Seconds(), Articles: s.Articles, Bytes: s.Bytes,
		PerSecond: float64(s.Articles) / took.Seconds(), BytesPerSec: float64(s.Bytes) / took.Seconds(),
		Candidates: s.Candidates, Retellings: s.Retellings, Links: s.Links, Stories: s.Stories,
	}
	for _, stage := range s.Stages {
		out.Stages = append(out.Stages, stageStats{string(stage.Stage), stage.Took.Seconds()})
	}
	line, err := json.Marshal(out)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", line)
	return err
}
