package shingle

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// languageWords is how many words at the start of a text its language is told from.
const languageWords = 200

// Language tells the language of a text from its script and, for Latin letters, its stop words: one of ar, de, en, es, fr, hi, it,
// ja, ko, pt, ru, th, tr, zh; empty where it cannot be told. tokens are those that Append made of text.
func (t *Tokenizer) Language(text string, tokens []Token) string {
	tokens = tokens[:min(len(tokens), languageWords)]
	scripts := map[string]int{}
	for _, tok := range tokens {
		r, _ := utf8.DecodeRuneInString(text[tok.Start:tok.End])
		scripts[script(r)]++
	}
	best, words := "", len(tokens)/2
	for s, n := range scripts {
		if n > words {
			best, words = s, n
		}
	}
	switch {
	case scripts["ja"] > len(tokens)/10:
		return "ja" // Japanese mixes kana with Chinese characters
	case best == "latin":
		return byStopwords(tokens)
	}
	return best
}

// script names the language that a character's script is mostly written for, or "latin".
func script(r rune) string {
	switch {
	case r < 0x250:
		return "latin"
	case unicode.Is(unicode.Cyrillic, r):
		return "ru"
	case unicode.Is(unicode.Arabic, r):
		return "ar"
	case unicode.Is(unicode.Devanagari, r):
		return "hi"
	case unicode.Is(unicode.Hangul, r):
		return "ko"
	case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
		return "ja"
	case unicode.Is(unicode.Han, r):
		return "zh"
	case unicode.Is(unicode.Thai, r):
		return "th"
	}
	return ""
}

// byStopwords returns the language most of whose stop words stand among the tokens; a word of several languages counts for each
// in part.
func byStopwords(tokens []Token) string {
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
	best := 0
	for i, s := range scores {
		if s > scores[best] {
			best = i
		}
	}
	if scores[best] == 0 {
		return ""
	}
	return listed[best]
}
