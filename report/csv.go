package report

import (
	"encoding/csv"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// LinksCSV writes a table with a row for each link, in the order of the report, for a spreadsheet (RFC 4180, in UTF-8).
//
// What all tables have in common: the first row names the columns, which are only ever added to, at the end. Text is as
// Printable returns it, and cannot become a formula: an apostrophe stands before it where a spreadsheet would compute it. Times
// are in UTC as spreadsheets read them, "2026-03-14 09:30:00", without what is not known. What is not known at all is empty.
func LinksCSV(w io.Writer, r *samestory.Report) error {
	v := newView(r)
	stories := storyOf(r)
	t := newTable(w, "story", "kind", "similarity", "same_story", "jaccard", "containment_a", "containment_b", "passages", "words",
		"a", "outlet_a", "title_a", "published_a", "url_a", "b", "outlet_b", "title_b", "published_b", "url_b")
	for _, l := range r.Links {
		story := stories[l.A].id
		if stories[l.B].id != story {
			story = ""
		}
		t.row(slices.Concat([]string{
			cell(story), cell(string(l.Kind)), decimal(l.Similarity), decimal(l.SameStory), decimal(l.Jaccard),
			decimal(l.ContainmentA), decimal(l.ContainmentB), strconv.Itoa(len(l.Passages)), strconv.Itoa(sharedWords(l)),
		}, v.cells(l.A), v.cells(l.B))...)
	}
	return t.flush()
}

// StoriesCSV writes a table with a row for each story, in the order of the report; see LinksCSV for the form. The columns first
// and last are the earliest and the latest time of publication in the story.
func StoriesCSV(w io.Writer, r *samestory.Report) error {
	v := newView(r)
	t := newTable(w, "story", "title", "articles", "clusters", "outlets", "independent", "agencies", "first", "last",
		"original", "outlet", "published", "url", "reason")
	for _, s := range r.Stories {
		original := v.entry(s.Original)
		first, last := v.published(s)
		names := make([]string, len(s.Agencies))
		for i, a := range s.Agencies {
			names[i] = a.Agency
		}
		t.row(cell(s.ID), cell(storyTitle(v, s, v.groups(s))), strconv.Itoa(len(s.Articles)), strconv.Itoa(len(s.Clusters)),
			strconv.Itoa(s.Outlets), strconv.Itoa(s.Independent), cell(strings.Join(names, ", ")), first, last,
			cell(s.Original), cell(original.Outlet), timeCell(original), cell(original.URL), cell(s.Reason))
	}
	return t.flush()
}

// ArticlesCSV writes a table with a row for each article, in the order of the report; see LinksCSV for the form. The column cluster
// counts the clusters of a story from 1; from, kind and similarity tell which article it most likely came from, and how close
// the two are; why gives the reason.
func ArticlesCSV(w io.Writer, r *samestory.Report) error {
	v := newView(r)
	stories, descents := storyOf(r), descentOf(r)
	t := newTable(w, "id", "outlet", "title", "published", "url", "words", "agencies", "story", "cluster", "original",
		"from", "kind", "similarity", "why")
	for _, e := range r.Articles {
		place, d := stories[e.ID], descents[e.ID]
		cluster, original, kind, similarity := "", "", "", ""
		if place.cluster > 0 {
			cluster = strconv.Itoa(place.cluster)
		}
		if place.original == e.ID && e.ID != "" {
			original = "yes"
		}
		if l := v.linkBetween(e.ID, d.From); l != nil {
			kind, similarity = string(l.Kind), decimal(l.Similarity)
		}
		t.row(slices.Concat(v.cells(e.ID), []string{
			strconv.Itoa(e.Words), cell(strings.Join(authors(e), ", ")), cell(place.id), cluster, original,
			cell(d.From), cell(kind), similarity, cell(d.Why),
		})...)
	}
	return t.flush()
}

// place is where an article stands: its story, the number of its cluster in there, from 1, and the story's original.
type place struct {
	id, original string
	cluster      int
}

func storyOf(r *samestory.Report) map[string]place {
	places := map[string]place{}
	for _, s := range r.Stories {
		for _, id := range s.Articles {
			places[id] = place{id: s.ID, original: s.Original}
		}
		for i, c := range s.Clusters {
			for _, id := range c.Articles {
				places[id] = place{id: s.ID, original: s.Original, cluster: i + 1}
			}
		}
	}
	return places
}

func descentOf(r *samestory.Report) map[string]samestory.Descent {
	descents := map[string]samestory.Descent{}
	for _, s := range r.Stories {
		for _, d := range s.Descents {
			descents[d.ID] = d
		}
	}
	return descents
}

// authors names the agencies that an article credits with its text, each once.
func authors(e samestory.Entry) []string {
	var names []string
	for _, c := range e.Credits {
		if c.How.Authored() && !slices.Contains(names, c.Agency) {
			names = append(names, c.Agency)
		}
	}
	return names
}

// published returns the earliest and the latest time in a story as cells.
func (v *view) published(s samestory.Story) (first, last string) {
	var earliest, latest samestory.Entry
	for _, id := range s.Articles {
		e := v.entry(id)
		if e.Published.IsZero() {
			continue
		}
		if earliest.Published.IsZero() || e.Published.Before(earliest.Published) {
			earliest = e
		}
		if e.Published.After(latest.Published) {
			latest = e
		}
	}
	return timeCell(earliest), timeCell(latest)
}

// linkBetween returns the strongest link of two articles, or nil.
func (v *view) linkBetween(a, b string) *samestory.Link {
	links := v.linksAt[a]
	if other := v.linksAt[b]; len(other) < len(links) {
		links = other
	}
	var best *samestory.Link
	for _, l := range links {
		joins := l.A == a && l.B == b || l.A == b && l.B == a
		if joins && (best == nil || compareStrength(l, best) < 0) {
			best = l
		}
	}
	return best
}

// cells returns what tables say of an article: id, outlet, title, time, address.
func (v *view) cells(id string) []string {
	e := v.entry(id)
	return []string{cell(e.ID), cell(e.Outlet), cell(e.Title), timeCell(e), cell(e.URL)}
}

// timeCell leaves out what of a time is not known.
func timeCell(e samestory.Entry) string {
	published, _ := formatTime(e.Published, e.Precision)
	if published == "" || e.Precision == article.ToDay {
		return published
	}
	if e.Precision == article.ToMinute {
		return e.Published.UTC().Format(timeLayout)
	}
	return e.Published.UTC().Format(time.DateTime)
}

func decimal(x float64) string { return strconv.FormatFloat(round4(x), 'f', -1, 64) }

// formula finds where a spreadsheet would begin to compute: at the beginning of a cell, narrow or wide, and behind a semicolon,
// which parts cells in countries whose decimals have commas.
var formula = regexp.MustCompile(`^[=+\-@＝＋－＠]|;[\s"]*[=+\-@＝＋－＠]`)

// cell returns a text that is safe to open in a spreadsheet: other people's titles must not run commands there.
func cell(text string) string {
	text = Printable(text)
	return formula.ReplaceAllStringFunc(text, func(s string) string {
		if rest, ok := strings.CutPrefix(s, ";"); ok {
			return ";'" + rest
		}
		return "'" + s
	})
}

// table writes rows until the first error, which flush returns.
type table struct {
	w   *csv.Writer
	err error
}

func newTable(w io.Writer, columns ...string) *table {
	t := &table{w: csv.NewWriter(w)}
	t.row(columns...)
	return t
}

func (t *table) row(cells ...string) {
	if t.err == nil {
		t.err = t.w.Write(cells)
	}
}

func (t *table) flush() error {
	t.w.Flush()
	if t.err != nil {
		return t.err
	}
	return t.w.Error()
}
