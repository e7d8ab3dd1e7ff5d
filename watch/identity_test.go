package watch

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
)

// TestIdentify gives ids to the articles of documents, careful and careless.
func TestIdentify(t *testing.T) {
	named := func(id, guid, address, title string, updated int64) article.Article {
		a := article.Article{ID: id, URL: address, Title: title, Text: title + "!", Place: article.Place{Path: "feed"}}
		a.Item = &article.Item{GUID: guid}
		if updated > 0 {
			a.Item.Updated = time.Unix(updated, 0)
		}
		return a
	}
	for name, c := range map[string]struct {
		in   []article.Article
		want string
	}{
		"nothing":              {nil, ""},
		"guids":                {[]article.Article{named("g1", "g1", "u1", "A", 0), named("g2", "g2", "u2", "B", 0)}, "g1 A, g2 B"},
		"no guids":             {[]article.Article{named("u1", "", "u1", "A", 0), named("u2", "", "u2", "B", 0)}, "u1 A, u2 B"},
		"one guid for all":     {[]article.Article{named("g", "g", "u1", "A", 0), named("u2", "g", "u2", "B", 0)}, "u1 A, u2 B"},
		"no addresses either":  {[]article.Article{named("g", "g", "", "A", 0), named("feed:9", "g", "", "B", 0)}, "feed#A A, feed#B B"},
		"one address for all":  {[]article.Article{named("u", "", "u", "A", 0), named("feed:9", "", "u", "B", 0)}, "feed#A A, feed#B B"},
		"no names at all":      {[]article.Article{named("feed:3", "", "", "A", 0), named("feed:9", "", "", "B", 0)}, "feed#A A, feed#B B"},
		"versions, newest up":  {[]article.Article{named("g", "g", "u", "A", 2), named("u", "g", "u", "B", 1)}, "g A"},
		"versions, newest low": {[]article.Article{named("g", "g", "u", "A", 1), named("u", "g", "u", "B", 2)}, "g B"},
		"versions, no times":   {[]article.Article{named("g", "g", "u", "A", 0), named("u", "g", "u", "B", 0)}, "g A"},
		"the same twice":       {[]article.Article{named("feed:3", "", "", "A", 0), named("feed:9", "", "", "A", 0)}, "feed#A A"},
	} {
		var got []string
		for _, a := range identify(c.in) {
			if a.ID == textID(&a) {
				a.ID = "feed#" + a.Title
			}
			got = append(got, a.ID+" "+a.Title)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %s, want %s", name, strings.Join(got, ", "), c.want)
		}
	}
}

// TestCarelessFeeds holds that items keep their ids while others come before them, whatever the feed calls them.
func TestCarelessFeeds(t *testing.T) {
	texts := []string{orchard, ferry, library, mushroom}
	const guid, link = "<guid>http://bay.example/</guid>", "<link>http://bay.example/</link>"
	for name, form := range map[string]string{
		"one guid for all":          guid + "<link>http://bay.example/%[1]d</link>",
		"one guid and address":      guid + link,
		"one address for all":       link,
		"nothing":                   "",
		"a guid and no address":     "<guid isPermaLink=\"false\">%[1]d</guid>",
		"an address and no guid":    "<link>http://bay.example/%[1]d</link>",
		"guid of feed, no address":  "<guid isPermaLink=\"false\">bay</guid>",
		"both of their own":         "<guid>http://bay.example/%[1]d</guid><link>http://bay.example/?p=%[1]d</link>",
		"guids that are short":      "<guid isPermaLink=\"false\">%[1]d</guid><link>http://bay.example/%[1]d</link>",
		"guid and address together": "<guid>http://bay.example/%[1]d</guid><link>http://bay.example/%[1]d</link>",
	} {
		t.Run(name, func(t *testing.T) {
			v := newWorld(t)
			seen := map[string]string{}
			for n := 2; n <= len(texts); n++ {
				var b strings.Builder
				b.WriteString("<rss version=\"2.0\"><channel><title>Bay</title><link>http://bay.example/</link>\n")
				for i := n - 1; i >= 0; i-- {
					item := form
					if strings.Contains(form, "%") {
						item = fmt.Sprintf(form, i)
					}
					fmt.Fprintf(&b, "<item>%s<title>Title %d</title>\n<description>%s</description></item>\n", item, i, texts[i])
				}
				v.page("/bay", b.String()+"</channel></rss>")
				r := v.round()
				if name == "one guid and address" {
					// Nothing tells these from versions of one.
					if len(v.published) != 1 {
						t.Errorf("%d items: got\n%s", n, v.output())
					}
					continue
				}
				if len(v.published) != n || n > 2 && (r.Added != 1 || r.Updated != 0) {
					t.Errorf("%d items: got %+v\n%s", n, *r, v.output())
				}
				for _, it := range v.published {
					if title := it.Article.Title; seen[title] != "" && seen[title] != it.Article.ID {
						t.Errorf("%s: got id %s, before %s", title, it.Article.ID, seen[title])
					}
					seen[it.Article.Title] = it.Article.ID
				}
			}
		})
	}
}

// TestGuidThatTurnsOutCareless holds that an article stays the same when a second one of its guid shows up.
func TestGuidThatTurnsOutCareless(t *testing.T) {
	v := newWorld(t)
	item := func(n int, title, text string) string {
		return fmt.Sprintf("<item><guid>http://bay.example/</guid><link>http://bay.example/%d</link><title>%s</title>"+
			"<description>%s</description></item>\n", n, title, text)
	}
	one, two := item(1, "Orchard", orchard), item(2, "Ferry", ferry)
	page := func(items string) string {
		return "<rss version=\"2.0\"><channel><title>Bay</title><link>http://bay.example/</link>\n" + items + "</channel></rss>"
	}
	v.page("/bay", page(one))
	v.round()
	before := ids(v.published)
	v.page("/bay", page(two+one))
	if r := v.round(); r.Added != 1 || r.Updated != 0 {
		t.Errorf("got %+v", *r)
	}
	after := ids(v.published)
	if diff := cmp.Diff(before, after[1:]); len(after) != 2 || diff != "" {
		t.Errorf("got ids %v, before %v", after, before)
	}
}
