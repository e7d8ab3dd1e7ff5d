package newsroom_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/newsroom"
)

// bomb defines entities that would unfold to gigabytes.
func bomb() string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE newsItem [<!ENTITY l0 \"lol\">")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, "<!ENTITY l%d %q>", i, strings.Repeat(fmt.Sprintf("&l%d;", i-1), 10))
	}
	b.WriteString("<!ENTITY file SYSTEM \"file:///etc/passwd\">]>")
	return b.String() + g2("<p>One &l9; &file;.</p>")
}

// TestBomb holds that no entity unfolds, and that nothing outside of the document is read.
func TestBomb(t *testing.T) {
	articles, problems := read(bomb(), nil)
	if got := text(articles); got != "One &l9; &file;." || problems != nil {
		t.Errorf("got %q, %v, want the entities as they stand", got, problems)
	}
}

// TestLimit holds that an item that is too long is named, and that the next one is read where the document can be read on.
func TestLimit(t *testing.T) {
	opts := &newsroom.Options{Limit: 10_000}
	small := g2("<p>Small.</p>")
	long := g2(strings.Repeat("<p>Many words of a text.</p>", 1000))
	articles, problems := read("<newsMessage><itemSet>"+small+long+small+"</itemSet></newsMessage>", opts)
	if len(articles) != 2 || len(problems) != 1 || !errors.Is(problems[0], newsroom.ErrTooLong) {
		t.Errorf("%d articles, %v, want 2 articles and one that is too long", len(articles), problems)
	}
	for name, document := range map[string]string{
		"text":      g2("<p>" + strings.Repeat("word ", 100_000) + "</p>"),
		"attribute": g2(`<p class="` + strings.Repeat("word ", 100_000) + `">x</p>`),
		"comment":   g2("<!--" + strings.Repeat("word ", 100_000) + "--><p>x</p>"),
		"name":      g2("<" + strings.Repeat("word", 100_000) + "/>"),
		"directive": "<!DOCTYPE " + strings.Repeat("word ", 100_000) + ">" + small,
	} {
		articles, problems := read(document, opts)
		if len(articles) != 0 || len(problems) != 1 || !errors.Is(problems[0], newsroom.ErrTooLong) {
			t.Errorf("%s: %d articles, %v, want one problem: %v", name, len(articles), problems, newsroom.ErrTooLong)
		}
	}
	object := `{"uri": "u", "bodies": [{"value": "` + strings.Repeat("word ", 10_000) + `"}]}`
	if _, ok, is, err := newsroom.Ninjs([]byte(object), opts); ok || !is || !errors.Is(err, newsroom.ErrTooLong) {
		t.Errorf("Ninjs = %v, %v, %v, want %v", ok, is, err, newsroom.ErrTooLong)
	}
}

// endless is a document without an end, of which n bytes are read in all.
type endless struct {
	start, again string
	n            int
	at           int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.at >= e.n {
		return 0, io.ErrUnexpectedEOF
	}
	n := 0
	for n < len(p) {
		if e.at < len(e.start) {
			k := copy(p[n:], e.start[e.at:])
			n, e.at = n+k, e.at+k
			continue
		}
		k := copy(p[n:], e.again[(e.at-len(e.start))%len(e.again):])
		n, e.at = n+k, e.at+k
	}
	return n, nil
}

// TestMemory holds that memory does not grow with the document, be it sound or an attack.
func TestMemory(t *testing.T) {
	size, most := 2<<20, uint64(2<<20)
	if testing.Short() {
		size /= 4
	}
	for name, in := range map[string]*endless{
		"items":          {start: "<newsMessage><itemSet>", again: g2("<p>" + strings.Repeat("word ", 1000) + "</p>")},
		"one long text":  {start: g2("<p>")[:len(g2("<p>"))-len("</inlineXML></contentSet></newsItem>")], again: "word "},
		"paragraphs":     {start: strings.TrimSuffix(g2(""), "</inlineXML></contentSet></newsItem>"), again: "<p>word</p>"},
		"categories":     {start: "<newsItem><contentMeta>", again: "<subject><name>some subject</name></subject><keyword>k</keyword>"},
		"credits":        {start: "<newsItem><rightsInfo>", again: "<usageTerms>other terms</usageTerms>"},
		"parties":        {start: "<newsItem><contentMeta>", again: "<creator><name>n</name></creator><infoSource literal='n'/>"},
		"dates":          {start: "<nitf><head><docdata>", again: `<date.issue norm="20260101"/><key-list><keyword key="k"/></key-list>`},
		"media":          {start: "<newsItem><contentSet>", again: `<remoteContent href="https://a.example/b.jpg"/>`},
		"a headline":     {start: "<newsItem><contentMeta><headline>", again: "word <b>word</b> "},
		"depth":          {start: "", again: "<a>"},
		"attributes":     {start: "<newsItem ", again: `a="b" `},
		"something else": {start: "<newsMessage><other>", again: "<p>word</p>"},
		"NewsML 1":       {start: "<NewsML><NewsItem><NewsComponent>", again: "<NewsLines><KeywordLine>k</KeywordLine></NewsLines>"},
		"sources of NewsML": {
			start: "<NewsML><NewsItem><NewsComponent><AdministrativeMetadata>", again: `<Source><Party FormalName="p"/></Source>`,
		},
		"documents":          {start: "", again: g2("<p>word</p>")},
		"unclosed documents": {start: "", again: "<conceptItem/> <"},
	} {
		in.n = size
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		high := uint64(0)
		begin := time.Now()
		for range newsroom.Read(peak{in, &high}, &newsroom.Options{Limit: 128 << 10, Keep: true}) {
		}
		runtime.ReadMemStats(&after)
		if high > before.HeapAlloc+most {
			t.Errorf("%s: %d kB in use, want no more than %d", name, (high-before.HeapAlloc)>>10, most>>10)
		}
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// peak notes the most memory in use while it is read.
type peak struct {
	r    *endless
	high *uint64
}

func (p peak) Read(b []byte) (int, error) {
	if before := p.r.at; before>>18 != (before+len(b))>>18 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		*p.high = max(*p.high, m.HeapAlloc)
	}
	return p.r.Read(b)
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		g2("<p>One.</p>"), g2("<nitf><body><body.content><p>One.</p></body.content></body></nitf>"), bomb(), "<newsMessage>", "</a><newsItem",
		"<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>x", "<nitf><body><body.head><byline>", "<newsItem><a></newsItem><b>",
		"<?xml version='1.0' encoding='utf-16'?><nitf/>", g2("<![CDATA[x]]>"), "\xff\xfe<\x00a\x00", "<a b=c d>", "<newsItem>&#x110000;",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		items := 0
		for a, err := range newsroom.Read(bytes.NewReader(document), &newsroom.Options{Limit: 1 << 16, Keep: true}) {
			checkArticle(t, a, err)
			if items++; items > len(document)+1 {
				t.Fatal("more items than bytes")
			}
		}
	})
}

func FuzzNinjs(f *testing.F) {
	for _, s := range []string{
		`{"uri":"u","bodies":[{"value":"<p>One.</p>"}]}`, `{"uri"`, `[]`,
		`{"uri":"u","body_text":"a","subject":[{"name":"n"}],"associations":{"a":{"renditions":{}}}}`,
		`{"uri":5,"body_nitf":"<nitf><body><body.content><p>x"}`, `{"uri":"u","standard":{"name":"ninjs"},"infosource":{"name":1}}`,
		`{"uri":"u","headlines":[null,{"value":null}],"bodies":[{}],"versioncreated":"2026"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, object []byte) {
		a, ok, is, err := newsroom.Ninjs(object, &newsroom.Options{Keep: true})
		if ok && !is {
			t.Fatalf("an article of what is no ninjs: %+v", a)
		}
		if ok {
			checkArticle(t, a, nil)
		} else if err != nil && !is {
			t.Fatalf("an error about what is no ninjs: %v", err)
		}
	})
}

func checkArticle(t *testing.T, a article.Article, err error) {
	t.Helper()
	switch problem, ok := errors.AsType[*article.Problem](err); {
	case err != nil && !ok:
		t.Fatalf("%v is no problem", err)
	case ok && problem.Err == nil:
		t.Fatalf("%+v has no cause", problem)
	case err == nil && (strings.TrimSpace(a.Text) == "" || a.Item == nil):
		t.Fatalf("an article without text or item: %+v", a)
	}
}
