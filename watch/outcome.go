package watch

import (
	"errors"
	"net/http"
	"time"

	"github.com/samestory/samestory/article"
)

const (
	// maxBackoff is the longest pause after failures.
	maxBackoff = 24 * time.Hour
	// movedTrials is how often in a row a feed may fail at a new address before the old one is tried again.
	movedTrials = 3
	// maxFresh is the longest time that a server can hold a feed for current.
	maxFresh = time.Hour
)

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
	if !r.NotModified {
		f.Interval = a.document.interval
	}
	// A little early does no harm; late by a little would be late by a round.
	if wait := max(min(r.MaxAge, maxFresh)*9/10, f.Interval-w.opts.Every/20); wait > w.opts.Every {
		f.NotBefore = now.Add(wait).UTC()
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
