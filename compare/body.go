package compare

import (
	"slices"

	"github.com/samestory/samestory/shingle"
)

// Body is the part of an article that counts, made ready for comparing. It is read only once made, until it is filled anew, and may be
// shared.
type Body struct {
	// Tokens are the words of the body in order; their byte ranges refer to the article's text.
	Tokens []shingle.Token

	shingles set
	// seeds are the hashes of the runs of seedWords words, in order, and places where each stands.
	seeds  []uint64
	places seedTable
}

// NewBody makes a body of tokens, which it keeps, with shingles of k words.
func NewBody(tokens []shingle.Token, k int) Body {
	var b Body
	b.Fill(tokens, k)
	return b
}

// Fill makes a body anew, as NewBody does, in the memory it has.
func (b *Body) Fill(tokens []shingle.Token, k int) {
	b.Tokens = tokens
	b.shingles.fill(shingle.Shingles(b.shingles.values[:0], tokens, k))
	b.seeds = shingle.Shingles(b.seeds[:0], tokens, seedWords)
	b.places.fill(b.seeds)
}

// sameWords reports whether two bodies are the same words in the same order.
func sameWords(a, b Body) bool {
	return len(a.Tokens) > 0 && slices.EqualFunc(a.Tokens, b.Tokens, func(x, y shingle.Token) bool { return x.Hash == y.Hash })
}

// Key hashes the words of a body in order: bodies of the same words have the same key.
func (b Body) Key() uint64 {
	if len(b.Tokens) == 0 {
		return 0
	}
	return shingle.Shingles(nil, b.Tokens, len(b.Tokens))[0]
}
