package samestory

import (
	"context"
	"iter"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/furniture"
	"github.com/samestory/samestory/rarity"
)

// Detect reads all articles and reports the stories they tell. Articles that cannot be used, and errors that articles
// yields, end up under Problems; the run goes on. The only errors it returns are those of ctx, of invalid options (ErrOptions), and of
// temporary files, as when the disk is full.
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

// Compare tells how two articles relate, without an index: A of the link is the first, B the second. The kind is empty where they share
// too little to be linked. Options.Window does not count. The error of a text that is too short to compare is an *article.Problem around
// ErrNoWords or ErrTooShort; any other is ErrOptions.
func Compare(a, b article.Article, opts *Options) (Link, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return Link{}, err
	}
	p, err := o.newPreparer()
	if err != nil {
		return Link{}, err
	}
	var views [2]*prepared
	var counts rarity.Counts
	for i, a := range []article.Article{a, b} {
		if views[i], err = p.prepare(withHeadline(a), furniture.Learned{}); err != nil {
			return Link{}, &article.Problem{Place: a.Place, ID: a.ID, Err: err}
		}
		for _, t := range views[i].terms {
			counts.Add(t.Hash, 1)
		}
	}
	x, y := views[0], views[1]
	var c compare.Comparer
	f := o.verify(&c, x, y)
	if f.kind.Copy() || o.Copies {
		return newLink(x, y, f), nil
	}
	var contents [2]compare.Content
	for i, v := range views {
		weigh := func(term uint64) float32 { return o.Background.Weigh(term, counts.Count(term), len(views)) }
		contents[i] = compare.NewContent(v.terms, weigh, o.Background.Unseen(), origin(v.article.Article))
	}
	o.judge(&f, x, y, compare.Alike(contents[0], contents[1]))
	l := newLink(x, y, f)
	l.addStory(f, x, contents[0], contents[1])
	return l, nil
}
