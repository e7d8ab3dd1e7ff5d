package watch

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// FuzzState: no file of state makes reading fail otherwise than by its named errors, and what is read is written and read again alike.
func FuzzState(f *testing.F) {
	files, err := filepath.Glob("testdata/state-1/articles/*.jsonl")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range append(files, "testdata/state-1/feeds.jsonl") {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	h := header{Kind: articlesKind, Feed: "https://bay.example/feed.xml"}
	f.Fuzz(func(t *testing.T, data []byte) {
		records, err := parseState[record](data, h)
		if err != nil {
			if records != nil || !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
				t.Fatalf("got %d records, %v", len(records), err)
			}
			return
		}
		var b bytes.Buffer
		if err := writeLines(&b, h, records); err != nil {
			t.Fatal(err)
		}
		again, err := parseState[record](b.Bytes(), h)
		if err != nil || len(again) != len(records) {
			t.Fatalf("got %d records, %v; want %d", len(again), err, len(records))
		}
	})
}

// FuzzHeaders: whatever a server writes into the fields that are read, pauses stay within their bounds and addresses on the web.
func FuzzHeaders(f *testing.F) {
	f.Add("120", "max-age=60", "https://example.org/feed")
	f.Add("Mon, 02 Nov 2026 08:30:00 GMT", "no-cache, max-age=99999999999999999999", "//example.org:80/../x?y#z")
	f.Fuzz(func(t *testing.T, retry, cache, location string) {
		if wait := retryAfter(retry, time.Unix(1_800_000_000, 0)); wait < 0 || wait > maxRetry {
			t.Errorf("Retry-After %q: %v", retry, wait)
		}
		if age := maxAge(cache); age < 0 {
			t.Errorf("Cache-Control %q: %v", cache, age)
		}
		at, err := parseAddress("https://jo:hush@bay.example/feed")
		if err != nil {
			t.Fatal(err)
		}
		trip := &trip{at: at, lasting: true}
		err = trip.follow(&http.Response{StatusCode: http.StatusMovedPermanently, Header: http.Header{"Location": {location}}})
		if err != nil {
			return
		}
		to := trip.at
		takesPassword := to.User != nil && to.User == at.User
		if to.Scheme != "http" && to.Scheme != "https" || to.Hostname() == "" || takesPassword && to.Hostname() != at.Hostname() {
			t.Errorf("Location %q leads to %v", location, to)
		}
		if again, err := parseAddress(trip.moved); err != nil || again.String() != trip.moved {
			t.Errorf("Location %q: the new address %q reads as %v, %v", location, trip.moved, again, err)
		}
	})
}
