package samestory

import (
	"context"
	"iter"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/furniture"
)

// Detect reads all articles and reports the stories they tell. Articles that cannot be used, and errors that articles
// yields, end up under Problems; the run goes on. The only errors it returns are those of ctx and of invalid options.
func Detect(ctx context.Context, articles iter.Seq2[article.Article, error], opts *Options) (*Report, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	b, err := o.read(ctx, articles)
	if err != nil {
		return nil, err
	}
	return o.detect(ctx, b)
}

// Compare tells how two articles relate, without an index. The kind is empty where they share too little to be linked.
func Compare(a, b article.Article, opts *Options) (Link, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return Link{}, err
	}
	p, err := o.newPreparer()
	if err != nil {
		return Link{}, err
	}
	docs := make([]*prepared, 2)
	for i, a := range []article.Article{a, b} {
		if docs[i], err = p.scan(a); err != nil {
			return Link{}, &article.Problem{Place: a.Place, ID: a.ID, Err: err}
		}
		p.finish(docs[i], furniture.Learned{})
	}
	r := &run{Options: o, ctx: context.Background(), docs: docs, units: [][]cluster.Doc{{0}, {1}}}
	r.weigh()
	var c compare.Comparer
	f := o.verify(&c, docs[0], docs[1])
	if !f.kind.Copy() && !o.Copies {
		o.judge(&f, docs[0], docs[1], r.content[0], r.content[1])
	}
	return newLink(docs[0], docs[1], f, r.content[0], r.content[1]), nil
}
