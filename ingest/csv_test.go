package ingest

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-json"
	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
)

func TestCSV(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string // line, id, title and text
		problems      []string
	}{
		{"plain", "id,title,text\na,H,T\nb,I,U\n", []string{"2 a H T", "3 b I U"}, nil},
		{"no id", "title,text\nH,T\n", []string{"2 in.csv:2 H T"}, nil},
		{"a mark before", utf8Mark + "id,title,text\na,H,T\n", []string{"2 a H T"}, nil},
		{"UTF-16", utf16Text("id,title,text\r\na,H,T\r\n", true), []string{"2 a H T"}, nil},
		{"windows-1252", "id,title,text\na,F\xe4hre,\x93T\x94\n", []string{"2 a Fähre “T”"}, nil},
		{"each field for itself", "id,title,text\na,Fähre,F\xe4hre\n", []string{"2 a Fähre Fähre"}, nil},
		{"lines within", "id,title,text\na,H,\"T\n\nU\"\nb,I,V\n", []string{"2 a H T\n\nU", "5 b I V"}, nil},
		{"an index of pandas", ",id,title,text\n0,a,H,T\n", []string{"2 a H T"}, nil},
		{"ragged", "id,title,text\na,H\nb,I,U\n", []string{"3 b I U"}, []string{"in.csv:2: ingest: wrong format: 2 fields for 3 columns"}},
		{"binary", "id,title,text\na,H,T\x00\nb,I,U\n", []string{"3 b I U"}, []string{"in.csv:2: a: text: ingest: not text but binary data"}},
		{
			"a time", "id,title,text,date\na,H,T,02/11/2026\n",
			[]string{"2 a H T"},
			[]string{`in.csv:2: a: ingest: time of publication not understood: "02/11/2026"`},
		},
		{"empty", "", nil, nil},
		{"blank", "\n \n", nil, []string{`in.csv:2: ingest: wrong format: no column for text, html, summary or title; there are ""`}},
		{"only a header", "id,title,text", nil, nil},
		{"no header", "a,b,c\n1,2,3\n", nil, []string{
			`in.csv:1: ingest: wrong format: no column for text, html, summary or title; there are "a", "b", "c"`,
		}},
	} {
		all, problems := read(t, "in.csv", tt.content, nil)
		var got, gotProblems []string
		for _, a := range all {
			got = append(got, strings.TrimPrefix(a.Place.String(), "in.csv:")+" "+a.ID+" "+a.Title+" "+a.Text)
		}
		for _, p := range problems {
			gotProblems = append(gotProblems, p.Error())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: articles (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.problems, gotProblems); diff != "" {
			t.Errorf("%s: problems (-want +got):\n%s", tt.name, diff)
		}
	}
}

// FuzzTable: rows of any bytes are articles of sound UTF-8, each on a line of its own, and problems.
func FuzzTable(f *testing.F) {
	f.Add([]byte("a,\"b\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 4096
		last := 0
		opts := &Options{MaxArticle: limit, KeepItems: true}
		for a, err := range Reader(bytes.NewReader(append([]byte("title,text\n"), data...)), "in.csv", opts) {
			place := a.Place
			if p, ok := errors.AsType[*article.Problem](err); ok {
				place = p.Place
			} else if place.Line == last || !utf8.ValidString(a.Title+a.Text) || !utf8.Valid(a.Item.Record) || !json.Valid(a.Item.Record) {
				t.Fatalf("got %+v after line %d", a, last)
			}
			if place.Line < last || place.Line < 2 {
				t.Fatalf("line %d after line %d", place.Line, last)
			}
			last = place.Line
		}
	})
}
