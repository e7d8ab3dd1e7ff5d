package samestory

import (
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/shingle"
)

// worker is what one goroutine of a run works with.
type worker struct {
	run      *run
	comparer compare.Comparer
	preparer *preparer
	terms    []shingle.Term
	// views are the articles at hand and contents the content views.
	views    atHand[*prepared]
	contents atHand[compare.Content]
}

// maxAtHand is how many words, or terms, the articles may have that a worker keeps ready, about 40 bytes each.
const maxAtHand = 1 << 20

// atHand keeps what was made of articles for a while, as neighbours are compared with them next.
type atHand[T any] struct {
	made map[cluster.Doc]T
	size int
}

// keep keeps what was made of an article, of the given size.
func (h *atHand[T]) keep(d cluster.Doc, made T, size int) T {
	if h.size > maxAtHand || h.made == nil {
		h.made, h.size = map[cluster.Doc]T{}, 0
	}
	h.made[d] = made
	h.size += size
	return made
}

func (r *run) newWorker() *worker {
	o := *r.Options
	o.Copies = true // terms are made for contents alone
	return &worker{run: r, preparer: o.mustPreparer()}
}

// view returns an article made ready for comparing, without terms.
func (w *worker) view(d cluster.Doc) *prepared {
	if v, ok := w.views.made[d]; ok {
		return v
	}
	v, err := w.preparer.prepare(w.run.article(d), w.run.learned)
	if err != nil { // a failure of the disk, which was noted and ends the run
		return &prepared{}
	}
	return w.views.keep(d, v, v.words)
}

// content returns the weighed content view of an article.
func (w *worker) content(d cluster.Doc) compare.Content {
	if c, ok := w.contents.made[d]; ok {
		return c
	}
	a := w.run.article(d)
	t, err := w.preparer.cut(a, w.run.learned)
	if err != nil { // a failure of the disk, which was noted and ends the run
		return compare.Content{}
	}
	w.terms = w.preparer.termsOf(w.terms[:0], t, a.Language)
	c := compare.NewContent(w.terms, w.run.weight, w.run.Background.Unseen(), a.Published)
	return w.contents.keep(d, c, len(c.Terms))
}

// collect calls work for the numbers 0 to n-1 from all workers at once and returns all that it emitted, in no order. It tells the
// progress.
func collect[T any](r *run, stage Stage, n int, work func(w *worker, i int, emit func(T))) ([]T, error) {
	var all []T
	merge := make(chan []T)
	merged := make(chan struct{})
	go func() {
		defer close(merged)
		for some := range merge {
			all = append(all, some...)
		}
	}()
	err := parallelThen(r.ctx, r.Workers, n, func(done int) { r.Progress(stage, done, n) }, func() (func(int), func()) {
		w := r.newWorker()
		var out []T
		emit := func(t T) { out = append(out, t) }
		return func(i int) { work(w, i, emit) }, func() { merge <- out }
	})
	close(merge)
	<-merged
	if err == nil {
		err = r.failed()
	}
	return all, err
}
