package page

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse: any bytes are an article of sound UTF-8, no larger than they can be decoded to, or an error that is documented.
func FuzzParse(f *testing.F) {
	data := ld(`{"@type":"Article","author":[{"name":"A"}],"datePublished":"2026-11-02"}`)
	f.Add([]byte(source("<title>T</title><link rel=canonical href=/c>"+data, story)), true)
	f.Add([]byte(`<html lang=en><table><tr><td><a href=x>l</a><font><p><b><i></table><svg><title>s</svg><textarea><pre>`), false)
	f.Add([]byte("<meta charset=shift_jis><p>\x83\x65<p>\x83"), true)
	for _, page := range hostile(2 << 10) {
		const enough = 2 << 10
		f.Add([]byte(page[:min(len(page), enough)]), false)
	}
	f.Fuzz(func(t *testing.T, body []byte, fast bool) {
		const limit = 16 << 10 // what is quadratic in the libraries is TestHostile's business
		if len(body) > limit {
			t.Skip()
		}
		opts := Options{URL: "https://a.example/x", KeepItem: true}
		if fast {
			opts.Mode = Fast
		}
		a, err := Parse(body, opts)
		if err != nil {
			if !errors.Is(err, ErrNoText) && !errors.Is(err, ErrBinary) && !errors.Is(err, ErrComplex) {
				t.Fatalf("got error %v", err)
			}
			return
		}
		all := append([]string{
			a.Text, a.Title, a.Byline, a.Outlet, a.Provider, a.Canonical, a.Language, a.Credit, a.Item.HTML,
			a.Item.Summary,
		}, a.Links...)
		joined := strings.Join(all, "")
		if !utf8.ValidString(joined) || strings.ContainsFunc(joined, isMark) {
			t.Fatalf("unsound text in %q", all)
		}
		const growth = 6 // bytes of UTF-8 for a byte, and twice where a library repeats a text of a line
		if strings.TrimSpace(a.Text) == "" || len(a.Text) > growth*len(body)+100 || a.URL != opts.URL || a.ID != opts.URL {
			t.Fatalf("got text of %d bytes for %d, url %q", len(a.Text), len(body), a.URL)
		}
		for _, link := range a.Links {
			if u, err := url.Parse(link); err != nil || u.Host == "" {
				t.Fatalf("got link %q", link)
			}
		}
	})
}
