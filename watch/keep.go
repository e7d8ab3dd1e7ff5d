package watch

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/merge"
)

// current returns the records in the window, in the order in which they were first seen.
func (h *held) current() []*record {
	var all []*record
	for _, f := range h.feeds {
		for _, r := range f.records {
			if r.Article != nil {
				all = append(all, r)
			}
		}
	}
	slices.SortFunc(all, func(x, y *record) int { return cmp.Compare(x.Number, y.Number) })
	return all
}

func (h *held) len() int { return len(h.current()) }

// articles are the articles in the window.
func (h *held) articles() iter.Seq[article.Article] {
	return func(yield func(article.Article) bool) {
		for _, r := range h.current() {
			if !yield(*r.Article) {
				return
			}
		}
	}
}

// standing returns the ids of the articles that stood for their stories in the output, those first that did first.
func (h *held) standing() []string {
	all := slices.DeleteFunc(h.current(), func(r *record) bool { return r.Kept.IsZero() })
	slices.SortStableFunc(all, func(x, y *record) int { return x.Kept.Compare(y.Kept) })
	ids := make([]string, 0, len(all))
	seen := map[string]bool{}
	for _, r := range all {
		if !seen[r.Article.ID] {
			seen[r.Article.ID] = true
			ids = append(ids, r.Article.ID)
		}
	}
	return ids
}

// nameStories gives items the names that their stories have in the output, and returns which it gave.
func (h *held) nameStories(items []merge.Item) map[string]bool {
	given := map[string]bool{}
	for i := range items {
		it := &items[i]
		for _, r := range h.byID[it.Article.ID] {
			if it.Story == "" && r.Story != "" {
				it.Story, given[it.Article.ID] = r.Story, true
			}
		}
	}
	return given
}

// latestFirst sorts items by when they were first seen, which is all that is known of those without a time.
func (h *held) latestFirst(items []merge.Item) {
	seen := func(it *merge.Item) time.Time {
		for _, r := range h.byID[it.Article.ID] {
			return r.Seen
		}
		return time.Time{}
	}
	slices.SortStableFunc(items, func(x, y merge.Item) int { return seen(&y).Compare(seen(&x)) })
}

// note remembers which articles stand for others in the output. A name that was given to an item which stands alone by now is
// taken off again.
func (h *held) note(items []merge.Item, given map[string]bool, now time.Time) {
	under := map[string]string{}
	kept := map[string]*merge.Item{}
	for i := range items {
		it := &items[i]
		if given[it.Article.ID] && len(it.Also) == 0 && it.Kept {
			it.Story = ""
		}
		if it.Kept {
			kept[it.Article.ID] = it
		}
		for _, also := range it.Also {
			under[also.ID] = it.Article.ID
		}
	}
	for i := range items {
		delete(under, items[i].Article.ID)
	}
	for _, f := range h.feeds {
		for _, r := range f.records {
			if r.Article != nil {
				f.unsaved = r.note(kept[r.Article.ID], under[r.Article.ID], now) || f.unsaved
			}
		}
	}
}

// note remembers what became of one article, and reports whether that is new.
func (r *record) note(kept *merge.Item, under string, now time.Time) bool {
	kin, story := r.Kept, ""
	if kept != nil {
		story = kept.Story
		if kin.IsZero() {
			kin = now.UTC()
		}
	}
	if kin.Equal(r.Kept) && story == r.Story && under == r.Under {
		return false
	}
	r.Kept, r.Story, r.Under = kin, story, under
	return true
}
