// Package way signs a text with github.com/ekzhu/minhash-lsh, as a careful caller would: it brings hashing and signing, and its caller the
// shingles.
package way

import (
	"unicode"
	"unicode/utf8"

	minhashlsh "github.com/ekzhu/minhash-lsh"
)

// The same shingles and slots as samestory's, and the seed of its own command.
const (
	shingleWords = 5
	slots        = 128
	seed         = 42
)

// Signer signs one text after another; its buffers are its own.
type Signer struct {
	words []byte
	// starts is where each word of words begins.
	starts []int
}

// Sign returns the signature of a text: of each run of five of its words, in small letters and parted by spaces.
func (s *Signer) Sign(text string) []uint64 {
	s.split(text)
	m := minhashlsh.NewMinhash(seed, slots)
	n := len(s.starts)
	if n == 0 {
		return m.Signature()
	}
	s.starts = append(s.starts, len(s.words)) // where the next word would begin
	for i := 0; i+shingleWords <= n; i++ {
		m.Push(s.words[s.starts[i] : s.starts[i+shingleWords]-1])
	}
	if n < shingleWords {
		m.Push(s.words[:len(s.words)-1])
	}
	return m.Signature()
}

// split writes the words of a text, each with a space behind it.
func (s *Signer) split(text string) {
	s.words, s.starts = s.words[:0], s.starts[:0]
	inside := false
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if inside {
				s.words = append(s.words, ' ')
			}
			inside = false
			continue
		}
		if !inside {
			s.starts = append(s.starts, len(s.words))
			inside = true
		}
		s.words = utf8.AppendRune(s.words, unicode.ToLower(r))
	}
	if inside {
		s.words = append(s.words, ' ')
	}
}
