package page

import (
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/moment"
)

// published returns the time of publication, which a page in this language bears.
func (p *page) published(language string) (time.Time, article.Precision) {
	var best time.Time
	var precision article.Precision
	for _, candidate := range p.timeCandidates() {
		t, exact, err := moment.ParseIn(candidate, language)
		switch {
		case err != nil || t.IsZero():
		case best.IsZero():
			best, precision = t, exact
		case precision == article.ToDay && exact < precision && sameDay(best, t):
			return t, exact
		}
		if !best.IsZero() && precision != article.ToDay {
			break
		}
	}
	return best, precision
}

// sameDay reports whether a time may lie in a day that is known by its date, in whatever zone.
func sameDay(day, t time.Time) bool {
	const farthest = 14 * time.Hour
	after := t.Sub(day)
	return after > -farthest && after < 24*time.Hour+farthest
}

// publishedMeta are the names of the elements that hold the time of publication.
var publishedMeta = []string{
	"article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
	"sailthru.date", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "dc.date.created",
	"publish-date", "publishdate", "publish_date", "pubdate", "publication_date", "pub_date", "date", "originalpublicationdate",
	"article_date_original", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "datecreated", "citation_publication_date", "ptime",
}

// timeCandidates returns the texts that may say when the page was published, the best first.
func (p *page) timeCandidates() []string {
	all := []string{first(p.about, "datePublished")}
	for _, name := range publishedMeta {
		all = append(all, p.tags.first(name))
	}
	all = append(all, first(p.about, "dateCreated"), first(p.about, "uploadDate"))
	for _, wanted := range []func(timeTag) bool{
		func(t timeTag) bool { return t.published },
		func(t timeTag) bool { return t.inside },
		func(timeTag) bool { return true },
	} {
		for _, t := range p.tags.times {
			if wanted(t) {
				all = append(all, t.value)
				break
			}
		}
	}
	if m := addressed.FindStringSubmatch(p.url); m != nil {
		all = append(all, date(m[1], m[2], m[3]))
	}
	return append(all, p.tags.printed)
}
