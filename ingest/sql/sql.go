// Package sql reads the rows of a query from a database, SQLite or PostgreSQL, one at a time. It knows nothing of articles.
//
// A query can read and nothing else. SQLite files are opened read-only, and every statement but a SELECT is refused while it is
// compiled: ATTACH, PRAGMA, loading of extensions. PostgreSQL runs the query in a read-only transaction, as one statement. How long a
// query may take is for the caller's context and the server's settings to say.
//
// Rows hold one row in memory; one that is longer than the limit is an error that wraps [table.ErrTooLong], and the next is read.
// They are for one goroutine at a time. Passwords never stand in errors.
package sql

import (
	"fmt"
	"io"

	"github.com/samestory/samestory/ingest/table"
)

// Rows are the rows of one query.
type Rows struct {
	// Columns are the names of the columns.
	Columns []string
	// Row is the number of the row last read, from 1.
	Row int

	limit int64
	read  func() ([]table.Cell, error)
	close func()
}

// Next returns the next row, or io.EOF behind the last. After an error that wraps table.ErrTooLong more rows may follow.
func (r *Rows) Next() ([]table.Cell, error) {
	row, err := r.read()
	if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		return nil, err
	}
	r.Row++
	if err != nil {
		return nil, err
	}
	size := int64(0)
	for _, c := range row {
		size += int64(len(c.Text))
		for _, text := range c.List {
			size += int64(len(text))
		}
	}
	if size > r.limit {
		return nil, r.tooLong()
	}
	return row, nil
}

func (r *Rows) tooLong() error {
	return fmt.Errorf("%w: more than %d bytes", table.ErrTooLong, r.limit)
}

// Close ends the query, be it at its end or not.
func (r *Rows) Close() { r.close() }
