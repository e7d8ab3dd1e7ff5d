package shingle

import (
	"math/bits"
	"unicode/utf8"
)

// asciiWord returns the end of the word that starts at text[i]. It is whole unless characters beyond ASCII may belong to it:
// then UAX 29 must tell. For ASCII text the two agree.
func asciiWord(text string, i int) (end int, whole bool) {
	for j := i + 1; j < len(text); j++ {
		switch c := text[j]; {
		case lower[c] != 0:
		case c >= utf8.RuneSelf:
			return j, false
		case !joinsWords[c]:
			return j, true
		case !joined(text, i, j):
			return j, j+1 == len(text) || text[j+1] < utf8.RuneSelf
		}
	}
	return len(text), true
}

// joined reports whether the punctuation at text[j] joins the word that began at i to what follows: an apostrophe between
// letters, a full stop between single letters (U.S.), a point or comma between digits.
func joined(text string, i, j int) bool {
	if j+1 == len(text) || lower[text[j+1]] == 0 {
		return false
	}
	before, after := isDigit(text[j-1]), isDigit(text[j+1])
	switch text[j] {
	case '\'':
		return before == after
	case '.':
		if before || after {
			return before && after
		}
		initial := j-1 == i || lower[text[j-2]] == 0
		return initial && (j+2 == len(text) || lower[text[j+2]] == 0)
	case ',':
		return before && after
	}
	return false
}

// addPlain adds the word that starts at text[i] and returns its end if it is plain: up to maxShort ASCII letters or digits, and behind them
// nothing that may join them to more. Most words are. Otherwise, and at the end of a text, it returns i.
func (t *Tokenizer) addPlain(s *scan, text string, i int) (end int) {
	if len(text)-i <= 16 {
		return i
	}
	window := text[i : i+17]
	first, rest := eightBytes(window), uint64(0)
	n := lettersAhead(first)
	if n == 8 {
		rest = eightBytes(window[8:])
		n += lettersAhead(rest)
	}
	if n > maxShort {
		return i
	}
	if c := window[n]; c >= utf8.RuneSelf || joinsWords[c] && window[n+1] > ' ' {
		return i
	}
	first, rest = keepBytes(first, n), keepBytes(rest, n-8)
	s.add(hashShort(first, rest, n), i, i+n, startFlags(window[0]))
	return i + n
}

// Eight bytes are looked up together, as the bytes of one number, the first of them lowest (Warren, Hacker's Delight, ch. 6).
const (
	ones = 0x0101010101010101
	tops = 0x80 * ones
)

// eightBytes returns the first eight bytes of a text.
func eightBytes(text string) uint64 {
	_ = text[7]
	return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
}

// lettersAhead returns how many of eight bytes are ASCII letters or digits before the first that is not.
func lettersAhead(eight uint64) int {
	low := eight &^ tops
	folded := low | 0x20*ones // small letters
	letters := (folded + (0x80-'a')*ones) &^ (folded + (0x80-'z'-1)*ones)
	digits := (low + (0x80-'0')*ones) &^ (low + (0x80-'9'-1)*ones)
	others := ^(letters | digits) | eight
	return bits.TrailingZeros64(others&tops) / 8
}

// keepBytes returns the first n of eight ASCII letters and digits, in lower case, and 0 for the others.
func keepBytes(eight uint64, n int) uint64 {
	if n <= 0 {
		return 0
	}
	return (eight | 0x20*ones) & (^uint64(0) >> (64 - 8*min(n, 8)))
}

// startFlags tells of the first character of an ASCII word.
func startFlags(c byte) Flag {
	switch {
	case isDigit(c):
		return Number
	case c != lower[c]:
		return Capital
	}
	return 0
}

// addASCII normalises and adds the ASCII word text[start:end].
func (t *Tokenizer) addASCII(s *scan, text string, start, end int) {
	end = start + len(cutPossessive(text[start:end]))
	flags := startFlags(text[start])
	norm := t.normal.kept[:0]
	for _, c := range []byte(text[start:end]) {
		if l := lower[c]; l != 0 {
			norm = append(norm, l)
		} else if c == '.' && flags&Number != 0 {
			norm = append(norm, c)
		}
	}
	t.normal.kept = norm
	s.add(hashWord(norm), start, end, flags)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// lower maps the ASCII letters to lower case and the digits to themselves; all else, which is no part of an ASCII word by
// itself, to 0.
var lower = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}()

// joinsWords marks the ASCII punctuation that may stand inside a word by UAX 29, the underscore apart: to us it parts words.
var joinsWords = [256]bool{'.': true, ',': true, '\'': true, ':': true, ';': true}
