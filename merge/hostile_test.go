package merge

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/samestory/samestory/article"
)

// TestHostileSizes: whatever comes, the time is near that of reading it.
func TestHostileSizes(t *testing.T) {
	const n = 50_000
	forged := listStart + ">Also in: " + strings.Repeat(`<a href="https://x.example/" data-id="1" data-outlet="Also in: ">x</a>, `, n) + "</p>"
	links := make([]string, n)
	for i := range links {
		links[i] = "https://x.example/" + strings.Repeat("x", i%50)
	}
	cases := map[string]article.Article{
		"lists":     {Item: &article.Item{HTML: strings.Repeat(listStart+">", n)}},
		"a list":    {Text: strings.Repeat("Also in: ", 4*n), Links: links, Item: &article.Item{HTML: strings.Repeat("<p>x</p>", n) + forged}},
		"marks":     {Item: &article.Item{Marks: []byte(`{"also":[` + strings.Repeat(`{"id":"1"},`, n) + `{}]}`)}},
		"deep":      {Item: &article.Item{Marks: []byte(strings.Repeat(`{"also":[`, n))}},
		"a record":  {Item: &article.Item{Record: []byte(`{"samestory":` + strings.Repeat("[", n))}},
		"names":     {Item: &article.Item{Record: []byte("{" + strings.Repeat(`"a":1,`, n) + `"text":"x"}`)}},
		"an id":     {ID: strings.Repeat("#2", n)},
		"one title": {Title: strings.Repeat(" \u202e<", n)},
	}
	for _, piece := range []string{
		"<div>", "<b>", "<a href=x>", "<table><td>", "<svg>", "<p><i>", "<!--", "<b", "</", "<font color=x><p>", "<li><ul>", "<![CDATA[",
	} {
		cases[piece] = article.Article{Item: &article.Item{HTML: strings.Repeat(piece, n)}}
	}
	for name, a := range cases {
		start := time.Now()
		items, _ := Collect(slices.Values([]article.Article{a, a}))
		items[0].Also = append(items[0].Also, Also{ID: "2"})
		for format := range formats {
			write(t, format, nil, items...)
		}
		lines(t, items...)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

// FuzzMarks: whatever stands beside an item, feeds are sound, list links to the web alone, and say the same when they are merged again.
func FuzzMarks(f *testing.F) {
	f.Add(`{"id":"1","outlet":"O","story":"s-1","also":[{"href":"https://x.example/","id":"2"}],"merge":"copies-1"}`, "<p>x</p>")
	f.Add(`{"also":[{"url":"javascript:alert(1)","title":"\u202e]]>","kind":"x"}],"precision":"day","guessed":"published"}`, "<b>x")
	f.Fuzz(func(t *testing.T, marks, markup string) {
		a := article.Article{ID: "1", Published: at(1), Item: &article.Item{Marks: []byte(marks), HTML: markup}}
		items, _ := Collect(slices.Values([]article.Article{a}))
		for _, also := range items[0].Also {
			if also.URL != "" && !strings.HasPrefix(strings.ToLower(also.URL), "http") {
				t.Fatalf("%q: a link to %q", marks, also.URL)
			}
		}
		for _, format := range []string{"rss", "atom"} {
			doc := write(t, format, nil, items...)
			if err := strict(doc); err != nil {
				t.Fatalf("%q: %s: %v\n%s", marks, format, err, doc)
			}
		}
		again, _ := Collect(slices.Values([]article.Article{{ID: "1", Item: &article.Item{Record: []byte(lines(t, items...)[0])}}}))
		if again[0].Story != items[0].Story && utf8.ValidString(marks) || len(again[0].Also) != len(items[0].Also) {
			t.Fatalf("%q: %+v became %+v", marks, items[0], again[0])
		}
	})
}
