package ingest

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"io"
	"strconv"

	"github.com/samestory/samestory/article"
)

// jsonSpace is white space as JSON has it (RFC 8259, 2).
const jsonSpace = " \t\r\n"

// readJSONLines reads one article a line. Lines that cannot be read are problems; blank ones are passed over.
func readJSONLines(s *session, in *input) bool {
	rec, err := s.jsonRecord()
	if err != nil {
		return s.problem(article.Place{Path: in.path}, "", err)
	}
	lines := lineReader{r: in.r, limit: s.opts.MaxArticle, buf: s.line}
	defer func() { s.line = lines.buf }()
	for {
		line, err := lines.next()
		place := article.Place{Path: in.path, Line: lines.n}
		switch {
		case err == io.EOF: //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return true
		case errors.Is(err, ErrTooLong):
			if !s.problem(place, "", err) {
				return false
			}
			continue
		case err != nil:
			return s.problem(place, "", err)
		}
		// Files that were joined have byte order marks in the middle.
		line = bytes.Trim(bytes.TrimPrefix(line, []byte(utf8Mark)), jsonSpace)
		if len(line) == 0 {
			continue
		}
		wraps, ok := s.object(rec, place, 1, line, true)
		if !ok || wraps && !s.listed(rec, place, line) {
			return false
		}
	}
}

// jsonRecord returns what objects are decoded into, made when it is first needed.
func (s *session) jsonRecord() (*record, error) {
	if s.record == nil {
		rec, err := newRecord(s.fields)
		if err != nil {
			return nil, err
		}
		s.record = rec
	}
	return s.record, nil
}

// nthOf names what has no id by its place: path:line, and what follows it on the same line path:line#2 and so on.
func nthOf(place article.Place, nth int) string {
	if nth == 1 {
		return place.String()
	}
	return place.String() + "#" + strconv.Itoa(nth)
}

// compact returns a copy of sound JSON without white space between its parts.
func compact(object []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(object))
	if stdjson.Compact(&b, object) != nil {
		return bytes.Clone(object)
	}
	return b.Bytes()
}
