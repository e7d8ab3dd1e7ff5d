package merge

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samestory/samestory/article"
)

// TestFeedsOfAllKinds: what was read of a feed is what is read of the feeds that it is written to, whatever kind it was.
func TestFeedsOfAllKinds(t *testing.T) {
	files, err := filepath.Glob("../testdata/ingest/feeds/*.*")
	if err != nil {
		t.Fatal(err)
	}
	feeds := 0
	for _, path := range files {
		doc, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		items := itemsOf(string(doc))
		if len(items) > 0 {
			feeds++
		}
		for i := range items {
			if extra := items[i].Article.Item; extra.HTML == "" && !items[i].Article.Summary {
				extra.HTML = paragraphs(items[i].Article.Text) // text of JSON Feed becomes markup
			}
		}
		for format := range formats {
			doc := write(t, format, nil, items...)
			if diff := cmp.Diff(items, itemsOf(doc), asFeeds); diff != "" {
				t.Errorf("%s as %s, -was +is:\n%s\n%s", path, format, diff, doc)
			}
		}
	}
	if feeds < 10 {
		t.Errorf("there are only %d feeds", feeds)
	}
}

// asFeeds compares items as far as feeds say it: the rest is the business of readers.
var asFeeds = cmp.Options{
	cmpopts.IgnoreFields(article.Article{}, "Place", "Links", "Text"),
	cmpopts.IgnoreFields(article.Item{}, "GUID", "Record", "Marks"),
	cmpopts.EquateEmpty(), cmp.Transformer("trim", strings.TrimSpace),
}

func itemsOf(doc string) []Item {
	var articles []article.Article
	for a, err := range parseFeed(doc) {
		if err == nil {
			articles = append(articles, a)
		}
	}
	items, _ := Collect(slices.Values(articles))
	return items
}
