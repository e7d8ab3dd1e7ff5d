package eval_test

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/eval"
)

func TestReadJudged(t *testing.T) {
	got, err := eval.ReadJudged(strings.NewReader("# a note\nb\ta\t1\tone event\r\na\tc\t0\n"), "judged.tsv")
	if want := (eval.Judged{{"a", "b"}: true, {"a", "c"}: false}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	for _, line := range []string{"", "a\tb", "a\tb\tsame", "a\tb\t", "\tb\t1", "a\t\t1"} {
		_, err := eval.ReadJudged(strings.NewReader("a\tb\t1\n"+line+"\n"), "judged.tsv")
		problem, ok := errors.AsType[*article.Problem](err)
		if !ok || !errors.Is(err, eval.ErrJudged) || problem.Place != (article.Place{Path: "judged.tsv", Line: 2}) {
			t.Errorf("%q: got %v, want ErrJudged at judged.tsv:2", line, err)
		}
	}
	if _, err := eval.ReadJudged(iotest.ErrReader(iotest.ErrTimeout), "judged.tsv"); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("a reader that fails: got %v", err)
	}
}

func TestJudge(t *testing.T) {
	of := func(ids ...string) eval.Corpus {
		var c eval.Corpus
		for _, id := range ids {
			c.Articles = append(c.Articles, article.Article{ID: id})
		}
		return c
	}
	corpora := []eval.Corpus{of("a", "b", "c"), of("d", "e")}
	unknown := eval.Judge(corpora, eval.Judged{{"a", "b"}: true, {"d", "e"}: false, {"c", "d"}: true, {"a", "z"}: true})
	if want := []eval.Pair{{"a", "z"}, {"c", "d"}}; !reflect.DeepEqual(unknown, want) {
		t.Errorf("got %v that no corpus has, want %v", unknown, want)
	}
	eval.Judge(corpora, eval.Judged{{"b", "c"}: false}) // of another file
	for i, want := range []eval.Judged{{{"a", "b"}: true, {"b", "c"}: false}, {{"d", "e"}: false}} {
		if !reflect.DeepEqual(corpora[i].Judged, want) {
			t.Errorf("corpus %d: got %v, want %v", i, corpora[i].Judged, want)
		}
	}
}

// TestJudgedSamples: of a judged corpus only the pairs judged count, with and without times, and little; they have tables of their own.
func TestJudgedSamples(t *testing.T) {
	labelled, drawn := goldenCorpus(t), goldenCorpus(t)
	drawn.Name, drawn.Truth = "drawn", nil
	for i := range drawn.Articles {
		drawn.Articles[i].ID = "d-" + drawn.Articles[i].ID
	}
	drawn.Judged = eval.Judged{
		eval.NewPair("d-vaccine-back", "d-vaccine-original"): true, eval.NewPair("d-stars-mon", "d-stars-tue"): false,
	}
	samples, err := eval.Samples(t.Context(), []eval.Corpus{labelled, drawn}, samestory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	weight := map[bool]float64{}
	for _, s := range samples {
		if s.Judged != (s.Corpora == [2]string{"drawn", "drawn"}) {
			t.Errorf("judged: %v, of %v", s.Judged, s.Corpora)
		}
		if s.Judged && s.Run == eval.Alone {
			weight[s.Same] += s.Weight
		}
	}
	if math.Abs(weight[true]-4) > 1e-6 || math.Abs(weight[false]-12) > 1e-6 {
		t.Errorf("got weights %v, want 4 for the same and 12 for others", weight)
	}
	if got := eval.JudgedOnce(samples); len(got) != 2 || !got[0].Likeness.Timed {
		t.Errorf("got %+v, want the two pairs with their times", got)
	}
	for _, s := range eval.Once(samples) {
		if s.Judged {
			t.Errorf("a judged pair among the others: %+v", s)
		}
	}
	f, err := eval.FitAll(samples, 5e-4, nil)
	if err != nil {
		t.Fatal(err)
	}
	timed := map[string][2]int{}
	for _, x := range f.Folds {
		n := timed[x.Corpus]
		if x.Timed {
			n[1] = x.Pairs
		} else {
			n[0] = x.Pairs
		}
		timed[x.Corpus] = n
	}
	if timed["drawn"] != [2]int{2, 2} || timed["golden"][1] == 0 || len(f.Folds) != 4 {
		t.Errorf("got the folds %+v, want each corpus with times and without", f.Folds)
	}
	for _, bins := range [][]eval.Bin{f.Judged, f.UnseenJudged} {
		pairs := 0
		for _, b := range bins {
			pairs += b.Pairs
		}
		if pairs != 2 {
			t.Errorf("got %+v, want the two judged pairs", bins)
		}
	}
}

// TestLevelSamples: light and heavy are one story, non is not, cut needs no model, and nothing is known of other pairs.
func TestLevelSamples(t *testing.T) {
	graded := goldenCorpus(t)
	graded.Truth = eval.Truth{
		eval.NewPair("vaccine-back", "vaccine-original"): "heavy", eval.NewPair("library-original", "library-spun"): "light",
		eval.NewPair("bank-monday", "bank-monday-retelling"): "cut", eval.NewPair("stars-mon", "stars-tue"): "non",
	}
	samples, err := eval.Samples(t.Context(), []eval.Corpus{graded}, samestory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	count, weight := map[bool]int{}, map[bool]float64{}
	for _, s := range eval.Once(samples) {
		count[s.Same]++
		weight[s.Same] += s.Weight
	}
	if count[true] != 2 || count[false] != 1 || math.Abs(weight[true]-40) > 1e-6 || math.Abs(weight[false]-40) > 1e-6 {
		t.Errorf("got %v samples of weights %v, want 2 and 1 of 40 each", count, weight)
	}
}

// TestJudgedFigures holds links against judged pairs: the precision of those linked, the recall of those of one story.
func TestJudgedFigures(t *testing.T) {
	c := goldenCorpus(t)
	c.Truth = nil
	c.Judged = eval.Judged{
		eval.NewPair("vaccine-back", "vaccine-original"): true, eval.NewPair("library-original", "library-spun"): false,
		eval.NewPair("ship-wire", "soup"): true, eval.NewPair("bank-monday", "soup"): false,
	}
	r, err := eval.Evaluate(t.Context(), c, samestory.Options{}, eval.Plan{})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(figuresNamed(r.Figures, "judged"), " ")
	if want := "links.judged 2 judged.precision 0.5 judged.recall 0.5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	c.Judged = nil
	if r, err = eval.Evaluate(t.Context(), c, samestory.Options{}, eval.Plan{}); err != nil || len(figuresNamed(r.Figures, "judged")) != 0 {
		t.Errorf("without judged pairs: got %v, %v", r.Figures, err)
	}
}

// figuresNamed returns the figures whose names have a word in them.
func figuresNamed(all eval.Figures, word string) []string {
	var out []string
	for _, f := range all {
		if strings.Contains(f.Name, word) {
			out = append(out, f.String())
		}
	}
	return out
}
