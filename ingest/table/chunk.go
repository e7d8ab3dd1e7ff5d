package table

import (
	"encoding/hex"
	"errors"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

// chunk is a column within a row group.
type chunk struct {
	*leaf
	cell  *Cell
	limit int64
	plain pages

	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    [64]parquet.Value
	at, n  int // the values in buf that are next
}

func newChunk(l *leaf, cell *Cell, r io.ReaderAt, limit int64) *chunk {
	c := &chunk{leaf: l, cell: cell, limit: limit, plain: pages{r: r}}
	c.plain.repeats, c.plain.levels = l.column.MaxRepetitionLevel(), l.column.MaxDefinitionLevel()
	if l.column.Type().Kind() == parquet.FixedLenByteArray {
		c.plain.fixed = int64(l.column.Type().Length())
	}
	return c
}

var errShort = errors.New("the column has fewer rows than its row group")

// open begins the column of a row group, whose description comes with it.
func (c *chunk) open(group parquet.RowGroup, about *format.RowGroup) error {
	c.close()
	all, i := group.ColumnChunks(), c.column.Index()
	if i >= len(all) || i >= len(about.Columns) {
		return errShort
	}
	file, ok := all[i].(*parquet.FileColumnChunk)
	if !ok {
		return errShort
	}
	c.plain.open(&about.Columns[i].MetaData)
	c.pages = file.PagesFrom(&c.plain)
	return nil
}

func (c *chunk) close() {
	c.at, c.n = 0, 0
	if page := c.page; page != nil {
		c.page = nil
		parquet.Release(page)
	}
	if pages := c.pages; pages != nil {
		c.pages = nil
		_ = pages.Close()
	}
}

// row reads the cell of the next row.
func (c *chunk) row() error {
	*c.cell = Cell{}
	v, err := c.peek()
	if err != nil {
		if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			err = errShort
		}
		return err
	}
	c.at++
	if c.column.MaxRepetitionLevel() == 0 {
		return c.scalar(v)
	}
	return c.list(v)
}

func (c *chunk) scalar(v *parquet.Value) error {
	if v.IsNull() {
		return nil
	}
	if k := v.Kind(); (k == parquet.ByteArray || k == parquet.FixedLenByteArray) && int64(len(v.ByteArray())) > c.limit {
		return tooLong(c.limit)
	}
	*c.cell = c.format(*v)
	return nil
}

// list reads what follows the first value of a row: the values that repeat it.
func (c *chunk) list(v *parquet.Value) error {
	const each = 16 // bytes that an element takes beside its text
	var err error
	all := []string{}
	for size := int64(0); ; {
		if err = c.scalar(v); err == nil && !v.IsNull() {
			size += each + int64(len(c.cell.Text))
			if all = append(all, c.cell.Text); size > c.limit {
				err = tooLong(c.limit)
			}
		}
		if err != nil {
			all = nil
		}
		next, end := c.peek()
		if end == io.EOF || end == nil && next.RepetitionLevel() == 0 { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			*c.cell = Cell{Kind: List, List: all}
			return err
		}
		if end != nil {
			return end
		}
		v = next
		c.at++
	}
}

// peek returns the next value, valid until the next call.
func (c *chunk) peek() (*parquet.Value, error) {
	for c.at == c.n {
		if c.page == nil {
			if err := c.nextPage(); err != nil {
				return nil, err
			}
		}
		n, err := c.values.ReadValues(c.buf[:])
		if c.at, c.n = 0, n; n > 0 {
			break
		}
		if err != nil && err != io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			return nil, err
		}
		parquet.Release(c.page)
		c.page = nil
	}
	return &c.buf[c.at], nil
}

func (c *chunk) nextPage() error {
	page, err := c.pages.ReadPage()
	if err != nil && c.plain.err != nil {
		return c.plain.err // the parser may make something else of it
	}
	if err != nil {
		return err
	}
	c.page, c.values = page, page.Values()
	return nil
}

// formatOf returns how values of a type are written.
func formatOf(t parquet.Type) func(parquet.Value) Cell {
	switch t.Kind() {
	case parquet.Boolean:
		return func(v parquet.Value) Cell { return Cell{Kind: Literal, Text: strconv.FormatBool(v.Boolean())} }
	case parquet.Int32:
		if isDate(t) {
			return func(v parquet.Value) Cell { return day(int64(v.Int32())) }
		}
		if isUnsigned(t) {
			return func(v parquet.Value) Cell {
				return Cell{Kind: Literal, Text: strconv.FormatUint(uint64(v.Uint32()), 10)}
			}
		}
		return func(v parquet.Value) Cell { return Cell{Kind: Literal, Text: strconv.FormatInt(int64(v.Int32()), 10)} }
	case parquet.Int64:
		return formatOfInt64(t)
	case parquet.Int96:
		return func(v parquet.Value) Cell { return julian(v.Int96()) }
	case parquet.Float:
		return func(v parquet.Value) Cell { return float(float64(v.Float()), 32) }
	case parquet.Double:
		return func(v parquet.Value) Cell { return float(v.Double(), 64) }
	case parquet.FixedLenByteArray:
		if l := t.LogicalType(); l != nil {
			if _, ok := l.Value.(*format.UUIDType); ok {
				return func(v parquet.Value) Cell { return uuid(v.ByteArray()) }
			}
		}
	}
	return func(v parquet.Value) Cell { return Cell{Kind: Text, Text: string(v.ByteArray())} }
}

func formatOfInt64(t parquet.Type) func(parquet.Value) Cell {
	if unit := timeUnit(t); unit != 0 {
		return func(v parquet.Value) Cell {
			n, in := v.Int64(), int64(time.Second/unit)
			return moment(time.Unix(n/in, n%in*int64(unit)))
		}
	}
	if isUnsigned(t) {
		return func(v parquet.Value) Cell { return Cell{Kind: Literal, Text: strconv.FormatUint(v.Uint64(), 10)} }
	}
	return func(v parquet.Value) Cell { return Cell{Kind: Literal, Text: strconv.FormatInt(v.Int64(), 10)} }
}

// isUnsigned, isDate and timeUnit look at what a type stands for, as files say it now and as they said it once.
func isUnsigned(t parquet.Type) bool {
	if l := t.LogicalType(); l != nil {
		i, ok := l.Value.(*format.IntType)
		return ok && !i.IsSigned
	}
	c := t.ConvertedType()
	return c != nil && *c >= deprecated.Uint8 && *c <= deprecated.Uint64
}

func isDate(t parquet.Type) bool {
	if l := t.LogicalType(); l != nil {
		_, ok := l.Value.(*format.DateType)
		return ok
	}
	c := t.ConvertedType()
	return c != nil && *c == deprecated.Date
}

// timeUnit returns the unit of a time, or 0 for what is none.
func timeUnit(t parquet.Type) time.Duration {
	if l := t.LogicalType(); l != nil {
		if ts, ok := l.Value.(*format.TimestampType); ok && ts.Unit.Value != nil {
			return ts.Unit.Value.Duration()
		}
		return 0
	}
	switch c := t.ConvertedType(); {
	case c != nil && *c == deprecated.TimestampMillis:
		return time.Millisecond
	case c != nil && *c == deprecated.TimestampMicros:
		return time.Microsecond
	}
	return 0
}

func moment(t time.Time) Cell { return Cell{Kind: Text, Text: t.UTC().Format(time.RFC3339Nano)} }

const secondsOfDay = 24 * 60 * 60

func day(days int64) Cell {
	return Cell{Kind: Text, Text: time.Unix(days*secondsOfDay, 0).UTC().Format(time.DateOnly)}
}

// julian reads the times of old writers: nanoseconds of a day, and the day as astronomers count it.
func julian(v deprecated.Int96) Cell {
	const epoch = 2440588 // 1970-01-01
	nanos := int64(uint64(v[1])<<32 | uint64(v[0]))
	return moment(time.Unix((int64(v[2])-epoch)*secondsOfDay, nanos))
}

func float(f float64, bits int) Cell {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return Cell{}
	}
	return Cell{Kind: Literal, Text: strconv.FormatFloat(f, 'g', -1, bits)}
}

func uuid(b []byte) Cell {
	if len(b) != 16 {
		return Cell{}
	}
	h := hex.EncodeToString(b)
	return Cell{Kind: Text, Text: h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]}
}
