package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/text/language"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
)

// article puts together what was read.
func (p *page) article() article.Article {
	a := article.Article{
		ID: p.url, URL: p.url, Canonical: p.canonical,
		Title: p.title(), Outlet: p.outlet(), Text: p.content.text, Links: p.content.links,
	}
	a.Byline = p.byline(a.Outlet)
	a.Provider = p.provider(a.Outlet)
	a.Credit = strings.Join(p.credits(), "\n")
	if len(a.Text) < few {
		if told, summary := p.told(); a.Text == "" || !summary && len(told) > much*len(a.Text) {
			a.Text, a.Summary = told, summary
		}
	}
	a.Language = p.language(a.Text)
	a.Published, a.Precision = p.published(a.Language)
	if p.opts.KeepItem {
		a.Item = p.item(a.Language)
	}
	return a
}

// places finds out where the page is.
func (p *page) places() {
	for _, candidate := range []string{
		p.opts.URL, p.tags.first("og:url"), p.saved, p.tags.canonical, first(p.data.articles, "url"), first(p.data.pages, "url"),
	} {
		if p.url = markup.Resolve(nil, candidate); p.url != "" {
			break
		}
	}
	p.address = parseAddress(p.url)
	p.base = p.address
	if base := parseAddress(markup.Resolve(p.address, p.tags.base)); base != nil {
		p.base = base
	}
	p.canonical = markup.Resolve(p.base, p.tags.canonical)
}

// parseAddress returns an absolute address, or nil.
func parseAddress(text string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}

func (p *page) host() string {
	if p.address == nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(p.address.Hostname()), "www.")
}

func (p *page) outlet() string {
	for _, name := range []string{p.tags.first("og:site_name"), p.tags.first("application-name"), p.host()} {
		if name = markup.Line(name); name != "" && !strings.Contains(name, "://") {
			return name
		}
	}
	for _, o := range p.about {
		for _, publisher := range p.data.parties(o["publisher"], 0) {
			return publisher.name
		}
	}
	return ""
}

// byline returns the author line: the first that names someone else than the outlet, if there is one.
func (p *page) byline(outlet string) string {
	outlets := []string{outlet, p.host()}
	best := ""
	for _, names := range p.authors() {
		if len(names) == 0 {
			continue
		}
		line := strings.Join(names, ", ")
		if !isSite(line, outlets, alike) {
			return line
		}
		best = cmp.Or(best, line)
	}
	return best
}

// authorMeta are the names of the elements that hold an author.
var authorMeta = []string{
	"author", "article:author", "byl", "dc.creator", "dc:creator", "dcterms.creator", "parsely-author", "sailthru.author",
}

// authors returns all that may be the names of the authors, the best first.
func (p *page) authors() [][]string {
	var all [][]string
	for _, key := range []string{"author", "creator"} {
		for _, o := range p.about {
			var names []string
			for _, author := range p.data.parties(o[key], 0) {
				names = appendName(names, author.name)
			}
			all = append(all, names)
		}
	}
	for _, name := range authorMeta {
		var names []string
		for _, value := range p.tags.meta[name] {
			names = appendName(names, markup.Line(value))
		}
		all = append(all, names)
	}
	var names []string
	for _, author := range p.tags.authors {
		names = appendName(names, author)
	}
	return append(all, names, appendName(nil, p.content.byline))
}

// appendName appends a name that is new and no address.
func appendName(names []string, name string) []string {
	const longest = 200
	known := func(earlier string) bool { return strings.Contains(name, earlier) }
	if name == "" || len(name) > longest || strings.Contains(name, "://") || slices.ContainsFunc(names, known) {
		return names
	}
	return append(names, name)
}

func (p *page) provider(outlet string) string {
	for _, key := range []string{"sourceOrganization", "provider", "isBasedOn", "author", "publisher"} {
		for _, o := range p.about {
			for _, party := range p.sources(o[key], key) {
				if !same(party, outlet) && !same(party, p.host()) {
					return party
				}
			}
		}
	}
	return ""
}

// sources returns the organisations, or addresses, that a value names as where an article comes from.
func (p *page) sources(v any, key string) []string {
	var all []string
	work, isWork := v.(map[string]any)
	if key == "isBasedOn" && isWork {
		for _, key := range []string{"sourceOrganization", "provider", "publisher", "author"} {
			all = append(all, p.sources(work[key], key)...)
		}
		return append(all, texts(work["url"])...)
	}
	for _, party := range p.data.parties(v, 0) {
		if party.organisation || key != "author" {
			all = append(all, party.name)
		}
	}
	return all
}

// credits returns what the page says of whose its text is.
func (p *page) credits() []string {
	var all []string
	for _, key := range []string{"creditText", "copyrightNotice"} {
		all = appendName(all, markup.Line(first(p.about, key)))
	}
	for _, name := range []string{"copyright", "dc.rights", "dcterms.rights", "dcterms.rightsholder"} {
		all = appendName(all, markup.Line(p.tags.first(name)))
	}
	return all
}

// same reports whether two names are of one outlet: "The Guardian" and theguardian.com, "taz" and taz.de.
func same(a, b string) bool {
	const telling = 4
	if slices.ContainsFunc(append(strings.Split(a, "."), a), func(part string) bool {
		return slices.ContainsFunc(append(strings.Split(b, "."), b), func(other string) bool { return part != "" && alike(part, other) })
	}) {
		return true
	}
	a, b = squeeze(a), squeeze(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= telling && strings.Contains(b, a)
}

// alike reports whether two names differ in signs and capitals only.
func alike(a, b string) bool { return squeeze(a) == squeeze(b) }

// squeeze returns the letters and digits of a text, in small letters.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// language returns the language that the page says it is in. Many templates say English whatever the text is in; where the text
// contradicts, the language is unknown.
func (p *page) language(text string) string {
	for _, name := range []string{p.tags.lang, p.tags.first("content-language"), p.tags.first("og:locale"), first(p.about, "inLanguage")} {
		tag, err := language.Parse(strings.ReplaceAll(name, "_", "-"))
		if err != nil || tag == language.Und {
			continue
		}
		if base, _ := tag.Base(); base.String() == "en" && notEnglish(text) {
			return ""
		}
		return tag.String()
	}
	return ""
}

// notEnglish looks at the first part of a text.
func notEnglish(text string) bool {
	const telling, enough = 200, 1500
	if len(text) < telling {
		return false
	}
	info := whatlanggo.Detect(strings.ToValidUTF8(text[:min(len(text), enough)], ""))
	return info.Lang != whatlanggo.Eng && info.IsReliable()
}
