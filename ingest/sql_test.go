package ingest

import (
	"bytes"
	"context"
	stdsql "database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/samestory/samestory/article"
)

// database makes a file of SQLite.
func database(t testing.TB, name, statements string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
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

const newsTable = `CREATE TABLE news (id INTEGER PRIMARY KEY, name TEXT, html TEXT, body TEXT, url TEXT, day INT);
	INSERT INTO news VALUES (1, 'Harbour', '<p>One &amp; two.</p><p>See <a href="https://port.example/">here</a>.</p>', NULL,
			'https://a.example/1', 1773475200),
		(2, 'Bridge', '<p>not this</p>', 'Plain <b> text.', NULL, 20260102), (3, 'Nothing', NULL, NULL, NULL, 2)`

func TestSQLiteFile(t *testing.T) {
	path := database(t, "news.db", newsTable)
	const query = "SELECT id, name AS title, html, body, url, day AS published FROM news ORDER BY id"
	all, problems := collect(t, Paths(t.Context(), []string{path}, &Options{Query: query, KeepItems: true}))
	if len(all) != 3 || len(problems) != 1 || problems[0].Place.Line != 3 || !errors.Is(problems[0], ErrTime) {
		t.Fatalf("got %+v\n%v, want 3 articles, and a problem with the time of the third", all, problems)
	}
	first, second := all[0], all[1]
	if first.ID != "1" || first.Title != "Harbour" || first.Text != "One & two.\nSee here." || first.Published.Unix() != 1773475200 ||
		len(first.Links) != 1 || first.Links[0] != "https://port.example/" || first.Place != (article.Place{Path: path, Line: 1}) {
		t.Errorf("got %+v", first)
	}
	if second.Text != "Plain <b> text." || second.Precision != article.ToDay ||
		!json.Valid(second.Item.Record) || !strings.Contains(string(second.Item.Record), `"body":"Plain `) {
		t.Errorf("got %+v, record %s", second, second.Item.Record)
	}
	for mapped, want := range map[string]string{"html": "One & two.\nSee here.", "title": "Harbour", "url": "https://a.example/1"} {
		all, _ := collect(t, Paths(t.Context(), []string{path}, &Options{Query: query, Map: map[string]string{"text": mapped}}))
		if len(all) == 0 || all[0].Text != want {
			t.Errorf("text mapped to %s: got %+v, want %q", mapped, all, want)
		}
	}
}

// TestSQLiteAnywhere holds that a database is read from a stream, from behind a compression and from a folder too, whatever its name.
func TestSQLiteAnywhere(t *testing.T) {
	path := database(t, "news.sqlite3", newsTable)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write(whole)
	w.Close()
	before, _ := filepath.Glob(filepath.Join(os.TempDir(), "samestory-*.copy"))
	opts := &Options{Query: "SELECT body AS text FROM news WHERE id = 2"}
	for name, seq := range map[string]func() ([]article.Article, []*article.Problem){
		"stream": func() ([]article.Article, []*article.Problem) {
			return collect(t, Reader(bytes.NewReader(whole), "-", opts))
		},
		"compressed": func() ([]article.Article, []*article.Problem) { return collect(t, Reader(&packed, "news.db.gz", opts)) },
		"folder": func() ([]article.Article, []*article.Problem) {
			return collect(t, Paths(t.Context(), []string{filepath.Dir(path)}, opts))
		},
		"named otherwise": func() ([]article.Article, []*article.Problem) {
			other := filepath.Join(t.TempDir(), "news")
			if err := os.WriteFile(other, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			return collect(t, Paths(t.Context(), []string{other}, opts))
		},
	} {
		all, problems := seq()
		if len(all) != 1 || all[0].Text != "Plain <b> text." || !strings.HasSuffix(all[0].ID, ":1") || len(problems) > 0 {
			t.Errorf("%s: got %+v, %v", name, all, problems)
		}
	}
	if after, _ := filepath.Glob(filepath.Join(os.TempDir(), "samestory-*.copy")); len(after) > len(before) {
		t.Errorf("copies are left behind: %q", after)
	}
}

func TestDatabaseProblems(t *testing.T) {
	path := database(t, "news.db", newsTable)
	text := filepath.Join(t.TempDir(), "text.db")
	write(t, text, "harbour")
	for _, c := range []struct {
		path  string
		query string
		want  error
		says  string
	}{
		{path, "", ErrNoQuery, "doc/databases.md"},
		{"postgres://reader:s3cret@127.0.0.1:1/x", "", ErrNoQuery, "postgres://reader@127.0.0.1:1/x: "},
		{"postgres://reader:s3cret@127.0.0.1:1/x?connect_timeout=2", "SELECT 1", nil, "postgres://reader@127.0.0.1:1/x: "},
		{text, "SELECT 1", ErrFormat, "no database of SQLite"},
		{path, "SELECT id, url FROM news", ErrFormat, "no column for text, html, summary or title; there are"},
		{path, "DELETE FROM news RETURNING body AS text", nil, "a query can only read"},
		{path, "SELECT * FROM nowhere", nil, "no such table: nowhere"},
		{path, "SELECT hex(zeroblob(9000)) AS text", ErrTooLong, "more than 10000 bytes"},
	} {
		all, problems := collect(t, Paths(t.Context(), []string{c.path}, &Options{Query: c.query, MaxArticle: 10_000}))
		p := one(t, problems)
		if len(all) > 0 || c.want != nil && !errors.Is(p, c.want) || !strings.Contains(p.Error(), c.says) ||
			strings.Contains(p.Error(), "s3cret") {
			t.Errorf("%s %q: got %v, want %v and %q", c.path, c.query, p, c.want, c.says)
		}
	}
	if got := Size([]string{path, "postgres://localhost/x"}, nil); got != -1 {
		t.Errorf("the size of a server is %d, want -1", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, problems := collect(t, Paths(ctx, []string{"postgres://reader:s3cret@127.0.0.1:1/x"}, nil))
	if p := one(t, problems); strings.Contains(p.Error(), "s3cret") {
		t.Errorf("the password stands in %v", p)
	}
}

// documented returns a query of doc/databases.md.
func documented(t *testing.T, name string) string {
	t.Helper()
	doc, err := os.ReadFile("../doc/databases.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)<!-- query: " + regexp.QuoteMeta(name) + " -->\n```sql\n(.*?)```").FindSubmatch(doc)
	if found == nil {
		t.Fatalf("doc/databases.md has no query %s", name)
	}
	return string(found[1])
}

// readerWant is an article as the feed readers of the tests below hold it.
var readerWant = article.Article{
	Title: `Freighter "Anna" & <tugs>`, Text: "The harbour is closed & guarded.\nSee the notice.", URL: "https://courier.example/a?x=1&y=2",
	Outlet: "courier.example", Byline: "Jane Doe, John Roe", Links: []string{"https://port.example/notice"},
}

// schema returns the statements that make the tables of a feed reader, with two articles.
func schema(t *testing.T, name string) string {
	t.Helper()
	statements, err := os.ReadFile("../testdata/databases/" + name + ".sql")
	if err != nil {
		t.Fatal(err)
	}
	return string(statements)
}

// checkReader compares what the query of a feed reader gives with what all of them hold.
func checkReader(t *testing.T, path, name, id string) {
	t.Helper()
	all, problems := collect(t, Paths(t.Context(), []string{path}, &Options{Query: documented(t, name)}))
	if len(all) != 2 || len(problems) > 0 {
		t.Fatalf("%s: got %d articles, want 2, and problems %v", name, len(all), problems)
	}
	a := all[0]
	if a.ID != id {
		a = all[1]
	}
	w := readerWant
	if a.ID != id || a.Title != w.Title || a.Text != w.Text || a.URL != w.URL || a.Outlet != w.Outlet || a.Byline != w.Byline ||
		len(a.Links) != 1 || a.Links[0] != w.Links[0] || a.Published.Unix() != 1773475200 {
		t.Errorf("%s: got %+v, want id %s and %+v", name, a, id, w)
	}
}

// TestFreshRSSSQLite runs the documented query on tables as FreshRSS has them.
func TestFreshRSSSQLite(t *testing.T) {
	path := database(t, "db.sqlite", schema(t, "freshrss-sqlite"))
	checkReader(t, path, "freshrss-sqlite", "freshrss-1773475200000001")
}
