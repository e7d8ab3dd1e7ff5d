package merge

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// harbour is a story of four articles, in two clusters of copies, and one that stands alone.
func harbour() ([]Item, *samestory.Report) {
	items := []Item{item("a", "Wire"), item("b", "Post"), item("c", "www.Coast.example"), item("d", "Echo"), item("e", "Echo")}
	for i, hour := range []int{9, 8, 0, 7, 6} {
		if hour > 0 {
			items[i].Article.Published = at(hour)
		}
	}
	items[1].Article.URL = "https://www.post.example/b"
	r := &samestory.Report{
		Stories: []samestory.Story{{
			ID: "s-a", Articles: []string{"a", "b", "c", "d"}, Original: "d",
			Clusters: []samestory.Cluster{{Articles: []string{"a", "b", "c"}, Original: "a"}, {Articles: []string{"d"}}},
		}},
		Links: []samestory.Link{
			{A: "a", B: "b", Kind: "reprint"},
			{A: "a", B: "c", Kind: "identical"},
			{A: "b", B: "c", Kind: "excerpt"},
			{A: "a", B: "d", Kind: "rewrite"},
			{A: "d", B: "e", Kind: "partial"},
			{A: "a", B: "unknown", Kind: "identical"},
		},
	}
	for i, words := range []int{100, 120, 120, 50, 10} {
		r.Articles = append(r.Articles, samestory.Entry{ID: items[i].Article.ID, Words: words})
	}
	return items, r
}

// sketch writes an item as id(kind)>also,also with the story and the original.
func sketch(it Item) string {
	var also []string
	for _, a := range it.Also {
		also = append(also, a.ID+"("+string(a.Kind)+")")
	}
	s := it.Article.ID
	if !it.Kept {
		s += "(" + string(it.Kind) + ")"
	}
	return s + ">" + strings.Join(also, ",") + " " + it.Story + " " + it.Original
}

func sketches(items []Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, sketch(it))
	}
	return out
}

func TestMerge(t *testing.T) {
	for name, c := range map[string]struct {
		opts  *Options
		want  []string
		count Count
	}{
		"copies": {
			nil, []string{"a>b(reprint),c(identical) s-a a", "d>  ", "e>  "}, Count{3, 1},
		},
		"stories": {
			&Options{Level: Stories}, []string{"d>a(rewrite),b(reprint),c(identical) s-a d", "e>  "}, Count{4, 1},
		},
		"all": {
			&Options{All: true},
			[]string{"a> s-a a", "b(reprint)> s-a a", "c(identical)> s-a a", "d>  ", "e>  "},
			Count{3, 1},
		},
		"longest, then first": {
			&Options{Keep: Longest}, []string{"b>a(reprint),c(excerpt) s-a a", "d>  ", "e>  "}, Count{3, 1},
		},
		"first": {
			&Options{Keep: First}, []string{"b>a(reprint),c(excerpt) s-a a", "d>  ", "e>  "}, Count{3, 1},
		},
		"the original before those preferred": {
			&Options{Prefer: []string{"Post"}}, []string{"a>b(reprint),c(identical) s-a a", "d>  ", "e>  "}, Count{3, 1},
		},
		"preferred, by name": {
			&Options{Keep: Preferred, Prefer: []string{"none", "coast.example", "Post"}},
			[]string{"c>a(identical),b(excerpt) s-a a", "d>  ", "e>  "},
			Count{3, 1},
		},
		"preferred, by host": {
			&Options{Keep: Preferred, Prefer: []string{"POST.example"}},
			[]string{"b>a(reprint),c(excerpt) s-a a", "d>  ", "e>  "},
			Count{3, 1},
		},
		"preferred, but none is": {
			&Options{Keep: Preferred, Prefer: []string{"none", ""}},
			[]string{"a>b(reprint),c(identical) s-a a", "d>  ", "e>  "},
			Count{3, 1},
		},
		"standing": {
			&Options{Standing: []string{"gone", "d", "c", "b"}, Keep: Longest, Prefer: []string{"Wire"}},
			[]string{"c>a(identical),b(excerpt) s-a a", "d>  ", "e>  "},
			Count{3, 1},
		},
	} {
		items, r := harbour()
		got, count := Merge(items, r, c.opts)
		if diff := cmp.Diff(c.want, sketches(got)); diff != "" || count != c.count {
			t.Errorf("%s: count %+v, want %+v; items, -want +got:\n%s", name, count, c.count, diff)
		}
		fresh, _ := harbour()
		if diff := cmp.Diff(fresh, items); diff != "" {
			t.Errorf("%s: the items given were changed:\n%s", name, diff)
		}
	}
}

// TestMergeUnknownOriginal: where nobody can tell the original, the next rule decides.
func TestMergeUnknownOriginal(t *testing.T) {
	items, r := harbour()
	r.Stories[0].Clusters[0].Original = ""
	got, _ := Merge(items, r, &Options{Prefer: []string{"post"}})
	if got[0].Article.ID != "b" || got[0].Original != "" {
		t.Errorf("got %q, want b and no original", sketches(got))
	}
	items[1].Article.Published, items[2].Article.Published = at(10), at(0)
	items[2].Article.Precision = article.ToDay // some time of the day: no evidence that it was before ten
	if got, _ = Merge(items, r, nil); got[0].Article.ID != "b" {
		t.Errorf("got %q, want b", sketches(got))
	}
}

// TestMergeNothing: items that a report does not know, and those without a report, stay.
func TestMergeNothing(t *testing.T) {
	items, _ := harbour()
	for _, r := range []*samestory.Report{nil, {}} {
		got, count := Merge(items, r, nil)
		if diff := cmp.Diff(items, got); diff != "" || count != (Count{}) {
			t.Errorf("got %+v\n%s", count, diff)
		}
	}
}

// TestMergeTwoClusters: each cluster of a story is an item of its own with a name of its own.
func TestMergeTwoClusters(t *testing.T) {
	items, r := harbour()
	r.Stories[0].Clusters = []samestory.Cluster{{Articles: []string{"a", "b"}}, {Articles: []string{"c", "d"}}}
	got, count := Merge(items, r, nil)
	want := []string{"b>a(reprint) s-a ", "c>d() s-c ", "e>  "}
	if diff := cmp.Diff(want, sketches(got)); diff != "" || count != (Count{4, 2}) {
		t.Errorf("%+v\n%s", count, diff)
	}
}

// TestMergeAgain: what an earlier merge said goes on, though the articles it spoke of are gone or come again.
func TestMergeAgain(t *testing.T) {
	items, r := harbour()
	items[0].Story, items[0].Original = "s-old", "z"
	items[0].Also = []Also{{ID: "z", URL: "https://z.example/"}, items[1].also()}
	items[4].Story, items[4].Original, items[4].Also = "s-e", "y", []Also{{ID: "y"}, items[3].also()}
	got, _ := Merge(items, r, nil)
	want := []string{"a>b(reprint),c(identical),z() s-old z", "d>  ", "e>y() s-e y"}
	if diff := cmp.Diff(want, sketches(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	again, count := Merge(got, &samestory.Report{}, nil)
	if diff := cmp.Diff(got, again); diff != "" || count != (Count{}) {
		t.Errorf("again: %+v\n%s", count, diff)
	}
	// The original goes with the item that the report names; the name is the lowest.
	items[1].Story, items[1].Original = "s-a-older", "b0"
	r.Stories[0].Clusters[0].Original = "b"
	got, _ = Merge(items, r, &Options{All: true})
	want = []string{"a(reprint)>z() s-a-older b0", "b> s-a-older b0", "c(excerpt)> s-a-older b0", "d>  ", "e>y() s-e y"}
	if diff := cmp.Diff(want, sketches(got)); diff != "" {
		t.Errorf("all, -want +got:\n%s", diff)
	}
}

func TestNewestFirst(t *testing.T) {
	items, _ := harbour()
	items[2].Article.Item = &article.Item{Updated: at(12)}
	items = append(items, item("f", ""), item("g", ""), item("h", ""))
	items[7].Article.Published = at(9)
	NewestFirst(items)
	var got []string
	for _, it := range items {
		got = append(got, it.Article.ID)
	}
	if want := []string{"c", "a", "h", "b", "d", "e", "f", "g"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestMergeLosesNothing: whatever the groups and rules, each article is an item, or is named by the one item of its group.
func TestMergeLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		var items []Item
		groups := make([][]string, 4)
		for i := range n {
			it := item(string(rune('a'+i)), rapid.SampledFrom([]string{"A", "B", ""}).Draw(t, "outlet"))
			it.Article.Published = at(rapid.IntRange(0, 3).Draw(t, "hour"))
			items = append(items, it)
			g := rapid.IntRange(0, len(groups)-1).Draw(t, "group")
			groups[g] = append(groups[g], it.Article.ID)
		}
		r := &samestory.Report{}
		for g, ids := range groups {
			if len(ids) == 0 {
				continue
			}
			s := samestory.Story{ID: "s-" + ids[0], Articles: ids, Clusters: []samestory.Cluster{{Articles: ids}}}
			if rapid.Bool().Draw(t, "original") {
				s.Clusters[0].Original = ids[len(ids)-1]
			}
			r.Stories = append(r.Stories, s)
			groups[g] = ids
		}
		opts := &Options{Keep: rapid.SampledFrom(Rules()).Draw(t, "keep"), Prefer: []string{"B"}}
		got, _ := Merge(items, r, opts)
		named := map[string]int{}
		for _, it := range got {
			named[it.Article.ID]++
			for _, a := range it.Also {
				named[a.ID]++
			}
		}
		for _, it := range items {
			if named[it.Article.ID] != 1 {
				t.Fatalf("%s is named %d times in %q", it.Article.ID, named[it.Article.ID], sketches(got))
			}
		}
		again, _ := Merge(got, &samestory.Report{}, opts)
		if diff := cmp.Diff(got, again); diff != "" {
			t.Fatalf("merged again:\n%s", diff)
		}
	})
}
