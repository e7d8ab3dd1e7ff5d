package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Subscription is a feed in a list of feeds.
type Subscription struct {
	// Title is what the list calls it.
	Title string
	// URL is where the feed is, Site the pages it belongs to; as written, so that either may be relative or no address at all.
	URL, Site string
}

// ParseOPML reads a list of feeds: every outline with an address, in whatever folders, in the order they stand. An address that
// comes again is left out. The list may be of at most DefaultMaxSize bytes. With an error comes what was read before it: ErrFormat
// for what is no OPML, ErrBroken, ErrCut, ErrTooLong, or the cause of a failure to read.
func ParseOPML(r io.Reader) ([]Subscription, error) {
	raw, lost := readAll(r, DefaultMaxSize)
	if errors.Is(lost, ErrTooLong) {
		return nil, lost
	}
	l := list{seen: map[string]bool{}}
	err := l.read(newDocument(raw).text)
	return l.all, cmp.Or(lost, err)
}

// list is a list of feeds that is being read.
type list struct {
	all  []Subscription
	seen map[string]bool
	open bool // within the root element
}

func (l *list) read(doc []byte) error {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	for {
		// Raw tokens need no memory for the elements around them, however many.
		token, err := d.RawToken()
		switch element := token.(type) {
		case xml.StartElement:
			if !l.open && !strings.EqualFold(element.Name.Local, "opml") {
				return fmt.Errorf("%w and no OPML: the first element is %q", ErrFormat, element.Name.Local[:min(len(element.Name.Local), 40)])
			}
			l.open = true
			l.outline(element)
		case xml.EndElement:
			if l.open && strings.EqualFold(element.Name.Local, "opml") {
				return nil
			}
		}
		if err != nil {
			return l.ended(err)
		}
	}
}

// ended says what it means that there are no more tokens.
func (l *list) ended(err error) error {
	syntax, ok := errors.AsType[*xml.SyntaxError](err)
	switch {
	case !l.open:
		return fmt.Errorf("%w and no OPML", ErrFormat)
	case ok && syntax.Msg != "unexpected EOF":
		return fmt.Errorf("%w: line %d: %s", ErrBroken, syntax.Line, syntax.Msg)
	case !ok && err != io.EOF: //nolint:errorlint // a wrapped io.EOF is no end
		return fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return fmt.Errorf("%w: after %d feeds", ErrCut, len(l.all))
}

// outline takes an element if it names a feed.
func (l *list) outline(element xml.StartElement) {
	attributes := map[string]string{}
	for _, a := range element.Attr {
		attributes[strings.ToLower(a.Name.Local)] = strings.TrimSpace(a.Value)
	}
	s := Subscription{Title: attributes["title"], URL: attributes["xmlurl"], Site: attributes["htmlurl"]}
	if kind := strings.ToLower(attributes["type"]); kind == "include" || kind == "link" || kind == "rss" {
		s.URL = cmp.Or(s.URL, attributes["url"])
	}
	if s.URL == "" || l.seen[s.URL] || !strings.EqualFold(element.Name.Local, "outline") {
		return
	}
	if s.Title = cmp.Or(s.Title, attributes["text"]); s.Title == s.URL {
		s.Title = ""
	}
	l.seen[s.URL] = true
	l.all = append(l.all, s)
}

type (
	opmlDocument struct {
		XMLName  xml.Name      `xml:"opml"`
		Version  string        `xml:"version,attr"`
		Title    string        `xml:"head>title"`
		Outlines []opmlOutline `xml:"body>outline"`
	}
	opmlOutline struct {
		Text  string `xml:"text,attr"`
		Title string `xml:"title,attr,omitempty"`
		Type  string `xml:"type,attr"`
		URL   string `xml:"xmlUrl,attr"`
		Site  string `xml:"htmlUrl,attr,omitempty"`
	}
)

// WriteOPML writes a list of feeds with a title, as OPML 2.0. ParseOPML reads the same list from it.
func WriteOPML(w io.Writer, title string, all []Subscription) error {
	doc := opmlDocument{Version: "2.0", Title: title}
	for _, s := range all {
		doc.Outlines = append(doc.Outlines, opmlOutline{Text: cmp.Or(s.Title, s.URL), Title: s.Title, Type: "rss", URL: s.URL, Site: s.Site})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
