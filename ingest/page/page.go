// Package page reads news articles out of web pages: the main text and what the page says of itself in its tags.
//
// [Parse] takes one page as a server sent it. It is made for crawlers, which have pages in memory; package ingest reads files of
// them and WARC archives with it. Many goroutines may call it at once. It starts none, keeps nothing and shares no memory with
// its input.
//
// # What is read from where
//
// The text is found by libraries, see [Mode]; paragraphs are parted by one line break. It does not hold the headline unless the page
// has that inside its text, and no captions of pictures. Everything else is taken from the first of these that has it:
//
//   - Title: headline of the JSON-LD, og:title and its kin, the only h1, the title element; without the name of the site at
//     either end.
//   - Published: JSON-LD datePublished, article:published_time and its kin, itemprop, time elements; else the date in the address, or
//     the first one that is printed below the headline in an element made for it, in one of ten languages. A date gives way to a time
//     of the same day from further down.
//   - URL: Options.URL, og:url, the note that browsers put into saved pages, the canonical address, the JSON-LD.
//   - Canonical: link rel=canonical.
//   - Outlet: og:site_name and its kin, the host of URL, the publisher in the JSON-LD.
//   - Byline: JSON-LD author, meta author and its kin, itemprop and rel author, what the library finds in the page.
//   - Provider: an organisation other than the outlet that the JSON-LD names as where the article comes from: sourceOrganization,
//     provider, isBasedOn, author, publisher, in this order.
//   - Credit: creditText and copyrightNotice of the JSON-LD, meta copyright and its kin.
//   - Language: the lang attribute, Content-Language, og:locale, inLanguage; nothing where the text is plainly in another one.
//   - Links: what the main text links to, absolute, each once.
//
// # Hostile pages
//
// Time and memory are bounded by the size of the page, whatever its markup: see [ErrComplex]. The text and the HTML that come
// back are as untrusted as the page is.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/charset"
)

// The causes of errors.
var (
	// ErrNoText is a page in which no text was found that could be an article.
	ErrNoText = errors.New("page: no text")
	// ErrBinary is what is no text at all, whatever its name says: a picture, a PDF.
	ErrBinary = errors.New("page: not text but binary data")
	// ErrComplex is a page of more than 200,000 tags or more than 512 levels: ten times as much as real pages have.
	ErrComplex = errors.New("page: too many tags or levels")
)

// Mode says how the main text is found.
type Mode string

// The modes. doc/quality.md has how often each is right.
const (
	// Thorough asks go-readability and go-domdistiller, and leaves out the short lines of the one that the other has not. It is the
	// default.
	Thorough Mode = "thorough"
	// Fast asks go-readability alone, in two thirds of the time. It finds a little more of the text, and more that is none.
	Fast Mode = "fast"
)

// Options are what is known of a page, and how it is read. The zero value is fine.
type Options struct {
	// URL is the address that the page was fetched from. Without it, links that are not absolute are lost where the page
	// does not name its address.
	URL string
	// ContentType is the header of that name that came with the page, for its charset.
	ContentType string
	// Mode is how the main text is found; the default is Thorough.
	Mode Mode
	// KeepItem has the article come with its Item.
	KeepItem bool
}

// Validate reports a mode that does not exist.
func (o Options) Validate() error {
	switch o.Mode {
	case "", Thorough, Fast:
		return nil
	}
	return fmt.Errorf("page: there is no mode %q; there are %s and %s", o.Mode, Thorough, Fast)
}

// Parse returns the article in a page; its id is its address. The bytes may be in any encoding of the web. The error wraps
// [ErrNoText], [ErrBinary] or [ErrComplex], or is that of Options.Validate.
//
// A page without a text of its own, as one that a program fills, gives the text or the summary that its tags hold; Summary says
// which.
func Parse(body []byte, opts Options) (article.Article, error) {
	if err := opts.Validate(); err != nil {
		return article.Article{}, err
	}
	source := charset.Decode(body, label(body, opts.ContentType))
	if !isText(source) {
		return article.Article{}, ErrBinary
	}
	sieved, err := sieve(source)
	if err != nil {
		return article.Article{}, err
	}
	root, err := html.Parse(bytes.NewReader(sieved.html))
	if err != nil {
		return article.Article{}, fmt.Errorf("%w: %w", ErrComplex, err)
	}
	p := &page{opts: opts, tags: readTags(root), data: readData(sieved.data), saved: sieved.saved}
	p.places()
	p.about = p.data.about(p.url, p.canonical)
	p.content = p.find(root)
	if alike(p.content.text, p.tags.title) {
		p.content.text = "" // nothing else was found
	}
	a := p.article()
	if strings.TrimSpace(a.Text) == "" {
		return article.Article{}, ErrNoText
	}
	return a, nil
}

// page is all that was read of one page.
type page struct {
	opts    Options
	tags    tags
	data    data
	content content
	saved   string // the address that a browser noted when it saved the page

	url       string   // of the page; empty where it is not known
	address   *url.URL // the same; nil where it is not known
	base      *url.URL // what relative addresses are relative to; nil where it is not known
	canonical string
	about     []object // the JSON-LD of this page, the best first
}

// isText looks at the first bytes, as browsers do.
func isText(source []byte) bool {
	return strings.HasPrefix(http.DetectContentType(source), "text/")
}
