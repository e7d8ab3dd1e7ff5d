package shingle

import (
	"math"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Token is one word of a text.
type Token struct {
	// Hash is murmur3's 64 bits over the normalised word.
	Hash uint64
	// Start and End are the byte range [Start, End) of the word in the text, without a possessive ending.
	Start, End uint32
	// Flags tell how the word stood in the text.
	Flags Flag
}

// Flag is a set of bits that tell how a word stood in the text.
type Flag uint8

// The flags of a token.
const (
	// Number: the word starts with a digit.
	Number Flag = 1 << iota
	// Capital: the word starts with a capital letter.
	Capital
	// Opens: the word is the first of a sentence, line or quotation.
	Opens
	// Paragraph: the word is the first of a line.
	Paragraph
	// Quoted: the word stands between double quotation marks, of which the first is in the same line.
	Quoted
	// Character: the token is a pair of characters of a script without spaces, or a single one where it stands alone.
	Character
)

// MaxText is the longest text in bytes that can be tokenised; what is beyond is left out.
const MaxText = math.MaxInt32

// Tokenizer cuts texts into tokens and terms. The zero value is ready. It keeps buffers between calls: one per goroutine.
type Tokenizer struct {
	normal normalizer
	words  *words.Iterator[string]
	stems  stemCache
}

// Append appends the tokens of text to dst and returns it, in the order of the text. Text that is not valid UTF-8 is
// cut at the broken bytes. A text without a letter or digit has no tokens. The time it takes is linear in len(text),
// whatever the text.
func (t *Tokenizer) Append(dst []Token, text string) []Token {
	if len(text) > MaxText {
		text = text[:MaxText]
	}
	s := scan{dst: dst, opens: Opens | Paragraph}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == ' ':
			i++
		case lower[c] != 0:
			if end := t.addPlain(&s, text, i); end > i {
				i = end
			} else if end, whole := asciiWord(text, i); whole {
				t.addASCII(&s, text, i, end)
				i = end
			} else {
				i = t.unicode(&s, text, i)
			}
		case c < utf8.RuneSelf:
			s.gap(rune(c))
			i++
		default:
			i = t.unicode(&s, text, i)
		}
	}
	return s.dst
}

// scan is the state of one pass over a text.
type scan struct {
	dst   []Token
	opens Flag // flags for the next token, from the gap before it
	quote rune // the mark that opened the quotation; 0 outside of one
}

// gap notes what a character between words means for the next word.
func (s *scan) gap(r rune) {
	switch r {
	case '\n', '\r', '\u0085', '\u2028', '\u2029':
		s.opens |= Opens | Paragraph
		s.quote = 0
	case '.', '!', '?', ':', '。', '！', '？', '…', '।', '؟', '：':
		s.opens |= Opens
	case '"', '“', '„', '”', '«', '»', '「', '」', '『', '』':
		s.opens |= Opens
		if s.quote != 0 && closes(r, s.quote) {
			s.quote = 0
		} else if r != '”' && r != '」' && r != '』' {
			s.quote = r
		}
	}
}

// closes tells whether a quotation mark ends what another began. The marks “, « and » open quotations in some languages and close
// them in others: “English”, „deutsch“, »deutsch«, « français ».
func closes(mark, opening rune) bool {
	switch mark {
	case '“':
		return opening == '„'
	case '«':
		return opening == '»'
	case '„', '「', '『':
		return false
	}
	return true
}

// add appends a token with the flags that the gap before it left.
func (s *scan) add(hash uint64, start, end int, flags Flag) {
	flags |= s.opens
	if s.quote != 0 {
		flags |= Quoted
	}
	s.dst = append(s.dst, Token{Hash: hash, Start: uint32(start), End: uint32(end), Flags: flags})
	s.opens = 0
}
