package ingest

import (
	"errors"
	"io"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/table"
)

// readCSV reads one article a row, by the names in the first row.
func readCSV(s *session, in *input) bool {
	rows, err := table.NewCSV(in.r, s.opts.MaxArticle, s.fields.known)
	if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		return true
	}
	place := article.Place{Path: in.path, Line: rows.Line}
	if err != nil {
		return s.problem(place, "", err)
	}
	h, err := s.header(rows.Columns)
	if err != nil {
		return s.problem(place, "", err)
	}
	for {
		row, err := rows.Next()
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return true
		}
		place := article.Place{Path: in.path, Line: rows.Line}
		switch {
		case err == nil:
			if !s.row(h, place, func(i int) table.Cell { return table.Cell{Kind: table.Text, Text: string(row[i])} }) {
				return false
			}
		case !s.problem(place, "", err):
			return false
		case !oneRecord(err):
			return true
		}
	}
}

// oneRecord reports whether an error is about one record, and more may follow it.
func oneRecord(err error) bool { return errors.Is(err, ErrFormat) || errors.Is(err, ErrTooLong) }

// startsCSV recognises a first line with the usual names of columns, the text's among them.
func startsCSV(head []byte) bool {
	var m mapping
	c, _ := m.columns(table.Delimited(firstLine(head), m.known))
	return len(c[fieldText]) > 0 && c.known() > 1
}
