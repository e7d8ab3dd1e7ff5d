package feed

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
	"github.com/samestory/samestory/ingest/moment"
)

// channel is what a feed says of itself.
type channel struct {
	title, site, language string
	authors               []string
}

// entry is an item of any kind of feed, as it stands there.
type entry struct {
	line                 int
	guid, url, canonical string
	title                string
	content, summary     string // HTML,
	plain                bool   // but for content if this is set
	authors              []string
	published, updated   []string // times, the best first
	language             string
	source               string   // whom the item is from
	links                []string // addresses that it points to beside its text
	categories           []string
	media                []article.Media
	record               []byte
	marks                []byte   // what an earlier merge wrote beside it,
	merged               string   // and the id that it has there
	base                 *url.URL // xml:base, or nil
}

// article hands one item on as an article.
func (p *pass) article(e entry) bool {
	home := cmp.Or(e.base, p.address, parsed(p.about.site))
	a := article.Article{
		URL:       absolute(home, e.url),
		Canonical: absolute(home, e.canonical),
		Title:     markup.Line(e.title),
		Byline:    byline(e.authors, p.about.authors),
		Provider:  markup.Line(e.source),
		Language:  tongue(e.language, p.about.language),
		Place:     p.place(e.line),
	}
	base := cmp.Or(e.base, parsed(markup.Resolve(nil, a.URL)), home)
	e.tell(&a, base)
	if a.Text == "" && a.URL == "" {
		return p.problem(e.line, e.guid, ErrEmpty)
	}
	a.Outlet = p.outlet(a)
	a.ID = p.id(a, e.merged, e.guid)
	var err error
	a.Published, a.Precision, err = when(slices.Concat(e.published, e.updated), a.Language)
	if p.opts.KeepItems {
		a.Item = e.item(base, a.Language)
	}
	return p.yield(a, nil) && (err == nil || p.problem(e.line, a.ID, err))
}

// absolute returns an address in its absolute form, as far as it has one.
func absolute(base *url.URL, written string) string {
	return cmp.Or(markup.Resolve(base, written), strings.TrimSpace(written))
}

func parsed(address string) *url.URL {
	if address == "" {
		return nil
	}
	u, _ := url.Parse(address)
	return u
}

// byline returns the names of the authors of an item, else those of the feed.
func byline(authors, feed []string) string {
	if len(authors) == 0 {
		authors = feed
	}
	var names []string
	for _, a := range authors {
		if name := personName(markup.Line(a)); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// tongue returns the first language that is a tag of BCP 47, as such a tag is written.
func tongue(languages ...string) string {
	for _, l := range languages {
		if tag, err := language.Parse(strings.TrimSpace(l)); err == nil && tag != language.Und {
			return tag.String()
		}
	}
	return ""
}

// when returns the first time that is understood in a language, or the error of the first that is not.
func when(times []string, language string) (time.Time, article.Precision, error) {
	var first error
	for _, written := range times {
		t, precision, err := moment.ParseIn(written, language)
		if err == nil && !t.IsZero() {
			return t, precision, nil
		}
		first = cmp.Or(first, err)
	}
	return time.Time{}, article.ToSecond, first
}

// longGUID is the length from which on an identifier is one that no other feed has.
const longGUID = 20

// id returns the id of an article, one that no other article of the feed has.
func (p *pass) id(a article.Article, merged, guid string) string {
	guid = strings.TrimSpace(guid)
	local := "" // an id that means something in this feed only
	if guid != "" && !strings.Contains(guid, ":") && len(guid) < longGUID {
		guid, local = "", a.Outlet+"/"+guid
	}
	var first string
	for _, id := range []string{merged, guid, a.URL, local, a.Place.String()} {
		if id != "" && p.ids[id] == 0 {
			p.ids[id] = 1
			return id
		}
		first = cmp.Or(first, id)
	}
	for {
		p.ids[first]++
		if id := fmt.Sprintf("%s#%d", first, p.ids[first]); p.ids[id] == 0 {
			p.ids[id] = 1
			return id
		}
	}
}

// item returns what is needed to write the item again.
func (e *entry) item(base *url.URL, language string) *article.Item {
	item := &article.Item{
		HTML: markup.Absolute(e.content, base), Summary: markup.Absolute(e.summary, base), GUID: e.guid, Categories: e.categories,
		Media: filesOf(e.media, base), Record: e.record, Marks: e.marks,
	}
	switch {
	case e.content == "":
		item.HTML, item.Summary = item.Summary, ""
	case e.plain:
		item.HTML = ""
	}
	item.Updated, _, _ = when(e.updated, language)
	return item
}

// filesOf returns each file once, with all that is said of it.
func filesOf(media []article.Media, base *url.URL) []article.Media {
	var all []article.Media
	seen := map[string]int{}
	for _, m := range media {
		m.URL = absolute(base, m.URL)
		i, ok := seen[m.URL]
		if !ok {
			seen[m.URL] = len(all)
			all = append(all, m)
			continue
		}
		held := &all[i]
		held.Type, held.Credit, held.Length = cmp.Or(held.Type, m.Type), cmp.Or(held.Credit, m.Credit), cmp.Or(held.Length, m.Length)
	}
	return all
}
