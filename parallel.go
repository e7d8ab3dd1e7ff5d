package samestory

import (
	"context"
	"iter"
	"sync"
)

// parallel calls work for the numbers 0 to n-1 from workers goroutines, each of which has work made once, in chunks. It
// tells how many are done, one goroutine at a time, and stops early with ctx's error.
func parallel(ctx context.Context, workers, n int, progress func(done int), newWork func() func(i int)) error {
	return parallelThen(ctx, workers, n, progress, func() (work func(int), then func()) { return newWork(), func() {} })
}

// parallelThen is parallel where each goroutine calls then when there is no more work.
func parallelThen(
	ctx context.Context, workers, n int, progress func(done int), newWork func() (work func(i int), then func()),
) error {
	const chunk = 64
	var (
		mu         sync.Mutex
		next, done int
		wg         sync.WaitGroup
	)
	take := func(finished int) (from, to int) {
		mu.Lock()
		defer mu.Unlock()
		if finished > 0 {
			done += finished
			progress(done)
		}
		from = next
		next = min(n, next+chunk)
		return from, next
	}
	for range workers {
		wg.Go(func() {
			work, then := newWork()
			defer then()
			for from, to := take(0); from < to && ctx.Err() == nil; from, to = take(to - from) {
				for i := from; i < to && ctx.Err() == nil; i++ {
					work(i)
				}
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// ordered calls work for each pair of a sequence from workers goroutines and yields the results in the order of the sequence. It
// runs at most a few results ahead. When the caller stops early, what was begun is finished and thrown away.
func ordered[K, V, R any](workers int, in iter.Seq2[K, V], work func(K, V) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		stop := make(chan struct{})
		slots := make(chan chan R, 4*workers) // results to come, in order
		tokens := make(chan struct{}, workers)
		go func() {
			defer close(slots)
			for k, v := range in {
				select {
				case <-stop:
					return
				default:
				}
				slot := make(chan R, 1)
				slots <- slot // somebody takes it, even after stop
				tokens <- struct{}{}
				go func() {
					slot <- work(k, v)
					<-tokens
				}()
			}
		}()
		defer func() {
			close(stop)
			for slot := range slots { // until the reader has ended, and what it began
				<-slot
			}
		}()
		for slot := range slots {
			if !yield(<-slot) {
				return
			}
		}
	}
}
