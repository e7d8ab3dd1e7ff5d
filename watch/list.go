package watch

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"slices"

	"github.com/samestory/samestory/article"
)

// list brings the feeds held in line with the list of feeds.
func (w *Watcher) list(ctx context.Context) error {
	addresses, err := w.opts.Feeds(ctx)
	if err != nil {
		if ctx.Err() != nil || len(w.held.feeds) == 0 {
			return err
		}
		w.opts.Log.Warn("the list of feeds cannot be read; going on with the last", "err", err)
		return nil
	}
	if err := w.checkPace(addresses); err != nil {
		return err
	}
	before := map[string]*source{}
	for _, f := range w.held.feeds {
		before[f.Address] = f
	}
	var feeds []*source
	for _, address := range addresses {
		f := before[address]
		if f == nil {
			if f, err = w.load(address); err != nil {
				return err
			}
		}
		if !slices.Contains(feeds, f) {
			feeds = append(feeds, f)
		}
		before[address] = f
	}
	if !slices.Equal(feeds, w.held.feeds) {
		w.published = false
	}
	w.held.feeds = feeds
	w.held.index()
	return nil
}

// checkPace refuses to ask other machines more often than LeastEvery.
func (w *Watcher) checkPace(addresses []string) error {
	if w.opts.Every >= LeastEvery {
		return nil
	}
	for _, address := range addresses {
		host := hostOf(address)
		if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
			return fmt.Errorf("%w: a round every %v; at least %v for %s", ErrOptions, w.opts.Every, LeastEvery, host)
		}
	}
	return nil
}

// load reads what the folder has of a feed.
func (w *Watcher) load(address string) (*source, error) {
	f := newSource(address)
	if m := w.memories[address]; m != nil {
		f.memory = *m
	}
	records, err := w.folder.articles(address)
	if isMissing(err) {
		// Without its articles, the document must be asked for again.
		f.Validators = Validators{}
		return f, nil
	}
	for _, r := range records {
		f.byID[r.ID] = r
		if r.Article != nil {
			f.byKey[keyOf(r.Article)] = r
		}
	}
	f.records = records
	return f, err
}

// place is where the articles of a feed were read, without the password that its address may have.
func place(address string) article.Place {
	if u, err := url.Parse(address); err == nil {
		address = u.Redacted()
	}
	return article.Place{Path: address}
}
