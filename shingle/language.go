package shingle

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// languageWords is how many words at the start of a text its language is told from.
const languageWords = 200

// Language tells the language of a text from its script and, for Latin letters, its stop words: one of ar, de, en, es, fr, hi, it,
// ja, ko, pt, ru, th, tr, zh; empty where it cannot be told, as for a headline, or a text half in one script and half in another. A
// language that is not one of these but shares the script of one (Ukrainian, Persian, Marathi) is taken for it, which does
// no harm as long as it always is. tokens are those that Append made of text, or some of them; the first 200 count.
func (t *Tokenizer) Language(text string, tokens []Token) string {
	tokens = tokens[:min(len(tokens), languageWords)]
	scripts := map[string]int{}
	words := 0
	for _, tok := range tokens {
		if tok.Flags&Number == 0 {
			r, _ := utf8.DecodeRuneInString(text[tok.Start:tok.End])
			scripts[script(r)]++
			words++
		}
	}
	if scripts["ja"] > words/10 {
		return "ja" // Japanese mixes kana with Chinese characters
	}
	for s, n := range scripts {
		switch {
		case n <= words/2:
		case s == "latin":
			return byStopwords(tokens, words)
		default:
			return s
		}
	}
	return ""
}

// script names the language that a character's script is mostly written for, or "latin".
func script(r rune) string {
	switch {
	case r < 0x250, unicode.Is(unicode.Latin, r):
		return "latin"
	case unicode.Is(unicode.Cyrillic, r):
		return "ru"
	case unicode.Is(unicode.Arabic, r):
		return "ar"
	case unicode.Is(unicode.Devanagari, r):
		return "hi"
	case unicode.Is(unicode.Hangul, r):
		return "ko"
	case unicode.In(r, unicode.Hiragana, unicode.Katakana), r == 'ー', r == 'ｰ':
		return "ja"
	case unicode.Is(unicode.Han, r):
		return "zh"
	case unicode.Is(unicode.Thai, r):
		return "th"
	}
	return ""
}

// byStopwords returns the language most of whose stop words stand among the tokens; a word of several languages counts for each
// in part. It is empty unless one stands out: a tenth of the words (numbers apart) or more, and twice as much as any other language.
func byStopwords(tokens []Token, words int) string {
	scores := make([]float64, len(listed))
	for _, tok := range tokens {
		mask := stopwords()[tok.Hash]
		shared := float64(bits.OnesCount16(mask))
		for i := range scores {
			if mask>>i&1 != 0 {
				scores[i] += 1 / (shared * shared)
			}
		}
	}
	best, first, second := "", 0.0, 0.0
	for i, score := range scores {
		if score > first {
			best, first, second = listed[i], score, first
		} else {
			second = max(second, score)
		}
	}
	if first < max(2, float64(words)/10) || first < 2*second {
		return ""
	}
	return best
}
