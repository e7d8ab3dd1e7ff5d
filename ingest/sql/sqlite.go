package sql

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/samestory/samestory/ingest/table"
)

// magic is how SQLite files begin.
const magic = "SQLite format 3\x00"

// IsSQLite reports whether a file that begins so is one of SQLite.
func IsSQLite(head []byte) bool { return bytes.HasPrefix(head, []byte(magic)) }

// slack is how much longer than the limit values may be, as a multiple, to cost the row alone. What is longer ends the query.
const slack = 4

// SQLite runs a query on a file, which another process may be writing. The end of ctx ends it; limit is the longest row, in bytes.
func SQLite(ctx context.Context, path, query string, limit int64) (*Rows, error) {
	if strings.TrimSpace(query) == "" {
		return nil, errors.New("the query is empty")
	}
	db, err := open(path)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	r := &Rows{limit: limit}
	var all []io.Closer
	r.close = func() {
		cancel()
		for _, c := range slices.Backward(all) {
			c.Close()
		}
	}
	all = append(all, db)
	conn, err := db.Conn(ctx)
	if err != nil {
		r.Close()
		return nil, plain(err)
	}
	all = append(all, conn)
	rows, err := selectRows(ctx, conn, query, limit)
	if err != nil {
		r.Close()
		return nil, plain(err)
	}
	all = append(all, rows)
	if err := r.fromSQLite(rows); err != nil {
		r.Close()
		return nil, plain(err)
	}
	return r, nil
}

// open makes a database whose connections can only read.
func open(path string) (*sql.DB, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	// In an address of SQLite the path may hold anything, escaped.
	name := (&url.URL{Scheme: "file", Path: filepath.ToSlash(absolute)}).String()
	connector, err := sqlite.NewConnector(name + "?mode=ro&_pragma=query_only(1)&_pragma=busy_timeout(10000)&_pragma=trusted_schema(0)")
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(guarded{connector})
	db.SetMaxOpenConns(1)
	return db, nil
}

// guarded makes connections that refuse what authorize refuses.
type guarded struct{ driver.Connector }

// Connect is that of driver.Connector.
func (g guarded) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := g.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	guard, ok := c.(sqlite.AuthorizerRegisterer)
	if !ok {
		_ = c.Close()
		return nil, errors.New("the driver of SQLite cannot be told what to refuse")
	}
	return c, guard.RegisterAuthorizer(authorize)
}

// authorize lets a query read tables and call functions, but none that reach beyond the file.
func authorize(action sqlite.AuthorizerActionCode, _, function, _, _ string) sqlite.AuthorizerReturnCode {
	switch action {
	case sqlite.AuthSelect, sqlite.AuthRead, sqlite.AuthRecursive:
		return sqlite.AuthorizerOK
	case sqlite.AuthFunction:
		switch strings.ToLower(function) {
		case "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer":
			return sqlite.AuthorizerDeny
		}
		return sqlite.AuthorizerOK
	}
	return sqlite.AuthorizerDeny
}

func selectRows(ctx context.Context, conn *sql.Conn, query string, limit int64) (*sql.Rows, error) {
	for id, value := range map[int]int{
		sqlite3.SQLITE_LIMIT_LENGTH: int(max(min(limit*slack, 1e9), 1<<20)), sqlite3.SQLITE_LIMIT_ATTACHED: 0,
	} {
		if _, err := sqlite.Limit(conn, id, value); err != nil {
			return nil, err
		}
	}
	return conn.QueryContext(ctx, query)
}

// plain says what SQLite's short messages mean to somebody who wrote a query.
func plain(err error) error {
	failure, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch failure.Code() & 0xff {
	case sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY:
		return fmt.Errorf("a query can only read: %w", err)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", table.ErrFormat, err)
	case sqlite3.SQLITE_TOOBIG:
		return fmt.Errorf("%w: %w", table.ErrTooLong, err)
	}
	return err
}

// fromSQLite reads rows.
func (r *Rows) fromSQLite(rows *sql.Rows) error {
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	values := make([]any, len(types))
	into := make([]any, len(types))
	days := make([]bool, len(types))
	for i, t := range types {
		r.Columns = append(r.Columns, t.Name())
		into[i] = &values[i]
		days[i] = strings.EqualFold(t.DatabaseTypeName(), "date")
	}
	if len(types) == 0 {
		return errors.New("the query has no columns")
	}
	row := make([]table.Cell, len(types))
	over := false
	r.read = func() ([]table.Cell, error) {
		if over || !rows.Next() {
			over = true
			if err := rows.Err(); err != nil {
				return nil, fatal(plain(err))
			}
			return nil, io.EOF
		}
		if err := rows.Scan(into...); err != nil {
			over = true
			return nil, fatal(plain(err))
		}
		for i, v := range values {
			row[i] = cell(v, days[i])
		}
		return row, nil
	}
	return nil
}

// fatal makes an error that ends the rows, so that nobody waits for the next.
func fatal(err error) error { return fmt.Errorf("the query ended early: %w", err) }

// cell returns a value of SQLite. A column of days has no time of day, though the driver gives it one.
func cell(value any, day bool) table.Cell {
	switch v := value.(type) {
	case nil:
		return table.Cell{Kind: table.Null}
	case string:
		return table.Cell{Kind: table.Text, Text: v}
	case []byte:
		return table.Cell{Kind: table.Text, Text: string(v)}
	case int64:
		return table.Cell{Kind: table.Literal, Text: strconv.FormatInt(v, 10)}
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			break
		}
		return table.Cell{Kind: table.Literal, Text: strconv.FormatFloat(v, 'f', -1, 64)}
	case bool:
		return table.Cell{Kind: table.Literal, Text: strconv.FormatBool(v)}
	case time.Time:
		if day {
			return table.Cell{Kind: table.Text, Text: v.Format(time.DateOnly)}
		}
		return table.Cell{Kind: table.Text, Text: v.Format(time.RFC3339Nano)}
	}
	return table.Cell{Kind: table.Text, Text: fmt.Sprint(value)}
}
