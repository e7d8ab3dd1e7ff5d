package watch

import (
	"bytes"
	"errors"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/feed"
)

// document is what a feed's document holds.
type document struct {
	articles []article.Article
	problems []*article.Problem
	// whole reports that all of it could be read, and cut that it ended before its end.
	whole, cut bool
	// err is set if it is no feed, or nothing in it could be read.
	err error
}

// read reads a document that was fetched for the feed of an address.
func read(address string, r *Response) document {
	d := document{whole: true}
	opts := &feed.Options{Name: place(address).Path, Address: place(r.URL).Path, MaxSize: int64(len(r.Body)) + 1, KeepItems: true}
	for a, err := range feed.Parse(bytes.NewReader(r.Body), opts) {
		if err == nil {
			a.Place.Line = 0
			d.articles = append(d.articles, a)
			continue
		}
		d.cut = d.cut || errors.Is(err, feed.ErrCut)
		d.whole = d.whole && !d.cut && !errors.Is(err, feed.ErrBroken) && !errors.Is(err, feed.ErrFormat)
		problem, ok := errors.AsType[*article.Problem](err)
		if !ok {
			problem = &article.Problem{Place: place(address), Err: err}
		}
		d.problems = append(d.problems, problem)
	}
	d.articles = identify(d.articles)
	if !d.whole && len(d.articles) == 0 {
		d.err = d.problems[0].Err
	}
	return d
}
