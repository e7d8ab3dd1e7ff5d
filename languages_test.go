package samestory_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/ingest"
)

// languageFixtures holds one file a language, each with the same five articles: a report, another outlet's reprint of it, a
// third one's excerpt, a fourth one's retelling, and a report on another event of the same field, country and day. Their
// ids are the language and one of these words.
const languageFixtures = "testdata/languages"

// languages names the files, one a language.
var languages = []string{"ar", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "pt", "ru", "tr", "zh"}

// languageLinks says which kinds of link may join two articles of one language; none where there are none.
var languageLinks = []struct {
	a, b  string
	kinds []samestory.Kind
}{
	{"article", "reprint", []samestory.Kind{compare.Reprint}},
	{"article", "excerpt", []samestory.Kind{compare.Excerpt}},
	{"article", "retelling", []samestory.Kind{compare.Rewrite}},
	{"excerpt", "reprint", []samestory.Kind{compare.Excerpt, compare.Reprint}},
	{"reprint", "retelling", []samestory.Kind{compare.Rewrite}},
	{"article", "unrelated", nil},
	{"excerpt", "unrelated", nil},
	{"reprint", "unrelated", nil},
	{"retelling", "unrelated", nil},
}

// TestLanguages finds the same in every language.
func TestLanguages(t *testing.T) {
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			checkLanguage(t, detect(t, nil, filepath.Join(languageFixtures, language+".jsonl")), language)
		})
	}
}

// TestLanguagesTogether finds the same in a batch of all languages as in each alone, and nothing between them.
func TestLanguagesTogether(t *testing.T) {
	r := detect(t, nil, languageFixtures)
	for _, l := range r.Links {
		if a, b := languageOf(l.A), languageOf(l.B); a != b {
			t.Errorf("%s and %s are of different languages and linked: %s", l.A, l.B, describe(l))
		}
	}
	for _, language := range languages {
		t.Run(language, func(t *testing.T) { checkLanguage(t, r, language) })
	}
}

// TestLanguagesCopies finds the copies, and nothing else, in all languages that there are.
func TestLanguagesCopies(t *testing.T) {
	r := detect(t, &samestory.Options{Copies: true}, languageFixtures)
	var want []string
	for _, e := range r.Articles {
		if language, ok := strings.CutSuffix(e.ID, "-article"); ok {
			want = append(want, "excerpt "+e.ID+" "+language+"-excerpt", "reprint "+e.ID+" "+language+"-reprint",
				"excerpt "+language+"-excerpt "+language+"-reprint")
		}
	}
	var got []string
	for _, l := range r.Links {
		got = append(got, fmt.Sprintf("%s %s %s", l.Kind, l.A, l.B))
	}
	slices.Sort(got)
	slices.Sort(want)
	if len(want) != 3*13 || !slices.Equal(got, want) {
		t.Errorf("links:\n%s\nwant, of 13 languages:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	checkDirections(t, r)
}

// checkDirections checks that every excerpt is in its article more than the reverse; its id sorts behind the article's.
func checkDirections(t *testing.T, r *samestory.Report) {
	t.Helper()
	for _, l := range r.Links {
		if strings.HasSuffix(l.A, "-article") && strings.HasSuffix(l.B, "-excerpt") && l.ContainmentB <= l.ContainmentA {
			t.Errorf("%s must be in %s, not the reverse: %s", l.B, l.A, describe(l))
		}
	}
}

// checkLanguage checks the links among the articles of one language, and their story.
func checkLanguage(t *testing.T, r *samestory.Report, language string) {
	t.Helper()
	for _, want := range languageLinks {
		a, b := language+"-"+want.a, language+"-"+want.b
		l, linked := findLink(r, a, b)
		switch {
		case !linked && len(want.kinds) > 0:
			t.Errorf("%s and %s are not linked; want %v", a, b, want.kinds)
		case linked && !slices.Contains(want.kinds, l.Kind):
			t.Errorf("%s and %s: %s; want %v", a, b, describe(l), want.kinds)
		}
	}
	checkDirections(t, r)
	var want []string
	for _, role := range []string{"article", "excerpt", "reprint", "retelling"} {
		want = append(want, language+"-"+role)
	}
	i := slices.IndexFunc(r.Stories, func(s samestory.Story) bool { return slices.Contains(s.Articles, want[0]) })
	switch {
	case i < 0:
		t.Errorf("%s is in no story; want %v", want[0], want)
	case !slices.Equal(r.Stories[i].Articles, want):
		t.Errorf("the story is %v; want %v", r.Stories[i].Articles, want)
	}
}

func languageOf(id string) string {
	language, _, _ := strings.Cut(id, "-")
	return language
}

// detect reports the articles of files and folders, which must be free of problems.
func detect(t *testing.T, opts *samestory.Options, paths ...string) *samestory.Report {
	t.Helper()
	r, err := samestory.Detect(t.Context(), ingest.Paths(t.Context(), paths, nil), opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Error(p)
	}
	return r
}

// findLink returns the link of two articles, given in any order.
func findLink(r *samestory.Report, a, b string) (samestory.Link, bool) {
	i := slices.IndexFunc(r.Links, func(l samestory.Link) bool { return l.A == min(a, b) && l.B == max(a, b) })
	if i < 0 {
		return samestory.Link{}, false
	}
	return r.Links[i], true
}

// describe tells a link's kind and scores in a line.
func describe(l samestory.Link) string {
	return fmt.Sprintf("%s, similarity %.2f, containment %.2f and %.2f, likeness %+.2v",
		l.Kind, l.Similarity, l.ContainmentA, l.ContainmentB, l.Evidence)
}
