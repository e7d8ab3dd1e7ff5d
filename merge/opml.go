package merge

import (
	"io"
	"net/url"
	"path/filepath"
	"time"
)

// stdin is the path of articles that were read from standard input.
const stdin = "-"

// OPML writes an OPML 2.0 list of the feeds that the items came from: the file or address that they were read from (Place.Path), each
// once, in the order of the items, named after the outlet if all its items have one and the same, else after the file. Items that
// were read from standard input tell of no feed and are left out. A nil feed means the defaults.
func OPML(w io.Writer, f *Feed, items []Item) error {
	feed := f.withDefaults(items)
	x := newXMLWriter(w)
	x.open("opml", "version", "2.0")
	x.open("head")
	x.text("title", feed.Title)
	if usable(feed.Updated) {
		x.text("dateModified", formatTime(feed.Updated, time.RFC1123Z))
	}
	x.close("head")
	x.open("body")
	for _, s := range sourcesOf(items) {
		attributes := []string{"type", "rss", "text", s.name, "title", s.name, "xmlUrl", s.path}
		if s.site != "" {
			attributes = append(attributes, "htmlUrl", s.site)
		}
		x.empty("outline", attributes...)
	}
	x.close("body")
	x.close("opml")
	return x.flush()
}

// source is a feed that items came from.
type source struct{ path, name, site string }

func sourcesOf(items []Item) []source {
	var sources []source
	index := map[string]int{}
	for i := range items {
		a := &items[i].Article
		path := a.Place.Path
		if path == "" || path == stdin {
			continue
		}
		n, known := index[path]
		if !known {
			n = len(sources)
			index[path] = n
			sources = append(sources, source{path: path, name: oneLine(a.Outlet), site: site(a.URL)})
		}
		s := &sources[n]
		if s.name != oneLine(a.Outlet) {
			s.name = ""
		}
		if s.site != site(a.URL) {
			s.site = ""
		}
	}
	for i := range sources {
		if sources[i].name == "" {
			sources[i].name = filepath.Base(sources[i].path)
		}
	}
	return sources
}

// site returns the address of the site of a web address, or nothing.
func site(address string) string {
	if webAddress(address) == "" {
		return ""
	}
	u, err := url.Parse(webAddress(address))
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/"
}
