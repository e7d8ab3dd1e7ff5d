//go:build unix

package sql

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory/ingest/sql/pgtest"
	"github.com/samestory/samestory/ingest/table"
)

// TestPostgres runs all that needs a server on one.
func TestPostgres(t *testing.T) {
	server := pgtest.Start(t)
	server.Exec(t, "postgres", `
		CREATE TABLE a (id serial, n text, day date, at timestamptz, naive timestamp, ok bool, tags text[], j jsonb, f float8);
		INSERT INTO a (n, day, at, naive, ok, tags, j, f) VALUES
			('It''s é', '2026-03-14', '2026-03-14 08:00:00.25+01', '2026-03-14 08:00', true, '{"a b",NULL,c}', '{"k": 1}', 0.5),
			(NULL, NULL, NULL, NULL, false, '{}', NULL, 'NaN');
		GRANT SELECT ON a TO reader; CREATE TABLE b (t text); GRANT ALL ON b TO reader; INSERT INTO b VALUES ('kept');
		CREATE FUNCTION writes() RETURNS text LANGUAGE sql AS $$ INSERT INTO b VALUES ('x') RETURNING t $$`)
	address := server.Address("postgres", "reader")
	t.Run("values", func(t *testing.T) {
		got, err := all(Postgres(t.Context(), address, `SELECT *, 'x' AS "How Many" FROM a ORDER BY id`, limit))
		want := []string{
			"id|n|day|at|naive|ok|tags|j|f|How Many",
			`#1|It's é|2026-03-14|2026-03-14 07:00:00.25+00|2026-03-14 08:00:00|#true|[a b c]|{"k": 1}|0.5|x`,
			"#2|null|null|null|null|#false|[]|null|NaN|x",
		}
		if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("got %v\n%s\nwant\n%s", err, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
	t.Run("only reads", func(t *testing.T) { onlyReads(t, address) })
	t.Run("secrets", func(t *testing.T) { secrets(t, address) })
	t.Run("limit", func(t *testing.T) {
		got, err := all(Postgres(t.Context(), address,
			"SELECT repeat('x', n) AS t FROM unnest(ARRAY[1, 2000000, 2, 50000000, 3]) AS n", limit))
		if strings.Join(got, " ") != "t x row 2 is too long xx" || !errors.Is(err, table.ErrTooLong) {
			t.Errorf("got %q, %v, want the rows before one of 50 MB, and %v", got, err, table.ErrTooLong)
		}
	})
	t.Run("endless", func(t *testing.T) { endless(t, address) })
}

// onlyReads tries to write and to end the transaction that keeps it from writing.
func onlyReads(t *testing.T, address string) {
	for _, query := range []string{
		"INSERT INTO b VALUES ('y') RETURNING t", "DELETE FROM b RETURNING t", "SELECT writes()", "CREATE TABLE c (t text)",
		"WITH gone AS (DELETE FROM b RETURNING t) SELECT * FROM gone", "COMMIT; DELETE FROM b RETURNING t", "SELECT 1; DELETE FROM b",
		"COMMIT", "SET TRANSACTION READ WRITE", "COPY b TO STDOUT", "COPY b FROM PROGRAM 'true'", "", "-- nothing", "SELEC 1",
		"SELECT * FROM nowhere", "SELECT nextval('a_id_seq')",
	} {
		if got, err := all(Postgres(t.Context(), address, query, limit)); err == nil {
			t.Errorf("%q gave %q, want an error", query, got)
		}
	}
	got, err := all(Postgres(t.Context(), address, "SELECT t FROM b", limit))
	if err != nil || strings.Join(got, " ") != "t kept" {
		t.Errorf("b holds %q, %v now, want one row as before", got, err)
	}
}

// secrets holds that no error tells a password.
func secrets(t *testing.T, address string) {
	escaped := url.UserPassword("", pgtest.Password).String()[1:]
	for name, address := range map[string]string{
		"refused":            strings.Replace(address, "reader:", "nobody:", 1),
		"no database":        strings.Replace(address, "/postgres?", "/none?", 1),
		"no server":          "postgres://reader:" + escaped + "@127.0.0.1:1/x?connect_timeout=2",
		"no host":            "postgres://reader:" + escaped + "@nowhere.invalid/x?connect_timeout=2",
		"a wrong port":       "postgres://reader:" + escaped + "@127.0.0.1:port/x",
		"a wrong parameter":  address + "&sslmode=perhaps",
		"a wrong escape":     "postgres://reader:" + escaped + "%zz@host/x",
		"password elsewhere": "postgres://reader@127.0.0.1:1/x?password=" + url.QueryEscape(pgtest.Password) + "&sslmode=perhaps",
		"a wrong query":      address,
		"spaces":             "postgres://reader:" + pgtest.Password + "@ho st/x",
	} {
		_, err := Postgres(t.Context(), address, "SELECT '"+pgtest.Password+"'::int", limit)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, secret := range []string{pgtest.Password, escaped, "s3cret"} {
			if strings.Contains(err.Error(), secret) || strings.Contains(Name(address), secret) {
				t.Errorf("%s: the password stands in %q or %q", name, err, Name(address))
			}
		}
	}
	if want := "postgres://reader@/postgres"; Name(address) != want {
		t.Errorf("Name(%q) = %q, want %q", address, Name(address), want)
	}
}

// endless holds that rows are read as they come, in constant memory, and that leaving early does not read the rest.
func endless(t *testing.T, address string) {
	r, err := Postgres(t.Context(), address, "SELECT generate_series(1, 2000000000) AS i, repeat('word ', 1000)", limit)
	if err != nil {
		t.Fatal(err)
	}
	constant(t, r)
	begin := time.Now()
	r.Close()
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("leaving took %v", took)
	}
	soon, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	if _, err := all(Postgres(soon, address, "SELECT pg_sleep(1000)", limit)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a query whose context ended gave %v", err)
	}
}
