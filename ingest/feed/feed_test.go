package feed

import (
	"errors"
	"fmt"
	"iter"
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

// TestKinds reads the same item from every kind of feed.
func TestKinds(t *testing.T) {
	const text = "Orchard keeps its pears & prizes.\nAnn Bee has nine trees."
	const escaped = "&lt;p&gt;Orchard keeps its pears &amp;amp; prizes.&lt;/p&gt;&lt;p&gt;Ann &lt;a href='/bee'&gt;Bee&lt;/a&gt; has nine trees.&lt;/p&gt;"
	want := article.Article{
		ID: "https://bay.example/pears", Outlet: "bay.example", URL: "https://bay.example/pears", Title: "Pears & prizes",
		Byline: "Cal Dee", Language: "en-GB", Text: text, Links: []string{"https://bay.example/bee"},
		Published: time.Date(2026, 11, 2, 8, 15, 0, 0, time.UTC),
	}
	full := func(a *article.Article) {}
	summary := func(a *article.Article) { a.Summary = true }
	for name, c := range map[string]struct {
		doc    string
		change func(a *article.Article)
	}{
		"RSS 0.91": {`<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>The Bay Post</title><link>https://bay.example</link><language>en-gb</language>
<item><title>Pears &amp; prizes</title><link>https://bay.example/pears</link><description>` + escaped + `</description></item></channel></rss>`,
			func(a *article.Article) { a.Summary, a.Byline, a.Published = true, "", time.Time{} }},
		"RSS 0.92, items beside the channel": {`<rss version="0.92"><channel><link>https://bay.example</link><language>en-gb</language></channel>
<item><title>Pears &amp;amp; prizes</title><link>https://bay.example/pears</link><author>cal@bay.example (Cal Dee)</author>
<pubDate>Mon, 02 Nov 2026 08:15:00 GMT</pubDate><description>` + escaped + `</description></item></rss>`, summary},
		"RSS 2.0": {rss2(`<item><title><![CDATA[Pears <b>&amp;</b> prizes]]></title><link>https://bay.example/pears</link><dc:creator>Cal Dee</dc:creator>
<pubDate>Mon, 02 Nov 2026 09:15:00 +0100</pubDate><description>Pears win.</description><content:encoded>` + escaped + `</content:encoded></item>`), full},
		"RSS 2.0, all prefixed": {`<x:rss xmlns:x="http://backend.userland.com/rss2" version="2.0"><x:channel><x:link>https://bay.example</x:link>
<x:language>en-gb</x:language><x:item><x:title>Pears &amp; prizes</x:title><x:link>https://bay.example/pears</x:link><x:author>Cal Dee</x:author>
<x:pubDate>2 Nov 2026 08:15:00 UT</x:pubDate><x:description>` + escaped + `</x:description></x:item></x:channel></x:rss>`, summary},
		"RSS 1.0": {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><link>https://bay.example</link><items><rdf:Seq><rdf:li resource="https://bay.example/pears"/></rdf:Seq></items><dc:language>en-GB</dc:language></channel>
<item rdf:about="https://bay.example/pears"><title>Pears &amp; prizes</title><link>https://bay.example/pears</link><dc:creator>Cal Dee</dc:creator>
<dc:date>2026-11-02T08:15:00Z</dc:date><description>` + escaped + `</description></item></rdf:RDF>`, summary},
		"RSS 0.90, prefixed": {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:r="http://my.netscape.com/rdf/simple/0.9/"><r:channel><r:link>https://bay.example</r:link></r:channel>
<r:item><r:title>Pears &amp; prizes</r:title><r:link>https://bay.example/pears</r:link></r:item></rdf:RDF>`,
			func(a *article.Article) {
				a.Summary, a.Byline, a.Published, a.Language, a.Text, a.Links = true, "", time.Time{}, "", a.Title, nil
			}},
		"Atom 0.3": {`<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en-GB"><link rel="alternate" type="text/html" href="https://bay.example"/>
<entry><title type="text/html" mode="escaped">Pears &amp;amp; prizes</title><link rel="alternate" type="text/html" href="https://bay.example/pears"/><id>https://bay.example/pears</id>
<author><name>Cal Dee</name></author><issued>2026-11-02T08:15:00Z</issued><content type="text/html" mode="escaped">` + escaped + `</content></entry></feed>`, full},
		"Atom 1.0": {`<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://bay.example"/><link rel="self" href="https://feeds.example/bay"/><author><name>Cal Dee</name></author>
<entry xml:lang="en-gb"><title type="html">Pears &amp;amp; prizes</title><link href="https://bay.example/pears"/><link rel="self" href="https://bay.example/e"/>
<updated>2026-11-02T08:15:00Z</updated><summary>Pears win.</summary><content type="html">` + escaped + `</content></entry></feed>`, full},
		"Atom 1.0, XHTML, prefixed": {`<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml" xml:lang="en-GB"><a:link href="https://bay.example"/>
<a:entry><a:title>Pears &amp; prizes</a:title><a:link href="https://bay.example/pears"/><a:author><a:name>Cal Dee</a:name></a:author>
<a:published>2026-11-02T08:15:00Z</a:published><a:updated>2026-11-03T08:15:00Z</a:updated>
<a:content type="xhtml"><h:div><h:p>Orchard keeps its pears &amp; prizes.</h:p><h:p>Ann <h:a href="/bee">Bee</h:a> has nine trees.</h:p></h:div></a:content></a:entry></a:feed>`, full},
		"JSON Feed 1.0": {`{"version":"https://jsonfeed.org/version/1","title":"The Bay Post","home_page_url":"https://bay.example","author":{"name":"Cal Dee"},"items":[
{"id":"https://bay.example/pears","url":"https://bay.example/pears","title":"Pears & prizes","date_published":"2026-11-02T09:15:00+01:00","summary":"Pears win.",
"content_html":"<p>Orchard keeps its pears &amp; prizes.</p><p>Ann <a href='/bee'>Bee</a> has nine trees.</p>"}]}`,
			func(a *article.Article) { a.Language = "" }},
		"JSON Feed 1.1, items first": {`{"items":[{"content_text":"Orchard keeps its pears & prizes.\nAnn Bee has nine trees.",
"id":"https:\/\/bay.example\/pears","title":"Pears &amp; prizes","date_published":"2026-11-02T08:15:00Z","authors":[{"name":"Cal Dee"}]}],
"language":"en-GB","home_page_url":"https:\/\/www.bay.example\/","version":"https:\/\/jsonfeed.org\/version\/1.1"}`,
			func(a *article.Article) { a.Links = nil }},
	} {
		all := sound(t, c.doc, nil)
		if len(all) != 1 {
			t.Errorf("%s: got %d articles, want one", name, len(all))
			continue
		}
		want, got := want, all[0]
		c.change(&want)
		got.Place = article.Place{}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestItem reads all that a merged feed needs.
func TestItem(t *testing.T) {
	doc := rss2(`<item><title>Pears</title><link>/pears</link><guid isPermaLink="false">17</guid><category>Farm</category><category><![CDATA[Food & drink]]></category>
<dc:subject>fruit</dc:subject><description>Pears win.</description><content:encoded><![CDATA[<p>Pears win again, say judges.</p>]]></content:encoded>
<pubDate>2026-11-02 08:15</pubDate><enclosure url="/a.jpg" type="image/jpeg" length="1000"/><enclosure url="/b.mp3" type="audio/mpeg" length="much"/><enclosure url=""/>
<media:credit>Bay Pictures</media:credit><media:thumbnail url="https://bay.example/t.jpg"/>
<media:group><media:content url="https://www.bay.example/a.jpg" fileSize="7"><media:credit role="photographer">A. Bee</media:credit><media:credit>AFP</media:credit></media:content></media:group>
<source url="https://www.agency.example/rss">Agency &amp; Sons</source></item>`)
	const address = "https://www.bay.example/pears"
	got := sound(t, doc, &Options{Name: "bay.rss", KeepItems: true})[0]
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
		t.Errorf("RSS (-want +got):\n%s", diff)
	}
	if got := sound(t, doc, nil)[0]; got.Item != nil {
		t.Errorf("got an item that was not asked for: %+v", got.Item)
	}
}

func TestItemOfAtomAndJSON(t *testing.T) {
	atom := `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://bay.example/blog/"><link href="/"/><entry xml:base="2026/"><id>tag:bay.example,2026:1</id>
<title>Pears</title><link href="pears"/><link rel="canonical" href="https://agency.example/pears"/><link rel="via" href="https://hub.example/v"/>
<link rel="enclosure" href="a.jpg" type="image/jpeg" length="9"/><category term="farm" label="Farming"/><category term="food"/>
<published>2026-11-02T08:15:00Z</published><updated>2026-11-03T08:15:00Z</updated><summary>Pears <a href="s">win</a>.</summary>
<source><title>The Agency</title><author><name>Eve Fry</name></author></source></entry></feed>`
	got := sound(t, atom, &Options{KeepItems: true, Address: "https://feeds.example/bay"})[0]
	want := article.Article{
		ID: "tag:bay.example,2026:1", URL: "https://bay.example/blog/2026/pears", Canonical: "https://agency.example/pears", Outlet: "bay.example",
		Title: "Pears", Byline: "Eve Fry", Provider: "The Agency", Text: "Pears win.", Summary: true,
		Links: []string{"https://bay.example/blog/2026/s", "https://hub.example/v"}, Published: time.Date(2026, 11, 2, 8, 15, 0, 0, time.UTC),
		Place: article.Place{Line: 1},
		Item: &article.Item{
			HTML: `Pears <a href="s">win</a>.`, GUID: "tag:bay.example,2026:1", Categories: []string{"Farming", "food"},
			Media:   []article.Media{{URL: "https://bay.example/blog/2026/a.jpg", Type: "image/jpeg", Length: 9}},
			Updated: time.Date(2026, 11, 3, 8, 15, 0, 0, time.UTC),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Atom (-want +got):\n%s", diff)
	}

	record := `{"id":17,"url":"/pears","external_url":"https://hub.example/x","title":"Pears","content_html":"<p>Pears win again.</p>","summary":"Pears.",
"image":"/a.jpg","tags":["farm",5,null],"date_published":"2026-11-02","date_modified":"2026-11-03","author":"Cal Dee",
"attachments":[{"url":"/b.mp3","mime_type":"audio/mpeg","size_in_bytes":9},7],"more":{"x":[1]}}`
	got = sound(t, `{"feed_url":"https://bay.example/feed.json","items":[`+"\n"+record+`]}`, &Options{KeepItems: true})[0]
	want = article.Article{
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
		t.Errorf("JSON (-want +got):\n%s", diff)
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
		`<item><guid>urn:uuid:1</guid><link>https://bay.example/e</link></item><item><guid>urn:uuid:1</guid><link>https://bay.example/e</link></item>`,
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
	for _, c := range []struct{ doc, address, url, link string }{
		{"<rss><channel><link>http://a.example/x/</link><item><link>y</link>%s</item></channel></rss>", "", "http://a.example/x/y", "http://a.example/x/z"},
		{"<rss><channel><link>http://a.example</link><item><link>/y/w</link>%s</item></channel></rss>", "http://b.example/f/", "http://b.example/y/w", "http://b.example/y/z"},
		{"<rss><channel xml:base='http://c.example/c/'><item><link>y</link>%s</item></channel></rss>", "http://b.example/f/", "http://c.example/c/y", "http://c.example/c/z"},
		{"<rss><channel><item xml:base='c/'><link>http://a.example/y</link>%s</item></channel></rss>", "http://b.example/", "http://a.example/y", "http://a.example/z"},
		{"<rss><channel><item><link>/y</link>%s</item></channel></rss>", "", "/y", ""},
		{"<rss><channel><item><link>at://did:web/x</link>%s</item></channel></rss>", "http://b.example/", "at://did:web/x", "http://b.example/z"},
		{"<rss><channel><item><guid>http://a.example/g</guid>%s</item></channel></rss>", "", "http://a.example/g", "http://a.example/z"},
		{"<rss><channel><item><guid isPermaLink='false'>http://a.example/g</guid>%s</item></channel></rss>", "", "", ""},
		{"<rss xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel><item><link>http://feedproxy.google.com/1</link>" +
			"<feedburner:origLink>http://a.example/o</feedburner:origLink>%s</item></channel></rss>", "", "http://a.example/o", "http://a.example/z"},
	} {
		a := sound(t, fmt.Sprintf(c.doc, "<description>&lt;a href='z'>z&lt;/a></description>"), &Options{Address: c.address})[0]
		if link := strings.Join(a.Links, " "); a.URL != c.url || link != c.link {
			t.Errorf("%s at %q: got %q and link %q, want %q and %q", c.doc, c.address, a.URL, link, c.url, c.link)
		}
	}
}

func TestLanguages(t *testing.T) {
	for given, want := range map[string]string{"en-us": "en-US", "pt_BR": "pt-BR", "de": "de", "": "", "English": "", "en-US,de": "", "zh-hans-cn": "zh-Hans-CN", "*": ""} {
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
func TestLeaving(t *testing.T) {
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
