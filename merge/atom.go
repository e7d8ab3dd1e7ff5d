package merge

import (
	"io"
	"net/url"
	"strconv"
	"time"
)

// Atom writes items as an Atom 1.0 feed (RFC 4287). The id of an entry is that of its article if it is an address or another IRI;
// any other is made one by "urn:x-samestory:" in front. A time of change is required; where it is not known it is that of publication,
// else 1970. A nil feed means the defaults.
func Atom(w io.Writer, f *Feed, items []Item) error {
	feed := f.withDefaults(items)
	x := newXMLWriter(w)
	x.open("feed", "xmlns", "http://www.w3.org/2005/Atom", "xmlns:media", mediaNamespace, "xmlns:samestory", Namespace)
	x.text("title", feed.Title)
	x.text("subtitle", feed.Description)
	if link := ownAddress(feed.Link); link != "" {
		x.empty("link", "rel", "alternate", "href", link)
		x.text("id", link)
	} else {
		x.text("id", Namespace)
	}
	x.text("updated", formatTime(orEpoch(feed.Updated), time.RFC3339))
	x.text("generator", generator)
	for i := range items {
		x.value(newAtomEntry(&items[i]))
	}
	x.close("feed")
	return x.flush()
}

// epoch is the time of those that are not known.
var epoch = time.Unix(0, 0)

// orEpoch returns a time, or that of those that are not known.
func orEpoch(t time.Time) time.Time {
	if !usable(t) {
		return epoch
	}
	return t
}

type atomEntry struct {
	XMLName    struct{}       `xml:"entry"`
	Language   string         `xml:"xml:lang,attr,omitempty"`
	Title      atomText       `xml:"title"`
	Links      []atomLink     `xml:"link"`
	ID         string         `xml:"id"`
	Author     atomPerson     `xml:"author"`
	Published  string         `xml:"published,omitempty"`
	Updated    string         `xml:"updated"`
	Rights     string         `xml:"rights,omitempty"`
	Source     *atomSource    `xml:"source"`
	Categories []atomCategory `xml:"category"`
	Summary    *atomText      `xml:"summary"`
	Content    *atomText      `xml:"content"`
	Media      []mediaXML     `xml:"media:content"`
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
}

// atomPerson is an author. Every entry has one, without a name where none is known: that of the feed would pass for it else.
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
		Language: xmlText(a.Language), Title: atomText{"text", xmlText(it.title())}, ID: atomID(xmlText(a.ID)),
		Published: formatTime(a.Published, time.RFC3339), Author: atomPerson{xmlText(a.Byline)}, Rights: xmlText(a.Credit),
		Links: it.atomLinks(), Media: it.mediaXML(), marksXML: it.marksXML(),
	}
	updated := extra.Updated
	if !usable(updated) {
		updated, out.Guessed = orEpoch(a.Published), guessedUpdated
	}
	out.Updated = formatTime(updated, time.RFC3339)
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
		address := oneSpelling(ownAddress(m.URL)) // or readers would change it
		if address == "" {
			continue
		}
		l := atomLink{Rel: "enclosure", Href: xmlText(address), Type: xmlText(m.Type)}
		if m.Length > 0 {
			l.Length = strconv.FormatInt(m.Length, 10)
		}
		links = append(links, l)
	}
	return links
}
