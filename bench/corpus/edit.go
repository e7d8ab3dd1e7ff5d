package corpus

import "slices"

const (
	// leastWords is the length of the shortest article, and of what is left of one that was cut.
	leastWords = 100
	mostWords  = 2000
	// spareWords are for the last paragraph, what is quoted, and furniture.
	spareWords = 300
	// excerptWords is the length of the shortest excerpt.
	excerptWords = 150
)

// reprinted returns a text as another outlet prints it: a third as it is, the others with some words changed, and some without
// their last paragraphs or one in the middle. At least two thirds of the words are left.
func (g *generator) reprinted(r *random, text []token) []token {
	if r.chance(0.33) {
		return text
	}
	switch x := r.unit(); {
	case x < 0.35:
		text = cutEnd(r, text)
	case x < 0.45:
		text = cutMiddle(r, text)
	}
	rate := 0.002 + 0.03*r.unit()
	if r.chance(0.2) {
		rate = 0.03 + 0.04*r.unit()
	}
	return g.reworded(r, text, rate)
}

// reworded changes a share of the words: another takes their place, or they go, or one comes in.
func (g *generator) reworded(r *random, text []token, rate float64) []token {
	out := make([]token, 0, len(text)+8)
	for _, t := range text {
		if !r.chance(rate) {
			out = append(out, t)
			continue
		}
		for c := range g.v.lexicons {
			l := &g.v.lexicons[c]
			if _, form, ok := l.lemma(t.word); ok && l.lemmas > 0 {
				t.word = l.form(l.draw.draw(r), form)
			}
		}
		switch {
		case t.mark == 0 && r.chance(0.25):
			continue
		case t.mark == 0 && r.chance(0.25):
			out = append(out, t, token{word: g.v.function[functionAdverb].words[r.below(len(g.v.function[functionAdverb].words))]})
		default:
			out = append(out, t)
		}
	}
	return out
}

// breaks returns where the paragraphs of a text end.
func breaks(text []token) []int {
	var ends []int
	for i, t := range text {
		if t.mark&paragraph != 0 {
			ends = append(ends, i+1)
		}
	}
	return ends
}

// cutEnd drops last paragraphs.
func cutEnd(r *random, text []token) []token {
	keep := max(leastWords, len(text)*2/3+r.below(len(text)/3))
	for _, at := range breaks(text) {
		if at >= keep {
			return slices.Clone(text[:at])
		}
	}
	return text
}

// cutMiddle drops one paragraph.
func cutMiddle(r *random, text []token) []token {
	ends := breaks(text)
	if len(ends) < 3 {
		return text
	}
	i := r.between(1, len(ends)-2)
	from, to := ends[i-1], ends[i]
	if left := len(text) - (to - from); left < leastWords || left*3 < len(text)*2 {
		return text
	}
	return slices.Concat(text[:from], text[to:])
}

// excerpted returns a run of the text from 150 words to half of it, mostly from its beginning; the text must have 300 words. It ends
// with a sentence where that is long enough.
func excerpted(r *random, text []token) []token {
	words := r.between(excerptWords, len(text)/2)
	from := 0
	if r.chance(0.3) {
		from = r.below(len(text) - words)
		for from > 0 && text[from-1].mark&stop == 0 {
			from--
		}
	}
	out := slices.Clone(text[from : from+words])
	for i := len(out); i >= excerptWords; i-- {
		if out[i-1].mark&stop != 0 {
			out = out[:i]
			break
		}
	}
	return end(out)
}

// quoting returns a text with one or two passages of another, of 30 to 60 words each, as paragraphs of their own.
func quoting(r *random, text, other []token) []token {
	for range 1 + r.times(0.4) {
		n := r.between(30, 60)
		from := r.below(max(1, len(other)-n))
		passage := end(slices.Clone(other[from:min(from+n, len(other))]))
		for i := range passage[:len(passage)-1] {
			passage[i].mark &^= paragraph
		}
		ends := breaks(text)
		at := ends[r.below(len(ends))]
		text = slices.Concat(text[:at], passage, text[at:])
	}
	return text
}
