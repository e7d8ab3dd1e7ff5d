package shingle

import (
	"bytes"
	"math"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normalizer makes the normal forms of words. It keeps buffers.
type normalizer struct{ apart, kept, composed []byte }

// form returns the normal form of a word: NFKC, lower case, without accents, full stops, apostrophes and what cannot be seen.
// It is valid until the next call.
func (n *normalizer) form(word string) []byte {
	if n.quick(word) {
		return n.kept
	}
	return n.slow(word)
}

// slow makes the normal form of any word.
func (n *normalizer) slow(word string) []byte {
	n.apart = norm.NFKD.AppendString(n.apart[:0], word)
	n.kept = n.kept[:0]
	first, _ := utf8.DecodeRune(n.apart)
	for i := 0; i < len(n.apart); {
		r, size := utf8.DecodeRune(n.apart[i:])
		if r != '.' || unicode.IsDigit(first) {
			n.kept = appendKept(n.kept, r)
		}
		i += size
	}
	if norm.NFC.QuickSpan(n.kept) == len(n.kept) {
		return n.kept
	}
	// NFKD took apart what is kept: Hangul, kana with marks, Indic letters.
	n.composed = norm.NFC.Append(n.composed[:0], n.kept...)
	return n.composed
}

// quick makes the normal form in n.kept, provided that each character has a form of its own, which is so in nearly all words.
func (n *normalizer) quick(word string) bool {
	forms := forms()
	n.kept = n.kept[:0]
	for _, r := range word {
		switch {
		case int(r) < len(forms) && forms[r] == dropped, r == '’', r == '‘':
		case int(r) < len(forms) && forms[r] != 0:
			n.kept = utf8.AppendRune(n.kept, rune(forms[r]))
		case isOwnForm(r):
			n.kept = utf8.AppendRune(n.kept, r)
		default:
			return false
		}
	}
	return true
}

// dropped stands in forms for a character that normal forms leave out.
const dropped = math.MaxUint16

// forms has the form of each character of the alphabets at the start of Unicode (Latin to Tibetan) that is one character and does
// not depend on those around it; 0 for others.
var forms = sync.OnceValue(func() *[0x1000]uint16 {
	var table [0x1000]uint16
	var n normalizer
	for r := range rune(len(table)) {
		s := string(r)
		if r == '.' || !norm.NFKD.PropertiesString(s).BoundaryBefore() || !norm.NFC.PropertiesString(s).BoundaryBefore() {
			continue
		}
		switch form := []rune(string(n.slow(s))); {
		case len(form) == 0:
			table[r] = dropped
		case len(form) == 1 && form[0] < dropped:
			table[r] = uint16(form[0])
		}
	}
	return &table
})

// isOwnForm tells the common characters beyond forms that are their own form: ideographs, kana, syllables of Hangul.
func isOwnForm(r rune) bool {
	return 0x4e00 <= r && r <= 0x9fff || 0x3041 <= r && r <= 0x3096 || 0x30a1 <= r && r <= 0x30fa || r == 'ー' || 0xac00 <= r && r <= 0xd7a3
}

// appendKept appends what the normal form has for one character of a decomposed word.
func appendKept(dst []byte, r rune) []byte {
	switch r = unicode.ToLower(r); r {
	case '\'', '’', '‘', 'ʼ', ',', 'ـ', utf8.RuneError:
		return dst
	case 'ß':
		return append(dst, "ss"...)
	case 'æ':
		return append(dst, "ae"...)
	case 'œ':
		return append(dst, "oe"...)
	case 'ς':
		r = 'σ'
	case 'ı':
		r = 'i'
	case 'ø':
		r = 'o'
	case 'ł':
		r = 'l'
	case 'đ':
		r = 'd'
	}
	if r >= 0xad && (isAccent(r) && !makesLetter(dst, r) || isInvisible(r)) {
		return dst
	}
	return utf8.AppendRune(dst, r)
}

// isAccent tells the combining marks that writers leave out as they please: Latin, Greek and Cyrillic accents, Arabic and
// Hebrew vowel points, enclosures. Marks that make another letter (Japanese, Indic, Thai) stay.
func isAccent(r rune) bool {
	return r >= 0x0300 && r <= 0x036f || r >= 0x0591 && r <= 0x05c7 && r != '־' || r >= 0x064b && r <= 0x065f || r == 0x0670 ||
		unicode.Is(unicode.Me, r)
}

// makesLetter tells the accents that make other Cyrillic letters: й, ў, ї.
func makesLetter(before []byte, accent rune) bool {
	switch accent {
	case '\u0306':
		return bytes.HasSuffix(before, []byte("и")) || bytes.HasSuffix(before, []byte("у"))
	case '\u0308':
		return bytes.HasSuffix(before, []byte("і"))
	}
	return false
}

// isInvisible tells the characters that cannot be seen: soft hyphens, joiners, marks of direction, selectors of variants.
func isInvisible(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Variation_Selector) }

// cutPossessive cuts a trailing 's off: the English possessive, or what looks like it.
func cutPossessive(word string) string {
	n := len(word)
	if n < 3 || word[n-1]|0x20 != 's' {
		return word
	}
	r, size := utf8.DecodeLastRuneInString(word[:n-1])
	if (r == '\'' || r == '’' || r == '＇' || r == 'ʼ') && n-1-size > 0 {
		return word[:n-1-size]
	}
	return word
}
