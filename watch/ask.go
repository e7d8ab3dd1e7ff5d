package watch

import (
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// answer is what asking for a feed came to.
type answer struct {
	feed     *source
	at       time.Time
	response *Response
	document document
	err      error
}

// ask asks for all feeds that are due, one after the other of each host and several hosts at once. The only errors are those of ctx.
func (w *Watcher) ask(ctx context.Context, now time.Time) ([]answer, error) {
	defer w.fetcher.Close()
	answers := make([]answer, 0, len(w.held.feeds))
	for _, f := range w.held.feeds {
		if !f.Gone && !f.NotBefore.After(now) {
			answers = append(answers, answer{feed: f})
		}
	}
	byHost := map[string][]*answer{}
	var hosts []string
	for i := range answers {
		name := hostOf(answers[i].feed.current())
		if byHost[name] == nil {
			hosts = append(hosts, name)
		}
		byHost[name] = append(byHost[name], &answers[i])
	}
	for _, all := range byHost {
		// The last to be asked is asked last again: a feed that silences its host must not keep the others from being asked for ever.
		slices.SortStableFunc(all, func(x, y *answer) int { return x.feed.Tried.Compare(y.feed.Tried) })
	}
	var group errgroup.Group
	group.SetLimit(w.opts.Parallel)
	for _, name := range hosts {
		group.Go(func() error {
			for _, a := range byHost[name] {
				w.askOne(ctx, a)
			}
			return nil
		})
	}
	_ = group.Wait() // there are only those of answers
	return answers, ctx.Err()
}

func (w *Watcher) askOne(ctx context.Context, a *answer) {
	if ctx.Err() != nil {
		return
	}
	f := a.feed
	a.response, a.err = w.fetcher.Get(ctx, Request{URL: f.current(), Guarded: f.Moved != "" && f.Guarded, Validators: f.Validators})
	a.at = w.clock.now()
	if a.err == nil && !a.response.NotModified {
		a.document = read(f.Address, a.response)
		a.err = a.document.err
		a.response.Body = nil
	}
	w.opts.Log.Debug("asked", "feed", place(f.current()).Path, "err", a.err)
}

// current is where a feed is asked for.
func (m *memory) current() string {
	if m.Moved != "" {
		return m.Moved
	}
	return m.Address
}

func hostOf(address string) string {
	u, err := parseAddress(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
