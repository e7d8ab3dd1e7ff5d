package merge

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
)

// at is an hour of a day, and never the unknown time.
func at(hour int) time.Time { return time.Date(2026, 3, 14, hour, 0, 0, 0, time.UTC) }

// from makes an article of path:id:outlet:text.
func from(s string) article.Article {
	part := strings.SplitN(s, ":", 4)
	return article.Article{Place: article.Place{Path: part[0], Line: 1}, ID: part[1], Outlet: part[2], Text: part[3]}
}

// timed sets the times of an article, in hours; 0 is unknown.
func timed(a article.Article, published, updated int) article.Article {
	if published > 0 {
		a.Published = at(published)
	}
	if updated > 0 {
		a.Item = &article.Item{Updated: at(updated)}
	}
	return a
}

// numbered sets the version of an article.
func numbered(a article.Article, version string) article.Article {
	a.Item = &article.Item{Version: version}
	return a
}

func TestCollectVersions(t *testing.T) {
	for name, c := range map[string]struct {
		articles []article.Article
		want     []string // id and text of the items
		replaced int
	}{
		"nothing":                {},
		"two articles":           {[]article.Article{from("f:1:A:old"), from("f:2:A:new")}, []string{"1 old", "2 new"}, 0},
		"one feed, read later":   {[]article.Article{from("f:1::old"), from("f:2::x"), from("f:1::new")}, []string{"1 new", "2 x"}, 1},
		"one outlet, two feeds":  {[]article.Article{from("f:1:The Post:old"), from("g:1:the post :new")}, []string{"1 new"}, 1},
		"one feed, two outlets":  {[]article.Article{from("f:1:A:old"), from("f:1:B:new")}, []string{"1 new"}, 1},
		"two outlets, two feeds": {[]article.Article{from("f:1:A:a"), from("g:1:B:b")}, []string{"1 a", "1#2 b"}, 0},
		"no outlet, two feeds":   {[]article.Article{from("f:1::a"), from("g:1::b")}, []string{"1 a", "1#2 b"}, 0},
		"the later one is older": {
			[]article.Article{timed(from("f:1::new"), 8, 12), timed(from("f:1::old"), 8, 10)}, []string{"1 new"}, 1,
		},
		"published counts where nothing was updated": {
			[]article.Article{timed(from("f:1::new"), 9, 0), timed(from("f:1::old"), 8, 0)}, []string{"1 new"}, 1,
		},
		"an update of what was published later than that": {
			[]article.Article{timed(from("f:1::new"), 8, 12), timed(from("f:1::old"), 9, 0)}, []string{"1 new"}, 1,
		},
		"unknown times": {
			[]article.Article{timed(from("f:1::old"), 8, 12), from("f:1::new")}, []string{"1 new"}, 1,
		},
		"versions of one time": {
			[]article.Article{numbered(from("f:1::new"), "10"), numbered(from("f:1::old"), "9")}, []string{"1 new"}, 1,
		},
		"a version that is no number": {
			[]article.Article{numbered(from("f:1::old"), "10"), numbered(from("f:1::new"), "final")}, []string{"1 new"}, 1,
		},
		"three versions": {
			[]article.Article{timed(from("f:1::b"), 0, 11), timed(from("f:1::c"), 0, 12), timed(from("f:1::a"), 0, 10)}, []string{"1 c"}, 2,
		},
		"ids that are taken": {
			[]article.Article{from("f:1#2:A:x"), from("f:1:A:a"), from("g:1:B:b"), from("h:1:C:c")},
			[]string{"1#2 x", "1 a", "1#3 b", "1#4 c"},
			0,
		},
		"no id": {
			[]article.Article{
				from("f:::a"), {URL: " https://b.example/1 ", Text: "b"}, {Place: article.Place{Path: "g", Line: 7}, Text: "c"}, {Text: "d"},
			},
			[]string{"f:1 a", "https://b.example/1 b", "g:7 c", " d"},
			0,
		},
	} {
		items, replaced := Collect(slices.Values(c.articles))
		var got []string
		for _, it := range items {
			got = append(got, it.Article.ID+" "+it.Article.Text)
			if !it.Kept {
				t.Errorf("%s: %s is not kept", name, it.Article.ID)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" || replaced != c.replaced {
			t.Errorf("%s: replaced %d, want %d; items, -want +got:\n%s", name, replaced, c.replaced, diff)
		}
	}
}

// TestCollectSites: where there is no outlet, the host of the address stands in, also that of an id that is one.
func TestCollectSites(t *testing.T) {
	a := article.Article{ID: "7", URL: "https://www.post.example/a", Text: "old", Place: article.Place{Path: "f"}}
	b := article.Article{ID: "7", URL: "http://Post.example/b", Text: "new", Place: article.Place{Path: "g"}}
	c := article.Article{ID: "https://post.example/7", Text: "old", Place: article.Place{Path: "f"}}
	d := article.Article{ID: "https://post.example/7", Text: "new", Place: article.Place{Path: "g"}}
	items, replaced := Collect(slices.Values([]article.Article{a, b, c, d}))
	if len(items) != 2 || replaced != 2 || items[0].Article.Text != "new" || items[1].Article.Text != "new" {
		t.Errorf("got %+v, replaced %d; want the two new ones", items, replaced)
	}
}

// TestCollectUpdatedOfRecords: JSON objects say themselves when they were changed.
func TestCollectUpdatedOfRecords(t *testing.T) {
	of := func(text, record string) article.Article {
		a := timed(from("f:1::"+text), 8, 0)
		a.Item = &article.Item{Record: []byte(record)}
		return a
	}
	for record, want := range map[string]string{
		`{"updated":"2026-03-14T12:00:00+02:00"}`: "first", `{"updated":"2026-03-14T06:00:00Z"}`: "second",
		`{"updated":"noon"}`: "second", `{"updated":12}`: "second", `{"updated"`: "second", `{}`: "second",
	} {
		items, _ := Collect(slices.Values([]article.Article{of("first", record), of("second", `{"updated":"2026-03-14T09:00:00Z"}`)}))
		if got := items[0].Article.Text; len(items) != 1 || got != want {
			t.Errorf("%s: got %q, want %q", record, got, want)
		}
	}
}

// TestCollectGUIDs: a guid that comes twice in a feed is one article if the address is one too, and a site is no article.
func TestCollectGUIDs(t *testing.T) {
	const page = "https://x.example/"
	of := func(path, id, guid, url, title string) article.Article {
		return article.Article{
			ID: id, URL: url, Title: title, Outlet: "x.example", Place: article.Place{Path: path}, Item: &article.Item{GUID: guid},
		}
	}
	for name, c := range map[string]struct {
		articles []article.Article
		want     int
	}{
		"one address":       {[]article.Article{of("f", "g:1", "g:1", page+"1", "a"), of("f", "g:1#2", "g:1", page+"1", "b")}, 1},
		"two addresses":     {[]article.Article{of("f", "0", "0", page+"1", "a"), of("f", page+"2", "0", page+"2", "b")}, 2},
		"one title":         {[]article.Article{of("f", "g:1", "g:1", "", "a"), of("f", "g:1#2", "g:1", "", "a")}, 1},
		"two titles":        {[]article.Article{of("f", "g:1", "g:1", "", "a"), of("f", "g:1#2", "g:1", "", "b")}, 2},
		"two feeds":         {[]article.Article{of("f", "1", "0", page+"1", "a"), of("g", "2", "0", page+"1", "a")}, 2},
		"a site, two feeds": {[]article.Article{of("f", page, "", page, "a"), of("g", page, "", page, "b")}, 2},
		"a site, second":    {[]article.Article{of("f", page+"#2", "", page, "a"), of("g", page+"#2", "", "", "b")}, 2},
		"an address, twice": {[]article.Article{of("f", page+"?p=1", "", "", "a"), of("g", page+"?p=1", "", "", "b")}, 1},
	} {
		if items, _ := Collect(slices.Values(c.articles)); len(items) != c.want {
			t.Errorf("%s: %d items, want %d", name, len(items), c.want)
		}
	}
}

// TestCollectInherits: a new version of an article takes over for whom the old one stood.
func TestCollectInherits(t *testing.T) {
	old := item("k", "Post")
	old.Story, old.Original, old.Also = "s-a", "a", []Also{{ID: "a", Outlet: "Wire", URL: "https://wire.example/a"}}
	_, marked := old.content()
	content, _ := old.content()
	was := timed(from("merged:k:Post:old"), 8, 9)
	was.Item.HTML = content + marked
	for _, order := range [][]article.Article{
		{was, timed(from("feed:k:Post:new"), 8, 10)},
		{timed(from("feed:k:Post:new"), 8, 10), was},
	} {
		items, replaced := Collect(slices.Values(order))
		if replaced != 1 || len(items) != 1 {
			t.Fatalf("got %d items, replaced %d", len(items), replaced)
		}
		got := items[0]
		if got.Article.Text != "new" || got.Story != "s-a" || got.Original != "a" || !slices.Equal(got.Also, old.Also) {
			t.Errorf("got %+v, want the new text and the old marks", got)
		}
	}
}

// TestCollectChangesNothing: articles stay as they were given.
func TestCollectChangesNothing(t *testing.T) {
	it := item("k", "Post")
	it.Also = []Also{{ID: "a", Outlet: "Wire", URL: "https://wire.example/a"}}
	content, _ := it.content()
	a := article.Article{
		ID: "k", Text: "Words\nAlso in: Wire", Links: []string{"https://wire.example/a", "https://wire.example/b"},
		Item: &article.Item{HTML: content},
	}
	before := *a.Item
	items, _ := Collect(slices.Values([]article.Article{a}))
	if diff := cmp.Diff(before, *a.Item); diff != "" || a.Links[0] != "https://wire.example/a" || a.Text != "Words\nAlso in: Wire" {
		t.Errorf("the article changed: %+v\n%s", a, diff)
	}
	got := items[0].Article
	if got.Text != "Words" || got.Item.HTML != "<p>k has words.</p>" || !slices.Equal(got.Links, []string{"https://wire.example/b"}) {
		t.Errorf("got %+v, %+v; want it without the list", got, got.Item)
	}
}

// item is an article of a few words.
func item(id, outlet string) Item {
	return Item{Kept: true, Article: article.Article{ID: id, Outlet: outlet, Text: id + " has words."}}
}
