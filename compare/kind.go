// Package compare says exactly how two texts relate: scores, kind and shared passages.
package compare

// Kind is how two articles relate.
type Kind string

// The kinds, strongest first; each is decided on the body of the articles, page furniture apart.
const (
	// Identical: the same words in the same order.
	Identical Kind = "identical"
	// Reprint: the same text lightly edited; most of both articles is shared.
	Reprint Kind = "reprint"
	// Excerpt: one article is mostly contained in the other.
	Excerpt Kind = "excerpt"
	// Partial: passages are shared, yet most of each is its own.
	Partial Kind = "partial"
	// Rewrite: hardly a sentence in common, yet the same story retold.
	Rewrite Kind = "rewrite"
)

// Copy reports whether the kind is one of copying: identical, reprint or excerpt.
func (k Kind) Copy() bool { return k == Identical || k == Reprint || k == Excerpt }

// Passage is a run of shared text: byte ranges [start, end) of the two texts, and its length in words. Small edits may lie inside.
type Passage struct {
	A, B  [2]int
	Words int
}
