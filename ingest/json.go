package ingest

import (
	"bytes"
	"io"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/newsroom"
	"github.com/samestory/samestory/ingest/table"
)

// readJSON reads one article an object: of an array, of objects one after the other on as many lines as they like, or of the lists in
// an object.
func readJSON(s *session, in *input) bool {
	rec, err := s.jsonRecord()
	if err != nil {
		return s.problem(article.Place{Path: in.path}, "", err)
	}
	return s.objects(rec, table.NewObjects(in.r, s.opts.MaxArticle), article.Place{Path: in.path})
}

// objects hands on the articles of a stream of objects. Its lines follow that of a place.
func (s *session) objects(rec *record, objects *table.Objects, before article.Place) bool {
	for {
		object, err := objects.Next()
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return true
		}
		place := article.Place{Path: before.Path, Line: before.Line + objects.Line}
		switch {
		case err == nil:
			wraps, ok := s.object(rec, place, objects.Nth, object, !objects.Listed())
			if !ok {
				return false
			}
			if wraps {
				objects.Enter()
			}
		case !s.problem(place, "", err):
			return false
		case !oneRecord(err):
			return true
		}
	}
}

// listed hands on the articles of the lists in an object that is all of a line.
func (s *session) listed(rec *record, place article.Place, object []byte) bool {
	objects := table.NewObjects(bytes.NewReader(object), s.opts.MaxArticle)
	place.Line-- // the first line of the object is that of the place
	return s.objects(rec, objects, place)
}

// object hands on the article of one JSON object, the nth of its line, or why there is none. True for wraps means that it hands on
// nothing, as the object is no article but has a list of them; where it may not have one that is not looked for.
func (s *session) object(rec *record, place article.Place, nth int, object []byte, mayWrap bool) (wraps, ok bool) {
	if done, ok := s.ninjs(place, nth, object); done {
		return false, ok
	}
	if err := rec.decode(object); err != nil {
		id := rec.text(fieldID)
		if mayWrap && s.wraps(rec, "", object) {
			return true, true
		}
		return false, s.problem(place, id, err)
	}
	a, err := articleOf(rec, place)
	if mayWrap && a.Text == "" && s.wraps(rec, a.Title, object) {
		return true, true
	}
	if a.ID == "" {
		a.ID = nthOf(place, nth)
	}
	if s.opts.KeepItems {
		a.Item = itemOf(rec, &a, compact(object))
	}
	return false, s.dated(a, err)
}

// wraps reports whether an object without a text has a list of articles: the first has a text or a title. An empty list will do where
// there is no title either.
func (s *session) wraps(rec *record, title string, object []byte) bool {
	first, ok := table.First(object)
	if !ok || first == nil {
		return ok && title == ""
	}
	if _, _, is, _ := newsroom.Ninjs(first, s.newsroomOptions()); is && len(s.opts.Map) == 0 {
		return true
	}
	if rec.decode(first) != nil {
		return false
	}
	a, _ := articleOf(rec, article.Place{})
	return a.Text != "" || a.Title != ""
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
