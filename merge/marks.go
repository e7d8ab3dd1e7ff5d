package merge

import (
	"slices"
	"strings"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// The names of the JSON object that an item is marked with: a field of JSON Lines, and an extension of JSON Feed, where such names
// begin with an underscore.
const (
	lineField = "samestory"
	feedField = "_samestory"
)

// marksJSON is what a merge writes of an item's story.
type marksJSON struct {
	Story    string     `json:"story"`
	Kept     bool       `json:"kept"`
	Original string     `json:"original"`
	Kind     string     `json:"kind"`
	Also     []alsoJSON `json:"also"`
	Merge    string     `json:"merge,omitempty"`
}

type alsoJSON struct {
	ID     string `json:"id"`
	Outlet string `json:"outlet"`
	Title  string `json:"title"`
	URL    string `json:"url"`
	Kind   string `json:"kind"`
}

// marked reports whether there is anything to write about an item.
func (it *Item) marked() bool { return it.Story != "" || len(it.Also) > 0 || it.Settled != "" }

// marks returns what JSON says of an item, nil if that is nothing.
func (it *Item) marks() *marksJSON {
	if !it.marked() {
		return nil
	}
	m := &marksJSON{
		Story: it.Story, Kept: it.Kept, Original: it.Original, Kind: string(it.Kind), Also: []alsoJSON{}, Merge: it.Settled,
	}
	for _, a := range it.Also {
		m.Also = append(m.Also, alsoJSON{ID: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Kind: string(a.Kind)})
	}
	return m
}

// unmark returns an article as an item, with what an earlier merge wrote into it taken out of the article.
func unmark(a article.Article) Item {
	it := Item{Article: a}
	for _, line := range []*string{&it.Article.Title, &it.Article.Outlet, &it.Article.Byline, &it.Article.Provider} {
		*line = strings.TrimSpace(*line)
	}
	if a.Summary && a.Text == a.Title {
		// The reader of a feed had nothing but the title; that is no text by which articles could be taken for copies.
		it.Article.Text, it.Article.Summary = "", false
	}
	if a.Item == nil {
		return it
	}
	extra := *a.Item
	it.Article.Item = &extra
	readRecord(&extra)
	it.readMarks(&extra)
	it.cutLists(&extra)
	return it
}

// cutLists takes the list of links out of what is at hand of an article.
func (it *Item) cutLists(extra *article.Item) {
	html, inHTML, found := cutList(extra.HTML)
	summary, inSummary, foundToo := cutList(extra.Summary)
	if !found && !foundToo {
		return
	}
	from := inHTML
	if !found {
		from = inSummary
	}
	if !it.marked() {
		it.Story, it.Original = from.Story, from.Original
	}
	if len(it.Also) < len(from.Also) { // the elements of XML end earlier, see mostElements
		it.Also = from.Also
	}
	extra.HTML, extra.Summary = html, summary
	it.Article.Text = cutText(it.Article.Text, from.text())
	it.Article.Links = cutLinks(it.Article.Links, from.Also, html+summary)
}

// knownKind returns the kind of that name, or none.
func knownKind(name string) samestory.Kind {
	if k := samestory.Kind(name); strength(k) < len(kinds) {
		return k
	}
	return ""
}

// cutText returns a text without the list of links at its end, however that was spaced when markup became text.
func cutText(text, list string) string {
	want := squeeze(list)
	end := len(text)
	for range mostLabels {
		i := strings.LastIndex(text[:end], alsoLabel)
		if i < 0 || len(text)-i > 2*len(list)+100 {
			break
		}
		if squeeze(text[i:]) == want {
			return strings.TrimRight(text[:i], space)
		}
		end = i
	}
	return text
}

// squeeze returns a text without white space.
func squeeze(text string) string { return strings.Join(strings.Fields(text), "") }

// mostSearched bounds the bytes that are searched for links, as who writes long lists may mean harm; mostLabels how often what may be the
// beginning of the list in a text is looked at.
const mostSearched, mostLabels = 1 << 28, 8

// cutLinks returns the links of an article without those of a list, unless the rest of its markup has them too: a list must not pass
// for evidence that the article was made from others.
func cutLinks(links []string, list []Also, rest string) []string {
	listed := make(map[string]bool, len(list))
	for _, a := range list {
		listed[oneSpelling(a.URL)] = true
	}
	if len(list)*len(rest) > mostSearched {
		rest = ""
	}
	return slices.DeleteFunc(slices.Clone(links), func(l string) bool {
		return listed[oneSpelling(l)] && !strings.Contains(rest, escape(l)) && !strings.Contains(rest, l)
	})
}

// alsoList collects articles, each once.
type alsoList struct {
	list []Also
	seen map[alsoKey]bool
}

// alsoKey tells two articles of a list apart: ids of different outlets may be equal.
type alsoKey struct{ id, url string }

func (a Also) key() alsoKey { return alsoKey{a.ID, a.URL} }

func (l *alsoList) add(more ...Also) {
	if l.seen == nil {
		l.seen = map[alsoKey]bool{}
	}
	for _, a := range more {
		if !l.seen[a.key()] {
			l.seen[a.key()] = true
			l.list = append(l.list, a)
		}
	}
}
