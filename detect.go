package samestory

import (
	"cmp"
	"context"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
)

// run is one detection over a batch: first copies, then retellings among what copies leave, then stories.
type run struct {
	*Options
	ctx  context.Context
	docs []*prepared
	// copyOf is, by article, the first of the same words where there are more than are compared; else the article itself.
	copyOf []cluster.Doc
	// links found, by pair.
	links map[[2]cluster.Doc]found
	// forms are the pairs that fill in one form: the same words with other numbers.
	forms map[[2]cluster.Doc]bool
	// formOf is, by article that is one too many of its form, the first of that form.
	formOf map[cluster.Doc]cluster.Doc
	// unit is, by article, the number of its group of copies in units; a lone article is a group of its own.
	unit  []int
	units [][]cluster.Doc
	// content is the content view of every article.
	content []compare.Content
	// counts is in how many groups of copies a term stands, where in more than one.
	counts map[uint64]int
}

func (o *Options) detect(ctx context.Context, b *batch) (*Report, error) {
	r := &run{Options: o, ctx: ctx, docs: b.docs, links: map[[2]cluster.Doc]found{}, forms: map[[2]cluster.Doc]bool{}}
	if err := r.findCopies(); err != nil {
		return nil, err
	}
	r.groupCopies()
	r.joinExcerpts()
	if !o.Copies {
		r.weigh()
		if err := r.findRetellings(); err != nil {
			return nil, err
		}
	}
	return r.report(b, r.groupStories()), nil
}

// each calls work for the numbers 0 to n-1 from all workers at once, each with the comparer of its own, and tells the progress.
func (r *run) each(stage Stage, n int, work func(c *compare.Comparer, i int)) error {
	return parallel(r.ctx, r.Workers, n, func(done int) { r.Progress(stage, done, n) }, func() func(int) {
		var c compare.Comparer
		return func(i int) { work(&c, i) }
	})
}

// sortedLinks returns the pairs that are linked, by A then B.
func (r *run) sortedLinks() [][2]cluster.Doc {
	pairs := make([][2]cluster.Doc, 0, len(r.links))
	for p := range r.links {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(x, y [2]cluster.Doc) int {
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	return pairs
}
