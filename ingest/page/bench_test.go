package page

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"testing"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// newsPage is a page as large as the median of real ones: 70 kB, 700 elements, half of it scripts.
func newsPage() string {
	var nav, body strings.Builder
	for i := range 150 {
		fmt.Fprintf(&nav, `<li class="menu-item"><a href="/section/%d" title="Section %d"><span>Section %d</span></a></li>`, i, i, i)
	}
	for range 12 {
		body.WriteString(story)
	}
	script := "<script>" + strings.Repeat("window.ads = window.ads || []; ", 1000) + "</script>"
	return source("<title>Night ferry runs aground | The Bay Post</title>"+script+
		ld(`{"@type":"NewsArticle","headline":"Night ferry runs aground","datePublished":"2026-11-01T07:12:45+01:00",`+
			`"author":{"name":"Jane Doe"}}`),
		"<nav><ul>"+nav.String()+"</ul></nav><main><article><h1>Night ferry runs aground</h1>"+body.String()+"</article></main>"+script+
			"<footer><ul>"+nav.String()+"</ul></footer>")
}

// BenchmarkParse reads a page; what=library is the library alone on a tree that is parsed anew.
func BenchmarkParse(b *testing.B) {
	page := []byte(newsPage())
	address, err := url.Parse("https://bay.example/1")
	if err != nil {
		b.Fatal(err)
	}
	for _, mode := range []Mode{Thorough, Fast} {
		b.Run(fmt.Sprintf("mode=%s/what=parse", mode), func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				if _, err := Parse(page, Options{URL: address.String(), Mode: mode}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("mode=%s/what=library", mode), func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				if text := bare(b, mode, page, address, false); text == "" {
					b.Fatal("no text")
				}
			}
		})
	}
}

// bare has a library read a page as its documentation shows.
func bare(b *testing.B, mode Mode, page []byte, address *url.URL, fallback bool) string {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		b.Fatal(err)
	}
	if mode == Fast {
		r, err := readability.FromDocument(root, address)
		var text strings.Builder
		if err == nil && r.Node != nil {
			r.RenderText(&text)
		}
		return text.String()
	}
	r, err := trafilatura.ExtractDocument(root, trafilatura.Options{OriginalURL: address, ExcludeComments: true, EnableFallback: fallback})
	if err != nil {
		return ""
	}
	return r.ContentText
}
