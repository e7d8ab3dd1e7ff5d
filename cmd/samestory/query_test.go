package main

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// TestQuery reads articles from a database, as told on the command line.
func TestQuery(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	const text = "<p>The harbour of Port Selwyn was closed on Saturday after a freighter with 4,300 tonnes of grain ran aground.</p>" +
		"<p>Nobody was hurt, harbour master Ines Okafor told reporters; two tugs are on their way.</p>"
	_, err = db.Exec("CREATE TABLE news (site, html); INSERT INTO news VALUES ('a.example', ?), ('b.example', ?)", text, text)
	if err != nil || db.Close() != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   []string
		code   int
		out    string
		stderr string
	}{
		{[]string{"--query", "SELECT site AS outlet, html FROM news", path}, exitDone, "2 articles from 2 outlets", ""},
		{[]string{path}, exitFailed, "", "samestory: hint: give the query with --query; doc/databases.md has some for"},
		{
			[]string{"--query", "SELECT site AS outlet FROM news", path},
			exitFailed, "", "no column for text, html, summary or title; there are \"outlet\"",
		},
		{[]string{"--query", "DROP TABLE news", path}, exitFailed, "", "warning: " + path + ": a query can only read"},
		{[]string{"--query", "SELECT 1", "postgres://u:s3cret@127.0.0.1:1/x?connect_timeout=2"}, exitFailed, "", "postgres://u@127.0.0.1:1/x: "},
	} {
		var out, stderr bytes.Buffer
		code := run(t.Context(), append([]string{"report", "--progress", "never"}, c.args...), strings.NewReader(""), &out, &stderr)
		if code != c.code || !strings.Contains(out.String(), c.out) || !strings.Contains(stderr.String(), c.stderr) ||
			strings.Contains(stderr.String(), "s3cret") {
			t.Errorf("%q ended with %d, want %d\n%s%s", c.args, code, c.code, out.String(), stderr.String())
		}
	}
}
