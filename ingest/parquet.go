package ingest

import (
	"bytes"
	"fmt"
	"io"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/table"
)

const parquetMagic = "PAR1"

func startsParquet(head []byte) bool { return bytes.HasPrefix(head, []byte(parquetMagic)) }

// readParquet reads one article a row. The place of an article is the number of its row.
func readParquet(s *session, in *input) bool {
	rows, done, err := s.openParquet(in)
	if err != nil {
		return s.problem(article.Place{Path: in.path}, "", err)
	}
	defer done()
	h, err := s.header(rows.Columns)
	if err != nil {
		return s.problem(article.Place{Path: in.path}, "", err)
	}
	rows.Choose(s.wantedColumns(h))
	for {
		row, err := rows.Next()
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return true
		}
		place := article.Place{Path: in.path, Line: int(rows.Row)}
		if err == nil {
			err = s.account.add(sizeOf(row))
		}
		switch {
		case err == nil:
			if !s.row(h, place, func(i int) table.Cell { return row[i] }) {
				return false
			}
		case !s.problem(place, "", err):
			return false
		case !oneRecord(err):
			return true
		}
	}
}

// openParquet opens an input that is a file, or a copy of it.
func (s *session) openParquet(in *input) (rows *table.Parquet, done func(), err error) {
	head, err := in.r.Peek(len(parquetMagic))
	switch {
	case err != nil && err != io.EOF: //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		return nil, nil, err
	case !startsParquet(head):
		return nil, nil, fmt.Errorf("%w: this is not Parquet", ErrFormat)
	}
	at, size, remove, err := s.atAnyPlace(in)
	if err != nil {
		return nil, nil, err
	}
	if rows, err = table.NewParquet(at, size, s.opts.MaxArticle); err != nil {
		remove()
		return nil, nil, err
	}
	return rows, func() { rows.Close(); remove() }, nil
}

// wantedColumns returns the columns of fields, or all of them where items are kept.
func (s *session) wantedColumns(h *header) []int {
	var all []int
	for i := range h.names {
		if s.opts.KeepItems || h.columns.has(i) {
			all = append(all, i)
		}
	}
	return all
}

// sizeOf returns what a row takes, about.
func sizeOf(row []table.Cell) int64 {
	const least = 64
	n := int64(least)
	for _, c := range row {
		n += int64(len(c.Text))
		for _, text := range c.List {
			n += int64(len(text))
		}
	}
	return n
}
