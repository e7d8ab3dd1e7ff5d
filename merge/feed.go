package merge

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/samestory/samestory/article"
)

// Feed is what a merged feed says of itself. The zero value means the documented defaults.
type Feed struct {
	// Title names the feed; default "Merged news".
	Title string
	// Link is the address of the site that the feed belongs to; default none.
	Link string
	// Description says what the feed is; default "One item a story".
	Description string
	// Updated is when the feed was last changed; default the latest time of its items, so that the same items give the same bytes.
	Updated time.Time
}

// generator is what feeds say they were made by.
const generator = "samestory"

// withDefaults returns a copy with everything filled in.
func (f *Feed) withDefaults(items []Item) Feed {
	var out Feed
	if f != nil {
		out = *f
	}
	if out.Title == "" {
		out.Title = "Merged news"
	}
	if out.Description == "" {
		out.Description = "One item a story"
	}
	if !out.Updated.IsZero() {
		return out
	}
	for i := range items {
		for _, t := range []time.Time{items[i].Article.Published, items[i].extra().Updated} {
			if usable(t) && t.After(out.Updated) {
				out.Updated = t
			}
		}
	}
	return out
}

// title returns the title of an item; of one that has neither that nor text nor an address the id, as feeds take no item of nothing.
func (it *Item) title() string {
	a := &it.Article
	if a.Title == "" && strings.TrimSpace(a.Text) == "" && ownAddress(a.URL) == "" {
		return a.ID
	}
	return a.Title
}

// published is when an article was published, else when it was changed.
func published(a *article.Article) time.Time {
	if a.Published.IsZero() {
		return changed(a)
	}
	return a.Published
}

// usable reports whether a time can be written: not unknown, and with a year of four digits.
func usable(t time.Time) bool { return !t.IsZero() && t.UTC().Year() > 0 && t.UTC().Year() <= 9999 }

// formatTime writes a time in UTC, or nothing for one that is unknown.
func formatTime(t time.Time, layout string) string {
	if !usable(t) {
		return ""
	}
	return t.UTC().Format(layout)
}

// xmlText returns a text without what XML 1.0 forbids, and without the space at its ends, which readers leave out.
func xmlText(text string) string {
	text = strings.TrimSpace(text)
	if plainXML(text) {
		return text
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if !allowedInXML(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD")))
}

func plainXML(text string) bool {
	for _, r := range text {
		if !allowedInXML(r) {
			return false
		}
	}
	return utf8.ValidString(text)
}

// allowedInXML is Char of XML 1.0, 2.2.
func allowedInXML(r rune) bool {
	return r >= ' ' && r < 0xD800 || r == '\t' || r == '\n' || r == '\r' || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}
