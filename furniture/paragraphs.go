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

// lineKey identifies a line by its letters and digits, whatever their case; 0 stands for a line without any. A line of many bytes is
// identified by all its characters but the case of ASCII letters. It looks at bytes, as it has to read every text of a batch before any is
// cut into words. Its top bits are those of the beginning of the line, startBits of them, and the lowest tells that the line is long.
func lineKey(line string) uint64 {
	first, i := nextLetters(line, 0)
	if first == 0 {
		return 0
	}
	h := mix(0, first)
	start := h >> (64 - startBits) << (64 - startBits)
	if text := strings.TrimSpace(line); len(text) >= manyBytes {
		h, i = mixAll(h, text), len(line)
	}
	for {
		var part uint64
		if part, i = nextLetters(line, i); part == 0 {
			break
		}
		h = mix(h, part)
	}
	h = start | h>>startBits&^1
	if isLongLine(line) {
		h |= 1
	}
	return h
}

// manyBytes is from how many bytes on a line is looked at eight bytes at a time.
const manyBytes = 128

// mixAll mixes all bytes of a line of eight or more into h.
func mixAll(h uint64, line string) uint64 {
	last := line[len(line)-8:]
	for ; len(line) > 8; line = line[8:] {
		h = mix(h, eightBytes(line)|0x20*ones)
	}
	return mix(h, eightBytes(last)|0x20*ones)
}

// ones has the lowest bit of each of eight bytes.
const ones = 0x0101010101010101

// eightBytes returns the first eight bytes of a text.
func eightBytes(text string) uint64 {
	_ = text[7]
	return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
}

// startBits is how many bits of a key tell how the line begins.
const startBits = 16

// lineStart returns the top bits of the key of a line; 0 for a line without letters and digits, and for one in many others.
func lineStart(line string) uint64 {
	first, _ := nextLetters(line, 0)
	if first == 0 {
		return 0
	}
	return mix(0, first) >> (64 - startBits)
}

// quickStart is lineStart of the line of a paragraph, without looking for where it begins and ends; not ok where that is needed.
func quickStart(text string, paragraph []shingle.Token) (start uint64, ok bool) {
	first, end := int(paragraph[0].Start), int(paragraph[len(paragraph)-1].End)
	if first > 0 && text[first-1] != '\n' {
		return 0, false
	}
	letters, _ := nextLetters(text[:end], first)
	return mix(0, letters) >> (64 - startBits), letters>>56 != 0 // all eight stand within the words
}

// nextLetters returns the next eight letters and digits of a line from i on, or what there is of them, and where it stopped.
func nextLetters(line string, i int) (letters uint64, end int) {
	for n := 0; n < 8 && i < len(line); i++ { // few branches, as text makes them hard to foresee
		c := plain[line[i]]
		one := int(c+255) >> 8 & 1 // 1 if c is not 0
		letters = letters<<(8*one) | uint64(c)
		n += one
	}
	return letters, i
}

// isLongLine reports whether a line has more than maxLearnt words, as far as spaces, hyphens and apostrophes tell.
func isLongLine(line string) bool {
	if len(line) < 2*maxLearnt {
		return false
	}
	line = strings.TrimSpace(line)
	return strings.Count(line, " ")+strings.Count(line, "-")+strings.Count(line, "'") >= maxLearnt
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
