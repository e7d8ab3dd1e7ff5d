package ingest

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
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
