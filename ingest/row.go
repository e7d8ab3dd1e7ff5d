package ingest

import (
	"bytes"
	stdjson "encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-json"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/table"
)

// known counts the fields that columns of such names hold.
func (m *mapping) known(names []string) int {
	const enough = 500 // of a table; it takes few commas to look like one
	if len(names) > enough {
		return 0
	}
	c, _ := m.columns(names)
	return c.known()
}

// header is what the columns of a table are.
type header struct {
	names   []string
	columns columns
}

// header finds the fields in the names of columns, which may be in an old encoding as well.
func (s *session) header(names []string) (*header, error) {
	h := &header{names: make([]string, len(names))}
	for i, name := range names {
		var err error
		if h.names[i], err = decodeText(name); err != nil {
			return nil, err
		}
	}
	var err error
	if h.columns, err = s.fields.columns(h.names); err != nil {
		return nil, err
	}
	return h, h.columns.readable(h.names)
}

// row hands on the article of one row.
func (s *session) row(h *header, place article.Place, cell func(column int) table.Cell) bool {
	c := cells{columns: &h.columns, cell: cell}
	a, err := articleOf(&c, place)
	if a.ID == "" {
		a.ID = nthOf(place, 1)
	}
	if c.err != nil {
		return s.problem(place, a.ID, c.err)
	}
	if s.opts.KeepItems {
		a.Item = itemOf(&c, &a, h.object(cell))
	}
	return s.dated(a, err)
}

// cells are those of one row. The error is that of the first text that could not be decoded.
type cells struct {
	columns *columns
	cell    func(column int) table.Cell
	err     error
}

// text returns the first text that a field has: of a list the texts joined.
func (c *cells) text(f field) string {
	for _, i := range c.columns[f] {
		cell := c.cell(i)
		text := cell.Text
		if cell.Kind == table.List {
			text = strings.Join(cell.List, separator(f))
		}
		if text != "" {
			return c.decoded(f, text)
		}
	}
	return ""
}

func (c *cells) decoded(f field, text string) string {
	text, err := decodeText(text)
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("%s: %w", f, err)
	}
	return text
}

// list returns the texts of a list, or the words of a text.
func (c *cells) list(f field) []string {
	for _, i := range c.columns[f] {
		cell := c.cell(i)
		list := cell.List
		if cell.Kind != table.List {
			list = strings.Fields(cell.Text)
		}
		for j, text := range list {
			list[j] = c.decoded(f, text)
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// separator returns what parts the texts of a list that are one text together: paragraphs, lines, or names.
func separator(f field) string {
	switch f {
	case fieldText, fieldHTML, fieldSummary:
		return "\n\n"
	case fieldCredit:
		return "\n"
	}
	return ", "
}

// object returns a row as a JSON object of its columns. A name that comes again is numbered.
func (h *header) object(cell func(column int) table.Cell) []byte {
	var b bytes.Buffer
	for i, name := range h.names {
		if n := len(indexes(h.names[:i], func(other string) bool { return other == name })); n > 0 {
			name = fmt.Sprintf("%s_%d", name, n+1)
		}
		b.WriteByte(',')
		b.Write(quoted(name))
		b.WriteByte(':')
		b.Write(jsonOf(cell(i)))
	}
	b.WriteByte('}')
	object := slices.Clip(b.Bytes())
	object[0] = '{'
	return object
}

// jsonOf returns a cell as JSON has it.
func jsonOf(c table.Cell) []byte {
	switch c.Kind {
	case table.Null:
		return []byte("null")
	case table.Literal:
		return []byte(c.Text)
	case table.List:
		var b bytes.Buffer
		for _, text := range c.List {
			b.WriteByte(',')
			b.Write(quoted(text))
		}
		if b.Len() == 0 {
			return []byte("[]")
		}
		b.WriteByte(']')
		b.Bytes()[0] = '['
		return b.Bytes()
	}
	return quoted(c.Text)
}

// quoted returns a JSON string.
func quoted(text string) []byte {
	if decoded, err := decodeText(text); err == nil {
		text = decoded
	}
	b, err := json.Marshal(strings.ToValidUTF8(text, string(utf8.RuneError)))
	if err != nil {
		b, _ = stdjson.Marshal("")
	}
	return b
}
