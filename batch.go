package samestory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/furniture"
	"github.com/samestory/samestory/minhash"
)

// batch is what was read: articles ready for comparing and those that are only listed, sorted by id, and the problems met.
type batch struct {
	docs     []*prepared // by id; cluster.Doc is the place here
	listed   []*prepared // too short to compare
	problems []*article.Problem
	// texts has the first article read of each text, so that a text that comes a million times is held once.
	texts map[textID]*prepared
}

// textID is what two articles have in common that are made ready in the same way.
type textID struct{ outlet, language, title, text string }

// read prepares all articles with all workers.
func (o *Options) read(ctx context.Context, articles iter.Seq2[article.Article, error]) (*batch, error) {
	var (
		b    = batch{texts: map[textID]*prepared{}}
		mu   sync.Mutex
		wg   sync.WaitGroup
		todo = make(chan article.Article, 4*o.Workers)
	)
	for range o.Workers {
		p, err := o.newPreparer()
		if err != nil {
			return nil, err
		}
		wg.Go(func() {
			for a := range todo {
				d, err := p.scan(a)
				mu.Lock()
				b.add(d, a, err)
				mu.Unlock()
			}
		})
	}
	for a, err := range articles {
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			mu.Lock()
			b.problem(a, err)
			mu.Unlock()
			continue
		}
		todo <- a
	}
	close(todo)
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b.settle()
	return &b, o.clean(ctx, &b)
}

// clean learns what is page furniture in this batch and makes the articles ready without it.
func (o *Options) clean(ctx context.Context, b *batch) error {
	var learner furniture.Learner
	for i, d := range b.docs {
		head, _ := headline(d.article)
		learner.Add(i, d.article.Outlet, bodyTokens(d.tokens, head))
	}
	learned := learner.Learn(func(x, y int) float64 {
		j, err := minhash.Similarity(b.docs[x].sketch, b.docs[y].sketch)
		if err != nil {
			panic(err) // one signer made both
		}
		return j
	})
	b.texts = nil
	finish := func(twins bool) error {
		return parallel(ctx, o.Workers, len(b.docs), func(int) {}, func() func(int) {
			p, err := o.newPreparer()
			if err != nil {
				panic(err) // the options were checked
			}
			return func(i int) {
				if d := b.docs[i]; (d.twin != nil) == twins {
					p.finish(d, learned)
				}
			}
		})
	}
	return cmp.Or(finish(false), finish(true))
}

// add takes one article in, or lists it with its problem.
func (b *batch) add(d *prepared, a article.Article, err error) {
	if err != nil {
		b.problem(a, err)
		d = &prepared{article: a}
		b.listed = append(b.listed, d)
		return
	}
	key := textID{a.Outlet, a.Language, a.Title, a.Text}
	if twin := b.texts[key]; twin != nil {
		d.share(twin)
	} else {
		b.texts[key] = d
	}
	b.docs = append(b.docs, d)
}

// problem notes an error; one that says itself where it belongs is kept as it is.
func (b *batch) problem(a article.Article, err error) {
	var p *article.Problem
	if !errors.As(err, &p) {
		p = &article.Problem{Place: a.Place, ID: a.ID, Err: err}
	}
	b.problems = append(b.problems, p)
}

// settle sorts everything so that the order of reading leaves no trace, and gives articles with an id that was used
// before one of their own.
func (b *batch) settle() {
	all := slices.Concat(b.docs, b.listed)
	sortDocs(all)
	firsts := make(map[string]*prepared, len(all))
	for _, d := range all {
		if firsts[d.article.ID] == nil {
			firsts[d.article.ID] = d
		}
	}
	n := 0 // the number that the last article of the same id got
	for i, d := range all {
		if i == 0 || firsts[d.article.ID] == d {
			n = 1
			continue
		}
		n = b.rename(d, firsts, n+1)
	}
	sortDocs(b.docs)
	sortDocs(b.listed)
	slices.SortFunc(b.problems, func(x, y *article.Problem) int {
		return cmp.Or(cmp.Compare(x.Place.Path, y.Place.Path), cmp.Compare(x.Place.Line, y.Place.Line),
			cmp.Compare(x.ID, y.ID), cmp.Compare(x.Error(), y.Error()))
	})
}

// rename gives an article whose id was used before one of its own: id#n for the least number from n on that is free, which
// it returns.
func (b *batch) rename(d *prepared, taken map[string]*prepared, n int) int {
	id := d.article.ID
	first := taken[id]
	for ; taken[d.article.ID] != nil; n++ {
		d.article.ID = fmt.Sprintf("%s#%d", id, n)
	}
	taken[d.article.ID] = d
	b.problems = append(b.problems, &article.Problem{
		Place: d.article.Place, ID: id,
		Err: &DuplicateError{First: first.article.Place, Renamed: d.article.ID},
	})
	return n - 1
}

// sortDocs sorts by id; of equal ids the one read from the earlier place comes first.
func sortDocs(docs []*prepared) {
	slices.SortFunc(docs, func(x, y *prepared) int {
		a, b := &x.article, &y.article
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Place.Path, b.Place.Path), cmp.Compare(a.Place.Line, b.Place.Line),
			cmp.Compare(a.Text, b.Text), cmp.Compare(a.Outlet, b.Outlet), a.Published.Compare(b.Published),
			cmp.Compare(a.Precision, b.Precision), cmp.Compare(a.Title, b.Title), cmp.Compare(a.URL, b.URL),
			cmp.Compare(a.Byline, b.Byline), cmp.Compare(a.Language, b.Language))
	})
}
