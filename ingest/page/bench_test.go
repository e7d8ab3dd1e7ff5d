package page

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"testing"

	readability "codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
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

// BenchmarkParse reads a page; what=library is what the libraries alone take, on trees that are parsed once.
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
				text := readable(b, page, address)
				if mode == Thorough {
					text += distill(b, page, address)
				}
				if text == "" {
					b.Fatal("no text")
				}
			}
		})
	}
}

// tree parses a page.
func tree(b *testing.B, page []byte) *html.Node {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		b.Fatal(err)
	}
	return root
}

// readable, distill and trafilate have a library read a page as its documentation shows.
func readable(b *testing.B, page []byte, address *url.URL) string {
	r, err := readability.FromDocument(tree(b, page), address)
	var text strings.Builder
	if err == nil && r.Node != nil {
		r.RenderText(&text)
	}
	return text.String()
}

func distill(b *testing.B, page []byte, address *url.URL) string {
	r, err := distiller.Apply(tree(b, page), &distiller.Options{OriginalURL: address, SkipPagination: true})
	if err != nil {
		return ""
	}
	return r.Text
}

func trafilate(b *testing.B, page []byte, address *url.URL) string {
	r, err := trafilatura.ExtractDocument(tree(b, page), trafilatura.Options{
		OriginalURL: address, ExcludeComments: true,
		EnableFallback: true,
	})
	if err != nil {
		return ""
	}
	return r.ContentText
}
