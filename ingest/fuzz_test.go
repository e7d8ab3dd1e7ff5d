package ingest

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/samestory/samestory/article"
)

// FuzzJSONLines holds every line against encoding/json: the same lines are read, with the same fields.
func FuzzJSONLines(f *testing.F) {
	f.Add([]byte("{\"id\":1}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 4096
		articles := map[int]article.Article{}
		last := 0
		for a, err := range Reader(bytes.NewReader(append([]byte("\n"), data...)), "in.jsonl", &Options{MaxArticle: limit}) {
			place := a.Place
			if p, ok := errors.AsType[*article.Problem](err); ok {
				place = p.Place
			} else {
				articles[place.Line] = a
			}
			if place.Line < last {
				t.Fatalf("line %d after line %d", place.Line, last)
			}
			last = place.Line
		}
		for i, line := range bytes.Split(data, []byte("\n")) {
			got, read := articles[i+2]
			want, ok := standard(line, limit)
			if read != ok || got.Text != want.Text || got.Title != want.Title || got.Language != want.Language {
				t.Fatalf("line %q: got %+v, %v, want %+v, %v", line, got, read, want, ok)
			}
			if read && (got.ID == "" || !utf8.ValidString(got.ID+got.Text+got.Title+got.Outlet+got.URL+got.Byline)) {
				t.Fatalf("line %q: got %+v, want an id and sound UTF-8", line, got)
			}
		}
	})
}

// standard decodes a line with encoding/json.
func standard(line []byte, limit int) (article.Article, bool) {
	long := len(line) > limit
	line = bytes.Trim(bytes.TrimPrefix(line, []byte(utf8Mark)), jsonSpace)
	rec, err := newRecord(&mapping{})
	if err != nil || long || len(line) == 0 || line[0] != '{' || stdjson.Unmarshal(line, rec.into) != nil || rec.check() != nil {
		return article.Article{}, false
	}
	a, _ := articleOf(rec, article.Place{})
	return a, true
}

// FuzzText: any bytes are one article of sound UTF-8 or one problem.
func FuzzText(f *testing.F) {
	f.Add([]byte("Title\nBody"))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 4096
		all, problems := collect(t, Reader(bytes.NewReader(data), "in.txt", &Options{MaxArticle: limit}))
		if len(all)+len(problems) != 1 {
			t.Fatalf("got %d articles and %d problems, want one", len(all), len(problems))
		}
		if len(problems) == 1 {
			return
		}
		a := all[0]
		const growth = 3 // bytes of UTF-8 for one of windows-1252, or one that is not valid
		if !utf8.ValidString(a.Text) || strings.Contains(a.Text, "\x00") || len(a.Text) > growth*limit {
			t.Fatalf("got text %q, want sound UTF-8", a.Text)
		}
		if !strings.Contains(a.Text, a.Title) || strings.ContainsAny(a.Title, "\r\n") || len(a.Title) > maxTitle {
			t.Fatalf("title %q of %q", a.Title, a.Text)
		}
		if utf8.Valid(data) && a.Text != strings.TrimPrefix(string(data), utf8Mark) {
			t.Fatalf("got text %q, want %q as it stands", a.Text, data)
		}
	})
}
