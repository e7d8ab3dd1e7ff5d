package ingest

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/samestory/samestory/article"
)

const sampleFeed = `<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Bay Post</title><link>https://bay.example</link>
<item><guid>urn:1</guid><title>Pears</title><description>Ann Bee keeps nine old trees and two hives.</description></item>
<item><guid>urn:2</guid><title>Ferry</title><pubDate>02/11/2026</pubDate></item>
<item><guid>urn:3</guid><title>Broken</p></title></item>
</channel></rss>
`

func TestFeedIsTold(t *testing.T) {
	const rss = `<rss><channel><item><guid>urn:1</guid><title>x</title></item></channel></rss>`
	const atom = `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>urn:1</a:id><a:title>x</a:title></a:entry></a:feed>`
	const jsonFeed = `{ "title": "The \"version\"", "version" : "https:\/\/jsonfeed.org\/version\/1.1", "items": [
		{ "id": "urn:1", "title": "x" } ] }`
	for _, c := range []struct {
		name, content string
		format        Format
		want          string // id of the only article; empty for ErrFormat
	}{
		{name: "a.rss", content: rss, want: "urn:1"},
		{name: "A.RDF", content: rss, want: "urn:1"},
		{name: "a.xml", content: "\uFEFF<?xml version='1.0'?>\n<!-- <html> -->\n<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss, want: "urn:1"},
		{name: "a.rss.gz", content: gz(rss), want: "urn:1"},
		{name: "a.xml.zst", content: zst(rss), want: "urn:1"},
		{name: "-", content: rss, want: "urn:1"},
		{name: "-", content: jsonFeed, want: "urn:1"},
		{name: "a.json", content: jsonFeed, want: "urn:1"},
		{name: "a.jsonl", content: `{"id":"j","version":"https://jsonfeed.org/version/1"}`, want: "j"},
		{name: "a.json", content: `{"id":"j","text":"see \"version\":\"https://jsonfeed.org/version/1\""}`, want: "j"},
		{name: "a.txt", content: rss, want: "a.txt"},
		{name: "a.txt", content: rss, format: Feed, want: "urn:1"},
		{name: "a.rss", content: "<html>Not found</html>", want: ""},
		{name: "a.rss", content: "", want: ""},
		{name: "a.xml", content: "<project/>", want: ""},
		{name: "a.atom", content: atom, want: "urn:1"},
	} {
		all, problems := read(t, c.name, c.content, &Options{Format: c.format})
		if c.want == "" {
			if p := one(t, problems); !errors.Is(p, ErrFormat) || len(all) > 0 {
				t.Errorf("%s %q: got %v %v, want ErrFormat", c.name, c.content, ids(all), p)
			}
			continue
		}
		if len(all) != 1 || all[0].ID != c.want || len(problems) > 0 {
			t.Errorf("%s %q: got %v %v, want id %q", c.name, c.content, ids(all), problems, c.want)
		}
	}
}

func TestFeedProblems(t *testing.T) {
	all, problems := read(t, "bay.rss", sampleFeed, &Options{KeepItems: true})
	if got := strings.Join(ids(all), " "); got != "urn:1 urn:2" || all[0].Item == nil || all[0].Outlet != "bay.example" {
		t.Errorf("got %s, %+v", got, all)
	}
	want := []struct {
		err   error
		place article.Place
		id    string
	}{{ErrTime, article.Place{Path: "bay.rss", Line: 4}, "urn:2"}, {ErrFormat, article.Place{Path: "bay.rss", Line: 5}, "urn:3"}}
	for i, p := range problems {
		if w := want[min(i, 1)]; len(problems) != 2 || !errors.Is(p, w.err) || p.Place != w.place || p.ID != w.id {
			t.Errorf("got %v, want %v at %v of %s", p, w.err, w.place, w.id)
		}
	}
	for name, content := range map[string]string{"bay.rss": sampleFeed[:250], "bay.rss.gz": gz(sampleFeed)[:180]} {
		all, problems := read(t, name, content, nil)
		if p := one(t, problems); !errors.Is(p, io.ErrUnexpectedEOF) || len(all) != 1 {
			t.Errorf("%s cut off: got %v and %v, want one article and io.ErrUnexpectedEOF", name, ids(all), p)
		}
	}
}

func TestFeedTooLong(t *testing.T) {
	path := write(t, t.TempDir()+"/bay.rss", sampleFeed)
	for limit, want := range map[int64]error{int64(len(sampleFeed)): ErrTime, int64(len(sampleFeed)) - 1: ErrTooLong} {
		opts := &Options{MaxArticle: limit}
		_, fromDisk := collect(t, Paths(t.Context(), []string{path}, opts))
		_, fromStream := read(t, "bay.rss", sampleFeed, opts)
		_, unpacked := read(t, "bay.rss.gz", gz(sampleFeed), opts)
		for _, problems := range [][]*article.Problem{fromDisk, fromStream, unpacked} {
			if len(problems) == 0 || !errors.Is(problems[0], want) {
				t.Errorf("limit %d: got %v, want %v", limit, problems, want)
			}
		}
	}
}

// TestFeedStops: the end of the context ends a feed, after one problem.
func TestFeedStops(t *testing.T) {
	path := write(t, t.TempDir()+"/bay.rss", sampleFeed)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	articles, problems := 0, 0
	for _, err := range Paths(ctx, []string{path, path}, nil) {
		if err == nil {
			articles++
			cancel()
			continue
		}
		if problems++; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want context.Canceled", err)
		}
	}
	if articles != 1 || problems != 1 {
		t.Errorf("got %d articles and %d problems, want one of each", articles, problems)
	}
}
