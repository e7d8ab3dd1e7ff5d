package eval_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/eval"
)

// scored makes a report of links "a b kind score", where score is the similarity and, but for copies, the probability of one story.
func scored(links ...string) *samestory.Report {
	r := &samestory.Report{}
	for _, line := range links {
		var l samestory.Link
		if _, err := fmt.Sscan(line, &l.A, &l.B, &l.Kind, &l.Similarity); err != nil {
			panic(err)
		}
		l.SameStory = l.Similarity
		if l.Kind.Copy() {
			l.SameStory = 1
		}
		r.Links = append(r.Links, l)
	}
	return r
}

func at(curve []eval.Point, threshold float64) string {
	for _, p := range curve {
		if p.Threshold == threshold {
			return fmt.Sprintf("%.3f %.3f %.3f", p.Precision, p.Recall, p.F1)
		}
	}
	return "none"
}

func TestCurve(t *testing.T) {
	r := scored("a b reprint 0.9", "b c partial 0.4", "c d excerpt 0.5", "a d partial 0.3",
		"e f rewrite 0.7", "f g rewrite 0.3", "g h rewrite 0.8")
	truth := newTruth(t, "a b copy", "b c copy", "a d ignore", "x y copy", "e f same_event", "e g story", "f g disputed")
	copies := eval.Curve(r, truth, true)
	if len(copies) != 19 {
		t.Fatalf("got %d points, want 19", len(copies))
	}
	for threshold, want := range map[float64]string{
		// Right: a-b, and b-c up to 0.4. Wrong: c-d up to 0.5. Of three.
		0.05: "0.667 0.667 0.667", 0.4: "0.667 0.667 0.667", 0.45: "0.500 0.333 0.400", 0.5: "0.500 0.333 0.400",
		0.55: "1.000 0.333 0.500", 0.95: "1.000 0.000 0.000",
	} {
		if got := at(copies, threshold); got != want {
			t.Errorf("copies from %v: got %s, want %s", threshold, got, want)
		}
	}
	stories := eval.Curve(r, truth, false)
	for threshold, want := range map[float64]string{
		// Right: e-f up to 0.7. Wrong: g-h up to 0.8 and c-d, which is taken for a copy. Of two.
		0.3: "0.333 0.500 0.400", 0.75: "0.000 0.000 0.000", 0.85: "0.000 0.000 0.000",
	} {
		if got := at(stories, threshold); got != want {
			t.Errorf("retellings from %v: got %s, want %s", threshold, got, want)
		}
	}
	if got := eval.Curve(r, newTruth(t, "a b copy"), false); got != nil {
		t.Errorf("where no pairs tell one story: got %v, want no curve", got)
	}
}

// TestRanking holds average precision against a value worked out by hand.
func TestRanking(t *testing.T) {
	r := scored("a b rewrite 0.9", "a c rewrite 0.8", "a d rewrite 0.8", "a e rewrite 0.4", "a f rewrite 0.2")
	truth := newTruth(t, "a b story", "a d story", "a f story", "a z story")
	// Precision 1 at the first, 2/3 at the tie, 3/5 at the last; one is never found. The best F1 takes all: 2*3/(5+4).
	want := fmt.Sprintf("x.ap %.3f\nx.f1 %.3f\n", (1+2.0/3+3.0/5)/4, 6.0/9)
	if got := figures(eval.Ranking("x", r, truth)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := eval.Ranking("x", r, nil); got != nil {
		t.Errorf("where no pairs tell one story: got %v, want nothing", got)
	}
}

func TestErrors(t *testing.T) {
	r := scored("a b reprint 0.9", "c d partial 0.9", "e f rewrite 0.7", "g h excerpt 0.8", "i j partial 0.3", "k l rewrite 0.6")
	truth := newTruth(t, "a b copy", "i j copy", "k l disputed", "m n same_event", "o p partial", "q r heavy", "s t ignore")
	var got []string
	for _, e := range eval.Errors(r, truth) {
		got = append(got, fmt.Sprintf("%s%s/%s/%.1f/%s", e.Pair[0], e.Pair[1], e.Link.Kind, e.Link.Similarity, e.Label))
	}
	want := "gh/excerpt/0.8/ ef/rewrite/0.7/ ij/partial/0.3/copy mn//0.0/same_event op//0.0/partial qr//0.0/heavy"
	if text := strings.Join(got, " "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestFound(t *testing.T) {
	all := scored("a b reprint 1", "c d reprint 1", "e f rewrite 1", "g h partial 1")
	got := figures(eval.Found(scored("b a excerpt 1", "e f rewrite 1", "y z rewrite 1"), all))
	if want := "found.partial 0.0\nfound.reprint 0.5\nfound.rewrite 1.0\nfound.all 0.5\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := figures(eval.Found(scored(), scored())); got != "found.all 1.0\n" {
		t.Errorf("of no links: got %q", got)
	}
}

func TestWithout(t *testing.T) {
	whole := compare.Model{Bias: 1, Pairs: 2, Names: 3, Subject: 4, Lead: 5, LeadPairs: 6, Days: 7, Outlet: 8}
	for i, want := range []compare.Model{
		{Bias: 1, Names: 3, Subject: 4, Lead: 5, LeadPairs: 6, Days: 7, Outlet: 8},
		{Bias: 1, Pairs: 2, Subject: 4, Lead: 5, LeadPairs: 6, Days: 7, Outlet: 8},
		{Bias: 1, Pairs: 2, Names: 3, Lead: 5, LeadPairs: 6, Days: 7, Outlet: 8},
		{Bias: 1, Pairs: 2, Names: 3, Subject: 4, LeadPairs: 6, Days: 7, Outlet: 8},
		{Bias: 1, Pairs: 2, Names: 3, Subject: 4, Lead: 5, Days: 7, Outlet: 8},
		{Bias: 1, Pairs: 2, Names: 3, Subject: 4, Lead: 5, LeadPairs: 6, Outlet: 8},
		{Bias: 1, Pairs: 2, Names: 3, Subject: 4, Lead: 5, LeadPairs: 6, Days: 7},
	} {
		if got := eval.Without(whole, i); got != want {
			t.Errorf("without %s: got %+v, want %+v", eval.Evidence[i], got, want)
		}
	}
	r := scored("a b rewrite 0.9", "a c partial 0", "a d reprint 0.7")
	got := eval.Rescored(r, compare.Model{}).Links
	if got[0].SameStory != 0.5 || got[0].Similarity != 0.5 || got[1].SameStory != 0 || got[2].SameStory != 1 || r.Links[0].SameStory != 0.9 {
		t.Errorf("got %+v, want 0.5 for the retelling, 0 and 1 as before, and the report itself unchanged", got)
	}
}

func TestTune(t *testing.T) {
	var lines []string
	for i := range 30 {
		// Ten links at 0.25, ten at 0.55, ten at 0.85: the middle of the emptiest stretch nearest to 0.6 is 0.61.
		lines = append(lines, fmt.Sprintf("a%d b%d rewrite %v", i, i, []float64{0.25, 0.55, 0.85}[i%3]))
	}
	r := scored(append(lines, "c d reprint 0.5", "e f partial 0.4", "g h identical 1")...)
	r.Articles = []samestory.Entry{{ID: "c", Title: "A title"}}
	got := eval.Tune(r, 0.6, 2)
	if s := got.Suggestion; s.Story != 0.61 || s.Links != 0 || s.Between != 31 || !s.Judged() {
		t.Errorf("got %+v, want 0.61 with 0 of 31 links around", s)
	}
	if len(got.NearCopy) != 2 || got.NearCopy[0].Score != 0.5 || got.NearCopy[0].TitleA != "A title" ||
		got.NearCopy[1].Kind != compare.Partial {
		t.Errorf("got %+v near the threshold of copies, want c-d and e-f", got.NearCopy)
	}
	if len(got.NearStory) != 2 || got.NearStory[0].Score != 0.55 {
		t.Errorf("got %+v near 0.6, want two of 0.55", got.NearStory)
	}
	if got.Copies[19].Links != 1 || got.Copies[10].Links != 1 || got.Retellings[11].Links != 10 || got.Retellings[8].Links != 1 {
		t.Errorf("got the bars %v and %v", got.Copies, got.Retellings)
	}
	if s := eval.Tune(scored("a b rewrite 0.5"), 0.6, 2).Suggestion; s.Story != 0.6 || s.Judged() {
		t.Errorf("of one link: got %+v, want the threshold in use", s)
	}
}
