package page

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"github.com/samestory/samestory/article"
)

// story is the main text of the pages here.
const story = "<p>The night ferry to Vessel ran aground on a sandbank off Tarnholm early on Sunday, the harbour office said.</p>\n" +
	"<p>All 212 passengers were taken off by tugs before dawn, and nobody was hurt, said the harbour master, Ines Tarn.</p>\n" +
	"<p>The ship will be towed to the yard at Moss Point for repairs that are expected to take three weeks or longer.</p>\n"

// storyText is what is read of it.
var storyText = strings.NewReplacer("<p>", "", "</p>", "").Replace(strings.TrimSpace(story))

// page puts a page together.
func source(head, body string) string {
	return "<!doctype html>\n<html><head>" + head + "</head><body>" + body + "</body></html>"
}

func ld(json string) string { return `<script type="application/ld+json">` + json + "</script>" }

func parse(t testing.TB, source string, opts Options) article.Article {
	t.Helper()
	a, err := Parse([]byte(source), opts)
	if err != nil {
		t.Fatalf("Parse(%.200q): %v", source, err)
	}
	return a
}

// TestParse reads a page that has everything, in both modes.
func TestParse(t *testing.T) {
	page := source(`<meta charset=utf-8><title>Night ferry runs aground | The Bay Post</title>
		<link rel=canonical href=/ferry><meta property=og:site_name content="The Bay Post"><meta property=og:locale content=en_GB>
		<meta property=og:description content="A ferry ran aground."><meta property=article:section content=Harbour>
		<meta property=og:image content=/ferry.jpg>`+
		ld(`{"@context":"https://schema.org","@type":"NewsArticle","headline":"Night ferry runs aground",
			"datePublished":"2026-11-01T07:12:45+01:00","dateModified":"2026-11-01T09:00:00+01:00",
			"author":[{"@type":"Person","name":"Jane Doe"},{"@type":"Organization","name":"Reuters"}],
			"publisher":{"@type":"Organization","name":"The Bay Post"},"creditText":"Reuters","keywords":"ferries, Tarnholm"}`),
		`<nav><a href=/sport>Sport</a> <a href=/news>News</a></nav><article><h1>Night ferry runs aground</h1>`+
			strings.Replace(story, "harbour office", `<a href="/office#staff">harbour office</a>`, 1)+
			`</article><footer><a href=/imprint>Imprint</a> All rights reserved</footer>`)
	want := article.Article{
		ID: "https://bay.example/n/1", URL: "https://bay.example/n/1", Canonical: "https://bay.example/ferry",
		Outlet: "The Bay Post", Title: "Night ferry runs aground", Byline: "Jane Doe, Reuters", Provider: "Reuters", Credit: "Reuters",
		Language: "en-GB", Text: storyText, Links: []string{"https://bay.example/office#staff"},
		Published: time.Date(2026, 11, 1, 6, 12, 45, 0, time.UTC),
	}
	for _, mode := range []Mode{"", Thorough, Fast} {
		got := parse(t, page, Options{URL: "https://bay.example/n/1", Mode: mode})
		got.Text = strings.TrimPrefix(got.Text, want.Title+"\n") // a library may take the headline for the beginning of the text
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("mode %q (-want +got):\n%s", mode, diff)
		}
	}
	item := parse(t, page, Options{URL: "https://bay.example/n/1", KeepItem: true}).Item
	if item == nil || !strings.Contains(item.HTML, "<p>The night ferry") || strings.ContainsFunc(item.HTML, isMark) {
		t.Fatalf("got item %+v, want the HTML of the text", item)
	}
	item.HTML = ""
	wantItem := &article.Item{
		Summary: "A ferry ran aground.", Updated: time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC),
		Categories: []string{"Harbour", "ferries", "Tarnholm"}, Media: []article.Media{{URL: "https://bay.example/ferry.jpg"}},
	}
	if diff := cmp.Diff(wantItem, item); diff != "" {
		t.Errorf("item (-want +got):\n%s", diff)
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct{ name, head, body, want string }{
		{"headline first", ld(`{"@type":"Article","headline":"Ferry &amp; tug"}`) + "<meta property=og:title content=No>", "", "Ferry & tug"},
		{"og:title", "<title>No</title><meta property=og:title content='Ferry aground'>", "<h1>No</h1>", "Ferry aground"},
		{"only h1", "<title>No</title>", "<h1>Ferry <em>aground</em></h1>", "Ferry aground"},
		{"site behind", "<meta property=og:site_name content='Bay Post'><title>Ferry aground - Bay Post</title>", "", "Ferry aground"},
		{"site before", "<meta property=og:site_name content='Bay Post'><title>Bay Post | Ferry aground</title>", "", "Ferry aground"},
		{"section and site behind", "<title>Ferry aground | bay.example</title>", "", "Ferry aground"},
		{"host behind", "<title>Ferry aground – Bay</title>", "", "Ferry aground"},
		{"a dash of its own", "<title>Ferry aground - nobody hurt</title>", "", "Ferry aground - nobody hurt"},
		{
			"as the h1 tells", "<meta property=og:title content='Ferry aground » Post of the Bay'>", "<h1>Ferry aground</h1><h1>B</h1>",
			"Ferry aground",
		},
		{
			"cut off", "<meta property=og:title content='Night ferry to Vessel ran ag...'>", "<h1>Night ferry to Vessel ran aground</h1>",
			"Night ferry to Vessel ran aground",
		},
		{"the h1 is the site", "<meta property=og:title content='Ferry aground | Bay'>", "<h1>Bay</h1>", "Ferry aground"},
		{"the h1 is the site's long name", "<meta property=og:site_name content='The Post of the Bay'>" +
			"<meta property=og:title content='Ferry late | The Post of the Bay'>", "<h1>The Post of the Bay</h1>", "Ferry late"},
		{"a picture's title", "<title>Ferry aground</title>", "<svg><title>Logo</title></svg>", "Ferry aground"},
		{"none", "", "", ""},
	} {
		got := parse(t, source(c.head, c.body+story), Options{URL: "https://www.bay.example/1"}).Title
		if got != c.want {
			t.Errorf("%s: %s %s: got title %q, want %q", c.name, c.head, c.body, got, c.want)
		}
	}
}

func TestPublished(t *testing.T) {
	meta := func(name, content string) string { return fmt.Sprintf("<meta property=%q content=%q>", name, content) }
	const day, minute, second = article.ToDay, article.ToMinute, article.ToSecond
	for _, c := range []struct {
		name, head, body, want string
		precision              article.Precision
	}{
		{
			"JSON-LD", ld(`{"@type":"NewsArticle","datePublished":"2026-11-02T08:15:30Z"}`) + meta("article:published_time", "2026-11-03"), "",
			"2026-11-02T08:15:30Z", second,
		},
		{
			"in a graph", ld(`{"@graph":[{"@type":"WebSite"},{"@type":["Article","Thing"],"datePublished":"2026-11-02T08:15:30Z"}]}`), "",
			"2026-11-02T08:15:30Z", second,
		},
		{
			"in a list", ld(`[{"@type":"BreadcrumbList"},{"@type":"http://schema.org/BlogPosting","datePublished":"2026-11-02T08:15Z"}]`), "",
			"2026-11-02T08:15:00Z", minute,
		},
		{
			"as the main entity", ld(`{"@type":"WebPage","mainEntity":{"@type":"Report","datePublished":"2026-11-02T08:15:30Z"}}`), "",
			"2026-11-02T08:15:30Z", second,
		},
		{"of the page", ld(`{"@type":"WebPage","datePublished":"2026-11-02T08:15:30Z"}`), "", "2026-11-02T08:15:30Z", second},
		{"the article of this address", ld(`[{"@type":"Article","url":"https://bay.example/0","datePublished":"2020-01-01T00:00:01Z"},
			{"@type":"Article","url":"https://bay.example/1","datePublished":"2026-11-02T08:15:30Z"}]`), "", "2026-11-02T08:15:30Z", second},
		{
			"not of other articles", ld(`{"@type":"ItemList","itemListElement":[{"@type":"Article","datePublished":"2020-01-01T00:00:01Z"}]}`),
			"", "", second,
		},
		{"a number", ld(`{"@type":"Article","datePublished":1793607330}`), "", "2026-11-02T08:15:30Z", second},
		{
			"with line breaks in strings", ld("{\"@type\":\"Article\",\"headline\":\"a\nb\",\"datePublished\":\"2026-11-02T08:15:30Z\"}"), "",
			"2026-11-02T08:15:30Z", second,
		},
		{
			"escaped", ld(`{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2026-11-02T08:15:30Z&quot;}`), "",
			"2026-11-02T08:15:30Z", second,
		},
		{"in CDATA", ld(`//<![CDATA[
			{"@type":"Article","datePublished":"2026-11-02T08:15:30Z"};
			//]]>`), "", "2026-11-02T08:15:30Z", second},
		{
			"broken JSON", ld(`{"@type":"Article","datePublished":`) + meta("article:published_time", "2026-11-02T08:15:30Z"), "",
			"2026-11-02T08:15:30Z", second,
		},
		{"meta", meta("article:published_time", "Mon, 02 Nov 2026 08:15:30 GMT"), "", "2026-11-02T08:15:30Z", second},
		{"meta by name", `<meta name="DC.date.issued" content="2026-11-02">`, "", "2026-11-02T00:00:00Z", day},
		{
			"a date gives way to a time of that day", meta("article:published_time", "2026-11-02"), "<time datetime=2026-11-02T08:15:30Z>",
			"2026-11-02T08:15:30Z", second,
		},
		{
			"but to none of another day", meta("article:published_time", "2026-11-02"), "<time datetime=2026-11-05T08:15:30Z>",
			"2026-11-02T00:00:00Z", day,
		},
		{"itemprop", "", "<span itemprop=datePublished content=2026-11-02T08:15:30Z>today</span>", "2026-11-02T08:15:30Z", second},
		{
			"time in the article", "", "<time datetime=2020-01-01>x</time><article><time datetime=2026-11-02T08:15Z>x</time></article>",
			"2026-11-02T08:15:00Z", minute,
		},
		{
			"time that says so", "", "<article><time datetime=2020-01-01>x</time></article><time class=published datetime=2026-11-02T08:15Z>",
			"2026-11-02T08:15:00Z", minute,
		},
		{
			"not of the last change", "", "<time class=updated datetime=2026-11-05T08:15Z></time><time datetime=2026-11-02T08:15:30Z>x</time>",
			"2026-11-02T08:15:30Z", second,
		},
		{"not understood", meta("article:published_time", "yesterday"), "<time datetime=2026-11-02>x</time>", "2026-11-02T00:00:00Z", day},
		{"printed", "", "<h1>A</h1><p class=date>Published: 2 November 2026</p>", "2026-11-02T00:00:00Z", day},
		{"printed above the headline", "", "<p class=date>2 November 2026</p><h1>A</h1>", "", second},
		{"printed anywhere", "", "<h1>A</h1><p>2 November 2026</p>", "", second},
		{"none", "", "", "", second},
	} {
		a := parse(t, source(c.head, c.body+story), Options{URL: "https://bay.example/1"})
		got := ""
		if !a.Published.IsZero() {
			got = a.Published.Format(time.RFC3339)
		}
		if got != c.want || a.Precision != c.precision {
			t.Errorf("%s: %s %s: got %q, precision %d, want %q, %d", c.name, c.head, c.body, got, a.Precision, c.want, c.precision)
		}
	}
}

// TestTimesInLanguage: a date in numbers with full stops has the day first in all languages but English.
func TestTimesInLanguage(t *testing.T) {
	const dates = `<meta name=date content=02.11.2026><meta property="article:modified_time" content="03.11.2026 08:15">`
	november := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC) }
	for _, c := range []struct {
		lang               string
		published, updated time.Time
	}{
		{"", time.Time{}, time.Time{}},
		{"en-GB", time.Time{}, time.Time{}},
		{"de", november(2, 0, 0), november(3, 8, 15)},
		{"pt_BR", november(2, 0, 0), november(3, 8, 15)},
	} {
		head := fmt.Sprintf("<meta http-equiv=Content-Language content=%q>", c.lang) + dates
		a := parse(t, source(head, story), Options{URL: "https://bay.example/1", KeepItem: true})
		if !a.Published.Equal(c.published) || !a.Item.Updated.Equal(c.updated) {
			t.Errorf("%q: %s: got %v, updated %v, want %v, %v", c.lang, head, a.Published, a.Item.Updated, c.published, c.updated)
		}
	}
}

// TestDateIn reads dates as ten languages print them.
func TestDateIn(t *testing.T) {
	for text, want := range map[string]string{
		"Published: 2 November 2026, 8.15":        "2026-11-2",
		"November 2nd, 2026":                      "2026-11-2",
		"Nov. 2, 2026":                            "2026-11-2",
		"Mon 02 Nov 2026":                         "2026-11-02",
		"2026-11-02T08:15":                        "2026-11-02",
		"2026/11/02 08:15":                        "2026-11-02",
		"Stand: 02.11.2026":                       "2026-11-02",
		"Montag, 2. März 2026":                    "2026-3-2",
		"am 2. 11. 2026":                          "2026-11-2",
		"Le 1er août 2026 à 8h15":                 "2026-8-1",
		"2 de noviembre de 2026":                  "2026-11-2",
		"2 novembre 2026":                         "2026-11-2",
		"02 NOV. 2026":                            "2026-11-02",
		"2 de março de 2026":                      "2026-3-2",
		"2 maart 2026":                            "2026-3-2",
		"2 listopada 2026":                        "2026-11-2",
		"2 ноября 2026":                           "2026-11-2",
		"Page 2 of 2026, updated 2 November 2026": "2026-11-2",
		"02/11/2026":                              "", // which two countries read differently
		"2 Novemberfest 2026":                     "",
		"November 2026":                           "",
		"call 030.2026.1102":                      "",
		"2026":                                    "",
		"":                                        "",
	} {
		if got := dateIn(text); got != want {
			t.Errorf("dateIn(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	og, canonical := "<meta property=og:url content=https://post.example/og>", "<link rel=canonical href=https://wire.example/c>"
	for _, c := range []struct{ name, url, head, wantURL, wantCanonical, wantOutlet string }{
		{"given", "https://post.example/1", og + canonical, "https://post.example/1", "https://wire.example/c", "post.example"},
		{"og:url", "", og + canonical, "https://post.example/og", "https://wire.example/c", "post.example"},
		{
			"saved", "", "<!-- saved from url=(0022)https://post.example/s -->" + canonical, "https://post.example/s", "https://wire.example/c",
			"post.example",
		},
		{"canonical", "", canonical, "https://wire.example/c", "https://wire.example/c", "wire.example"},
		{"JSON-LD", "", ld(`{"@type":"Article","url":"https://www.post.example/j"}`), "https://www.post.example/j", "", "post.example"},
		{
			"relative", "https://post.example/a/b", "<link rel=canonical href=../c>", "https://post.example/a/b", "https://post.example/c",
			"post.example",
		},
		{
			"relative to a base", "https://post.example/a", "<base href=https://other.example/><link rel=canonical href=c>",
			"https://post.example/a", "https://other.example/c", "post.example",
		},
		{"relative to nothing", "", "<link rel=canonical href=/c>", "", "", ""},
		{"not of the web", "file:///a.html", "<link rel=canonical href='javascript:x'>", "", "", ""},
		{
			"site name", "https://post.example/1", "<meta property=og:site_name content='The &amp; Post'>", "https://post.example/1", "",
			"The & Post",
		},
		{
			"site name that is none", "https://post.example/1", "<meta property=og:site_name content=http://x.example>",
			"https://post.example/1", "", "post.example",
		},
		{"publisher", "", ld(`{"@type":"Article","publisher":"The Post"}`), "", "", "The Post"},
	} {
		a := parse(t, source(c.head, story), Options{URL: c.url})
		if a.URL != c.wantURL || a.ID != c.wantURL || a.Canonical != c.wantCanonical || a.Outlet != c.wantOutlet {
			t.Errorf("%s: got id %q url %q canonical %q outlet %q, want %q %q %q", c.name, a.ID, a.URL, a.Canonical, a.Outlet,
				c.wantURL, c.wantCanonical, c.wantOutlet)
		}
	}
}

func TestPeople(t *testing.T) {
	const site = "<meta property=og:site_name content='Bay Post'>"
	for _, c := range []struct{ name, head, body, byline, provider string }{
		{"a name", ld(`{"@type":"Article","author":"Jane Doe"}`), "", "Jane Doe", ""},
		{"several", ld(`{"@type":"Article","author":["Jane Doe",{"name":["Jo Roe"]},{"name":"Jane Doe"}]}`), "", "Jane Doe, Jo Roe", ""},
		{
			"by reference", ld(`{"@graph":[{"@type":"Article","author":{"@id":"#j"}},{"@id":"#j","@type":"Person","name":"Jane Doe"}]}`), "",
			"Jane Doe", "",
		},
		{"to nowhere", ld(`{"@type":"Article","author":{"@id":"#x"}}`) + "<meta name=author content='Jo Roe'>", "", "Jo Roe", ""},
		{
			"not the outlet, if there is another", ld(`{"@type":"Article","author":"Bay Post"}`) + "<meta name=author content='Jo Roe'>", "",
			"Jo Roe", "",
		},
		{"the outlet, if there is none", ld(`{"@type":"Article","author":"Bay Post"}`), "", "Bay Post", ""},
		{
			"no address", "<meta property=article:author content=https://social.example/jo><meta name=byl content='By Jo Roe'>", "", "By Jo Roe",
			"",
		},
		{"microdata", "", "<div itemprop=author><span itemprop=name>Jo Roe</span> writes on ships</div>", "Jo Roe", ""},
		{"rel", "", "<a rel=author href=/jo>Jo Roe</a>", "Jo Roe", ""},
		{"author is an agency", ld(`{"@type":"Article","author":{"@type":"NewsMediaOrganization","name":"AFP"}}`), "", "AFP", "AFP"},
		{"author is a person", ld(`{"@type":"Article","author":{"@type":"Person","name":"Al Afp"}}`), "", "Al Afp", ""},
		{"source", ld(`{"@type":"Article","sourceOrganization":{"name":"AFP"},"publisher":{"name":"Other"}}`), "", "", "AFP"},
		{"provider", ld(`{"@type":"Article","provider":{"@type":"Organization","name":"dpa"},"author":"Jo Roe"}`), "", "Jo Roe", "dpa"},
		{"based on a work", ld(`{"@type":"Article","isBasedOn":{"@type":"NewsArticle",` +
			`"publisher":{"@type":"Organization","name":"Reuters"}}}`), "", "", "Reuters"},
		{"based on an address", ld(`{"@type":"Article","isBasedOn":"https://www.reuters.com/x"}`), "", "", "https://www.reuters.com/x"},
		{"publisher", ld(`{"@type":"Article","publisher":{"name":"Reuters"}}`), "", "", "Reuters"},
		{"publisher is the outlet", ld(`{"@type":"Article","publisher":{"name":"The Bay Post Ltd"}}`), "", "", ""},
		{"publisher is the host", ld(`{"@type":"Article","publisher":{"name":"The Bay"}}`), "", "", ""},
	} {
		a := parse(t, source(site+c.head, c.body+story), Options{URL: "https://thebay.example/1", Mode: Fast})
		if a.Byline != c.byline || a.Provider != c.provider {
			t.Errorf("%s: %s %s: got byline %q provider %q, want %q %q", c.name, c.head, c.body, a.Byline, a.Provider, c.byline, c.provider)
		}
	}
}

func TestLanguage(t *testing.T) {
	german := "<p>" + strings.Repeat("Die Fähre ist in der Nacht vor Tarnholm auf eine Sandbank gelaufen, wie das Hafenamt mitteilte. ", 4)
	for _, c := range []struct{ attributes, head, body, want string }{
		{"lang=de-at", "", german, "de-AT"},
		{"lang=pt_BR", "", story, "pt-BR"},
		{"xml:lang=fr", "", story, "fr"},
		{"lang=xyzzyq", "<meta http-equiv=content-language content=nl>", story, "nl"},
		{"", "<meta property=og:locale content=es_MX>", story, "es-MX"},
		{"", ld(`{"@type":"Article","inLanguage":"it"}`), story, "it"},
		{"lang=en", "", story, "en"},
		{"lang=en-US", "", german, ""}, // a template says English by default
		{"lang=en", "", "<p>Kurz und gut", "en"},
		{"", "", story, ""},
	} {
		page := "<html " + c.attributes + "><head>" + c.head + "</head><body>" + c.body
		if got := parse(t, page, Options{}).Language; got != c.want {
			t.Errorf("%.200q: got language %q, want %q", page, got, c.want)
		}
	}
}

// TestEncodings reads one page in many encodings, declared or not.
func TestEncodings(t *testing.T) {
	const western, russian, kanji = "Die Fähre „Möwe“ lief auf", "Паром сел на мель", "夜のフェリーが座礁した"
	in := func(e encoding.Encoding, text string) []byte {
		encoded, err := e.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	page := func(head, text string) string { return source(head, "<p>"+strings.Repeat(text+". ", 20)+"</p>") }
	late := strings.Repeat("<!-- a long comment -->", 100)
	for _, c := range []struct {
		name, contentType, want string
		body                    []byte
	}{
		{"utf-8", "", western, []byte(page("", western))},
		{"utf-8 said to be latin", "text/html; charset=iso-8859-1", western, []byte(page("<meta charset=windows-1251>", western))},
		{"utf-8 with mark", "", western, []byte("\uFEFF" + page("", western))},
		{"utf-16", "", russian, in(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), page("", russian))},
		{"windows-1252", "", western, in(charmap.Windows1252, page("", western))},
		{"by the header", "text/html; charset=windows-1251", russian, in(charmap.Windows1251, page("<meta charset=utf-8>", russian))},
		{"by meta charset", "text/html", russian, in(charmap.KOI8R, page("<meta charset='koi8-r'>", russian))},
		{"by meta http-equiv", "", russian, in(charmap.Windows1251,
			page(`<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">`, russian))},
		{"far from the beginning", "", russian, in(charmap.Windows1251, page(late+"<meta charset=windows-1251>", russian))},
		{"by XML", "", russian, in(charmap.Windows1251, `<?xml version="1.0" encoding="windows-1251"?>`+page("", russian))},
		{"shift_jis", "text/html;charset=Shift_JIS", kanji, in(japanese.ShiftJIS, page("", kanji))},
		{"iso-2022-jp", "", kanji, in(japanese.ISO2022JP, page("<meta charset=iso-2022-jp>", kanji))},
		{"damaged", "", western, append([]byte(page("<meta charset=utf-8>", western)), 0xe9)},
	} {
		a, err := Parse(c.body, Options{ContentType: c.contentType})
		if err != nil || !strings.HasPrefix(a.Text, c.want) {
			t.Errorf("%s: got %.100q, %v, want %q", c.name, a.Text, err, c.want)
		}
	}
}

// TestNoText: a page whose text is not in its body gives what its tags hold, and otherwise an error.
func TestNoText(t *testing.T) {
	for _, c := range []struct {
		name, page, want string
		summary          bool
		err              error
	}{
		{name: "empty", err: ErrNoText},
		{name: "blank", page: " \r\n\t", err: ErrNoText},
		{name: "no body", page: source("<title>x</title>", ""), err: ErrNoText},
		{name: "script", page: source("", "<script>var a = 'text';</script><noscript>Switch scripts on</noscript>"), err: ErrNoText},
		{
			name: "articleBody", page: source(ld(`{"@type":"Article","articleBody":"<p>One.</p><p>Two.</p>"}`), "<div id=app></div>"),
			want: "One.\nTwo.",
		},
		{
			name: "description", page: source("<meta name=description content='A ferry ran aground.'>", ""), want: "A ferry ran aground.",
			summary: true,
		},
		{name: "both", page: source("<meta name=description content=x>"+ld(`{"@type":"Article","articleBody":"One."}`), ""), want: "One."},
		{name: "articleBody of a page that shows little", page: source(ld(`{"@type":"Article","articleBody":"`+strings.Repeat("All of it. ",
			50)+`"}`),
			"<p>Read on with a subscription.</p>"), want: strings.TrimSpace(strings.Repeat("All of it. ", 50))},
		{name: "no markup", page: "The ferry ran aground.\n\nNobody was hurt.", want: "The ferry ran aground.\nNobody was hurt."},
		{name: "picture", page: "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", err: ErrBinary},
		{name: "PDF", page: "%PDF-1.7\n%\xe2\xe3", err: ErrBinary},
	} {
		a, err := Parse([]byte(c.page), Options{})
		if !errors.Is(err, c.err) || strings.ReplaceAll(a.Text, "\n", " ") != strings.ReplaceAll(c.want, "\n", " ") || a.Summary != c.summary {
			t.Errorf("%s: %.200q: got %q, summary %v, error %v; want %q, %v, %v", c.name, c.page, a.Text, a.Summary, err, c.want, c.summary, c.err)
		}
	}
}

// TestDeep: nesting is flattened where a parser would give up, and nothing in it is lost.
func TestDeep(t *testing.T) {
	for _, mode := range []Mode{Thorough, Fast} {
		got := parse(t, strings.Repeat("<div><b>", 2000)+story+strings.Repeat("</b></div>", 2000), Options{Mode: mode}).Text
		if got != storyText {
			t.Errorf("%s: got %q, want %q", mode, got, storyText)
		}
	}
}

// TestComplex: what has too many tags or levels is refused, and a page ten times as large as real ones is not.
func TestComplex(t *testing.T) {
	for name, page := range map[string]string{
		"tags":          strings.Repeat("<br>", maxTags+1),
		"ends":          strings.Repeat("</p>", maxTags+1),
		"levels":        strings.Repeat("<div></span>", 600),
		"tags that add": strings.Repeat("<p>x", maxTags+1),
	} {
		if _, err := Parse([]byte(page), Options{}); !errors.Is(err, ErrComplex) {
			t.Errorf("%s: got %v, want ErrComplex", name, err)
		}
	}
	parse(t, strings.Repeat("<p>x</p>", maxTags/2), Options{})
}

// TestLarge: of a page too large for the libraries all is read but what its elements name as not of the article.
func TestLarge(t *testing.T) {
	for name, c := range map[string]struct {
		piece string
		n     int
	}{
		"text":     {story, 2 * maxText / len(storyText)},
		"elements": {"<p>x</p>\n", maxElements},
	} {
		body := strings.Repeat(c.piece, c.n)
		page := source("<title>T</title>",
			"<nav>Home</nav><main>"+body+"<ul class=sidebar><li><a href=/x>on</a></ul></main><footer>Imprint</footer>")
		got := parse(t, page, Options{URL: "https://a.example/"})
		lines := strings.Split(got.Text, "\n")
		want := strings.Count(body, "<p>")
		if len(lines) != want+1 || lines[want] != "on" || !cmp.Equal(got.Links, []string{"https://a.example/x"}) {
			t.Errorf("%s: got %d lines, links %q, ... %.100q; want %d lines", name, len(lines), got.Links, got.Text[max(0, len(got.Text)-100):],
				want+1)
		}
	}
}

// TestAround: what stands around an article by its name is no text, unless it is most of the page.
func TestAround(t *testing.T) {
	aside := "<aside>Read more of this</aside><figure><img src=x><figcaption>The Heron at Moss Point</figcaption></figure>"
	for name, c := range map[string]struct{ body, want string }{
		"between the paragraphs": {strings.Replace(story, "\n", aside, 1), storyText},
		"a form around all":      {"<form action=/x>" + story + "<nav>Home</nav></form>", storyText},
		"a figure that is a quotation": {
			story + "<figure><blockquote><p>The sea was calm, and everybody kept calm as well, she said.</p></blockquote></figure>",
			storyText + "\nThe sea was calm, and everybody kept calm as well, she said.",
		},
	} {
		for _, mode := range []Mode{Thorough, Fast} {
			if got := parse(t, source("", "<article>"+c.body+"</article>"), Options{Mode: mode}).Text; got != c.want {
				t.Errorf("%s, %s: got %q, want %q", name, mode, got, c.want)
			}
		}
	}
}

// TestModes: only the thorough mode asks a second library about short lines.
func TestModes(t *testing.T) {
	page := source("", "<article>"+story+"<p><a href=/x>Read more</a></p>"+story+"</article>")
	for mode, want := range map[Mode]int{Thorough: 6, Fast: 7} {
		if got := strings.Split(parse(t, page, Options{Mode: mode}).Text, "\n"); len(got) != want {
			t.Errorf("%s: got %d lines %q, want %d", mode, len(got), got, want)
		}
	}
}

// TestConfirmed: a short line counts if both drafts have it; what only one has, if it is long, or all that there is.
func TestConfirmed(t *testing.T) {
	long := strings.Repeat("A long line is a paragraph. ", 10)
	for _, c := range []struct{ name, first, second, want string }{
		{"both alike", "a\nb", "a\nb", "a\nb"},
		{"a short line more", long + "\nShare this\nTwo words", long + "Two words", long + "\nTwo words"},
		{"a long line more", long + "\nThis line is short", "This line is short" + strings.Repeat("x", 60), long + "\nThis line is short"},
		{"broken at another place", "one two\nthree", "one\ntwo three", "one two\nthree"},
		{"hardly agree", "a b c\nd e f\ng h i\nj", "j" + strings.Repeat("x", 20), "a b c\nd e f\ng h i\nj"},
		{"far more", "a b c", "d e f\ng h i", "d e f\ng h i"},
		{"nothing", "", "a", "a"},
		{"nothing to confirm it", "a b c", "", "a b c"},
	} {
		got := draft{marked: c.first, html: "<p>first", byline: "Jane"}.confirmed(draft{marked: c.second, html: "<p>second"})
		if got.marked != c.want || got.byline != "Jane" {
			t.Errorf("%s: got %+v, want %q", c.name, got, c.want)
		}
	}
}

func TestLinks(t *testing.T) {
	const words = " and more words, so that nobody takes this for a list of links, as every word of it counts for the article "
	page := source("", "<ul class=menu><li><a href=/menu>Menu</a></ul><article>"+story+
		"<p><a href=/1>One</a>"+words+"<a href=/2><b>Two</b></a>"+words+"<a href='https://b.example/3?a=b&amp;c=d'>Three</a>"+words+
		"<a href=/1>again</a>"+words+"<a href=#note>note</a>"+words+"<a href=mailto:a@b.example>mail</a>"+words+
		"<a href='http://[::1'>broken</a></p>"+
		"</article><p class=related><a href=/related>Related</a></p>")
	want := []string{"https://a.example/1", "https://a.example/2", "https://b.example/3?a=b&c=d"}
	for _, mode := range []Mode{Thorough, Fast} {
		if diff := cmp.Diff(want, parse(t, page, Options{URL: "https://a.example/x", Mode: mode}).Links); diff != "" {
			t.Errorf("%s (-want +got):\n%s", mode, diff)
		}
	}
}

func TestInvalidMode(t *testing.T) {
	if _, err := Parse([]byte(story), Options{Mode: "slow"}); err == nil || !strings.Contains(err.Error(), "thorough and fast") {
		t.Errorf("got %v, want an error that names the modes", err)
	}
}

// TestConcurrent reads the same pages from many goroutines.
func TestConcurrent(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 16 {
		mode := []Mode{Thorough, Fast}[i%2]
		wg.Go(func() {
			for range 5 {
				if a, err := Parse([]byte(source("<title>T</title>", story)), Options{Mode: mode}); err != nil || a.Text != storyText ||
					a.Title != "T" {
					t.Errorf("%s: got %+v, %v", mode, a, err)
				}
			}
		})
	}
	wg.Wait()
}
