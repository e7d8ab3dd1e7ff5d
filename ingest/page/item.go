package page

import (
	"cmp"
	"slices"
	"strings"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
	"github.com/samestory/samestory/ingest/moment"
)

// item returns what a page in this language holds beside the article's own fields.
func (p *page) item(language string) *article.Item {
	item := &article.Item{HTML: markup.Absolute(p.content.html, p.base), Summary: p.summary(), Categories: p.categories(), Media: p.media()}
	modified := cmp.Or(first(p.about, "dateModified"), p.tags.first("article:modified_time", "og:updated_time"))
	if t, _, err := moment.ParseIn(modified, language); err == nil {
		item.Updated = t
	}
	return item
}

func (p *page) summary() string {
	said := p.tags.first("og:description", "description", "twitter:description")
	return cmp.Or(markup.Line(first(p.about, "description")), markup.Line(said))
}

// categories returns sections and keywords.
func (p *page) categories() []string {
	var all []string
	add := func(values []string) {
		for _, value := range values {
			if value = markup.Line(value); value != "" && len(all) < maxValues && !slices.Contains(all, value) {
				all = append(all, value)
			}
		}
	}
	for _, o := range p.about {
		add(texts(o["articleSection"]))
	}
	add(p.tags.meta["article:section"])
	add(p.tags.meta["article:tag"])
	for _, o := range p.about {
		for _, list := range texts(o["keywords"]) {
			add(strings.Split(list, ","))
		}
	}
	for _, name := range []string{"news_keywords", "keywords"} {
		for _, list := range p.tags.meta[name] {
			add(strings.Split(list, ","))
		}
	}
	return all
}

// media returns the pictures that the page shows of itself.
func (p *page) media() []article.Media {
	var all []article.Media
	for _, name := range []string{"og:image", "og:image:secure_url", "twitter:image"} {
		for _, value := range p.tags.meta[name] {
			address := markup.Resolve(p.base, value)
			known := func(m article.Media) bool { return m.URL == address }
			if address != "" && !slices.ContainsFunc(all, known) {
				all = append(all, article.Media{URL: address})
			}
		}
	}
	return all
}
