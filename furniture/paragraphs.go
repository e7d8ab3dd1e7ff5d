package furniture

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/samestory/samestory/shingle"
)

// Paragraphs yields the paragraphs (lines) of a text's tokens.
func Paragraphs(tokens []shingle.Token) iter.Seq[[]shingle.Token] {
	return func(yield func([]shingle.Token) bool) {
		for start := 0; start < len(tokens); {
			end := start + 1
			for end < len(tokens) && tokens[end].Flags&shingle.Paragraph == 0 {
				end++
			}
			if !yield(tokens[start:end]) {
				return
			}
			start = end
		}
	}
}

// lines yields the lines of a text that are not empty, as a tokenizer parts paragraphs.
func lines(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for len(text) > 0 {
			end, size := lineBreak(text)
			if end > 0 && !yield(text[:end]) {
				return
			}
			text = text[end+size:]
		}
	}
}

// lineBreaks are what parts lines.
var lineBreaks = []string{"\n", "\r", "\u0085", "\u2028", "\u2029"}

// lineBreak returns where the first line break of a text stands and how long it is; the end of the text if there is none.
func lineBreak(text string) (at, size int) {
	at = len(text)
	for _, b := range lineBreaks {
		if i := strings.Index(text[:at], b); i >= 0 {
			at, size = i, len(b)
		}
	}
	return at, size
}

// lineAround returns the line of a text that has the byte at i.
func lineAround(text string, i int) string {
	start := 0
	for _, b := range lineBreaks {
		if at := strings.LastIndex(text[start:i], b); at >= 0 {
			start += at + len(b)
		}
	}
	end, _ := lineBreak(text[i:])
	return text[start : i+end]
}

// lineKey identifies a line by its letters and digits, whatever their case; 0 stands for a line without any. It looks at bytes, as
// it has to read every text of a batch before any is cut into words.
func lineKey(line string) uint64 {
	var h, part uint64
	var filled, words, inWord uint
	for i := range len(line) { // without branches that text makes hard to foresee
		c := plain[line[i]]
		one := uint(c+255) >> 8 & 1 // 1 if c is not 0
		part = part<<(8*one) | uint64(c)
		words += one &^ inWord
		inWord = one
		if filled += one; filled == 8 {
			h, part, filled = mix(h, part), 0, 0
		}
	}
	if words == 0 {
		return 0
	}
	h = mix(mix(h, part), uint64(filled)) &^ 1
	if words > maxLearnt {
		h |= 1
	}
	return h
}

// isLong reports whether the line of a key has more than maxLearnt words.
func isLong(key uint64) bool { return key&1 != 0 }

// plain maps ASCII letters to small ones, digits and what is beyond ASCII to themselves, and all else to 0.
var plain = func() (t [256]uint16) {
	for c := range t {
		switch {
		case 'A' <= c && c <= 'Z':
			t[c] = uint16(c) + 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= utf8.RuneSelf:
			t[c] = uint16(c)
		}
	}
	return t
}()

func mix(h, x uint64) uint64 {
	h = (h ^ x) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}
