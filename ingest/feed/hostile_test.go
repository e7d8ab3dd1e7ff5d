package feed

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory/article"
)

// TestHostile reads feeds that cost more to read than to send. Each must end soon, in little memory, and leave the other item whole.
func TestHostile(t *testing.T) {
	const n = 50_000
	some := func(s string) string { return strings.Repeat(s, 999) }
	many := func(s string) string { return strings.Repeat(s, n) }
	var names strings.Builder
	for i := range n {
		fmt.Fprintf(&names, " xmlns:a%d='u'", i)
	}
	line := strings.Repeat("x", 99)
	laughs := `<!DOCTYPE rss [<!ENTITY a "ha">`
	for c := 'b'; c < 'm'; c++ {
		laughs += fmt.Sprintf("<!ENTITY %c \"%s\">", c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	const other = "<item><guid>urn:other</guid><title>Other</title></item>"
	const entry = "<entry><id>urn:other</id><title>Other</title></entry>"
	const object = `{"id":"urn:other","title":"Other"}]}`
	for name, c := range map[string]struct {
		doc  string
		text string // what the text of the first article begins with; empty if there must be a problem instead
	}{
		"billion laughs":           {laughs + "]><rss><channel><item><title>x &l;</title></item>" + other, "x &l;"},
		"deep elements":            {"<rss><channel><item>" + many("<a>") + "</item>" + other, ""},
		"deep foreign elements":    {"<rss xmlns:x='u'><channel><item>" + many("<x:a>") + "</item>" + other, ""},
		"deep naked markup":        {"<rss><channel><item><description>x" + many("<b>") + "</description></item>" + other, ""},
		"deep escaped markup":      {"<rss><channel><item><description><![CDATA[x" + many("<b>") + "]]></description></item>" + other, "x"},
		"deep elements of Atom":    {"<feed><entry><content type='xhtml'>" + many("<b>") + "</content></entry>" + entry, ""},
		"deep HTML of Atom":        {"<feed><entry><content type='html'><![CDATA[x" + many("<b>") + "]]></content></entry>" + entry, "x"},
		"crossed HTML of Atom":     {"<feed><entry><content type='html'>x" + many("&lt;b>&lt;p>&lt;/b>") + "</content></entry>" + entry, "x"},
		"open tags, beside items":  {"<rss><channel>" + many("<a><item/>") + other, ""},
		"namespaces of the root":   {"<rss" + names.String() + "><channel>" + many("<item><title>x</title></item>") + other, ""},
		"a long root":              {"<rss a='" + many("b") + "'><channel>" + many("<item></p></item>") + other, ""},
		"namespaces of an item":    {"<rss><channel><item" + names.String() + ">" + many("<x:a/>") + "</item>" + other, ""},
		"comments in foreign text": {"<rss xmlns:x='u'><channel><item><x:a>" + many(line+"<!---->") + "</x:a></item>" + other, ""},
		"comments in text":         {"<rss><channel><item><description>x" + many("<!---->y") + "</description></item>" + other, ""},
		"attributes":               {"<rss><channel><item><enclosure" + many(" a='b'") + "/><title>x</title></item>" + other, "x"},
		"one attribute":            {"<rss><channel><item><enclosure a='" + many("b ") + "'/><title>x</title></item>" + other, "x"},
		"one name":                 {"<rss><channel><item><" + many("b") + "/><title>x</title></item>" + other, "x"},
		"one entity":               {"<rss><channel><item><title>x &" + many("b") + ";</title></item>" + other, "x &b"},
		"ampersands":               {"<rss><channel><item><title>x " + many("&") + "</title></item>" + other, "x &&"},
		"enclosures":               {"<rss><channel><item><title>x</title>" + some("<enclosure url=''/>") + "</item>" + other, "x"},
		"links":                    {"<rss><channel><item><description>x" + many("&lt;a href=http://a>") + "</description></item>" + other, "x"},
		"script":                   {"<rss><channel><item><description>x &lt;script>" + many("&lt;p>y") + "</description></item>" + other, "x"},
		"one guid":                 {"<rss><channel>" + many("<item><guid>urn:1</guid><title>x</title></item>") + other, "x"},
		"empty items":              {"<rss><channel>" + many("<item/>") + other, ""},
		"items without end":        {"<rss><channel>" + many("<item>") + other, ""},
		"deep JSON":                {`{"items":[{"title":"x","a":` + many("[") + many("]") + `},` + object, ""},
		"deep authors":             {`{"items":[{"title":"x","authors":` + many("[") + many("]") + `},` + object, ""},
		"wide JSON":                {`{"items":[{"title":"x","tags":[` + many("[],") + `1]},` + object, "x"},
		"attachments":              {`{"items":[{"title":"x","attachments":[` + many(`{"url":"/a"},`) + `{}]},` + object, "x"},
		"names of JSON":            {"{" + many(`"title":"y",`) + `"items":[{"title":"x"},` + object, "x"},
	} {
		start := time.Now()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		first, last := article.Article{}, article.Article{}
		problems := 0
		for a, err := range Parse(strings.NewReader(c.doc), &Options{KeepItems: true}) {
			switch {
			case errors.Is(err, ErrCut):
			case err != nil:
				problems++
			case first.Text == "":
				first = a
				fallthrough
			default:
				last = a
			}
		}
		runtime.ReadMemStats(&after)
		took, used := time.Since(start), (after.TotalAlloc-before.TotalAlloc)/uint64(len(c.doc))
		t.Logf("%s: %d bytes, %v, %d bytes allocated a byte", name, len(c.doc), took, used)
		if took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if refused := strings.Contains(name, "root") || strings.Contains(name, "beside"); last.ID != "urn:other" && !refused {
			t.Errorf("%s: the last article is %.200q, want the other item", name, last.ID)
		}
		if c.text == "" && problems == 0 || c.text != "" && !strings.HasPrefix(first.Text, c.text) {
			t.Errorf("%s: got text %.200q and %d problems, want %q", name, first.Text, problems, c.text)
		}
	}
}

// TestTextNode: one text of many bytes is an article if the limit allows it, and costs a bounded number of copies.
func TestTextNode(t *testing.T) {
	size := 32 << 20
	if testing.Short() {
		size = 4 << 20
	}
	doc := rss2("<item><title>x</title><description>" + strings.Repeat("pears ", size/6) + "</description></item>")
	all := sound(t, doc, nil)
	if len(all) != 1 || len(all[0].Text) < size-6 {
		t.Fatalf("got %d articles, want one with all of the text", len(all))
	}
	_, problems := parse(t, doc, &Options{MaxSize: int64(size / 2)})
	if len(problems) != 1 || !errors.Is(problems[0], ErrTooLong) {
		t.Fatalf("got %v, want ErrTooLong", problems)
	}
}

// TestArticlesKeepNoFeed keeps articles of items that are mostly other fields: these must not stay in memory.
func TestArticlesKeepNoFeed(t *testing.T) {
	const size, n = 256 << 10, 20
	filler := strings.Repeat("x ", size/2)
	for name, doc := range map[string]string{
		"xml":  rss2("<item><title>T</title><guid>urn:1</guid><custom>" + filler + "</custom></item>"),
		"json": `{"items":[{"id":"urn:1","title":"T","url":"https://bay.example","_x":"` + filler + `"}]}`,
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		var kept []article.Article
		for range n {
			kept = append(kept, sound(t, doc, &Options{KeepItems: name == "xml"})...)
		}
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&after)
		if after.HeapAlloc > before.HeapAlloc+n*size/4 {
			t.Errorf("%s: %d articles of a few bytes keep %d bytes", name, len(kept), after.HeapAlloc-before.HeapAlloc)
		}
		runtime.KeepAlive(kept)
	}
}
