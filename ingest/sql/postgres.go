package sql

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/samestory/samestory/ingest/table"
)

// DefaultConnectTimeout is how long a connection to PostgreSQL may take where the address does not say: connect_timeout.
const DefaultConnectTimeout = 30 * time.Second

// IsPostgres reports whether a path is the address of a PostgreSQL database.
func IsPostgres(path string) bool {
	return strings.HasPrefix(path, "postgres://") || strings.HasPrefix(path, "postgresql://")
}

// Name returns an address of PostgreSQL without what is secret in it: user, host and database, no password and no parameters.
func Name(address string) string {
	scheme, _, _ := strings.Cut(address, "://")
	u, err := url.Parse(address)
	if err != nil {
		return scheme + "://..."
	}
	name := url.URL{Scheme: scheme, Host: u.Host, Path: u.Path}
	if u.User.Username() != "" {
		name.User = url.User(u.User.Username())
	}
	return name.String()
}

// Postgres runs a query on a server. The address is that of libpq, postgres://user@host/database?sslmode=require; what it does
// not say comes from the environment variables, the password file and the service file of libpq. The end of ctx ends the query; limit is
// the longest row, in bytes.
func Postgres(ctx context.Context, address, query string, limit int64) (*Rows, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		// What the library says has the address in it, and perhaps the password.
		return nil, fmt.Errorf("%w: this is no address of a PostgreSQL database, such as postgres://user@host/database", table.ErrFormat)
	}
	config.ConnectTimeout = cmp.Or(config.ConnectTimeout, DefaultConnectTimeout)
	config.RuntimeParams["client_encoding"] = "UTF8"
	config.RuntimeParams["datestyle"] = "ISO"
	config.RuntimeParams["timezone"] = "UTC"
	config.RuntimeParams["application_name"] = cmp.Or(config.RuntimeParams["application_name"], "samestory")
	config.MaxProtocolMessageBodyLen = int(min(limit*slack+1<<20, 1<<30))
	ctx, cancel := context.WithCancel(ctx)
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		cancel()
		return nil, scrubbed(err, config)
	}
	r := &Rows{limit: limit}
	rows, err := query1(ctx, conn, query)
	r.close = func() {
		// Without the end of its context the rows would all be read first.
		cancel()
		if rows != nil {
			rows.Close()
		}
		soon, stop := context.WithTimeout(context.Background(), time.Second)
		defer stop()
		_ = conn.Close(soon)
	}
	if err != nil {
		r.Close()
		return nil, scrubbed(err, config)
	}
	r.fromPostgres(rows, config)
	return r, nil
}

// query1 runs one statement in a read-only transaction, with all values as text.
func query1(ctx context.Context, conn *pgx.Conn, query string) (pgx.Rows, error) {
	if _, err := conn.BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly}); err != nil {
		return nil, err
	}
	// Only the extended protocol refuses a second statement, which could end the transaction.
	rows, err := conn.Query(ctx, query, pgx.QueryExecModeExec, pgx.QueryResultFormats{pgx.TextFormatCode})
	if err != nil {
		return nil, err
	}
	if len(rows.FieldDescriptions()) == 0 {
		rows.Close()
		return nil, cmp.Or(rows.Err(), errors.New("the query has no columns"))
	}
	return rows, nil
}

// fromPostgres reads rows.
func (r *Rows) fromPostgres(rows pgx.Rows, config *pgx.ConnConfig) {
	types := pgtype.NewMap()
	fields := rows.FieldDescriptions()
	kinds := make([]uint32, len(fields))
	for i, f := range fields {
		r.Columns = append(r.Columns, f.Name)
		kinds[i] = f.DataTypeOID
	}
	row := make([]table.Cell, len(fields))
	over := false
	r.read = func() ([]table.Cell, error) {
		if over || !rows.Next() {
			over = true
			if err := rows.Err(); err != nil {
				return nil, fatal(scrubbed(err, config))
			}
			return nil, io.EOF
		}
		for i, raw := range rows.RawValues() {
			row[i] = textCell(types, kinds[i], raw)
		}
		return row, nil
	}
}

// textCell returns a value of PostgreSQL as it is written.
func textCell(types *pgtype.Map, kind uint32, raw []byte) table.Cell {
	if raw == nil {
		return table.Cell{Kind: table.Null}
	}
	text := string(raw)
	switch kind {
	case pgtype.TextArrayOID, pgtype.VarcharArrayOID:
		var list []*string
		if types.Scan(kind, pgtype.TextFormatCode, raw, &list) != nil {
			break
		}
		c := table.Cell{Kind: table.List}
		for _, s := range list {
			if s != nil {
				c.List = append(c.List, *s)
			}
		}
		return c
	case pgtype.Int2OID, pgtype.Int4OID, pgtype.Int8OID:
		return table.Cell{Kind: table.Literal, Text: text}
	case pgtype.BoolOID:
		return table.Cell{Kind: table.Literal, Text: map[string]string{"t": "true", "f": "false"}[text]}
	}
	return table.Cell{Kind: table.Text, Text: text}
}

// safe is an error whose text has no password.
type safe struct {
	text string
	err  error
}

func (s *safe) Error() string { return s.text }

func (s *safe) Unwrap() error { return s.err }

// scrubbed returns err without the password, wherever that came from, and with the sentinel of what is too long.
func scrubbed(err error, config *pgx.ConnConfig) error {
	text := err.Error()
	for _, password := range passwords(config) {
		text = strings.ReplaceAll(text, password, "xxxxx")
		text = strings.ReplaceAll(text, url.QueryEscape(password), "xxxxx")
		text = strings.ReplaceAll(text, url.PathEscape(password), "xxxxx")
	}
	if _, long := errors.AsType[*pgproto3.ExceededMaxBodyLenErr](err); long {
		err = errors.Join(table.ErrTooLong, err)
		text = table.ErrTooLong.Error() + ": " + text
	}
	if failed, ok := errors.AsType[*pgconn.PgError](err); ok && failed.Code == "25006" {
		text = "a query can only read: " + text
	}
	return &safe{text, err}
}

func passwords(config *pgx.ConnConfig) []string {
	var all []string
	for _, p := range append([]string{config.Password}, fallbacks(config)...) {
		if p != "" {
			all = append(all, p)
		}
	}
	return all
}

func fallbacks(config *pgx.ConnConfig) []string {
	var all []string
	if u, err := url.Parse(config.ConnString()); err == nil {
		if p, ok := u.User.Password(); ok {
			all = append(all, p)
		}
		all = append(all, u.Query().Get("password"), u.Query().Get("sslpassword"))
	}
	return all
}
