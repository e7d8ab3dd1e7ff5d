package ingest

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// collect ranges over a whole sequence; it fails if an error is not a problem or comes with an article.
func collect(t testing.TB, seq iter.Seq2[article.Article, error]) (all []article.Article, problems []*article.Problem) {
	t.Helper()
	for a, err := range seq {
		if err == nil {
			all = append(all, a)
			continue
		}
		p, ok := err.(*article.Problem) //nolint:errorlint // the contract is the very type
		if !ok || p.Err == nil || !reflect.DeepEqual(a, article.Article{}) {
			t.Fatalf("got article %+v with error %T %v, want no article and a problem", a, err, err)
		}
		problems = append(problems, p)
	}
	return all, problems
}

func read(t testing.TB, name, content string, opts *Options) ([]article.Article, []*article.Problem) {
	t.Helper()
	return collect(t, Reader(strings.NewReader(content), name, opts))
}

// one returns the only problem of a list.
func one(t testing.TB, problems []*article.Problem) *article.Problem {
	t.Helper()
	if len(problems) != 1 {
		t.Fatalf("got problems %v, want one", problems)
	}
	return problems[0]
}

func ids(all []article.Article) []string {
	var ids []string
	for _, a := range all {
		ids = append(ids, a.ID)
	}
	return ids
}

func write(t testing.TB, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFixtures reads all of testdata/ingest and compares with what a person checked once.
func TestFixtures(t *testing.T) {
	const dir, golden = "../testdata/ingest", "../testdata/ingest/articles.golden"
	var got bytes.Buffer
	for a, err := range Paths(context.Background(), []string{dir}, nil) {
		if err != nil {
			fmt.Fprintf(&got, "problem %v\n\n", err)
			continue
		}
		fmt.Fprintf(&got, "article %s\n  id %q outlet %q url %q byline %q language %q\n  title %q\n  published %s precision %d\n  text %q\n\n",
			a.Place, a.ID, a.Outlet, a.URL, a.Byline, a.Language, a.Title, a.Published.Format("2006-01-02T15:04:05Z07:00"), a.Precision, a.Text)
	}
	if *update {
		write(t, golden, got.String())
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("articles differ (-want +got; accept with -update):\n%s", diff)
	}
}

func TestInvalidOptions(t *testing.T) {
	for _, opts := range []*Options{{Format: "docx"}, {MaxArticle: -1}} {
		if err := opts.Validate(); err == nil {
			t.Errorf("Validate(%+v) = nil, want an error", opts)
		}
		all, problems := collect(t, Paths(context.Background(), []string{"a.txt", "b.txt"}, opts))
		if p := one(t, problems); p.Err.Error() != opts.Validate().Error() || len(all) > 0 {
			t.Errorf("Paths(%+v) gave %v and %v, want the error of Validate alone", opts, all, p)
		}
	}
	if err := (&Options{Format: "docx"}).Validate(); !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want ErrFormat", err)
	}
	for _, f := range append(Formats(), "") {
		if err := (&Options{Format: f}).Validate(); err != nil {
			t.Errorf("format %q: %v", f, err)
		}
	}
	if err := (*Options)(nil).Validate(); err != nil {
		t.Errorf("nil options: %v", err)
	}
}

func TestFormatIsTold(t *testing.T) {
	const line = `{"id":"j","text":"J"}`
	for _, tt := range []struct {
		name, content string
		format        Format
		want          string // id of the only article; empty for ErrFormat
	}{
		{name: "a.jsonl", content: line, want: "j"},
		{name: "A.NDJSON", content: line, want: "j"},
		{name: "a.txt", content: line, want: "a.txt"},
		{name: "a.jsonl.gz", content: line, want: "j"},
		{name: "a.json", content: "\n \t" + line, want: "j"},
		{name: "-", content: line, want: "j"},
		{name: "-", content: utf8Mark + "\r\n" + line, want: "j"},
		{name: "-", content: "Plain words", want: "-"},
		{name: "-", content: "", want: "-"},
		{name: "-", content: " \n", want: "-"},
		{name: "-", content: "[1] A footnote", want: "-"},
		{name: "a.json", content: "[\n  " + line + "\n]", want: "j"},
		{name: "a.json", content: "{\n  \"id\": \"j\"\n}", want: "j"},
		{name: "-", content: "[" + line + "]", want: "j"},
		{name: "-", content: "{\n  \"id\": \"j\"\n}", want: "j"},
		{name: "-", content: "{\"id\": \"j\",\n  \"text\": \"J\"\n}\n", want: "j"},
		{name: "a.csv", content: "id,text\nj,J\n", want: "j"},
		{name: "a.tsv", content: "id\ttext\nj\tJ\n", want: "j"},
		{name: "-", content: "id;text\nj;J\n", want: "j"},
		{name: "-", content: "\"Text\"|\"Article ID\"\n\"J\"|\"j\"\n", want: "j"},
		{name: "-", content: "Title, text and pictures\nand more", want: "-"},
		{name: "-", content: "text\nJ", want: "-"},
		{name: "a.csv", content: "Pictures, sounds", want: ""},
		{name: "a.parquet", content: "not Parquet", want: ""},
		{name: "a.txt", content: line, format: JSONLines, want: "j"},
		{name: "a.jsonl", content: line, format: Text, want: "a.jsonl"},
		{name: "a.txt", content: "id,text\nj,J", format: CSV, want: "j"},
		{name: "a.txt", content: "[" + line + "]", format: JSON, want: "j"},
	} {
		all, problems := read(t, tt.name, tt.content, &Options{Format: tt.format})
		if tt.want == "" {
			if p := one(t, problems); !errors.Is(p, ErrFormat) || len(all) > 0 {
				t.Errorf("%s %q: got %v %v, want ErrFormat", tt.name, tt.content, all, p)
			}
			continue
		}
		if len(all) != 1 || all[0].ID != tt.want || len(problems) > 0 {
			t.Errorf("%s %q as %q: got %v %v, want id %q", tt.name, tt.content, tt.format, ids(all), problems, tt.want)
		}
	}
}
