package corpus

import (
	"strconv"
	"strings"
)

// token is a word of a text with what stands around it.
type token struct {
	word word
	mark mark
}

// mark says what is printed with a word.
type mark uint8

const (
	comma      mark = 1 << iota
	stop            // a full stop: the sentence ends
	opens           // a quotation begins before the word
	closes          // a quotation ends after the word
	paragraph       // the paragraph ends
	possessive      // Jan's
)

// figures are words that are numbers: bits 24 to 26 say how it is printed, those below are its value.
const (
	figures   word = 1 << 31
	figureFor      = 24

	integer = 0 // 1234
	grouped = 1 // 12,345
	decimal = 2 // 123.4, of tenths
	share   = 3 // 12.3 percent, of tenths
	money   = 4 // $12.3 million, of tenths
)

// figure returns the word for a number.
func figure(form, value int) word {
	return figures | word(form)<<figureFor | word(value&(1<<figureFor-1))
}

// coined is set in words that no list has: each stands for a name or a slip that hardly ever comes again. Without them a corpus would run
// out of new words, which news never does.
const coined word = 1 << 30

// newCoined draws one of a thousand million.
func newCoined(r *random) word { return coined | word(r.next()>>34) }

func isCoined(w word) bool { return w&(figures|coined) == coined }

func isFigure(w word) bool { return w&figures != 0 }

// newFigure draws a number as news has them: small ones come more often.
func newFigure(r *random) word {
	switch x := r.unit(); {
	case x < 0.4:
		return figure(integer, r.between(2, 31))
	case x < 0.52:
		return figure(integer, r.between(1990, 2027))
	case x < 0.66:
		return figure(integer, r.between(32, 999))
	case x < 0.76:
		return figure(grouped, r.between(1000, 99_999))
	case x < 0.86:
		return figure(share, r.between(1, 999))
	case x < 0.93:
		return figure(decimal, r.between(10, 9999))
	}
	return figure(money, r.between(10, 9999))
}

// appendFigure prints a number.
func appendFigure(dst []byte, w word) []byte {
	form, value := (w&^figures)>>figureFor, int64(w&(1<<figureFor-1))
	switch form {
	case grouped:
		dst = strconv.AppendInt(dst, value/1000, 10)
		dst = append(dst, ',', byte('0'+value/100%10), byte('0'+value/10%10), byte('0'+value%10))
	case decimal, share, money:
		if form == money {
			dst = append(dst, '$')
		}
		dst = strconv.AppendInt(dst, value/10, 10)
		dst = append(dst, '.', byte('0'+value%10))
		switch form {
		case share:
			dst = append(dst, " percent"...)
		case money:
			dst = append(dst, " million"...)
		}
	default:
		dst = strconv.AppendInt(dst, value, 10)
	}
	return dst
}

// appendText prints tokens, with a line break after each paragraph but the last.
func (v *vocabulary) appendText(dst []byte, tokens []token) []byte {
	begins := true
	for i, t := range tokens {
		if t.mark&opens != 0 {
			dst = append(dst, '"')
		}
		dst = v.appendWord(dst, t.word, begins)
		begins = t.mark&(stop|paragraph) != 0
		if t.mark&possessive != 0 {
			dst = append(dst, "'s"...)
		}
		if t.mark&comma != 0 {
			dst = append(dst, ',')
		}
		if t.mark&stop != 0 {
			dst = append(dst, '.')
		}
		if t.mark&closes != 0 {
			dst = append(dst, '"')
		}
		switch {
		case i == len(tokens)-1:
		case t.mark&paragraph != 0:
			dst = append(dst, '\n')
		default:
			dst = append(dst, ' ')
		}
	}
	return dst
}

func (v *vocabulary) appendWord(dst []byte, w word, capital bool) []byte {
	if isFigure(w) {
		return appendFigure(dst, w)
	}
	n := len(dst)
	if isCoined(w) {
		dst, capital = appendCoined(dst, w), true
	} else {
		dst = append(dst, v.words[w]...)
		capital = capital || v.words[w] == "i"
	}
	if c := dst[n]; capital && 'a' <= c && c <= 'z' {
		dst[n] = c - 'a' + 'A'
	}
	return dst
}

// appendCoined prints a coined word: what its number says of syllables.
func appendCoined(dst []byte, w word) []byte {
	r := random{state: uint64(w)}
	for i := range r.between(2, 3) {
		if i > 0 && r.chance(0.1) {
			dst = append(dst, accents[r.below(len(accents))]...)
		}
		dst = append(dst, onsets[r.below(len(onsets))]...)
		dst = append(dst, vowels[r.below(len(vowels))]...)
	}
	return append(dst, codas[r.below(len(codas))]...)
}

// typeset appends a text as typesetters print it: with the quotation marks, apostrophes and dashes of books. Most outlets do, so that a
// copy differs from what it copies in these.
func typeset(dst []byte, text string) []byte {
	before := byte('\n')
	for {
		i := strings.IndexAny(text, "\"'-")
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		if i > 0 {
			before = text[i-1]
		}
		starts := before == ' ' || before == '\n'
		switch c := text[i]; {
		case c == '"' && starts:
			dst = append(dst, "“"...)
		case c == '"':
			dst = append(dst, "”"...)
		case c == '\'':
			dst = append(dst, "’"...)
		case starts:
			dst = append(dst, "–"...)
		default:
			dst = append(dst, c)
		}
		before, text = text[i], text[i+1:]
	}
}

// end closes a paragraph.
func end(tokens []token) []token {
	if len(tokens) > 0 {
		tokens[len(tokens)-1].mark |= stop | paragraph
		tokens[len(tokens)-1].mark &^= comma
	}
	return tokens
}
