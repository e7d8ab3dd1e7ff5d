package page

import (
	"regexp"
	"strings"

	"github.com/samestory/samestory/ingest/markup"
)

// title returns the headline.
func (p *page) title() string {
	sites := p.sites()
	for _, candidate := range []string{
		first(p.about, "headline"),
		p.tags.first("og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title", "headline"),
		p.onlyH1(),
		p.tags.title,
		p.tags.firstH1(),
	} {
		if len(candidate) > maxValue {
			continue
		}
		title := withoutSite(p.printed(markup.Line(candidate), sites), sites)
		if title != "" && !isSite(title, sites, alike) {
			return title
		}
	}
	return ""
}

func (p *page) onlyH1() string {
	if len(p.tags.h1) != 1 {
		return ""
	}
	return p.tags.h1[0]
}

// sites returns the names that the site goes by.
func (p *page) sites() []string {
	sites := []string{p.tags.first("og:site_name"), p.tags.first("application-name"), p.host()}
	for _, o := range p.about {
		for _, publisher := range p.data.parties(o["publisher"], 0) {
			sites = append(sites, publisher.name)
		}
	}
	return sites
}

// printed returns the headline as it is printed in the page, in an h1, where a title is that with something before or behind it,
// or is that cut off.
func (p *page) printed(title string, sites []string) string {
	const telling = 20
	cut := strings.TrimRight(title, ".… ")
	for _, h1 := range p.tags.h1 {
		before, isEnd := strings.CutSuffix(title, h1)
		after, isStart := strings.CutPrefix(title, h1)
		switch {
		case isSite(h1, sites, alike):
		case isStart && startsApart.MatchString(after),
			isEnd && endsApart.MatchString(before) && len(h1) > len(before),
			len(cut) >= telling && strings.HasPrefix(h1, cut) && len(h1) < 2*len(cut):
			return h1
		}
	}
	return title
}

// separators part a headline from the name of a site.
const separators = `[-|–—·•»«›‹~/⁄:*]`

var (
	startsApart = regexp.MustCompile(`^ ?` + separators)
	endsApart   = regexp.MustCompile(separators + ` $`)
	siteAfter   = regexp.MustCompile(`^(.*\S) ` + separators + `+ (.+)$`)
	siteBefore  = regexp.MustCompile(`^(.+?) ` + separators + `+ (.+)$`)
)

// withoutSite returns a title without the name of the site at its end or start.
func withoutSite(title string, sites []string) string {
	if m := siteAfter.FindStringSubmatch(title); m != nil && isSite(m[2], sites, same) {
		return withoutSite(m[1], sites)
	}
	if m := siteBefore.FindStringSubmatch(title); m != nil && isSite(m[1], sites, alike) {
		return m[2]
	}
	return title
}

func isSite(name string, sites []string, same func(a, b string) bool) bool {
	for _, site := range sites {
		if site != "" && same(name, site) {
			return true
		}
	}
	return false
}
