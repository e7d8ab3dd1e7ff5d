package samestory

import (
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
)

// worker is what one goroutine of a run works with.
type worker struct {
	run      *run
	comparer compare.Comparer
	preparer *preparer
	// views are the articles at hand, of size words together, and contents their weighed content views.
	views    map[cluster.Doc]*prepared
	contents map[cluster.Doc]compare.Content
	size     int
}

// maxAtHand is how many words the articles may have that a worker keeps ready, about 50 bytes each.
const maxAtHand = 1 << 20

func (r *run) newWorker() *worker {
	return &worker{
		run: r, preparer: r.mustPreparer(), views: map[cluster.Doc]*prepared{}, contents: map[cluster.Doc]compare.Content{},
	}
}

// view returns an article made ready for comparing. It is kept for a while, as neighbours are compared with it next.
func (w *worker) view(d cluster.Doc) *prepared {
	if v := w.views[d]; v != nil {
		return v
	}
	v, err := w.preparer.prepare(w.run.article(d), w.run.learned)
	if err != nil { // a failure of the disk, which was noted and ends the run
		return &prepared{}
	}
	if w.size > maxAtHand {
		clear(w.views)
		clear(w.contents)
		w.size = 0
	}
	w.views[d] = v
	w.size += v.words
	return v
}

// content returns the weighed content view of an article.
func (w *worker) content(d cluster.Doc) compare.Content {
	c, ok := w.contents[d]
	if !ok {
		v := w.view(d)
		c = compare.NewContent(v.terms, w.run.weight, w.run.Background.Unseen(), v.article.Published)
		w.contents[d] = c
	}
	return c
}

// collect calls work for the numbers 0 to n-1 from all workers at once and returns all that it emitted, in no order. It tells the
// progress.
func collect[T any](r *run, stage Stage, n int, work func(w *worker, i int, emit func(T))) ([]T, error) {
	var all []T
	merge := make(chan []T)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for some := range merge {
			all = append(all, some...)
		}
	}()
	const some = 256
	err := parallelThen(r.ctx, r.Workers, n, func(done int) { r.Progress(stage, done, n) }, func() (func(int), func()) {
		w := r.newWorker()
		var out []T
		emit := func(t T) { out = append(out, t) }
		flush := func() {
			merge <- out
			out = nil
		}
		return func(i int) {
			work(w, i, emit)
			if len(out) >= some {
				flush()
			}
		}, flush
	})
	close(merge)
	<-done
	if err == nil {
		err = r.failed()
	}
	return all, err
}
