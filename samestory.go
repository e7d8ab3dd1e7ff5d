package samestory

import (
	"context"
	"errors"
	"iter"

	"github.com/samestory/samestory/article"
)

// Detect reads all articles and reports the stories they tell. Articles that cannot be used, and errors that articles
// yields, end up under Problems; the run goes on. The only errors it returns are those of ctx and of invalid options.
func Detect(ctx context.Context, articles iter.Seq2[article.Article, error], opts *Options) (*Report, error) {
	return nil, errors.New("samestory: not built yet")
}

// Compare tells how two articles relate, without an index.
func Compare(a, b article.Article, opts *Options) (Link, error) {
	return Link{}, errors.New("samestory: not built yet")
}
