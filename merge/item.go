package merge

import (
	"iter"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// Item is an article on its way into a merged feed.
type Item struct {
	// Article is what was read, less the marks of an earlier merge. Its ID is unique among the items.
	Article article.Article
	// Story names the story that the item stands for or belongs to; empty for an article that stands alone.
	Story string
	// Kept reports that the item stands for its story, or stands alone. It is false only where all items were asked for.
	Kept bool
	// Original is the id of the article that those of the story most likely come from, which need not be an item itself; empty
	// where it cannot be told.
	Original string
	// Kind is how the item relates to the one that is kept: by a link between the two, else by its strongest link within the
	// story. Empty for items that are kept.
	Kind samestory.Kind
	// Also are the other articles of the story that are not items themselves, in the order they were read.
	Also []Also
	// Settled names the merge that kept the item, see Settle; empty for one that no merge has seen.
	Settled string
}

// Also is an article that another one stands for.
type Also struct {
	ID, Outlet, Title string
	// URL is an address of http or https, or empty.
	URL string
	// Kind is how the article relates to the one that is kept, as in Item.
	Kind samestory.Kind
}

// Articles returns the articles of items as detection takes them.
func Articles(items []Item) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		for i := range items {
			if !yield(items[i].Article, nil) {
				return
			}
		}
	}
}

// extra returns what an article's reader kept of it, never nil.
func (it *Item) extra() *article.Item {
	if it.Article.Item == nil {
		return &article.Item{}
	}
	return it.Article.Item
}

// also returns how an item is named by the one that stands for it.
func (it *Item) also() Also {
	a := &it.Article
	return Also{ID: a.ID, Outlet: oneLine(a.Outlet), Title: oneLine(a.Title), URL: webAddress(a.URL), Kind: it.Kind}
}
