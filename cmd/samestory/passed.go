package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/samestory/samestory/ingest/warc"
)

// passed are the records of web archives that hold no page. That is no problem; where a page is missed it helps to know of them.
type passed struct{ other, status, noHTML int }

// count is ingest.Options.OnPassed.
func (p *passed) count(_ string, records int, reason error) {
	switch {
	case errors.Is(reason, warc.ErrStatus):
		p.status += records
	case errors.Is(reason, warc.ErrType):
		p.noHTML += records
	default:
		p.other += records
	}
}

// String says how many there were, and why; nothing if there were none.
func (p *passed) String() string {
	total := p.other + p.status + p.noHTML
	if total == 0 {
		return ""
	}
	var why []string
	for _, r := range []struct {
		n    int
		what string
	}{{p.other, "no response"}, {p.status, "another status than 200"}, {p.noHTML, "not HTML"}} {
		if r.n > 0 {
			why = append(why, fmt.Sprintf("%s (%d)", r.what, r.n))
		}
	}
	return fmt.Sprintf("%s without a page in web archives: %s", count(total, "record", "records"), strings.Join(why, ", "))
}
