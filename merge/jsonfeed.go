package merge

import (
	"io"
	"time"
)

// JSONFeed writes items as a JSON Feed 1.1, an item a line. What the format has no room for is in the extension _samestory, whose fields
// are named as the elements of Namespace: strings, but for the bool kept and for also, as in JSONLines, and credits, a list of objects with
// the url and the text of the credit of an attachment. A nil feed means the defaults.
func JSONFeed(w io.Writer, f *Feed, items []Item) error {
	feed := f.withDefaults(items)
	j := newJSONWriter(w)
	j.raw("{\n\"version\":\"https://jsonfeed.org/version/1.1\",\n\"title\":")
	j.value(feed.Title)
	if link := ownAddress(feed.Link); link != "" {
		j.raw(",\n\"home_page_url\":")
		j.value(link)
	}
	j.raw(",\n\"description\":")
	j.value(feed.Description)
	j.raw(",\n\"items\":[")
	for i := range items {
		if i > 0 {
			j.raw(",")
		}
		j.raw("\n")
		j.value(newJSONItem(&items[i]))
	}
	j.raw("\n]\n}\n")
	return j.flush()
}

type jsonItem struct {
	ID          string           `json:"id"`
	URL         string           `json:"url,omitempty"`
	Title       string           `json:"title,omitempty"`
	Summary     string           `json:"summary,omitempty"`
	Content     string           `json:"content_html"`
	Published   string           `json:"date_published,omitempty"`
	Modified    string           `json:"date_modified,omitempty"`
	Authors     []jsonAuthor     `json:"authors,omitempty"`
	Language    string           `json:"language,omitempty"`
	Tags        []string         `json:"tags,omitempty"`
	Attachments []jsonAttachment `json:"attachments,omitempty"`
	Marks       jsonExtension    `json:"_samestory"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonAttachment struct {
	URL    string `json:"url"`
	Type   string `json:"mime_type,omitempty"`
	Length int64  `json:"size_in_bytes,omitempty"`
}

// jsonExtension is the extension of an item; marksJSON is nil where there is nothing to say of a story.
type jsonExtension struct {
	about
	*marksJSON
	Credits []credit `json:"credits,omitempty"`
}

func newJSONItem(it *Item) *jsonItem {
	a, extra := &it.Article, it.extra()
	content, summary := it.content()
	out := &jsonItem{
		ID: a.ID, URL: ownAddress(a.URL), Title: it.title(), Summary: summary, Content: content,
		Published: formatTime(a.Published, time.RFC3339), Modified: formatTime(extra.Updated, time.RFC3339),
		Language: a.Language, Tags: extra.Categories,
		Marks: jsonExtension{about: it.about(), marksJSON: it.marks()},
	}
	if a.Byline != "" {
		out.Authors = []jsonAuthor{{a.Byline}}
	}
	out.Marks.Provider = a.Provider
	for _, m := range extra.Media {
		address := ownAddress(m.URL)
		if address == "" {
			continue
		}
		out.Attachments = append(out.Attachments, jsonAttachment{URL: address, Type: m.Type, Length: max(m.Length, 0)})
		if m.Credit != "" {
			out.Marks.Credits = append(out.Marks.Credits, credit{address, m.Credit})
		}
	}
	return out
}
