package shingle

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/spaolacci/murmur3"
)

// Token is one word of a text.
type Token struct {
	// Hash is murmur3's 64 bits over the normalised word.
	Hash uint64
	// Start and End are the byte range [Start, End) of the word in the text.
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
	// Quoted: the word stands between quotation marks.
	Quoted
	// Character: the token is a pair of characters of a script without spaces.
	Character
)

// MaxText is the longest text in bytes that can be tokenised; what is beyond is left out.
const MaxText = 1<<32 - 1

// Tokenizer cuts texts into tokens and terms. It keeps buffers between calls: one per goroutine.
type Tokenizer struct {
	norm  []byte
	parts []part
	stems stemCache
}

// Append appends the tokens of text to dst and returns it, in the order of the text. Text that is not valid UTF-8 is
// cut at the broken bytes. A text without a letter or digit has no tokens.
func (t *Tokenizer) Append(dst []Token, text string) []Token {
	if len(text) > MaxText {
		text = text[:MaxText]
	}
	s := scan{dst: dst, first: len(dst), opens: Opens | Paragraph}
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && !isWordByte[c] {
			s.gap(c)
			i++
			continue
		}
		end, ascii := chunk(text, i)
		if ascii {
			t.ascii(&s, text, i, end)
		} else {
			t.unicode(&s, text, i, end)
		}
		i = end
	}
	return s.dst
}

// scan is the state of one pass over a text.
type scan struct {
	dst    []Token
	first  int  // where this text's tokens start in dst
	opens  Flag // flags for the next token, from the gap before it
	quoted bool
}

// gap notes what an ASCII byte between words means for the next word.
func (s *scan) gap(c byte) {
	switch c {
	case '\n', '\r':
		s.opens |= Opens | Paragraph
		s.quoted = false
	case '.', '!', '?', ':':
		s.opens |= Opens
	case '"':
		s.opens |= Opens
		s.quoted = !s.quoted
	}
}

// gapRune is gap for characters beyond ASCII.
func (s *scan) gapRune(r rune) {
	switch r {
	case '“', '„', '«', '「', '『', '”', '»', '」', '』':
		s.opens |= Opens
		s.quoted = r == '“' || r == '„' || r == '«' || r == '「' || r == '『'
	case '。', '！', '？', '…', '।', '؟', '：':
		s.opens |= Opens
	case '\u2028', '\u2029', '\u0085':
		s.opens |= Opens | Paragraph
		s.quoted = false
	}
}

// add appends a token with the flags that the gap before it left.
func (s *scan) add(hash uint64, start, end int, flags Flag) {
	flags |= s.opens
	if s.quoted {
		flags |= Quoted
	}
	s.dst = append(s.dst, Token{Hash: hash, Start: uint32(start), End: uint32(end), Flags: flags})
	s.opens = 0
}

// chunk returns the end of the run of text around i that can be cut on its own: it ends before white space, or before
// ASCII punctuation that never joins words. It tells whether the run is ASCII.
func chunk(text string, i int) (end int, ascii bool) {
	ascii = true
	for ; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf {
			ascii = false
		} else if !joinsWords[c] {
			break
		}
	}
	return i, ascii
}

// ascii cuts text[start:end], which holds ASCII word characters and joining punctuation only.
func (t *Tokenizer) ascii(s *scan, text string, start, end int) {
	for i := start; i < end; {
		if !isWordByte[text[i]] {
			s.gap(text[i])
			i++
			continue
		}
		j := i + 1
		for j < end && (isWordByte[text[j]] || joined(text, i, j, end)) {
			j++
		}
		t.addASCII(s, text, i, j)
		i = j
	}
}

// joined reports whether the punctuation at text[j] joins the word that began at i to what follows: an apostrophe between
// letters, a full stop between single letters (U.S.), a point or comma between digits.
func joined(text string, i, j, end int) bool {
	if j+1 >= end || !isWordByte[text[j+1]] || text[j+1] == '_' || text[j-1] == '_' {
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
		initial := j-1 == i || !isWordByte[text[j-2]]
		return initial && (j+2 >= end || !isWordByte[text[j+2]])
	case ',':
		return before && after
	}
	return false
}

// addASCII normalises and adds one ASCII word.
func (t *Tokenizer) addASCII(s *scan, text string, start, end int) {
	if end-start >= 3 && text[end-2] == '\'' && text[end-1]|0x20 == 's' {
		end -= 2
	}
	norm := t.norm[:0]
	for _, c := range []byte(text[start:end]) {
		switch {
		case 'A' <= c && c <= 'Z':
			norm = append(norm, c|0x20)
		case c == '.' && isDigit(text[start]):
			norm = append(norm, c)
		case isWordByte[c]:
			norm = append(norm, c)
		}
	}
	t.norm = norm
	var flags Flag
	switch c := text[start]; {
	case isDigit(c):
		flags = Number
	case 'A' <= c && c <= 'Z':
		flags = Capital
	}
	s.add(murmur3.Sum64(norm), start, end, flags)
}

// unicode cuts text[start:end] by UAX 29 and adds its words.
func (t *Tokenizer) unicode(s *scan, text string, start, end int) {
	it := words.FromString(text[start:end])
	prev := part{end: -1}
	lone := false
	for it.Next() {
		from, to := start+it.Start(), start+it.End()
		r, size := utf8.DecodeRuneInString(text[from:to])
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' {
			for _, r := range text[from:to] {
				if r < utf8.RuneSelf {
					s.gap(byte(r))
				} else {
					s.gapRune(r)
				}
			}
			continue
		}
		if size < to-from || !spaceless(r) {
			if !spaceless(r) {
				t.split(s, text, from, to)
				continue
			}
		}
		// Characters of scripts without spaces: each but the first of a run is joined with the one before it.
		switch {
		case prev.end != from:
			t.addPart(s, text, from, to, Character)
			lone = true
		case lone:
			last := &s.dst[len(s.dst)-1]
			last.Hash, last.End = t.hash(text[prev.start:to]), uint32(to)
			lone = false
		default:
			t.addPart(s, text, prev.start, to, Character)
		}
		prev = part{from, to}
	}
}

// part is a byte range of the text.
type part struct{ start, end int }

// split adds the word text[from:to], in pieces where punctuation joins what are words of their own to us.
func (t *Tokenizer) split(s *scan, text string, from, to int) {
	t.parts = appendParts(t.parts[:0], text, from, to)
	for i, p := range t.parts {
		if i > 0 {
			s.opens |= Opens
		}
		t.addPart(s, text, p.start, p.end, 0)
	}
}

// appendParts cuts text[from:to] at full stops, colons and the like between words of more than one letter.
func appendParts(dst []part, text string, from, to int) []part {
	start := from
	for i := from; i < to; {
		r, size := utf8.DecodeRuneInString(text[i:to])
		if cutsWord(r) && i > start {
			next, nextSize := utf8.DecodeRuneInString(text[i+size : to])
			prev, _ := utf8.DecodeLastRuneInString(text[start:i])
			digits := unicode.IsDigit(prev) && unicode.IsDigit(next)
			initials := r == '.' && lastLetters(text[start:i]) == 1 && lastLetters(firstWord(text[i+size:to], nextSize)) == 1
			if !digits && !initials {
				dst = append(dst, part{start, i})
				start = i + size
			}
		}
		i += size
	}
	if start < to {
		dst = append(dst, part{start, to})
	}
	return dst
}

// cutsWord tells the punctuation that UAX 29 lets stand inside a word and that parts words for us.
func cutsWord(r rune) bool {
	switch r {
	case '.', ':', '·', '․', '﹒', '．', ';', '：':
		return true
	}
	return false
}

// lastLetters counts the letters after the last full stop of s.
func lastLetters(s string) int {
	n := 0
	for _, r := range s {
		if r == '.' {
			n = 0
		} else {
			n++
		}
	}
	return n
}

// firstWord returns s up to its first cutting punctuation.
func firstWord(s string, least int) string {
	for i, r := range s {
		if i >= least && cutsWord(r) {
			return s[:i]
		}
	}
	return s
}

// addPart normalises and adds text[start:end].
func (t *Tokenizer) addPart(s *scan, text string, start, end int, flags Flag) {
	r, _ := utf8.DecodeRuneInString(text[start:end])
	switch {
	case unicode.IsDigit(r):
		flags |= Number
	case unicode.IsUpper(r):
		flags |= Capital
	}
	s.add(t.hash(text[start:end]), start, end, flags)
}

// hash normalises a word and returns its hash.
func (t *Tokenizer) hash(word string) uint64 {
	t.norm = appendNormal(t.norm[:0], word)
	return murmur3.Sum64(t.norm)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isWordByte marks the ASCII letters, digits and the underscore.
var isWordByte = func() (t [256]bool) {
	for c := range t {
		b := byte(c)
		t[c] = b == '_' || isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'z' && b < utf8.RuneSelf
	}
	return t
}()

// joinsWords marks the ASCII bytes that may stand inside a word.
var joinsWords = func() (t [256]bool) {
	t = isWordByte
	for _, c := range []byte(`.,':;`) {
		t[c] = true
	}
	return t
}()
