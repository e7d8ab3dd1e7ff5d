package newsroom

import (
	"encoding/xml"
	"strings"
)

// nitfHTML gives the elements of NITF their names in HTML; those that are missing stand for words within a line.
var nitfHTML = map[string]string{
	"p": "p", "hl1": "h1", "hl2": "h2", "block": "div", "bq": "blockquote", "credit": "p", "note": "div", "fn": "p", "pre": "pre",
	"ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd", "br": "br", "hr": "hr",
	"table": "table", "caption": "caption", "thead": "thead", "tbody": "tbody", "tfoot": "tfoot", "tr": "tr", "th": "th", "td": "td",
	"a": "a", "em": "em", "q": "q", "sub": "sub", "sup": "sup",
}

// flow copies the content of the open element as HTML. Names maps its elements to those of HTML; nil means that it is XHTML.
// What skip handles is left out.
func (p *parser) flow(b *strings.Builder, names map[string]string, skip func(e xml.StartElement) (bool, error)) error {
	depth := len(p.open)
	var ends []string // what closes the elements from depth on, which may be nothing
	for {
		token, err := p.next()
		if err != nil {
			return err
		}
		e, start := isElement(token)
		within := len(p.open) - depth
		if start {
			within--
		}
		for len(ends) > max(0, within) {
			b.WriteString(ends[len(ends)-1])
			ends = ends[:len(ends)-1]
		}
		if data, ok := token.(xml.CharData); ok && !p.tooLong() {
			escape(b, data)
		}
		if start {
			skipped, err := p.skipped(e, depth+within, skip)
			if err != nil {
				return err
			}
			if !skipped {
				ends = append(ends, p.startTag(b, e, names))
			}
		}
		if len(p.open) < depth {
			return nil
		}
	}
}

// skipped lets skip handle an element, and closes it if it did: no more than depth elements are open then.
func (p *parser) skipped(e xml.StartElement, depth int, skip func(e xml.StartElement) (bool, error)) (bool, error) {
	skipped, err := skip(e)
	if err == nil && skipped {
		err = p.close(depth)
	}
	return skipped, err
}

func isElement(token xml.Token) (xml.StartElement, bool) {
	e, ok := token.(xml.StartElement)
	return e, ok
}

// startTag writes a tag and returns the one that will close it.
func (p *parser) startTag(b *strings.Builder, e xml.StartElement, names map[string]string) (end string) {
	name := e.Name.Local
	if names != nil {
		name = names[name]
	}
	if name == "" || p.tooLong() {
		return ""
	}
	b.WriteByte('<')
	b.WriteString(name)
	for _, a := range e.Attr {
		if a.Name.Local == "href" || p.opts.Keep && names == nil && a.Name.Space == "" && a.Name.Local != "xmlns" {
			b.WriteByte(' ')
			b.WriteString(a.Name.Local)
			b.WriteString(`="`)
			escape(b, []byte(a.Value))
			b.WriteByte('"')
		}
	}
	if name == "br" || name == "hr" || name == "img" {
		b.WriteString("/>")
		return ""
	}
	b.WriteByte('>')
	return "</" + name + ">"
}

// escape writes text as HTML.
func escape(b *strings.Builder, text []byte) {
	done := 0
	for i, c := range text {
		var escaped string
		switch c {
		case '&':
			escaped = "&amp;"
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;"
		case '"':
			escaped = "&quot;"
		default:
			continue
		}
		b.Write(text[done:i])
		b.WriteString(escaped)
		done = i + 1
	}
	b.Write(text[done:])
}
