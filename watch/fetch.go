package watch

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"time"
)

// The defaults of FetchOptions, and what cannot be chosen.
const (
	DefaultConnect  = 10 * time.Second
	DefaultHeader   = 30 * time.Second
	DefaultWhole    = time.Minute
	DefaultMaxBytes = 32 << 20
	DefaultPace     = time.Second

	maxRedirects = 10
	// maxHeader is the most bytes of an answer's header, maxWord those of one address or validator in it.
	maxHeader, maxWord = 256 << 10, 4 << 10
	// wanted are the types of documents to ask for, feeds before whatever else a server calls them.
	wanted = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, " +
		"application/json;q=0.8, */*;q=0.1"
)

// FetchOptions are the choices of a Fetcher. Nil and zero mean the documented defaults.
type FetchOptions struct {
	// UserAgent names the program and whom to write to about it; default "samestory".
	UserAgent string
	// Connect is the longest time to reach a server, and again for the handshake of TLS, Header that from the request to the end of
	// the answer's header, and Whole that of one request from first to last, waiting for its turn apart. Each redirect is a request
	// of its own.
	Connect, Header, Whole time.Duration
	// MaxBytes is the most bytes of a document, both as sent and after decompression.
	MaxBytes int64
	// Pace is the least time from one request to the next to the same host; negative means none.
	Pace time.Duration
	// Proxy returns the proxy of a request, nil for none; by default none is used.
	Proxy func(*http.Request) (*url.URL, error)
}

func (o *FetchOptions) withDefaults() FetchOptions {
	var d FetchOptions
	if o != nil {
		d = *o
	}
	d.UserAgent = cmp.Or(d.UserAgent, "samestory")
	d.Connect = cmp.Or(d.Connect, DefaultConnect)
	d.Header = cmp.Or(d.Header, DefaultHeader)
	d.Whole = cmp.Or(d.Whole, DefaultWhole)
	d.MaxBytes = cmp.Or(d.MaxBytes, DefaultMaxBytes)
	d.Pace = cmp.Or(d.Pace, DefaultPace)
	return d
}

// Validators are what a server gave with a document to ask later whether it has changed.
type Validators struct {
	// URL is the address they belong to: they are sent to no other.
	URL string `json:"url,omitempty"`
	// ETag and LastModified are as the server wrote them.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Request asks for a document.
type Request struct {
	// URL is the address: http or https, also as feed:.
	URL string
	// Guarded refuses private addresses: the user did not name this address, a public server did.
	Guarded bool
	// Validators are those of the document held; it is not sent again if it has not changed.
	Validators Validators
}

// Response is the answer to a Request.
type Response struct {
	// NotModified reports that the document held is still the current one. Body is nil then.
	NotModified bool
	// Body is the document, decompressed, and ContentType what the server calls it.
	Body        []byte
	ContentType string
	// URL is where the document came from in the end.
	URL string
	// Moved is the address to ask from now on, if the server said so for good (301, 308), else empty; Guarded goes with it.
	Moved   string
	Guarded bool
	// Validators are for the next Request.
	Validators Validators
	// MaxAge is how long the server takes the document for current (Cache-Control: max-age), 0 if it does not say.
	MaxAge time.Duration
}

// Fetcher gets documents from servers without being a burden to them: one request at a time and host with a pause between,
// conditional, bounded in time and size, quiet where a server asks for it. It keeps no cookies.
//
// An address that the user names may be anywhere, also in a private network. Once an answer came from a public address, redirects to
// private ones are refused: no server may make this machine ask its neighbours. What counts is the address that is
// connected to, whatever the name resolves to.
//
// Its methods may be called by many goroutines at once. Close it after use.
type Fetcher struct {
	opts FetchOptions
	// open connects to any address, guarded to public ones only. They share no connections.
	open, guarded *http.Transport
	hosts         *hosts
	clock         clock
	// private tells the addresses that a public server must not lead to.
	private func(netip.AddrPort) bool
}

// NewFetcher returns a Fetcher.
func NewFetcher(opts *FetchOptions) *Fetcher {
	f := &Fetcher{opts: opts.withDefaults(), clock: systemClock(), private: isPrivate}
	f.open = f.newTransport(nil, f.opts.Proxy)
	f.guarded = f.newTransport(f.refusePrivate, nil)
	f.hosts = newHosts(f.opts.Pace)
	return f
}

func (f *Fetcher) newTransport(control dialControl, proxy func(*http.Request) (*url.URL, error)) *http.Transport {
	dialer := &net.Dialer{Timeout: f.opts.Connect, Control: control}
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // read decompresses, within limits
		TLSHandshakeTimeout:    f.opts.Connect,
		ResponseHeaderTimeout:  f.opts.Header,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        f.opts.Whole,
	}
}

// Close closes the connections that are kept open, and forgets hosts that nothing is to be remembered of. The Fetcher can be used on.
func (f *Fetcher) Close() {
	f.open.CloseIdleConnections()
	f.guarded.CloseIdleConnections()
	f.hosts.forget(f.clock.now())
}

// Get fetches one document. The errors are a *StatusError for an answer that is no document, a *QuietError where the host is not to
// be asked yet, those of ctx, ErrAddress, ErrEncoding, ErrPrivate, ErrRedirects, ErrTooLarge, ErrTooSlow, and those of the network.
func (f *Fetcher) Get(ctx context.Context, q Request) (*Response, error) {
	at, err := parseAddress(q.URL)
	if err != nil {
		return nil, err
	}
	t := &trip{at: at, validators: q.Validators, guarded: q.Guarded, lasting: true}
	for ; t.redirects <= maxRedirects; t.redirects++ {
		r, err := f.hop(ctx, t)
		if err != nil && t.redirects > 0 {
			err = fmt.Errorf("redirected to %s: %w", t.at.Redacted(), err)
		}
		if r != nil || err != nil {
			return r, err
		}
	}
	return nil, fmt.Errorf("%w: more than %d", ErrRedirects, maxRedirects)
}

// Open returns the document at an address, as ingest.Options.Fetch does. Its errors are those of Get.
func (f *Fetcher) Open(ctx context.Context, address string) (io.ReadCloser, error) {
	r, err := f.Get(ctx, Request{URL: address})
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(r.Body)), nil
}

// hop makes one request of a trip. Without a response and an error the trip goes on.
func (f *Fetcher) hop(ctx context.Context, t *trip) (*Response, error) {
	host, err := f.hosts.enter(ctx, f.clock, t.at.Hostname())
	if err != nil {
		return nil, err
	}
	defer f.hosts.leave(host)
	whole, cancel := context.WithTimeoutCause(ctx, f.opts.Whole, ErrTooSlow)
	defer cancel()
	r, err := f.exchange(whole, t)
	err = plainError(err)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	host.note(f.clock.now(), err)
	return r, err
}

func (f *Fetcher) exchange(ctx context.Context, t *trip) (*Response, error) {
	answer, err := f.send(ctx, t)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	switch code := answer.StatusCode; {
	case code == http.StatusOK || code == http.StatusNonAuthoritativeInfo:
		body, err := f.read(answer)
		if err != nil {
			return nil, err
		}
		r := t.response(answer)
		r.Body, r.ContentType = body, answer.Header.Get("Content-Type")
		return r, nil
	case code == http.StatusNotModified && t.conditional():
		r := t.response(answer)
		r.NotModified = true
		return r, nil
	case redirects(code):
		return nil, t.follow(answer)
	}
	return nil, newStatusError(answer, f.clock.now())
}

// send makes the request, and finds out on which side of the guard the answer comes from.
func (f *Fetcher) send(ctx context.Context, t *trip) (*http.Response, error) {
	var remote netip.AddrPort
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) {
		remote, _ = netip.ParseAddrPort(c.Conn.RemoteAddr().String())
	}})
	req, err := t.request(ctx, f.opts.UserAgent)
	if err != nil {
		return nil, err
	}
	transport, proxied, err := f.way(req, t.guarded)
	if err != nil {
		return nil, err
	}
	answer, err := transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if proxied {
		t.guarded = t.guarded || !f.namesPrivate(t.at)
	} else {
		t.guarded = t.guarded || !f.private(remote)
	}
	return answer, nil
}

// plainError tells slowness by one name.
func plainError(err error) error {
	if network, ok := errors.AsType[net.Error](err); ok && network.Timeout() && !errors.Is(err, ErrTooSlow) {
		return fmt.Errorf("%w: %w", ErrTooSlow, err)
	}
	return err
}
