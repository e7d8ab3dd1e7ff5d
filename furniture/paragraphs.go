package furniture

import (
	"iter"

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

// Key identifies a paragraph by its words.
func Key(paragraph []shingle.Token) uint64 {
	h := uint64(len(paragraph))
	for _, t := range paragraph {
		h = mix(h, t.Hash)
	}
	return h
}

func mix(h, x uint64) uint64 {
	h = (h ^ x) * 0x9e3779b97f4a7c15
	return h ^ h>>29
}
