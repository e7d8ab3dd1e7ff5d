package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/sql"
	"github.com/samestory/samestory/ingest/table"
)

// ErrNoQuery is a database without Options.Query.
var ErrNoQuery = errors.New("ingest: a database is read by a query, and none is given (doc/databases.md has some)")

// readSQLite reads the rows of the query from a file of SQLite.
func readSQLite(s *session, in *input) bool {
	place := article.Place{Path: in.path}
	head, err := in.r.Peek(sqliteHead)
	switch {
	case err != nil && err != io.EOF: //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		return s.problem(place, "", err)
	case !sql.IsSQLite(head):
		return s.problem(place, "", fmt.Errorf("%w: this is no database of SQLite", ErrFormat))
	}
	path, done, err := s.byName(in) // what is being written lies beside the file
	if err != nil {
		return s.problem(place, "", err)
	}
	defer done()
	return s.query(in.path, func(ctx context.Context) (*sql.Rows, error) {
		return sql.SQLite(ctx, path, s.opts.Query, s.opts.MaxArticle)
	})
}

// sqliteHead is as much of a file as tells that it is one of SQLite.
const sqliteHead = 16

// postgres reads the rows of the query from a server. Its address is shown without the password.
func (s *session) postgres(address string) bool {
	return s.query(sql.Name(address), func(ctx context.Context) (*sql.Rows, error) {
		return sql.Postgres(ctx, address, s.opts.Query, s.opts.MaxArticle)
	})
}

// query reads one article a row. The place of an article is the number of its row.
func (s *session) query(path string, open func(ctx context.Context) (*sql.Rows, error)) bool {
	place := article.Place{Path: path}
	if s.opts.Query == "" {
		return s.problem(place, "", ErrNoQuery)
	}
	rows, err := open(s.ctx)
	if err != nil {
		return s.problem(place, "", err)
	}
	defer rows.Close()
	h, err := s.header(rows.Columns)
	if err != nil {
		return s.problem(place, "", err)
	}
	for {
		row, err := rows.Next()
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return true
		}
		place.Line = rows.Row
		switch {
		case err != nil:
			if !s.problem(place, "", err) {
				return false
			}
		case !s.row(h, place, func(i int) table.Cell { return row[i] }):
			return false
		}
	}
}

// shown returns a path as it may be shown, without passwords.
func shown(path string) string {
	if sql.IsPostgres(path) {
		return sql.Name(path)
	}
	return path
}

// unsizable reports whether a path is no file, so that nobody knows how much will be read.
func unsizable(path string) bool { return path == stdinPath || sql.IsPostgres(path) }
