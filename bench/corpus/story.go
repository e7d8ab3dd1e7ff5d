package corpus

// story is what is to be told: who, where, how many, and the words that go with it. Every article that tells it draws on the same.
type story struct {
	people []entity
	places []word
	// topic are lemmas' words that its articles use again and again, by class.
	topic [classes][]word
	// facts are short runs of words that any telling has, the main ones first.
	facts [][]word
}

// entity is somebody, or a company: as first named, and as named later.
type entity struct{ full, short []word }

// beat is a subject that many stories belong to: their people and words come again.
type beat struct {
	people []entity
	places []word
	topic  [classes][]word
}

const (
	beats = 400
	// mainFacts are told in the lead of every article on a story.
	mainFacts = 4
	// offBeat is the share of a story's people and words that are its own.
	offBeat = 0.5
)

func (g *generator) newBeat(r *random) beat {
	var b beat
	for range 14 {
		b.people = append(b.people, g.newEntity(r))
	}
	for range 5 {
		b.places = append(b.places, g.v.places.form(g.v.places.draw.draw(r), 0))
	}
	for c, n := range [classes]int{noun: 40, adjective: 15, verb: 15} {
		for range n {
			b.topic[c] = append(b.topic[c], g.tail(r, class(c)))
		}
	}
	return b
}

// tail draws a word that is not among the most frequent.
func (g *generator) tail(r *random, c class) word {
	l := &g.v.lexicons[c]
	if r.chance(0.25) {
		return l.form(r.between(l.lemmas/50, l.lemmas-1), 0)
	}
	return l.form(l.draw.draw(r), 0)
}

func (g *generator) newEntity(r *random) entity {
	if r.chance(0.3) {
		house := g.v.houses.form(g.v.houses.draw.draw(r), 0)
		return entity{full: []word{house}, short: []word{house}}
	}
	last := g.v.last.form(g.v.last.draw.draw(r), 0)
	if r.chance(0.35) {
		last = newCoined(r)
	}
	return entity{full: []word{g.v.first.form(g.v.first.draw.draw(r), 0), last}, short: []word{last}}
}

func (g *generator) newStory(r *random) *story {
	b := &g.beats[g.beatDraw.draw(r)]
	s := &story{}
	for range r.between(3, 6) {
		if r.chance(offBeat) {
			s.people = append(s.people, g.newEntity(r))
		} else {
			s.people = append(s.people, b.people[r.below(len(b.people))])
		}
	}
	s.places = []word{b.places[r.below(len(b.places))], g.v.places.form(g.v.places.draw.draw(r), 0)}
	for c, n := range [classes]int{noun: 14, adjective: 5, verb: 5} {
		for range n {
			if r.chance(offBeat) {
				s.topic[c] = append(s.topic[c], g.tail(r, class(c)))
			} else {
				s.topic[c] = append(s.topic[c], b.topic[c][r.below(len(b.topic[c]))])
			}
		}
	}
	for range r.between(10, 16) {
		s.facts = append(s.facts, g.newFact(r, s))
	}
	return s
}

// newFact returns a few words in a row: a name, a number of something, a rare pair.
func (g *generator) newFact(r *random, s *story) []word {
	thing := g.either(r, s, noun)
	switch r.below(10) {
	case 0, 1, 2, 3:
		return []word{g.either(r, s, adjective), thing}
	case 4, 5:
		return []word{g.either(r, s, noun), thing}
	case 6, 7:
		return []word{newFigure(r), g.v.lexicons[noun].formOf(thing, 1)}
	case 8:
		return []word{s.places[r.below(len(s.places))], thing}
	}
	return append([]word(nil), s.people[r.below(len(s.people))].full...)
}

// either draws a word of the story, or another.
func (g *generator) either(r *random, s *story, c class) word {
	if r.chance(0.5) {
		return s.topic[c][r.below(len(s.topic[c]))]
	}
	return g.tail(r, c)
}

// retold returns the story as another newsroom tells it: some of the lesser facts are missing, and the rest come in another order.
func (s *story) retold(r *random) *story {
	out := *s
	out.facts = append([][]word(nil), s.facts[:mainFacts]...)
	for _, f := range s.facts[mainFacts:] {
		if r.chance(0.75) {
			out.facts = append(out.facts, f)
		}
	}
	lesser := out.facts[mainFacts:]
	for i := len(lesser) - 1; i > 0; i-- {
		j := r.below(i + 1)
		lesser[i], lesser[j] = lesser[j], lesser[i]
	}
	return &out
}
