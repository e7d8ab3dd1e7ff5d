//go:build race

package ingest

// raceDetector says that the race detector is on, which allocates on its own.
const raceDetector = true
