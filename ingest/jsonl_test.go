package ingest

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
)

func TestJSONLineFields(t *testing.T) {
	at := article.Place{Path: "in.jsonl", Line: 1}
	noon := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		line string
		want article.Article
	}{
		{
			`{"id":"a","text":"T","title":"H","published":"2026-11-02T12:00:00Z","outlet":"O","url":"U","byline":"B","language":"en","x":[{}]}`,
			article.Article{ID: "a", Text: "T", Title: "H", Published: noon, Outlet: "O", URL: "U", Byline: "B", Language: "en"},
		},
		{
			`{"id":"a","provider":"P","canonical":"C","links":["L","M"]}`,
			article.Article{ID: "a", Provider: "P", Canonical: "C", Links: []string{"L", "M"}},
		},
		{`{"id":"a","source":"S"}`, article.Article{ID: "a", Outlet: "S"}},
		{`{"id":"a","source":"S","outlet":"O"}`, article.Article{ID: "a", Outlet: "O"}},
		{`{"id":12345678901234567890}`, article.Article{ID: "12345678901234567890"}},
		{`{"id":-1.50}`, article.Article{ID: "-1.50"}},
		{`{"id":""}`, article.Article{ID: "in.jsonl:1"}},
		{`{}`, article.Article{ID: "in.jsonl:1"}},
		{`{"id":null,"text":null,"published":null}`, article.Article{ID: "in.jsonl:1"}},
		{`{"id":"a","published":1793620800}`, article.Article{ID: "a", Published: noon}},
		{`{"id":"a","published":"2026-11-02"}`, article.Article{ID: "a", Published: noon.Add(-12 * time.Hour), Precision: article.ToDay}},
		{`{"id":"a","published":""}`, article.Article{ID: "a"}},
		{`{"id":"a","text":"one","text":"two"}`, article.Article{ID: "a", Text: "two"}},
		{`{"id":"a","text":"\u00e9\ud83d\ude00\n"}`, article.Article{ID: "a", Text: "é😀\n"}},
		{`{"id":"a","text":"\ud83d!"}`, article.Article{ID: "a", Text: "\uFFFD!"}},
		{"{\"id\":\"a\",\"text\":\"x\xffy\"}", article.Article{ID: "a", Text: "x\uFFFDy"}},
	} {
		all, problems := read(t, "in.jsonl", tt.line, nil)
		tt.want.Place = at
		if diff := cmp.Diff([]article.Article{tt.want}, all); diff != "" || len(problems) > 0 {
			t.Errorf("%s: problems %v, articles (-want +got):\n%s", tt.line, problems, diff)
		}
	}
}

func TestBadJSONLines(t *testing.T) {
	deep := strings.Repeat("[", 1_000_000)
	for _, tt := range []struct {
		name, line string
		id, text   string // of the problem: its id, and words in it
	}{
		{"number as text", `{"id":"a","text":5}`, "a", `"text"`},
		{"id after the wrong field", `{"title":{"x":1},"id":"a"}`, "a", `"title"`},
		{"object as outlet", `{"outlet":{"name":"S"}}`, "", `"outlet"`},
		{"bool as id", `{"id":true}`, "", `"id"`},
		{"array as id", `{"id":[1]}`, "", `"id"`},
		{"object as time", `{"id":"a","published":{}}`, "a", `"published"`},
		{"null", `null`, "", "object"},
		{"array", `["a"]`, "", "object"},
		{"words", `Plain words`, "", "object"},
		{"cut in a text", `{"id":"a","text":"b`, "", "unexpected end"},
		{"cut after a field", `{"id":"a",`, "", "unexpected end"},
		{"two objects", `{"id":"a"}{"id":"b"}`, "", "after top-level value"},
		{"NUL bytes", "{\"id\":\"a\",\"text\":\"b\x00\"}", "", "x00"},
		{"NUL bytes alone", "\x00\x00\x00", "", "object"},
		{"bad escape", `{"id":"a","text":"\q"}`, "", "escape"},
		{"nested deeply", `{"id":"a","x":` + deep, "", "depth"},
		{"nested deeply and closed", `{"id":"a","x":` + deep + strings.ReplaceAll(deep, "[", "]") + `}`, "", "depth"},
		{"binary", "\x89PNG\r\x1a{\xff\x00", "", "object"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all, problems := read(t, "in.jsonl", "{\"id\":\"before\"}\n"+tt.line+"\n{\"id\":\"after\"}", nil)
			if diff := cmp.Diff([]string{"before", "after"}, ids(all)); diff != "" {
				t.Errorf("articles (-want +got):\n%s", diff)
			}
			p := one(t, problems)
			want := article.Place{Path: "in.jsonl", Line: 2}
			if p.Place != want || p.ID != tt.id || !errors.Is(p, ErrFormat) || !strings.Contains(p.Error(), tt.text) {
				t.Errorf("got problem %v with id %q, want ErrFormat at %v with id %q and %q in it", p, p.ID, want, tt.id, tt.text)
			}
		})
	}
}

func TestTimeNotUnderstood(t *testing.T) {
	all, problems := read(t, "in.jsonl", "\n{\"published\":\"02/11/2026\",\"text\":\"T\"}\n", nil)
	if len(all) != 1 || all[0].Text != "T" || !all[0].Published.IsZero() {
		t.Errorf("got articles %v, want one without a time", all)
	}
	p := one(t, problems)
	if !errors.Is(p, ErrTime) || p.Place.Line != 2 || p.ID != "in.jsonl:2" || !strings.Contains(p.Error(), "02/11/2026") {
		t.Errorf("got %v, want ErrTime with line, id and the time as written", p)
	}
}

func TestLineEndings(t *testing.T) {
	const a, b = `{"id":"a"}`, `{"id":"b"}`
	for name, content := range map[string]string{
		"LF":                  a + "\n" + b + "\n",
		"CRLF":                a + "\r\n" + b + "\r\n",
		"no line feed at end": a + "\n" + b,
		"byte order marks":    utf8Mark + a + "\n" + utf8Mark + b,
		"spaces":              "  " + a + "\t\n " + b + " ",
	} {
		all, problems := read(t, "in.jsonl", content, nil)
		if len(all) != 2 || all[0].ID != "a" || all[1].ID != "b" || all[1].Place.Line != 2 || len(problems) > 0 {
			t.Errorf("%s: got %v, problems %v, want a and b on lines 1 and 2", name, all, problems)
		}
	}
	all, _ := read(t, "in.jsonl", "\n\r\n"+a+"\n   \n"+b, nil)
	if len(all) != 2 || all[0].Place.Line != 3 || all[1].Place.Line != 5 {
		t.Errorf("blank lines: got %v, want a and b on lines 3 and 5", all)
	}
	if all, problems := read(t, "in.jsonl", "", nil); len(all)+len(problems) > 0 {
		t.Errorf("empty: got %v %v, want nothing", all, problems)
	}
}

// TestLineLimit holds lines around the limit and around the size of the buffer against the limit.
func TestLineLimit(t *testing.T) {
	const overhead = len(`{"text":""}`)
	for _, limit := range []int{overhead, overhead + 1, 1000, bufferSize - 1, bufferSize, bufferSize + 1, 3 * bufferSize} {
		for _, length := range []int{limit - 1, limit, limit + 1, limit + bufferSize, 2 * limit} {
			if length < overhead {
				continue
			}
			line := `{"text":"` + strings.Repeat("x", length-overhead) + `"}`
			for _, ending := range []string{"\n{}\n", "\n{}", ""} {
				all, problems := read(t, "in.jsonl", "{}\n"+line+ending, &Options{MaxArticle: int64(limit)})
				wantAll, wantProblems := 1, 0
				if ending != "" {
					wantAll++
				}
				if length > limit {
					wantProblems++
				} else {
					wantAll++
				}
				if len(all) != wantAll || len(problems) != wantProblems {
					t.Fatalf("limit %d, line of %d, then %q: got %d articles and problems %v, want %d and %d",
						limit, length, ending, len(all), problems, wantAll, wantProblems)
				}
				if length > limit && (!errors.Is(problems[0], ErrTooLong) || problems[0].Place.Line != 2) {
					t.Errorf("got %v, want ErrTooLong on line 2", problems[0])
				}
			}
		}
	}
}

// TestReadFails has a stream fail after the first line: that line counts, and the failure is one problem.
func TestReadFails(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, content := range []string{"{\"id\":\"a\"}\n", "{\"id\":\"a\"}\n{\"id\":\"b\""} {
		r := io.MultiReader(strings.NewReader(content), iotest.ErrReader(broken))
		all, problems := collect(t, Reader(r, "in.jsonl", nil))
		p := one(t, problems)
		if len(all) != 1 || !errors.Is(p, broken) || p.Place.Line != 2 {
			t.Errorf("%q: got %v, problem %v, want article a and the failure on line 2", content, ids(all), p)
		}
	}
}

// TestArticlesShareNoBuffer changes nothing in articles by reading on.
func TestArticlesShareNoBuffer(t *testing.T) {
	var in strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&in, `{"id":"id%d","text":"text %d %s"}`+"\n", i, i, strings.Repeat("x", i%300))
	}
	all, _ := read(t, "in.jsonl", in.String(), nil)
	for i, a := range all {
		if want := fmt.Sprintf("text %d %s", i, strings.Repeat("x", i%300)); a.ID != fmt.Sprint("id", i) || a.Text != want {
			t.Fatalf("article %d: got %q %q, want %q", i, a.ID, a.Text, want)
		}
	}
}
