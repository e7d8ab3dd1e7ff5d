package samestory

import (
	"context"
	"iter"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/rarity"
	"github.com/samestory/samestory/shingle"
)

// BuildBackground counts the terms of an archive of news and returns how rare each is: a background for Options.Background.
// Terms in fewer than least articles, or than 2, are left out. Articles that cannot be read go to problem, which may be nil, and are not
// counted. An archive should hold each text once; a thousand articles are little, a hundred thousand are plenty. The only error is
// that of ctx. It works in the goroutine that calls it.
func BuildBackground(
	ctx context.Context, articles iter.Seq2[article.Article, error], least int, problem func(error),
) (*rarity.Table, error) {
	var (
		b     rarity.Builder
		tok   shingle.Tokenizer
		toks  []shingle.Token
		terms []shingle.Term
		keys  []uint64
	)
	for a, err := range articles {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			if problem != nil {
				problem(err)
			}
			continue
		}
		full := withHeadline(a).full
		toks = tok.Append(toks[:0], full)
		language := a.Language
		if language == "" {
			language = tok.Language(full, toks)
		}
		terms = tok.Terms(terms[:0], full, toks, language)
		keys = keys[:0]
		for _, t := range terms {
			keys = append(keys, t.Hash)
		}
		b.Add(keys)
	}
	return b.Table(least), nil
}
