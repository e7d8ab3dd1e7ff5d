package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/samestory/samestory/article"
)

// four are feeds of four items, one a line, from line 3 on.
func four() map[string]string {
	docs := map[string]string{
		"rss": "<rss><channel>\n<title>T</title>\n", "atom": "<feed>\n<title>T</title>\n", "json": "{\"title\":\"T\",\n\"items\":[\n",
	}
	for i := 1; i <= 4; i++ {
		docs["rss"] += fmt.Sprintf("<item><guid>urn:%d</guid><title>Pears &amp; <![CDATA[prizes]]><!-- > --></title></item>\n", i)
		docs["atom"] += fmt.Sprintf("<entry><id>urn:%d</id><title type='html'>Pears &amp;amp; prizes</title></entry>\n", i)
		docs["json"] += fmt.Sprintf(`{"id":"urn:%d","title":"Pears & \"prizes\\","x":[{}]}%s`+"\n", i, strings.Repeat(",", min(1, 4-i)))
	}
	docs["rss"] += "</channel></rss>"
	docs["atom"] += "</feed>"
	docs["json"] += "]}"
	return docs
}

// TestCut cuts feeds after every byte: what is whole is read, and one problem tells where the feed ends.
func TestCut(t *testing.T) {
	for kind, doc := range four() {
		whole := len(sound(t, doc, nil))
		if whole != 4 {
			t.Fatalf("%s: got %d articles, want 4", kind, whole)
		}
		for n := range len(doc) {
			all, problems := parse(t, doc[:n], nil)
			complete := strings.Count(doc[:n], "</item>") + strings.Count(doc[:n], "</entry>") + strings.Count(doc[:n], "[{}]}")
			if len(all) != complete {
				t.Fatalf("%s, %d bytes: got %d articles, want %d of\n%s", kind, n, len(all), complete, doc[:n])
			}
			if len(problems) != 1 {
				t.Fatalf("%s, %d bytes: got %v, want one problem with\n%s", kind, n, problems, doc[:n])
			}
			lines := strings.Count(strings.TrimRight(doc[:n], "\n"), "\n") + 1
			if p := problems[0]; n > 20 && (!errors.Is(p, ErrCut) || p.Place.Line < lines || p.Place.Line > lines+1) {
				t.Fatalf("%s, %d bytes: got %v, want ErrCut at line %d of\n%s", kind, n, p, lines, doc[:n])
			}
		}
	}
}

// TestFailure: where the reading fails, that is the problem, and not that the feed is cut off.
func TestFailure(t *testing.T) {
	for kind, doc := range four() {
		for _, n := range []int{0, len(doc) / 2, len(doc)} {
			r := io.MultiReader(strings.NewReader(doc[:n]), iotest.ErrReader(io.ErrUnexpectedEOF))
			all, problems := collect(t, Parse(r, nil))
			if len(problems) != 1 || problems[0].Err != io.ErrUnexpectedEOF || n > 0 && len(all) == 0 { //nolint:errorlint // the very error
				t.Errorf("%s, %d bytes: got %d articles and %v, want the error of the reader alone", kind, n, len(all), problems)
			}
		}
	}
}

// TestBroken breaks one item: the others are read, and one problem tells which it is.
func TestBroken(t *testing.T) {
	for name, c := range map[string]struct {
		item string
		line int
		id   string
	}{
		"a stray end tag":      {"<item><guid>urn:x</guid>\n<title>x</p></b></title></item>", 4, "urn:x"},
		"a bare angle bracket": {"<item><link>urn:x</link>\n\n<title>3 < 4</title></item>", 6, "urn:x"},
		"no end":               {"<item><title>x</title><guid> urn:x </guid>", 4, "urn:x"},
		"no end, no id":        {"<item><title>x</title><guid><![CDATA[urn:x]]></guid>", 4, ""},
		"a bad attribute":      {"<item><guid>urn:x</guid><link <a href=></item>", 4, "urn:x"},
		"nothing in it":        {"<item><guid>urn:x</guid><category>x</category></item>", 4, "urn:x"},
		"empty":                {"<item/>", 4, ""},
		"bad instruction":      {"<item><guid>urn:x</guid><?xml version='2.0'?></item>", 4, "urn:x"},
	} {
		doc := strings.Replace(four()["rss"], "<item><guid>urn:2", c.item+"\n<item><guid>urn:2", 1)
		all, problems := parse(t, doc, &Options{Name: "f"})
		if len(all) != 4 || len(problems) != 1 {
			t.Errorf("%s: got %d articles and problems %v, want 4 and one", name, len(all), problems)
			continue
		}
		place := article.Place{Path: "f", Line: c.line}
		if p := problems[0]; p.Place != place || p.ID != c.id || !errors.Is(p, ErrBroken) && !errors.Is(p, ErrEmpty) {
			t.Errorf("%s: got %v, want line %d, id %q", name, p, c.line, c.id)
		}
		if strings.Contains(problems[0].Error(), "on line") {
			t.Errorf("%s: %v names a line of another document", name, problems[0])
		}
	}
	doc := strings.Replace(four()["rss"], "</item>\n</channel>", "</channel>", 1)
	all, problems := parse(t, doc, nil)
	if len(all) != 3 || len(problems) != 1 || !errors.Is(problems[0], ErrBroken) || problems[0].ID != "urn:4" {
		t.Errorf("the last item has no end: got %d articles and %v, want 3 and ErrBroken", len(all), problems)
	}
	for name, item := range map[string]string{
		"a bad escape": `{"id":"\x"},`, "no object": `7,`, "no comma and no quotes": `{id:7}`, "brackets crossed": `{"id":[7}},`,
		"a line break": "{\"id\":\"a\nb\"},", "nothing in it": `{"id":"urn:x"},`,
	} {
		doc := strings.Replace(four()["json"], `{"id":"urn:2`, item+"\n"+`{"id":"urn:2`, 1)
		all, problems := parse(t, doc, nil)
		if len(all) != 4 || len(problems) != 1 || problems[0].Place.Line != 4 {
			t.Errorf("%s: got %d articles and problems %v, want 4 and one at line 4", name, len(all), problems)
		}
	}
}

// TestBeside breaks a feed beside its items.
func TestBeside(t *testing.T) {
	for name, c := range map[string]struct{ from, to, title string }{
		"before the items":        {"<title>T</title>", "<title>T</title><ttl><?xml version='2.0'?></ttl>", ""},
		"before the items, a tag": {"<title>T</title>", "<title>T</p></title>", "T"},
		"between the items":       {"<item><guid>urn:3", "<ttl><?xml version='2.0'?></ttl><item><guid>urn:3", "T"},
		"behind the items":        {"</channel></rss>", "<ttl><?xml version='2.0'?></ttl></channel></rss>", "T"},
		"behind the items, a tag": {"</channel></rss>", "<ttl></p></ttl></channel></rss>", "T"},
	} {
		doc := strings.Replace(four()["rss"], c.from, c.to, 1)
		all, problems := parse(t, doc, nil)
		if len(all) != 4 || len(problems) != 1 || !errors.Is(problems[0], ErrBroken) || all[0].Outlet != c.title {
			t.Errorf("%s: got %d articles and problems %v, want 4 of outlet %q and one", name, len(all), problems, c.title)
		}
	}
}

func TestNoFeed(t *testing.T) {
	for _, doc := range []string{
		"", " \n", "\uFEFF", "plain words", "\x00\x01", "<", "<!", "</rss>", "<html><body>", "<?xml version='1.0'?>", "<!-- <rss> -->",
		"<rdf:RDF><Person/></rdf:RDF>", "<nitf/>", "[1]", "{}", `{"version":1}`, `{"x":{"items":[]}}`, "<" + strings.Repeat("x", 1000) + ">",
	} {
		all, problems := parse(t, doc, nil)
		if len(all) > 0 || len(problems) != 1 || !errors.Is(problems[0], ErrFormat) || len(problems[0].Error()) > 120 {
			t.Errorf("%.40q: got %v and %v, want one problem", doc, all, problems)
		}
	}
	for _, doc := range []string{
		"<rss/>", "<rss></rss>", "<RSS><CHANNEL></CHANNEL></RSS>", "<feed></feed>", `<rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>`,
		"<rss><channel/></rss>",
		"<rss xmlns:x='u'><channel><x:item/><x:list><x:item><title>x</title></x:item></x:list></channel></rss>",
		`{"version":"https://jsonfeed.org/version/1"}`, `{"items":[]}`, "<rss></rss><script>injected",
		"<?xml version='1.0'?>\n<!DOCTYPE rss [<!ENTITY a '>'> <!-- ' -->]><rss></rss>",
	} {
		if all := sound(t, doc, nil); len(all) > 0 {
			t.Errorf("%q: got %v, want a feed without items", doc, all)
		}
	}
}

// TestEncodings reads a feed in encodings that it names, rightly or wrongly.
func TestEncodings(t *testing.T) {
	const text = "Les élèves – “fin”"
	doc := func(label string) string {
		return `<?xml version="1.0" encoding="` + label + `"?><rss><channel><item><title>` + text + `</title></item></channel></rss>`
	}
	latin, _ := charmap.Windows1252.NewEncoder().String(doc("ISO-8859-1"))
	wrong, _ := charmap.Windows1252.NewEncoder().String(doc("utf-8"))
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(doc("utf-16"))
	for name, raw := range map[string]string{
		"utf-8": doc("utf-8"), "utf-8 with mark": "\uFEFF" + doc("utf-8"), "utf-8 said to be latin": doc("iso-8859-1"), "latin": latin,
		"windows-1252 said to be utf-8": wrong, "utf-16": wide, "an unknown name": doc("x-none"),
	} {
		if got := sound(t, raw, nil)[0].Title; got != text {
			t.Errorf("%s: got %q, want %q", name, got, text)
		}
	}
	damaged := doc("utf-8") + "\xff"
	damaged = strings.Replace(damaged, "fin", "f\xe9in", 1)
	if got := sound(t, damaged, nil)[0].Title; got != strings.Replace(text, "fin", "f\uFFFDin", 1) {
		t.Errorf("damaged utf-8: got %q", got)
	}
}

// TestBatches: items are given to the library together; a broken one among hundreds costs no other.
func TestBatches(t *testing.T) {
	var items []string
	for i := range 5*batchItems + 3 {
		item := fmt.Sprintf("<item><guid>urn:%d</guid><title>%s</title></item>", i, strings.Repeat("Pears ", 1+i%7*300))
		if i%100 == 50 {
			item = strings.Replace(item, "</title>", "</p>", 1)
		}
		items = append(items, item)
	}
	all, problems := parse(t, rss2(items...), nil)
	if len(all) != len(items)-3 || len(problems) != 3 {
		t.Fatalf("got %d articles and %d problems of %d items", len(all), len(problems), len(items))
	}
	last := 0
	for _, a := range all {
		if want := fmt.Sprint("urn:", a.Place.Line-8); a.ID != want || a.Place.Line <= last {
			t.Fatalf("got id %s at %v, want %s", a.ID, a.Place, want)
		}
		last = a.Place.Line
	}
}

// TestNoMemoryShared: an article must not change with the buffers it was read from.
func TestNoMemoryShared(t *testing.T) {
	for _, doc := range []string{
		rss2("<item><title>Pears</title><link>https://bay.example/x</link></item>"), `{"items":[{"id":"urn:1","title":"Pears"}]}`,
	} {
		raw := []byte(doc)
		all, _ := collect(t, Parse(bytes.NewReader(raw), &Options{KeepItems: true}))
		before := fmt.Sprintf("%+v %+v", all[0], all[0].Item)
		clear(raw)
		if after := fmt.Sprintf("%+v %+v", all[0], all[0].Item); before != after {
			t.Errorf("got %s, want %s", after, before)
		}
	}
}
