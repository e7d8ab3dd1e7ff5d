package watch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/merge"
)

func validOptions() *Options {
	return &Options{
		Feeds:   func(context.Context) ([]string, error) { return nil, nil },
		Publish: func(context.Context, []merge.Item) error { return nil },
	}
}

// The stories of the tests. Made up.
const (
	orchard = "A family orchard near Vessel won the county prize for its cider on Monday, the fourth time in a row that the judges " +
		"chose the growers of Hollow Lane. Martha Quill, who runs the orchard with her two brothers, said the dry summer had made " +
		"the apples small but sweet. The prize of 2,400 crowns will pay for a new press. The fair drew 11,000 visitors this year, " +
		"the organisers said, more than in any year since it moved to the old airfield."
	ferry = "The night ferry to Port Lorne stayed in harbour on Tuesday after divers found a crack in one of its propellers. The " +
		"company said that 340 passengers were taken to hotels and that repairs would last until the weekend. The ship, built in " +
		"1998, had passed an inspection in spring. Lorries with fresh fish waited in a line two kilometres long, and the port " +
		"asked drivers to stay away until a second ship arrives from the mainland."
	library = "The town library of Easter Bridge will open on Sundays from next month, the council decided by nine votes to four. " +
		"Volunteers will lend books in the morning, while the children's room stays open until six. The librarian Oswin Tarrant " +
		"called it an experiment and promised figures after a year. Opponents said the heating of the old hall costs 900 crowns a " +
		"day in winter and that the buses do not run on Sundays."
	mushroom = "Walkers in the Grenfell forest found a mushroom that botanists thought had died out sixty years ago. The pale green " +
		"cap was growing under a spruce beside the ridge path. Samples went to the university in Harrow Sound, where they were " +
		"compared with a dried one from 1931. The forest office closed the path for three weeks and asked people not to look for " +
		"more of them, as their boots could do more harm than hunger."
)

// item is an item of a feed.
type item struct {
	guid, title, text string
	published         time.Time
}

// rss writes a feed of a site.
func rss(site string, items ...item) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>%s</title><link>http://%s/</link>\n", site, site)
	for _, it := range items {
		fmt.Fprintf(&b, "<item><guid isPermaLink=\"false\">%s</guid><link>http://%s/%s</link><title>%s</title>", it.guid, site, it.guid, it.title)
		if !it.published.IsZero() {
			fmt.Fprintf(&b, "<pubDate>%s</pubDate>", it.published.Format(time.RFC1123Z))
		}
		fmt.Fprintf(&b, "<description>%s</description></item>\n", html.EscapeString("<p>"+it.text+"</p>"))
	}
	b.WriteString("</channel></rss>\n")
	return b.String()
}

// world is a server with feeds, and a watcher of them.
type world struct {
	t      testing.TB
	server *httptest.Server
	clock  *fakeClock
	state  string
	opts   Options
	w      *Watcher
	log    bytes.Buffer

	mu sync.Mutex
	// pages are what is served, by path; handlers go before them. asked are the requests since the last round.
	pages    map[string]string
	handlers map[string]http.HandlerFunc
	asked    []string

	list      []string
	published []merge.Item
	publishes int
	failing   error // of the next publishing
}

func newWorld(t testing.TB) *world {
	t.Helper()
	v := &world{
		t: t, clock: newFakeClock(), state: filepath.Join(t.TempDir(), "state"),
		pages: map[string]string{}, handlers: map[string]http.HandlerFunc{},
	}
	v.server = httptest.NewServer(v)
	t.Cleanup(v.server.Close)
	v.opts = Options{
		Feeds:   func(context.Context) ([]string, error) { return slices.Clone(v.list), nil },
		Publish: v.publish,
		Fetch:   FetchOptions{Pace: -1, Header: 5 * time.Second},
		Log:     slog.New(slog.NewTextHandler(&v.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	v.open()
	t.Cleanup(func() { v.w.Close() })
	return v
}

func (v *world) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	v.asked = append(v.asked, r.URL.Path)
	page, found := v.pages[r.URL.Path]
	handler := v.handlers[r.URL.Path]
	v.mu.Unlock()
	sum := sha256.Sum256([]byte(page))
	tag := `"` + hex.EncodeToString(sum[:4]) + `"`
	switch {
	case handler != nil:
		handler(w, r)
	case !found:
		http.NotFound(w, r)
	case r.Header.Get("If-None-Match") == tag:
		w.WriteHeader(http.StatusNotModified)
	default:
		w.Header().Set("ETag", tag)
		fmt.Fprint(w, page)
	}
}

func (v *world) publish(_ context.Context, items []merge.Item) error {
	if err := v.failing; err != nil {
		v.failing = nil
		return err
	}
	v.published = items
	v.publishes++
	return nil
}

// feed serves a feed and puts it on the list if it is not there.
func (v *world) feed(name string, items ...item) {
	v.page("/"+name, rss(name+".example", items...))
}

func (v *world) page(path, content string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.pages[path] = content
	delete(v.handlers, path)
	v.mention(path)
}

func (v *world) handle(path string, h http.HandlerFunc) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.handlers[path] = h
	v.mention(path)
}

func (v *world) mention(path string) {
	if address := v.server.URL + path; !slices.Contains(v.list, address) {
		v.list = append(v.list, address)
	}
}

func (v *world) open() {
	v.t.Helper()
	w, err := Open(v.state, &v.opts)
	if err != nil {
		v.t.Fatal(err)
	}
	w.clock, w.fetcher.clock = v.clock.clock(), v.clock.clock()
	w.random = func() float64 { return 0.5 } // no jitter
	v.w = w
}

func (v *world) restart() {
	v.t.Helper()
	if err := v.w.Close(); err != nil {
		v.t.Fatal(err)
	}
	v.open()
}

// round makes a round ten minutes after the last.
func (v *world) round() *Round {
	v.t.Helper()
	v.clock.sleep(context.Background(), DefaultEvery)
	v.mu.Lock()
	v.asked = nil
	v.mu.Unlock()
	r, err := v.w.Round(v.t.Context())
	if err != nil {
		v.t.Fatalf("%v\n%s", err, &v.log)
	}
	return r
}

// output returns what was published last, an item a line: its id and those it stands for.
func (v *world) output() string {
	var lines []string
	for _, it := range v.published {
		line := it.Article.Title
		for _, a := range it.Also {
			line += " + " + a.Title
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// requests returns what was asked for since the round began.
func (v *world) requests() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.asked)
}

func (v *world) want(what, output string) {
	v.t.Helper()
	if diff := cmp.Diff(strings.Split(output, "\n"), strings.Split(v.output(), "\n")); diff != "" {
		v.t.Errorf("%s: want -, got +\n%s", what, diff)
	}
}

func (v *world) ago(d time.Duration) time.Time { return v.clock.now().Add(-d) }

// TestRounds follows three feeds for a while.
func TestRounds(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	v := newWorld(t)
	defer v.server.Close()
	bay := item{"bay-1", "Orchard at the bay", orchard, v.ago(2 * time.Hour)}
	fish := item{"bay-2", "Ferry", ferry, v.ago(3 * time.Hour)}
	v.feed("bay", bay, fish)
	v.feed("hill", item{"hill-1", "Orchard on the hill", orchard, v.ago(time.Hour)})
	v.feed("lake")
	r := v.round()
	v.want("first round", "Orchard at the bay + Orchard on the hill\nFerry")
	if r.Feeds != 3 || r.Asked != 3 || r.Added != 3 || r.Held != 3 || r.Items != 2 || r.Failed != 0 || len(r.Problems) > 0 {
		t.Errorf("first round: got %+v", *r)
	}

	if r = v.round(); r.Unchanged != 3 || v.publishes != 1 {
		t.Errorf("nothing new: got %+v, published %d times, want once", *r, v.publishes)
	}

	// A copy that is older, longer and the source of the others is found later: the item stays the one that was shown.
	lake := item{"lake-1", "Orchard by the lake", orchard + " The orchard was founded by their grandfather in 1921.", v.ago(20 * time.Hour)}
	v.feed("lake", lake)
	if r = v.round(); r.Added != 1 || r.Unchanged != 2 {
		t.Errorf("a copy comes: got %+v", *r)
	}
	v.want("a copy comes", "Orchard at the bay + Orchard on the hill + Orchard by the lake\nFerry")

	// A new version of an article is no copy of it.
	bay.title, bay.text = "Orchard at the bay (updated)", orchard+" The press is to come from abroad."
	v.feed("bay", bay, fish)
	if r = v.round(); r.Updated != 1 || r.Added != 0 || r.Held != 4 {
		t.Errorf("a new version: got %+v", *r)
	}
	v.want("a new version", "Orchard at the bay (updated) + Orchard on the hill + Orchard by the lake\nFerry")

	// What the feed no longer lists stays in the window.
	v.feed("bay", fish)
	v.round()
	v.want("no longer listed", "Orchard at the bay (updated) + Orchard on the hill + Orchard by the lake\nFerry")
	before, stories := ids(v.published), v.published[0].Story

	v.restart()
	if r = v.round(); r.Unchanged != 3 || r.Held != 4 {
		t.Errorf("after a restart: got %+v", *r)
	}
	v.want("after a restart", "Orchard at the bay (updated) + Orchard on the hill + Orchard by the lake\nFerry")
	if after := ids(v.published); !slices.Equal(before, after) || v.published[0].Story != stories {
		t.Errorf("after a restart: got ids %v, story %s; want %v, %s", after, v.published[0].Story, before, stories)
	}
	v.w.Close()
}

func ids(items []merge.Item) []string {
	var all []string
	for _, it := range items {
		all = append(all, it.Article.ID)
	}
	return all
}

// TestStands holds that two items which turn out to be one story become that which was shown first, whatever rule is asked for.
func TestStands(t *testing.T) {
	for _, rule := range merge.Rules() {
		v := newWorld(t)
		v.w.Close()
		v.opts.Merge = &merge.Options{Keep: rule, Prefer: []string{"lake.example"}}
		v.open()
		v.feed("hill", item{"hill-1", "Hill", orchard, v.ago(2 * time.Hour)})
		v.feed("lake")
		v.round()
		v.feed("lake", item{"lake-1", "Lake", ferry, v.ago(3 * time.Hour)})
		v.round()
		v.want("two stories", "Hill\nLake")
		v.feed("lake", item{"lake-1", "Lake", orchard + " " + orchard[:200], v.ago(3 * time.Hour)})
		v.round()
		v.want(string(rule), "Hill + Lake")
	}
}

// TestWindow holds that articles leave the window after a week, with what they stand for, and do not come back from a feed
// that still lists them.
func TestWindow(t *testing.T) {
	v := newWorld(t)
	undated := item{"bay-1", "Orchard", orchard, time.Time{}}
	dated := item{"bay-2", "Ferry", ferry, v.ago(5 * 24 * time.Hour)}
	old := item{"bay-3", "Library", library, v.ago(8 * 24 * time.Hour)}
	v.feed("bay", undated, dated, old)
	v.feed("hill")
	if r := v.round(); r.Added != 2 {
		t.Errorf("first: got %+v", *r)
	}
	v.want("first", "Ferry\nOrchard")

	v.clock.sleep(t.Context(), 3*24*time.Hour)
	v.feed("hill", item{"hill-1", "Orchard again", orchard, v.clock.now()})
	if r := v.round(); r.Left != 1 || r.Added != 1 {
		t.Errorf("after three days: got %+v", *r)
	}
	v.want("after three days", "Orchard + Orchard again")

	// The copy is four days old and was shown with the article that leaves now.
	v.clock.sleep(t.Context(), 4*24*time.Hour)
	if r := v.round(); r.Left != 2 || r.Held != 0 {
		t.Errorf("after a week: got %+v", *r)
	}
	v.want("after a week", "")

	v.restart()
	mushroom := item{"bay-4", "Mushroom", mushroom, v.clock.now()}
	v.feed("bay", mushroom, undated, dated, old)
	v.feed("hill", item{"hill-1", "Orchard again", orchard, v.clock.now()}, mushroom)
	if r := v.round(); r.Added != 2 {
		t.Errorf("a changed list: got %+v", *r)
	}
	v.want("a changed list", "Mushroom + Mushroom")

	// Forgotten when the feed forgets it.
	v.feed("bay", mushroom)
	v.round()
	v.feed("bay", mushroom, undated)
	v.round()
	v.want("an article that comes back after it was gone", "Mushroom + Mushroom\nOrchard")
}

// TestStoryEnds holds that an item whose copies have left the window stands alone again, and names no story.
func TestStoryEnds(t *testing.T) {
	v := newWorld(t)
	v.feed("bay", item{"bay-1", "Orchard", orchard, v.ago(time.Hour)})
	v.round()
	v.feed("hill", item{"hill-1", "Orchard too", orchard, v.ago(6 * 24 * time.Hour)})
	v.round()
	v.want("both", "Orchard + Orchard too")
	if v.published[0].Story == "" {
		t.Fatal("the story has no name")
	}
	v.clock.sleep(t.Context(), 2*24*time.Hour)
	v.round()
	v.want("one", "Orchard")
	if story := v.published[0].Story; story != "" {
		t.Errorf("the item alone names story %q", story)
	}
}

// TestMost holds that beyond the bound the oldest leave.
func TestMost(t *testing.T) {
	v := newWorld(t)
	v.w.Close()
	v.opts.Most = 2
	v.open()
	v.feed("bay", item{"bay-1", "Orchard", orchard, v.ago(3 * time.Hour)}, item{"bay-2", "Ferry", ferry, v.ago(2 * time.Hour)},
		item{"bay-3", "Library", library, v.ago(time.Hour)})
	for range 2 {
		v.round()
		v.want("bounded", "Library\nFerry")
	}
	if !strings.Contains(v.log.String(), "too many articles") {
		t.Errorf("nothing was said:\n%s", &v.log)
	}
}

// TestFairShare holds that a feed of very many articles does not push out those of others.
func TestFairShare(t *testing.T) {
	for _, c := range []struct {
		counts []int
		most   int
		want   int
	}{
		{nil, 5, 0},
		{[]int{0}, 5, 0},
		{[]int{3}, 5, 3},
		{[]int{9}, 5, 5},
		{[]int{1, 9}, 6, 5},
		{[]int{9, 9, 1}, 7, 3},
		{[]int{4, 4, 4}, 2, 0},
		{[]int{2, 2, 2}, 6, 2},
		{[]int{0, 100, 7, 7}, 50, 36},
	} {
		if got := fairShare(c.counts, c.most); got != c.want {
			t.Errorf("%v, at most %d: got %d, want %d", c.counts, c.most, got, c.want)
		}
	}
	v := newWorld(t)
	v.w.Close()
	v.opts.Most = 10
	v.open()
	v.feed("bay", item{"bay-1", "Orchard", orchard, v.ago(3 * 24 * time.Hour)}, item{"bay-2", "Ferry", ferry, v.ago(2 * 24 * time.Hour)})
	var many []item
	for i := range 50 {
		spam := item{fmt.Sprintf("spam-%d", i), fmt.Sprintf("Spam %d", i), fmt.Sprintf("Offer %d", i*i), v.ago(time.Duration(i) * time.Minute)}
		many = append(many, spam)
	}
	v.feed("spam", many...)
	for range 2 {
		v.round()
		if out := v.output(); len(v.published) != 10 || !strings.Contains(out, "Orchard\n") && !strings.HasSuffix(out, "Orchard") ||
			!strings.Contains(out, "Ferry") || !strings.Contains(out, "Spam 7") {
			t.Errorf("got\n%s", out)
		}
	}
}

// TestFeedBytes holds that one feed cannot fill the memory over many rounds.
func TestFeedBytes(t *testing.T) {
	h := held{feeds: []*source{newSource("a"), newSource("b")}, byID: map[string][]*record{}}
	now := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	text := strings.Repeat("x", maxFeedBytes/10)
	for i := range 15 {
		a := article.Article{ID: fmt.Sprint(i), URL: fmt.Sprint(i), Text: text, Published: now.Add(-time.Duration(i) * time.Minute)}
		h.update(h.feeds[i/14], []article.Article{a}, false, now, time.Hour)
	}
	left, early := h.expire(now, time.Hour, 1000)
	if left != 5 || early != 5 || len(h.feeds[1].records) != 1 || h.feeds[0].byID["0"].Article == nil || h.feeds[0].byID["13"].Article != nil {
		t.Errorf("%d left, %d early; want 5 of the first feed", left, early)
	}
}

// TestManyItems holds that of a document with very many items, and as many problems, a part is taken and the rest is told of.
func TestManyItems(t *testing.T) {
	var b strings.Builder
	b.WriteString("<rss version=\"2.0\"><channel><title>Spam</title>")
	for i := range maxItems + 50 {
		fmt.Fprintf(&b, "<item><guid>http://spam.example/%d</guid><title>Offer %d</title><pubDate>02/11/2026</pubDate></item>", i, i)
	}
	d := read("http://spam.example/feed", &Response{URL: "http://spam.example/feed", Body: []byte(b.String() + "</channel></rss>")})
	if len(d.articles) != maxItems || d.whole || d.cut || d.err != nil || len(d.problems) != maxProblems+1 {
		t.Errorf("got %d articles, %d problems, %+v", len(d.articles), len(d.problems), d.err)
	}
	if last := d.problems[len(d.problems)-1]; !errors.Is(last, ErrTooMany) || !strings.Contains(last.Error(), "9901 more problems") {
		t.Errorf("the last problem is %v", last)
	}
}

// TestMoved holds that a feed that moved for good is asked at its new address, after a restart too, and that the old address is
// tried again when the new one fails.
func TestMoved(t *testing.T) {
	v := newWorld(t)
	v.page("/new", rss("bay.example", item{"bay-1", "Orchard", orchard, v.ago(time.Hour)}))
	v.list = nil
	v.handle("/old", redirectTo(301, "/new"))
	v.round()
	asked := func(what string, want ...string) {
		t.Helper()
		v.round()
		if !slices.Equal(v.requests(), want) {
			t.Errorf("%s: asked for %v, want %v", what, v.requests(), want)
		}
	}
	asked("moved", "/new")
	v.restart()
	asked("after a restart", "/new")
	if n := len(v.published); n != 1 {
		t.Errorf("got %d items, want the one that is held", n)
	}
	v.handle("/new", redirectTo(410, ""))
	v.list = v.list[:1]
	for range 2 {
		asked("failing", "/new")
		v.clock.sleep(t.Context(), time.Hour)
	}
	asked("failing a third time", "/new")
	v.clock.sleep(t.Context(), time.Hour)
	asked("the old address", "/old", "/new")
}

// TestMovedToNoFeed holds that a portal or a parked domain does not become the address of a feed.
func TestMovedToNoFeed(t *testing.T) {
	v := newWorld(t)
	v.page("/portal", "<!DOCTYPE html><html><body>This domain is for sale</body></html>")
	v.list = nil
	v.handle("/feed", redirectTo(301, "/portal"))
	for range 2 {
		r := v.round()
		if r.Failed != 1 || !slices.Equal(v.requests(), []string{"/feed", "/portal"}) {
			t.Errorf("got %+v, asked for %v", *r, v.requests())
		}
		v.clock.sleep(t.Context(), time.Hour)
	}
}

// TestBackoff holds how long a feed that fails is left alone, by how it fails.
func TestBackoff(t *testing.T) {
	status := func(code int, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(code)
		}
	}
	const day = 24 * time.Hour
	doubling := []time.Duration{10 * time.Minute, 20 * time.Minute, 40 * time.Minute, 80 * time.Minute}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		waits   []time.Duration
	}{
		"500":             {status(500), doubling},
		"404":             {status(404), doubling},
		"HTML":            {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html><body>Sign in</body></html>") }, doubling},
		"reset":           {reset, doubling},
		"503 with time":   {status(503, "Retry-After", "1800"), []time.Duration{30 * time.Minute, 30 * time.Minute, 40 * time.Minute}},
		"429 with date":   {status(429, "Retry-After", "Mon, 02 Nov 2026 10:00:00 GMT"), []time.Duration{110 * time.Minute, 20 * time.Minute}},
		"429 with a year": {status(429, "Retry-After", "31536000"), []time.Duration{day, day}},
	} {
		t.Run(name, func(t *testing.T) {
			v := newWorld(t)
			v.handle("/feed", c.handler)
			for i, wait := range c.waits {
				r := v.round()
				f := v.w.held.feeds[0]
				if r.Failed != 1 || len(r.Problems) != 1 || r.Problems[0].Place.Path != v.list[0] || f.Failures != i+1 {
					t.Fatalf("failure %d: got %+v, %v", i+1, *r, f.memory)
				}
				if got := f.NotBefore.Sub(v.clock.now()); got != wait {
					t.Fatalf("failure %d: waits %v, want %v", i+1, got, wait)
				}
				if wait > DefaultEvery+time.Minute {
					if i%2 == 0 {
						v.restart()
					}
					if r := v.round(); r.Asked != 0 || len(v.requests()) > 0 {
						t.Fatalf("asked too early: %+v", *r)
					}
					v.clock.sleep(t.Context(), wait-2*DefaultEvery)
				}
			}
			v.clock.sleep(t.Context(), day)
			v.feed("feed", item{"1", "Orchard", orchard, time.Time{}})
			if r := v.round(); r.Failed != 0 || r.Added != 1 || v.w.held.feeds[0].Failures != 0 {
				t.Errorf("well again: got %+v", *r)
			}
		})
	}
}

func TestBackoffBounds(t *testing.T) {
	w := &Watcher{opts: validOptions().withDefaults()}
	for failures := 1; failures < 200; failures++ {
		for _, random := range []float64{0, 0.999999} {
			w.random = func() float64 { return random }
			got := w.backoff(failures)
			if got < DefaultEvery/2 || got > maxBackoff*5/4 || failures > 10 && got < maxBackoff/2 {
				t.Errorf("%d failures: got %v", failures, got)
			}
		}
	}
	w.opts.Every = 300 * 24 * time.Hour
	if got := w.backoff(50); got > maxBackoff*5/4 {
		t.Errorf("a long pace: got %v", got)
	}
}

// TestGone holds that a feed that is gone is not asked for again, its articles stay, and it is said.
func TestGone(t *testing.T) {
	v := newWorld(t)
	v.feed("bay", item{"bay-1", "Orchard", orchard, time.Time{}})
	v.round()
	v.handle("/bay", redirectTo(410, ""))
	v.round()
	v.restart()
	if r := v.round(); r.Gone != 1 || len(v.requests()) > 0 || r.Held != 1 {
		t.Errorf("got %+v, asked for %v", *r, v.requests())
	}
	if !strings.Contains(v.log.String(), "gone for good") {
		t.Errorf("nothing was said:\n%s", &v.log)
	}
	// Taken out of the list and put in again, it gets another chance.
	list := v.list
	v.list = nil
	v.round()
	v.list = list
	if v.round(); len(v.requests()) != 1 {
		t.Error("the feed was not asked for again")
	}
}

// TestHostIsLeftAlone holds that feeds of a host that asks for quiet wait without being failures.
func TestHostIsLeftAlone(t *testing.T) {
	v := newWorld(t)
	v.handle("/a", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	v.feed("b", item{"b-1", "Orchard", orchard, time.Time{}})
	if r := v.round(); r.Asked != 1 || r.Failed != 1 || len(v.requests()) != 1 || v.w.held.feeds[1].Failures != 0 {
		t.Errorf("got %+v, asked for %v", *r, v.requests())
	}
	v.restart() // the host's wish outlives the process
	if r := v.round(); r.Asked != 0 || len(v.requests()) != 0 {
		t.Errorf("got %+v, asked for %v", *r, v.requests())
	}
	v.clock.sleep(t.Context(), time.Hour)
	if r := v.round(); r.Added != 1 {
		t.Errorf("after an hour: got %+v", *r)
	}
}

// TestMaxAge holds that a feed is not asked for again while its server calls it current, within reason.
func TestMaxAgeIsHeeded(t *testing.T) {
	for age, want := range map[string]time.Duration{"60": 0, "600": 0, "1800": 27 * time.Minute, "31536000": 54 * time.Minute} {
		v := newWorld(t)
		v.handle("/a", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Cache-Control", "max-age="+age)
			fmt.Fprint(w, rss("a.example"))
		})
		v.round()
		got := v.w.held.feeds[0].NotBefore
		if got.IsZero() != (want == 0) || want > 0 && got.Sub(v.clock.now()) != want {
			t.Errorf("max-age %s: got %v, want %v after %v", age, got, want, v.clock.now())
		}
	}
}

// TestDocuments reads documents that are not as they should be.
func TestDocuments(t *testing.T) {
	good := rss("bay.example", item{"bay-1", "Orchard", orchard, time.Time{}}, item{"bay-2", "Café", ferry, time.Time{}})
	latin := strings.NewReplacer(`<?xml version="1.0"?>`, `<?xml version="1.0" encoding="iso-8859-1"?>`, "é", "\xe9").Replace(good)
	for name, c := range map[string]struct {
		document    string
		titles      string
		failed      int
		conditional bool // asked for with validators the next time
	}{
		"good":            {good, "Orchard\nCafé", 0, true},
		"empty feed":      {rss("bay.example"), "", 0, true},
		"nothing":         {"", "", 1, false},
		"HTML":            {"<!DOCTYPE html><html><head><title>x</title></head></html>", "", 1, false},
		"plain text":      {"Service unavailable", "", 1, false},
		"binary":          {"\x00\x01\x02\xff\xfe<rss>", "", 1, false},
		"cut off":         {good[:len(good)-200], "Orchard", 0, false},
		"ISO 8859-1":      {latin, "Orchard\nCafé", 0, true},
		"UTF-8 called so": {strings.Replace(good, `"1.0"?>`, `"1.0" encoding="us-ascii"?>`, 1), "Orchard\nCafé", 0, true},
		"lots of angles":  {strings.Repeat("<rss>", 100_000), "", 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			v := newWorld(t)
			v.page("/bay", c.document)
			r := v.round()
			v.want("titles", c.titles)
			if r.Failed != c.failed || (c.failed > 0 || strings.HasPrefix(name, "cut")) != (len(r.Problems) > 0) {
				t.Errorf("got %+v, problems %v", *r, r.Problems)
			}
			if got := v.w.held.feeds[0].Validators.ETag != ""; got != c.conditional {
				t.Errorf("validators held: %v, want %v", got, c.conditional)
			}
		})
	}
}

// TestCutOffForgetsNothing holds that what is missing in half a document does not count as taken out of it.
func TestCutOffForgetsNothing(t *testing.T) {
	v := newWorld(t)
	a, b := item{"bay-1", "Orchard", orchard, time.Time{}}, item{"bay-2", "Ferry", ferry, time.Time{}}
	v.feed("bay", a, b)
	v.round()
	v.clock.sleep(t.Context(), 8*24*time.Hour)
	whole := v.pages["/bay"]
	v.page("/bay", whole[:len(whole)-200])
	v.round()
	v.page("/bay", whole)
	if r := v.round(); r.Added != 0 || r.Held != 0 {
		t.Errorf("got %+v; articles that left came back", *r)
	}
}

// TestProblemsAreSaidOnce holds that a mistake that stays in a feed is not told at every change of it.
func TestProblemsAreSaidOnce(t *testing.T) {
	v := newWorld(t)
	broken := func(title string) string {
		page := rss("bay.example", item{"bay-1", title, orchard, v.ago(0)})
		i, j := strings.Index(page, "<pubDate>"), strings.Index(page, "</pubDate>")
		return page[:i] + "<pubDate>02/11/2026" + page[j:]
	}
	for _, title := range []string{"One", "Two", "Three"} {
		v.page("/bay", broken(title))
		if r := v.round(); len(r.Problems) != 1 {
			t.Errorf("%s: got problems %v, want one", title, r.Problems)
		}
	}
	if n := strings.Count(v.log.String(), "02/11/2026"); n != 1 {
		t.Errorf("the problem was said %d times:\n%s", n, &v.log)
	}
}

// TestSameID holds that articles of one id in several feeds keep their ids when one of them leaves.
func TestSameID(t *testing.T) {
	v := newWorld(t)
	const id = "http://cms.example/?p=0000000000000042"
	v.feed("bay", item{id, "Orchard", orchard, v.ago(6 * 24 * time.Hour)})
	v.feed("hill", item{id, "Ferry", ferry, v.ago(time.Hour)})
	v.round()
	before := ids(v.published)
	if len(before) != 2 || before[0] == before[1] {
		t.Fatalf("got ids %v, want two", before)
	}
	v.clock.sleep(t.Context(), 2*24*time.Hour)
	v.restart()
	v.round()
	if after := ids(v.published); len(after) != 1 || after[0] != before[0] {
		t.Errorf("got ids %v, want %v", after, before[:1])
	}
	// Feeds of one outlet share their articles.
	v.page("/bay2", strings.ReplaceAll(v.pages["/hill"], "Ferry", "Ferry, sport"))
	if r := v.round(); r.Added != 1 || len(v.published) != 1 || v.published[0].Article.ID != before[0] {
		t.Errorf("got %+v, ids %v", *r, ids(v.published))
	}
}

// TestListOfFeeds changes the list.
func TestListOfFeeds(t *testing.T) {
	v := newWorld(t)
	v.feed("bay", item{"bay-1", "Orchard", orchard, v.ago(time.Hour)})
	v.feed("hill", item{"hill-1", "Ferry", ferry, v.ago(2 * time.Hour)})
	v.list = append(v.list, v.list[0]) // twice
	if r := v.round(); r.Feeds != 2 || r.Asked != 2 {
		t.Errorf("a feed twice: got %+v", *r)
	}
	both := slices.Clone(v.list[:2])
	v.list = both[:1]
	v.round()
	v.want("one taken out", "Orchard")
	v.list = both
	v.round()
	v.want("put in again", "Orchard\nFerry")
	v.list = both[:1]
	v.round()
	file := filepath.Join(v.state, articlesFile(both[1]))
	os.Chtimes(file, v.clock.now(), v.clock.now())
	v.round()
	if _, err := os.Stat(file); err != nil {
		t.Errorf("removed too early: %v", err)
	}
	v.clock.sleep(t.Context(), 8*24*time.Hour)
	v.round()
	if _, err := os.Stat(file); !isMissing(err) {
		t.Errorf("a week later: got %v, want the file removed", err)
	}
	v.opts.Feeds = func(context.Context) ([]string, error) { return nil, os.ErrPermission }
	v.w.opts.Feeds = v.opts.Feeds
	if r := v.round(); r.Feeds != 1 {
		t.Errorf("a list that cannot be read: got %+v, want the last one", *r)
	}
	v.restart()
	if _, err := v.w.Round(t.Context()); !errors.Is(err, os.ErrPermission) {
		t.Errorf("from the start: got %v, want %v", err, os.ErrPermission)
	}
}

// TestPublishFails holds that what could not be written is written in the next round.
func TestPublishFails(t *testing.T) {
	v := newWorld(t)
	v.feed("bay", item{"bay-1", "Orchard", orchard, time.Time{}})
	v.failing = os.ErrPermission
	if _, err := v.w.Round(t.Context()); !errors.Is(err, os.ErrPermission) || v.publishes != 0 {
		t.Fatalf("got %v", err)
	}
	if r := v.round(); r.Unchanged != 1 || v.publishes != 1 {
		t.Errorf("got %+v, published %d times", *r, v.publishes)
	}
	v.want("published", "Orchard")
}

// TestSaveFails holds that nothing is published that would not be known after a restart.
func TestSaveFails(t *testing.T) {
	v := newWorld(t)
	v.feed("bay", item{"bay-1", "Orchard", orchard, time.Time{}})
	v.round()
	folder := filepath.Join(v.state, articlesFolder)
	if err := os.Rename(folder, folder+"-away"); err != nil {
		t.Fatal(err)
	}
	v.feed("bay", item{"bay-1", "Orchard", orchard, time.Time{}}, item{"bay-2", "Ferry", ferry, time.Time{}})
	if _, err := v.w.Round(t.Context()); err == nil || v.publishes != 1 {
		t.Errorf("got %v, published %d times", err, v.publishes)
	}
	if err := os.Rename(folder+"-away", folder); err != nil {
		t.Fatal(err)
	}
	v.round()
	v.want("published", "Orchard\nFerry")
}

// TestCrash ends a round at each point where files are written, and goes on from what is on the disk.
func TestCrash(t *testing.T) {
	for name, crash := range map[string]func(v *world){
		"before all files": func(v *world) {
			os.RemoveAll(v.state)
		},
		"before the file of feeds": func(v *world) {
			os.Remove(filepath.Join(v.state, feedsFile))
		},
		"before one file of articles": func(v *world) {
			os.Remove(filepath.Join(v.state, articlesFile(v.list[1])))
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := newWorld(t)
			v.feed("bay", item{"bay-1", "Orchard", orchard, v.ago(time.Hour)})
			v.feed("hill", item{"hill-1", "Ferry", ferry, v.ago(2 * time.Hour)}, item{"hill-2", "Orchard too", orchard, v.ago(0)})
			v.failing = os.ErrClosed // the output was not written
			v.w.Round(t.Context())
			v.w.Close()
			crash(v)
			v.open()
			v.round()
			v.want("after the crash", "Orchard + Orchard too\nFerry")
			v.restart()
			v.round()
			v.want("after a restart", "Orchard + Orchard too\nFerry")
		})
	}
}

// TestAbandoned ends a round while servers are asked: nothing of it is kept, and nothing is left behind.
func TestAbandoned(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	v := newWorld(t)
	defer v.server.Close()
	v.feed("bay", item{"bay-1", "Orchard", orchard, time.Time{}})
	ctx, cancel := context.WithCancel(t.Context())
	v.handle("/slow", func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if err := v.w.Run(ctx); !errors.Is(err, context.Canceled) || v.publishes != 0 {
		t.Errorf("got %v, published %d times", err, v.publishes)
	}
	if _, err := os.Stat(filepath.Join(v.state, feedsFile)); !isMissing(err) {
		t.Errorf("got %v, want no file of feeds", err)
	}
	v.w.Close()
}

// TestRun holds the pace of rounds, and that an error of a later round does not end them.
func TestRun(t *testing.T) {
	v := newWorld(t)
	v.feed("bay", item{"bay-1", "Orchard", orchard, time.Time{}})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var starts []time.Time
	rounds := 0
	feeds := v.w.opts.Feeds
	v.w.opts.Feeds = func(ctx context.Context) ([]string, error) {
		starts = append(starts, v.clock.now())
		v.clock.sleep(ctx, 3*time.Minute) // the work of a round
		if rounds++; rounds == 4 {
			cancel()
		}
		if rounds == 2 {
			v.feed("bay", item{"bay-1", "Orchard, again", orchard, time.Time{}})
			v.failing = os.ErrPermission
		}
		return feeds(ctx)
	}
	if err := v.w.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	for i, s := range starts[1:] {
		if pause := s.Sub(starts[i]); pause != DefaultEvery {
			t.Errorf("round %d began %v after the one before, want %v", i+2, pause, DefaultEvery)
		}
	}
	v.want("published in the end", "Orchard, again")
	if rounds != 4 || !strings.Contains(v.log.String(), "the round failed") {
		t.Errorf("%d rounds, log:\n%s", rounds, &v.log)
	}
	v.w.opts.Feeds = func(context.Context) ([]string, error) { return nil, os.ErrNotExist }
	v.w.held.feeds = nil
	if err := v.w.Run(t.Context()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a first round that fails: got %v", err)
	}
}

// TestHostileTimes holds that no time in a feed keeps the state from being written.
func TestHostileTimes(t *testing.T) {
	v := newWorld(t)
	page := rss("bay.example", item{"bay-1", "Orchard", orchard, time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)})
	for _, when := range []string{"Fri, 31 Dec 9999 23:59:59 -1200", "9999-12-31T23:59:59-12:00", "99999999999999999999"} {
		v.page("/bay", strings.Replace(page, "Mon, 02 Nov 2026 00:00:00 +0000", when, 1))
		v.round()
		v.restart()
		v.round()
		v.want(when, "Orchard")
	}
}

func TestOptions(t *testing.T) {
	for name, change := range map[string]func(o *Options){
		"no feeds":     func(o *Options) { o.Feeds = nil },
		"no publisher": func(o *Options) { o.Publish = nil },
		"backwards":    func(o *Options) { o.Every = -1 },
		"no window":    func(o *Options) { o.Keep = -1 },
		"none":         func(o *Options) { o.Most = -1 },
		"nobody":       func(o *Options) { o.Parallel = -1 },
	} {
		o := validOptions()
		if change(o); !errors.Is(o.Validate(), ErrOptions) {
			t.Errorf("%s: got %v, want %v", name, o.Validate(), ErrOptions)
		}
		if _, err := Open(t.TempDir(), o); !errors.Is(err, ErrOptions) {
			t.Errorf("%s: opened with %v", name, err)
		}
	}
	if err := validOptions().Validate(); err != nil {
		t.Error(err)
	}
	// Servers on other machines are not asked more often than once a minute.
	v := newWorld(t)
	v.w.opts.Every = time.Second
	v.feed("bay")
	v.round()
	v.list = append(v.list, "https://bay.example/feed")
	if _, err := v.w.Round(t.Context()); !errors.Is(err, ErrOptions) || len(v.w.held.feeds) > 1 {
		t.Errorf("every second: got %v, want %v", err, ErrOptions)
	}
}
