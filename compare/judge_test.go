package compare

import (
	"testing"

	"pgregory.net/rapid"
)

func TestJudge(t *testing.T) {
	d := DefaultThresholds
	cover := func(a, b float64, words int) Scores { return Scores{CoverA: a, CoverB: b, Words: words, Figures: 1} }
	withFigures := func(s Scores, share float64, count int) Scores {
		s.Figures, s.FigureCount = share, count
		return s
	}
	for _, c := range []struct {
		name   string
		scores Scores
		want   Kind
	}{
		{"nothing shared", Scores{Figures: 1}, ""},
		{"identical", Scores{Identical: true, CoverA: 1, CoverB: 1, Words: 3, Figures: 1}, Identical},
		{"reprint", cover(0.9, 0.8, 300), Reprint},
		{"reprint at the threshold", cover(d.Reprint, d.Reprint, 300), Reprint},
		{"below the threshold of a reprint", cover(1, d.Reprint-0.01, 300), Excerpt},
		{"excerpt of B", cover(0.9, 0.1, 60), Excerpt},
		{"excerpt of A", cover(0.1, 0.9, 60), Excerpt},
		{"excerpt at the threshold", cover(0.1, d.Copy, 60), Excerpt},
		{"below the threshold of a copy", cover(0.1, d.Copy-0.01, 60), Partial},
		{"a copy of few words", cover(1, 1, d.CopyWords), Reprint},
		{"fewer words than make a copy", cover(0.9, 0.9, d.CopyWords-1), ""},
		{"partial", cover(0.2, 0.3, 80), Partial},
		{"partial at the threshold", cover(0.01, d.Partial, d.PartialWords), Partial},
		{"too small a share", cover(d.Partial-0.01, 0.02, 500), ""},
		{"too few words", cover(0.44, 0.44, d.PartialWords-1), ""},
		{"numbers of a form differ", withFigures(cover(0.9, 0.9, 300), d.Figures-0.01, d.MinFigures), ""},
		{"numbers of a form differ, partial", withFigures(cover(0.2, 0.2, 300), 0, 20), ""},
		{"half of the numbers differ", withFigures(cover(0.9, 0.9, 300), d.Figures, 20), Reprint},
		{"a table", withFigures(cover(0.9, 0.9, 100), d.TableFigures, 20), Reprint},
		{"numbers of a table differ", withFigures(cover(0.9, 0.9, 100), d.TableFigures-0.01, 20), ""},
		{"not quite a table", withFigures(cover(0.9, 0.9, 101), d.TableFigures-0.01, 20), Reprint},
		{"few numbers differ", withFigures(cover(0.9, 0.9, 300), 0, d.MinFigures-1), Reprint},
	} {
		kind, ok := d.Judge(c.scores)
		if kind != c.want || ok != (c.want != "") {
			t.Errorf("%s: Judge(%+v) = %q, %v, want %q", c.name, c.scores, kind, ok, c.want)
		}
	}
}

func TestMayRewrite(t *testing.T) {
	d := DefaultThresholds
	form := Scores{CoverA: 0.9, CoverB: 0.9, Words: 300, FigureCount: 20, Figures: 0.1}
	for _, c := range []struct {
		name   string
		words  [2]int
		scores Scores
		like   Likeness
		want   bool
	}{
		{"long enough", [2]int{d.RewriteWords, 900}, Scores{Figures: 1}, Likeness{}, true},
		{"too short", [2]int{900, d.RewriteWords - 1}, Scores{Figures: 1}, Likeness{}, false},
		{"the form of two days", [2]int{400, 400}, form, Likeness{Figures: 1, FigureCount: 9}, false},
		{
			"two events of one kind",
			[2]int{400, 400},
			Scores{Figures: 1},
			Likeness{Figures: d.OtherFigures - 0.01, FigureCount: d.MinOtherFigures},
			false,
		},
		{"numbers enough in common", [2]int{400, 400}, Scores{Figures: 1}, Likeness{Figures: d.OtherFigures, FigureCount: 40}, true},
		{"few numbers", [2]int{400, 400}, Scores{Figures: 1}, Likeness{Figures: 0, FigureCount: d.MinOtherFigures - 1}, true},
	} {
		if got := d.MayRewrite(c.words[0], c.words[1], c.scores, c.like); got != c.want {
			t.Errorf("%s: MayRewrite(%v, %+v, %+v) = %v", c.name, c.words, c.scores, c.like, got)
		}
	}
}

// TestJudgeSymmetry: which text is called A makes no difference to the kind, nor to the similarity; more shared never makes a
// weaker link.
func TestJudgeSymmetry(t *testing.T) {
	rank := map[Kind]int{"": 0, Partial: 1, Excerpt: 2, Reprint: 3, Identical: 4}
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Float64Range(0, 1)
		s := Scores{
			CoverA: share.Draw(t, "cover of A"), CoverB: share.Draw(t, "cover of B"), Words: rapid.IntRange(0, 60).Draw(t, "words"),
			Figures: share.Draw(t, "figures"), FigureCount: rapid.IntRange(0, 8).Draw(t, "figure count"),
		}
		turned := s
		turned.CoverA, turned.CoverB = s.CoverB, s.CoverA
		kind, _ := DefaultThresholds.Judge(s)
		if other, _ := DefaultThresholds.Judge(turned); other != kind || s.Similarity() != turned.Similarity() {
			t.Fatalf("%+v: %q, the other way round %q", s, kind, other)
		}
		more := s
		more.CoverA = min(1, s.CoverA+0.1)
		more.Words += 5
		if better, _ := DefaultThresholds.Judge(more); rank[better] < rank[kind] {
			t.Fatalf("%+v: %q, with more shared %q", s, kind, better)
		}
	})
}

// weather is a report that a program writes every day.
const weather = `The forecast for the coast on %DAY%. It will be partly cloudy with a light wind from the %WIND%, and most places stay dry.
Temperatures rise to %1% degrees in the south and %2% degrees in the north, and fall to %3% degrees overnight. Waves reach
a height of %4% metres. Sunrise is at %5% and sunset at %6%. The water is %7% degrees warm. The outlook for the next days: little change.`

// TestDailyForms: the forms of two days share nearly all words, and are no copies of each other; a copy of one is.
func TestDailyForms(t *testing.T) {
	monday := replaced(weather, "%DAY%", "Monday", "%WIND%", "west", "%1%", "21", "%2%", "17", "%3%", "11", "%4%", "0.5",
		"%5%", "5.12", "%6%", "21.40", "%7%", "14")
	tuesday := replaced(weather, "%DAY%", "Tuesday", "%WIND%", "north", "%1%", "24", "%2%", "19", "%3%", "12", "%4%", "1.5",
		"%5%", "5.10", "%6%", "21.42", "%7%", "15")
	printed := replaced(monday, "It will be partly cloudy with", "Partly cloudy and", "The outlook for the next days: little change.", "")
	var c Comparer
	for _, x := range []struct {
		name, a, b string
		want       Kind
		figures    float64
		count      int
	}{
		{"two days", monday, tuesday, "", 0, 7},
		{"printed elsewhere", monday, printed, Reprint, 1, 7},
	} {
		s, _ := c.Compare(bodyOf(x.a), bodyOf(x.b))
		if kind, _ := DefaultThresholds.Judge(s); kind != x.want || s.Figures != x.figures || s.FigureCount != x.count {
			t.Errorf("%s: %q, want %q with figures %v of %d: %+v", x.name, kind, x.want, x.figures, x.count, s)
		}
		if s.CoverA < 0.7 {
			t.Errorf("%s: the test means to share nearly all words: %+v", x.name, s)
		}
	}
}

// TestFigures: numbers are counted within shared passages alone, each as often as it stands in both.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		figures    float64
		count      int
	}{
		{"none", "the bridge will be closed for repairs from Monday on", "the bridge will be closed for repairs from Monday until May", 1, 0},
		{"equal", "the bridge of 1922 will be closed for 14 days from Monday", "The bridge of 1922 will be closed for 14 days from now", 1, 2},
		{
			"one of two differs",
			"the old bridge of 1922 will be closed for about 14 days",
			"the old bridge of 1923 will be closed for about 14 days",
			0.5, 2,
		},
		{
			"outside of passages",
			"99 88 the bridge will be closed for repairs from Monday 77",
			"66 55 44 the bridge will be closed for repairs from Monday",
			1, 0,
		},
		{
			"one has more there",
			"the bridge will be closed for 3 4 5 days from next Monday on",
			"the bridge will be closed for 5 days from next Monday on",
			1, 1,
		},
		{
			"the same number twice",
			"the bridge will be closed for 5 5 weeks or days from next Monday",
			"the bridge will be closed for 5 6 weeks or days from next Monday",
			0.5, 2,
		},
		{
			"each passage for itself",
			"the bridge was closed in 1901 for good by the king x x x x x x x x x x x x and then a ferry was put in 1902 in place of it",
			"the bridge was closed in 1902 for good by the king y y y y y y y y y y y y and then a ferry was put in 1901 in place of it",
			0, 2,
		},
	} {
		var comparer Comparer
		s, _ := comparer.Compare(bodyOf(c.a), bodyOf(c.b))
		if s.Figures != c.figures || s.FigureCount != c.count {
			t.Errorf("%s: figures %v of %d, want %v of %d (%+v)", c.name, s.Figures, s.FigureCount, c.figures, c.count, s)
		}
	}
}
