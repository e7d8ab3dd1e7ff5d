package ingest

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samestory/samestory/article"
)

func TestJSON(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string // places and ids, of problems after a "!"
	}{
		{"array", "[\n  {\"id\":\"a\"},\n  {\"id\":\"b\"}\n]\n", []string{"2 a", "3 b"}},
		{"array on a line", `[{"id":"a"},{},{"id":"c"},{}]`, []string{"1 a", "1 in.json:1#2", "1 c", "1 in.json:1#4"}},
		{"pretty", "{\n \"id\": \"a\"\n}\n{\n \"id\": \"b\"\n}\n", []string{"1 a", "4 b"}},
		{"joined", `{"id":"a"}{"id":"b"}`, []string{"1 a", "1 b"}},
		{"lines", "{\"id\":\"a\"}\r\n\n{\"id\":\"b\"}", []string{"1 a", "3 b"}},
		{"empty", "", nil},
		{"empty array", "[]", nil},
		{"null", "null", []string{"!1"}},
		{"elements of other kinds", "[\n{\"id\":\"a\"},\n1,\n\"x\",\n{\"id\":\"b\"}]", []string{"2 a", "!3", "!4", "5 b"}},
		{"a wrong type", "[\n{\"id\":\"a\",\"text\":5},\n{\"id\":\"b\"}]", []string{"!2 a", "3 b"}},
		{"not sound", "[\n{\"id\":\"a\",},\n{\"id\":\"b\"}]", []string{"!2", "3 b"}},
		{"cut", "[{\"id\":\"a\"},\n{\"id\":", []string{"1 a", "!2"}},
		{"cut between", "[{\"id\":\"a\"},\n", []string{"1 a", "!2"}},
		{"a line broken off", "[\n{\"id\":\"a\",\"text\":\"b\n,{\"id\":\"c\"},\n{\"id\":\"d\"}]", []string{"!2", "4 d"}},
		{"a time", `[{"id":"a","date":"02/11/2026"}]`, []string{"1 a", "!1 a"}},
		{
			"a time of a language", `[{"id":"a","date":"02.11.2026","language":"de"},{"id":"b","date":"02.11.2026"}]`,
			[]string{"1 a", "1 b", "!1 b"},
		},
	} {
		var got []string
		for a, err := range Reader(strings.NewReader(tt.content), "in.json", nil) {
			what := fmt.Sprint(a.Place.Line, " ", a.ID)
			if p, ok := errors.AsType[*article.Problem](err); ok {
				what = strings.TrimSpace(fmt.Sprint("!", p.Place.Line, " ", p.ID))
			}
			got = append(got, what)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestJSONLists: what services answer is an object around the list of articles; it is read as that list, on one line or on many.
func TestJSONLists(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		mapped        map[string]string
		want          []string // ids, outlets, titles and texts
	}{
		{
			name: "NewsAPI", content: `{"status":"ok","totalResults":2,"articles":[
				{"source":{"id":null,"name":"Bay Post"},"author":"A","title":"H","description":"D","url":"u",
					"publishedAt":"2026-03-14T09:00:00Z","content":"T"},
				{"source":{"id":null,"name":"Coast"},"title":"I","description":"In short","url":"v","content":null}]}`,
			want: []string{"1 Bay Post|H|T", "2 Coast|I|In short"},
		},
		{
			name:    "GDELT",
			content: `{"articles": [ {"url":"u","title":"H","seendate":"20260314T091500Z","domain":"bay.example","language":"English"} ]}`,
			want:    []string{"1 bay.example|H|"},
		},
		{
			name: "Event Registry", content: `{"articles":{"results":[{"uri":"77","lang":"eng","date":"2026-03-14","title":"H","body":"T",
				"source":{"uri":"bay.example","title":"Bay Post"},"authors":[{"name":"A"}]}],"totalResults":1,"page":1,"pages":1}}`,
			want: []string{"77 Bay Post|H|T"},
		},
		{
			name: "paths in what is listed", content: `{"response":{"status":"ok","results":[{"id":"a","webTitle":"H","fields":{"bodyText":"T"}}]}}`,
			mapped: map[string]string{"text": "fields.bodyText"}, want: []string{"a |H|T"},
		},
		{
			name: "HTML in what is listed", content: `{"data":[{"id":"a","attributes":{"title":"H","body":"<p>T</p>"}}]}`,
			mapped: map[string]string{"html": "attributes.body", "title": "attributes.title"}, want: []string{"a |H|T"},
		},
		{name: "a feed without a version", content: `{"title":"F","items":[{"id":"a","content_html":"<b>T</b>"}]}`, want: []string{"a ||T"}},
		{name: "a list of its own names", content: `{"links":[{"href":"x"}],"items":[{"id":"a","title":"H"}]}`, want: []string{"a |H|"}},
		{name: "an article with a list", content: `{"id":"a","text":"T","items":[{"id":"b","text":"U"}]}`, want: []string{"a ||T"}},
		{name: "a picture with a list", content: `{"id":"a","title":"H","items":[{"src":"b"}]}`, want: []string{"a |H|"}},
		{name: "a title with no list", content: `{"id":"a","title":"H","items":[]}`, want: []string{"a |H|"}},
		{name: "nothing", content: `{"status":"ok","articles":[]}`},
	} {
		var compacted bytes.Buffer
		if err := stdjson.Compact(&compacted, []byte(tt.content)); err != nil {
			t.Fatal(err)
		}
		for in, content := range map[string]string{"in.json": tt.content, "in": compacted.String(), "in.jsonl": compacted.String() + "\n"} {
			all, problems := read(t, in, content, &Options{Map: tt.mapped})
			var got []string
			for i, a := range all {
				if strings.HasPrefix(a.ID, in+":") {
					a.ID = fmt.Sprint(i + 1) // TestJSONListPlaces has the places
				}
				got = append(got, a.ID+" "+a.Outlet+"|"+a.Title+"|"+a.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || len(problems) > 0 {
				t.Errorf("%s, %s: problems %v, articles (-want +got):\n%s", tt.name, in, problems, diff)
			}
		}
	}
}

// TestJSONListPlaces: the places of listed articles are those in the file, whatever is around the list.
func TestJSONListPlaces(t *testing.T) {
	const wrapped = `{"n":1,"items":[{"text":"a"},{"text":"b"}]}`
	for in, want := range map[string]string{
		"in.jsonl": "in.jsonl:1 in.jsonl:2 in.jsonl:2#2 in.jsonl:3", "in.json": "in.json:1 in.json:2 in.json:2#2 in.json:3",
	} {
		all, problems := read(t, in, `{"text":"x"}`+"\n"+wrapped+"\n"+`{"text":"y"}`, nil)
		if got := strings.Join(ids(all), " "); got != want || len(problems) > 0 {
			t.Errorf("got %q, %v, want %q", got, problems, want)
		}
	}
}

// TestJSONListCut: of an answer that was cut off, what came is read, and the rest is a problem.
func TestJSONListCut(t *testing.T) {
	const content = `{"status":"ok","articles":[{"id":"a","text":"T"},{"id":"b","te`
	all, problems := read(t, "in.json", content, nil)
	if p := one(t, problems); strings.Join(ids(all), " ") != "a" || !errors.Is(p, ErrFormat) {
		t.Errorf("got %v, %v", ids(all), p)
	}
}

// TestJSONListMemory: a list of any length is read in constant memory, object around it or not.
func TestJSONListMemory(t *testing.T) {
	element := `{"text":"` + strings.Repeat("word ", 200) + `"},`
	content := io.MultiReader(
		strings.NewReader(`{"status":"ok","articles":[`), &repeated{text: element, n: 50_000}, strings.NewReader(`{"text":"x"}]}`),
	)
	n := 0
	var most, before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for _, err := range Reader(content, "in.json", &Options{MaxArticle: 1 << 20}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%10_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&most)
			if most.HeapAlloc > before.HeapAlloc+16<<20 {
				t.Fatalf("after %d articles the heap grew from %d to %d bytes", n, before.HeapAlloc, most.HeapAlloc)
			}
		}
	}
	if n != 50_001 {
		t.Errorf("read %d articles", n)
	}
}

// repeated is a text n times.
type repeated struct {
	text string
	n    int
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.text[r.at:])
	if r.at += n; r.at == len(r.text) {
		r.at, r.n = 0, r.n-1
	}
	return n, nil
}

// TestJSONLimit: an object that is too long is a problem, and the next one is read.
func TestJSONLimit(t *testing.T) {
	content := `[{"id":"a","text":"` + strings.Repeat("x", 200_000) + `"},{"id":"b"}]`
	all, problems := read(t, "in.json", content, &Options{MaxArticle: 1000})
	if p := one(t, problems); !errors.Is(p, ErrTooLong) || len(all) != 1 || all[0].ID != "b" {
		t.Errorf("got %v, %v", ids(all), p)
	}
}

// TestJSONShapes reads one list of articles in every shape: only the places differ.
func TestJSONShapes(t *testing.T) {
	var list []map[string]any
	for i := range 50 {
		list = append(list, map[string]any{
			"id": fmt.Sprint("id", i), "text": "é \"{[\n" + strings.Repeat("x", i*i),
			"links": []string{"a", "b"}, "other": map[string]any{"text": 1},
		})
	}
	var lines bytes.Buffer
	e := stdjson.NewEncoder(&lines)
	for _, object := range list {
		e.Encode(object)
	}
	array, _ := stdjson.Marshal(list)
	pretty, _ := stdjson.MarshalIndent(list, "", "  ")
	want, _ := read(t, "in.jsonl", lines.String(), &Options{KeepItems: true})
	if len(want) != len(list) {
		t.Fatalf("got %d articles", len(want))
	}
	for shape, content := range map[string]string{"array": string(array), "pretty": string(pretty), "lines": lines.String()} {
		got, problems := read(t, "in.json", content, &Options{KeepItems: true})
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(article.Article{}, "Place")); diff != "" || len(problems) > 0 {
			t.Errorf("%s: problems %v, articles (-lines +%s):\n%s", shape, problems, shape, diff)
		}
	}
}

// FuzzJSON: a sound array of objects gives what its elements give as lines; other bytes give articles and problems in order.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(`[{"id":"a","text":"b"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 4096
		all, _ := collect(t, Reader(bytes.NewReader(data), "in.json", &Options{MaxArticle: limit}))
		for i, a := range all {
			if i > 0 && a.Place.Line < all[i-1].Place.Line {
				t.Fatalf("line %d after line %d", a.Place.Line, all[i-1].Place.Line)
			}
		}
		var list []stdjson.RawMessage
		if len(data) > limit || stdjson.Unmarshal(data, &list) != nil || len(list) == 0 {
			return
		}
		var lines bytes.Buffer
		for _, element := range list {
			stdjson.Compact(&lines, element)
			lines.WriteByte('\n')
		}
		want, _ := collect(t, Reader(&lines, "in.jsonl", nil))
		madeUp := cmpopts.IgnoreFields(article.Article{}, "Place", "ID")
		if diff := cmp.Diff(want, all, madeUp); diff != "" {
			t.Fatalf("%q (-lines +array):\n%s", data, diff)
		}
	})
}
