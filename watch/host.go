package watch

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// hostSilence is how long a host is left alone that asked for it without saying how long, or that did not answer
	// hostFailures times in a row.
	hostSilence  = 5 * time.Minute
	hostFailures = 3
)

// hosts are the servers that were asked, by name.
type hosts struct {
	pace   rate.Limit
	mu     sync.Mutex
	byName map[string]*host
}

// host is one server. Whoever holds its turn may ask it, and read and write the fields below it.
type host struct {
	name string
	// users is how many hold or wait for the turn; it belongs to the lock of hosts.
	users      int
	turn       chan struct{}
	limiter    *rate.Limiter
	failures   int
	quietUntil time.Time
}

func newHosts(pace time.Duration) *hosts {
	limit := rate.Inf
	if pace > 0 {
		limit = rate.Every(pace)
	}
	return &hosts{pace: limit, byName: map[string]*host{}}
}

// enter waits until a host may be asked. After it, leave must be called.
func (h *hosts) enter(ctx context.Context, c clock, name string) (*host, error) {
	host := h.join(strings.ToLower(name))
	select {
	case host.turn <- struct{}{}:
	case <-ctx.Done():
		h.part(host)
		return nil, ctx.Err()
	}
	now := c.now()
	var err error
	if host.quietUntil.After(now) {
		err = &QuietError{Host: host.name, Until: host.quietUntil}
	} else {
		err = c.sleep(ctx, host.limiter.ReserveN(now, 1).DelayFrom(now))
	}
	if err != nil {
		h.leave(host)
		return nil, err
	}
	return host, nil
}

// leave gives the turn to the next.
func (h *hosts) leave(host *host) {
	<-host.turn
	h.part(host)
}

func (h *hosts) join(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byName[name] == nil {
		h.byName[name] = &host{name: name, turn: make(chan struct{}, 1), limiter: rate.NewLimiter(h.pace, 1)}
	}
	h.byName[name].users++
	return h.byName[name]
}

func (h *hosts) part(host *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	host.users--
}

// forget drops the hosts that nothing is known of but their name: redirects may name ever more.
func (h *hosts) forget(now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.byName, func(_ string, host *host) bool {
		return host.users == 0 && host.failures == 0 && !host.quietUntil.After(now) && host.limiter.TokensAt(now) >= 1
	})
}

// note learns from how a request ended whether the host is to be left alone.
func (h *host) note(now time.Time, err error) {
	if status, ok := errors.AsType[*StatusError](err); ok {
		h.failures = 0
		switch status.Status {
		case http.StatusTooManyRequests:
			h.quietUntil = now.Add(cmp.Or(status.Retry, hostSilence))
		case http.StatusServiceUnavailable:
			h.quietUntil = now.Add(status.Retry)
		}
		return
	}
	if !isNetwork(err) {
		h.failures = 0
		return
	}
	if h.failures++; h.failures >= hostFailures {
		h.quietUntil = now.Add(hostSilence)
	}
}

// isNetwork reports whether an error is not of the server's own making.
func isNetwork(err error) bool {
	for _, known := range []error{ErrAddress, ErrEncoding, ErrPrivate, ErrRedirects, ErrTooLarge} {
		if errors.Is(err, known) {
			return false
		}
	}
	return err != nil
}
