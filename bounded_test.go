package samestory_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
)

// words makes up n words, each of its own syllables by chance.
func words(r *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = word(r)
	}
	return out
}

// word makes up a word of three or four syllables, of which there are ten million.
func word(r *rand.Rand) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for range 3 + r.IntN(2) {
		b.WriteByte(consonants[r.IntN(len(consonants))])
		b.WriteByte(vowels[r.IntN(len(vowels))])
	}
	return b.String()
}

// prose makes a text of n words in sentences and paragraphs out of a stock of words, common ones first.
func prose(r *rand.Rand, stock []string, n int) string {
	var b strings.Builder
	for i := range n {
		w := stock[int(float64(len(stock))*r.Float64()*r.Float64()*r.Float64())]
		switch {
		case i%60 == 0 && i > 0:
			b.WriteString(".\n" + strings.ToUpper(w[:1]) + w[1:])
		case i%12 == 0 && i > 0:
			b.WriteString(". " + strings.ToUpper(w[:1]) + w[1:])
		case i > 0:
			b.WriteString(" " + w)
		default:
			b.WriteString(w)
		}
	}
	return b.String() + "."
}

// each yields n articles, the i-th of them with the text of i.
func each(n int, text func(i int) string) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		for i := range n {
			if !yield(article.Article{ID: fmt.Sprintf("a%06d", i), Text: text(i), Outlet: fmt.Sprintf("outlet %d", i%500)}, nil) {
				return
			}
		}
	}
}

// bounds are what a run may cost.
type bounds struct {
	within time.Duration
	heap   uint64 // MB at the highest
}

// measured reports articles and holds the time and memory that takes against bounds.
func measured(t *testing.T, b bounds, articles iter.Seq2[article.Article, error]) *samestory.Report {
	t.Helper()
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak atomic.Uint64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapAlloc))
			}
		}
	}()
	start := time.Now()
	r, err := samestory.Detect(t.Context(), articles, nil)
	took := time.Since(start)
	close(stop)
	<-stopped
	if err != nil {
		t.Fatal(err)
	}
	heap := (peak.Load() - min(before.HeapAlloc, peak.Load())) >> 20
	t.Logf("%d articles, %d links, %d stories, %d problems in %v, %d MB",
		len(r.Articles), len(r.Links), len(r.Stories), len(r.Problems), took, heap)
	if took > b.within || heap > b.heap {
		t.Errorf("it took %v and %d MB; want at most %v and %d MB", took, heap, b.within, b.heap)
	}
	return r
}

// reduced is n, or a tenth of it where tests are to be short.
func reduced(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// TestManyIdentical: articles of one text are one cluster, with links whose number is linear.
func TestManyIdentical(t *testing.T) {
	n := reduced(20000)
	r := rand.New(rand.NewPCG(1, 1))
	text := prose(r, words(r, 2000), 120)
	got := measured(t, bounds{20 * time.Second, 1000}, each(n, func(int) string { return text }))
	if len(got.Stories) != 1 || len(got.Stories[0].Clusters) != 1 || len(got.Stories[0].Clusters[0].Articles) != n {
		t.Errorf("%d articles of one text are %d stories; want one story of one cluster", n, len(got.Stories))
	}
	if most := n + 1000; len(got.Links) > most {
		t.Errorf("%d articles of one text have %d links; want at most %d", n, len(got.Links), most)
	}
	for _, l := range got.Links {
		if l.Kind != compare.Identical {
			t.Fatalf("%s and %s are %s; want identical", l.A, l.B, describe(l))
		}
	}
}

// TestManyIdenticalOverYears: so are articles of one text that come out in the course of years, too far apart for one window.
func TestManyIdenticalOverYears(t *testing.T) {
	n := reduced(5000)
	r := rand.New(rand.NewPCG(2, 1))
	text := prose(r, words(r, 2000), 120)
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	times := r.Perm(n)
	got := measured(t, bounds{20 * time.Second, 1000}, func(yield func(article.Article, error) bool) {
		for a := range each(n, func(int) string { return text }) {
			a.Published = start.Add(time.Duration(times[0]) * 4 * 365 * 24 * time.Hour / time.Duration(n))
			times = times[1:]
			if !yield(a, nil) {
				return
			}
		}
	})
	if most := 60 * n; len(got.Links) > most {
		t.Errorf("%d articles of one text over four years have %d links; want at most %d", n, len(got.Links), most)
	}
}

// TestManyForms: articles that differ in one number cost no more than so many each.
func TestManyForms(t *testing.T) {
	n := reduced(20000)
	r := rand.New(rand.NewPCG(3, 1))
	stock := words(r, 2000)
	head, tail := prose(r, stock, 60), prose(r, stock, 60)
	got := measured(t, bounds{20 * time.Second, 2000}, each(n, func(i int) string { return fmt.Sprintf("%s %d %s", head, i, tail) }))
	if most := 120 * n; len(got.Links) > most {
		t.Errorf("%d forms have %d links; want at most %d", n, len(got.Links), most)
	}
}

// TestManyTables: so do forms of several numbers, and a copy among them is found.
func TestManyTables(t *testing.T) {
	n := reduced(5000)
	r := rand.New(rand.NewPCG(8, 1))
	stock := words(r, 2000)
	parts := make([]string, 6)
	for i := range parts {
		parts[i] = prose(r, stock, 15)
	}
	form := func(i int) string {
		r := rand.New(rand.NewPCG(9, uint64(i)))
		var b strings.Builder
		for _, p := range parts {
			fmt.Fprintf(&b, "%s %d, %d ", p, r.IntN(1e6), r.IntN(1e6))
		}
		return b.String()
	}
	got := measured(t, bounds{20 * time.Second, 2000}, each(n, func(i int) string {
		if i >= n-10 { // copies of ten others, far away from them
			return form((n-i)*n/20) + "So it was told."
		}
		return form(i)
	}))
	for i := n - 10; i < n; i++ {
		a, b := fmt.Sprintf("a%06d", (n-i)*n/20), fmt.Sprintf("a%06d", i)
		if l, ok := findLink(got, a, b); !ok && b > a || l.Kind != compare.Reprint {
			t.Errorf("%s, a copy of %s, is linked by %s; want a reprint", b, a, describe(l))
		}
	}
	if len(got.Links) != 10 {
		t.Errorf("%d links; want 10", len(got.Links))
	}
}

// TestHugeArticle: an article of 20 MB stands beside normal ones.
func TestHugeArticle(t *testing.T) {
	size := reduced(20 << 20)
	r := rand.New(rand.NewPCG(4, 1))
	stock := words(r, 20000)
	huge := prose(r, stock, size/9)
	normal := make([]string, 101)
	for i := range normal {
		normal[i] = prose(r, words(r, 200), 300)
	}
	normal[100] = normal[7]
	got := measured(t, bounds{20 * time.Second, 3000}, each(102, func(i int) string {
		if i == 50 {
			return huge
		}
		return normal[min(i, 100)]
	}))
	if len(got.Articles) != 102 || len(got.Problems) != 0 {
		t.Errorf("%d articles and %d problems; want 102 and none", len(got.Articles), len(got.Problems))
	}
	for _, l := range got.Links {
		if l.Kind != compare.Identical {
			t.Errorf("%s and %s are linked: %s", l.A, l.B, describe(l))
		}
	}
}

// TestOneWordRepeated: texts of one word.
func TestOneWordRepeated(t *testing.T) {
	n := reduced(1_000_000)
	texts := []string{
		strings.Repeat("buffalo ", n), strings.Repeat("buffalo ", n), strings.Repeat("buffalo ", n-7), strings.Repeat("badger ", n/4),
		strings.Repeat("buffalo badger ", n/8),
	}
	got := measured(t, bounds{20 * time.Second, 2000}, each(len(texts), func(i int) string { return texts[i] }))
	want := map[string]bool{"a000000 a000001": true, "a000000 a000002": true, "a000001 a000002": true}
	for _, l := range got.Links {
		if !want[l.A+" "+l.B] {
			t.Errorf("%s and %s are linked: %s", l.A, l.B, describe(l))
		}
	}
	if l, ok := findLink(got, "a000000", "a000001"); !ok || l.Kind != compare.Identical {
		t.Errorf("the same texts are %s; want identical", describe(l))
	}
}

// TestOnlyStopWords: texts of common words alone are not alike.
func TestOnlyStopWords(t *testing.T) {
	stop := strings.Fields("the of and to a in is it that was for on are as with his they at be this have from or had by but not " +
		"what all were we when your can said there use an each which she do how their if will up other about out many then them")
	r := rand.New(rand.NewPCG(5, 1))
	got := measured(t, bounds{20 * time.Second, 1000}, each(reduced(5000), func(int) string {
		text := make([]string, 80)
		for i := range text {
			text[i] = stop[r.IntN(len(stop))]
		}
		return strings.Join(text, " ")
	}))
	for _, l := range got.Links {
		t.Errorf("%s and %s are linked: %s", l.A, l.B, describe(l))
	}
}

// TestDistinctWords: texts without a word in common have no links.
func TestDistinctWords(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	got := measured(t, bounds{20 * time.Second, 1500}, each(reduced(100), func(int) string { return strings.Join(words(r, 3000), " ") }))
	for _, l := range got.Links {
		t.Errorf("%s and %s are linked: %s", l.A, l.B, describe(l))
	}
}

// TestManyOfOneID: articles that share one id are all kept.
func TestManyOfOneID(t *testing.T) {
	n := reduced(10000)
	r := rand.New(rand.NewPCG(7, 1))
	stock := words(r, 20000)
	got := measured(t, bounds{20 * time.Second, 1000}, func(yield func(article.Article, error) bool) {
		for range n {
			if !yield(article.Article{Text: prose(r, stock, 20)}, nil) {
				return
			}
		}
	})
	ids := map[string]bool{}
	for _, e := range got.Articles {
		ids[e.ID] = true
	}
	if len(ids) != n || len(got.Problems) != n-1 || !ids[""] || !ids[fmt.Sprintf("#%d", n)] {
		t.Errorf("%d articles of one id are %d ids, %d problems, from %q to %q", n, len(ids), len(got.Problems),
			slices.MinFunc(got.Articles, byID).ID, slices.MaxFunc(got.Articles, byID).ID)
	}
}

func byID(x, y samestory.Entry) int { return strings.Compare(x.ID, y.ID) }
