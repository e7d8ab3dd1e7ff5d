package feed

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/moment"
)

// collect ranges over a whole sequence; it fails if an error is not a problem or comes with an article.
func collect(t testing.TB, seq iter.Seq2[article.Article, error]) (all []article.Article, problems []*article.Problem) {
	t.Helper()
	for a, err := range seq {
		if err == nil {
			all = append(all, a)
			continue
		}
		p, ok := err.(*article.Problem) //nolint:errorlint // the contract is the very type
		if !ok || p.Err == nil || !cmp.Equal(a, article.Article{}) {
			t.Fatalf("got article %+v with error %T %v, want no article and a problem", a, err, err)
		}
		problems = append(problems, p)
	}
	return all, problems
}

func parse(t testing.TB, doc string, opts *Options) ([]article.Article, []*article.Problem) {
	t.Helper()
	return collect(t, Parse(strings.NewReader(doc), opts))
}

// sound parses a feed without problems.
func sound(t testing.TB, doc string, opts *Options) []article.Article {
	t.Helper()
	all, problems := parse(t, doc, opts)
	if len(problems) > 0 {
		t.Fatalf("problems %v with\n%s", problems, doc)
	}
	return all
}

// rss2 is a feed of RSS 2.0 with these items.
func rss2(items ...string) string {
	return `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:media="http://search.yahoo.com/mrss/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel>
<title>The Bay Post</title>
<link>https://www.bay.example/</link>
<language>en-gb</language>
` + strings.Join(items, "\n") + "\n</channel>\n</rss>\n"
}

// sample returns the content of a file of testdata/ingest/feeds.
func sample(t testing.TB, name string) string {
	t.Helper()
	doc, err := os.ReadFile("../../testdata/ingest/feeds/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

// TestKinds reads the same item from every kind of feed.
func TestKinds(t *testing.T) {
	const address = "https://bay.example/pears"
	want := article.Article{
		ID: address, Outlet: "bay.example", URL: address, Title: "Pears & prizes", Byline: "Cal Dee", Language: "en-GB",
		Text: "Orchard keeps its pears & prizes.\nAnn Bee has nine trees.", Links: []string{"https://bay.example/bee"},
		Published: time.Date(2026, 11, 2, 8, 15, 0, 0, time.UTC),
	}
	full := func(*article.Article) {}
	summary := func(a *article.Article) { a.Summary = true }
	for name, change := range map[string]func(a *article.Article){
		"rss-0.90.rdf": func(a *article.Article) {
			*a = article.Article{ID: a.ID, Outlet: a.Outlet, URL: a.URL, Title: a.Title, Text: a.Title, Summary: true}
		},
		"rss-0.91.rss":         func(a *article.Article) { a.Summary, a.Byline, a.Published = true, "", time.Time{} },
		"rss-0.92.rss":         summary,
		"rss-1.0.rdf":          summary,
		"rss-2.0.rss":          full,
		"rss-2.0-prefixed.rss": summary,
		"atom-0.3.atom":        full,
		"atom-1.0.atom":        full,
		"atom-1.0-xhtml.atom":  full,
		"json-1.0.json":        func(a *article.Article) { a.Language = "" },
		"json-1.1.json":        func(a *article.Article) { a.Links = nil },
	} {
		all := sound(t, sample(t, name), nil)
		if len(all) != 1 {
			t.Errorf("%s: got %d articles, want one", name, len(all))
			continue
		}
		want, got := want, all[0]
		change(&want)
		got.Place = article.Place{}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestItem reads all that a merged feed needs.
func TestItem(t *testing.T) {
	const address = "https://www.bay.example/pears"
	got := sound(t, sample(t, "media.rss"), &Options{Name: "bay.rss", KeepItems: true})[0]
	want := article.Article{
		ID: address, URL: address, Outlet: "bay.example", Title: "Pears", Language: "en-GB", Provider: "Agency & Sons",
		Text: "Pears win again, say judges.", Published: time.Date(2026, 11, 2, 8, 15, 0, 0, time.UTC), Precision: article.ToMinute,
		Place: article.Place{Path: "bay.rss", Line: 8},
		Item: &article.Item{
			HTML: "<p>Pears win again, say judges.</p>", Summary: "Pears win.", GUID: "17",
			Categories: []string{"Farm", "Food & drink", "fruit"},
			Media: []article.Media{
				{URL: "https://www.bay.example/a.jpg", Type: "image/jpeg", Length: 1000, Credit: "A. Bee, AFP"},
				{URL: "https://www.bay.example/b.mp3", Type: "audio/mpeg"},
				{URL: "https://bay.example/t.jpg", Credit: "Bay Pictures"},
			},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := sound(t, sample(t, "media.rss"), nil)[0]; got.Item != nil {
		t.Errorf("got an item that was not asked for: %+v", got.Item)
	}
}

func TestItemOfAtom(t *testing.T) {
	got := sound(t, sample(t, "planet.atom"), &Options{KeepItems: true, Address: "https://feeds.example/bay"})[0]
	want := article.Article{
		ID: "tag:bay.example,2026:1", URL: "https://bay.example/blog/2026/pears", Canonical: "https://agency.example/pears",
		Outlet: "bay.example", Title: "Pears", Byline: "Eve Fry", Provider: "The Agency", Text: "Pears win.", Summary: true,
		Links: []string{"https://bay.example/blog/2026/s", "https://hub.example/v"}, Published: time.Date(2026, 11, 2, 8, 15, 0, 0, time.UTC),
		Place: article.Place{Line: 4},
		Item: &article.Item{
			HTML: `Pears <a href="https://bay.example/blog/2026/s">win</a>.`, GUID: "tag:bay.example,2026:1",
			Categories: []string{"Farming", "food"},
			Media:      []article.Media{{URL: "https://bay.example/blog/2026/a.jpg", Type: "image/jpeg", Length: 9}},
			Updated:    time.Date(2026, 11, 3, 8, 15, 0, 0, time.UTC),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestItemOfJSON(t *testing.T) {
	const record = `{"id":17,"url":"/pears","external_url":"https://hub.example/x","title":"Pears","summary":"Pears.",
"content_html":"<p>Pears win again.</p>","image":"/a.jpg","tags":["farm",5,null],"date_published":"2026-11-02","author":"Cal Dee",
"attachments":[{"url":"/b.mp3","mime_type":"audio/mpeg","size_in_bytes":9},7],"date_modified":"2026-11-03","more":{"x":[1]}}`
	doc := `{"feed_url":"https://bay.example/feed.json","items":[` + "\n" + record + `]}`
	got := sound(t, doc, &Options{KeepItems: true})[0]
	want := article.Article{
		ID: "https://bay.example/pears", URL: "https://bay.example/pears", Outlet: "bay.example", Title: "Pears", Byline: "Cal Dee",
		Text: "Pears win again.", Links: []string{"https://hub.example/x"}, Published: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC),
		Precision: article.ToDay, Place: article.Place{Line: 2},
		Item: &article.Item{
			HTML: "<p>Pears win again.</p>", Summary: "Pears.", GUID: "17", Categories: []string{"farm", "5"}, Record: []byte(record),
			Media:   []article.Media{{URL: "https://bay.example/a.jpg"}, {URL: "https://bay.example/b.mp3", Type: "audio/mpeg", Length: 9}},
			Updated: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTimes(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		item string
		want time.Time
		bad  bool
	}{
		{"", time.Time{}, false},
		{"<pubDate></pubDate>", time.Time{}, false},
		{"<pubDate>2 Nov 2026</pubDate><dc:date>2026-11-03</dc:date>", day(2), false},
		{"<pubDate>02/11/2026</pubDate><dc:date>2026-11-03</dc:date>", day(3), false},
		{"<pubDate>02/11/2026</pubDate>", time.Time{}, true},
		{"<pubDate>soon</pubDate>", time.Time{}, true},
	} {
		all, problems := parse(t, rss2("<item><title>Pears</title><guid>urn:1</guid>"+c.item+"</item>"), &Options{Name: "f"})
		if len(all) != 1 || !all[0].Published.Equal(c.want) {
			t.Errorf("%s: got %+v, want one article of %v", c.item, all, c.want)
		}
		if !c.bad && len(problems) > 0 || c.bad && (len(problems) != 1 || !errors.Is(problems[0], moment.Err) || problems[0].Error() !=
			fmt.Sprintf("f:8: urn:1: %v", problems[0].Err)) {
			t.Errorf("%s: got problems %v, want one %v", c.item, problems, c.bad)
		}
	}
}

func TestIDs(t *testing.T) {
	doc := rss2(
		`<item><guid>urn:uuid:1</guid><link>https://bay.example/a</link></item>`,
		`<item><guid>17</guid><link>https://bay.example/b</link></item>`,
		`<item><guid>17</guid><title>No link</title></item>`,
		`<item><guid>0123456789abcdef0123</guid><link>https://bay.example/c</link></item>`,
		`<item><link>https://bay.example/d</link></item>`,
		`<item><title>Nothing</title></item>`, `<item><title>Nothing</title></item><item><title>On the same line</title></item>`,
		`<item><guid>urn:uuid:1</guid><link>https://bay.example/e</link></item>`,
		strings.Repeat(`<item><guid>urn:uuid:1</guid><link>https://bay.example/e</link></item>`, 2),
		`<item><guid>urn:uuid:1#2</guid><link>https://bay.example/e</link></item>`,
	)
	want := []string{
		"urn:uuid:1", "https://bay.example/b", "bay.example/17", "0123456789abcdef0123", "https://bay.example/d",
		"f:13", "f:14", "f:14#2", "https://bay.example/e", "f:16", "urn:uuid:1#2", "f:17",
	}
	var got []string
	for _, a := range sound(t, doc, &Options{Name: "f"}) {
		got = append(got, a.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

func TestOutlets(t *testing.T) {
	const at = "<link>https://www.bay.example/x</link>"
	for _, c := range []struct{ channel, item, address, want string }{
		{"<link>https://www.Bay.example:8080/news</link>", at, "", "bay.example"},
		{"<link>https://bay.example</link>", "<link>https://sport.bay.example/x</link>", "", "bay.example"},
		{"<link>https://bay.co.uk</link>", "<link>https://news.bay.com/x</link>", "", "bay.co.uk"},
		{"<link>https://planet.example</link>", at, "", "bay.example"},
		{"<link>https://planet.example</link>", at + "<source url='https://a.example/f'/>", "", "planet.example"},
		{"<link>https://one.github.io</link>", "<link>https://two.github.io/x</link>", "", "two.github.io"},
		{"<link>https://bay.example</link>", "<link>https://feedproxy.google.com/~r/bay/1</link>", "", "bay.example"},
		{"<link>https://bay.example</link>", "<link>https://t.co/1</link>", "", "bay.example"},
		{"<link>https://bay.example</link>", "<title>x</title>", "", "bay.example"},
		{"<link>/</link>", "<title>x</title>", "https://bay.example/feed", "bay.example"},
		{"", at, "https://feeds.example/1", "bay.example"},
		{"<title>The &lt;b&gt;Bay&lt;/b&gt; Post</title>", "<title>x</title>", "https://feeds.example/1", "The Bay Post"},
		{"", "<title>x</title>", "https://feeds.example/1", "feeds.example"},
		{"", "<title>x</title>", "", ""},
		{"<atom:link xmlns:atom='http://www.w3.org/2005/Atom' href='https://bay.example'/>", "<title>x</title>", "", "bay.example"},
	} {
		doc := "<rss><channel>" + c.channel + "<item>" + c.item + "</item></channel></rss>"
		if got := sound(t, doc, &Options{Address: c.address})[0].Outlet; got != c.want {
			t.Errorf("%s with address %q: got %q, want %q", doc, c.address, got, c.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	const a, b = "http://a.example", "http://b.example"
	for _, c := range []struct{ tags, channel, item, address, url, link string }{
		{"><channel xml:base='http://a.example/c/'", "<link>/</link>", "<link>y</link>", "", a + "/c/y", a + "/c/z"},
		{"", "<link>http://a.example/x/</link>", "<link>y</link>", "", a + "/x/y", a + "/x/z"},
		{"", "<link>http://a.example</link>", "<link>/y/w</link>", b + "/f/", b + "/y/w", b + "/y/z"},
		{"xml:base='http://a.example/c/'", "", "<link>y</link>", b + "/f/", a + "/c/y", a + "/c/z"},
		{"", "", "<link>http://a.example/y</link>", b, a + "/y", a + "/z"},
		{"", "", "<link>/y</link>", "", "/y", ""},
		{"", "", "<link>at://did:web/x</link>", b, "at://did:web/x", b + "/z"},
		{"", "", "<guid>http://a.example/g</guid>", "", a + "/g", a + "/z"},
		{"", "", "<guid isPermaLink='false'>http://a.example/g</guid>", "", "", ""},
		{
			"xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'", "",
			"<link>http://feedproxy.google.com/1</link><f:origLink>http://a.example/o</f:origLink>", "", a + "/o", a + "/z",
		},
	} {
		if !strings.Contains(c.tags, "channel") {
			c.tags += "><channel"
		}
		doc := "<rss " + c.tags + ">" + c.channel + "<item>" + c.item +
			"<description>&lt;a href='z'>z&lt;/a></description></item></channel></rss>"
		got := sound(t, doc, &Options{Address: c.address})[0]
		if link := strings.Join(got.Links, " "); got.URL != c.url || link != c.link {
			t.Errorf("%s at %q: got %q and link %q, want %q and %q", doc, c.address, got.URL, link, c.url, c.link)
		}
	}
}

func TestLanguages(t *testing.T) {
	for given, want := range map[string]string{
		"en-us": "en-US", "pt_BR": "pt-BR", "de": "de", "zh-hans-cn": "zh-Hans-CN", "": "", "English": "", "en-US,de": "", "*": "",
	} {
		got := sound(t, "<rss><channel><language> "+given+"</language><item><title>x</title></item></channel></rss>", nil)[0].Language
		if got != want {
			t.Errorf("language %q: got %q, want %q", given, got, want)
		}
	}
}

// TestTooLong: the limit is that of bytes, and the reader is not read beyond it.
func TestTooLong(t *testing.T) {
	doc := rss2("<item><title>x</title></item>")
	for limit, want := range map[int64]error{int64(len(doc)): nil, int64(len(doc) - 1): ErrTooLong, 1: ErrTooLong, 0: nil} {
		_, problems := parse(t, doc, &Options{MaxSize: limit})
		if want == nil && len(problems) > 0 || want != nil && (len(problems) != 1 || !errors.Is(problems[0], want)) {
			t.Errorf("limit %d of %d: got %v, want %v", limit, len(doc), problems, want)
		}
	}
	endless := &counter{}
	_, problems := collect(t, Parse(endless, &Options{MaxSize: 1 << 20}))
	if len(problems) != 1 || !errors.Is(problems[0], ErrTooLong) || endless.n > 4<<20 {
		t.Errorf("an endless text: got %v after %d bytes, want ErrTooLong", problems, endless.n)
	}
}

// counter is an endless text node.
type counter struct{ n int }

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	if c.n == 0 {
		copy(p, "<rss><channel><item><title>")
	}
	c.n += len(p)
	return len(p), nil
}

// TestLeaving: a range that is left early calls nobody back.
func TestLeaving(*testing.T) {
	var items []string
	for i := range 10 {
		items = append(items, fmt.Sprintf("<item><title>%d</title><pubDate>bad</pubDate></item><item/>", i))
	}
	docs := []string{rss2(items...), `{"items":[{"id":1,"title":"x","date_published":"bad"},7,{"id":2},{"id":3,"title":"y"}`}
	for _, doc := range docs {
		whole := 0
		for range Parse(strings.NewReader(doc), nil) {
			whole++
		}
		for n := 1; n <= whole; n++ {
			seen := 0
			for range Parse(strings.NewReader(doc), nil) {
				if seen++; seen == n {
					break
				}
			}
		}
	}
}

// TestLanguageOfTimes: the language of a feed, or of an item, decides whether 02.11.2026 is understood; else the article has no time.
func TestLanguageOfTimes(t *testing.T) {
	for _, c := range []struct {
		feed, item string
		want       bool
	}{
		{"<language>de-DE</language>", "", true},
		{"<language>en-US</language>", "<dc:language>fi</dc:language>", true},
		{"<language>en-US</language>", "", false},
		{"", "", false},
	} {
		doc := `<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>` + c.feed +
			"<item><title>One</title><link>https://bay.example/1</link>" + c.item + "<pubDate>02.11.2026 15:04</pubDate></item></channel></rss>"
		articles, problems := 0, 0
		for a, err := range Parse(strings.NewReader(doc), nil) {
			if err != nil {
				problems++
				continue
			}
			articles++
			want := time.Time{}
			if c.want {
				want = time.Date(2026, 11, 2, 15, 4, 0, 0, time.UTC)
			}
			if !a.Published.Equal(want) {
				t.Errorf("%s%s: got %v, want %v", c.feed, c.item, a.Published, want)
			}
		}
		if articles != 1 || problems == 0 != c.want {
			t.Errorf("%s%s: %d articles, %d problems", c.feed, c.item, articles, problems)
		}
	}
}
