package corpus

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/samestory/samestory/article"
)

// slot is the beginning of what happens at a point of time. All of it follows from its number.
type slot struct {
	number int
	kind   Kind
	at     time.Time
	// words is the length of an original.
	words int
	r     *random
}

func (g *generator) slot(number int) slot {
	r := newRandom(g.seed, 's', uint64(number))
	s := slot{number: number, r: r, kind: []Kind{Original, Roundup, Form}[g.kinds.draw(r)]}
	s.at = g.start(number).Add(time.Duration(r.unit() * float64(g.gap)))
	s.words = min(max(int(r.logNormal(medianWords, sigmaWords)), leastWords), mostWords-spareWords)
	return s
}

// id names the article of a slot.
func (g *generator) id(slot, n int) string {
	return fmt.Sprintf("%016x", mix(uint64(slot+1)<<16|uint64(n)))
}

// tell returns all articles of a slot, the source first.
func (g *generator) tell(number int) []Article {
	s := g.slot(number)
	switch s.kind {
	case Roundup:
		return g.roundup(s)
	case Form:
		return []Article{g.form(s)}
	}
	source := g.original(s)
	p := &printer{generator: g, s: s, source: source, r: newRandom(g.seed, 'd', uint64(number)), taken: make([]bool, outlets)}
	if source.outlet >= 0 {
		p.taken[source.outlet] = true
	}
	p.print(source, Original, 0)
	p.reprints()
	p.others()
	return p.out
}

// reprints draws how often a story is reprinted: mostly never.
func (g *generator) reprints(r *random) int {
	if !r.chance(g.means.syndicated) {
		return 0
	}
	return 1 + g.copies.draw(r)
}

// original writes the article of a slot. What is reprinted comes from an agency mostly.
func (g *generator) original(s slot) *draft {
	r := newRandom(s.r.state, 'w')
	d := &draft{origin: origin{-1, -1}}
	fromAgency := 0.15
	if g.reprints(newRandom(g.seed, 'c', uint64(s.number))) > 0 {
		fromAgency = 0.85
	}
	if r.chance(fromAgency) {
		d.agency = r.below(len(agencies))
	} else {
		d.outlet = g.someOutlet(r)
	}
	d.story = g.newStory(r)
	d.text = g.write(r, d.story, s.words)
	if r.chance(0.06) {
		d.text = slices.Concat(d.text, g.closings[g.closingDraw.draw(r)])
	}
	d.title = g.headline(r, d.story)
	d.dateline = g.dateline(r, d.origin, d.story)
	if r.chance(0.5) {
		d.byline = g.byline(r, d.origin)
	}
	return d
}

// printer prints what is made of one original.
type printer struct {
	*generator
	s      slot
	source *draft
	r      *random
	taken  []bool
	out    []Article
}

// print adds an article. Delay is how long after the original it comes.
func (p *printer) print(d *draft, kind Kind, delay time.Duration) {
	n := len(p.out)
	page := *d
	page.text = p.furnished(d.outlet, d.text)
	a := Article{Truth: Truth{ID: p.id(p.s.number, n), Kind: kind}}
	a.Article = article.Article{
		ID: a.Truth.ID, Outlet: d.site(p.generator), Byline: d.byline, Published: p.s.at.Add(delay).Truncate(time.Second),
	}
	a.Title, a.Text = p.printed(&page)
	a.URL = "https://" + a.Outlet + "/" + a.Published.Format("2006/01/02") + "/" + a.ID
	first := p.id(p.s.number, 0)
	a.Truth.Story = first
	a.Truth.Cluster = a.ID
	if kind == Reprint || kind == Excerpt {
		a.Truth.Cluster = first
	}
	if kind == Partial {
		a.Truth.Story = a.ID
	}
	if n > 0 {
		a.Truth.Sources = []string{first}
	}
	p.out = append(p.out, a)
}

// later draws how long a newsroom takes, about as long as the median, five days at most.
func (p *printer) later(median time.Duration) time.Duration {
	return time.Second + min(time.Duration(p.r.logNormal(float64(median), 1.2)), 5*24*time.Hour)
}

// reprints prints the copies that other outlets make.
func (p *printer) reprints() {
	for range p.generator.reprints(newRandom(p.seed, 'c', uint64(p.s.number))) {
		d := *p.source
		d.agency, d.outlet = -1, p.otherOutlet(p.r, p.taken)
		d.text = p.reprinted(p.r, d.text)
		p.credit(&d)
		if p.r.chance(0.6) {
			d.title = p.headline(p.r, d.story)
		}
		p.print(&d, Reprint, p.later(2*time.Hour))
	}
}

// credit keeps the dateline, or names the source in the byline, or does neither.
func (p *printer) credit(d *draft) {
	switch x := p.r.unit(); {
	case x < 0.55:
	case x < 0.85:
		d.dateline, d.byline = "", p.byline(p.r, p.source.origin)
	default:
		d.dateline, d.byline = "", ""
	}
}

// others prints what else is made of the original: excerpts, rewrites, articles that quote it.
func (p *printer) others() {
	if p.s.words >= 2*excerptWords {
		for range p.r.times(p.means.excerpts) {
			d := *p.source
			d.agency, d.outlet = -1, p.otherOutlet(p.r, p.taken)
			d.text = excerpted(p.r, p.source.text)
			d.title = p.headline(p.r, d.story)
			p.credit(&d)
			p.print(&d, Excerpt, p.later(5*time.Hour))
		}
	}
	if p.r.chance(p.means.retold) {
		for range p.r.between(1, mostRetold) {
			p.print(p.own(p.source.story.retold(p.r)), Rewrite, p.later(5*time.Hour))
		}
	}
	for range p.r.times(p.means.partials) {
		d := p.own(p.newStory(p.r))
		d.text = quoting(p.r, d.text, p.source.text)
		p.print(d, Partial, p.later(8*time.Hour))
	}
}

// own writes an outlet's own article on a story.
func (p *printer) own(s *story) *draft {
	words := min(max(int(p.r.logNormal(medianWords, sigmaWords)), leastWords), mostWords-spareWords)
	d := &draft{origin: origin{-1, p.otherOutlet(p.r, p.taken)}, story: s, title: p.headline(p.r, s), text: p.write(p.r, s, words)}
	if p.r.chance(0.5) {
		d.byline = p.byline(p.r, d.origin)
	}
	return d
}

// roundup puts excerpts of two to four earlier originals together. Where there are none yet it is an original.
func (g *generator) roundup(s slot) []Article {
	r := s.r
	d := &draft{origin: origin{-1, g.someOutlet(r)}, story: g.newStory(r)}
	d.title = g.headline(r, d.story)
	d.text = g.write(r, d.story, r.between(30, 60))
	var sources []string
	for range r.between(2, 4) {
		earlier := g.recent(r, s.number)
		if earlier < 0 || slices.Contains(sources, g.id(earlier, 0)) {
			continue
		}
		sources = append(sources, g.id(earlier, 0))
		section := excerpted(r, g.original(g.slot(earlier)).text)
		d.text = slices.Concat(d.text, section[:min(len(section), 450)])
		end(d.text)
		d.text = append(d.text, end(g.snippet(r, r.between(8, 20)))...)
	}
	p := &printer{generator: g, s: s, source: d, r: r}
	if len(sources) == 0 {
		d.text = g.write(r, d.story, s.words)
		p.print(d, Original, 0)
		return p.out
	}
	p.print(d, Roundup, 0)
	p.out[0].Truth.Sources = sources
	return p.out
}

// recent draws an earlier slot, of a day ago at most, with an original of 300 words or more; -1 where it finds none.
func (g *generator) recent(r *random, number int) int {
	back := int(math.Min(float64(number), float64(24*time.Hour)/float64(g.gap)))
	for try := 0; try < 20 && back > 0; try++ {
		s := g.slot(number - 1 - r.below(back))
		if s.kind == Original && s.words >= 2*excerptWords {
			return s.number
		}
	}
	return -1
}

// form fills a daily form in.
func (g *generator) form(s slot) Article {
	n := s.r.below(g.forms)
	r := newRandom(g.seed, 'f', uint64(n))
	d := &draft{origin: origin{-1, g.someOutlet(r)}, story: g.newStory(r)}
	d.title = g.headline(r, d.story)
	for words := r.between(leastWords, 250); len(d.text) < words; {
		d.text = append(d.text, g.snippet(r, r.between(4, 9))...)
		d.text = append(d.text, token{word: newFigure(r)}, token{word: g.v.lexicons[noun].form(g.v.lexicons[noun].draw.draw(r), 1), mark: comma})
		if r.chance(0.15) {
			d.text = end(d.text)
		}
	}
	d.text = end(d.text)
	for i, t := range d.text {
		if isFigure(t.word) {
			d.text[i].word = refigured(s.r, t.word)
		}
	}
	p := &printer{generator: g, s: s, source: d, r: s.r}
	p.print(d, Form, 0)
	return p.out[0]
}

// refigured returns another number of the same size.
func refigured(r *random, w word) word {
	value := int(w & (1<<figureFor - 1))
	return figure(int(w&^figures>>figureFor), max(1, value*r.between(60, 140)/100+r.between(0, 3)))
}
