package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
)

// feedOf is a feed of one item.
func feedOf(id string) string {
	return "<rss><channel><item><guid>urn:" + id + "</guid><title>" + id + "</title></item></channel></rss>"
}

// listOf is a list of feeds.
func listOf(addresses ...string) string {
	var b strings.Builder
	for _, a := range addresses {
		fmt.Fprintf(&b, "<outline text='x'><outline xmlUrl='%s'/></outline>\n", a)
	}
	return "<opml><body>\n" + b.String() + "</body></opml>"
}

// listsFolder returns a folder with these files, and the one around it.
func listsFolder(t *testing.T, files map[string]string) (dir, outside string) {
	t.Helper()
	inside := map[string]string{}
	for name, content := range files {
		inside["lists/"+name] = content
	}
	outside = tree(t, inside)
	return filepath.Join(outside, "lists"), outside
}

func TestListOfFiles(t *testing.T) {
	dir, _ := listsFolder(t, map[string]string{
		"list.opml": listOf("a.xml", "sub/b%20c.rss", "./a.xml", "sub/more.opml", "no.rss", "packed.gz", "notes.txt", "list.opml", "sub"),
		"a.xml":     feedOf("a"), "sub/b c.rss": feedOf("b"), "packed.gz": gz(feedOf("p")), "notes.txt": "not to be read",
		"sub/more.opml": listOf("d", "../a.xml", "../list.opml", "more.opml", "../../x"), "sub/d": feedOf("d"),
	})
	path := filepath.Join(dir, "list.opml")
	all, problems := collect(t, Paths(t.Context(), []string{path}, nil))
	if got := strings.Join(ids(all), " "); got != "urn:a urn:b urn:d urn:p" {
		t.Errorf("got %s, want each feed once, in order", got)
	}
	if want := filepath.Join(dir, "sub", "d"); len(all) == 4 && all[2].Place.Path != want {
		t.Errorf("got the place %v, want %s", all[2].Place, want)
	}
	wants := []struct {
		path string
		err  error
	}{{"sub/more.opml", ErrNotLocal}, {"no.rss", fs.ErrNotExist}, {"notes.txt", ErrFormat}, {"sub", ErrNotLocal}}
	for i, p := range problems {
		if w := wants[min(i, 3)]; len(problems) != 4 || !errors.Is(p, w.err) || p.Place.Path != filepath.Join(dir, w.path) {
			t.Errorf("problem %d: got %v, want %v at %s", i, p, w.err, w.path)
		}
	}
}

// TestListStaysInItsFolder names all ways out.
func TestListStaysInItsFolder(t *testing.T) {
	dir, outside := listsFolder(t, map[string]string{"list.opml": "", "in/x.rss": feedOf("in")})
	secret := write(t, filepath.Join(outside, "secret.rss"), feedOf("secret"))
	ways := []string{
		"../secret.rss", "in/../../secret.rss", secret, "file://" + secret, "file:../secret.rss", "//localhost" + secret, "%2e%2e/secret.rss",
		"..", ".", "/", "in", "C:\\secret.rss", "ftp://bay.example/x", "data:text/xml,x", "http://[", "in/%00",
	}
	if err := os.Symlink(secret, filepath.Join(dir, "link.rss")); err == nil {
		ways = append(ways, "link.rss")
	}
	if err := os.Symlink(outside, filepath.Join(dir, "up")); err == nil {
		ways = append(ways, "up/secret.rss")
	}
	for _, way := range ways {
		path := write(t, filepath.Join(dir, "list.opml"), listOf(way))
		all, problems := collect(t, Paths(t.Context(), []string{path}, nil))
		if len(all) > 0 || len(problems) != 1 {
			t.Errorf("%s: got %v and %v, want one problem", way, ids(all), problems)
		}
	}
	for _, way := range []string{"in/x.rss", "in/../in/x.rss", "../lists/in/x.rss"} {
		path := write(t, filepath.Join(dir, "list.opml"), listOf(way))
		all, _ := collect(t, Paths(t.Context(), []string{path}, nil))
		if inside := !strings.HasPrefix(way, ".."); inside != (len(all) == 1) {
			t.Errorf("%s: got %v", way, ids(all))
		}
	}
}

// TestListInAFolder: what the folder is read for anyway is not read again, and the bytes read are those of the folder.
func TestListInAFolder(t *testing.T) {
	names, want := []string{"a.xml", "b", ".hidden/c.rss"}, "urn:a urn:b urn:c"
	dir, _ := listsFolder(t, map[string]string{
		"list.opml": "", "a.xml": feedOf("a"), "b": feedOf("b"), ".hidden/c.rss": feedOf("c"), "d": feedOf("d"),
	})
	if os.Symlink("d", filepath.Join(dir, "link.rss")) == nil {
		names, want = append(names, "link.rss"), want+" urn:d"
	}
	write(t, filepath.Join(dir, "list.opml"), listOf(names...))
	read := int64(0)
	all, problems := collect(t, Paths(t.Context(), []string{dir}, &Options{OnBytes: func(n int64) { read += n }}))
	if got := strings.Join(ids(all), " "); got != want || len(problems) > 0 {
		t.Errorf("got %s and %v, want %s", got, problems, want)
	}
	if size := Size([]string{dir}, nil); read != size {
		t.Errorf("read %d bytes of %d", read, size)
	}
}

// TestListInAStream has no folder: no path of it is opened, even if there is such a file where the program runs.
func TestListInAStream(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.rss", feedOf("a"))
	list := write(t, "list.opml", listOf("a.rss"))
	f, err := os.Open(list)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, seq := range map[string]iter.Seq2[article.Article, error]{
		"a reader":   Reader(strings.NewReader(listOf("a.rss")), "list.opml", nil),
		"a file":     Reader(f, "list.opml", nil),
		"stdin":      Paths(t.Context(), []string{"-"}, &Options{Stdin: strings.NewReader(listOf("a.rss"))}),
		"compressed": Reader(strings.NewReader(gz(listOf("a.rss"))), "list.opml.gz", nil),
	} {
		all, problems := collect(t, seq)
		if p := one(t, problems); !errors.Is(p, ErrNotLocal) || len(all) > 0 {
			t.Errorf("%s: got %v and %v, want ErrNotLocal", name, ids(all), p)
		}
	}
}

// web is a set of documents, and counts those that are open.
type web struct {
	docs  map[string]string
	asked []string
	open  int
}

var errNoPage = errors.New("no such page")

func (w *web) fetch(_ context.Context, address string) (io.ReadCloser, error) {
	w.asked = append(w.asked, address)
	doc, ok := w.docs[address]
	if !ok {
		return nil, errNoPage
	}
	w.open++
	return &page{strings.NewReader(doc), w}, nil
}

type page struct {
	io.Reader
	web *web
}

func (p *page) Close() error {
	p.web.open--
	return nil
}

func TestListOfAddresses(t *testing.T) {
	const host = "https://bay.example/"
	dir, _ := listsFolder(t, map[string]string{"a.rss": feedOf("local"), "list.opml": listOf(
		host+"a", host+"none", "a.rss", host+"a", host+"more.opml", host+"page", "feed:"+host+"b", host+"packed", "HTTPS://bay.example/c")})
	docs := map[string]string{
		host + "a":         strings.Replace(feedOf("a"), "<title>", "<link>/x</link><title>", 1),
		host + "more.opml": listOf("deep/a.rss", "/a", "more.opml", "//other.example/"),
		host + "page":      "<html></html>", "feed:" + host + "b": feedOf("b"), host + "packed": gz(feedOf("p")),
		host + "deep/a.rss": feedOf("deep"), "https://other.example/": feedOf("other"), host + "c": feedOf("c"),
	}
	w := &web{docs: docs}
	list := filepath.Join(dir, "list.opml")
	all, problems := collect(t, Paths(t.Context(), []string{list}, &Options{Fetch: w.fetch}))
	if got := strings.Join(ids(all), " "); got != "urn:a urn:local urn:deep urn:other urn:b urn:p urn:c" {
		t.Errorf("got %s", got)
	}
	if a := all[0]; a.URL != host+"x" || a.Place.Path != host+"a" {
		t.Errorf("got %+v, want addresses relative to where the feed is", a)
	}
	want := []string{
		host + "a", host + "none", host + "more.opml", host + "deep/a.rss", "https://other.example/", host + "page", "feed:" + host + "b",
		host + "packed", host + "c",
	}
	if diff := cmp.Diff(want, w.asked); diff != "" || w.open != 0 {
		t.Errorf("%d left open; asked for (-want +got):\n%s", w.open, diff)
	}
	if len(problems) != 2 || !errors.Is(problems[0], errNoPage) || !errors.Is(problems[1], ErrFormat) {
		t.Errorf("got %v, want errNoPage and ErrFormat", problems)
	}
	for range Paths(t.Context(), []string{list}, &Options{Fetch: w.fetch}) {
		break
	}
	if w.open != 0 {
		t.Errorf("%d left open after the range was left", w.open)
	}

	all, problems = collect(t, Paths(t.Context(), []string{list}, nil))
	if len(all) != 1 || len(problems) != 7 || !errors.Is(problems[0], ErrNotFetched) || problems[0].Place.Path != host+"a" {
		t.Errorf("without Fetch: got %v and %v, want the local feed, and ErrNotFetched for each address", ids(all), problems)
	}
}

// TestListsWithinLists: a chain of lists without end is left after some.
func TestListsWithinLists(t *testing.T) {
	n := 0
	endless := func(context.Context, string) (io.ReadCloser, error) {
		n++
		return io.NopCloser(strings.NewReader(listOf(fmt.Sprint("https://bay.example/", n)))), nil
	}
	_, problems := read(t, "list.opml", listOf("https://bay.example/"), &Options{Fetch: endless})
	if p := one(t, problems); !errors.Is(p, ErrLists) || n > 10 {
		t.Errorf("got %v after %d lists, want ErrLists", p, n)
	}
}

func TestListDamaged(t *testing.T) {
	dir, _ := listsFolder(t, map[string]string{"a.rss": feedOf("a"), "list.opml": strings.TrimSuffix(listOf("a.rss"), "</opml>")})
	all, problems := collect(t, Paths(t.Context(), []string{filepath.Join(dir, "list.opml")}, nil))
	if p := one(t, problems); !errors.Is(p, io.ErrUnexpectedEOF) || len(all) != 1 {
		t.Errorf("cut off: got %v and %v, want the feed and io.ErrUnexpectedEOF", ids(all), p)
	}
	long := listOf("https://bay.example") + strings.Repeat(" ", 999)
	for content, want := range map[string]error{"": ErrFormat, "<rss/>": ErrFormat, "{}": ErrFormat, long: ErrTooLong} {
		_, problems := read(t, "list.opml", content, &Options{MaxArticle: 500})
		if p := one(t, problems); !errors.Is(p, want) {
			t.Errorf("%.30q: got %v, want %v", content, p, want)
		}
	}
}
