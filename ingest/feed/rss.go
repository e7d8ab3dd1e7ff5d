package feed

import (
	"cmp"
	"strconv"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
)

// extensions are the elements of other vocabularies in an item, by their usual prefixes.
type extensions ext.Extensions

// values returns the texts of an element.
func (x extensions) values(prefix, name string) []string {
	var values []string
	for _, e := range x[prefix][name] {
		if e.Value != "" {
			values = append(values, e.Value)
		}
	}
	return values
}

func (x extensions) value(prefix, name string) string { return first(x.values(prefix, name)) }

// atom returns the text of an element of Atom.
func (x extensions) atom(name string) string {
	return cmp.Or(x.value("atom", name), x.value("atom10", name), x.value("atom03", name))
}

// alternate returns the address that an element of Atom links to.
func (x extensions) alternate() string {
	for _, link := range x["atom"]["link"] {
		if rel := link.Attrs["rel"]; rel == "" || rel == "alternate" {
			return link.Attrs["href"]
		}
	}
	return ""
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

func rssChannel(f *rss.Feed) channel {
	x := extensions(f.Extensions)
	return channel{
		title:    markup.Line(cmp.Or(f.Title, x.value("dc", "title"))),
		site:     cmp.Or(f.Link, x.alternate()),
		language: cmp.Or(f.Language, x.value("dc", "language")),
	}
}

func rssEntry(i *rss.Item) entry {
	x := extensions(i.Extensions)
	e := entry{
		url:     cmp.Or(x.value("feedburner", "origLink"), i.Link, first(i.Links)),
		title:   cmp.Or(i.Title, x.value("dc", "title")),
		content: cmp.Or(i.Content, i.Custom["encoded"], x.atom("content"), x.value("yandex", "full-text"), i.Custom["fulltext"]),
		summary: cmp.Or(i.Description, x.value("dc", "description"), x.atom("summary"), x.value("itunes", "summary")),
		authors: rssAuthors(i, x),
		published: []string{
			i.PubDate, x.value("dc", "date"), x.value("dcterms", "issued"), x.value("dcterms", "created"),
			x.value("prism", "publicationDate"), x.atom("published"),
		},
		updated:  []string{x.value("dcterms", "modified"), x.atom("updated"), x.value("dc", "date")},
		language: x.value("dc", "language"),
		source:   rssSource(i, x),
	}
	e.marks, e.merged = x.marks()
	if i.GUID != nil {
		e.guid = i.GUID.Value
		if strings.EqualFold(i.GUID.IsPermalink, "true") {
			e.url = cmp.Or(e.url, markup.Resolve(nil, e.guid))
		}
	}
	e.url = cmp.Or(e.url, x.alternate())
	for _, c := range i.Categories {
		e.categories = append(e.categories, c.Value)
	}
	e.categories = append(e.categories, x.values("dc", "subject")...)
	for _, enclosure := range i.Enclosures {
		e.attach(article.Media{URL: enclosure.URL, Type: enclosure.Type, Length: length(enclosure.Length)})
	}
	e.attachMedia(x, "")
	return e
}

func rssAuthors(i *rss.Item, x extensions) []string {
	if names := append(x.values("dc", "creator"), x.values("dc", "author")...); len(names) > 0 {
		return names
	}
	if i.Author != "" {
		return []string{i.Author}
	}
	var names []string
	for _, author := range x["atom"]["author"] {
		names = append(names, extensions{"": author.Children}.value("", "name"))
	}
	return names
}

// personName returns the name out of "mail@example.org (Name)" or "Name <mail@example.org>", the ways of RSS and of mail.
func personName(written string) string {
	written = strings.TrimSpace(written)
	before, after, ok := strings.Cut(written, " (")
	switch {
	case ok && strings.Contains(before, "@"):
		return strings.TrimSuffix(after, ")")
	case ok && strings.Contains(after, "@"):
		return before
	}
	if before, after, ok = strings.Cut(written, " <"); ok && strings.Contains(after, "@") {
		return before
	}
	return written
}

// rssSource returns whom an item is from: the feed that it was taken from, or the source of Dublin Core.
func rssSource(i *rss.Item, x extensions) string {
	if i.Source != nil {
		if name := cmp.Or(i.Source.Title, host(i.Source.URL)); name != "" {
			return name
		}
	}
	source := x.value("dc", "source")
	return cmp.Or(host(source), source)
}

// attachMedia adds the files of Media RSS, with the credits that are theirs, or of the group or item that they are in.
func (e *entry) attachMedia(in extensions, credit string) {
	credit = cmp.Or(strings.Join(in.values("media", "credit"), ", "), credit)
	for _, name := range []string{"content", "thumbnail", "group"} {
		for _, m := range in["media"][name] {
			inner := extensions{"media": m.Children}
			own := cmp.Or(strings.Join(inner.values("media", "credit"), ", "), credit)
			e.attach(article.Media{URL: m.Attrs["url"], Type: m.Attrs["type"], Credit: own, Length: length(m.Attrs["fileSize"])})
			e.attachMedia(inner, credit)
		}
	}
}

// attach adds a file, if it has an address.
func (e *entry) attach(m article.Media) {
	if m.URL = strings.TrimSpace(m.URL); m.URL != "" {
		e.media = append(e.media, m)
	}
}

// length reads a number of bytes; what is none is 0, unknown.
func length(written string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(written), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
