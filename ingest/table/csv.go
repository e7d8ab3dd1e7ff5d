package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// CSV reads rows of fields parted by a comma, semicolon, tab or vertical bar, as RFC 4180 has them: a field that begins with
// a quotation mark ends with one, and holds anything, line breaks too; marks within it are doubled. In any other field a
// mark is a character like others.
//
// A row whose marks are not in order, as in text that was never quoted, is read as one line in which marks mean nothing, if
// it then has a field for every column and the marks in the line come in pairs. Else it is an error, and reading goes on
// with the next line, as it does after a row with more or fewer fields than there are columns. Blank lines are passed over.
type CSV struct {
	// Columns are the fields of the first row, without white space around them.
	Columns []string
	// Line is the line on which the last row begins, counted from 1.
	Line int

	w         window
	limit     int64
	delimiter byte

	spans  []span // the fields of a row
	fields [][]byte
	plain  []byte // fields without the marks
	eol    int    // where in the window the next line feed is known to be, or -1
	lines  int    // line feeds left behind
}

// span is where in the window a field lies, less the marks around it.
type span struct {
	from, to int
	quoted   bool
}

// delimiters in the order in which they are tried.
const delimiters = ",;\t|"

var (
	errMarks    = errors.New("quotation marks that are not in order")
	errUnclosed = errors.New("a quotation mark that is never closed")
)

// NewCSV reads the first row, which has the names of the columns. The delimiter is the one that gives it the most columns that
// known counts, else the most columns at all. A line sep=; before it, as spreadsheets write, is passed over. The error is
// io.EOF where there is no row.
func NewCSV(r io.Reader, limit int64, known func(columns []string) int) (*CSV, error) {
	c := &CSV{w: window{r: r}, limit: limit, eol: -1}
	line, err := c.headLine()
	if err == nil && bytes.HasPrefix(line, []byte("sep=")) {
		c.leave(c.eol + 1)
		line, err = c.headLine()
	}
	if err != nil {
		return c, err
	}
	c.delimiter = bestDelimiter(line, known)
	fields, err := c.Next()
	c.Columns = names(fields)
	return c, err
}

// headLine returns the next line that is not blank, without leaving it behind.
func (c *CSV) headLine() ([]byte, error) {
	if err := c.skipBlank(); err != nil {
		return nil, err
	}
	err := c.findEOL(0)
	if errors.Is(err, ErrTooLong) {
		c.Line = c.lines + 1
	}
	if err != nil {
		return nil, err
	}
	return c.w.rest()[:c.eol], nil
}

// Delimited returns the names that a first line gives the columns, by the delimiter that NewCSV would choose.
func Delimited(line []byte, known func(columns []string) int) []string {
	return split(line, bestDelimiter(line, known))
}

func bestDelimiter(line []byte, known func(columns []string) int) byte {
	best, bestKnown, most := delimiters[0], -1, 0
	for _, d := range []byte(delimiters) {
		columns := split(line, d)
		if k := known(columns); k > bestKnown || k == bestKnown && len(columns) > most {
			best, bestKnown, most = d, k, len(columns)
		}
	}
	return best
}

// split returns the names of columns in a line.
func split(line []byte, delimiter byte) []string {
	c := &CSV{w: window{buf: line, err: io.EOF}, limit: int64(len(line)), delimiter: delimiter, eol: -1}
	fields, err := c.Next()
	if err != nil {
		return nil
	}
	return names(fields)
}

func names(fields [][]byte) []string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = string(bytes.TrimSpace(f))
	}
	return all
}

// Next returns the fields of the next row, valid until the next call, and io.EOF after the last.
func (c *CSV) Next() ([][]byte, error) {
	if err := c.skipBlank(); err != nil {
		return nil, err
	}
	c.Line = c.lines + 1
	c.spans = c.spans[:0]
	end, err := c.row()
	if errors.Is(err, errMarks) {
		return c.unquoted(err)
	}
	if err == nil && int64(end) > c.limit+1 {
		err = tooLong(c.limit)
	}
	if err != nil {
		c.leave(end)
		return nil, err
	}
	fields := c.cut()
	c.leave(end)
	return fields, c.ragged(len(fields))
}

// skipBlank leaves blank lines behind. The error is that of a stream that has ended.
func (c *CSV) skipBlank() error {
	for {
		switch rest := c.w.rest(); {
		case len(rest) == 0 || rest[0] == '\r' && len(rest) == 1:
			if !c.w.more() {
				return c.w.err
			}
		case rest[0] == '\n':
			c.leave(1)
		case rest[0] == '\r' && rest[1] == '\n':
			c.leave(2)
		default:
			return nil
		}
	}
}

// ragged refuses a row that has not a field for every column.
func (c *CSV) ragged(fields int) error {
	if c.Columns == nil || fields == len(c.Columns) {
		return nil
	}
	return fmt.Errorf("%w: %d fields for %d columns", ErrFormat, fields, len(c.Columns))
}

// row finds the fields of a row, and returns where the next row begins; after an error, what can be left behind.
func (c *CSV) row() (next int, err error) {
	for last := false; err == nil && !last; {
		if c.has(next) && c.w.rest()[next] == '"' {
			next, last, err = c.quotedField(next)
		} else {
			next, last, err = c.plainField(next)
		}
	}
	return next, err
}

// plainField finds the end of a field that begins without a mark, and returns where the next one begins, or the next row.
func (c *CSV) plainField(at int) (next int, last bool, err error) {
	if err := c.findEOL(at); err != nil {
		return c.give(err, at, false)
	}
	line := c.w.rest()[at:c.eol]
	if i := bytes.IndexByte(line, c.delimiter); i >= 0 {
		c.spans = append(c.spans, span{from: at, to: at + i})
		return at + i + 1, false, nil
	}
	c.spans = append(c.spans, span{from: at, to: at + len(bytes.TrimSuffix(line, []byte("\r")))})
	return c.eol + 1, true, nil
}

// quotedField finds the end of a field that begins with a mark.
func (c *CSV) quotedField(at int) (next int, last bool, err error) {
	f := span{from: at + 1, quoted: true}
	for at++; ; at += 2 {
		if at, err = c.findMark(at); err != nil {
			return c.give(err, f.from, true)
		}
		if c.has(at+1) && c.w.rest()[at+1] == '"' {
			continue
		}
		f.to = at
		c.spans = append(c.spans, f)
		return c.afterMark(at + 1)
	}
}

// afterMark returns what follows the mark that closes a field.
func (c *CSV) afterMark(at int) (next int, last bool, err error) {
	if c.has(at) && c.w.rest()[at] == '\r' && (!c.has(at+1) || c.w.rest()[at+1] == '\n') {
		at++
	}
	switch {
	case !c.has(at) || c.w.rest()[at] == '\n':
		return at + 1, true, c.failed()
	case c.w.rest()[at] == c.delimiter:
		return at + 1, false, nil
	}
	return 0, false, fmt.Errorf("%w: %w", ErrFormat, errMarks)
}

// has reports whether there is a byte at a position, which it reads if need be.
func (c *CSV) has(at int) bool {
	for at >= len(c.w.rest()) {
		if !c.w.more() {
			return false
		}
	}
	return true
}

// failed returns the error of a stream that did not just end.
func (c *CSV) failed() error {
	if c.w.err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		return nil
	}
	return c.w.err
}

// findEOL sets eol to the first line feed from a position on, or to the end of the stream.
func (c *CSV) findEOL(at int) error {
	if c.eol >= at {
		return nil
	}
	i, err := c.find('\n', at)
	if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		err = nil
	}
	c.eol = i
	return err
}

// findMark returns the position of the first mark from a position on.
func (c *CSV) findMark(at int) (int, error) {
	i, err := c.find('"', at)
	if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		err = fmt.Errorf("%w: %w", ErrFormat, errUnclosed)
	}
	return i, err
}

// find returns the position of the first such byte from a position on, within the limit; else the end of the stream and io.EOF.
func (c *CSV) find(b byte, at int) (int, error) {
	for {
		rest := c.w.rest()
		i := bytes.IndexByte(rest[at:], b)
		if i >= 0 {
			at += i
		} else {
			at = len(rest)
		}
		switch {
		case int64(at) > c.limit:
			return -1, tooLong(c.limit)
		case i >= 0:
			return at, nil
		case !c.w.more():
			return at, c.w.err
		}
	}
}

// give gives a row up, from a field on that is quoted or not. A row that is too long is left behind to its end, without
// being kept.
func (c *CSV) give(err error, at int, quoted bool) (next int, last bool, _ error) {
	if !errors.Is(err, ErrTooLong) {
		return len(c.w.rest()), true, err
	}
	open := quoted
	for c.leave(at); len(c.w.rest()) > 0 || c.w.more(); c.leave(len(c.w.rest())) {
		for i, b := range c.w.rest() {
			switch {
			case b == '"' && quoted:
				open = !open
			case b == '\n' && !open:
				return i + 1, true, err
			}
		}
	}
	return 0, true, err
}

// unquoted reads a row whose marks are not in order as one line in which they mean nothing.
func (c *CSV) unquoted(err error) ([][]byte, error) {
	c.eol = -1
	if err := c.findEOL(0); err != nil {
		next, _, err := c.give(err, 0, false)
		c.leave(next)
		return nil, err
	}
	line := bytes.TrimSuffix(c.w.rest()[:c.eol], []byte("\r"))
	paired := bytes.Count(line, []byte{'"'})%2 == 0
	c.fields = append(c.fields[:0], bytes.Split(line, []byte{c.delimiter})...)
	c.leave(c.eol + 1)
	if !paired || c.ragged(len(c.fields)) != nil {
		return nil, err
	}
	return c.fields, nil
}

// cut returns the fields of a row that was found.
func (c *CSV) cut() [][]byte {
	c.fields, c.plain = c.fields[:0], c.plain[:0]
	rest := c.w.rest()
	for _, s := range c.spans {
		f := rest[s.from:s.to:s.to]
		if s.quoted {
			f = c.single(f)
		}
		c.fields = append(c.fields, f)
	}
	return c.fields
}

// single makes the doubled marks of a quoted field single, and line feeds of its line breaks.
func (c *CSV) single(f []byte) []byte {
	breaks := bytes.Contains(f, []byte("\r\n"))
	if !breaks && bytes.IndexByte(f, '"') < 0 {
		return f
	}
	from := len(c.plain)
	for {
		i := bytes.IndexByte(f, '"')
		if i < 0 {
			c.plain = append(c.plain, f...)
			break
		}
		c.plain = append(c.plain, f[:i+1]...)
		f = f[i+2:] // past the other one
	}
	plain := c.plain[from:]
	if breaks {
		plain = append(plain[:0], bytes.ReplaceAll(plain, []byte("\r\n"), []byte("\n"))...)
		c.plain = c.plain[:from+len(plain)]
	}
	return slices.Clip(plain)
}

// leave leaves the first n bytes behind, and counts their lines.
func (c *CSV) leave(n int) {
	n = min(n, len(c.w.rest()))
	c.lines += bytes.Count(c.w.rest()[:n], []byte{'\n'})
	c.w.take(n)
	c.eol = max(c.eol-n, -1)
}
