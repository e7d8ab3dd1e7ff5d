package merge

import (
	"bufio"
	"encoding/xml"
	"io"
)

// xmlWriter writes XML until the first error, which flush returns. Names must be sound, and values free of what xmlText takes out.
type xmlWriter struct {
	w   *bufio.Writer
	e   *xml.Encoder
	err error
}

func newXMLWriter(w io.Writer) *xmlWriter {
	b := bufio.NewWriter(w)
	x := &xmlWriter{w: b, e: xml.NewEncoder(b)}
	x.raw(xml.Header)
	return x
}

func (x *xmlWriter) raw(s string) {
	if x.err == nil {
		_, x.err = x.w.WriteString(s)
	}
}

func (x *xmlWriter) escaped(s string) {
	if x.err == nil {
		x.err = xml.EscapeText(x.w, []byte(xmlText(s)))
	}
}

// open writes a start tag with attributes, which are names and values by turns.
func (x *xmlWriter) open(name string, attributes ...string) {
	x.tag(name, attributes...)
	x.raw(">\n")
}

// empty writes an element without content.
func (x *xmlWriter) empty(name string, attributes ...string) {
	x.tag(name, attributes...)
	x.raw("/>\n")
}

func (x *xmlWriter) tag(name string, attributes ...string) {
	x.raw("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		x.raw(" " + attributes[i] + `="`)
		x.escaped(attributes[i+1])
		x.raw(`"`)
	}
}

func (x *xmlWriter) close(name string) { x.raw("</" + name + ">\n") }

// text writes an element of text.
func (x *xmlWriter) text(name, value string) {
	x.tag(name)
	x.raw(">")
	x.escaped(value)
	x.raw("</" + name + ">\n")
}

// value writes a struct as encoding/xml does, on lines of its own.
func (x *xmlWriter) value(v any) {
	if x.err != nil {
		return
	}
	if x.err = x.e.Encode(v); x.err == nil {
		x.raw("\n")
	}
}

func (x *xmlWriter) flush() error {
	if x.err != nil {
		return x.err
	}
	return x.w.Flush()
}
