package merge

import (
	"io"
	"time"

	"github.com/samestory/samestory/article"
)

// JSONLines writes an object a line. An article that was read from a JSON object is that object again, with all its fields as they
// were; the field id is set where it was missing or is not unique, and an object that does not hold the text, under whatever name, gets
// those fields of an article that it lacks. An item of a JSON Feed has the fields of an article first. Any other article is an object
// with the fields that ingest reads (id, outlet, url, title, byline, provider, credit, canonical, links, language, published, text,
// summary, html, is_summary) and what a feed's item has besides (guid, version, updated, categories, media), less those without a value.
//
// An item that stands for others, belongs to a story or is settled has the field samestory: an object with the strings story, original
// and kind, the bool kept, and the list also of objects with the strings id, outlet, title, url and kind; see Item. What is not known
// is an empty string. The string merge is Item.Settled.
func JSONLines(w io.Writer, items []Item) error {
	j := newJSONWriter(w)
	for i := range items {
		line, err := items[i].line()
		if err != nil {
			return err
		}
		j.raw(string(line))
		j.raw("\n")
	}
	return j.flush()
}

// line returns an item as a JSON object on one line.
func (it *Item) line() ([]byte, error) {
	o, err := parseObject(it.extra().Record)
	if err != nil {
		o = nil // it was no object after all
	}
	o, err = it.completed(o.without(lineField).without(feedField))
	if err != nil {
		return nil, err
	}
	if o.text("id") != it.Article.ID {
		id, err := marshal(it.Article.ID)
		if err != nil {
			return nil, err
		}
		o = o.with("id", id)
	}
	if m := it.marks(); m != nil {
		marks, err := marshal(m)
		if err != nil {
			return nil, err
		}
		o = append(o, field{lineField, marks})
	}
	return o.json()
}

// completed returns the object that an item was read from with what of the article it does not say.
func (it *Item) completed(o object) (object, error) {
	fed := it.fed(o)
	if !fed && len(o) > 0 && (it.Article.Text == "" || o.holds("text", it.Article.Text)) {
		return o, nil
	}
	more, err := it.object()
	if err != nil {
		return nil, err
	}
	if fed {
		o, more = more, o
	}
	for _, f := range more {
		if !o.has(f.name) && !(f.name == "outlet" && o.has("source")) {
			o = append(o, f)
		}
	}
	return o, nil
}

// fed reports whether an object is an item of a JSON Feed: it says less than the article does, which knows of the feed, and some of it
// otherwise.
func (it *Item) fed(o object) bool {
	return it.extra().GUID != "" && (o.has("content_html") || o.has("content_text"))
}

// articleJSON is an article that was not read from JSON.
type articleJSON struct {
	ID         string      `json:"id"`
	Outlet     string      `json:"outlet,omitempty"`
	URL        string      `json:"url,omitempty"`
	Title      string      `json:"title,omitempty"`
	Byline     string      `json:"byline,omitempty"`
	Provider   string      `json:"provider,omitempty"`
	Credit     string      `json:"credit,omitempty"`
	Canonical  string      `json:"canonical,omitempty"`
	Links      []string    `json:"links,omitempty"`
	Language   string      `json:"language,omitempty"`
	Published  string      `json:"published,omitempty"`
	Text       string      `json:"text"`
	GUID       string      `json:"guid,omitempty"`
	Version    string      `json:"version,omitempty"`
	Updated    string      `json:"updated,omitempty"`
	Categories []string    `json:"categories,omitempty"`
	Media      []mediaJSON `json:"media,omitempty"`
	Summary    string      `json:"summary,omitempty"`
	HTML       string      `json:"html,omitempty"`
	IsSummary  bool        `json:"is_summary,omitempty"`
}

type mediaJSON struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`
	Credit string `json:"credit,omitempty"`
	Length int64  `json:"length,omitempty"`
}

// object returns an item as the object that it is where it was not read from one.
func (it *Item) object() (object, error) {
	a, extra := &it.Article, it.extra()
	out := articleJSON{
		ID: a.ID, Outlet: a.Outlet, URL: a.URL, Title: a.Title, Byline: a.Byline, Provider: a.Provider, Credit: a.Credit, Canonical: a.Canonical,
		Links: a.Links, Language: a.Language, Published: formatPublished(a), Text: a.Text,
		GUID: extra.GUID, Version: extra.Version, Updated: formatTime(extra.Updated, time.RFC3339), Categories: extra.Categories,
		Summary: extra.Summary, HTML: extra.HTML, IsSummary: a.Summary,
	}
	for _, m := range extra.Media {
		out.Media = append(out.Media, mediaJSON(m))
	}
	data, err := marshal(out)
	if err != nil {
		return nil, err
	}
	return parseObject(data)
}

// formatPublished writes a time of publication as exactly as it is known.
func formatPublished(a *article.Article) string {
	switch {
	case !usable(a.Published):
		return ""
	case a.Precision == article.ToDay:
		return a.Published.Format(time.DateOnly)
	case a.Precision == article.ToMinute:
		return a.Published.UTC().Format("2006-01-02T15:04Z07:00")
	}
	return formatTime(a.Published, time.RFC3339)
}
