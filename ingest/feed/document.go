package feed

import (
	"bytes"
	"regexp"

	"github.com/samestory/samestory/ingest/charset"
)

// document is a feed in UTF-8.
type document struct {
	text []byte
	at   int // the lines before this byte are counted
	n    int // how many they are
}

// declaration is how XML begins, in any encoding that has the letters of ASCII.
var declaration = regexp.MustCompile(`^\s*<\?xml[^>]{1,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

func newDocument(raw []byte) document {
	label := ""
	if m := declaration.FindSubmatch(raw[:min(len(raw), 1<<10)]); m != nil {
		label = string(m[1])
	}
	return document{text: charset.Decode(raw, label)}
}

// first returns the first character that is not white space, or 0.
func (d *document) first() byte {
	rest := bytes.TrimSpace(d.text)
	if len(rest) == 0 {
		return 0
	}
	return rest[0]
}

// line returns the number of the line that a byte is in. It is quick if asked for one byte after the other.
func (d *document) line(at int) int {
	if at < d.at {
		d.at, d.n = 0, 0
	}
	d.n += bytes.Count(d.text[d.at:at], []byte("\n"))
	d.at = at
	return d.n + 1
}
