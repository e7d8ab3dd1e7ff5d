package samestory

import (
	"errors"
	"fmt"

	"github.com/samestory/samestory/article"
)

// MinWords is the least number of words of a text that is compared: shorter ones are alike by chance.
const MinWords = 8

// The errors that a Problem of Report wraps, and that the methods of Detector return; match them with errors.Is.
var (
	// ErrOptions means that a setting is out of its range.
	ErrOptions = errors.New("samestory: bad options")
	// ErrNoWords means that a text has no words: it is listed but never linked.
	ErrNoWords = errors.New("samestory: text has no words")
	// ErrNoID means that an article has no id.
	ErrNoID = errors.New("samestory: article has no id")
	// ErrUnknownID means that no article of that id is held.
	ErrUnknownID = errors.New("samestory: unknown id")
	// ErrClosed means that the Detector was closed.
	ErrClosed = errors.New("samestory: detector is closed")
	// ErrTooShort means that a text has fewer than MinWords words: it is listed but never linked.
	ErrTooShort = fmt.Errorf("samestory: text has fewer than %d words", MinWords)
)

// DuplicateError means that an id was used before.
type DuplicateError struct {
	// First is where the id was read first.
	First article.Place
	// Renamed is the id that the later article is kept under; empty if it was not kept.
	Renamed string
}

// Error names the place that had the id first.
func (e *DuplicateError) Error() string {
	msg := "samestory: duplicate id"
	if e.First != (article.Place{}) {
		msg += ", first at " + e.First.String()
	}
	if e.Renamed != "" {
		msg += ", kept as " + e.Renamed
	}
	return msg
}
