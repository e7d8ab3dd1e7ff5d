package shingle

import "unicode/utf8"

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

// addPlain adds the word that starts at text[i] and returns its end if it is plain: a few ASCII letters or digits, and behind them nothing
// that may join them to more. Most words are. Otherwise it returns i.
func (t *Tokenizer) addPlain(s *scan, text string, i int) (end int) {
	var halves [2]uint64
	j := i
	for ; j < len(text) && j-i <= maxShort; j++ {
		l := lower[text[j]]
		if l == 0 {
			break
		}
		halves[(j-i)>>3&1] |= uint64(l) << ((j - i) & 7 * 8)
	}
	if j-i > maxShort || j < len(text) && (text[j] >= utf8.RuneSelf || joinsWords[text[j]] && j+1 < len(text) && text[j+1] > ' ') {
		return i
	}
	s.add(hashShort(halves[0], halves[1], j-i), i, j, startFlags(text[i]))
	return j
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
