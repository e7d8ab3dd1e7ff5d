package merge

import (
	"strings"
	"time"

	"github.com/samestory/samestory/article"
)

// about is what an article has and a feed has no room for, or what its readers might not take as it is. It is written beside each item,
// so that a merged feed which is merged again is what it was.
type about struct {
	// ID is there always, and Outlet, Credit and Canonical wherever they are known.
	ID        string `json:"id"                  xml:"samestory:id"`
	Outlet    string `json:"outlet,omitempty"    xml:"samestory:outlet,omitempty"`
	Credit    string `json:"credit,omitempty"    xml:"samestory:credit,omitempty"`
	Canonical string `json:"canonical,omitempty" xml:"samestory:canonical,omitempty"`
	// Title, Byline and Provider are there if readers might change them, and URL if it is a relative one.
	Title    string `json:"title,omitempty"    xml:"samestory:title,omitempty"`
	Byline   string `json:"byline,omitempty"   xml:"samestory:byline,omitempty"`
	Provider string `json:"provider,omitempty" xml:"samestory:provider,omitempty"`
	URL      string `json:"url,omitempty"      xml:"samestory:url,omitempty"`
	// Precision is the name of that of the time of publication, if that is not the second.
	Precision string `json:"precision,omitempty" xml:"samestory:precision,omitempty"`
	// Text is "summary" if that is all there is of the text.
	Text string `json:"text,omitempty" xml:"samestory:text,omitempty"`
	// Guessed is the time of the two, published and updated, that is not known and that the format, or its readers, take from the other.
	Guessed string `json:"guessed,omitempty" xml:"samestory:guessed,omitempty"`
}

// precisions are the names of the precisions that have to be told, as reports name them.
var precisions = map[article.Precision]string{article.ToMinute: "minute", article.ToDay: "day"}

// textSummary is the value of about.Text.
const textSummary = "summary"

// The values of about.Guessed.
const guessedUpdated, guessedPublished = "updated", "published"

func (it *Item) about() about {
	a := &it.Article
	out := about{
		ID: a.ID, Outlet: a.Outlet, Credit: a.Credit, Canonical: webAddress(a.Canonical),
		Title: delicate(a.Title), Byline: delicate(a.Byline), Provider: delicate(a.Provider),
	}
	if webAddress(a.URL) == "" || oneSpelling(a.URL) != a.URL {
		out.URL = ownAddress(a.URL)
	}
	if a.Summary {
		out.Text = textSummary
	}
	switch {
	case usable(a.Published):
		out.Precision = precisions[a.Precision]
	case usable(it.extra().Updated):
		out.Guessed = guessedPublished
	}
	return out
}

// delicate returns a text if readers of feeds might change it.
func delicate(text string) string {
	if strings.ContainsAny(text, "<&@()") || strings.Join(strings.Fields(text), " ") != text {
		return text
	}
	return ""
}

// restore gives an article back what was written about it, but for the id, which its reader has to know, and takes off the times that were
// made up for the format.
func (it *Item) restore(m *about, extra *article.Item) {
	a := &it.Article
	if m.ID != "" { // else it was no feed
		a.Outlet, a.Credit, a.Canonical = m.Outlet, m.Credit, webAddress(m.Canonical)
		a.Summary = m.Text == textSummary
	}
	for field, value := range map[*string]string{
		&a.Title: m.Title, &a.Byline: m.Byline, &a.Provider: m.Provider, &a.URL: ownAddress(m.URL),
	} {
		if value != "" {
			*field = value
		}
	}
	for p, name := range precisions {
		if name == m.Precision {
			a.Precision = p
		}
	}
	if m.Guessed == guessedUpdated {
		extra.Updated = time.Time{}
	}
	if m.Guessed == guessedPublished || m.Guessed == guessedUpdated && a.Published.Equal(epoch) {
		a.Published = time.Time{}
	}
}

// inXML returns what can be written as XML.
func (m about) inXML() about {
	for _, field := range []*string{&m.ID, &m.Outlet, &m.Credit, &m.Canonical, &m.Title, &m.Byline, &m.Provider, &m.URL} {
		*field = xmlText(*field)
	}
	return m
}
