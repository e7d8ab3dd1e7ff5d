package ingest

import (
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/feed"
)

// startsFeed recognises the feeds by their first element, and JSON Feed by its version.
func startsFeed(head []byte) bool {
	switch head[0] {
	case '<':
		root := rootElement(head)
		return root == "rss" || root == "rdf" || root == "feed"
	case '{':
		return jsonFeedVersion.Match(head)
	}
	return false
}

// jsonFeedVersion is the member that every JSON Feed has. Some writers put a backslash before a slash.
var jsonFeedVersion = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/`)

// readFeed reads one article an item.
func readFeed(s *session, in *input) bool { return s.feed(in, "") }

// feed reads a feed that was fetched from an address, or from a file if that is empty.
func (s *session) feed(in *input, address string) bool {
	limit := s.opts.MaxArticle
	if in.size > limit {
		return s.problem(article.Place{Path: in.path}, "", tooLong(limit))
	}
	opts := &feed.Options{Name: in.path, Address: address, MaxSize: limit, KeepItems: s.opts.KeepItems}
	for a, err := range feed.Parse(in.r, opts) {
		p, failed := errors.AsType[*article.Problem](err)
		if failed && !s.problem(p.Place, p.ID, s.feedCause(p.Err)) || !failed && !s.article(a) {
			return false
		}
	}
	return true
}

// feedCause has the errors of feeds match those of this package.
func (s *session) feedCause(err error) error {
	switch {
	case errors.Is(err, feed.ErrTooLong):
		return tooLong(s.opts.MaxArticle)
	case errors.Is(err, feed.ErrCut):
		return fmt.Errorf("%w: %w", io.ErrUnexpectedEOF, err)
	case errors.Is(err, feed.ErrFormat), errors.Is(err, feed.ErrBroken), errors.Is(err, feed.ErrEmpty):
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return err
}
