// Package report writes what a run found: as text for a terminal, and as JSON for scripts.
//
// Text and Comparison are for people: they fit a width, may change from version to version, and never pass a control
// character of an article on to the terminal. JSON and ComparisonJSON are for programs: their fields are only ever added to,
// and the same report gives the same bytes. ReadJSON reads a report back, so that one written earlier can be shown again.
//
// All functions may be called from several goroutines at once, as long as nobody changes the report meanwhile. They return
// the first error of the writer, and write nothing after it.
package report

import "time"

// The defaults and the lower bound of TextOptions.
const (
	defaultWidth    = 100
	minWidth        = 40
	defaultLinks    = 3
	defaultEvidence = 6
)

// TextOptions are the choices of Text and Comparison. Nil and the zero value mean the documented defaults.
type TextOptions struct {
	// Width is the number of columns that lines may take; default 100, at least 40.
	Width int
	// Color asks for colour and weight by ANSI escape sequences; default none.
	Color bool
	// Took is how long the run took; zero leaves it out.
	Took time.Duration
	// Location is the zone that times of publication are shown in; default UTC. Days without a time are shown as they are.
	Location *time.Location
	// Stories is the most stories shown; default all.
	Stories int
	// Links is the most links explained in a story, default 3; negative explains none.
	Links int
	// Evidence is the most names, numbers or phrases listed for a link; default 6.
	Evidence int
}

// withDefaults returns a copy with every choice made.
func (o *TextOptions) withDefaults() TextOptions {
	var c TextOptions
	if o != nil {
		c = *o
	}
	if c.Width == 0 {
		c.Width = defaultWidth
	}
	c.Width = max(c.Width, minWidth)
	if c.Location == nil {
		c.Location = time.UTC
	}
	if c.Links == 0 {
		c.Links = defaultLinks
	}
	if c.Evidence <= 0 {
		c.Evidence = defaultEvidence
	}
	return c
}
