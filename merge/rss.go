package merge

import (
	"io"
	"time"
)

// RSS writes items as RSS 2.0, the content as content:encoded. The guid of an item is the id of its article. A nil feed means the
// defaults.
func RSS(w io.Writer, f *Feed, items []Item) error {
	feed := f.withDefaults(items)
	x := newXMLWriter(w)
	x.open("rss", "version", "2.0", "xmlns:content", "http://purl.org/rss/1.0/modules/content/",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:atom", "http://www.w3.org/2005/Atom",
		"xmlns:media", mediaNamespace, "xmlns:samestory", Namespace)
	x.open("channel")
	x.text("title", feed.Title)
	x.text("link", ownAddress(feed.Link))
	x.text("description", feed.Description)
	if usable(feed.Updated) {
		x.text("lastBuildDate", formatTime(feed.Updated, time.RFC1123Z))
	}
	x.text("generator", generator)
	for i := range items {
		x.value(newRSSItem(&items[i]))
	}
	x.close("channel")
	x.close("rss")
	return x.flush()
}

type rssItem struct {
	XMLName    struct{}       `xml:"item"`
	Title      string         `xml:"title"`
	Link       string         `xml:"link,omitempty"`
	GUID       rssGUID        `xml:"guid"`
	Creator    string         `xml:"dc:creator,omitempty"`
	Author     *rssAuthor     `xml:"atom:author"`
	Published  string         `xml:"pubDate,omitempty"`
	Updated    string         `xml:"atom:updated,omitempty"`
	Canonical  *rssLink       `xml:"atom:link"`
	Language   string         `xml:"dc:language,omitempty"`
	Rights     string         `xml:"dc:rights,omitempty"`
	Source     *rssSource     `xml:"source"`
	Categories []string       `xml:"category"`
	Summary    string         `xml:"description,omitempty"`
	Content    string         `xml:"content:encoded,omitempty"`
	Enclosures []rssEnclosure `xml:"enclosure"`
	Media      []mediaXML     `xml:"media:content"`
	marksXML
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

// rssAuthor is for names that are no plain names: some readers take what is in parentheses in dc:creator for a mail address.
type rssAuthor struct {
	Name string `xml:"atom:name"`
}

type rssLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// rssSource is where an item comes from. The address is required, though it is seldom known: it is that of the site.
type rssSource struct {
	URL  string `xml:"url,attr"`
	Name string `xml:",chardata"`
}

type rssEnclosure struct {
	URL    string `xml:"url,attr"`
	Length int64  `xml:"length,attr"`
	Type   string `xml:"type,attr,omitempty"`
}

func newRSSItem(it *Item) *rssItem {
	a, extra := &it.Article, it.extra()
	out := &rssItem{
		Title: xmlText(it.title()), Link: xmlText(ownAddress(a.URL)), GUID: rssGUID{ID: xmlText(a.ID)},
		Published: formatTime(a.Published, time.RFC1123Z), Updated: formatTime(extra.Updated, time.RFC3339),
		Language: xmlText(a.Language), Rights: xmlText(a.Credit), marksXML: it.marksXML(),
	}
	if delicate(a.Byline) != "" {
		out.Author = &rssAuthor{xmlText(a.Byline)}
	} else {
		out.Creator = xmlText(a.Byline)
	}
	if address := webAddress(a.Canonical); address != "" {
		out.Canonical = &rssLink{"canonical", xmlText(address)}
	}
	if a.Provider != "" {
		out.Source = &rssSource{URL: xmlText(site(a.URL)), Name: xmlText(a.Provider)}
	}
	for _, c := range extra.Categories {
		out.Categories = append(out.Categories, xmlText(c))
	}
	out.Content, out.Summary = it.content()
	out.Content, out.Summary = xmlText(out.Content), xmlText(out.Summary)
	for _, m := range extra.Media {
		if address := xmlText(ownAddress(m.URL)); address != "" {
			out.Enclosures = append(out.Enclosures, rssEnclosure{URL: address, Length: max(m.Length, 0), Type: xmlText(m.Type)})
		}
	}
	out.Media = it.mediaXML()
	return out
}
