package corpus

// writer writes one text, a class of words after another.
type writer struct {
	*generator
	r *random
	// s is the story; nil for stock phrases and furniture.
	s   *story
	out []token
	// last is the last content word, which the next may go with.
	last word
	// goal is how many words the text is to have; told is how many facts it has so far.
	goal, told int
	named      [8]bool
}

const (
	// topical is the share of content words that are the story's.
	topical = 0.22
	// collocated is the share of the others that follow from the word before.
	collocated = 0.35
	// stock is the chance of a stock phrase after a noun, reused that of another mention of a fact.
	stock  = 0.014
	reused = 0.02
	// slips is the share of content words that no list has.
	slips = 0.004
	// possessives is the share of names that own what follows.
	possessives = 0.22
	// leadWords is the length of the beginning that has the main facts.
	leadWords = 60
)

// write returns a text of about so many words that tells the story.
func (g *generator) write(r *random, s *story, words int) []token {
	w := &writer{generator: g, r: r, s: s, goal: words, out: make([]token, 0, words+60)}
	for len(w.out) < words {
		for range r.between(1, 3) {
			w.sentence()
		}
		w.out = end(w.out)
	}
	return w.out
}

// sentence writes one sentence, perhaps a quoted one, perhaps with who said it.
func (w *writer) sentence() {
	start := len(w.out)
	length := min(max(int(w.r.logNormal(19, 0.4)), 6), 45)
	w.clause(length)
	last := len(w.out) - 1
	if w.s != nil && w.r.chance(0.22) {
		w.out[last].mark |= comma
		if w.r.chance(0.5) {
			w.out[start].mark |= opens
			w.out[last].mark |= closes
		}
		w.entity()
		w.push(w.v.said)
		last = len(w.out) - 1
	}
	w.out[last].mark |= stop
	w.out[last].mark &^= comma
}

// clause writes about so many words, up to a place where a sentence may end.
func (w *writer) clause(length int) {
	start, c := len(w.out), classes
	for {
		row := &w.chain[c]
		c = row.next[row.draw.draw(w.r)]
		c = w.emit(c, c == noun && len(w.out) > start)
		n := len(w.out) - start
		switch {
		case n >= length+10, n >= length && (c == noun || c == name || c == day || c == functionAdverb):
			return
		case (c == noun || c == name || c == day) && w.r.chance(0.09):
			w.out[len(w.out)-1].mark |= comma
		}
	}
}

// emit writes one word of a class, or a run of words in its place, and returns the class that counts for what follows.
func (w *writer) emit(c class, inside bool) class {
	switch c {
	case noun:
		if w.fact() {
			return noun
		}
		w.content(noun, w.r.times(0.3))
		if inside && w.r.chance(stock) {
			w.phrase()
		}
	case verb:
		w.content(verb, w.verbForm())
	case adjective, adverb:
		w.content(c, 0)
	case infinitive:
		w.push(w.v.to)
		w.content(verb, 1)
	case name:
		w.entity()
		if w.r.chance(possessives) {
			w.out[len(w.out)-1].mark |= possessive
			return determiner
		}
	case number:
		w.push(newFigure(w.r))
	case day:
		d := w.v.days[w.r.below(len(w.v.days))]
		w.push(d[0])
		w.push(d[1])
	default:
		f := &w.v.function[c]
		w.push(f.words[f.draw.draw(w.r)])
	}
	return c
}

func (w *writer) push(x word) { w.out = append(w.out, token{word: x}) }

// verbForm is the past, mostly.
func (w *writer) verbForm() int {
	switch x := w.r.unit(); {
	case x < 0.62:
		return 0
	case x < 0.72:
		return 1
	case x < 0.85:
		return 2
	}
	return 3
}

// content writes a word of an open class: one of the story's, one that goes with the last, or any.
func (w *writer) content(c class, form int) {
	l := &w.v.lexicons[c]
	if w.s != nil && w.r.chance(slips) {
		w.push(newCoined(w.r))
		return
	}
	var lemma int
	switch {
	case w.s != nil && len(w.s.topic[c]) > 0 && w.r.chance(topical):
		// The first are the most frequent.
		topic := w.s.topic[c]
		lemma, _, _ = l.lemma(topic[min(w.r.below(len(topic)), w.r.below(len(topic)))])
	case w.r.chance(collocated):
		lemma = l.draw.at(mix(uint64(w.last)<<8 | uint64(w.collocate.draw(w.r))))
	default:
		lemma = l.draw.draw(w.r)
	}
	w.last = l.form(lemma, form)
	w.push(w.last)
}

// entity names one of the story's people, in full the first time.
func (w *writer) entity() {
	if w.s == nil {
		w.push(w.v.last.form(w.v.last.draw.draw(w.r), 0))
		return
	}
	if w.r.chance(0.2) {
		w.push(w.s.places[w.r.below(len(w.s.places))])
		return
	}
	if w.r.chance(0.15) { // somebody of no importance
		for _, x := range w.newEntity(w.r).full {
			w.push(x)
		}
		return
	}
	i := min(w.r.below(len(w.s.people)), w.r.below(len(w.s.people)))
	words := w.s.people[i].short
	if !w.named[i] || w.r.chance(0.1) {
		words = w.s.people[i].full
	}
	w.named[i] = true
	for _, x := range words {
		w.push(x)
	}
}

// fact tells the next fact where one is due: the main ones in the lead, the others spread over the text.
func (w *writer) fact() bool {
	if w.s == nil {
		return false
	}
	n := -1
	switch {
	case w.told < mainFacts && len(w.out) >= w.told*leadWords/mainFacts/2,
		w.told < len(w.s.facts) && len(w.out) >= leadWords+(w.goal-leadWords)*(w.told-mainFacts)/len(w.s.facts):
		n = w.told
		w.told++
	case w.told > 0 && w.r.chance(reused):
		n = w.r.below(w.told)
	}
	if n < 0 {
		return false
	}
	for _, x := range w.s.facts[n] {
		w.push(x)
	}
	return true
}

// phrase writes one of the phrases that all newsrooms use.
func (w *writer) phrase() {
	if len(w.phrases) > 0 {
		w.out = append(w.out, w.phrases[w.phraseDraw.draw(w.r)]...)
	}
}

// headline returns a title for the story.
func (g *generator) headline(r *random, s *story) []token {
	w := &writer{generator: g, r: r, s: s, goal: 10}
	for _, x := range s.people[r.below(min(2, len(s.people)))].short {
		w.push(x)
	}
	w.content(verb, r.below(3))
	w.told = r.below(mainFacts)
	w.fact()
	f := &g.v.function[preposition]
	w.push(f.words[f.draw.draw(r)])
	if r.chance(0.6) {
		w.push(s.places[0])
	} else {
		w.content(adjective, 0)
		w.content(noun, 1)
	}
	return w.out
}

// snippet returns so many words in a row of no story.
func (g *generator) snippet(r *random, words int) []token {
	w := &writer{generator: g, r: r}
	w.clause(words)
	return w.out[:words]
}
