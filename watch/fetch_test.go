package watch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// fakeClock is a clock that sleeps by moving on.
type fakeClock struct {
	mu    sync.Mutex
	at    time.Time
	slept []time.Duration
}

func newFakeClock() *fakeClock { return &fakeClock{at: time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)} }

func (c *fakeClock) clock() clock { return clock{now: c.now, sleep: c.sleep} }

func (c *fakeClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *fakeClock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d > 0 {
		c.at = c.at.Add(d)
		c.slept = append(c.slept, d)
	}
	return ctx.Err()
}

// newTestFetcher returns a Fetcher with a clock of its own and little patience.
func newTestFetcher(t testing.TB, opts FetchOptions) (*Fetcher, *fakeClock) {
	t.Helper()
	if opts.Connect == 0 {
		opts.Connect = 5 * time.Second
	}
	f, c := NewFetcher(&opts), newFakeClock()
	f.clock = c.clock()
	t.Cleanup(f.Close)
	return f, c
}

func serve(t testing.TB, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s
}

const sampleFeed = `<rss version="2.0"><channel><title>Bay Post</title></channel></rss>`

func TestGet(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if agent := r.UserAgent(); agent != "samestory/1.0 (+https://example.org/bot)" {
			t.Errorf("got user agent %q", agent)
		}
		if cookies := r.Cookies(); len(cookies) > 0 {
			t.Errorf("got cookies %v", cookies)
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		w.Header().Set("ETag", `"a1"`)
		w.Header().Set("Last-Modified", "Mon, 02 Nov 2026 07:00:00 GMT")
		w.Header().Set("Cache-Control", "public, max-age=600")
		w.Header().Set("Set-Cookie", "spy=1; Path=/")
		fmt.Fprint(w, sampleFeed)
	})
	f, _ := newTestFetcher(t, FetchOptions{UserAgent: "samestory/1.0 (+https://example.org/bot)"})
	for range 2 {
		r, err := f.Get(t.Context(), Request{URL: s.URL + "/feed#top"})
		if err != nil {
			t.Fatal(err)
		}
		want := Response{
			ContentType: "application/rss+xml", URL: s.URL + "/feed", MaxAge: 10 * time.Minute,
			Validators: Validators{URL: s.URL + "/feed", ETag: `"a1"`, LastModified: "Mon, 02 Nov 2026 07:00:00 GMT"},
		}
		body := string(r.Body)
		r.Body = nil
		if body != sampleFeed || fmt.Sprint(*r) != fmt.Sprint(want) {
			t.Errorf("got %q and %+v, want %q and %+v", body, *r, sampleFeed, want)
		}
	}
}

// TestNotModified holds that a document is asked for with the validators of its own address, and with those only.
func TestNotModified(t *testing.T) {
	var asked []string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, fmt.Sprintf("%s %q %q", r.URL.Path, r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")))
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, "/feed", http.StatusFound)
		case "/liar":
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("ETag", `"b"`)
			w.WriteHeader(http.StatusNotModified)
		}
	})
	f, _ := newTestFetcher(t, FetchOptions{})
	v := Validators{URL: s.URL + "/feed", ETag: `W/"a"`, LastModified: "yesterday"}
	for _, path := range []string{"/feed", "/away"} {
		r, err := f.Get(t.Context(), Request{URL: s.URL + path, Validators: v})
		if err != nil {
			t.Fatal(err)
		}
		want := Validators{URL: s.URL + "/feed", ETag: `"b"`, LastModified: "yesterday"}
		if !r.NotModified || r.Body != nil || r.Validators != want {
			t.Errorf("%s: got %+v, want not modified, %+v", path, r, want)
		}
	}
	_, err := f.Get(t.Context(), Request{URL: s.URL + "/liar", Validators: v})
	if status, ok := errors.AsType[*StatusError](err); !ok || status.Status != http.StatusNotModified {
		t.Errorf("not modified where nothing is held: got %v, want an error of status 304", err)
	}
	want := []string{`/feed "W/\"a\"" "yesterday"`, `/away "" ""`, `/feed "W/\"a\"" "yesterday"`, `/liar "" ""`}
	if fmt.Sprint(asked) != fmt.Sprint(want) {
		t.Errorf("got requests %v, want %v", asked, want)
	}
}

// write returns a handler of raw bytes, for answers that no server of good manners gives.
func write(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		io.WriteString(conn, answer)
		conn.Close()
	}
}

// packed compresses n times the same bytes.
func packed(text string, n int) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for range n {
		io.WriteString(w, text)
	}
	w.Close()
	return b.Bytes()
}

func encoded(encoding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", encoding)
		w.Write(body)
	}
}

// endless writes for as long as somebody reads, with a pause after each piece.
func endless(piece []byte, pause time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		for r.Context().Err() == nil {
			if _, err := w.Write(piece); err != nil {
				return
			}
			http.NewResponseController(w).Flush()
			time.Sleep(pause)
		}
	}
}

// wait answers only when nobody waits any more.
func wait(_ http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

func reset(w http.ResponseWriter, _ *http.Request) {
	conn, _, _ := http.NewResponseController(w).Hijack()
	conn.(*net.TCPConn).SetLinger(0)
	conn.Close()
}

func redirectTo(code int, location string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", location)
		w.WriteHeader(code)
	}
}

// TestMisbehaving asks servers that do all that servers should not.
func TestMisbehaving(t *testing.T) {
	const limit = 1 << 20
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		want    error
		text    string // part of the message
		quick   bool   // has to be refused long before the time is over
	}{
		"no answer":             {handler: wait, want: ErrTooSlow},
		"slow body":             {handler: endless([]byte("<"), 10*time.Millisecond), want: ErrTooSlow},
		"endless body":          {handler: endless(make([]byte, 64<<10), 0), want: ErrTooLarge},
		"large by its own word": {handler: write("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n<rss>"), want: ErrTooLarge, quick: true},
		"shorter than it says":  {handler: write("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>"), want: io.ErrUnexpectedEOF},
		"length of no sense":    {handler: write("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<rss>"), text: "Content-Length"},
		"chunk cut off":         {handler: write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<rss>"), want: io.ErrUnexpectedEOF},
		"no HTTP":               {handler: write("220 mail.example.org ESMTP\r\n"), text: "malformed HTTP"},
		"endless header":        {handler: write("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20)), text: "exceeded"},
		"closed at once":        {handler: write(""), want: io.EOF},
		"reset":                 {handler: reset, want: syscall.ECONNRESET},
		"gzip bomb":             {handler: encoded("gzip", packed(strings.Repeat("0", 64<<10), 4096)), want: ErrTooLarge},
		"gzip of nothing":       {handler: encoded("gzip", bytes.Repeat(packed("", 1), limit/16)), want: ErrTooLarge},
		"gzip cut off":          {handler: encoded("gzip", packed(sampleFeed, 1)[:20]), want: io.ErrUnexpectedEOF},
		"gzip that is none":     {handler: encoded("gzip", []byte(sampleFeed)), text: "content encoding gzip"},
		"Brotli unasked":        {handler: encoded("br", []byte("\x0b\x02\x80<rss>\x03")), want: ErrEncoding, text: `"br"`},
		"gzip twice":            {handler: encoded("gzip, gzip", packed(sampleFeed, 1)), want: ErrEncoding},
		"redirect loop":         {handler: redirectTo(302, "/again"), want: ErrRedirects},
		"redirect nowhere":      {handler: redirectTo(301, ""), want: ErrRedirects},
		"redirect to a file":    {handler: redirectTo(301, "file:///etc/passwd"), want: ErrAddress},
		"redirect to nonsense":  {handler: redirectTo(301, "http://[::1"), want: ErrRedirects},
		"endless redirect":      {handler: redirectTo(301, "/"+strings.Repeat("x", 5000)), want: ErrRedirects},
		"part of a document":    {handler: redirectTo(206, ""), text: "status 206 Partial Content"},
		"nothing":               {handler: redirectTo(204, ""), text: "status 204 No Content"},
		"gone":                  {handler: redirectTo(410, ""), text: "status 410 Gone"},
		"a status of its own":   {handler: redirectTo(799, ""), text: "status 799"},
	} {
		t.Run(name, func(t *testing.T) {
			defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
			s := httptest.NewServer(c.handler)
			defer s.Close()
			f, _ := newTestFetcher(t, FetchOptions{MaxBytes: limit, Whole: 500 * time.Millisecond})
			defer f.Close()
			if c.want != ErrTooSlow { //nolint:errorlint // a row of the table
				f.opts.Whole = 20 * time.Second
			}
			start := time.Now()
			r, err := f.Get(t.Context(), Request{URL: s.URL})
			if r != nil || err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) {
				t.Errorf("got %+v, %v; want error %v %q", r, err, c.want, c.text)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if err != nil && strings.Count(err.Error(), s.URL) > 1 {
				t.Errorf("the error repeats the address: %v", err)
			}
		})
	}
}

func TestSlowHeader(t *testing.T) {
	s := serve(t, wait)
	f, _ := newTestFetcher(t, FetchOptions{Header: 50 * time.Millisecond})
	if _, err := f.Get(t.Context(), Request{URL: s.URL}); !errors.Is(err, ErrTooSlow) {
		t.Errorf("got %v, want %v", err, ErrTooSlow)
	}
}

func TestUnreachable(t *testing.T) {
	f, _ := newTestFetcher(t, FetchOptions{})
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	if _, err := f.Get(t.Context(), Request{URL: s.URL}); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("got %v, want %v", err, syscall.ECONNREFUSED)
	}
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	secure.Config.ErrorLog = nil
	defer secure.Close()
	if _, err := f.Get(t.Context(), Request{URL: secure.URL}); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate of nobody: got %v", err)
	}
	if _, err := f.Get(t.Context(), Request{URL: strings.Replace(s.URL, "http:", "ftp:", 1)}); !errors.Is(err, ErrAddress) {
		t.Errorf("got %v, want %v", err, ErrAddress)
	}
}

func TestGzip(t *testing.T) {
	for _, encoding := range []string{"gzip", "X-Gzip"} {
		s := serve(t, encoded(encoding, packed(sampleFeed, 3)))
		f, _ := newTestFetcher(t, FetchOptions{})
		r, err := f.Get(t.Context(), Request{URL: s.URL})
		if err != nil || string(r.Body) != strings.Repeat(sampleFeed, 3) {
			t.Errorf("%s: got %+v, %v", encoding, r, err)
		}
	}
}

// TestLimit holds that a document of just the limit is read whole.
func TestLimit(t *testing.T) {
	for _, c := range []struct {
		n    int
		want error
	}{{999, nil}, {1000, nil}, {1001, ErrTooLarge}} {
		for name, handler := range map[string]http.HandlerFunc{
			"plain": func(w http.ResponseWriter, _ *http.Request) {
				http.NewResponseController(w).Flush() // no length given
				w.Write(make([]byte, c.n))
			},
			"gzip": encoded("gzip", packed("x", c.n)),
		} {
			s := serve(t, handler)
			f, _ := newTestFetcher(t, FetchOptions{MaxBytes: 1000})
			r, err := f.Get(t.Context(), Request{URL: s.URL})
			if !errors.Is(err, c.want) || err == nil && len(r.Body) != c.n {
				t.Errorf("%s, %d bytes: got %+v, %v, want error %v", name, c.n, r, err, c.want)
			}
		}
	}
}

func TestRedirects(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		path, ok := strings.CutPrefix(r.URL.Path, "/")
		code, rest, _ := strings.Cut(path, "/")
		if !ok || code == "feed" {
			fmt.Fprint(w, sampleFeed)
			return
		}
		var n int
		fmt.Sscan(code, &n)
		http.Redirect(w, r, "/"+rest, n)
	})
	f, _ := newTestFetcher(t, FetchOptions{})
	for path, moved := range map[string]string{
		"/feed":                 "",
		"/301/feed":             "/feed",
		"/308/feed":             "/feed",
		"/302/feed":             "",
		"/303/feed":             "",
		"/307/feed":             "",
		"/301/308/feed":         "/feed",
		"/301/302/feed":         "/302/feed",
		"/302/301/feed":         "",
		"/308/307/301/feed":     "/307/301/feed",
		"/301/301/301/302/feed": "/302/feed",
		strings.Repeat("/301", maxRedirects) + "/feed": "/feed",
	} {
		r, err := f.Get(t.Context(), Request{URL: s.URL + path})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if moved != "" {
			moved = s.URL + moved
		}
		if r.Moved != moved || r.URL != s.URL+"/feed" || string(r.Body) != sampleFeed {
			t.Errorf("%s: got moved to %q at %q, want %q", path, r.Moved, r.URL, moved)
		}
	}
	_, err := f.Get(t.Context(), Request{URL: s.URL + strings.Repeat("/301", maxRedirects+1) + "/feed"})
	if !errors.Is(err, ErrRedirects) {
		t.Errorf("one redirect too many: got %v, want %v", err, ErrRedirects)
	}
}

// TestGuard plays a public server on one port of this machine and a private one on another.
func TestGuard(t *testing.T) {
	private := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, sampleFeed) })
	hops := map[string]string{"/in": private.URL + "/secret"}
	redirect := func(w http.ResponseWriter, r *http.Request) {
		if to, ok := hops[r.URL.Path]; ok {
			http.Redirect(w, r, to, http.StatusMovedPermanently)
			return
		}
		fmt.Fprint(w, sampleFeed)
	}
	public, other := serve(t, redirect), serve(t, redirect)
	hops["/via"], hops["/out"] = other.URL+"/in", public.URL+"/feed"
	alsoPrivate := serve(t, redirect)
	hops["/round"] = public.URL + "/in"
	isPrivate := func(a netip.AddrPort) bool {
		port := fmt.Sprintf(":%d", a.Port())
		return strings.HasSuffix(private.URL, port) || strings.HasSuffix(alsoPrivate.URL, port)
	}
	for name, c := range map[string]struct {
		q       Request
		want    error
		guarded bool
	}{
		"named outright":            {Request{URL: private.URL}, nil, false},
		"remembered from a public":  {Request{URL: private.URL, Guarded: true}, ErrPrivate, false},
		"public":                    {Request{URL: public.URL + "/feed"}, nil, false},
		"public to private":         {Request{URL: public.URL + "/in"}, ErrPrivate, false},
		"public, public, private":   {Request{URL: public.URL + "/via"}, ErrPrivate, false},
		"private to private":        {Request{URL: alsoPrivate.URL + "/in"}, nil, false},
		"private to public":         {Request{URL: alsoPrivate.URL + "/out"}, nil, false},
		"private, public, private":  {Request{URL: alsoPrivate.URL + "/round"}, ErrPrivate, false},
		"private, public, guarded":  {Request{URL: public.URL + "/feed", Guarded: true}, nil, false},
		"public to another, public": {Request{URL: other.URL + "/out"}, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := newTestFetcher(t, FetchOptions{})
			f.private = isPrivate
			// A connection that is open already must not be a way round the guard.
			if _, err := f.Get(t.Context(), Request{URL: private.URL}); err != nil {
				t.Fatal(err)
			}
			r, err := f.Get(t.Context(), c.q)
			if !errors.Is(err, c.want) || err == nil && r.Guarded != c.guarded {
				t.Errorf("got %+v, %v, want error %v and guarded %v", r, err, c.want, c.guarded)
			}
		})
	}
}

func TestGuardBehindProxy(t *testing.T) {
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Host {
		case "public.example.org":
			http.Redirect(w, r, "http://"+r.URL.Path[1:]+"/feed", http.StatusFound)
		default:
			fmt.Fprint(w, sampleFeed)
		}
	})
	through, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	f, _ := newTestFetcher(t, FetchOptions{Proxy: http.ProxyURL(through)})
	for address, want := range map[string]error{
		"http://192.168.1.1/":                        nil,
		"http://public.example.org/192.168.1.1":      ErrPrivate,
		"http://public.example.org/LOCALHOST":        ErrPrivate,
		"http://public.example.org/[::1]":            ErrPrivate,
		"http://public.example.org/intranet":         ErrPrivate,
		"http://public.example.org/news.example.org": nil,
	} {
		if _, err := f.Get(t.Context(), Request{URL: address}); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", address, err, want)
		}
	}
	f.opts.Proxy = func(*http.Request) (*url.URL, error) { return nil, io.ErrNoProgress }
	if _, err := f.Get(t.Context(), Request{URL: "http://news.example.org"}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a proxy that cannot be told: got %v", err)
	}
}

func TestIsPrivate(t *testing.T) {
	for want, all := range map[bool]string{
		true: "127.0.0.1 127.8.9.10 0.0.0.0 0.1.2.3 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 " +
			"224.0.0.1 255.255.255.255 198.18.0.1 240.0.0.1 192.0.0.8 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 fec0::1 " +
			"::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1::1 2001::1 2001:db8::1",
		false: "1.1.1.1 93.184.216.34 172.32.0.1 100.128.0.1 192.0.1.1 2606:4700::1111 2001:4860::8888 ::ffff:1.1.1.1 64:ff9b::101:101",
	} {
		for text := range strings.FieldsSeq(all) {
			if got := isPrivate(netip.AddrPortFrom(netip.MustParseAddr(text), 80)); got != want {
				t.Errorf("%s: got private %v, want %v", text, got, want)
			}
		}
	}
	if !isPrivate(netip.AddrPort{}) {
		t.Error("no address: got public")
	}
}

// TestPassword holds that the password of an address goes to its server, to no other, and into no message.
func TestPassword(t *testing.T) {
	var seen []string
	note := func(where string, then http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			name, word, _ := r.BasicAuth()
			seen = append(seen, where+name+word)
			then(w, r)
		}
	}
	other := serve(t, note("other ", http.NotFound))
	elsewhere := strings.Replace(other.URL, "127.0.0.1", "localhost", 1)
	s := serve(t, note("own ", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		http.Redirect(w, r, elsewhere, http.StatusFound)
	}))
	f, _ := newTestFetcher(t, FetchOptions{})
	_, err := f.Get(t.Context(), Request{URL: strings.Replace(s.URL, "//", "//jo:hush@", 1)})
	if err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("got %v", err)
	}
	if got := strings.Join(seen, ", "); got != "own johush, own johush, other " {
		t.Errorf("got %s", got)
	}
	if _, err = f.Get(t.Context(), Request{URL: "http://jo:hush@exa mple/%zz"}); err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("a broken address: got %v", err)
	}
}

// TestPasswordInTheClear holds that a redirect from https to http does not take the password along.
func TestPasswordInTheClear(t *testing.T) {
	for from, want := range map[string]string{
		"https://jo:hush@example.org/a": "http://example.org/b",
		"http://jo:hush@example.org/a":  "http://jo:hush@example.org/b",
	} {
		at, err := url.Parse(from)
		if err != nil {
			t.Fatal(err)
		}
		trip := &trip{at: at}
		err = trip.follow(&http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {"http://example.org/b"}}})
		if err != nil || trip.at.String() != want {
			t.Errorf("from %s: got %v, %v; want %s", from, trip.at, err, want)
		}
	}
}

func TestParseAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/feed?a=b":  "https://example.org/feed?a=b",
		"feed://example.org/feed":       "http://example.org/feed",
		"feed:https://example.org/feed": "https://example.org/feed",
		"HTTP://example.org":            "http://example.org",
		"http://[::1]:8080/feed#x":      "http://[::1]:8080/feed",
		"example.org/feed":              "",
		"/feed":                         "",
		"":                              "",
		"http://":                       "",
		"http:///feed":                  "",
		"gopher://example.org":          "",
		"javascript:alert(1)":           "",
		"http://a b":                    "",
	} {
		u, err := parseAddress(address)
		if want == "" {
			if !errors.Is(err, ErrAddress) {
				t.Errorf("%q: got %v, %v, want %v", address, u, err, ErrAddress)
			}
			continue
		}
		if err != nil || u.String() != want {
			t.Errorf("%q: got %v, %v, want %s", address, u, err, want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	for field, want := range map[string]time.Duration{
		"":                               0,
		"120":                            2 * time.Minute,
		" 5 ":                            5 * time.Second,
		"0":                              0,
		"-5":                             0,
		"soon":                           0,
		"1.5":                            0,
		"99999999999999999999":           maxRetry,
		"18446744073709551615":           maxRetry,
		"Mon, 02 Nov 2026 08:30:00 GMT":  30 * time.Minute,
		"Monday, 02-Nov-26 08:30:00 GMT": 30 * time.Minute,
		"Mon, 02 Nov 2026 07:30:00 GMT":  0,
		"Mon, 02 Nov 2099 07:30:00 GMT":  maxRetry,
	} {
		if got := retryAfter(field, now); got != want {
			t.Errorf("%q: got %v, want %v", field, got, want)
		}
	}
}

func TestMaxAge(t *testing.T) {
	for field, want := range map[string]time.Duration{
		"":                             0,
		"max-age=300":                  5 * time.Minute,
		"public, Max-Age=60":           time.Minute,
		`max-age="60"`:                 time.Minute,
		"max-age=600, no-cache":        0,
		"no-store, max-age=600":        0,
		"max-age=-1":                   0,
		"max-age":                      0,
		"s-maxage=600":                 0,
		"max-age=99999999999999999999": 1 << 33 * time.Second,
	} {
		if got := maxAge(field); got != want {
			t.Errorf("%q: got %v, want %v", field, got, want)
		}
	}
}

// TestPace holds that one host is asked by one at a time, with a pause, and that hosts do not wait for each other.
func TestPace(t *testing.T) {
	var mu sync.Mutex
	busy, most := map[string]int{}, map[string]int{}
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		name, _, _ := net.SplitHostPort(r.Host)
		mu.Lock()
		busy[name]++
		most[name] = max(most[name], busy[name])
		mu.Unlock()
		time.Sleep(5 * time.Millisecond)
		mu.Lock()
		busy[name]--
		mu.Unlock()
		fmt.Fprint(w, sampleFeed)
	})
	f, c := newTestFetcher(t, FetchOptions{Pace: 2 * time.Second})
	var all sync.WaitGroup
	start := c.now()
	for i := range 10 {
		address := s.URL
		if i%2 == 0 {
			address = strings.Replace(s.URL, "127.0.0.1", "LocalHost", 1)
		}
		all.Go(func() {
			if _, err := f.Get(t.Context(), Request{URL: address}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most["127.0.0.1"] != 1 || most["localhost"]+most["LocalHost"] != 1 {
		t.Errorf("got %v requests at once to one host, want 1", most)
	}
	// Sleeping moves the one clock of both hosts, so that the pauses of one shorten those of the other.
	if took := c.now().Sub(start); took < 8*time.Second {
		t.Errorf("five requests each to two hosts took %v, want at least 4 pauses of 2s", took)
	}
	if _, err := f.Get(t.Context(), Request{URL: s.URL}); err != nil {
		t.Error(err)
	}
	f.Close()
	if len(f.hosts.byName) == 0 {
		t.Error("the pace of the last request was forgotten")
	}
	c.sleep(t.Context(), time.Minute)
	f.Close()
	if n := len(f.hosts.byName); n > 0 {
		t.Errorf("%d hosts are remembered for nothing", n)
	}
}

// TestQuiet holds that a host that asks for it is left alone, whatever feed of it is wanted.
func TestQuiet(t *testing.T) {
	var asked atomic.Int32
	answer := func(code int, retry string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			if retry != "" {
				w.Header().Set("Retry-After", retry)
			}
			w.WriteHeader(code)
		}
	}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		before  int // requests until the host is left alone
		quiet   time.Duration
	}{
		"429 with a time":    {answer(429, "90"), 1, 90 * time.Second},
		"429 without":        {answer(429, ""), 1, hostSilence},
		"503 with a time":    {answer(503, "600"), 1, 10 * time.Minute},
		"connections broken": {func(w http.ResponseWriter, r *http.Request) { asked.Add(1); reset(w, r) }, hostFailures, hostSilence},
		"503 without":        {answer(503, ""), 99, 0},
		"404":                {answer(404, "90"), 99, 0},
	} {
		t.Run(name, func(t *testing.T) {
			asked.Store(0)
			s := serve(t, c.handler)
			f, clock := newTestFetcher(t, FetchOptions{Pace: -1})
			for i := range min(c.before, 5) {
				_, err := f.Get(t.Context(), Request{URL: s.URL})
				if _, quiet := errors.AsType[*QuietError](err); quiet || err == nil {
					t.Fatalf("request %d: got %v", i, err)
				}
			}
			if c.quiet == 0 {
				return
			}
			before := asked.Load()
			_, err := f.Get(t.Context(), Request{URL: s.URL + "/other"})
			quiet, ok := errors.AsType[*QuietError](err)
			if !ok || !quiet.Until.Equal(clock.now().Add(c.quiet)) || asked.Load() != before {
				t.Fatalf("got %v after %d requests, want quiet for %v", err, asked.Load(), c.quiet)
			}
			clock.sleep(t.Context(), c.quiet)
			f.Close()
			if f.Get(t.Context(), Request{URL: s.URL}); asked.Load() == before {
				t.Error("the host was not asked again")
			}
		})
	}
}

// TestCancelled ends requests that wait for a server, for their turn, and for the pace.
func TestCancelled(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	s := httptest.NewServer(http.HandlerFunc(wait))
	defer s.Close()
	f := NewFetcher(&FetchOptions{Pace: time.Hour})
	defer f.Close()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	for range 3 {
		go func() {
			_, err := f.Get(ctx, Request{URL: s.URL})
			done <- err
		}()
	}
	time.Sleep(50 * time.Millisecond)
	cancel()
	for range 3 {
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	}
	// Another request has to wait for an hour.
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := f.Get(ctx, Request{URL: s.URL}); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrTooSlow) {
		t.Errorf("within the pace: got %v, want %v", err, context.DeadlineExceeded)
	}
}
