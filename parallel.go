package samestory

import (
	"context"
	"sync"
)

// parallel calls work for the numbers 0 to n-1 from workers goroutines, each of which has work made once, in chunks. It
// tells how many are done, one goroutine at a time, and stops early with ctx's error.
func parallel(ctx context.Context, workers, n int, progress func(done int), newWork func() func(i int)) error {
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
			work := newWork()
			for from, to := take(0); from < to && ctx.Err() == nil; from, to = take(to - from) {
				for i := from; i < to; i++ {
					work(i)
				}
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
