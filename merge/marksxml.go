package merge

import "strconv"

// Namespace is that of the elements by which RSS and Atom say what they have no room for. Of the article: id, outlet, credit, canonical,
// precision, text (of a summary) and guessed (of a time), and title, byline, provider and url where readers might not take them as they
// are. Of its story: story, kept, original, kind, merge and also, the last with the attributes href, outlet, title, id and kind.
const Namespace = "https://github.com/samestory/samestory/merge"

// marksXML is what RSS and Atom say of an item beyond their own elements.
type marksXML struct {
	about
	Story    string    `xml:"samestory:story,omitempty"`
	Kept     string    `xml:"samestory:kept,omitempty"`
	Original string    `xml:"samestory:original,omitempty"`
	Kind     string    `xml:"samestory:kind,omitempty"`
	Merge    string    `xml:"samestory:merge,omitempty"`
	Also     []alsoXML `xml:"samestory:also"`
}

// mostElements is how many articles have an element of their own. More would take readers long, as the work of some grows with the
// square of elements; the list at the end of the content has all.
const mostElements = 500

type alsoXML struct {
	Href   string `xml:"href,attr,omitempty"`
	Outlet string `xml:"outlet,attr,omitempty"`
	Title  string `xml:"title,attr,omitempty"`
	ID     string `xml:"id,attr,omitempty"`
	Kind   string `xml:"kind,attr,omitempty"`
}

func (it *Item) marksXML() marksXML {
	m := marksXML{about: it.about().inXML()}
	if !it.marked() {
		return m
	}
	m.Story, m.Original, m.Kind = xmlText(it.Story), xmlText(it.Original), xmlText(string(it.Kind))
	m.Kept, m.Merge = strconv.FormatBool(it.Kept), xmlText(it.Settled)
	for _, a := range it.Also[:min(len(it.Also), mostElements)] {
		m.Also = append(m.Also, alsoXML{
			Href: xmlText(a.URL), Outlet: xmlText(a.Outlet), Title: xmlText(a.Title), ID: xmlText(a.ID), Kind: xmlText(string(a.Kind)),
		})
	}
	return m
}

// mediaNamespace is that of Media RSS.
const mediaNamespace = "http://search.yahoo.com/mrss/"

// mediaXML tells the credit of a medium, for which enclosures have no room.
type mediaXML struct {
	URL    string `xml:"url,attr"`
	Type   string `xml:"type,attr,omitempty"`
	Credit string `xml:"media:credit"`
}

func (it *Item) mediaXML() []mediaXML {
	var media []mediaXML
	for _, m := range it.extra().Media {
		if address := xmlText(ownAddress(m.URL)); address != "" && m.Credit != "" {
			media = append(media, mediaXML{URL: address, Type: xmlText(m.Type), Credit: xmlText(m.Credit)})
		}
	}
	return media
}
