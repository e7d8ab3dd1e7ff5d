package feed

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// The head of a feed as large blog programs write it.
const benchHead = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>The Bay Post</title><link>https://bay.example</link><language>en-GB</language>
`

// benchParagraph is a paragraph of the usual length.
const benchParagraph = `<p>A family orchard near <a href="https://vessel.example/fair">Vessel</a> won the prize for old pears on Monday ` +
	`&#8211; the first in forty years, its owners said. &#8220;We did nothing but wait,&#8221; said Ann Bee, who keeps nine trees &amp; ` +
	"two bee-hives.</p>\n"

func benchItem(i, paragraphs int) string {
	content := ""
	if paragraphs > 0 {
		content = "<content:encoded><![CDATA[" + strings.Repeat(benchParagraph, paragraphs) + "]]></content:encoded>\n"
	}
	return fmt.Sprintf(`<item>
	<title>Orchard wins prize for old pears &#8211; number %[1]d</title>
	<link>https://bay.example/2026/11/%[1]d/</link>
	<guid isPermaLink="false">https://bay.example/?p=%[1]d</guid>
	<pubDate>Mon, 02 Nov 2026 08:15:00 +0000</pubDate>
	<dc:creator><![CDATA[Cal Dee]]></dc:creator>
	<category><![CDATA[Farming]]></category>
	<media:thumbnail url="https://bay.example/pears-%[1]d.jpg"/>
	<description>A family orchard near Vessel won the prize for old pears, the first in forty years, say its owners.</description>
	%[2]s</item>
`, i, content)
}

func benchFeed(items, paragraphs int) string {
	var b strings.Builder
	b.WriteString(benchHead)
	for i := range items {
		b.WriteString(benchItem(i, paragraphs))
	}
	return b.String() + "</channel></rss>"
}

func benchAtom(items, paragraphs int) string {
	var b strings.Builder
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Bay Post</title><link href="https://bay.example"/>`)
	for i := range items {
		fmt.Fprintf(&b, `<entry><id>tag:bay.example,2026:%[1]d</id><title>Orchard wins prize %[1]d</title><link href="https://bay.example/%[1]d"/>
<published>2026-11-02T08:15:00Z</published><author><name>Cal Dee</name></author><content type="html"><![CDATA[%[2]s]]></content></entry>
`, i, strings.Repeat(benchParagraph, paragraphs))
	}
	return b.String() + "</feed>"
}

// escaped writes the content of a feed with entities, as half of all feeds do, or as XHTML.
func escaped(feed string) string {
	for {
		before, rest, ok := strings.Cut(feed, sectionStart)
		text, after, _ := strings.Cut(rest, sectionEnd)
		if !ok {
			return feed
		}
		feed = before + html.EscapeString(text) + after
	}
}

func xhtml(feed string) string {
	const div = `<div xmlns="http://www.w3.org/1999/xhtml">`
	return strings.NewReplacer(`type="html"><![CDATA[`, `type="xhtml">`+div, sectionEnd, "</div>").Replace(feed)
}

func benchJSON(items, paragraphs int) string {
	var b strings.Builder
	b.WriteString(`{"version":"https://jsonfeed.org/version/1.1","title":"The Bay Post","home_page_url":"https://bay.example","items":[`)
	for i := range items {
		fmt.Fprintf(&b, `%[3]s{"id":"https://bay.example/%[1]d","url":"https://bay.example/%[1]d","title":"Orchard wins prize",
"date_published":"2026-11-02T08:15:00Z","authors":[{"name":"Cal Dee"}],"content_html":%[2]q}`,
			i, strings.Repeat(benchParagraph, paragraphs), strings.Repeat(",", min(i, 1)))
	}
	return b.String() + "]}"
}

// BenchmarkFeed reads feeds of 100 items, and has the bare library read the same.
func BenchmarkFeed(b *testing.B) {
	for _, kind := range []struct{ name, doc string }{
		{"rss-full", benchFeed(100, 20)},
		{"rss-summaries", benchFeed(100, 0)},
		{"rss-escaped", escaped(benchFeed(100, 20))},
		{"atom", benchAtom(100, 20)},
		{"atom-escaped", escaped(benchAtom(100, 20))},
		{"atom-xhtml", xhtml(benchAtom(100, 20))},
		{"json", benchJSON(100, 20)},
	} {
		b.Run("kind="+kind.name+"/reader=feed", func(b *testing.B) {
			b.SetBytes(int64(len(kind.doc)))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for _, err := range Parse(strings.NewReader(kind.doc), nil) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				if n != 100 {
					b.Fatalf("%d articles", n)
				}
			}
		})
		b.Run("kind="+kind.name+"/reader=gofeed", func(b *testing.B) {
			b.SetBytes(int64(len(kind.doc)))
			b.ReportAllocs()
			for b.Loop() {
				if f, err := gofeed.NewParser().ParseString(kind.doc); err != nil || len(f.Items) != 100 {
					b.Fatal(err)
				}
			}
		})
	}
}
