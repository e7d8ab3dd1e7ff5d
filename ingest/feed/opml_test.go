package feed

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

func TestParseOPML(t *testing.T) {
	const doc = `<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE opml [<!ENTITY x "y">]>
<opml version="1.1"><head><title>My feeds</title></head>
<body>
<outline text="News &amp; more"><outline text="Europe">
	<outline text="The Bay" title="The Bay Post &#233;" type="rss" xmlUrl=" https://bay.example/feed?a=1&amp;b=2 "
		htmlUrl="https://bay.example"/>
</outline><outline text="Local"><OUTLINE TEXT="Vessel" XMLURL="vessel.xml"></OUTLINE></outline></outline>
<outline text="Again" xmlUrl="vessel.xml"/>
<outline text="https://a.example/f" xmlUrl="https://a.example/f"/>
<outline text="More lists" type="include" url="more.opml"/><outline text="A page" url="page.html"/>
<outline text="No address"/><x xmlUrl="y"/>
</body></opml> trailing`
	want := []Subscription{
		{Title: "The Bay Post é", URL: "https://bay.example/feed?a=1&b=2", Site: "https://bay.example"},
		{Title: "Vessel", URL: "vessel.xml"},
		{URL: "https://a.example/f"},
		{Title: "More lists", URL: "more.opml"},
	}
	encoded, _ := charmap.ISO8859_1.NewEncoder().String(doc)
	for _, doc := range []string{doc, encoded, "\uFEFF" + doc} {
		got, err := ParseOPML(strings.NewReader(doc))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("error %v (-want +got):\n%s", err, diff)
		}
	}
}

func TestParseOPMLDamaged(t *testing.T) {
	const head, feed = `<opml><body>`, `<outline xmlUrl="a"/>`
	for _, c := range []struct {
		doc  string
		n    int
		want error
	}{
		{"", 0, ErrFormat},
		{"words", 0, ErrFormat},
		{"<rss/>", 0, ErrFormat},
		{"<!-- <opml>", 0, ErrFormat},
		{`{"a":1}`, 0, ErrFormat},
		{"<opml/>", 0, nil},
		{head + feed, 1, ErrCut},
		{head + feed + `<outline xmlUrl="b`, 1, ErrCut},
		{head + feed + "<outline xmlUrl='b' <></opml>", 1, ErrBroken},
		{head + feed + `<?xml version="3"?></opml>`, 1, ErrBroken},
		{head + feed + "</b></outline></opml>", 1, nil},
		{head + feed + strings.Repeat("<outline>", 1<<18) + "</opml>", 1, nil},
		{head + feed + "<outline xmlUrl='&x;'/></opml>", 2, nil},
	} {
		got, err := ParseOPML(strings.NewReader(c.doc))
		if len(got) != c.n || !errors.Is(err, c.want) {
			t.Errorf("%.60q: got %v, %v, want %d and %v", c.doc, got, err, c.n, c.want)
		}
	}
	got, err := ParseOPML(io.MultiReader(strings.NewReader(head+feed), iotest.ErrReader(io.ErrClosedPipe)))
	if len(got) != 1 || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a reader that fails: got %v, %v", got, err)
	}
	if testing.Short() {
		return // the limit is 64 MiB
	}
	if got, err := ParseOPML(&counter{}); len(got) > 0 || !errors.Is(err, ErrTooLong) {
		t.Errorf("an endless list: got %d, %v, want ErrTooLong", len(got), err)
	}
}

func TestWriteOPML(t *testing.T) {
	all := []Subscription{
		{Title: `The "Bay" & <Post>`, URL: "https://bay.example/?a=1&b='2'", Site: "https://bay.example"},
		{URL: "feeds/vessel.xml"},
		{Title: "Línea\nnueva", URL: "x"},
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, "Feeds & more", all); err != nil {
		t.Fatal(err)
	}
	got, err := ParseOPML(&b)
	if err != nil || !slices.Equal(got, all) {
		t.Errorf("got %q, %v, want %q", got, err, all)
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Feeds</title>
  </head>
  <body>
    <outline text="x" type="rss" xmlUrl="x"></outline>
  </body>
</opml>
`
	b.Reset()
	if err := WriteOPML(&b, "Feeds", []Subscription{{URL: "x"}}); err != nil || b.String() != want {
		t.Errorf("got %s, %v, want %s", b.String(), err, want)
	}
	if err := WriteOPML(failingWriter{}, "", nil); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("got %v, want the error of the writer", err)
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
