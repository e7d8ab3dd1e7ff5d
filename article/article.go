// Package article says what an article is: the one type that every other package speaks of.
//
// It holds no behaviour beyond telling where an article was read, imports nothing of samestory, and its values are plain data:
// copy them, compare their fields, share them between goroutines as long as nobody writes.
package article

import (
	"fmt"
	"time"
)

// Article is one published text with what is known of its publication. Only Text is needed to find copies; an empty
// field means unknown.
type Article struct {
	// ID names the article. It is unique within one index; readers make one up from Place where the input has none.
	ID string
	// Outlet is who published it: a site, a newspaper.
	Outlet string
	// URL is the address it was published at.
	URL string
	// Title is the headline, without markup.
	Title string
	// Byline is the author line as printed.
	Byline string
	// Provider is the agency or service that a field beside the text names as where the article comes from: the source of a
	// feed's item, the provider of a newsroom format, the author or publisher in a page's data.
	Provider string
	// Credit holds what fields beside the text say of whose it is: credit line, copyright notice, usage terms, as printed, a line each.
	Credit string
	// Canonical is the address that the article itself names as its canonical one; elsewhere than URL it tells of a copy.
	Canonical string
	// Links are the addresses that the text links to.
	Links []string
	// Language is a BCP 47 tag ("en", "pt-BR"), or empty to let the program tell.
	Language string
	// Summary reports that Text is only a summary of the article, as feeds have them.
	Summary bool
	// Text is the article in UTF-8, paragraphs parted by line breaks. Byte offsets in links refer to it.
	Text string
	// Published is the time of publication; the zero time means unknown.
	Published time.Time
	// Precision says how exactly Published is known.
	Precision Precision
	// Place is where the article was read.
	Place Place
	// Item is what is needed to write the article again beyond all this; nil unless the reader was asked to keep it.
	Item *Item
}

// Item is an article as its feed or file holds it: what detection does not need, and a merged feed does.
type Item struct {
	// HTML is the content as markup, and Summary the summary, where there is one beside the content; both untrusted.
	HTML, Summary string
	// GUID is the identifier that the feed gives the item, which need not be an address.
	GUID string
	// Version is the number of this version of the item, where it has versions, as its format counts them.
	Version string
	// Updated is when the article was last changed; the zero time means unknown.
	Updated time.Time
	// Categories are its sections, subjects and tags.
	Categories []string
	// Media are the pictures, sounds and films that go with it.
	Media []Media
	// Record is the JSON object that the article was read from, where it was one.
	Record []byte
	// Marks is the JSON object that an earlier merge wrote beside the item; package merge reads it.
	Marks []byte
}

// Media is a file that goes with an item.
type Media struct {
	URL string
	// Type is the MIME type, and Credit who made it, as printed; empty where unknown.
	Type, Credit string
	// Length is the size in bytes, 0 where unknown.
	Length int64
}

// Precision is how exactly a time of publication is known.
type Precision uint8

// The precisions, finest first.
const (
	ToSecond Precision = iota
	ToMinute
	ToDay
)

// Place is a position in the input: a path as the user gave it and the line (or record) within it, counted from 1;
// line 0 means the whole file.
type Place struct {
	Path string
	Line int
}

// String returns path:line, or the path alone for a whole file.
func (p Place) String() string {
	if p.Line == 0 {
		return p.Path
	}
	return fmt.Sprintf("%s:%d", p.Path, p.Line)
}

// Problem is an error met in the input: what could not be read or compared, and where. The run goes on after it.
// Match the cause with errors.Is and errors.As.
type Problem struct {
	Place Place
	// ID is the id of the article, where it is known.
	ID string
	// Err is the cause.
	Err error
}

// Error returns place, id and cause in one line.
func (p *Problem) Error() string {
	switch {
	case p.ID == "" || p.ID == p.Place.String():
		return fmt.Sprintf("%s: %v", p.Place, p.Err)
	case p.Place == Place{}:
		return fmt.Sprintf("%s: %v", p.ID, p.Err)
	}
	return fmt.Sprintf("%s: %s: %v", p.Place, p.ID, p.Err)
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }
