package samestory_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// prompt is how long a call may go on after it was cancelled.
const prompt = 5 * time.Second

// many makes up articles of 120 words, of which half are copies of others.
func many(n int) []article.Article {
	r := rand.New(rand.NewPCG(11, 1))
	stock := words(r, 3000)
	out := make([]article.Article, n)
	for i := range out {
		text := prose(r, stock, 120)
		if i%2 == 1 {
			text = out[r.IntN(i)].Text + " Some more words were put behind it."
		}
		out[i] = article.Article{ID: fmt.Sprintf("m%05d", i), Outlet: fmt.Sprintf("outlet %d", i%97), Text: text}
	}
	return out
}

// forever yields articles without end.
func forever(articles []article.Article) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		for i := 0; ; i++ {
			a := articles[i%len(articles)]
			a.ID = fmt.Sprint(i)
			if !yield(a, nil) {
				return
			}
		}
	}
}

func TestDetectCancelled(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	articles := many(1000)
	for _, c := range []struct {
		name string
		run  func(ctx context.Context, cancel func()) error
	}{
		{"before", func(ctx context.Context, cancel func()) error {
			cancel()
			_, err := samestory.Detect(ctx, forever(articles), nil)
			return err
		}},
		{"while reading", func(ctx context.Context, cancel func()) error {
			_, err := samestory.Detect(ctx, func(yield func(article.Article, error) bool) {
				n := 0
				for a, err := range forever(articles) {
					if n++; n == 500 {
						cancel()
					}
					if !yield(a, err) {
						return
					}
				}
			}, nil)
			return err
		}},
		{"while finding candidates", cancelAt(samestory.StageCandidates, articles)},
		{"while comparing copies", cancelAt(samestory.StageCopies, articles)},
		{"while comparing retellings", cancelAt(samestory.StageRetellings, articles)},
		{"by the time", func(_ context.Context, _ func()) error {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			_, err := samestory.Detect(ctx, forever(articles), nil)
			if errors.Is(err, context.DeadlineExceeded) {
				return context.Canceled
			}
			return err
		}},
		{"background", func(ctx context.Context, cancel func()) error {
			cancel()
			_, err := samestory.BuildBackground(ctx, forever(articles), 2, nil)
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			start := time.Now()
			if err := c.run(ctx, func() {
				start = time.Now()
				cancel()
			}); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v; want %v", err, context.Canceled)
			}
			if took := time.Since(start); took > prompt {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// cancelAt runs Detect and cancels it when it first tells of a stage.
func cancelAt(stage samestory.Stage, articles []article.Article) func(context.Context, func()) error {
	return func(ctx context.Context, cancel func()) error {
		var once sync.Once
		r, err := samestory.Detect(ctx, all(articles), &samestory.Options{Progress: func(s samestory.Stage, _, _ int) {
			if s == stage {
				once.Do(cancel)
			}
		}})
		if err == nil {
			return fmt.Errorf("no error, %d links", len(r.Links))
		}
		return err
	}
}

// TestDetectorCancelled: no method goes to work with a context that is over, and nothing changes.
func TestDetectorCancelled(t *testing.T) {
	articles := many(10)
	d := filled(t, nil, articles[:5]...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	checkMethods(ctx, t, d, articles[0].ID, articles[9], context.Canceled)
	if d.Len() != 5 {
		t.Errorf("%d articles held; want 5", d.Len())
	}
}

// checkMethods checks that every method of a Detector returns want.
func checkMethods(ctx context.Context, t *testing.T, d *samestory.Detector, held string, a article.Article, want error) {
	t.Helper()
	check := func(method string, err error) {
		if !errors.Is(err, want) {
			t.Errorf("%s: %v; want %v", method, err, want)
		}
	}
	_, err := d.Add(ctx, a)
	check("Add", err)
	_, err = d.Add(ctx, article.Article{ID: "empty"})
	check("Add of an empty article", err)
	_, err = d.Query(ctx, a)
	check("Query", err)
	check("Remove", d.Remove(ctx, held))
	_, err = d.Report(ctx)
	check("Report", err)
	n := 0
	for s, err := range d.Stories(ctx) {
		check("Stories", err)
		if n++; n > 1 || len(s.Articles) > 0 {
			t.Errorf("Stories: %+v, the %d-th", s, n)
		}
	}
	if n != 1 {
		t.Errorf("Stories: %d errors; want one", n)
	}
	n = 0
	for _, err := range d.AddAll(ctx, forever([]article.Article{a})) {
		check("AddAll", err)
		if n++; n > 1 {
			t.Error("AddAll goes on")
			break
		}
	}
	if n != 1 {
		t.Errorf("AddAll: %d errors; want one", n)
	}
}

// TestAddAllCancelled: AddAll ends with the context's error, after the verdict that the context was cancelled at.
func TestAddAllCancelled(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	d := filled(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	n := 0
	for _, err := range d.AddAll(ctx, forever(many(50))) {
		if n++; n == 20 {
			cancel()
		}
		if last = err; n < 21 && err != nil {
			t.Fatal(err)
		}
	}
	if n != 21 || !errors.Is(last, context.Canceled) || d.Len() != 20 {
		t.Errorf("%d results, the last error %v, %d articles held; want 21, %v and 20", n, last, d.Len(), context.Canceled)
	}
}

// TestStoppedEarly: a caller that stops leaves no goroutine behind, and nothing is added after.
func TestStoppedEarly(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	d := filled(t, &samestory.Options{Workers: 4})
	n := 0
	for _, err := range d.AddAll(t.Context(), forever(many(50))) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 30 {
			break
		}
	}
	if d.Len() != 30 {
		t.Errorf("%d articles held; want 30", d.Len())
	}
	n = 0
	for _, err := range d.Stories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d stories; want one before the stop", n)
	}
	func() { // a panic of the caller's leaves nothing behind either
		defer func() { _ = recover() }()
		for range d.AddAll(t.Context(), forever(many(50))) {
			panic("stop")
		}
	}()
}
