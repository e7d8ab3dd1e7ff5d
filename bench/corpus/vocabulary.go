package corpus

import (
	"math"
	"strconv"
	"strings"
)

// word is the number of a word in a vocabulary, or a figure: see figure.
type word uint32

// vocabulary is all words there are. It is the same for every corpus of a seed, and immutable once made.
type vocabulary struct {
	words    []string
	function [classes]function
	lexicons [classes]lexicon
	first    lexicon // given names
	last     lexicon // family names
	places   lexicon
	houses   lexicon   // companies and offices
	days     [][2]word // a preposition and the day
	said, to word
	dict     map[string]struct{}
	random   *random
}

// function is the function words of a class.
type function struct {
	words []word
	draw  alias
}

// lexicon is a list of lemmas, the most frequent first, each with the same number of forms.
type lexicon struct {
	start  word
	lemmas int
	forms  int
	draw   alias
}

// form returns a form of a lemma.
func (l *lexicon) form(lemma, form int) word { return l.start + word(lemma*l.forms+form) }

// lemma returns the lemma of a word and which form of it the word is; false for a word of another list.
func (l *lexicon) lemma(w word) (lemma, form int, ok bool) {
	if w < l.start || w >= l.start+word(l.lemmas*l.forms) {
		return 0, 0, false
	}
	n := int(w - l.start)
	return n / l.forms, n % l.forms, true
}

// formOf returns another form of a word of the list.
func (l *lexicon) formOf(w word, form int) word {
	lemma, _, _ := l.lemma(w)
	return l.form(lemma, form)
}

// The sizes of the lists: some 200,000 words in all.
const (
	nouns      = 30_000
	verbs      = 9_000
	adjectives = 13_000
	adverbs    = 3_000
	givenNames = 3_000
	lastNames  = 50_000
	placeNames = 15_000
	houseNames = 15_000
)

func newVocabulary(seed uint64) *vocabulary {
	v := &vocabulary{dict: map[string]struct{}{}, random: newRandom(seed, 'v')}
	for c := range classes { // a map has no order
		v.function[c] = v.newFunction(functionWords[c])
	}
	for _, d := range days {
		preposition, day, _ := strings.Cut(d, " ")
		v.days = append(v.days, [2]word{v.add(preposition), v.add(day)})
	}
	v.said, v.to = v.add("said"), v.add("to")
	v.lexicons[noun] = v.list(nouns, 1.15, nounEnds, plain, plural)
	v.lexicons[verb] = v.list(verbs, 1.15, []string{""}, past, plain, present, participle)
	v.lexicons[adjective] = v.list(adjectives, 1.15, adjectiveEnds, plain)
	v.lexicons[adverb] = v.list(adverbs, 1.2, []string{"ly"}, plain)
	v.first = v.list(givenNames, 1.1, firstNames, title)
	v.last = v.list(lastNames, 1.0, []string{"", "", "", "s", "son", "er", "ov", "ini"}, title)
	v.places = v.list(placeNames, 1.2, placeEnds, title)
	v.houses = v.list(houseNames, 1.1, houseEnds, title)
	v.dict = nil
	return v
}

// newFunction reads words, each followed by its frequency.
func (v *vocabulary) newFunction(list string) function {
	var f function
	var weights []float64
	fields := strings.Fields(list)
	for i := 0; i+1 < len(fields); i += 2 {
		weight, err := strconv.ParseFloat(fields[i+1], 64)
		if err != nil {
			panic(err) // the lists are constants
		}
		f.words = append(f.words, v.add(fields[i]))
		weights = append(weights, weight)
	}
	f.draw = newAlias(weights)
	return f
}

// add gives a word its number; a word may have several.
func (v *vocabulary) add(text string) word {
	v.words = append(v.words, text)
	return word(len(v.words) - 1)
}

// list makes a lexicon of so many new lemmas.
func (v *vocabulary) list(lemmas int, power float64, ends []string, forms ...func(string) string) lexicon {
	l := lexicon{start: word(len(v.words)), lemmas: lemmas, forms: len(forms), draw: newAlias(mandelbrot(lemmas, 2.7, power))}
	for rank := range lemmas {
		stem := v.invent(rank, ends)
		for _, form := range forms {
			v.add(form(stem))
		}
	}
	return l
}

// invent makes up a word that there is not yet. Frequent words are short.
func (v *vocabulary) invent(rank int, ends []string) string {
	for try := 0; ; try++ {
		syllables := 1 + int(math.Log10(float64(rank+20)/20)/2+v.random.unit()*0.8) + try/10
		var b strings.Builder
		for i := range syllables {
			if i > 0 {
				b.WriteString(middle[v.random.below(len(middle))])
			}
			b.WriteString(onsets[v.random.below(len(onsets))])
			b.WriteString(vowels[v.random.below(len(vowels))])
		}
		b.WriteString(v.ending(ends))
		if text := b.String(); len(text) > 2 && !v.known(text) {
			v.dict[text] = struct{}{}
			return text
		}
	}
}

// ending draws an ending, or a coda for none.
func (v *vocabulary) ending(ends []string) string {
	coda := codas[v.random.below(len(codas))]
	switch e := ends[v.random.below(len(ends))]; {
	case e == "":
		return coda
	case strings.ContainsRune("aeio", rune(e[0])) && coda == "":
		return "t" + e
	case strings.ContainsRune("aeio", rune(e[0])):
		return coda + e
	default:
		return e
	}
}

func (v *vocabulary) known(text string) bool {
	_, ok := v.dict[text]
	return ok
}

func plain(stem string) string { return stem }

func plural(stem string) string {
	if strings.HasSuffix(stem, "s") || strings.HasSuffix(stem, "ch") || strings.HasSuffix(stem, "z") {
		return stem + "es"
	}
	if strings.HasSuffix(stem, "ity") || strings.HasSuffix(stem, "ary") {
		return stem[:len(stem)-1] + "ies"
	}
	return stem + "s"
}

func past(stem string) string {
	if strings.HasSuffix(stem, "e") {
		return stem + "d"
	}
	return stem + "ed"
}

func present(stem string) string { return plural(stem) }

func participle(stem string) string { return strings.TrimSuffix(stem, "e") + "ing" }

func title(stem string) string { return strings.ToUpper(stem[:1]) + stem[1:] }
