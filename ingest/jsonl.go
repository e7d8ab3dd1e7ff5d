package ingest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"

	"github.com/goccy/go-json"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/moment"
)

// jsonSpace is white space as JSON has it (RFC 8259, 2).
const jsonSpace = " \t\r\n"

// record is a line of JSON Lines.
type record struct {
	ID        scalar `json:"id"`
	Text      string `json:"text"`
	Title     string `json:"title"`
	Published scalar `json:"published"`
	Outlet    string `json:"outlet"`
	Source    string `json:"source"`
	URL       string `json:"url"`
	Byline    string `json:"byline"`
	Language  string `json:"language"`

	Provider  string   `json:"provider"`
	Canonical string   `json:"canonical"`
	Links     []string `json:"links"`
}

// readJSONLines reads one article a line. Lines that cannot be read are problems; blank ones are passed over.
func readJSONLines(s *session, in *input) bool {
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
		if len(line) > 0 && !s.jsonLine(place, line) {
			return false
		}
	}
}

func (s *session) jsonLine(place article.Place, line []byte) bool {
	var rec record
	if err := decodeRecord(line, &rec); err != nil {
		return s.problem(place, rec.ID.text, err)
	}
	a := article.Article{
		ID:       cmp.Or(rec.ID.text, place.String()),
		Outlet:   cmp.Or(rec.Outlet, rec.Source),
		URL:      rec.URL,
		Title:    rec.Title,
		Byline:   rec.Byline,
		Language: rec.Language,
		Text:     rec.Text,
		Place:    place,

		Provider:  rec.Provider,
		Canonical: rec.Canonical,
		Links:     rec.Links,
	}
	var err error
	a.Published, a.Precision, err = moment.Parse(rec.Published.text)
	if !s.article(a) {
		return false
	}
	return err == nil || s.problem(place, a.ID, err)
}

// decodeRecord decodes one line. After an error only rec.ID may be used, which is empty where it is not known.
func decodeRecord(line []byte, rec *record) error {
	if line[0] != '{' {
		return fmt.Errorf("%w: the line is not a JSON object", ErrFormat)
	}
	err := json.UnmarshalOf(line, rec)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		// The line is sound JSON, hence the id is as well.
		return fmt.Errorf("%w: field %q is of type %s, not string", ErrFormat, wrong.Field, wrong.Value)
	}
	if err != nil {
		// The decoder may have set fields on its way.
		rec.ID = scalar{}
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return cmp.Or(rec.ID.check("id"), rec.Published.check("published"))
}

// scalar is a JSON string, or a number as it is written.
type scalar struct {
	text string
	// wrong names the type of a value that is neither.
	wrong string
}

// UnmarshalJSON accepts any value, so that an error does not keep the other fields from being decoded.
func (s *scalar) UnmarshalJSON(value []byte) error {
	*s = scalar{}
	switch value[0] {
	case '"':
		return json.Unmarshal(value, &s.text)
	case 'n':
	case 't', 'f':
		s.wrong = "bool"
	case '{':
		s.wrong = "object"
	case '[':
		s.wrong = "array"
	default:
		s.text = string(value)
	}
	return nil
}

func (s *scalar) check(field string) error {
	if s.wrong == "" {
		return nil
	}
	return fmt.Errorf("%w: field %q is of type %s, not string or number", ErrFormat, field, s.wrong)
}
