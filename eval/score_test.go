package eval_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/eval"
)

// newReport makes a report of the articles named, links "a b kind" and stories of clusters "a b|c".
func newReport(ids string, links, stories []string) *samestory.Report {
	r := &samestory.Report{}
	for id := range strings.FieldsSeq(ids) {
		r.Articles = append(r.Articles, samestory.Entry{ID: id})
	}
	for _, l := range links {
		f := strings.Fields(l)
		r.Links = append(r.Links, samestory.Link{A: f[0], B: f[1], Kind: compare.Kind(f[2])})
	}
	for _, s := range stories {
		var story samestory.Story
		for c := range strings.SplitSeq(s, "|") {
			members := strings.Fields(c)
			story.Articles = append(story.Articles, members...)
			story.Clusters = append(story.Clusters, samestory.Cluster{Articles: members})
		}
		r.Stories = append(r.Stories, story)
	}
	return r
}

// newTruth reads labels "a b label".
func newTruth(t *testing.T, lines ...string) eval.Truth {
	t.Helper()
	text := strings.ReplaceAll(strings.Join(lines, "\n"), " ", "\t")
	truth, err := eval.ReadTruth(strings.NewReader(text), "truth.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

// TestScore holds figures against those worked out by hand.
func TestScore(t *testing.T) {
	for _, c := range []struct {
		name           string
		ids            string
		links, stories []string
		truth          []string
		want           string
	}{
		{
			name: "nothing", ids: "a", truth: nil,
			want: "articles.read 1, articles.expected 1, copy.links 0",
		},
		{
			// Right: a-b. Wrong: c-d. Left out: b-c, which is partial, and d-e, which is ignored. Missed: e-f.
			name: "copies", ids: "a b c d e f",
			links:   []string{"a b reprint", "b c excerpt", "c d identical", "d e reprint", "a f rewrite"},
			stories: []string{"a b", "c d"},
			truth:   []string{"a b copy", "b c partial", "a e partial", "d e ignore", "e f contained", "a c unrelated"},
			// Of 15 pairs the truth joins 2 and the clusters 2, 1 of them both: (1 - 4/15) / (2 - 4/15) = 11/26.
			want: "articles.read 6, articles.expected 6, links.excerpt 1, links.identical 1, links.reprint 2, links.rewrite 1, " +
				"copy.precision 0.5, copy.recall 0.5, copy.f1 0.5, partial.recall 0.5, cluster.ari 0.423",
		},
		{
			// Wanted together: a-b (copy), a-c, b-c. Found together: a-b, a-c, b-c and a-d, b-d, c-d, of which b-d is left out.
			name: "stories", ids: "a b c d e",
			links:   []string{"a b reprint", "b c rewrite"},
			stories: []string{"a b|c|d"},
			truth:   []string{"a b dup", "a c same_event", "b c cycle", "b d disputed"},
			// Of 10 pairs the truth joins 3, the stories 6, both 3: (3 - 1.8) / (4.5 - 1.8) = 4/9; the clusters join 1 right one.
			want: "articles.read 5, articles.expected 5, links.reprint 1, links.rewrite 1, copy.precision 1.0, copy.recall 1.0, copy.f1 1.0, " +
				"cluster.ari 1.0, story.precision 0.6, story.recall 1.0, story.f1 0.75, story.ari 0.444",
		},
		{
			name: "levels", ids: "a b c d e f",
			links: []string{"a b excerpt", "b c partial", "d e rewrite"},
			truth: []string{"a b cut", "a c cut", "b c light", "d e non", "d f non", "e f non"},
			want: "articles.read 6, articles.expected 6, links.excerpt 1, links.partial 1, links.rewrite 1, " +
				"rewrite.cut 0.5, rewrite.light 1.0, rewrite.non 0.333",
		},
		{
			name: "a file of stories", ids: "a b c d",
			links: []string{"a b rewrite"}, stories: []string{"a b"},
			truth: []string{"a one", "b one", "c one", "d two"},
			// Of 6 pairs the truth joins 3, the story 1, which is right: (1 - 0.5) / (2 - 0.5) = 1/3.
			want: "articles.read 4, articles.expected 4, links.rewrite 1, copy.links 0, " +
				"story.precision 1.0, story.recall 0.333, story.f1 0.5, story.ari 0.333",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newReport(c.ids, c.links, c.stories)
			got := figures(eval.Score(r, strings.Fields(c.ids), newTruth(t, c.truth...)))
			if want := strings.ReplaceAll(c.want, ", ", "\n") + "\n"; got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// TestScoreOfStrangers holds that what is not in the corpus does not count, and what could not be read counts as missed.
func TestScoreOfStrangers(t *testing.T) {
	r := newReport("a b x y", []string{"a b reprint", "a x reprint", "x y identical"}, []string{"a b x y"})
	got := figures(eval.Score(r, []string{"a", "b", "c"}, newTruth(t, "a b copy", "a c story")))
	want := "articles.read 4\narticles.expected 3\nlinks.reprint 1\ncopy.precision 1.0\ncopy.recall 1.0\ncopy.f1 1.0\ncluster.ari 1.0\n" +
		"story.precision 1.0\nstory.recall 0.5\nstory.f1 0.667\nstory.ari 0.0\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func figures(list []eval.Figure) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}

func TestFigureString(t *testing.T) {
	for _, c := range []struct {
		figure eval.Figure
		want   string
	}{
		{eval.Figure{Name: "links.rewrite", Value: 1200}, "links.rewrite 1200"},
		{eval.Figure{Name: "copy.links"}, "copy.links 0"},
		{eval.Figure{Name: "copy.f1", Value: 1}, "copy.f1 1.0"},
		{eval.Figure{Name: "copy.f1", Value: 0.99951}, "copy.f1 1.0"},
		{eval.Figure{Name: "copy.f1", Value: 0.0625}, "copy.f1 0.062"},
		{eval.Figure{Name: "copy.f1", Value: 0.1875}, "copy.f1 0.188"},
		{eval.Figure{Name: "copy.f1", Value: 2.0 / 3}, "copy.f1 0.667"},
		{eval.Figure{Name: "story.ari", Value: -0.25}, "story.ari -0.25"},
	} {
		if got := c.figure.String(); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.figure, got, c.want)
		}
	}
}

func TestUnknown(t *testing.T) {
	got := newTruth(t, "a b copy", "z a copy", "b y ignore").Unknown([]string{"b", "a"})
	if want := []string{"y", "z"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
