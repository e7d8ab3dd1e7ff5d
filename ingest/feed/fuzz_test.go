package feed

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/samestory/samestory/article"
)

// FuzzParse: any bytes are articles of sound UTF-8 with ids of their own, in order, and problems of this package or of times.
func FuzzParse(f *testing.F) {
	for _, doc := range four() {
		f.Add([]byte(doc))
	}
	samples, _ := filepath.Glob("../../testdata/ingest/feeds/*.*")
	for _, path := range samples {
		if doc, err := os.ReadFile(path); err == nil {
			f.Add(doc)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 1 << 16
		opts := &Options{Name: "f", MaxSize: limit, KeepItems: true, Address: "https://bay.example/feed"}
		ids, last := map[string]bool{}, 0
		for a, err := range Parse(bytes.NewReader(data), opts) {
			place := a.Place
			if p, ok := errors.AsType[*article.Problem](err); ok {
				place = p.Place
			} else if a.ID == "" || ids[a.ID] || a.Text == "" && a.URL == "" || a.Item == nil {
				t.Fatalf("got article %+v", a)
			}
			ids[a.ID] = true
			if place.Path != "f" || place.Line > 0 && place.Line < last || place.Line > bytes.Count(data, []byte("\n"))+1 && utf8.Valid(data) {
				t.Fatalf("place %v after line %d", place, last)
			}
			last = max(last, place.Line)
			if !utf8.ValidString(a.ID + a.Text + a.Title + a.Outlet + a.URL + a.Byline + a.Provider + a.Canonical + strings.Join(a.Links, "")) {
				t.Fatalf("got article %+v, want sound UTF-8", a)
			}
		}
	})
}

// FuzzOPML: what is read can be written and read again.
func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="a"><outline title="b" xmlUrl="https://a.example/" htmlUrl="c"/></outline></body></opml>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, _ := ParseOPML(bytes.NewReader(data))
		var b bytes.Buffer
		if err := WriteOPML(&b, "", all); err != nil {
			t.Fatal(err)
		}
		again, err := ParseOPML(&b)
		if err != nil || !slices.Equal(all, again) {
			t.Fatalf("got %q, %v, want %q", again, err, all)
		}
	})
}
