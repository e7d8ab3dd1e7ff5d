package merge

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// both is a report that has all items in one story, in two clusters of two.
func both() *samestory.Report {
	return &samestory.Report{Stories: []samestory.Story{{
		ID: "s-a", Articles: []string{"a", "b", "c", "d"},
		Clusters: []samestory.Cluster{{Articles: []string{"a", "b"}}, {Articles: []string{"c", "d"}}},
	}}}
}

func four() []Item { return []Item{item("a", ""), item("b", ""), item("c", ""), item("d", "")} }

func TestSettle(t *testing.T) {
	const alone = 4
	for name, c := range map[string]struct {
		settle, level Level
		// others are numbers of items that were not settled.
		others []int
		want   int
	}{
		"copies, copies again":       {Copies, Copies, nil, alone},
		"the default is copies":      {"", "", nil, alone},
		"stories, copies again":      {Stories, Copies, nil, alone},
		"stories, stories again":     {Stories, Stories, nil, alone},
		"copies, then stories":       {Copies, Stories, nil, 1},
		"one is new":                 {Copies, Copies, []int{1}, 3},
		"one of each cluster is new": {Copies, Copies, []int{0, 3}, 2},
		"one is new, among stories":  {Stories, Stories, []int{3}, 1},
		"a level that there is not":  {"all", Copies, nil, 2},
	} {
		items := four()
		Settle(items, c.settle)
		for _, i := range c.others {
			items[i].Settled = ""
		}
		got, _ := Merge(items, both(), &Options{Level: c.level})
		if len(got) != c.want {
			t.Errorf("%s: %d items are left, want %d: %q", name, len(got), c.want, sketches(got))
		}
	}
}

// TestSettleOfTwoMerges: what two merges kept has not been compared.
func TestSettleOfTwoMerges(t *testing.T) {
	items := four()
	Settle(items[:1], Copies)
	Settle(items[1:], Copies)
	if items[0].Settled == items[1].Settled || items[1].Settled != items[3].Settled {
		t.Errorf("settled as %q, %q, %q", items[0].Settled, items[1].Settled, items[3].Settled)
	}
	if got, _ := Merge(items, both(), nil); len(got) != 3 {
		t.Errorf("got %q, want a and b as one", sketches(got))
	}
}

// TestSettleAgain: what is settled stays so as it was, in part too; with anything new it is settled anew.
func TestSettleAgain(t *testing.T) {
	items := append(four(), Item{Article: article.Article{ID: "picture"}})
	Settle(items, Stories)
	was := items[0].Settled
	if was == "" || items[4].Settled != "" {
		t.Errorf("settled as %q, the picture as %q", was, items[4].Settled)
	}
	for _, some := range [][]Item{slices.Clone(items), slices.Clone(items[1:3])} {
		for _, level := range []Level{Copies, Stories} {
			if Settle(some, level); some[0].Settled != was {
				t.Errorf("%d items, %s: settled as %q, not %q", len(some), level, some[0].Settled, was)
			}
		}
	}
	items = append(items, item("new", ""))
	Settle(items, Stories)
	if items[0].Settled == was || items[0].Settled != items[5].Settled {
		t.Errorf("with a new one: %q and %q, were %q", items[0].Settled, items[5].Settled, was)
	}
}

// TestSettledComesBack: in lines, and in the marks that readers of feeds find.
func TestSettledComesBack(t *testing.T) {
	items := four()
	Settle(items, Copies)
	line := lines(t, items[0])[0]
	for name, extra := range map[string]*article.Item{
		"record": {Record: []byte(line)}, "marks": {Marks: []byte(`{"merge":"` + items[0].Settled + `"}`)},
	} {
		got, _ := Collect(slices.Values([]article.Article{{ID: "a", Item: extra}}))
		if got[0].Settled != items[0].Settled {
			t.Errorf("%s: settled as %q, want %q", name, got[0].Settled, items[0].Settled)
		}
	}
	// An update has to be compared anew; the same text again has not.
	a := items[0].Article
	a.Item, a.Place.Path = &article.Item{Record: []byte(line)}, "f"
	again, update := a, a
	again.Item, update.Item, update.Text = nil, nil, "Another text."
	var got []string
	for _, second := range []article.Article{again, update} {
		items, _ := Collect(slices.Values([]article.Article{a, second}))
		got = append(got, items[0].Settled)
	}
	if diff := cmp.Diff([]string{items[0].Settled, ""}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
