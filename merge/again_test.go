package merge

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest"
	"github.com/samestory/samestory/ingest/feed"
)

// readers read what the writers of the same name wrote.
var readers = map[string]func(doc string) func(func(article.Article, error) bool){
	"rss": parseFeed, "atom": parseFeed, "json": parseFeed,
	"jsonl": func(doc string) func(func(article.Article, error) bool) {
		return ingest.Reader(strings.NewReader(doc), "merged.jsonl", &ingest.Options{KeepItems: true})
	},
}

func parseFeed(doc string) func(func(article.Article, error) bool) {
	return feed.Parse(strings.NewReader(doc), &feed.Options{Name: "merged", KeepItems: true})
}

func writers() map[string]func(io.Writer, *Feed, []Item) error {
	all := map[string]func(io.Writer, *Feed, []Item) error{
		"jsonl": func(w io.Writer, _ *Feed, items []Item) error { return JSONLines(w, items) },
	}
	maps.Copy(all, formats)
	return all
}

// dedupe does what the program does: it reads, groups and writes.
func dedupe(t *testing.T, format, doc string, more ...article.Article) (string, Count, []Item) {
	t.Helper()
	var articles []article.Article
	for a, err := range readers[format](doc) {
		if err != nil {
			t.Fatalf("%s: %v in\n%s", format, err, doc)
		}
		articles = append(articles, a)
	}
	items, _ := Collect(slices.Values(append(articles, more...)))
	r, err := samestory.Detect(t.Context(), Articles(items), &samestory.Options{Copies: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		if !errors.Is(p, samestory.ErrNoWords) && !errors.Is(p, samestory.ErrTooShort) {
			t.Errorf("%s: %v", format, p)
		}
	}
	items, count := Merge(items, r, nil)
	Settle(items, Copies)
	NewestFirst(items)
	var b bytes.Buffer
	if err := writers()[format](&b, nil, items); err != nil {
		t.Fatal(err)
	}
	return b.String(), count, items
}

const aground = "The harbour of Port Selwyn was closed on Saturday after a freighter with 4,300 tonnes of grain ran aground at the " +
	"northern mole, the coast guard said. Nobody was hurt, harbour master Ines Okafor told reporters."

// paper has articles with all that may come, two of them copies.
func paper() []article.Article {
	rich := full().Article
	rich.Text, rich.Item.HTML = aground, "<p>"+aground+"</p>\n<p>See <a href=\"https://wire.example/a\">the wire</a>.</p>\n "
	rich.Credit, rich.Canonical = "© Harbour Post\nAll rights reserved", "https://wire.example/a"
	open := rich
	open.ID, open.Outlet, open.URL, open.Canonical = "short", "Coast (daily)", "/relative", ""
	open.Item = &article.Item{HTML: "<div><p>" + aground + " More <b>follows"}
	odd := article.Article{ID: "odd one <&>", Title: " A <b>bold</b> & odd  title\n", Byline: "Ines Okafor (Reuters)", Provider: "A <b> & co "}
	odd.Text = "Sweat three leeks in butter until they are soft but not brown, add two floury potatoes and a litre of stock.\n\nServe <hot>."
	day := article.Article{ID: "day", Title: "Day"}
	day.Text = "A day of rest for all of the town, it says in the calendar of the parish of Vessel."
	day.Published, day.Precision = at(0), article.ToDay
	minute := day
	minute.ID, minute.Precision = "minute", article.ToMinute
	minute.Text = "The train of seven past eight left at eight past seven, to the surprise of many."
	brief := article.Article{ID: "brief", Summary: true}
	brief.Text = "In brief: the museum of rope is open again, after a winter of repairs to its roof."
	brief.Item = &article.Item{Summary: "In brief: the museum of rope is open <i>again</i>, after a winter of repairs to its roof."}
	teaser := article.Article{ID: "teaser", Title: "Teaser"}
	teaser.Text = "The tower of Vessel leans, and has leant for long, but never as far as it does now..."
	picture := article.Article{ID: "picture", URL: "https://post.example/p", Title: "Picture", Text: "Picture", Summary: true}
	picture.Item = &article.Item{HTML: "<img src=\"https://post.example/p.jpg\">", Updated: at(3)}
	title := article.Article{ID: "title", URL: "https://post.example/t", Title: "A title and nothing else", Summary: true}
	title.Text = title.Title
	return []article.Article{
		rich, open, odd, day, minute, brief, teaser, picture, title, {ID: "empty", URL: "https://post.example/e"}, {ID: "nothing"},
	}
}

// TestMergedAgain: what was merged and is merged again stays what it is, to the byte.
func TestMergedAgain(t *testing.T) {
	for format := range readers {
		_, count, items := dedupe(t, "jsonl", "", paper()...)
		if want := (Count{Grouped: 2, Stories: 1}); count != want || len(items) != 10 {
			t.Fatalf("%+v, %d items: %q", count, len(items), sketches(items))
		}
		var b bytes.Buffer
		if err := writers()[format](&b, nil, items); err != nil {
			t.Fatal(err)
		}
		first := b.String()
		for range 2 {
			second, count, again := dedupe(t, format, first)
			if diff := cmp.Diff(strings.Split(first, "\n"), strings.Split(second, "\n")); diff != "" || count != (Count{}) {
				t.Errorf("%s: %+v, -first +second:\n%s", format, count, diff)
			}
			if diff := cmp.Diff(sketches(items), sketches(again)); diff != "" {
				t.Errorf("%s: items, -first +second:\n%s", format, diff)
			}
			first = second
		}
	}
}

// TestMergedWithMore: a merged feed takes in new articles, and names each other one once.
func TestMergedWithMore(t *testing.T) {
	late := article.Article{ID: "late", Outlet: "Late", URL: "https://late.example/1", Text: aground + " Late as ever.", Published: at(20)}
	for format := range readers {
		_, _, items := dedupe(t, "jsonl", "", paper()...)
		var b bytes.Buffer
		if err := writers()[format](&b, nil, items); err != nil {
			t.Fatal(err)
		}
		// The copy that was left out comes again, and a new one with it.
		doc, count, again := dedupe(t, format, b.String(), late, paper()[1])
		if len(again) != 10 || count.Stories != 1 {
			t.Errorf("%s: %+v: %q", format, count, sketches(again))
		}
		i := slices.IndexFunc(again, func(it Item) bool { return len(it.Also) > 0 })
		if i < 0 || len(again[i].Also) != 2 {
			t.Errorf("%s: %q", format, sketches(again))
		}
		if n := strings.Count(doc, alsoLabel); format != "jsonl" && n != 1 {
			t.Errorf("%s: %d lists:\n%s", format, n, doc)
		}
		if third, _, _ := dedupe(t, format, doc); third != doc {
			t.Errorf("%s: a third time: %s", format, cmp.Diff(strings.Split(doc, "\n"), strings.Split(third, "\n")))
		}
	}
}

// TestPicturesWithOneTitle: a title is no text, however long: items that have nothing else are no copies.
func TestPicturesWithOneTitle(t *testing.T) {
	const title = "In pictures: the harbour of Port Selwyn on the day after the storm of the century"
	doc := "<rss><channel><link>https://post.example/</link>"
	for _, n := range []string{"1", "2"} {
		doc += "<item><title>" + title + "</title><link>https://post.example/" + n + "</link>" +
			"<description>&lt;img src='https://post.example/" + n + ".jpg'&gt;</description></item>"
	}
	_, count, items := dedupe(t, "rss", doc+"</channel></rss>")
	if len(items) != 2 || count != (Count{}) {
		t.Fatalf("%+v: %q", count, sketches(items))
	}
	for i, it := range items {
		content, summary := it.content()
		if !strings.Contains(content+summary, ".jpg") || strings.Contains(content+summary, "storm") || it.Settled != "" {
			t.Errorf("item %d became %q, %q, settled as %q", i, content, summary, it.Settled)
		}
	}
}

// TestPicturesAgain: what has no text but its title comes back as it was written, to the byte.
func TestPicturesAgain(t *testing.T) {
	const title, picture = "Storm", "<img src='https://post.example/1.jpg'>"
	items, _ := Collect(slices.Values([]article.Article{
		{ID: "1", Title: title, Text: title, Summary: true, Item: &article.Item{HTML: picture}},
		{ID: "2", Title: title, Text: title, Summary: true, Item: &article.Item{HTML: "Storm"}},
		{ID: "3", Title: title, Text: title, Summary: true, Item: &article.Item{Summary: "Storm"}},
		{ID: "4", Title: title, Item: &article.Item{Summary: picture}},
		{ID: "5", Title: title},
		{
			ID: "6", Text: "Words.", URL: "https://post.example/váyanse",
			Item: &article.Item{Media: []article.Media{{URL: "https://post.example/1|2 3.jpg"}}},
		},
	}))
	Settle(items, Copies)
	for format := range formats {
		first := write(t, format, nil, items...)
		again, _, _ := dedupe(t, format, first)
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("%s (-first +again):\n%s", format, diff)
		}
	}
}

// TestMergedCrowd: a story of very many articles comes back whole.
func TestMergedCrowd(t *testing.T) {
	it := item("1", "Wire")
	for i := range 20 * mostElements {
		it.Also = append(it.Also, Also{ID: strconv.Itoa(i), Outlet: "Outlet", URL: "https://wire.example/" + strconv.Itoa(i)})
	}
	for format := range formats {
		got := itemsOf(write(t, format, nil, it))
		if len(got) != 1 || !slices.Equal(got[0].Also, it.Also) {
			t.Errorf("%s: %d items, the first with %d others", format, len(got), len(got[0].Also))
		}
	}
}
