package watch

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/merge"
)

// Round is what became of one round.
type Round struct {
	// Feeds is the number of feeds in the list. Of these, Asked were asked, the others not being due; Unchanged had nothing
	// new, Failed could not be read, and Gone are gone for good, now or before.
	Feeds, Asked, Unchanged, Failed, Gone int
	// Added, Updated and Left count articles that came, changed, and left the window.
	Added, Updated, Left int
	// Held is the number of articles in the window, and Items that of the items made of them, if they were made anew.
	Held, Items int
	// Problems are what could not be used: feeds, and records in feeds.
	Problems []*article.Problem
}

// Round asks all feeds that are due, brings the articles held up to date, saves the state and publishes. Where ctx ends before that is
// done, or the state cannot be saved, nothing of the round is published; the next one will make up for it.
func (w *Watcher) Round(ctx context.Context) (*Round, error) {
	start := w.clock.now()
	if err := w.list(ctx); err != nil {
		return nil, err
	}
	answers, err := w.ask(ctx, start)
	if err != nil {
		return nil, err
	}
	round := &Round{Feeds: len(w.held.feeds)}
	c := w.take(answers, start, round)
	left, early := w.held.expire(start, w.opts.Keep, w.opts.Most)
	if early > 0 {
		w.opts.Log.Warn("too many articles: the oldest left the window early", "articles", early, "most", w.opts.Most)
	}
	c.left += left
	round.Added, round.Updated, round.Left = c.added, c.updated, c.left
	w.published = w.published && !c.any()
	err = w.conclude(ctx, start, round)
	w.tell(round, err, w.clock.now().Sub(start))
	return round, err
}

// conclude saves and publishes. The state goes first: an item that is published must be known to be.
func (w *Watcher) conclude(ctx context.Context, now time.Time, round *Round) error {
	var items []merge.Item
	if !w.published {
		var err error
		if items, err = w.merge(ctx, now); err != nil {
			return err
		}
		round.Items = len(items)
	}
	round.Held = w.held.len()
	if err := w.save(); err != nil {
		return err
	}
	if w.published {
		return nil
	}
	if err := w.opts.Publish(ctx, items); err != nil {
		return err
	}
	w.published = true
	return nil
}

func (w *Watcher) tell(r *Round, err error, took time.Duration) {
	if err != nil {
		return
	}
	w.opts.Log.Info("round", "feeds", r.Feeds, "asked", r.Asked, "unchanged", r.Unchanged, "failed", r.Failed, "gone", r.Gone,
		"new", r.Added, "updated", r.Updated, "left", r.Left, "held", r.Held, "problems", len(r.Problems), "took", took.Round(time.Millisecond))
}

// merge makes items of all articles held, and notes which of them stand for others.
func (w *Watcher) merge(ctx context.Context, now time.Time) ([]merge.Item, error) {
	items, _ := merge.Collect(w.held.articles())
	given := w.held.nameStories(items)
	report, err := samestory.Detect(ctx, merge.Articles(items), w.opts.Detect)
	if err != nil {
		return nil, err
	}
	var opts merge.Options
	if w.opts.Merge != nil {
		opts = *w.opts.Merge
	}
	opts.Standing = w.held.standing()
	items, _ = merge.Merge(items, report, &opts)
	w.held.note(items, given, now)
	w.held.latestFirst(items)
	merge.NewestFirst(items)
	return items, nil
}

// save writes what changed: articles first, as a document whose validators are known is not sent again.
func (w *Watcher) save() error {
	for _, f := range w.held.feeds {
		if !f.unsaved && (f.Read.IsZero() || w.folder.hasArticles(f.Address)) {
			continue
		}
		if err := w.folder.saveArticles(f.Address, f.records); err != nil {
			return err
		}
		f.unsaved = false
	}
	memories := make([]*memory, len(w.held.feeds))
	w.memories = map[string]*memory{}
	for i, f := range w.held.feeds {
		memories[i] = &f.memory
		w.memories[f.Address] = &f.memory
	}
	if err := w.folder.saveFeeds(memories); err != nil {
		return err
	}
	removed, err := w.folder.clear(maps.Keys(w.memories), w.clock.now().Add(-w.opts.Keep))
	if removed > 0 {
		w.opts.Log.Info("removed the articles of feeds that left the list", "feeds", removed)
	}
	return err
}

func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
