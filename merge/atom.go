package merge

import (
	"io"
	"net/url"
	"strconv"
	"time"
)

// Atom writes items as an Atom 1.0 feed (RFC 4287). The id of an entry is that of its article if it is an address or another IRI;
// any other is made one by "urn:x-samestory:" in front. A time of change is required; for an item without any time it is
// 1970. A nil feed means the defaults.
func Atom(w io.Writer, f *Feed, items []Item) error {
	feed := f.withDefaults(items)
	x := newXMLWriter(w)
	x.open("feed", "xmlns", "http://www.w3.org/2005/Atom", "xmlns:samestory", Namespace)
	x.text("title", feed.Title)
	x.text("subtitle", feed.Description)
	if link := ownAddress(feed.Link); link != "" {
		x.empty("link", "rel", "alternate", "href", link)
		x.text("id", link)
	} else {
		x.text("id", Namespace)
	}
	x.text("updated", formatTime(atLeastEpoch(feed.Updated), time.RFC3339))
	// Entries without an author need that of the feed.
	x.open("author")
	x.text("name", feed.Title)
	x.close("author")
	x.text("generator", generator)
	for i := range items {
		x.value(newAtomEntry(&items[i]))
	}
	x.close("feed")
	return x.flush()
}

// atLeastEpoch returns a time, or 1970 for one that cannot be written.
func atLeastEpoch(t time.Time) time.Time {
	if !usable(t) {
		return time.Unix(0, 0)
	}
	return t
}

type atomEntry struct {
	XMLName    struct{}       `xml:"entry"`
	Language   string         `xml:"xml:lang,attr,omitempty"`
	Title      atomText       `xml:"title"`
	Links      []atomLink     `xml:"link"`
	ID         string         `xml:"id"`
	Author     *atomPerson    `xml:"author"`
	Published  string         `xml:"published,omitempty"`
	Updated    string         `xml:"updated"`
	Rights     string         `xml:"rights,omitempty"`
	Source     *atomSource    `xml:"source"`
	Categories []atomCategory `xml:"category"`
	Summary    *atomText      `xml:"summary"`
	Content    *atomText      `xml:"content"`
	marksXML
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomLink struct {
	Rel    string `xml:"rel,attr"`
	Href   string `xml:"href,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Length string `xml:"length,attr,omitempty"`
	// Credit is an attribute of our own, as Atom has none.
	Credit string `xml:"samestory:credit,attr,omitempty"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomSource struct {
	Title string `xml:"title"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

func newAtomEntry(it *Item) *atomEntry {
	a, extra := &it.Article, it.extra()
	out := &atomEntry{
		Language: xmlText(a.Language), Title: atomText{"text", xmlText(a.Title)}, ID: atomID(xmlText(a.ID)),
		Published: formatTime(a.Published, time.RFC3339), Rights: xmlText(a.Credit), marksXML: it.marksXML(), Links: it.atomLinks(),
	}
	updated := extra.Updated
	if !usable(updated) {
		updated = atLeastEpoch(a.Published)
	}
	out.Updated = formatTime(updated, time.RFC3339)
	if a.Byline != "" {
		out.Author = &atomPerson{xmlText(a.Byline)}
	}
	if a.Provider != "" {
		out.Source = &atomSource{xmlText(a.Provider)}
	}
	for _, c := range extra.Categories {
		out.Categories = append(out.Categories, atomCategory{xmlText(c)})
	}
	content, summary := it.content()
	if content != "" {
		out.Content = &atomText{"html", xmlText(content)}
	}
	if summary != "" {
		out.Summary = &atomText{"html", xmlText(summary)}
	}
	return out
}

// atomID returns an id as the IRI that Atom asks for, such that readers who resolve it leave it as it is.
func atomID(id string) string {
	if u, err := url.Parse(id); err == nil && u.IsAbs() && u.String() == id {
		return id
	}
	return "urn:x-samestory:" + url.PathEscape(id)
}

func (it *Item) atomLinks() []atomLink {
	var links []atomLink
	if address := ownAddress(it.Article.URL); address != "" {
		links = append(links, atomLink{Rel: "alternate", Href: xmlText(address)})
	}
	if address := webAddress(it.Article.Canonical); address != "" {
		links = append(links, atomLink{Rel: "canonical", Href: xmlText(address)})
	}
	for _, m := range it.extra().Media {
		address := ownAddress(m.URL)
		if address == "" {
			continue
		}
		l := atomLink{Rel: "enclosure", Href: xmlText(address), Type: xmlText(m.Type), Credit: xmlText(m.Credit)}
		if m.Length > 0 {
			l.Length = strconv.FormatInt(m.Length, 10)
		}
		links = append(links, l)
	}
	return links
}
