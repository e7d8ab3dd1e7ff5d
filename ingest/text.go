package ingest

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/samestory/samestory/article"
)

// maxTitle is the longest first line that can be a headline, in bytes; a longer one is a paragraph.
const maxTitle = 500

// readText reads plain text: the whole input is one article.
func readText(s *session, in *input) bool {
	place := article.Place{Path: in.path}
	text, err := readWhole(in, s.opts.MaxArticle)
	if err == nil {
		text, err = decodeText(text)
	}
	if err != nil {
		return s.problem(place, in.path, err)
	}
	return s.article(article.Article{ID: in.path, Title: headline(text), Text: text, Place: place})
}

// readWhole returns an input of at most limit bytes.
func readWhole(in *input, limit int64) (string, error) {
	if in.size > limit {
		return "", tooLong(limit)
	}
	var b strings.Builder
	b.Grow(int(max(in.size, 0)))
	for {
		chunk, err := buffered(in.r)
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		if int64(b.Len()+len(chunk)) > limit {
			return "", tooLong(limit)
		}
		b.Write(chunk)
		in.r.Discard(len(chunk))
	}
}

// buffered returns what a reader holds, having it read if that is nothing.
func buffered(r *bufio.Reader) ([]byte, error) {
	if _, err := r.Peek(1); err != nil {
		return nil, err
	}
	return r.Peek(r.Buffered())
}

func tooLong(limit int64) error { return fmt.Errorf("%w: more than %d bytes", ErrTooLong, limit) }

// headline returns the first line of a text that is not blank, trimmed, or nothing if that is too long for a headline.
func headline(text string) string {
	text = strings.TrimSpace(text)
	if i := strings.IndexAny(text, "\r\n"); i >= 0 {
		text = strings.TrimSpace(text[:i])
	}
	if len(text) > maxTitle {
		return ""
	}
	return strings.Clone(text) // or keeping titles would keep the texts
}
