package feed

import (
	"cmp"
	"strings"

	"github.com/mmcdole/gofeed/atom"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
)

func atomChannel(f *atom.Feed) channel {
	return channel{
		title:    markup.Line(f.Title),
		site:     atomLink(f.Links, "alternate"),
		language: cmp.Or(f.Language, extensions(f.Extensions).value("dc", "language")),
		authors:  names(f.Authors),
	}
}

func atomEntry(i *atom.Entry) entry {
	x := extensions(i.Extensions)
	e := entry{
		guid:      i.ID,
		url:       cmp.Or(x.value("feedburner", "origLink"), atomLink(i.Links, "alternate"), markup.Resolve(nil, i.ID)),
		canonical: atomLink(i.Links, "canonical"),
		title:     i.Title,
		content:   atomContent(i.Content),
		summary:   i.Summary,
		authors:   names(i.Authors),
		published: []string{i.Published, x.value("dcterms", "issued"), x.value("dc", "date")},
		updated:   []string{i.Updated, x.value("dcterms", "modified")},
		language:  x.value("dc", "language"),
	}
	e.marks, e.merged = x.marks()
	if len(e.authors) == 0 {
		e.authors = x.values("dc", "creator")
	}
	if i.Source != nil {
		e.source = cmp.Or(i.Source.Title, host(atomLink(i.Source.Links, "alternate")), host(i.Source.ID))
		if len(e.authors) == 0 {
			e.authors = names(i.Source.Authors)
		}
	}
	for _, c := range i.Categories {
		e.categories = append(e.categories, cmp.Or(c.Label, c.Term))
	}
	e.categories = append(e.categories, x.values("dc", "subject")...)
	for _, l := range i.Links {
		switch l.Rel {
		case "enclosure":
			e.attach(article.Media{URL: l.Href, Type: l.Type, Length: length(l.Length)})
		case "via":
			e.links = append(e.links, l.Href)
		}
	}
	e.attachMedia(x, "")
	return e
}

// atomContent returns content that can be read as text: not that of a picture, nor what lies elsewhere.
func atomContent(c *atom.Content) string {
	if c == nil {
		return ""
	}
	kind := strings.ToLower(c.Type)
	if strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.Contains(kind, "html") {
		return ""
	}
	return c.Value
}

// atomLink returns the first address of a relation; a page rather than another kind of file.
func atomLink(links []*atom.Link, rel string) string {
	other := ""
	for _, l := range links {
		switch {
		case l.Rel != rel || strings.TrimSpace(l.Href) == "":
		case l.Type == "" || strings.Contains(l.Type, "html"):
			return l.Href
		default:
			other = cmp.Or(other, l.Href)
		}
	}
	return other
}

// names returns the names of people, or their addresses where they have none.
func names(people []*atom.Person) []string {
	var names []string
	for _, p := range people {
		if name := cmp.Or(p.Name, p.Email); name != "" {
			names = append(names, name)
		}
	}
	return names
}
