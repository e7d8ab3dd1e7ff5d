// Package feed reads the items of news feeds as articles: RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1,
// told apart by their content. It also reads and writes OPML, the lists of feeds that people subscribe to.
//
// # Text
//
// The text of an article is the content that the item carries (content:encoded, content, content_html, content_text), made plain:
// see package markup. Where there is none, or the summary is longer than it, the text is the summary (description, summary); and
// where there is none of these, the title. Article.Summary tells texts that are not the whole article:
//
//   - a title or a summary is no whole article, unless it has 300 words, or 120 in three paragraphs or more, as feeds without
//     content carry articles there;
//   - nor is a text that ends as teasers do, in "[…]" or "Continue reading"; in an ellipsis or in "Read more: ..." only if it has fewer
//     than 300 words.
//
// # Outlet
//
// The outlet is the host of the site that the feed belongs to, without www. An item that links to another site, as those of a
// planet or a list of links do, was published there: its outlet is the host of the link. But an item that names its source was
// republished: its outlet stays the feed's site, and the source is the Provider. Hosts of one name (bbc.co.uk, news.bbc.com) are one
// site, and addresses of services that only forward (feedproxy.google.com) tell nothing. A feed that names no site has the host of
// the item's link, else its own title, else the host it was fetched from.
//
// # Ids
//
// The id is the one that a merged feed says the item has (see package merge); else the guid (or id) of the item if it is one that no
// other feed has: an address or an identifier of at least 20 characters;
// else the address of the item; else the guid after the outlet; else place and line. Within a feed ids are unique.
//
// # Damage
//
// One broken item costs that item alone, and a feed that was cut off the item it was cut in: each is a problem with the line it is
// at. Of JSON, what follows a mistake of syntax cannot be read. A feed without items is no error. Encodings are recognised, whatever
// the feed says. Entities that a document defines are not expanded, and nothing that a document names is opened or fetched.
//
// # Memory, concurrency
//
// A feed is held whole, at most Options.MaxSize bytes (thrice that if it is not in UTF-8), and its items one batch after the
// other. Articles share no memory with it. Everything here may be called from many goroutines at once.
package feed

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
)

// The causes of problems; times that are not understood are moment.Err, and failures to read keep their own cause.
var (
	// ErrFormat is a document that is no feed.
	ErrFormat = errors.New("feed: no feed")
	// ErrBroken is an item, or another part of a feed, that cannot be read.
	ErrBroken = errors.New("feed: broken")
	// ErrCut is a feed that ends before its end.
	ErrCut = errors.New("feed: cut off")
	// ErrEmpty is an item with neither text nor title nor address.
	ErrEmpty = errors.New("feed: nothing in the item")
	// ErrTooLong is a feed longer than Options.MaxSize.
	ErrTooLong = errors.New("feed: longer than the limit")
)

// DefaultMaxSize is the limit of one feed where Options.MaxSize is zero: 64 MiB.
const DefaultMaxSize = 64 << 20

// Options are the choices of a reading. Nil and the zero value mean the documented defaults.
type Options struct {
	// Name is the Path of the places of articles and problems: the path or the address of the feed.
	Name string
	// Address is where the feed was fetched from. Relative addresses are relative to it, unless the feed gives a base of its own.
	Address string
	// MaxSize is the largest feed to read, in bytes; default DefaultMaxSize.
	MaxSize int64
	// KeepItems has every article come with its Item.
	KeepItems bool
}

// Parse reads the items of one feed, in their order. Every error is an [*article.Problem]; the sequence goes on after it. An article
// whose time of publication is not understood comes without it, followed by a problem. The sequence can be ranged over only once.
func Parse(r io.Reader, opts *Options) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		p := &pass{yield: yield, ids: map[string]int{}}
		if opts != nil {
			p.opts = *opts
		}
		if p.opts.MaxSize == 0 {
			p.opts.MaxSize = DefaultMaxSize
		}
		p.address = parsed(markup.Resolve(nil, p.opts.Address))
		p.read(r)
	}
}

// pass is one reading of a feed. Its methods return false when the pass is over.
type pass struct {
	opts    Options
	address *url.URL
	yield   func(article.Article, error) bool

	doc   document
	about channel
	ids   map[string]int // those given out, and how many more were made of each
	items int            // how many the feed has
	lost  error          // of a reading that failed before the end, until it is told
}

func (p *pass) read(r io.Reader) {
	raw, err := readAll(r, p.opts.MaxSize)
	if errors.Is(err, ErrTooLong) || err != nil && len(raw) == 0 {
		p.problem(0, "", err)
		return
	}
	p.doc, p.lost = newDocument(raw), err
	if p.readAny() && p.lost != nil {
		p.cut(len(p.doc.text), "", "")
	}
}

// readAny reads the feed in the document.
func (p *pass) readAny() bool {
	switch p.doc.first() {
	case '<':
		return p.readXML()
	case '{':
		return p.readJSON()
	case 0:
		return p.problem(0, "", fmt.Errorf("%w: nothing in it", ErrFormat))
	}
	return p.problem(0, "", fmt.Errorf("%w: neither XML nor JSON", ErrFormat))
}

// cut tells that the feed ends too early: because the reading failed, if it did.
func (p *pass) cut(at int, id, where string) bool {
	err := fmt.Errorf("%w: %s", ErrCut, where)
	if p.lost != nil {
		err, p.lost = p.lost, nil
	}
	return p.problem(p.doc.line(at), id, err)
}

// problem hands one problem on.
func (p *pass) problem(line int, id string, err error) bool {
	return p.yield(article.Article{}, &article.Problem{Place: p.place(line), ID: id, Err: err})
}

func (p *pass) place(line int) article.Place { return article.Place{Path: p.opts.Name, Line: line} }

// readAll returns at most limit bytes, and with an error those that came before it.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLong, limit)
	}
	return raw, err
}
