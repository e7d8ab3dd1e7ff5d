package sql

import (
	"bytes"
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory/ingest/table"
)

// file makes a database.
func file(t testing.TB, path, statements string) string {
	t.Helper()
	if !filepath.IsAbs(path) {
		path = filepath.Join(t.TempDir(), path)
	}
	db, err := stdsql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	return path
}

// all returns the rows as text, a line each, and the first error.
func all(r *Rows, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	defer r.Close()
	lines := []string{strings.Join(r.Columns, "|")}
	for {
		row, err := r.Next()
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return lines, nil
		}
		if errors.Is(err, table.ErrTooLong) && r.Row < 100 && !strings.Contains(err.Error(), "ended") {
			lines = append(lines, fmt.Sprintf("row %d is too long", r.Row))
			continue
		}
		if err != nil {
			return lines, err
		}
		var cells []string
		for _, c := range row {
			cells = append(cells, [...]string{
				table.Null: "null", table.Literal: "#" + c.Text, table.Text: c.Text, table.List: fmt.Sprint(c.List),
			}[c.Kind])
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
}

const limit = 1 << 20

func TestSQLite(t *testing.T) {
	path := file(t, "news.db", `CREATE TABLE a (id INTEGER PRIMARY KEY, n, f, t TEXT, b BLOB, d DATE, dt DATETIME, u INT);
		INSERT INTO a VALUES (7, NULL, 0.5, 'It''s', x'c3a9', '2026-03-14', '2026-03-14 08:00:00', 1773475200),
			(8, 'x', 9e999, '', NULL, NULL, '2026-03-14T08:00:00+01:00', 0)`)
	odd := filepath.Join(filepath.Dir(path), "news ?#%41;é&mode=rw.db")
	if err := os.Rename(path, odd); err != nil {
		t.Fatal(err)
	}
	got, err := all(SQLite(t.Context(), odd, "SELECT *, count(*) OVER () AS 'how many' FROM a ORDER BY id", limit))
	want := []string{
		"id|n|f|t|b|d|dt|u|how many",
		"#7|null|#0.5|It's|é|2026-03-14|2026-03-14T08:00:00Z|#1773475200|#2",
		"#8|x|+Inf||null|null|2026-03-14T08:00:00+01:00|#0|#2",
	}
	if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %v\n%s\nwant\n%s", err, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestSQLiteOnlyReads tries to write, to reach other files, and to lift the guard, in all ways that SQLite has. Nothing may change.
func TestSQLiteOnlyReads(t *testing.T) {
	dir := t.TempDir()
	path := file(t, filepath.Join(dir, "news.db"), "CREATE TABLE a (t); INSERT INTO a VALUES ('x'); CREATE TABLE b (t)")
	other := file(t, filepath.Join(dir, "other.db"), "CREATE TABLE secret (t); INSERT INTO secret VALUES ('hidden')")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{
		"INSERT INTO a VALUES ('y') RETURNING t", "DELETE FROM a RETURNING t", "UPDATE a SET t = 'y' RETURNING t", "DROP TABLE b",
		"CREATE TABLE c (t)", "CREATE TEMP TABLE c (t)", "ALTER TABLE b RENAME TO c", "VACUUM", "REINDEX", "ANALYZE", "BEGIN", "COMMIT",
		"VACUUM INTO '" + filepath.Join(dir, "copy.db") + "'", "ATTACH '" + other + "' AS o",
		"ATTACH '" + other + "' AS o; SELECT t FROM o.secret", "SELECT t FROM a; DELETE FROM a",
		"PRAGMA query_only = 0", "PRAGMA writable_schema = 1", "PRAGMA journal_mode = DELETE", "PRAGMA query_only = 0; DELETE FROM a RETURNING t",
		"SELECT * FROM pragma_database_list", "SELECT load_extension('x')", "SELECT readfile('/etc/passwd')", "SELECT writefile('x', 'y')",
		"SELECT fts3_tokenizer('simple')", "EXPLAIN SELECT 1; DROP TABLE b", "", "  ", ";", "-- nothing", "SELEC 1", "SELECT * FROM nowhere",
	} {
		got, err := all(SQLite(t.Context(), path, query, limit))
		if err == nil {
			t.Errorf("%q gave %q, want an error", query, got)
		}
		if strings.Contains(strings.Join(got, " "), "hidden") {
			t.Errorf("%q reads another file: %q", query, got)
		}
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file has changed, %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("there are %v now, %v, want two files", entries, err)
	}
}

// TestSQLiteBeingWritten reads while another connection has changes that are not yet in the file itself.
func TestSQLiteBeingWritten(t *testing.T) {
	path := file(t, "news.db", "PRAGMA journal_mode = WAL; CREATE TABLE a (t); INSERT INTO a VALUES ('one')")
	db, err := stdsql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("INSERT INTO a VALUES ('two')"); err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.Exec("INSERT INTO a VALUES ('three')"); err != nil {
		t.Fatal(err)
	}
	got, err := all(SQLite(t.Context(), path, "SELECT t FROM a", limit))
	if err != nil || strings.Join(got, " ") != "t one two" {
		t.Errorf("got %q, %v, want what is committed: one, two", got, err)
	}
}

func TestSQLiteDamaged(t *testing.T) {
	whole, err := os.ReadFile(file(t, "news.db", `CREATE TABLE a (t); INSERT INTO a
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) SELECT hex(randomblob(400)) FROM n`))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"nothing":    {},
		"text":       []byte(strings.Repeat("harbour\n", 1000)),
		"only magic": []byte(magic),
		"cut":        whole[:len(whole)/2],
		"scrambled":  append(bytes.Clone(whole[:5000]), bytes.Repeat([]byte{0xff}, len(whole)-5000)...),
	} {
		path := filepath.Join(t.TempDir(), "news.db")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := all(SQLite(t.Context(), path, "SELECT t FROM a ORDER BY t", limit)); err == nil {
			t.Errorf("%s: %d rows, want an error", name, len(got))
		}
	}
	if _, err := SQLite(t.Context(), filepath.Join(t.TempDir(), "none.db"), "SELECT 1", limit); err == nil {
		t.Error("a file that is not there was opened")
	}
}

// TestSQLiteLimit holds that a row that is too long costs that row alone, and one that is far too long no memory.
func TestSQLiteLimit(t *testing.T) {
	path := file(t, "news.db", `CREATE TABLE a (t);
		INSERT INTO a VALUES ('one'), (hex(zeroblob(1000000))), ('three'), (zeroblob(50000000)), ('five')`)
	got, err := all(SQLite(t.Context(), path, "SELECT t FROM a", limit))
	if strings.Join(got, " ") != "t one row 2 is too long three" || !errors.Is(err, table.ErrTooLong) {
		t.Errorf("got %q, %v, want the rows before one of 50 MB, and %v", got, err, table.ErrTooLong)
	}
}

// constant reads many rows of a query without an end, and holds that memory does not grow with them.
func constant(t *testing.T, r *Rows) {
	t.Helper()
	var early, late runtime.MemStats
	for range 20_000 {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
		if r.Row == 1000 {
			runtime.GC()
			runtime.ReadMemStats(&early)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&late)
	if late.HeapAlloc > early.HeapAlloc+1<<20 {
		t.Errorf("memory grew from %d to %d bytes", early.HeapAlloc, late.HeapAlloc)
	}
}

// TestSQLiteEndless holds that rows are read as they come, in constant memory, and that a query ends with its context.
func TestSQLiteEndless(t *testing.T) {
	path := file(t, "news.db", "CREATE TABLE a (t)")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	const count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, hex(zeroblob(5000)) FROM n"
	r, err := SQLite(ctx, path, count, limit)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	constant(t, r)
	cancel()
	for r.Row < 1e6 && err == nil {
		_, err = r.Next()
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its context the query gave %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	if _, err := all(SQLite(ctx, path, "SELECT count(*) FROM ("+count+")", limit)); err == nil || time.Since(begin) > 20*time.Second {
		t.Errorf("a query without an end gave %v after %v", err, time.Since(begin))
	}
}
