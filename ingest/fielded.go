package ingest

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
	"github.com/samestory/samestory/ingest/moment"
)

// fielded is one record of a table or one JSON object.
type fielded interface {
	// text returns what a field says, and list the same of a field that has several things to say.
	text(f field) string
	list(f field) []string
}

// articleOf returns the article of a record. A time of publication that is not understood is an error beside it.
func articleOf(r fielded, place article.Place) (article.Article, error) {
	a := article.Article{
		ID:        r.text(fieldID),
		Outlet:    r.text(fieldOutlet),
		URL:       r.text(fieldURL),
		Title:     r.text(fieldTitle),
		Byline:    r.text(fieldByline),
		Language:  languageTag(r.text(fieldLanguage)),
		Text:      r.text(fieldText),
		Provider:  r.text(fieldProvider),
		Credit:    r.text(fieldCredit),
		Canonical: r.text(fieldCanonical),
		Links:     r.list(fieldLinks),
		Place:     place,
	}
	if a.Text == "" {
		fromHTML(&a, r.text(fieldHTML))
	}
	summarise(&a, r.text(fieldSummary))
	if is, err := strconv.ParseBool(r.text(fieldIsSummary)); err == nil {
		a.Summary = is && a.Text != ""
	}
	var err error
	a.Published, a.Precision, err = moment.ParseIn(r.text(fieldPublished), a.Language)
	return a, err
}

// itemOf returns what is needed to write an article again: the record as JSON, and its markup unless that is a whole page.
func itemOf(r fielded, a *article.Article, record []byte) *article.Item {
	item := &article.Item{Record: record}
	base := addressOf(a)
	if page := strings.TrimLeft(r.text(fieldHTML), jsonSpace); page != "" && !startsPage([]byte(page[:min(len(page), headSize)])) {
		item.HTML = markup.Absolute(page, base)
	}
	item.Summary = markup.Absolute(r.text(fieldSummary), base)
	if a.Summary && item.HTML == "" || item.HTML == item.Summary {
		item.HTML, item.Summary = item.Summary, "" // as those of feeds
	}
	return item
}

// addressOf returns what the links of an article are relative to, or nil.
func addressOf(a *article.Article) *url.URL {
	base, err := url.Parse(a.URL)
	if err != nil || a.URL == "" {
		return nil
	}
	return base
}

// fromHTML takes the text from HTML, and what that links to unless the record says so itself.
func fromHTML(a *article.Article, html string) {
	if html == "" {
		return
	}
	text, links := markup.Text(html, addressOf(a))
	a.Text = text
	if len(a.Links) == 0 {
		a.Links = links
	}
}

// summarise has a summary stand in for the text, and notes where the text is nothing but the summary.
func summarise(a *article.Article, summary string) {
	switch {
	case a.Text == "":
		fromHTML(a, summary)
		a.Summary = a.Text != ""
	case len(summary) >= len(a.Text):
		text, _ := markup.Text(summary, nil)
		a.Summary = text == a.Text
	}
}

// languageTag returns a language as articles have it: databases also write "eng" and "en_GB". What is no tag, such as "English", is
// better told from the text.
func languageTag(written string) string {
	if len(written) <= 2 {
		return written
	}
	tag, err := language.Parse(strings.ReplaceAll(written, "_", "-"))
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}
