package feed

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-json"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/markup"
)

// readJSON reads the feed in the document: first what it says of itself, which may stand behind the items, then those.
func (p *pass) readJSON() bool {
	var about jsonChannel
	w := jsonWalk{doc: p.doc.text, member: about.set, item: func(int, int) bool { p.items++; return true }}
	end := w.walk()
	if !w.listed && end != cut && !strings.Contains(string(about.version), "jsonfeed.org/version/") {
		return p.problem(0, "", fmt.Errorf("%w: JSON without items", ErrFormat))
	}
	p.about = about.channel(p)
	w = jsonWalk{doc: p.doc.text, member: func(string, []byte) {}, item: p.jsonItem}
	switch w.walk() {
	case whole:
		return true
	case cut:
		return p.cut(w.at, "", fmt.Sprintf("after %d items", p.items))
	case stopped:
		return false
	default:
		return p.problem(p.doc.line(w.at), "", fmt.Errorf("%w: what follows item %d", ErrBroken, p.items))
	}
}

// jsonWalk goes through a JSON object of members, one of which is a list of items. It finds where values begin and end; whether
// they are sound is seen by who reads them.
type jsonWalk struct {
	doc    []byte
	at     int
	member func(name string, value []byte) // takes the others
	item   func(start, end int) bool       // takes each item; false means that no more are wanted
	listed bool                            // there was a list of items
}

// ending is how a walk ended.
type ending int

const (
	whole   ending = iota
	cut            // the document ended first
	garbled        // what is at this place cannot be there
	stopped
)

// walk goes to the end of the object, or as far as it can.
func (w *jsonWalk) walk() ending {
	w.at = bytes.IndexByte(w.doc, '{') + 1
	for {
		switch w.next() {
		case 0:
			return cut
		case '}':
			return whole
		case '"':
		default:
			return garbled
		}
		start, end := w.value()
		if end < 0 {
			return cut
		}
		name := string(bytes.Trim(w.doc[start:end], `"`))
		if c := w.next(); c != ':' {
			return or(c == 0, cut, garbled)
		}
		w.at++
		c := w.next()
		if name == "items" && c == '[' {
			if ended := w.items(); ended != whole {
				return ended
			}
			continue
		}
		if start, end = w.value(); end < 0 || start == end {
			return or(end < 0, cut, garbled)
		}
		w.member(name, w.doc[start:end])
	}
}

func or(first bool, a, b ending) ending {
	if first {
		return a
	}
	return b
}

func (w *jsonWalk) items() ending {
	w.at++
	w.listed = true
	for {
		switch w.next() {
		case 0:
			return cut
		case ']':
			w.at++
			return whole
		}
		at := w.at
		start, end := w.value()
		switch {
		case end < 0:
			w.at = at
			return cut
		case start == end:
			return garbled
		case !w.item(start, end):
			return stopped
		}
	}
}

// next goes to the next character that is neither white space nor a comma, and returns it, or 0 at the end.
func (w *jsonWalk) next() byte {
	for ; w.at < len(w.doc); w.at++ {
		switch c := w.doc[w.at]; c {
		case ' ', '\t', '\r', '\n', ',':
		default:
			return c
		}
	}
	return 0
}

// value goes to the end of the value that begins here, and returns where it is. The end is -1 if the document ends first; it is
// the start if there is no value.
func (w *jsonWalk) value() (start, end int) {
	start = w.at
	for depth := 0; w.at < len(w.doc); w.at++ {
		switch w.doc[w.at] {
		case '"':
			if !w.text() {
				return start, -1
			}
			if depth == 0 {
				return start, w.at
			}
			w.at--
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return start, w.at
			}
			if depth--; depth == 0 {
				w.at++
				return start, w.at
			}
		case ' ', '\t', '\r', '\n', ',', ':':
			if depth == 0 {
				return start, w.at
			}
		}
	}
	return start, -1
}

// text goes behind a string; false means that the document ends in it.
func (w *jsonWalk) text() bool {
	for w.at++; w.at < len(w.doc); w.at++ {
		i := bytes.IndexAny(w.doc[w.at:], `"\`)
		if i < 0 {
			break
		}
		if w.at += i; w.doc[w.at] == '"' {
			w.at++
			return true
		}
		w.at++ // what is escaped
	}
	w.at = len(w.doc)
	return false
}

// jsonChannel is what a JSON feed says of itself.
type jsonChannel struct {
	version, title, site, feed, language loose
	author, authors                      people
}

func (c *jsonChannel) set(name string, value []byte) {
	var to json.Unmarshaler
	switch name {
	case "version":
		to = &c.version
	case "title":
		to = &c.title
	case "home_page_url":
		to = &c.site
	case "feed_url":
		to = &c.feed
	case "language":
		to = &c.language
	case "author":
		to = &c.author
	case "authors":
		to = &c.authors
	default:
		return
	}
	_ = to.UnmarshalJSON(value) // it takes what it can
}

func (c *jsonChannel) channel(p *pass) channel {
	about := channel{title: markup.Line(string(c.title)), language: string(c.language), authors: append(c.authors, c.author...)}
	for _, site := range []loose{c.site, c.feed} {
		if about.site == "" {
			about.site = markup.Resolve(p.address, string(site))
		}
	}
	return about
}

// jsonItem is an item as JSON Feed writes it.
type jsonItem struct {
	ID       loose  `json:"id"`
	URL      loose  `json:"url"`
	External loose  `json:"external_url"`
	Title    loose  `json:"title"`
	HTML     loose  `json:"content_html"`
	Text     loose  `json:"content_text"`
	Summary  loose  `json:"summary"`
	Image    loose  `json:"image"`
	Banner   loose  `json:"banner_image"`
	Date     loose  `json:"date_published"`
	Modified loose  `json:"date_modified"`
	Author   people `json:"author"`
	Authors  people `json:"authors"`
	Language loose  `json:"language"`
	Tags     texts  `json:"tags"`
	Files    files  `json:"attachments"`

	Marks json.RawMessage `json:"_samestory"`
}

// jsonItem hands one item on.
func (p *pass) jsonItem(start, end int) bool {
	line, value := p.doc.line(start), p.doc.text[start:end]
	if value[0] != '{' {
		return p.problem(line, "", fmt.Errorf("%w: an item that is no JSON object", ErrBroken))
	}
	var i jsonItem
	if err := json.Unmarshal(value, &i); err != nil {
		return p.problem(line, "", fmt.Errorf("%w: %w", ErrBroken, err))
	}
	e := i.entry()
	e.line = line
	if p.opts.KeepItems {
		e.record = bytes.Clone(value)
	}
	return p.article(e)
}

func (i *jsonItem) entry() entry {
	e := entry{
		guid:       string(i.ID),
		url:        firstOf(i.URL, i.External, loose(markup.Resolve(nil, string(i.ID)))),
		title:      string(i.Title),
		content:    firstOf(i.HTML, i.Text),
		plain:      i.HTML == "",
		summary:    string(i.Summary),
		authors:    append(i.Authors, i.Author...),
		published:  []string{string(i.Date)},
		updated:    []string{string(i.Modified)},
		language:   string(i.Language),
		links:      []string{string(i.External)},
		categories: i.Tags,
		marks:      i.Marks,
		merged:     mergedID(i.Marks),
	}
	for _, picture := range []loose{i.Image, i.Banner} {
		e.attach(article.Media{URL: string(picture)})
	}
	for _, f := range i.Files {
		e.attach(article.Media{URL: string(f.URL), Type: string(f.Type), Length: length(string(f.Size))})
	}
	return e
}

func firstOf(all ...loose) string {
	for _, s := range all {
		if s != "" {
			return string(s)
		}
	}
	return ""
}

// The types of fields take what feeds have there, and pass over what they cannot use: no item is lost by a wrong type.
type (
	loose  string   // a string, or a number as it is written
	texts  []string // a list of such, or one
	people []string // the names of authors: a list of objects or strings, or one
	files  []jsonFile
)

// jsonFile is an attachment.
type jsonFile struct {
	URL  loose `json:"url"`
	Type loose `json:"mime_type"`
	Size loose `json:"size_in_bytes"`
}

// UnmarshalJSON takes a string or a number.
func (s *loose) UnmarshalJSON(value []byte) error {
	*s = ""
	switch c := value[0]; {
	case c == '"':
		_ = json.Unmarshal(value, (*string)(s))
	case c == '-' || '0' <= c && c <= '9':
		*s = loose(value)
	}
	return nil
}

// UnmarshalJSON takes a list of strings, or one.
func (t *texts) UnmarshalJSON(value []byte) error {
	*t = nil
	for _, element := range elements(value) {
		var s loose
		if _ = s.UnmarshalJSON(element); s != "" {
			*t = append(*t, string(s))
		}
	}
	return nil
}

// UnmarshalJSON takes a list of authors, or one.
func (p *people) UnmarshalJSON(value []byte) error {
	*p = nil
	for _, element := range elements(value) {
		var named struct {
			Name loose `json:"name"`
		}
		if element[0] == '{' {
			_ = json.Unmarshal(element, &named)
		} else {
			_ = named.Name.UnmarshalJSON(element)
		}
		if named.Name != "" {
			*p = append(*p, string(named.Name))
		}
	}
	return nil
}

// UnmarshalJSON takes a list of files, or one.
func (f *files) UnmarshalJSON(value []byte) error {
	*f = nil
	for _, element := range elements(value) {
		var file jsonFile
		if element[0] == '{' && json.Unmarshal(element, &file) == nil {
			*f = append(*f, file)
		}
	}
	return nil
}

// elements returns the elements of a list, or the value itself if it is none.
func elements(value []byte) []json.RawMessage {
	if value[0] != '[' {
		return []json.RawMessage{value}
	}
	var all []json.RawMessage
	_ = json.Unmarshal(value, &all)
	return all
}
