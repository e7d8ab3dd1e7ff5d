package watch

import (
	"slices"
	"time"
)

// maxFeedBytes is how much one feed may hold in the window: no feed of news comes near it, and one that tries to fill the memory stops
// there.
const maxFeedBytes = 64 << 20

// since is when the stay of an article in the window began: when it was published, or first seen if that was before or is all that is
// known. An article goes with the one that stands for it: it was told of there, and must not come up as new.
func (h *held) since(r *record) time.Time {
	t := r.since()
	for _, kept := range h.byID[r.Under] {
		if s := kept.since(); s.Before(t) {
			t = s
		}
	}
	return t
}

func (r *record) since() time.Time {
	if p := r.Article.Published; !p.IsZero() && p.Before(r.Seen) {
		return p
	}
	return r.Seen
}

// size is about how much memory an article takes, in bytes.
func (r *record) size() int {
	a := r.Article
	n := 1000 + len(a.Title) + len(a.Text)
	for _, link := range a.Links {
		n += len(link)
	}
	if a.Item != nil {
		n += len(a.Item.HTML) + len(a.Item.Summary) + len(a.Item.Record) + len(a.Item.Marks)
	}
	return n
}

// expire takes out the articles that have been in the window for longer than keep, and of the rest the oldest beyond what one feed,
// and all together, may hold. What a feed still lists is remembered by its id. It returns how many articles left, and how many
// of them early.
func (h *held) expire(now time.Time, keep time.Duration, most int) (left, early int) {
	old := map[*record]bool{}
	young := make([][]*record, len(h.feeds))
	counts := make([]int, len(h.feeds))
	for i, f := range h.feeds {
		young[i] = h.young(f, now, keep, old)
		counts[i] = within(young[i], maxFeedBytes)
	}
	quota := fairShare(counts, most)
	for i, records := range young {
		for _, r := range records[min(counts[i], quota):] {
			old[r] = true
			early++
		}
	}
	for _, f := range h.feeds {
		left += f.drop(old)
	}
	h.index()
	return left, early
}

// young returns the articles of a feed whose time is not over, latest first, and adds the others to old.
func (h *held) young(f *source, now time.Time, keep time.Duration, old map[*record]bool) []*record {
	since := map[*record]time.Time{}
	var young []*record
	for _, r := range f.records {
		if r.Article == nil {
			continue
		}
		if since[r] = h.since(r); now.Sub(since[r]) > keep {
			old[r] = true
			continue
		}
		young = append(young, r)
	}
	slices.SortStableFunc(young, func(x, y *record) int { return since[y].Compare(since[x]) })
	return young
}

// within returns how many records, from the first, take no more than so many bytes.
func within(records []*record, bytes int) int {
	for i, r := range records {
		if bytes -= r.size(); bytes < 0 {
			return i
		}
	}
	return len(records)
}

// fairShare returns how many articles each feed may hold at most such that all together hold no more than most: those that hold few
// keep them all.
func fairShare(counts []int, most int) int {
	sorted := slices.Sorted(slices.Values(counts))
	for i, n := range sorted {
		if share := most / (len(sorted) - i); n > share {
			return share
		}
		most -= n
	}
	return slices.Max(append(sorted, 0))
}

// drop takes records out of the window, and forgets those that nothing is known of but that they were there. It returns how many
// articles left.
func (f *source) drop(old map[*record]bool) int {
	left := 0
	f.records = slices.DeleteFunc(f.records, func(r *record) bool {
		if old[r] {
			delete(f.byKey, keyOf(r.Article))
			r.Article, r.Story, r.Under, r.Kept = nil, "", "", time.Time{}
			left++
		}
		forget := r.Article == nil && !r.Listed
		if forget {
			delete(f.byID, r.ID)
		}
		f.unsaved = f.unsaved || forget
		return forget
	})
	f.unsaved = f.unsaved || left > 0
	return left
}
