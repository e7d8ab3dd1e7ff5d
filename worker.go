package samestory

import (
	"cmp"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/shingle"
	"github.com/samestory/samestory/spool"
)

// worker is what one goroutine of a run works with.
type worker struct {
	run      *run
	comparer compare.Comparer
	preparer *preparer
	records  *spool.Reader
	terms    []shingle.Term
	// contentA and contentB are the contents being compared, and packed one that is put away.
	contentA, contentB compare.Content
	contents           *spool.Reader
	packed             []byte
	// views are articles at hand, of so many words together, and spare those that were.
	views map[cluster.Doc]*prepared
	spare []*prepared
	words int
}

const (
	// maxAtHand is how many words the articles may have that a worker keeps ready, about 100 bytes each.
	maxAtHand = 1 << 17
	// maxSpare is from how many words on the memory of an article is not kept for others.
	maxSpare = 1 << 14
)

func (r *run) newWorker() *worker {
	o := *r.Options
	o.Copies = true // terms are made for contents alone
	return &worker{run: r, preparer: o.mustPreparer(), records: r.archive.spool.Reader(0), views: map[cluster.Doc]*prepared{}}
}

// pair returns two articles made ready for comparing, without terms. They are valid until the next call, and kept for a while, as
// neighbours are compared next.
func (w *worker) pair(a, b cluster.Doc) (x, y *prepared) {
	if w.words > maxAtHand {
		for _, v := range w.views {
			if v.words < maxSpare {
				w.spare = append(w.spare, v)
			}
		}
		clear(w.views)
		w.words = 0
	}
	return w.view(a), w.view(b)
}

func (w *worker) view(d cluster.Doc) *prepared {
	if v, ok := w.views[d]; ok {
		return v
	}
	v := &prepared{}
	if last := len(w.spare) - 1; last >= 0 {
		v, w.spare = w.spare[last], w.spare[:last]
	}
	if w.preparer.prepareInto(v, w.run.article(d, w.records), w.run.learned) != nil {
		return &prepared{} // a failure of the disk, which was noted and ends the run
	}
	w.views[d] = v
	w.words += v.words
	return v
}

// weigh returns the weighed content view of an article.
func (w *worker) weigh(d cluster.Doc) compare.Content {
	a := w.run.article(d, w.records)
	t, err := w.preparer.cut(a, w.run.learned)
	if err != nil { // a failure of the disk, which was noted and ends the run
		return compare.Content{}
	}
	w.terms = w.preparer.termsOf(w.terms[:0], t, a.Language)
	return compare.NewContent(w.terms, w.run.weight, w.run.Background.Unseen(), origin(a.Article))
}

// content reads the content view that was put away for an article.
func (w *worker) content(c *compare.Content, d cluster.Doc) {
	if w.contents == nil {
		w.contents = w.run.packed.Reader(0)
	}
	at := w.run.contents[d]
	data, err := w.contents.Read(at.offset, at.size)
	if err != nil {
		w.run.fail(err)
		*c = compare.Content{}
		return
	}
	c.Unpack(data)
}

// collect calls work for the numbers 0 to n-1 from all workers at once, and take for all that it emits, one after the other and in no
// order. It tells the progress.
func collect[T any](r *run, stage Stage, n int, work func(w *worker, i int, emit func(T)), take func(T)) error {
	const most = 256 // handed over at once
	some := make(chan []T, r.Workers)
	taken := make(chan struct{})
	go func() {
		defer close(taken)
		for all := range some {
			for _, t := range all {
				take(t)
			}
		}
	}()
	err := parallelThen(r.ctx, r.Workers, n, func(done int) { r.Progress(stage, done, n) }, func() (func(int), func()) {
		w := r.newWorker()
		var out []T
		emit := func(t T) {
			if out = append(out, t); len(out) == most {
				some <- out
				out = make([]T, 0, most)
			}
		}
		return func(i int) { work(w, i, emit) }, func() { some <- out }
	})
	close(some)
	<-taken
	return cmp.Or(err, r.failed())
}
