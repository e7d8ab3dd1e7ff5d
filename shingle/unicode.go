package shingle

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// unicode adds the words of the run of text that starts at i and returns where it ends: before white space, or before
// ASCII punctuation that never joins words.
func (t *Tokenizer) unicode(s *scan, text string, i int) int {
	end := i
	for end < len(text) && (text[end] >= utf8.RuneSelf || lower[text[end]] != 0 || joinsWords[text[end]]) {
		end++
	}
	if t.words == nil {
		t.words = words.FromString("")
	}
	for i < end {
		r, size := utf8.DecodeRuneInString(text[i:end])
		switch {
		case !inWord(r):
			s.gap(r)
			i += size
		case spaceless(r):
			i = t.characters(s, text[:end], i)
		default:
			t.words.SetText(text[i:end])
			t.words.Next()
			i = t.split(s, text, i, i+t.words.End())
		}
	}
	return end
}

// characters adds the characters without spaces that start at text[i], each joined with the one behind it, and returns where
// they end.
func (t *Tokenizer) characters(s *scan, text string, i int) int {
	middle := character(text, i)
	end := character(text, middle)
	t.add(s, text, i, end, Character)
	for {
		i, middle = middle, end
		if end = character(text, middle); end == middle {
			return end
		}
		t.add(s, text, i, end, Character)
	}
}

// character returns the end of the character of a script without spaces at text[i], with its marks; i if there is none.
func character(text string, i int) int {
	r, size := utf8.DecodeRuneInString(text[i:])
	if !inWord(r) || !spaceless(r) {
		return i
	}
	for i += size; i < len(text); i += size {
		if r, size = utf8.DecodeRuneInString(text[i:]); !attached(r) {
			break
		}
	}
	return i
}

// split adds the word text[from:to] of UAX 29, in pieces where it holds what are words of their own to us, and returns its end:
// broken bytes and what is behind them are no part of it, though the segmenter may think so near the end of its text.
func (t *Tokenizer) split(s *scan, text string, from, to int) int {
	start := from
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(text[i:to])
		if r == utf8.RuneError {
			to = i
			break
		}
		if cutsWord(r) && !(isStop(r) && stopJoins(text[start:i], text[i+size:to])) {
			t.add(s, text, start, i, 0)
			s.gap(r)
			start = i + size
		}
		i += size
	}
	t.add(s, text, start, to, 0)
	return to
}

// cutsWord tells the characters that UAX 29 lets stand inside a word and that part words for us, among them the narrow
// no-break space, which French puts before punctuation.
func cutsWord(r rune) bool {
	switch r {
	case ':', '·', ';', '：', '；', '\u202f':
		return true
	}
	return isStop(r) || r >= utf8.RuneSelf && unicode.Is(unicode.Pc, r)
}

// isStop tells the full stops that may stand inside a word.
func isStop(r rune) bool { return r == '.' || r == '․' || r == '﹒' || r == '．' }

// stopJoins reports whether a full stop joins what stands before and after it: it is between digits, or between single letters.
func stopJoins(before, after string) bool {
	b, loneBefore := lastLetter(before)
	a, loneAfter := firstLetter(after)
	if unicode.IsDigit(b) || unicode.IsDigit(a) {
		return unicode.IsDigit(b) && unicode.IsDigit(a)
	}
	return loneBefore && loneAfter
}

// lastLetter returns the last character of s, marks apart, and whether no other letter or digit touches it.
func lastLetter(s string) (letter rune, lone bool) {
	r, size := utf8.DecodeLastRuneInString(s)
	for attached(r) {
		s = s[:len(s)-size]
		r, size = utf8.DecodeLastRuneInString(s)
	}
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-size])
	return r, !inWord(before) && !attached(before)
}

// firstLetter is lastLetter for the first character of s.
func firstLetter(s string) (letter rune, lone bool) {
	s = strings.TrimLeftFunc(s, attached)
	r, size := utf8.DecodeRuneInString(s)
	behind, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s[size:], attached))
	return r, !inWord(behind)
}

// add normalises and adds the word text[start:end], unless nothing is left of it.
func (t *Tokenizer) add(s *scan, text string, start, end int, flags Flag) {
	end = start + len(cutPossessive(text[start:end]))
	norm := t.normal.form(text[start:end])
	if len(norm) == 0 {
		return
	}
	r, _ := utf8.DecodeRuneInString(text[start:end])
	switch {
	case unicode.IsDigit(r):
		flags |= Number
	case unicode.IsUpper(r):
		flags |= Capital
	}
	s.add(hashWord(norm), start, end, flags)
}

// inWord tells the characters that words start with.
func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// attached tells the characters that belong to the one before them: combining marks and invisible ones.
func attached(r rune) bool {
	return r >= 0x300 && (unicode.IsMark(r) || unicode.Is(unicode.Cf, r) || r == '\uff9e' || r == '\uff9f')
}

// spaceless tells the letters of the scripts that are written without spaces between words; the marks of long vowels, which
// Unicode counts to no script, among them.
func spaceless(r rune) bool {
	return r >= 0x0e00 && !unicode.Is(unicode.Hangul, r) && (r == 'ー' || r == 'ｰ' ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}
