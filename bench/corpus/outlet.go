package corpus

import (
	"slices"
	"strconv"
	"strings"
)

// outlet is who publishes: a site with its furniture.
type outlet struct {
	site string
	// header and footer stand around every article of the outlet, as scraped pages have them; mostly empty.
	header, footer []token
	// typesets says that it prints quotation marks, apostrophes and dashes as books do.
	typesets bool
}

const outlets = 500

// newOutlets makes up the outlets. Half of them have furniture in their text.
func (g *generator) newOutlets() []outlet {
	all := make([]outlet, outlets)
	for i := range all {
		r := newRandom(g.seed, 'o', uint64(i))
		place := strings.ToLower(g.v.words[g.v.places.form(r.below(placeNames), 0)])
		all[i].typesets = r.chance(0.8)
		all[i].site = place + "-" + outletKinds[r.below(len(outletKinds))] + strconv.Itoa(i) + ".example"
		if r.chance(0.5) {
			for range r.between(1, 3) {
				all[i].footer = append(all[i].footer, end(g.snippet(r, r.between(8, 35)))...)
			}
		}
		if r.chance(0.3) {
			all[i].header = end(g.snippet(r, r.between(3, 10)))
		}
	}
	return all
}

// furnished puts the furniture of an outlet around a text.
func (g *generator) furnished(outlet int, text []token) []token {
	if outlet < 0 {
		return text
	}
	o := &g.outlets[outlet]
	return slices.Concat(o.header, text, o.footer)
}

// origin is who wrote an article: an agency or an outlet, the other being -1.
type origin struct{ agency, outlet int }

func (o origin) site(g *generator) string {
	if o.agency >= 0 {
		return agencies[o.agency].site
	}
	return g.outlets[o.outlet].site
}

// typesets reports whether a text looks as in books: that of three agencies in four, and of four outlets in five.
func (o origin) typesets(g *generator) bool {
	if o.agency >= 0 {
		return o.agency%4 != 0
	}
	return g.outlets[o.outlet].typesets
}

// draft is an article before it is printed.
type draft struct {
	origin
	story *story
	title []token
	text  []token
	// dateline is printed before the text, byline beside it.
	dateline, byline string
}

// dateline returns how an agency begins, or nothing for an outlet.
func (g *generator) dateline(r *random, from origin, s *story) string {
	if from.agency < 0 {
		return ""
	}
	place := strings.ToUpper(g.v.words[s.places[0]])
	if r.chance(0.6) {
		return place + " (" + agencies[from.agency].name + ") - "
	}
	return place + ", " + months[r.below(12)] + " " + strconv.Itoa(r.between(1, 28)) + " (" + agencies[from.agency].name + ") - "
}

var months = []string{"Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"}

// byline names an author, at times with the agency.
func (g *generator) byline(r *random, from origin) string {
	author := "By " + g.v.words[g.v.first.form(g.v.first.draw.draw(r), 0)] + " " + g.v.words[g.v.last.form(g.v.last.draw.draw(r), 0)]
	if from.agency >= 0 {
		author += ", " + agencies[from.agency].name
	}
	return author
}

// printed returns the title and the text of a draft.
func (g *generator) printed(d *draft) (title, text string) {
	title = string(g.v.appendText(nil, d.title))
	g.page = append(g.page[:0], d.dateline...)
	g.page = g.v.appendText(g.page, d.text)
	text = string(g.page)
	if d.typesets(g) {
		g.page = typeset(g.page[:0], text)
		return string(typeset(nil, title)), string(g.page)
	}
	return title, text
}

// someOutlet draws one, a large one more often.
func (g *generator) someOutlet(r *random) int { return g.outletDraw.draw(r) }

// otherOutlet draws one that is not taken, while there are any, and takes it.
func (g *generator) otherOutlet(r *random, taken []bool) int {
	i := g.someOutlet(r)
	for try := 0; taken[i] && try < outlets; try++ {
		if i++; i == outlets {
			i = 0
		}
	}
	taken[i] = true
	return i
}
