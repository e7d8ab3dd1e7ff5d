package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/samestory/samestory/article"
	webpage "github.com/samestory/samestory/ingest/page"
)

// PageMode says how the main text of a web page is found.
type PageMode = webpage.Mode

// The modes; doc/quality.md has how often each is right.
const (
	// PagesThorough is right more often, and the default.
	PagesThorough = webpage.Thorough
	// PagesFast takes two thirds of the time.
	PagesFast = webpage.Fast
)

// pageRoots are the first elements that a web page may have.
var pageRoots = []string{"html", "head", "body"}

// startsPage recognises a web page by its document type or its first element.
func startsPage(head []byte) bool {
	const doctype = "<!doctype html"
	if head[0] != '<' {
		return false
	}
	return len(head) >= len(doctype) && bytes.EqualFold(head[:len(doctype)], []byte(doctype)) || slices.Contains(pageRoots, rootElement(head))
}

// readPage reads a web page: the whole input is one article.
func readPage(s *session, in *input) bool {
	place := article.Place{Path: in.path}
	source, err := readWhole(in, s.opts.MaxArticle)
	if err != nil {
		return s.problem(place, in.path, err)
	}
	a, err := webpage.Parse([]byte(source), s.pageOptions())
	if err != nil {
		return s.problem(place, in.path, pageCause(err))
	}
	a.ID, a.Place = in.path, place
	return s.article(a)
}

func (s *session) pageOptions() webpage.Options {
	return webpage.Options{Mode: s.opts.Pages, KeepItem: s.opts.KeepItems}
}

// pageCause has the errors of pages match those of this package.
func pageCause(err error) error {
	switch {
	case errors.Is(err, webpage.ErrNoText):
		return ErrNoText
	case errors.Is(err, webpage.ErrBinary):
		return ErrBinary
	}
	return fmt.Errorf("%w: %w", ErrFormat, err)
}
