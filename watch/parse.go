package watch

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/feed"
)

// The most items of a document that are taken, and the most problems that are told one by one. Feeds have some hundred items at most.
const (
	maxItems    = 10_000
	maxProblems = 100
)

// ErrTooMany is a document with more items, or more problems, than are taken.
var ErrTooMany = errors.New("watch: too many of one document")

// document is what a feed's document holds.
type document struct {
	articles []article.Article
	problems []*article.Problem
	// more is how many problems there were beside these.
	more int
	// whole reports that all of it could be read, and cut that it ended before its end.
	whole, cut bool
	// interval is how often it says that it may be asked for.
	interval time.Duration
	// err is set if it is no feed, or nothing in it could be read.
	err error
}

// read reads a document that was fetched for the feed of an address.
func read(address string, r *Response) document {
	d := document{whole: true, interval: interval(r.Body)}
	opts := &feed.Options{Name: place(address).Path, Address: place(r.URL).Path, MaxSize: int64(len(r.Body)) + 1, KeepItems: true}
	for a, err := range feed.Parse(bytes.NewReader(r.Body), opts) {
		if err == nil && len(d.articles) == maxItems {
			d.note(&article.Problem{Place: place(address), Err: fmt.Errorf("%w: those after the first %d are left out", ErrTooMany, maxItems)})
			break
		}
		if err != nil {
			d.note(asProblem(address, err))
			continue
		}
		a.Place.Line = 0
		d.articles = append(d.articles, a)
	}
	if d.more > 0 {
		d.problems = append(d.problems, &article.Problem{Place: place(address), Err: fmt.Errorf("%w: %d more problems", ErrTooMany, d.more)})
	}
	if !d.whole && len(d.articles) == 0 {
		d.err = d.problems[0].Err
	}
	d.articles = identify(d.articles)
	return d
}

// note takes down a problem, and what it means for the document.
func (d *document) note(p *article.Problem) {
	d.cut = d.cut || errors.Is(p, feed.ErrCut)
	d.whole = d.whole && !slices.ContainsFunc([]error{feed.ErrCut, feed.ErrBroken, feed.ErrFormat, ErrTooMany}, func(cause error) bool {
		return errors.Is(p, cause)
	})
	if len(d.problems) == maxProblems {
		d.more++
		return
	}
	d.problems = append(d.problems, p)
}

func asProblem(address string, err error) *article.Problem {
	if p, ok := errors.AsType[*article.Problem](err); ok {
		return p
	}
	return &article.Problem{Place: place(address), Err: err}
}
