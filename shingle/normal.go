package shingle

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// appendNormal appends the normal form of a word: NFKC, lower case, without accents, full stops and apostrophes, and without
// the English possessive.
func appendNormal(dst []byte, word string) []byte {
	start := len(dst)
	word = cutPossessive(word)
	for i := 0; i < len(word); {
		if c := word[i]; c < utf8.RuneSelf {
			dst = appendRune(dst, rune(c), start)
			i++
			continue
		}
		next := norm.NFKD.NextBoundaryInString(word[i:], true)
		var buf [64]byte
		for _, r := range string(norm.NFKD.AppendString(buf[:0], word[i:i+next])) {
			dst = appendRune(dst, r, start)
		}
		i += next
	}
	return recompose(dst, start)
}

// appendRune appends one decomposed character of a word that starts at dst[start].
func appendRune(dst []byte, r rune, start int) []byte {
	switch {
	case r == '.':
		if len(dst) > start && isDigit(dst[start]) {
			dst = append(dst, '.')
		}
		return dst
	case r == '\'' || r == '’' || r == ',' || r == '‘' || r == '\u00ad' || r == 'ـ' || r == utf8.RuneError:
		return dst
	case r == 'ß':
		return append(dst, "ss"...)
	case r == 'ς':
		r = 'σ'
	case r == 'ı':
		r = 'i'
	case r == 'ø' || r == 'Ø':
		r = 'o'
	case r == 'ł' || r == 'Ł':
		r = 'l'
	case r == 'đ' || r == 'Đ':
		r = 'd'
	case r == 'æ' || r == 'Æ':
		return append(dst, "ae"...)
	case r == 'œ' || r == 'Œ':
		return append(dst, "oe"...)
	case isAccent(r):
		return dst
	case unicode.IsUpper(r):
		r = unicode.ToLower(r)
	}
	return utf8.AppendRune(dst, r)
}

// isAccent tells the combining marks that writers leave out as they please: Latin, Greek and Cyrillic accents, Arabic and
// Hebrew vowel points. Marks that make another letter (Japanese, Indic, Thai) stay.
func isAccent(r rune) bool {
	return r >= 0x0300 && r <= 0x036f || r >= 0x0591 && r <= 0x05bd || r >= 0x064b && r <= 0x065f || r == 0x0670
}

// recompose puts what NFKD took apart and appendRune kept (Hangul, kana with marks, Indic letters) together again.
func recompose(dst []byte, start int) []byte {
	if norm.NFC.QuickSpan(dst[start:]) == len(dst)-start {
		return dst
	}
	return append(dst[:start], norm.NFC.Bytes(dst[start:])...)
}

// cutPossessive cuts a trailing 's off.
func cutPossessive(word string) string {
	n := len(word)
	if n < 3 || word[n-1]|0x20 != 's' {
		return word
	}
	r, size := utf8.DecodeLastRuneInString(word[:n-1])
	if (r == '\'' || r == '’' || r == '＇') && n-1-size > 0 {
		return word[:n-1-size]
	}
	return word
}

// spaceless tells the scripts that are written without spaces between words.
func spaceless(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
