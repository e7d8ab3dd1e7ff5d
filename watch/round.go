package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/merge"
)

const (
	// maxBackoff is the longest pause after failures.
	maxBackoff = 24 * time.Hour
	// movedTrials is how often in a row a feed may fail at a new address before the old one is tried again.
	movedTrials = 3
	// maxFresh is the longest time that a server can hold a feed for current.
	maxFresh = time.Hour
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

// take learns from all answers, in the order of the list.
func (w *Watcher) take(answers []answer, now time.Time, round *Round) changes {
	var all changes
	for i := range answers {
		a := &answers[i]
		if quiet, ok := errors.AsType[*QuietError](a.err); ok {
			a.feed.NotBefore = quiet.Until.UTC()
			continue
		}
		round.Asked++
		a.feed.Tried = a.at.UTC()
		if a.err != nil {
			round.Failed++
			round.Problems = append(round.Problems, &article.Problem{Place: place(a.feed.Address), Err: a.err})
			w.failed(a)
			continue
		}
		w.succeeded(a, now)
		if a.response.NotModified {
			round.Unchanged++
			continue
		}
		round.Problems = append(round.Problems, a.document.problems...)
		w.complain(a.feed, a.document.problems)
		all.add(w.held.update(a.feed, a.document.articles, a.document.whole, now, w.opts.Keep))
	}
	for _, f := range w.held.feeds {
		if f.Gone {
			round.Gone++
		}
	}
	return all
}

// maxComplaints is how many problems of one document are told.
const maxComplaints = 5

// complain tells of problems that the last document did not have.
func (w *Watcher) complain(f *source, problems []*article.Problem) {
	said, told := map[string]bool{}, 0
	log := w.opts.Log.With("feed", place(f.Address).Path)
	for _, p := range problems {
		text := p.ID + p.Err.Error()
		if !f.said[text] && !said[text] {
			if told++; told <= maxComplaints {
				log.Warn("a record cannot be used", "line", p.Place.Line, "id", p.ID, "err", p.Err)
			}
		}
		said[text] = true
	}
	if more := told - maxComplaints; more > 0 {
		log.Warn("there are more records that cannot be used", "records", more)
	}
	f.said = said
}

// succeeded notes an answer that is a feed, or no news of one.
func (w *Watcher) succeeded(a *answer, now time.Time) {
	f, r := a.feed, a.response
	f.Read, f.Failures, f.Failure, f.NotBefore = a.at.UTC(), 0, "", time.Time{}
	// A little early does no harm; late by a little would be late by a round.
	if fresh := min(r.MaxAge, maxFresh) * 9 / 10; fresh > w.opts.Every {
		f.NotBefore = now.Add(fresh).UTC()
	}
	f.Validators = r.Validators
	if !r.NotModified && a.document.cut {
		f.Validators = Validators{}
	}
	if r.Moved == "" || r.Moved == f.current() {
		return
	}
	w.opts.Log.Warn("the feed moved for good", "feed", place(f.Address).Path, "to", place(r.Moved).Path)
	f.Moved, f.Guarded = r.Moved, r.Guarded
	if f.Moved == f.Address {
		f.Moved, f.Guarded = "", false
	}
}

// failed notes an answer that is no feed, and when to try again.
func (w *Watcher) failed(a *answer) {
	f := a.feed
	f.Failures++
	f.Failure = a.err.Error()
	wait := w.backoff(f.Failures)
	if status, ok := errors.AsType[*StatusError](a.err); ok {
		wait = max(wait, status.Retry)
		f.Gone = status.Status == http.StatusGone && f.Moved == ""
	}
	f.NotBefore = a.at.Add(wait).UTC()
	log := w.opts.Log.With("feed", place(f.Address).Path)
	if f.Gone {
		log.Warn("the feed is gone for good and will not be asked for again: take it out of the list")
		return
	}
	log.Warn("the feed cannot be read", "err", a.err, "failures", f.Failures, "next", f.NotBefore.Format(time.RFC3339))
	if f.Moved != "" && f.Failures%movedTrials == 0 {
		log.Warn("the feed will be asked for at its old address again", "moved", place(f.Moved).Path)
		f.Moved, f.Guarded, f.Validators = "", false, Validators{}
	}
}

// backoff is the pause after so many failures in a row: twice as long each time, and a quarter more or less at random, so that
// feeds which failed together are not asked for together for ever.
func (w *Watcher) backoff(failures int) time.Duration {
	wait := maxBackoff
	if doublings := failures - 1; doublings < 20 {
		wait = min(wait, w.opts.Every<<doublings)
	}
	return time.Duration(float64(wait) * (0.75 + 0.5*w.random()))
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
