package feed

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/samestory/samestory/article"
)

// readings returns what is read from a feed, in words.
func readings(doc string) []string {
	var all []string
	for a, err := range Parse(strings.NewReader(doc), &Options{KeepItems: true}) {
		if err != nil {
			all = append(all, err.Error())
			continue
		}
		item := *a.Item
		a.Item, a.Place = nil, article.Place{}
		all = append(all, fmt.Sprintf("%+v %+v", a, item))
	}
	return all
}

// TestTextsKeptBack: that long texts are kept back from the library changes nothing of what is read. Where an attribute has the name
// base they are not, as addresses might have to be resolved.
func TestTextsKeptBack(t *testing.T) {
	long := strings.Repeat("A family orchard won <b>the prize</b> for &amp; pears. ", 5)
	section := func(text string) string { return "<![CDATA[" + text + "]]>" }
	for name, inner := range map[string]string{
		"content":               "<C>" + section(long) + "</C>",
		"both":                  "<S>" + section("First. "+long) + "</S><C>" + section(long+" Last.") + "</C>",
		"twice":                 "<C>" + section("First. "+long) + "</C><C>" + section(long+" Last.") + "</C>",
		"in sections":           "<C>" + section(long) + section(" and ") + section(long+"on") + "</C>",
		"after text":            "<C>&lt;p&gt;Before.&lt;/p&gt; " + section(long) + " after &amp;amp; all</C>",
		"white space":           "<C>\n " + section(" \n\t"+long+" \n ") + "\n</C>",
		"wide white space":      "<C>" + section("\u00a0\u2003\u00a9 "+long+"\u00a0") + "</C>",
		"Windows line breaks":   "<C>" + section("One.\r\n"+long) + "</C>",
		"control characters":    "<C>" + section("One\x01 "+long+"\x1b") + "</C>",
		"forbidden":             "<C>" + section(long+"\uFFFE") + "</C>",
		"attributes":            "<C type=\"html\" a='b>'>" + section(long) + "</C>",
		"no markup":             "<C type=\"text\">" + section(long) + "</C>",
		"a picture":             "<C type=\"image/png\">" + section(long) + "</C>",
		"base64":                "<C mode=\"base64\">" + section(strings.Repeat("dGVzdA==", 40)) + "</C>",
		"in another element":    "<category><C>" + section(long) + "</C></category>",
		"in an attribute":       "<category term=\"</category><C>" + section(long) + "</C>\">x</category>",
		"in a comment":          "<!-- <C>" + section(long) + "</C> --><C>Short.</C>",
		"in a vocabulary":       "<m:x xmlns:m='http://search.yahoo.com/mrss/'><C>" + section(long) + "</C></m:x>",
		"in markup":             "<C type=\"xhtml\"><div>One. <p>" + section(long) + "</p></div></C>",
		"in itself":             "<C><C>" + section(long) + "</C></C>",
		"of another vocabulary": "<C xmlns=\"http://purl.org/dc/elements/1.1/\">" + section(long) + "</C>",
		"of another, in space":  "<C xmlns=\"http://purl.org/dc/elements/1.1/\">" + section("\u00a0 "+long+" \n") + "</C>",
		"blank":                 "<C>" + section(strings.Repeat(" \n", 100)) + "</C>",
		"no end":                "<C><![CDATA[" + long + "</C>",
		"no end tag":            "<C>" + section(long),
		"a wrong end tag":       "<C>" + section(long) + "</x></C>",
		"like a mark":           "<C>" + section(long) + "</C><title>aside0.</title>",
		"a long title":          "<title>" + section(long) + "</title>",
	} {
		for kind, format := range map[string]string{
			"rss": `<rss version="2.0"><channel><title>Post</title><link>https://bay.example/</link>` +
				"<item><title>One</title>%[1]s</item>\n<item><guid>two</guid><link>https://bay.example/2</link>%[1]s</item></channel></rss>",
			"feed": `<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><link href="https://bay.example/"/>` +
				"<entry><title>One</title>%[1]s</entry>\n<entry><id>two</id><link href='https://bay.example/2'/>%[1]s</entry></feed>",
		} {
			for _, names := range [][2]string{
				{"description", "content:encoded"}, {"content:encoded", "description"}, {"summary", "content"}, {"content", "summary"},
			} {
				filled := strings.NewReplacer("S>", names[0]+">", "<C", "<"+names[1], "</C", "</"+names[1]).Replace(inner)
				doc := fmt.Sprintf(format, filled)
				got, want := readings(doc), readings(strings.Replace(doc, "<"+kind, "<"+kind+` x:base=""`, 1))
				if !slices.Equal(got, want) || len(want) == 0 {
					t.Errorf("%s of %s in %s:\ngot  %v\nwant %v", name, names[1], kind, got, want)
				}
			}
		}
	}
}

// TestTextsWithABase: addresses in long texts are resolved by xml:base.
func TestTextsWithABase(t *testing.T) {
	text := strings.Repeat("<p>A family orchard won <a href=\"prize\">the prize</a>.</p>", 10)
	doc := `<feed><entry><content type="html" xml:base="https://bay.example/2026/"><![CDATA[` + text + "]]></content></entry></feed>"
	for a, err := range Parse(strings.NewReader(doc), nil) {
		if want := []string{"https://bay.example/2026/prize"}; err != nil || !slices.Equal(a.Links, want) {
			t.Errorf("got %q, %v, want %q", a.Links, err, want)
		}
	}
}

// TestTextsComeBack: a text that was kept back is there, whole.
func TestTextsComeBack(t *testing.T) {
	long := strings.Repeat("<p>A family orchard won the prize.</p>", 300)
	one := "<feed><entry><content><![CDATA[" + long + "]]></content></entry></feed>"
	for i, doc := range []string{benchFeed(3, 20), benchAtom(3, 20), one} {
		want := []string{strings.TrimSpace(strings.Repeat(benchParagraph, 20)), long}[i/2]
		n := 0
		for a, err := range Parse(strings.NewReader(doc), &Options{KeepItems: true}) {
			if err != nil || strings.TrimSpace(a.Item.HTML) != want {
				t.Fatalf("got %q, %v, want %q", a.Item.HTML, err, want)
			}
			n++
		}
		if n != 3-i/2*2 {
			t.Errorf("got %d items", n)
		}
	}
}

// TestLongFeeds: feeds with more items than are remembered are read to the end.
func TestLongFeeds(t *testing.T) {
	for _, n := range []int{keptItems - 1, keptItems, keptItems + 1, 3 * keptItems} {
		for _, doc := range []string{benchFeed(n, 0), benchAtom(n, 1)} {
			got := 0
			for a, err := range Parse(strings.NewReader(doc), nil) {
				if err != nil || path.Base(a.URL) != strconv.Itoa(got) {
					t.Fatalf("got %+v, %v, want number %d", a, err, got)
				}
				got++
			}
			if got != n {
				t.Errorf("got %d items, want %d", got, n)
			}
		}
	}
}

// TestMayBeEmptied: what closes an element in itself is never missed.
func TestMayBeEmptied(t *testing.T) {
	pieces := []string{"<iframe", "<x:Script ", "<a", "<", " ", "/", "/>", ">", "</a>", "b='>'", "<![CDATA[", "]]>", "<!--", "-->", "text"}
	random := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 100_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		item, want := []byte(b.String()), false
		s := scanner{doc: item}
		for tag, ok := s.next(); ok; tag, ok = s.next() {
			name, _ := tag.local()
			want = want || tag.empty && emptied[strings.ToLower(name)]
		}
		if want && !mayBeEmptied(item) {
			t.Fatalf("%q: missed", item)
		}
		if want {
			found++
		}
	}
	if found == 0 || mayBeEmptied([]byte(`<entry><link href="x"/><p>iframe</p><script></script><br/></entry>`)) {
		t.Error(found)
	}
}
