package merge

import "strconv"

// Namespace is that of the elements by which RSS and Atom say what they have no room for: id, outlet and precision of an article, and
// the marks of a merge: story, kept, original, kind, merge and also, the last with the attributes href, outlet, title, id and kind.
const Namespace = "https://github.com/samestory/samestory/merge"

// marksXML is what RSS and Atom say of an item beyond their own elements.
type marksXML struct {
	ID        string    `xml:"samestory:id"`
	Outlet    string    `xml:"samestory:outlet,omitempty"`
	Precision string    `xml:"samestory:precision,omitempty"`
	Story     string    `xml:"samestory:story,omitempty"`
	Kept      string    `xml:"samestory:kept,omitempty"`
	Original  string    `xml:"samestory:original,omitempty"`
	Kind      string    `xml:"samestory:kind,omitempty"`
	Merge     string    `xml:"samestory:merge,omitempty"`
	Also      []alsoXML `xml:"samestory:also"`
}

type alsoXML struct {
	Href   string `xml:"href,attr,omitempty"`
	Outlet string `xml:"outlet,attr,omitempty"`
	Title  string `xml:"title,attr,omitempty"`
	ID     string `xml:"id,attr,omitempty"`
	Kind   string `xml:"kind,attr,omitempty"`
}

func (it *Item) marksXML() marksXML {
	m := marksXML{ID: xmlText(it.Article.ID), Outlet: xmlText(it.Article.Outlet), Precision: precision(&it.Article)}
	if !it.marked() {
		return m
	}
	m.Story, m.Original, m.Kind = xmlText(it.Story), xmlText(it.Original), xmlText(string(it.Kind))
	m.Kept, m.Merge = strconv.FormatBool(it.Kept), xmlText(it.Settled)
	for _, a := range it.Also {
		m.Also = append(m.Also, alsoXML{
			Href: xmlText(a.URL), Outlet: xmlText(a.Outlet), Title: xmlText(a.Title), ID: xmlText(a.ID), Kind: xmlText(string(a.Kind)),
		})
	}
	return m
}
