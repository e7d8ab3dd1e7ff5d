package watch

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// parseAddress reads the address of a feed. Lists of feeds also have feed://host/path and feed:https://host/path.
func parseAddress(address string) (*url.URL, error) {
	if rest, ok := strings.CutPrefix(address, "feed:"); ok {
		address = rest
		if strings.HasPrefix(rest, "//") {
			address = "http:" + rest
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		// The error of url repeats the address, and with it a password.
		return nil, fmt.Errorf("%w: not an address", ErrAddress)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%w: %s", ErrAddress, u.Redacted())
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// trip is the way to one document, over all redirects.
type trip struct {
	at         *url.URL
	validators Validators
	guarded    bool
	redirects  int
	// lasting reports that all redirects so far were for good; moved is where they led.
	lasting bool
	moved   string
	// movedGuarded goes with moved.
	movedGuarded bool
}

// conditional reports whether the validators are for where the trip is now.
func (t *trip) conditional() bool {
	v := t.validators
	return v.URL == t.at.String() && (v.ETag != "" || v.LastModified != "")
}

func (t *trip) request(ctx context.Context, agent string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, t.at.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", wanted)
	req.Header.Set("Accept-Encoding", "gzip")
	if user := t.at.User; user != nil {
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	if !t.conditional() {
		return req, nil
	}
	if t.validators.ETag != "" {
		req.Header.Set("If-None-Match", t.validators.ETag)
	}
	if t.validators.LastModified != "" {
		req.Header.Set("If-Modified-Since", t.validators.LastModified)
	}
	return req, nil
}

// response returns what an answer says beside the document.
func (t *trip) response(answer *http.Response) *Response {
	v := Validators{URL: t.at.String(), ETag: word(answer, "Etag"), LastModified: word(answer, "Last-Modified")}
	if answer.StatusCode == http.StatusNotModified {
		v.ETag = cmp.Or(v.ETag, t.validators.ETag)
		v.LastModified = cmp.Or(v.LastModified, t.validators.LastModified)
	}
	return &Response{
		URL: t.at.String(), Moved: t.moved, Guarded: t.movedGuarded, Validators: v, MaxAge: maxAge(answer.Header.Get("Cache-Control")),
	}
}

// word returns a field of a header, or nothing for one that is too long to be kept.
func word(answer *http.Response, name string) string {
	if v := answer.Header.Get(name); len(v) <= maxWord {
		return v
	}
	return ""
}

func redirects(code int) bool {
	switch code {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// follow goes where an answer leads. The name and password of an address are kept on the same host, as long as they are not sent
// in the clear.
func (t *trip) follow(answer *http.Response) error {
	to, err := t.at.Parse(word(answer, "Location"))
	if err != nil || word(answer, "Location") == "" {
		return fmt.Errorf("%w: status %d without an address", ErrRedirects, answer.StatusCode)
	}
	if to, err = parseAddress(to.String()); err != nil {
		return fmt.Errorf("%w: %w", ErrRedirects, err)
	}
	if to.User == nil && to.Hostname() == t.at.Hostname() && (to.Scheme == "https" || t.at.Scheme == "http") {
		to.User = t.at.User
	}
	t.at = to
	code := answer.StatusCode
	t.lasting = t.lasting && (code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect)
	if t.lasting {
		t.moved, t.movedGuarded = to.String(), t.guarded
	}
	return nil
}
