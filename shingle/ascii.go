package shingle

import (
	"unicode/utf8"

	"github.com/spaolacci/murmur3"
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

// addASCII normalises and adds the ASCII word text[start:end].
func (t *Tokenizer) addASCII(s *scan, text string, start, end int) {
	end = start + len(cutPossessive(text[start:end]))
	var flags Flag
	switch c := text[start]; {
	case isDigit(c):
		flags = Number
	case c != lower[c]:
		flags = Capital
	}
	norm := t.normal.kept[:0]
	for _, c := range []byte(text[start:end]) {
		if l := lower[c]; l != 0 {
			norm = append(norm, l)
		} else if c == '.' && flags&Number != 0 {
			norm = append(norm, c)
		}
	}
	t.normal.kept = norm
	s.add(murmur3.Sum64(norm), start, end, flags)
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
