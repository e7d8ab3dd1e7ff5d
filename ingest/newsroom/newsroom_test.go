package newsroom_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/newsroom"
)

var update = flag.Bool("update", false, "write testdata/ingest/newsroom/articles.golden anew")

const folder = "../../testdata/ingest/newsroom"

// TestGolden reads every file of the folder and compares all that comes out: articles whole, passed items, problems.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.[jx]*"))
	if err != nil || len(paths) < 12 {
		t.Fatalf("%d files in %s, %v", len(paths), folder, err)
	}
	var got bytes.Buffer
	for _, path := range paths {
		fmt.Fprintf(&got, "== %s\n", filepath.Base(path))
		document, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range readAll(document, &newsroom.Options{Keep: true}) {
			fmt.Fprintln(&got, line)
		}
	}
	golden := filepath.Join(folder, "articles.golden")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("differs from %s (-want +got):\n%s", golden, diff)
	}
}

// readAll returns articles as JSON and problems as text.
func readAll(document []byte, opts *newsroom.Options) []string {
	var lines []string
	add := func(a article.Article, err error) {
		if err != nil {
			lines = append(lines, "problem: "+err.Error())
			return
		}
		if a.Item != nil {
			a.Item.Record = nil
		}
		lines = append(lines, dump(a))
	}
	if bytes.HasPrefix(document, []byte("{")) {
		a, ok, is, err := newsroom.Ninjs(document, opts)
		switch {
		case !is:
			return []string{"not ninjs"}
		case ok:
			add(a, nil)
		case err == nil:
			return []string{"passed over"}
		}
		if err != nil {
			add(article.Article{}, &article.Problem{ID: a.ID, Err: err})
		}
		return lines
	}
	for a, err := range newsroom.Read(bytes.NewReader(document), opts) {
		add(a, err)
	}
	if lines == nil {
		return []string{"passed over"}
	}
	return lines
}

// dump returns what is known of an article: a field that is added later changes nothing as long as it is empty.
func dump(a article.Article) string {
	text, err := json.Marshal(a)
	if err != nil {
		panic(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		panic(err)
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(known(fields)); err != nil {
		panic(err)
	}
	return strings.TrimSpace(b.String())
}

func known(fields map[string]any) map[string]any {
	for name, value := range fields {
		switch v := value.(type) {
		case map[string]any:
			if len(known(v)) == 0 {
				delete(fields, name)
			}
		case []any:
		default:
			if v == nil || v == "" || v == 0.0 || v == false || v == "0001-01-01T00:00:00Z" {
				delete(fields, name)
			}
		}
	}
	return fields
}

// read returns the articles of a document and the causes of its problems.
func read(document string, opts *newsroom.Options) (articles []article.Article, problems []error) {
	for a, err := range newsroom.Read(strings.NewReader(document), opts) {
		if err != nil {
			problems = append(problems, err)
		} else {
			articles = append(articles, a)
		}
	}
	return articles, problems
}

func g2(body string) string {
	return `<newsItem guid="g" version="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentSet><inlineXML>` + body +
		`</inlineXML></contentSet></newsItem>`
}

// TestText holds what becomes of the body.
func TestText(t *testing.T) {
	for name, c := range map[string]struct{ document, want string }{
		"xhtml":             {g2("<html><head><title>t</title></head><body><p>One.</p><p>Two.</p></body></html>"), "One.\nTwo."},
		"with prefixes":     {g2(`<x:html xmlns:x="a"><x:body><x:p>One.</x:p><x:p>Two.</x:p></x:body></x:html>`), "One.\nTwo."},
		"a piece":           {g2("<div><p>One.</p>\n<p>Two.</p></div>"), "One.\nTwo."},
		"pieces":            {g2("<p>One.</p>\n<p>Two.</p>"), "One.\nTwo."},
		"a section":         {g2("<body><section><p>One.</p></section><ul><li>Two.</li></ul></body>"), "One.\nTwo."},
		"figures":           {g2("<body><figure><p>no</p><figcaption>no</figcaption></figure><p>One.</p></body>"), "One."},
		"markup as text":    {g2("<body><p>a &lt;b&gt; c &amp;amp; d</p></body>"), "a <b> c &amp; d"},
		"entities of HTML":  {g2("<body><p>caf&eacute;&nbsp;&#8364;&copy;</p></body>"), "café €©"},
		"unknown entity":    {g2("<body><p>AT&T &foo; x</p></body>"), "AT&T &foo; x"},
		"cdata":             {g2("<body><p><![CDATA[a < b]]></p></body>"), "a < b"},
		"comments":          {g2("<body><!-- no --><p>One<!-- no -->.</p></body>"), "One."},
		"wrong nesting":     {g2("<body><p><b>One.</p><p>Two.</b></p></body>"), "One.\nTwo."},
		"end without start": {g2("<body></i><p>One.</p></q></body>"), "One."},
		"nitf": {
			g2("<nitf><body><body.content><p>One.</p><hl2>Two</hl2><p>Three.</p></body.content></body></nitf>"), "One.\nTwo\nThree.",
		},
		"nitf words": {
			g2("<nitf><body><body.content><p>In <location><city>Oslo</city></location> <money>5</money>.</p></body.content></body></nitf>"),
			"In Oslo 5.",
		},
		"two forms of the text": {g2("<nitf><body><body.content><p>One.</p></body.content></body></nitf><!-- or --><x/>"), "One."},
		"data": {
			`<newsItem guid="g"><contentSet><inlineData contenttype="text/plain">a &lt;b&gt; c</inlineData></contentSet></newsItem>`, "a <b> c",
		},
		"data that is HTML": {
			`<newsItem guid="g"><contentSet><inlineData contenttype="text/html">&lt;p>One.&lt;/p>&lt;p>Two.</inlineData></contentSet></newsItem>`,
			"One.\nTwo.",
		},
		"bytes that are not UTF-8": {g2("<body><p>caf\xe9 \x93so\x94</p></body>"), "café “so”"},
		"control characters":       {g2("<body><p>a\x02b\x00c\x1bd</p></body>"), "a b c d"},
		"latin-1 declared": {
			"<?xml version='1.0' encoding='ISO-8859-1'?>" + g2("<body><p>caf\xe9</p></body>"), "café",
		},
		"latin-1 declared, UTF-8 written": {
			"<?xml version='1.0' encoding='ISO-8859-1'?>" + g2("<body><p>café</p></body>"), "café",
		},
		"shift_jis": {"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>" + g2("<body><p>\x8d\x60</p></body>"), "港"},
		"utf-16":    {"\xff\xfe" + utf16(g2("<body><p>café</p></body>")), "café"},
		"utf-16 without a mark": {
			utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + g2("<body><p>café</p></body>")), "café",
		},
		"utf-16 declared, decoded already": {"<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + g2("<body><p>café</p></body>"), "café"},
		"unknown encoding":                 {"<?xml version=\"1.0\" encoding=\"klingon\"?>" + g2("<body><p>caf\xe9</p></body>"), "café"},
	} {
		articles, problems := read(c.document, nil)
		if len(articles) != 1 || articles[0].Text != c.want || problems != nil {
			t.Errorf("%s: %s:\ngot  %+v, %v\nwant %q", name, c.document, articles, problems, c.want)
		}
	}
}

// utf16 returns ASCII and Latin-1 as UTF-16, least byte first.
func utf16(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// TestDateline holds when a dateline is put in front.
func TestDateline(t *testing.T) {
	for _, c := range []struct{ dateline, text, want string }{
		{"MOSCOW, Monday (Reuters)", "The talks ended.", "MOSCOW, Monday (Reuters) - The talks ended."},
		{"OSLO (AP) —", "The talks ended.", "OSLO (AP) — The talks ended."},
		{"OSLO (AP)", "OSLO (AP) -- The talks ended.", "OSLO (AP) -- The talks ended."},
		{"Oslo, March 14", "OSLO, Norway (AP) — The talks ended.", "OSLO, Norway (AP) — The talks ended."},
		{"New York (AP)", "New Yorkers cheered as the talks ended.", "New York (AP) - New Yorkers cheered as the talks ended."},
		{"Москва", "Переговоры завершились.", "Москва - Переговоры завершились."},
		{"Москва", "Москва, 14 марта. Переговоры – всё.", "Москва, 14 марта. Переговоры – всё."},
		{"", "The talks ended.", "The talks ended."},
		{"OSLO", "", ""},
	} {
		document := `<newsItem guid="g"><contentMeta><dateline>` + c.dateline + `</dateline></contentMeta><contentSet><inlineData>` + c.text +
			`</inlineData></contentSet></newsItem>`
		articles, _ := read(document, nil)
		if got := text(articles); got != c.want {
			t.Errorf("dateline %q, text %q: got %q, want %q", c.dateline, c.text, got, c.want)
		}
	}
}

func text(articles []article.Article) string {
	if len(articles) != 1 {
		return ""
	}
	return articles[0].Text
}

// TestProblems holds that what is broken is named, with its line, and that what was whole before it is read.
func TestProblems(t *testing.T) {
	one := g2("<body><p>One.</p></body>")
	for name, c := range map[string]struct {
		document string
		articles int
		want     error
		line     int
	}{
		"nothing":           {"", 0, newsroom.ErrFormat, 1},
		"blank":             {" \n\n", 0, newsroom.ErrFormat, 3},
		"no XML":            {"harbour", 0, newsroom.ErrFormat, 1},
		"binary":            {"\x00\x01\x02\xff\xfe", 0, newsroom.ErrFormat, 1},
		"another format":    {"<rss/>", 0, newsroom.ErrFormat, 1},
		"cut short":         {"\n" + one[:len(one)-30], 0, newsroom.ErrFormat, 2},
		"cut in a tag":      {one[:90], 0, newsroom.ErrFormat, 1},
		"broken later":      {"<newsMessage><itemSet>" + one + "\n<newsItem guid='h'><a <b></newsItem>", 1, newsroom.ErrFormat, 2},
		"no text":           {"\n" + g2(""), 0, newsroom.ErrNoText, 2},
		"no text, one more": {"<newsMessage><itemSet>" + g2("") + "\n" + one + "</itemSet></newsMessage>", 1, newsroom.ErrNoText, 1},
		"deep":              {g2(strings.Repeat("<p>", 300)), 0, newsroom.ErrFormat, 1},
	} {
		articles, problems := read(c.document, nil)
		if len(articles) != c.articles || len(problems) != 1 {
			t.Errorf("%s: %d articles and problems %v, want %d articles and %v", name, len(articles), problems, c.articles, c.want)
			continue
		}
		problem, ok := errors.AsType[*article.Problem](problems[0])
		if !ok || !errors.Is(problem, c.want) || problem.Place.Line != c.line {
			t.Errorf("%s: problem %v in line %+v, want %v in line %d", name, problems[0], problem, c.want, c.line)
		}
	}
}

// TestJoined holds that documents that follow one another are all read.
func TestJoined(t *testing.T) {
	one := "<?xml version=\"1.0\"?>\n" + g2("<body><p>One.</p></body>") + "\n"
	articles, problems := read(one+one+"<conceptItem/>"+one, nil)
	if len(articles) != 3 || problems != nil {
		t.Errorf("%d articles, %v, want 3", len(articles), problems)
	}
	if got := articles[2].Place.Line; got != 6 {
		t.Errorf("the last is said to begin in line %d, want 6", got)
	}
}

// TestStop holds that a range can be left.
func TestStop(t *testing.T) {
	n := 0
	for range newsroom.Read(strings.NewReader(strings.Repeat(g2("<p>One.</p>"), 9)+"<broken"), nil) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d items, want 2", n)
	}
}

// TestNinjsKeepsLittle: articles do not hold the objects that they were read from.
func TestNinjsKeepsLittle(t *testing.T) {
	const n, long = 50, 1 << 20
	object := []byte(`{"uri": "urn:one", "versioncreated": "2026-03-14T08:00:00Z", "headline": "One", "language": "en", "byline": "Jane Doe",
		"copyrightholder": "Selwyn News", "usageterms": "None", "dateline": "VESSEL", "type": "text",
		"other": "` + strings.Repeat("x", long) + `", "infosource": [{"name": "AFP"}], "body_text": "Two."}`)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	articles := make([]article.Article, 0, n)
	before := heap()
	for range n {
		a, ok, _, err := newsroom.Ninjs(object, nil)
		if !ok || err != nil || a.Title != "One" {
			t.Fatal(a, ok, err)
		}
		articles = append(articles, a)
	}
	if held := int64(heap()) - int64(before); held > n*long/10 {
		t.Errorf("%d articles hold %d bytes", len(articles), held)
	}
	runtime.KeepAlive(articles)
}

// TestNinjsOddFields: a field that is no string, where one is expected, costs neither the item nor the other fields.
func TestNinjsOddFields(t *testing.T) {
	for _, odd := range []string{"7", "null", "true", `["a"]`, `{"a": "b"}`} {
		for _, field := range []string{"language", "byline", "usageterms", "body_text", "description_text", "firstcreated", "type", "title"} {
			object := `{"` + field + `": ` + odd + `, "uri": "urn:one", "versioncreated": "2026-03-14T08:00:00Z", "headline": "One",
				"copyrightholder": "Selwyn News", "body_xhtml": "<p>Two.</p>"}`
			a, ok, is, _ := newsroom.Ninjs([]byte(object), nil)
			if !ok || !is || a.ID != "urn:one" || a.Title != "One" || a.Text != "Two." || a.Outlet != "Selwyn News" || a.Published.IsZero() {
				t.Errorf("%s: %s: got %+v, %v, %v", field, odd, a, ok, is)
			}
		}
	}
}
