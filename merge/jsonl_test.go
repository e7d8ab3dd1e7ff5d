package merge

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest"
)

// lines writes items and returns the lines.
func lines(t testing.TB, items ...Item) []string {
	t.Helper()
	var b bytes.Buffer
	if err := JSONLines(&b, items); err != nil {
		t.Fatal(err)
	}
	all := strings.SplitAfter(b.String(), "\n")
	if all[len(all)-1] != "" || len(all) != len(items)+1 {
		t.Fatalf("%d items became %q", len(items), all)
	}
	return all[:len(items)]
}

// recorded is an article as it was read from a JSON object.
func recorded(id, text, record string) Item {
	return Item{Kept: true, Article: article.Article{ID: id, Text: text, Title: "T", Outlet: "O", Item: &article.Item{Record: []byte(record)}}}
}

func TestJSONLinesOfRecords(t *testing.T) {
	marked := recorded("1", "x", `{"id":"1","text":"x","samestory":{"story":"old"},"z":1}`)
	marked.Story, marked.Kept, marked.Kind = "s-1", false, "rewrite"
	for name, c := range map[string]struct {
		item Item
		want string
	}{
		"as it was": {
			recorded("1", "x", `{"text":"x","n":1.50,"big":123456789012345678901234567890,"id":"1","o":{"b":1,"a":[null,true]},"é":"\u00e9"}`),
			`{"text":"x","n":1.50,"big":123456789012345678901234567890,"id":"1","o":{"b":1,"a":[null,true]},"é":"\u00e9"}`,
		},
		"a number for an id":     {recorded("7", "x", `{"id":7,"text":"x"}`), `{"id":7,"text":"x"}`},
		"an id that was missing": {recorded("a.jsonl:3", "x", `{"text":"x"}`), `{"id":"a.jsonl:3","text":"x"}`},
		"an id that was taken":   {recorded("1#2", "x", `{"text":"x","id":"1"}`), `{"text":"x","id":"1#2"}`},
		"an id of nothing":       {recorded("u", "x", `{"id":null,"text":"x"}`), `{"id":"u","text":"x"}`},
		"equal names":            {recorded("3", "x", `{"id":"1","a":1,"id":"2","a":2,"text":"x"}`), `{"id":"3","a":1,"a":2,"text":"x"}`},
		"many lines": {
			recorded("1", "x", "{\n \"id\": \"1\",\n \"text\":\"x\",\"l\":[\n1,\r\n2]}"),
			`{"id":"1","text":"x","l":[1,2]}`,
		},
		"text by another name": {recorded("1", "x", `{"id":"1","body":"x"}`), `{"id":"1","body":"x"}`},
		"text from elsewhere": {
			recorded("1", "x", `{"id":"1","source":"S","html":"<p>x"}`),
			`{"id":"1","source":"S","html":"<p>x","title":"T","text":"x"}`,
		},
		"no text at all":  {recorded("1", "", `{"id":"1","image":"x"}`), `{"id":"1","image":"x"}`},
		"no object":       {recorded("1", "x", `[1]`), `{"id":"1","outlet":"O","title":"T","text":"x"}`},
		"torn":            {recorded("1", "x", `{"id":"1"`), `{"id":"1","outlet":"O","title":"T","text":"x"}`},
		"an empty object": {recorded("1", "x", `{}`), `{"id":"1","outlet":"O","title":"T","text":"x"}`},
		"not UTF-8": {
			recorded("1", "x", "{\"id\":\"1\",\"text\":\"x\",\"a\":\"\xff\"}"),
			"{\"id\":\"1\",\"text\":\"x\",\"a\":\"\uFFFD\"}",
		},
		"marks of before": {
			marked, `{"id":"1","text":"x","z":1,"samestory":{"story":"s-1","kept":false,"original":"","kind":"rewrite","also":[]}}`,
		},
		"marks of before, alone now": {
			recorded("1", "x", `{"id":"1","text":"x","samestory":{"story":"old"}}`), `{"id":"1","text":"x"}`,
		},
	} {
		if got := lines(t, c.item)[0]; got != c.want+"\n" {
			t.Errorf("%s: got\n%s, want\n%s", name, got, c.want)
		}
	}
}

// TestJSONLinesOfFeeds: of an article that was no object, all that is known is written.
func TestJSONLinesOfFeeds(t *testing.T) {
	it := full()
	it.Article.Canonical, it.Article.Links = "https://wire.example/a", []string{"https://wire.example/"}
	it.Article.Item.GUID = "g"
	const want = `{"id":"tag:post.example,2026:1","outlet":"Harbour Post","url":"https://post.example/1?a=1&b=2",` +
		`"title":"Ship aground, & \"fast\"","byline":"Ines Okafor","provider":"Reuters","canonical":"https://wire.example/a",` +
		`"links":["https://wire.example/"],"language":"en","published":"2026-03-14T08:05:07Z","text":"The ship.\nThe harbour.","guid":"g",` +
		`"updated":"2026-03-14T09:06:08Z","categories":["Harbours","Ships & boats"],"media":[{"url":"https://post.example/1.jpg",` +
		`"type":"image/jpeg","credit":"A. Bee","length":4300},{"url":"https://post.example/1.mp3","type":"audio/mpeg","length":1}],` +
		`"summary":"<i>In short</i>","html":"<p>The ship &amp; <b>more</b>.</p>",` +
		`"samestory":{"story":"s-a","kept":true,"original":"a","kind":"",` +
		`"also":[{"id":"a","outlet":"Wire","title":"Ship <b>","url":"https://wire.example/a","kind":"reprint"},` +
		`{"id":"c","outlet":"Coast","title":"","url":"","kind":"excerpt"}]}}`
	if got := lines(t, it)[0]; got != want+"\n" {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	for precision, want := range map[article.Precision]string{
		article.ToDay: `"published":"2026-03-14"`, article.ToMinute: `"published":"2026-03-14T08:05Z"`,
	} {
		it.Article.Precision = precision
		if got := lines(t, it)[0]; !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

// TestMarksComeBack: the field of a line is read by the next merge; what is no such field is passed over.
func TestMarksComeBack(t *testing.T) {
	it := full()
	line := lines(t, it)[0]
	items, _ := Collect(slices.Values([]article.Article{{ID: "x", Item: &article.Item{Record: []byte(line)}}}))
	got := items[0]
	if got.Story != it.Story || got.Original != it.Original || !slices.Equal(got.Also, it.Also) {
		t.Errorf("got %+v, want the marks of %+v", got, it)
	}
	for _, record := range []string{
		`{"samestory":"x"}`, `{"samestory":{"also":{}}}`, `{"samestory":[]}`, `{"samestory":null}`, `{"samestory`, `{"text":"samestory"}`,
		`{"samestory":{"story":1}}`,
	} {
		items, _ := Collect(slices.Values([]article.Article{{ID: "x", Item: &article.Item{Record: []byte(record)}}}))
		if got := items[0]; got.marked() || got.Original != "" {
			t.Errorf("%s: got %+v", record, got)
		}
	}
	const forged = `{"samestory":{"also":[{"id":"1","outlet":"a\nb","url":"javascript:alert(1)","kind":"evil"},{"id":"1"},{"id":"1"}]}}`
	items, _ = Collect(slices.Values([]article.Article{{ID: "x", Item: &article.Item{Record: []byte(forged)}}}))
	if want := []Also{{ID: "1", Outlet: "a b"}}; !slices.Equal(items[0].Also, want) {
		t.Errorf("got %+v, want %+v", items[0].Also, want)
	}
}

// FuzzRecord: whatever was read, a line is one sound object with the id and the text, and stays so.
func FuzzRecord(f *testing.F) {
	f.Add(`{"id":"1","text":"x","samestory":{"also":[{"id":"2"}]}}`, "1", "x")
	f.Add("{\"id\" : null,\n\"a\":[{}], \"\":\"\\ud800\"}", "", "")
	f.Fuzz(func(t *testing.T, record, id, text string) {
		items, _ := Collect(slices.Values([]article.Article{recorded(id, text, record).Article}))
		line := lines(t, items...)[0]
		var o map[string]any
		if err := json.Unmarshal([]byte(line), &o); err != nil || !utf8.ValidString(line) || strings.Count(line, "\n") != 1 {
			t.Fatalf("%q became %q: %v", record, line, err)
		}
		again := items[0]
		again.Article.Item = &article.Item{Record: []byte(line)}
		if second := lines(t, again)[0]; second != line {
			t.Fatalf("%q became %q, then %q", record, line, second)
		}
	})
}

// asLines compares items as far as lines say it.
var asLines = cmp.Options{
	cmpopts.IgnoreFields(article.Article{}, "Place"), cmpopts.IgnoreFields(article.Item{}, "GUID", "Record", "Marks"),
	cmpopts.EquateEmpty(),
}

// TestJSONLinesComeBack: what was read of feeds is read of the lines that were made of it, a summary as a summary.
func TestJSONLinesComeBack(t *testing.T) {
	files, err := filepath.Glob("../testdata/ingest/feeds/*.*")
	if err != nil {
		t.Fatal(err)
	}
	summaries := 0
	for _, path := range files {
		doc, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		items := itemsOf(string(doc))
		for i := range items {
			items[i].Article.Credit = "© Wire"
		}
		all := strings.Join(lines(t, items...), "")
		var back []article.Article
		for got, err := range ingest.Reader(strings.NewReader(all), "in.jsonl", &ingest.Options{KeepItems: true}) {
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if back = append(back, got); got.Summary {
				summaries++
			}
		}
		got, _ := Collect(slices.Values(back))
		if diff := cmp.Diff(items, got, asLines); diff != "" {
			t.Errorf("%s (-was +is):\n%s", path, diff)
		}
	}
	if summaries == 0 {
		t.Error("no feed has a summary")
	}
}
