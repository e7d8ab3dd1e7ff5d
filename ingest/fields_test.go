package ingest

import (
	"encoding/csv"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samestory/samestory/article"
)

func TestFields(t *testing.T) {
	want := []string{
		"id", "text", "title", "published", "outlet", "url", "byline", "language", "provider", "canonical", "links", "html", "summary",
		"is_summary", "credit",
	}
	if diff := cmp.Diff(want, Fields()); diff != "" {
		t.Error(diff)
	}
	seen := map[string]string{}
	for f, names := range fieldNames {
		for _, name := range names {
			if other, ok := seen[squeeze(name)]; ok && other != field(f).String() {
				t.Errorf("%q is a name of %s and of %s", name, field(f), other)
			}
			seen[squeeze(name)] = field(f).String()
		}
	}
}

// TestUsualNames: a table and JSON find the fields under the same names.
func TestUsualNames(t *testing.T) {
	noon := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	want := article.Article{
		ID: "i", Text: "T", Title: "H", Published: noon, Outlet: "O", URL: "U", Byline: "B", Language: "en", Provider: "P", Canonical: "C",
		Links: []string{"L", "M"},
	}
	for _, names := range [][]string{
		{"id", "text", "title", "published", "outlet", "url", "byline", "language", "provider", "canonical", "links"},
		{"GUID", "Body", "Headline", "Date", "Source", "Link", "Author", "Lang", "Agency", "Canonical_URL", "Outlinks"},
		{"uuid", "content", "heading", "publishedAt", "site", "href", "authors", "language_code", "newsAgency", "canonicalUrl", "links"},
		{"_id", "mainText", "title", "pubDate", "source_domain", "url", "creator", "lang", "agency", "canonical", "links"},
		{"article_id", "maintext", "title", "date_publish", "publisher", "url", "authors", "language", "provider", "canonical", "links"},
	} {
		values := []string{"i", "T", "H", "2026-11-02T12:00:00Z", "O", "U", "B", "en", "P", "C", "L M"}
		var object []string
		for i, name := range names {
			value := fmt.Sprintf("%q", values[i])
			if i == len(names)-1 {
				value = `["L","M"]`
			}
			object = append(object, fmt.Sprintf("%q:%s", name, value))
		}
		for name, content := range map[string]string{
			"in.csv":   strings.Join(names, ",") + "\n" + strings.Join(values, ","),
			"in.jsonl": "\n{" + strings.Join(object, ",") + "}",
			"in.json":  "[\n{" + strings.Join(object, ",") + "}]",
		} {
			want.Place = article.Place{Path: name, Line: 2}
			all, problems := read(t, name, content, nil)
			if diff := cmp.Diff([]article.Article{want}, all); diff != "" || len(problems) > 0 {
				t.Errorf("%s of %q: problems %v, articles (-want +got):\n%s", name, names, problems, diff)
			}
		}
	}
	spaced, _ := read(t, "in.csv", "Article ID;Full Text;Publish Date\ni;T;2026-11-02T12:00:00Z", nil)
	if len(spaced) != 1 || spaced[0].ID != "i" || spaced[0].Text != "T" || !spaced[0].Published.Equal(noon) {
		t.Errorf("names with spaces: got %+v", spaced)
	}
}

// TestBestName: the field's own name goes first, then the others in their order, as long as they hold anything.
func TestBestName(t *testing.T) {
	for content, want := range map[string]string{
		"body,text\nB,T":                  "T",
		"body,text\nB,":                   "B",
		"content,body\nC,B":               "B",
		"Text,text\nA,B":                  "A",
		"te_xt,text\nA,B":                 "B",
		"te_xt,body\nA,B":                 "A",
		`[{"body":"B","text":"T"}]`:       "T",
		`[{"body":"B","text":""}]`:        "B",
		`[{"body":"B","text":null}]`:      "B",
		`[{"content":"C","body":"B"}]`:    "B",
		`[{"content":"C","body":{}}]`:     "C",
		`[{"text":"T","content":[1,{}]}]`: "T",
	} {
		name := "in.csv"
		if content[0] == '[' {
			name = "in.json"
		}
		all, problems := read(t, name, content, nil)
		if len(all) != 1 || all[0].Text != want || len(problems) > 0 {
			t.Errorf("%q: got %+v, %v, want %q", content, all, problems, want)
		}
	}
}

// TestLooseValues: names other than a field's own may mean anything, and what can be read of them is.
func TestLooseValues(t *testing.T) {
	for _, tt := range []struct {
		object string
		want   article.Article
	}{
		{`{"authors":["Jon Abel","Mia Orr"]}`, article.Article{Byline: "Jon Abel, Mia Orr"}},
		{`{"authors":[{"name":"Jon Abel"},{"name":"Mia \"M\" Orr"}]}`, article.Article{Byline: `Jon Abel, Mia "M" Orr`}},
		{`{"author":{"name":"Jon Abel","url":"x"}}`, article.Article{Byline: "Jon Abel"}},
		{`{"source":{"id":null,"name":"The Bay Post"}}`, article.Article{Outlet: "The Bay Post"}},
		{`{"content":["One.","Two."]}`, article.Article{Text: "One.\n\nTwo."}},
		{`{"content":{"rendered":"x"}}`, article.Article{}},
		{`{"date":true,"guid":[1],"link":7}`, article.Article{URL: "7"}},
		{`{"timestamp":1793620800,"guid":9007199254740993}`, article.Article{
			ID: "9007199254740993", Published: time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC),
		}},
		{`{"outlinks":"https://a.example https://b.example"}`, article.Article{Links: []string{"https://a.example", "https://b.example"}}},
		{`{"outlinks":[1]}`, article.Article{}},
		{`{"source":{"uri":"bay.example","title":"The Bay Post"}}`, article.Article{Outlet: "The Bay Post"}},
		{`{"source":{"title":"Bay","name":"The Bay Post"}}`, article.Article{Outlet: "The Bay Post"}},
		{`{"text":"x","is_summary":true}`, article.Article{Text: "x", Summary: true}},
		{`{"text":"x","is_summary":"yes"}`, article.Article{Text: "x"}},
		{`{"text":"x","summary":"x","is_summary":0}`, article.Article{Text: "x"}},
		{`{"lang":"eng"}`, article.Article{Language: "en"}},
		{`{"lang":"pt_BR"}`, article.Article{Language: "pt-BR"}},
		{`{"lang":"English"}`, article.Article{}},
		{`{"credit":["A. Bee","Reuters"]}`, article.Article{Credit: "A. Bee\nReuters"}},
		{`{"html":{"a":1},"summary":[1,{}],"credit":true}`, article.Article{}},
		{`{"date":"2026-11-02","dateTime":"2026-11-02T12:00:00Z"}`, article.Article{Published: time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)}},
	} {
		all, problems := read(t, "in.jsonl", tt.object, nil)
		if tt.want.ID == "" {
			tt.want.ID = "in.jsonl:1"
		}
		tt.want.Place = article.Place{Path: "in.jsonl", Line: 1}
		if diff := cmp.Diff([]article.Article{tt.want}, all); diff != "" || len(problems) > 0 {
			t.Errorf("%s: problems %v, articles (-want +got):\n%s", tt.object, problems, diff)
		}
	}
}

func TestMap(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		fields        map[string]string
		want          string // text, title and outlet; or what the problem says
	}{
		{"in.csv", "a,b,c\n1,2,3", map[string]string{"text": "c", "title": "a"}, "3 1 "},
		{"in.csv", "text,alt\n1,2", map[string]string{"text": "alt"}, "2  "},
		{"in.csv", "text,source\n1,2", map[string]string{"title": "source"}, "1 2 "},
		{"in.csv", "text,Alt Text\n1,2", map[string]string{"TITLE": "alt text"}, "1 2 "},
		{"in.csv", "B,b\n1,2", map[string]string{"text": "b"}, "2  "},
		{"in.csv", "text,url\n1,2", map[string]string{"outlet": "publisher"}, `no column "publisher" for outlet; there are "text", "url"`},
		{"in.csv", "url,date\n1,2", nil, `no column for text, html, summary or title; there are "url", "date"`},
		{"in.jsonl", `{"a":"1","b":"2"}`, map[string]string{"text": "b", "title": "a"}, "2 1 "},
		{"in.jsonl", `{"text":"1","alt":"2"}`, map[string]string{"text": "alt"}, "2  "},
		{"in.jsonl", `{"text":"1","source":"2"}`, map[string]string{"title": "source"}, "1 2 "},
		{
			"in.jsonl", `{"article":{"body":"1","meta":{"site":"2"}},"title":"3"}`,
			map[string]string{"text": "article.body", "outlet": "article.meta.site"},
			"1 3 2",
		},
		{
			"in.json", `[{"title":{"rendered":"2"},"content":{"rendered":"<p>1</p>"},"excerpt":{"rendered":"x"}}]`,
			map[string]string{"title": "title.rendered", "html": "content.rendered"},
			"1 2 ",
		},
		{"in.jsonl", `{"text":"1"}`, map[string]string{"title": "article.head"}, "1  "},
		{"in.jsonl", `{"article":{"body":{}}}`, map[string]string{"text": "article.body"}, `field "article.body" is of type object`},
		{"in.jsonl", `{"article":"1"}`, map[string]string{"text": "article.body"}, `is of type string, not object`},
		{"in.jsonl", `{"a":"1"}`, map[string]string{"text": "a", "title": "a"}, "1 1 "},
		{"in.jsonl", `{"a":"1"}`, map[string]string{"text": "a", "title": "a.b"}, `cannot be a path in a JSON object beside another one`},
		{"in.jsonl", `{"a":"1"}`, map[string]string{"text": `a"`}, `cannot be a path in a JSON object`},
		{"in.json", `[{"a":["1","2"]}]`, map[string]string{"text": "a"}, "1\n\n2  "},
	} {
		all, problems := read(t, tt.name, tt.content, &Options{Map: tt.fields})
		if len(all) == 1 && len(problems) == 0 {
			if got := all[0].Text + " " + all[0].Title + " " + all[0].Outlet; got != tt.want {
				t.Errorf("%s %q with %v: got %q, want %q", tt.name, tt.content, tt.fields, got, tt.want)
			}
			continue
		}
		if p := one(t, problems); len(all) > 0 || !strings.Contains(p.Error(), tt.want) || !errors.Is(p, ErrFormat) && !errors.Is(p, errPath) {
			t.Errorf("%s %q with %v: got %v, want %q", tt.name, tt.content, tt.fields, p, tt.want)
		}
	}
}

// TestTexts: HTML stands in for a text, and a summary for both; what is only a summary is marked so. A table and JSON agree.
func TestTexts(t *testing.T) {
	type fields = map[string]string
	const page = `<p>One &amp; two.</p><p>See <a href="/b">here</a>.</p>`
	links := []string{"https://a.example/b"}
	for name, tt := range map[string]struct {
		record, mapped fields
		want           article.Article
	}{
		"text goes first":      {fields{"text": "T", "html": page}, nil, article.Article{Text: "T"}},
		"html where it is not": {fields{"body": "", "html": page}, nil, article.Article{Text: "One & two.\nSee here."}},
		"html links": {
			fields{"url": "https://a.example/a", "html": page},
			nil,
			article.Article{Text: "One & two.\nSee here.", Links: links},
		},
		"links of its own": {
			fields{"links": "https://c.example", "html": page},
			nil,
			article.Article{Text: "One & two.\nSee here.", Links: []string{"https://c.example"}},
		},
		"another name":          {fields{"markup": "<p>x", "text": ""}, fields{"html": "markup"}, article.Article{Text: "x"}},
		"html of another field": {fields{"body": "<p>x"}, fields{"html": "body"}, article.Article{Text: "x"}},
		"text out of html":      {fields{"html": "<p>x", "body": "y"}, fields{"text": "html"}, article.Article{Text: "x"}},
		"a summary alone":       {fields{"description": "x <b>y</b>"}, nil, article.Article{Text: "x y", Summary: true}},
		"a summary beside":      {fields{"summary": "In short", "text": "The whole text."}, nil, article.Article{Text: "The whole text."}},
		"a longer summary":      {fields{"summary": "In short, and so on", "text": "The text."}, nil, article.Article{Text: "The text."}},
		"text of the summary":   {fields{"summary": "<p>x y</p>", "text": "x y"}, nil, article.Article{Text: "x y", Summary: true}},
		"a summary and html":    {fields{"summary": "s", "html": "<p>x"}, nil, article.Article{Text: "x"}},
		"credit":                {fields{"text": "T", "Credit Line": "Reuters"}, nil, article.Article{Text: "T", Credit: "Reuters"}},
		"credit by a name": {
			fields{"text": "T", "who": "AP", "from": "AFP"},
			fields{"credit": "who", "provider": "from"},
			article.Article{Text: "T", Credit: "AP", Provider: "AFP"},
		},
	} {
		tt.want.URL = tt.record["url"]
		for in, content := range written(t, tt.record) {
			all, problems := read(t, in, content, &Options{Map: tt.mapped})
			diff := cmp.Diff([]article.Article{tt.want}, all, cmpopts.IgnoreFields(article.Article{}, "ID", "Place"))
			if diff != "" || len(problems) > 0 {
				t.Errorf("%s, %s: problems %v, articles (-want +got):\n%s", name, in, problems, diff)
			}
		}
	}
}

// written returns a record as a table, and as JSON where that can have its names and values.
func written(t *testing.T, record map[string]string) map[string]string {
	t.Helper()
	object, err := stdjson.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(record))
	var row []string
	spaced := false
	for _, name := range names {
		row = append(row, record[name])
		spaced = spaced || strings.Contains(name, " ")
	}
	var table strings.Builder
	if err := csv.NewWriter(&table).WriteAll([][]string{append(names, "-"), append(row, "-")}); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{"in.csv": table.String()}
	if !spaced && record["links"] == "" { // which is a list in JSON
		all["in.json"], all["in.jsonl"] = string(object), string(object)
	}
	return all
}

func TestMapIsChecked(t *testing.T) {
	for fields, want := range map[string]string{"txet=body": `no field "txet"`, "text=": "mapped to nothing"} {
		name, value, _ := strings.Cut(fields, "=")
		err := (&Options{Map: map[string]string{name: value}}).Validate()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", fields, err, want)
		}
	}
}

// TestKeptRecord: what an article was read from is kept as JSON, with the fields that are not known.
func TestKeptRecord(t *testing.T) {
	for _, tt := range []struct{ name, content, want string }{
		{"in.jsonl", "{ \"id\": \"a\",\t\"x\": [1.0, {}], \"text\": \"\\u00e9 \\n\" }", `{"id":"a","x":[1.0,{}],"text":"\u00e9 \n"}`},
		{"in.json", "[\n{\n \"id\": 9007199254740993\n}\n]", `{"id":9007199254740993}`},
		{"in.csv", "id,text,x,x,\na,\"say \"\"T\"\" é\",1,2,\n", `{"id":"a","text":"say \"T\" é","x":"1","x_2":"2","":""}`},
		{"in.csv", "id,text,x\na,T,\xe4\x00\n", `{"id":"a","text":"T","x":"` + "\uFFFD" + `\u0000"}`},
	} {
		all, problems := read(t, tt.name, tt.content, &Options{KeepItems: true})
		if len(problems) > 0 || len(all) != 1 || all[0].Item == nil || string(all[0].Item.Record) != tt.want {
			t.Errorf("%s %q: got %+v, %v, want %s", tt.name, tt.content, all, problems, tt.want)
		}
		if all, _ := read(t, tt.name, tt.content, nil); len(all) != 1 || all[0].Item != nil {
			t.Errorf("%s: an item is kept that nobody asked for", tt.name)
		}
	}
}

// TestKeptMarkup: the markup of a record is kept to be written again, with addresses that hold anywhere, but no whole page.
func TestKeptMarkup(t *testing.T) {
	for _, tt := range []struct{ record, html, summary string }{
		{`{"text":"x","url":"https://a.example/a","html":"<a href='/b'>x</a>"}`, `<a href="https://a.example/b">x</a>`, ""},
		{`{"html":"<p>x</p>","summary":"<b>s</b>"}`, "<p>x</p>", "<b>s</b>"},
		{`{"description":"<b>s</b>"}`, "<b>s</b>", ""},
		{`{"text":"x","html":" <!DOCTYPE html><html><body><p>x</p>"}`, "", ""},
		{`{"text":"x"}`, "", ""},
	} {
		all, problems := read(t, "in.jsonl", tt.record, &Options{KeepItems: true})
		if len(problems) > 0 || len(all) != 1 || all[0].Item.HTML != tt.html || all[0].Item.Summary != tt.summary {
			t.Errorf("%s: got %+v, %v, want %q and %q", tt.record, all[0].Item, problems, tt.html, tt.summary)
		}
	}
}

// TestListedNames: a message about a table of many columns stays short.
func TestListedNames(t *testing.T) {
	if got := listed(slices.Repeat([]string{strings.Repeat("n", 100)}, 1000)); len(got) > 1200 || !strings.HasSuffix(got, "980 more") {
		t.Errorf("got %q", got)
	}
}
