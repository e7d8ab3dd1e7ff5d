package shingle

import "cmp"

// Term is a word or a pair of neighbouring words of an article's content view.
type Term struct {
	// Hash stands for the stem of the word, or for both stems of the pair in order.
	Hash uint64
	// Start and End are the byte range [Start, End) of the first occurrence in the text.
	Start, End uint32
	Flags      TermFlag
}

// TermFlag is a set of bits that tell what a term is; it gathers all its occurrences.
type TermFlag uint8

// The flags of a term.
const (
	// Pair: two neighbouring content words.
	Pair TermFlag = 1 << iota
	// Name: a word that was seen with a capital letter inside a sentence.
	Name
	// Figure: a number.
	Figure
	// Lead: among the first LeadWords content words, those of the headline included.
	Lead
	// Early: among the first EarlyWords content words.
	Early
	// Opening: among the first OpeningWords content words, those of the headline included.
	Opening
)

const (
	// LeadWords is how many content words at the start of an article make its lead.
	LeadWords = 60
	// OpeningWords is how many content words at the start of an article say who and what it is about.
	OpeningWords = 25
	// EarlyWords is how many content words at the start of an article tell what it is about: news puts that first, and what
	// comes late in a long page (a live ticker, comments) is another story.
	EarlyWords = 250
	// pairReach is how many tokens apart the words of a pair may stand.
	pairReach = 3
)

// Terms appends the terms of a text to dst, sorted by hash and without duplicates. The tokens are those that Append
// made of text, or some of them in order. Stop words and single letters make no terms. The language is an ISO 639-1 code, with or without
// a region ("pt", "pt-BR", "en_US"); empty means English. Words of a language without a stemmer here stay as they are.
func (t *Tokenizer) Terms(dst []Term, text string, tokens []Token, language string) []Term {
	t.stems.use(language)
	start := len(dst)
	var prev uint64
	headline := shouted(tokens)
	prevAt, content := -1, 0
	for i, tok := range tokens {
		stem := t.stem(text, tok)
		if stem == 0 {
			continue
		}
		flags := TermFlag(0)
		if content < OpeningWords {
			flags |= Opening
		}
		if content < LeadWords {
			flags |= Lead
		}
		if content < EarlyWords {
			flags |= Early
		}
		content++
		if prevAt >= 0 && i-prevAt <= pairReach {
			dst = append(dst, Term{Hash: join(prev, stem), Start: tokens[prevAt].Start, End: tok.End, Flags: flags | Pair})
		}
		prev, prevAt = stem, i
		switch {
		case tok.Flags&Number != 0:
			flags |= Figure
		case tok.Flags&Capital != 0 && tok.Flags&Opens == 0 && i >= headline:
			flags |= Name
		}
		dst = append(dst, Term{Hash: stem, Start: tok.Start, End: tok.End, Flags: flags})
	}
	return append(dst[:start], mergeTerms(dst[start:])...)
}

// mergeTerms sorts terms by hash and merges equal ones in place: flags are joined, the first occurrence stays.
func mergeTerms(terms []Term) []Term {
	sortByHash(terms, func(t Term) uint64 { return t.Hash }, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Hash, b.Hash), cmp.Compare(a.Start, b.Start))
	})
	out := terms[:0]
	for _, t := range terms {
		if n := len(out); n > 0 && out[n-1].Hash == t.Hash {
			out[n-1].Flags |= t.Flags
			continue
		}
		out = append(out, t)
	}
	return out
}

// shouted returns how many tokens the first line has if three in five of its words or more begin with a capital letter, as all words
// of some headlines do, and 0 if not.
func shouted(tokens []Token) int {
	words, capitals, end := 0, 0, 0
	for i, t := range tokens {
		if i > 0 && t.Flags&Paragraph != 0 {
			end = i
			break
		}
		if t.Flags&Number == 0 {
			words++
		}
		if t.Flags&Capital != 0 {
			capitals++
		}
	}
	if end == 0 || capitals*5 < words*3 {
		return 0
	}
	return end
}
