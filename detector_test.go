package samestory_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
)

// filled returns a Detector that holds articles.
func filled(t testing.TB, opts *samestory.Options, articles ...article.Article) *samestory.Detector {
	t.Helper()
	d, err := samestory.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	for v, err := range d.AddAll(t.Context(), all(articles)) {
		if err != nil {
			t.Fatalf("%s: %v", v.ID, err)
		}
	}
	return d
}

// must returns the verdict of an article that is added.
func must(t *testing.T, d *samestory.Detector, a article.Article) samestory.Verdict {
	t.Helper()
	v, err := d.Add(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// numbered makes up unlike articles.
func numbered(n int) []article.Article {
	r := rand.New(rand.NewPCG(12, 1))
	out := make([]article.Article, n)
	for i := range out {
		place := article.Place{Path: "n.jsonl", Line: i + 1}
		out[i] = article.Article{ID: fmt.Sprintf("n%03d", i), Text: prose(r, words(r, 300), 100), Place: place}
	}
	return out
}

func TestDetectorAdd(t *testing.T) {
	ctx := t.Context()
	a := numbered(3)
	d := filled(t, nil)
	if v := must(t, d, a[0]); v.ID != a[0].ID || v.Story != "" || len(v.Links) != 0 {
		t.Errorf("the first article: %+v; want no link", v)
	}
	copied := article.Article{ID: "a copy", Text: a[0].Text} // sorts before
	v := must(t, d, copied)
	if v.Story != "s-"+a[0].ID || len(v.Links) != 1 || v.Links[0].Kind != compare.Identical ||
		v.Links[0].A != copied.ID || v.Links[0].B != a[0].ID {
		t.Errorf("a copy: %+v; want an identical link of A %s and B %s, story s-%[3]s", v, copied.ID, a[0].ID)
	}
	if v := must(t, d, a[1]); v.Story != "" {
		t.Errorf("another article: %+v; want no story", v)
	}
	longer := article.Article{ID: "longer", Text: a[0].Text + "\nSomeone from here put a sentence of his own behind it."}
	v = must(t, d, longer)
	if len(v.Links) != 2 || v.Story != "s-"+a[0].ID || v.Links[0].Kind != compare.Reprint || v.Links[0].B == v.Links[0].A {
		t.Errorf("a longer copy: %+v; want two links, and the story of the first article", v)
	}
	for _, c := range []struct {
		a     article.Article
		want  error
		first article.Place
	}{
		{article.Article{Text: a[2].Text}, samestory.ErrNoID, article.Place{}},
		{article.Article{ID: a[1].ID, Text: a[2].Text, Place: article.Place{Path: "later", Line: 9}}, nil, a[1].Place},
		{article.Article{ID: "short", Text: "Hello"}, samestory.ErrTooShort, article.Place{}},
	} {
		_, err := d.Add(ctx, c.a)
		var p *article.Problem
		if !errors.As(err, &p) || p.ID != c.a.ID || p.Place != c.a.Place {
			t.Errorf("Add of %q: %v; want a problem of that id at %v", c.a.ID, err, c.a.Place)
		}
		var double *samestory.DuplicateError
		switch {
		case c.want != nil && !errors.Is(err, c.want):
			t.Errorf("Add of %q: %v; want %v", c.a.ID, err, c.want)
		case c.want == nil && (!errors.As(err, &double) || double.First != c.first || double.Renamed != ""):
			t.Errorf("Add of %q: %v; want a duplicate of %v", c.a.ID, err, c.first)
		}
	}
	if d.Len() != 4 {
		t.Errorf("%d articles held; want 4", d.Len())
	}
}

// TestDetectorEvidence: the evidence of a link is as printed in the article that sorts first, whichever came first.
func TestDetectorEvidence(t *testing.T) {
	a := read(t, seeds)
	for _, order := range [][2]int{{0, 1}, {3, 4}, {2, 0}} {
		x, y := a[order[0]], a[order[1]]
		forth, back := must(t, filled(t, nil, x), y), must(t, filled(t, nil, y), x)
		if len(forth.Links) != 1 || !reflect.DeepEqual(forth.Links, back.Links) {
			t.Fatalf("%s and %s: links %+v\nand the other way %+v", x.ID, y.ID, forth.Links, back.Links)
		}
		l := forth.Links[0]
		if l.A != min(x.ID, y.ID) || l.Kind != compare.Rewrite || len(l.Evidence.Names) == 0 {
			t.Errorf("%s and %s: %+v; want a rewrite in the order of the ids, with names", x.ID, y.ID, l)
		}
		for _, name := range l.Evidence.Names {
			if !holds(textOf(a, l.A), name) {
				t.Errorf("%s and %s: %q is not in %s", x.ID, y.ID, name, l.A)
			}
		}
	}
}

func textOf(articles []article.Article, id string) string {
	return articles[slices.IndexFunc(articles, func(a article.Article) bool { return a.ID == id })].Text
}

// TestDetectorQuery: Query returns the links that Add would, and keeps nothing.
func TestDetectorQuery(t *testing.T) {
	articles := read(t, golden+"/articles.jsonl")
	d := filled(t, nil)
	linked := 0
	for _, a := range articles {
		for range 2 {
			before, err := d.Query(t.Context(), a)
			if err != nil {
				t.Fatal(err)
			}
			if len(before) > 0 {
				linked++
			}
			n := d.Len()
			nameless := a
			nameless.ID = ""
			if _, err := d.Query(t.Context(), nameless); err != nil {
				t.Errorf("Query needs no id: %v", err)
			}
			if d.Len() != n {
				t.Fatalf("%s was kept by Query", a.ID)
			}
		}
		want, _ := d.Query(t.Context(), a)
		if v := must(t, d, a); !reflect.DeepEqual(v.Links, want) {
			t.Errorf("%s: Add links %+v; Query %+v", a.ID, v.Links, want)
		}
	}
	if linked < 10 {
		t.Errorf("only %d articles had links; too few to tell", linked)
	}
}

// TestDetectorRemove: what was removed might never have been there.
func TestDetectorRemove(t *testing.T) {
	ctx := t.Context()
	articles := read(t, golden+"/articles.jsonl", seeds)
	half := len(articles) / 2
	kept, rest := articles[:half], articles[half:]
	fresh, used := filled(t, nil), filled(t, nil)
	for i, a := range kept {
		must(t, fresh, a)
		other := rest[i%len(rest)]
		other.ID = fmt.Sprintf("gone %d", i)
		must(t, used, other)
		must(t, used, a)
		if i%3 == 0 {
			if err := used.Remove(ctx, other.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range kept {
		err := used.Remove(ctx, fmt.Sprintf("gone %d", i))
		if want := samestory.ErrUnknownID; i%3 == 0 && !errors.Is(err, want) || i%3 != 0 && err != nil {
			t.Errorf("Remove of %d: %v", i, err)
		}
	}
	if used.Len() != half {
		t.Fatalf("%d articles held; want %d", used.Len(), half)
	}
	for _, a := range rest {
		got, want := must(t, used, a), must(t, fresh, a)
		if !reflect.DeepEqual(got.Links, want.Links) {
			t.Errorf("%s: links %+v\nof a new Detector %+v", a.ID, got.Links, want.Links)
		}
	}
}

// TestStoryNames: a story keeps the name of its first article when that is removed, and no other story is given it.
func TestStoryNames(t *testing.T) {
	a := numbered(3)
	d := filled(t, nil, a[0])
	again := func(id, text string) samestory.Verdict { return must(t, d, article.Article{ID: id, Text: text}) }
	if v := again("b", a[0].Text); v.Story != "s-n000" {
		t.Errorf("story %q; want s-n000", v.Story)
	}
	if err := d.Remove(t.Context(), "n000"); err != nil {
		t.Fatal(err)
	}
	if v := again("c", a[0].Text); v.Story != "s-n000" {
		t.Errorf("story %q; want s-n000 still", v.Story)
	}
	again("n000", a[1].Text) // the id comes back with another text
	v := again("d", a[1].Text)
	if v.Story == "" || v.Story == "s-n000" {
		t.Errorf("two stories are named %q", v.Story)
	}
	if v := again("e", a[0].Text); v.Story != "s-n000" {
		t.Errorf("story %q; want s-n000 still", v.Story)
	}
	for _, id := range []string{"b", "c", "e", "n000", "d"} {
		if err := d.Remove(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	again("n000", a[2].Text)
	if v := again("f", a[2].Text); v.Story != "s-n000" {
		t.Errorf("story %q; want s-n000, as the old one is gone", v.Story)
	}
}

func TestDetectorClose(t *testing.T) {
	a := numbered(2)
	d := filled(t, nil, a[0])
	for range 2 {
		if err := d.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
	checkMethods(t.Context(), t, d, a[0].ID, a[1], samestory.ErrClosed)
	_, err := d.Add(t.Context(), a[1])
	if p := (*article.Problem)(nil); errors.As(err, &p) {
		t.Errorf("%v is no problem of the article's", err)
	}
	if d.Len() != 0 {
		t.Errorf("%d articles held; want none", d.Len())
	}
}

// TestAddAll: there is a result for each article and each error, in their order.
func TestAddAll(t *testing.T) {
	a := numbered(60)
	var in []input
	for i, x := range a {
		in = append(in, input{Article: x})
		if i%10 == 5 {
			in = append(in, input{err: fmt.Errorf("bad %d", i)}, input{Article: article.Article{ID: "short", Text: "no"}}, input{Article: x})
		}
	}
	d := filled(t, &samestory.Options{Workers: 5})
	i := 0
	for v, err := range d.AddAll(t.Context(), inputs(in...)) {
		x := in[i]
		switch {
		case x.err != nil:
			if !errors.Is(err, x.err) {
				t.Errorf("result %d: %v; want %v", i, err, x.err)
			}
		case x.ID == "short":
			if !errors.Is(err, samestory.ErrTooShort) || v.ID != x.ID {
				t.Errorf("result %d: %+v, %v; want %v", i, v, err, samestory.ErrTooShort)
			}
		case i >= 3 && in[i-2].err != nil:
			if _, ok := errors.AsType[*samestory.DuplicateError](err); !ok {
				t.Errorf("result %d: %v; want a duplicate", i, err)
			}
		case err != nil || v.ID != x.ID:
			t.Errorf("result %d: %+v, %v; want the verdict of %s", i, v, err, x.ID)
		}
		i++
	}
	if i != len(in) || d.Len() != len(a) {
		t.Errorf("%d results and %d articles held; want %d and %d", i, d.Len(), len(in), len(a))
	}
}

// TestAddAtomic: of two copies that are added at once, at least one sees the other.
func TestAddAtomic(t *testing.T) {
	const stories, copies = 200, 64
	originals := numbered(stories)
	type task struct{ story, copy int }
	var tasks []task
	for s := range stories {
		for c := range 2 {
			tasks = append(tasks, task{s, c})
		}
	}
	d := filled(t, nil)
	verdicts := make([][2]samestory.Verdict, stories)
	var wg sync.WaitGroup
	for g := range copies {
		wg.Go(func() {
			for i := g; i < len(tasks); i += copies {
				x := tasks[i]
				a := originals[x.story]
				a.ID = fmt.Sprintf("%s copy %d", a.ID, x.copy)
				v, err := d.Add(t.Context(), a)
				if err != nil {
					t.Error(err)
				}
				verdicts[x.story][x.copy] = v
				if _, err := d.Query(t.Context(), a); err != nil {
					t.Error(err)
				}
				_ = d.Len()
			}
		})
	}
	wg.Wait()
	for s, v := range verdicts {
		if len(v[0].Links)+len(v[1].Links) != 1 || v[0].Story+v[1].Story != "s-"+v[0].ID && v[0].Story+v[1].Story != "s-"+v[1].ID {
			t.Errorf("story %d: %d and %d links, stories %q and %q; want that just one sees the other", s, len(v[0].Links), len(v[1].Links),
				v[0].Story, v[1].Story)
		}
	}
}

// TestDetectorAtOnce calls everything at once, for the race detector.
func TestDetectorAtOnce(t *testing.T) {
	d := filled(t, nil, many(50)...)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i, a := range many(40) {
				a.ID = fmt.Sprintf("%d %d", g, i)
				if _, err := d.Add(t.Context(), a); err != nil {
					t.Error(err)
				}
				if i%3 == 0 {
					if err := d.Remove(t.Context(), a.ID); err != nil {
						t.Error(err)
					}
				}
				if i == 20 && g < 2 {
					if _, err := d.Report(t.Context()); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	if want := 50 + 8*(40-14); d.Len() != want {
		t.Errorf("%d articles held; want %d", d.Len(), want)
	}
}

// TestDetectorStories: Stories yields the stories of Report.
func TestDetectorStories(t *testing.T) {
	d := filled(t, nil, read(t, seeds, golden+"/articles.jsonl")...)
	r, err := d.Report(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []samestory.Story
	for s, err := range d.Stories(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
	if len(got) < 5 || !reflect.DeepEqual(got, r.Stories) {
		t.Errorf("%d stories; want those of Report, %d", len(got), len(r.Stories))
	}
}

// BenchmarkDetectorAdd measures an Add to a Detector that holds 10,000 articles of 400 words.
func BenchmarkDetectorAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(13, 1))
	stock := words(r, 30000)
	text := func() string { return prose(r, stock, 400) }
	d, err := samestory.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	held := make([]string, 10000)
	for i := range held {
		held[i] = text()
		if _, err := d.Add(b.Context(), article.Article{ID: fmt.Sprint(i), Text: held[i]}); err != nil {
			b.Fatal(err)
		}
	}
	for name, next := range map[string]func() string{
		"article=new":     text,
		"article=copy":    func() string { return held[r.IntN(len(held))] },
		"article=excerpt": func() string { return strings.Join(strings.Fields(held[r.IntN(len(held))])[:150], " ") },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(next())))
			for b.Loop() {
				if _, err := d.Add(b.Context(), article.Article{ID: "new", Text: next()}); err != nil {
					b.Fatal(err)
				}
				if err := d.Remove(b.Context(), "new"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDetect is a whole run over articles of which every other is a copy, cut or edited.
func BenchmarkDetect(b *testing.B) {
	r := rand.New(rand.NewPCG(13, 2))
	stock := words(r, 30000)
	var news []article.Article
	bytes := 0
	for i := range 2000 {
		text := prose(r, stock, 400)
		if i%2 == 1 {
			copied := strings.Fields(news[r.IntN(len(news))].Text)
			copied[r.IntN(len(copied))] = "edited"
			text = strings.Join(copied[:len(copied)-r.IntN(len(copied)/2)], " ")
		}
		news = append(news, article.Article{ID: fmt.Sprint(i), Text: text})
		bytes += len(text)
	}
	for _, copies := range []bool{true, false} {
		b.Run(fmt.Sprintf("copies=%v/articles=%d", copies, len(news)), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(bytes))
			for b.Loop() {
				if _, err := samestory.Detect(b.Context(), all(news), &samestory.Options{Copies: copies}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*len(news))/b.Elapsed().Seconds(), "articles/s")
		})
	}
}
