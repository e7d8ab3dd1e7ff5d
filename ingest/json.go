package ingest

import (
	"bytes"
	"io"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/table"
)

// readJSON reads one article an object: of an array, or of objects one after the other, on as many lines as they like.
func readJSON(s *session, in *input) bool {
	rec, err := s.jsonRecord()
	if err != nil {
		return s.problem(article.Place{Path: in.path}, "", err)
	}
	objects := table.NewObjects(in.r, s.opts.MaxArticle)
	for {
		object, err := objects.Next()
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return true
		}
		place := article.Place{Path: in.path, Line: objects.Line}
		switch {
		case err == nil:
			if !s.object(rec, place, objects.Nth, object) {
				return false
			}
		case !s.problem(place, "", err):
			return false
		case !oneRecord(err):
			return true
		}
	}
}

// startsJSONLines recognises an object that ends on the line on which it begins, or a line longer than the head.
func startsJSONLines(head []byte) bool {
	line := bytes.TrimRight(firstLine(head), jsonSpace)
	return line[0] == '{' && (len(line) > 1 && line[len(line)-1] == '}' || len(firstLine(head)) == len(head))
}

// startsJSON recognises an object, or an array of objects.
func startsJSON(head []byte) bool {
	return head[0] == '{' || head[0] == '[' && bytes.HasPrefix(bytes.TrimLeft(head[1:], jsonSpace), []byte("{"))
}

// firstLine returns the first line of a head.
func firstLine(head []byte) []byte {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return line
}
