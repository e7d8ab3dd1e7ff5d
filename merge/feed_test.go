package merge

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"pgregory.net/rapid"

	"github.com/samestory/samestory/article"
)

// formats are those that feed readers read.
var formats = map[string]func(io.Writer, *Feed, []Item) error{"rss": RSS, "atom": Atom, "json": JSONFeed}

// full is an item with all that an item may have.
func full() Item {
	return Item{
		Kept: true, Story: "s-a", Original: "a",
		Article: article.Article{
			ID: "tag:post.example,2026:1", Outlet: "Harbour Post", URL: "https://post.example/1?a=1&b=2", Title: "Ship aground, & \"fast\"",
			Byline: "Ines Okafor", Provider: "Reuters", Language: "en", Text: "The ship.\nThe harbour.",
			Published: time.Date(2026, 3, 14, 8, 5, 7, 0, time.UTC),
			Item: &article.Item{
				HTML: "<p>The ship &amp; <b>more</b>.</p>", Summary: "<i>In short</i>", Updated: time.Date(2026, 3, 14, 9, 6, 8, 0, time.UTC),
				Categories: []string{"Harbours", "Ships & boats"},
				Media: []article.Media{
					{URL: "https://post.example/1.jpg", Type: "image/jpeg", Length: 4300, Credit: "A. Bee"},
					{URL: "https://post.example/1.mp3", Type: "audio/mpeg", Length: 1},
				},
			},
		},
		Also: []Also{
			{ID: "a", Outlet: "Wire", Title: "Ship <b>", URL: "https://wire.example/a", Kind: "reprint"},
			{ID: "c", Outlet: "Coast", Kind: "excerpt"},
		},
	}
}

func write(t testing.TB, name string, f *Feed, items ...Item) string {
	t.Helper()
	var b bytes.Buffer
	if err := formats[name](&b, f, items); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.String()
}

func read(t testing.TB, name, doc string) *gofeed.Feed {
	t.Helper()
	f, err := gofeed.NewParser().ParseString(doc)
	if err != nil {
		t.Fatalf("%s: %v:\n%s", name, err, doc)
	}
	return f
}

// TestReadersReadAll: what is written, a reader of feeds reads with nothing lost.
func TestReadersReadAll(t *testing.T) {
	it := full()
	content, _ := it.content()
	about := &Feed{Title: "Harbour <news>", Link: "https://example.org/?a&b", Description: "Ships & harbours"}
	for name := range formats {
		f := read(t, name, write(t, name, about, it, item("2", "")))
		if f.Title != about.Title || f.Link != about.Link || f.Description != about.Description || len(f.Items) != 2 {
			t.Errorf("%s: the feed came back as %q, %q, %q with %d items", name, f.Title, f.Link, f.Description, len(f.Items))
		}
		got := f.Items[0]
		var enclosures []string
		for _, e := range got.Enclosures {
			enclosures = append(enclosures, e.URL+" "+e.Type+" "+e.Length)
		}
		want := []string{
			"Ship aground, & \"fast\"", "https://post.example/1?a=1&b=2", "tag:post.example,2026:1", "Ines Okafor", content, "<i>In short</i>",
			"2026-03-14 08:05:07 +0000 UTC", "2026-03-14 09:06:08 +0000 UTC", "Harbours|Ships & boats",
			"https://post.example/1.jpg image/jpeg 4300|https://post.example/1.mp3 audio/mpeg 1",
		}
		if diff := cmp.Diff(want, []string{
			got.Title, got.Link, got.GUID, got.Authors[0].Name, got.Content, got.Description,
			got.PublishedParsed.UTC().String(), got.UpdatedParsed.UTC().String(), strings.Join(got.Categories, "|"), strings.Join(enclosures, "|"),
		}); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
		plain := f.Items[1]
		id := map[string]string{"rss": "2", "atom": "urn:x-samestory:2", "json": "2"}[name]
		if plain.GUID != id || plain.Content != "<p>2 has words.</p>" || plain.PublishedParsed != nil && plain.PublishedParsed.Unix() != 0 {
			t.Errorf("%s: the plain item came back as %+v", name, plain)
		}
	}
}

// TestBylines: a name is one whatever is in it. (Of JSON Feed gofeed reads plain names alone.)
func TestBylines(t *testing.T) {
	for _, name := range []string{
		"Ines Okafor (Reuters)", "(Reuters)", "Ines Okafor, A. Bee and C. Dee", "ines@post.example", "Ines @okafor",
	} {
		it := full()
		it.Article.Byline = name
		for _, format := range []string{"rss", "atom"} {
			if got := read(t, format, write(t, format, nil, it)).Items[0].Authors; len(got) != 1 || got[0].Name != name {
				t.Errorf("%s: %q came back as %+v", format, name, got)
			}
		}
		if doc := write(t, "json", nil, it); !strings.Contains(doc, `"authors":[{"name":"`+name+`"}]`) {
			t.Errorf("json: no %q in %s", name, doc)
		}
	}
}

// TestAtomIDs: what readers would take for a relative address, or write in another way, is made an IRI that they leave alone.
func TestAtomIDs(t *testing.T) {
	for id, want := range map[string]string{
		"https://post.example/1?a=b#c": "https://post.example/1?a=b#c", "tag:post.example,2026:1": "tag:post.example,2026:1",
		"urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a": "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a",
		"1": "urn:x-samestory:1", "a b/c": "urn:x-samestory:a%20b%2Fc", "é:1": "urn:x-samestory:%C3%A9:1", "": "urn:x-samestory:",
		"https://post.example/a b": "urn:x-samestory:https:%2F%2Fpost.example%2Fa%20b",
		"HTTPS://post.example/":    "urn:x-samestory:HTTPS:%2F%2Fpost.example%2F",
	} {
		if got := atomID(id); got != want {
			t.Errorf("%q: got %s, want %s", id, got, want)
		}
		if got := read(t, "atom", write(t, "atom", nil, item(id, ""))).Items[0].GUID; got != want {
			t.Errorf("%q: %s came back as %s", id, want, got)
		}
	}
}

// TestMarksOfXML: programs find the marks in elements of the namespace.
func TestMarksOfXML(t *testing.T) {
	day := item("2", "Echo")
	day.Article.Published, day.Article.Precision = at(0), article.ToDay
	day.Story, day.Kept, day.Kind, day.Original = "s-a", false, "rewrite", "a"
	for _, name := range []string{"rss", "atom"} {
		f := read(t, name, write(t, name, nil, full(), day))
		var got []string
		for _, it := range f.Items {
			for _, element := range []string{"id", "outlet", "precision", "story", "kept", "original", "kind"} {
				for _, e := range it.Extensions["samestory"][element] {
					got = append(got, element+"="+e.Value)
				}
			}
			for _, e := range it.Extensions["samestory"]["also"] {
				a := e.Attrs
				got = append(got, fmt.Sprintf("also=%s|%s|%s|%s|%s", a["id"], a["outlet"], a["title"], a["href"], a["kind"]))
			}
		}
		want := []string{
			"id=tag:post.example,2026:1", "outlet=Harbour Post", "story=s-a", "kept=true", "original=a",
			"also=a|Wire|Ship <b>|https://wire.example/a|reprint",
			"also=c|Coast|||excerpt", "id=2", "outlet=Echo", "precision=day", "story=s-a", "kept=false", "original=a", "kind=rewrite",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// TestMarksOfJSONFeed: programs find the marks in the extension, and nothing where there is nothing to say.
func TestMarksOfJSONFeed(t *testing.T) {
	var f struct {
		Version string `json:"version"`
		Items   []struct {
			Marks json.RawMessage `json:"_samestory"`
		} `json:"items"`
	}
	if err := json.Unmarshal([]byte(write(t, "json", nil, full(), item("2", ""), item("3", "Echo"))), &f); err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"tag:post.example,2026:1","outlet":"Harbour Post","title":"Ship aground, & \"fast\"","provider":"Reuters",` +
		`"story":"s-a","kept":true,"original":"a","kind":"","also":[` +
		`{"id":"a","outlet":"Wire","title":"Ship <b>","url":"https://wire.example/a","kind":"reprint"},` +
		`{"id":"c","outlet":"Coast","title":"","url":"","kind":"excerpt"}],` +
		`"credits":[{"url":"https://post.example/1.jpg","text":"A. Bee"}]}`
	if f.Version != "https://jsonfeed.org/version/1.1" || string(f.Items[0].Marks) != want || string(f.Items[1].Marks) != `{"id":"2"}` ||
		string(f.Items[2].Marks) != `{"id":"3","outlet":"Echo"}` {
		t.Errorf("got %s, %s, want %s", f.Version, f.Items, want)
	}
}

// strict reads XML as strictly as XML 1.0 asks: what is no character of it is an error, and so is what does not match.
func strict(doc string) error {
	for _, r := range doc {
		if !allowedInXML(r) {
			return fmt.Errorf("the character %U", r)
		}
	}
	if !utf8.ValidString(doc) {
		return errors.New("not UTF-8")
	}
	d := xml.NewDecoder(strings.NewReader(doc))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// elements lists the elements of XML in order.
func elements(t testing.TB, doc string) []string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(doc))
	var names []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatalf("%v:\n%s", err, doc)
		}
		if e, ok := token.(xml.StartElement); ok {
			names = append(names, e.Name.Local)
		}
	}
}

// inAllFields is an item with a text in all its fields.
func inAllFields(x string) Item {
	it := full()
	a := &it.Article
	a.ID, a.Outlet, a.Title, a.Byline, a.Provider, a.Language, a.Text, a.URL = x, x, x, x, x, x, x, "https://x.example/"+x
	a.Item.HTML, a.Item.Summary, a.Item.Categories = x, x, []string{x, x}
	for i := range a.Item.Media {
		a.Item.Media[i] = article.Media{URL: "https://x.example/" + x, Type: x, Credit: x, Length: -1}
	}
	it.Story, it.Original = x, x
	it.Also = []Also{{ID: x, Outlet: x, Title: x, URL: webAddress("https://x.example/" + x)}, {ID: "next"}}
	return it
}

// TestHostileFeeds: whatever the fields, the elements of the feed are those of a harmless one, and sound.
func TestHostileFeeds(t *testing.T) {
	for _, x := range hostile {
		about := &Feed{Title: x, Description: x, Link: x}
		for _, name := range []string{"rss", "atom"} {
			doc := write(t, name, about, inAllFields(x), item("2", ""))
			if err := strict(doc); err != nil {
				t.Errorf("%s: %q: %v", name, x, err)
			}
			harmless := inAllFields("x")
			if delicate(x) != "" {
				harmless.Article.Title, harmless.Article.Byline, harmless.Article.Provider = "(x)", "(x)", "(x)"
			}
			if _, ok := strings.CutPrefix(webAddress("https://x.example/"+x), "https"); !ok {
				harmless.Article.URL, harmless.Article.Item.Media = "", nil
			} else if address := "https://x.example/" + x; oneSpelling(address) != address {
				harmless.Article.URL += "é"
			}
			want := elements(t, write(t, name, &Feed{Title: "x", Description: "x", Link: "x"}, harmless, item("2", "")))
			got := elements(t, doc)
			if ownAddress(x) == "" {
				want = slices.DeleteFunc(want, func(e string) bool { return e == "link" })
				got = slices.DeleteFunc(got, func(e string) bool { return e == "link" })
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %q: -want +got:\n%s", name, x, diff)
			}
		}
		doc := write(t, "json", about, inAllFields(x), item("2", ""))
		if !json.Valid([]byte(doc)) || !utf8.ValidString(doc) {
			t.Errorf("json: %q: not sound:\n%s", x, doc)
		}
		var opml bytes.Buffer
		it := inAllFields(x)
		it.Article.Place.Path = x
		if err := OPML(&opml, about, []Item{it}); err != nil {
			t.Fatal(err)
		}
		if err := strict(opml.String()); err != nil || strings.Count(opml.String(), "<outline ") != 1 {
			t.Errorf("opml: %q: %v\n%s", x, err, opml.String())
		}
	}
}

// TestControlCharacters: what XML forbids is left out, not replaced, and what it allows stays.
func TestControlCharacters(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "\n plain\t\n\ra \x00\n": "plain\t\n\ra", "a\x00b\x08\x0b\x0c\x1fc": "abc", "a\ufffe\uffffb": "ab",
		"a\xffb": "a\ufffdb", "\x7f\U0010FFFF": "\x7f\U0010FFFF",
	} {
		if got := xmlText(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	it := inAllFields("a\x0bb")
	for _, name := range []string{"rss", "atom"} {
		if doc := write(t, name, &Feed{Title: "a\x0bb", Description: "a\x0bb"}, it); strings.ContainsRune(doc, '\ufffd') {
			t.Errorf("%s: something was replaced:\n%s", name, doc)
		}
	}
}

// TestNoScriptLinks: addresses that are none of the web are not written as links, in whatever field they come.
func TestNoScriptLinks(t *testing.T) {
	for _, x := range []string{
		"javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "http:x",
		"https://", "\x01javascript:x", "feed:javascript:x",
	} {
		it := full()
		it.Article.Title, it.Article.URL, it.Article.Item.Media[0].URL = "t", x, x
		other := Item{Article: article.Article{ID: "1", URL: x}}
		it.Also = []Also{other.also()}
		for name := range formats {
			doc := write(t, name, &Feed{Link: x}, it)
			if strings.Contains(strings.ToLower(doc), "script:") || strings.Contains(doc, "data:text") || strings.Contains(doc, "passwd") ||
				strings.Contains(doc, `="http:x`) {
				t.Errorf("%s: %q is there:\n%s", name, x, doc)
			}
		}
	}
}

// TestRelativeLinks: an address without a site is the item's own, though no link to another article.
func TestRelativeLinks(t *testing.T) {
	it := item("1", "")
	it.Article.URL = "/news/1"
	for name := range formats {
		if got := read(t, name, write(t, name, nil, it)).Items[0].Link; got != "/news/1" {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if got := it.also().URL; got != "" {
		t.Errorf("also: got %q", got)
	}
}

// TestUpdatedOfFeeds: a feed changes when its items do, and not by itself.
func TestUpdatedOfFeeds(t *testing.T) {
	for name := range formats {
		if a, b := write(t, name, nil, full()), write(t, name, nil, full()); a != b {
			t.Errorf("%s: twice the same items, but\n%s\n%s", name, a, b)
		}
	}
	for name, want := range map[string]string{
		"rss": "<lastBuildDate>Sat, 14 Mar 2026 09:06:08 +0000</lastBuildDate>", "atom": "<updated>2026-03-14T09:06:08Z</updated>\n<generator>",
	} {
		if doc := write(t, name, nil, item("1", ""), full()); !strings.Contains(doc, want) {
			t.Errorf("%s: no %s in\n%s", name, want, doc)
		}
	}
	if doc := write(t, "atom", &Feed{Updated: at(23)}); !strings.Contains(doc, "<updated>2026-03-14T23:00:00Z</updated>") {
		t.Errorf("the time given is not there:\n%s", doc)
	}
}

// TestTimesThatCannotBeWritten: years that no format has are unknown.
func TestTimesThatCannotBeWritten(t *testing.T) {
	for _, year := range []int{-1, 0, 10000, 292277026596} {
		it := item("1", "")
		it.Article.Published = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		it.Article.Item = &article.Item{Updated: it.Article.Published}
		for name := range formats {
			got := read(t, name, write(t, name, nil, it)).Items[0]
			if got.PublishedParsed != nil && got.PublishedParsed.Unix() != 0 || got.UpdatedParsed != nil && got.UpdatedParsed.Unix() != 0 {
				t.Errorf("%s: year %d: got %v, %v", name, year, got.PublishedParsed, got.UpdatedParsed)
			}
		}
	}
}

type brokenWriter struct{ after int }

var errBroken = errors.New("broken")

func (w *brokenWriter) Write(p []byte) (int, error) {
	if w.after -= len(p); w.after < 0 {
		return 0, errBroken
	}
	return len(p), nil
}

// TestWritersThatFail: their error is told, wherever it comes.
func TestWritersThatFail(t *testing.T) {
	items := slices.Repeat([]Item{full()}, 20)
	all := map[string]func(io.Writer) error{
		"jsonl": func(w io.Writer) error { return JSONLines(w, items) },
		"opml":  func(w io.Writer) error { return OPML(w, nil, items) },
	}
	for name, f := range formats {
		all[name] = func(w io.Writer) error { return f(w, nil, items) }
	}
	for name, f := range all {
		for _, after := range []int{0, 5000} {
			if err := f(&brokenWriter{after}); !errors.Is(err, errBroken) && (name != "opml" || after == 0) {
				t.Errorf("%s: after %d bytes: got %v", name, after, err)
			}
		}
	}
}

// TestFeedsComeBack: whatever the fields, readers read what was written, but for space at the ends.
func TestFeedsComeBack(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune("ab <>&\"';#,\né中\U0001F6A2]")), 1, 12, -1).
		Filter(func(s string) bool { return s != "" && s == strings.TrimSpace(s) })
	rapid.Check(t, func(t *rapid.T) {
		it := full()
		a := &it.Article
		a.ID, a.Title, a.Byline = "tag:"+url.PathEscape(text.Draw(t, "id")), text.Draw(t, "title"), text.Draw(t, "byline")
		a.Item.HTML = text.Draw(t, "html")
		a.Item.Summary, a.Item.Categories = text.Draw(t, "summary"), []string{text.Draw(t, "category")}
		a.Published = time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "time"), 0).UTC()
		content, summary := it.content()
		for name, f := range formats {
			var b bytes.Buffer
			if err := f(&b, nil, []Item{it}); err != nil {
				t.Fatal(err)
			}
			feed, err := gofeed.NewParser().ParseString(b.String())
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, b.String())
			}
			got := feed.Items[0]
			want := []string{a.ID, a.Title, a.Byline, content, summary, a.Item.Categories[0], a.Published.String()}
			if diff := cmp.Diff(want, []string{
				got.GUID, got.Title, got.Authors[0].Name, got.Content, got.Description, got.Categories[0], got.PublishedParsed.UTC().String(),
			}); diff != "" {
				t.Fatalf("%s: -want +got:\n%s\n%s", name, diff, b.String())
			}
		}
	})
}
