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
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/furniture"
	"github.com/samestory/samestory/minhash"
	"github.com/samestory/samestory/spool"
)

// batch is what was read: the articles by id (cluster.Doc is the place here), and the problems met.
type batch struct {
	docs     []doc
	entries  []Entry // what docs list, in one piece once they are sorted
	archive  archive
	came     []cluster.Doc // the articles in the order in which they came
	learned  furniture.Learned
	problems []*article.Problem

	mu  sync.Mutex
	err error // the first failure of the disk
}

// handful is how many articles go from the reader to a worker at once.
const handful = 16

// read takes all articles in, with all workers, and learns what is page furniture among them.
func (o *Options) read(ctx context.Context, articles iter.Seq2[article.Article, error]) (*batch, error) {
	b := &batch{archive: archive{spool.New(o.textMemory(), o.TempDir)}}
	learner := furniture.Learner{Paragraphs: o.buckets()}
	err := o.timed(StageReading, func() error { return o.gather(ctx, b, &learner, articles) })
	if err != nil {
		return nil, err
	}
	o.count(func(s *Stats) { s.Articles = int64(len(b.docs)) })
	return b, o.timed(StageFurniture, func() error {
		b.settle()
		return o.learn(ctx, b, &learner)
	})
}

// gather puts all articles away, numbered as they come.
func (o *Options) gather(
	ctx context.Context, b *batch, learner *furniture.Learner, articles iter.Seq2[article.Article, error],
) error {
	var (
		names names
		wg    sync.WaitGroup
		todo  = make(chan []article.Article, 4*o.Workers)
	)
	for range o.Workers {
		wg.Go(func() {
			var buf []byte
			for some := range todo {
				for _, a := range some {
					var d doc
					var err error
					d, buf, err = b.archive.add(a, buf)
					learner.Add(b.add(d, &names, err), a.Text)
				}
			}
		})
	}
	var some []article.Article
	for a, err := range articles {
		if ctx.Err() != nil || b.failed() != nil {
			break
		}
		if err != nil {
			b.problem(a.Place, a.ID, err)
			continue
		}
		o.count(func(s *Stats) { s.Bytes += int64(len(a.Text)) })
		if some = append(some, a); len(some) == handful {
			todo <- some
			some = nil
		}
	}
	todo <- some
	close(todo)
	wg.Wait()
	return cmp.Or(ctx.Err(), b.failed())
}

// add lists an article and returns its number.
func (b *batch) add(d doc, names *names, err error) cluster.Doc {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.docs = append(b.docs, d.detached(names))
	b.err = cmp.Or(b.err, err)
	return cluster.Doc(len(b.docs) - 1)
}

// fail notes a failure of the disk.
func (b *batch) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.err = cmp.Or(b.err, err)
}

func (b *batch) failed() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}

// article returns an article as it was read; an empty one if the disk fails, which is noted.
func (b *batch) article(d cluster.Doc, records *spool.Reader) printed {
	a, err := b.archive.get(&b.docs[d], records)
	if err != nil {
		b.fail(err)
	}
	return a
}

// problem notes an error; one that says itself where it belongs is kept as it is.
func (b *batch) problem(place article.Place, id string, err error) {
	var p *article.Problem
	if !errors.As(err, &p) {
		p = &article.Problem{Place: place, ID: id, Err: err}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = append(b.problems, p)
}

// settle sorts the articles so that the order of reading leaves no trace, and gives those with an id that was used before one of
// their own.
func (b *batch) settle() {
	now := make([]cluster.Doc, len(b.docs))
	for i := range now {
		now[i] = cluster.Doc(i)
	}
	came := b.sort(now)
	firsts := make(map[string]int, len(b.docs))
	renamed := false
	for i := range b.docs {
		if _, taken := firsts[b.docs[i].ID]; !taken {
			firsts[b.docs[i].ID] = i
			continue
		}
		renamed = true
	}
	if renamed {
		b.rename(firsts)
		came = b.sort(came)
	}
	b.entries = make([]Entry, len(b.docs))
	for i, c := range came {
		now[c] = cluster.Doc(i)
		b.entries[i] = *b.docs[i].Entry
		b.docs[i].Entry = &b.entries[i]
	}
	b.came = now
}

// sort sorts the articles by id, and numbers alike; of equal ids the one read from the earlier place comes first.
func (b *batch) sort(numbers []cluster.Doc) []cluster.Doc {
	order := make([]int, len(b.docs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(b.docs[i].ID, b.docs[j].ID), b.compareSameID(i, j))
	})
	docs, sorted := make([]doc, len(b.docs)), make([]cluster.Doc, len(b.docs))
	for to, from := range order {
		docs[to], sorted[to] = b.docs[from], numbers[from]
	}
	b.docs = docs
	return sorted
}

// compareSameID orders articles of one id by all that may differ.
func (b *batch) compareSameID(i, j int) int {
	x, y := &b.docs[i], &b.docs[j]
	if x.ID != y.ID {
		return 0
	}
	order := cmp.Or(cmp.Compare(x.place.Path, y.place.Path), cmp.Compare(x.place.Line, y.place.Line),
		cmp.Compare(x.Outlet, y.Outlet), x.Published.Compare(y.Published), cmp.Compare(x.Precision, y.Precision),
		cmp.Compare(x.Title, y.Title), cmp.Compare(x.URL, y.URL))
	if order != 0 {
		return order
	}
	records := b.archive.spool.Reader(0)
	a, c := b.article(cluster.Doc(i), records), b.article(cluster.Doc(j), records)
	return cmp.Or(cmp.Compare(a.Text, c.Text), cmp.Compare(a.Byline, c.Byline), cmp.Compare(a.Language, c.Language))
}

// rename gives every article whose id was used before one of its own: id#n for the least number n that is free.
func (b *batch) rename(firsts map[string]int) {
	n := 0 // the number that the last article of the same id got
	for i := range b.docs {
		d := &b.docs[i]
		id := d.ID
		first := firsts[id]
		if first == i {
			n = 1
			continue
		}
		for n++; ; n++ {
			d.ID = fmt.Sprintf("%s#%d", id, n)
			if _, taken := firsts[d.ID]; !taken {
				break
			}
		}
		firsts[d.ID] = i
		b.problem(d.place, id, &DuplicateError{First: b.docs[first].place, Renamed: d.ID})
	}
}

// learn learns what is page furniture in this batch.
func (o *Options) learn(ctx context.Context, b *batch, learner *furniture.Learner) error {
	recurring, err := learner.Recurring(o.Workers,
		func(d cluster.Doc) cluster.Doc { return b.came[d] },
		func(d cluster.Doc) string { return b.docs[d].Outlet })
	if err != nil {
		return err
	}
	sketches, err := o.sketches(ctx, b, recurring)
	if err != nil {
		return err
	}
	b.learned = furniture.Learn(recurring, func(x, y cluster.Doc) float64 {
		a, ok := sketches[x]
		c, both := sketches[y]
		if !ok || !both {
			return 1 // what has no words is like anything
		}
		j, err := a.Similarity(c)
		if err != nil {
			panic(err) // one signer made both
		}
		return j
	})
	return b.failed()
}

// sketchBits is how many bits of each slot are kept for telling whether two articles are alike.
const sketchBits = 8

// sketches returns the signatures of the articles that have a recurring paragraph, furniture included.
func (o *Options) sketches(ctx context.Context, b *batch, recurring []furniture.Recurrence) (map[cluster.Doc]minhash.Packed, error) {
	wanted := map[cluster.Doc]minhash.Packed{}
	for _, r := range recurring {
		for _, d := range r.Articles {
			wanted[d] = minhash.Packed{}
		}
	}
	docs := make([]cluster.Doc, 0, len(wanted))
	for d := range wanted {
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(x, y cluster.Doc) int { return cmp.Compare(b.docs[x].record, b.docs[y].record) })
	sketches := make([]minhash.Packed, len(docs))
	err := parallel(ctx, o.Workers, len(docs), func(int) {}, func() func(int) {
		p, records := o.mustPreparer(), b.archive.spool.Reader(readAhead)
		return func(i int) { sketches[i] = p.sketch(b.article(docs[i], records)) }
	})
	for i, d := range docs {
		if sketches[i].Slots() > 0 {
			wanted[d] = sketches[i]
		} else {
			delete(wanted, d)
		}
	}
	return wanted, err
}

// sketch returns the packed signature of an article with its furniture; the zero value for one without words.
func (p *preparer) sketch(a printed) minhash.Packed {
	p.tokens = p.tokenizer.Append(p.tokens[:0], a.full)
	body := bodyTokens(p.tokens, a.head)
	if len(body) == 0 {
		return minhash.Packed{}
	}
	packed, err := minhash.Pack(p.sign(body), sketchBits)
	if err != nil {
		panic(err) // 8 bits are always right
	}
	return packed
}

// sortProblems puts the problems into an order that does not depend on that of reading.
func (b *batch) sortProblems() {
	slices.SortFunc(b.problems, func(x, y *article.Problem) int {
		return cmp.Or(cmp.Compare(x.Place.Path, y.Place.Path), cmp.Compare(x.Place.Line, y.Place.Line),
			cmp.Compare(x.ID, y.ID), cmp.Compare(x.Error(), y.Error()))
	})
}
