package table

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// Parquet reads the rows of a Parquet file, of the columns chosen, a page of each at a time. A nested column has the names on
// the way to it, parted by full stops; a list has the name of the field that is one.
//
// What is wrong in a row group ends that group: the error wraps ErrFormat, and the next row is the first of the next group.
// The parser is a library that trusts the sizes in a file more than files deserve, so that sizes are checked before it sees
// them, and its panics, which damaged bytes can cause, are errors here.
type Parquet struct {
	// Columns are the names of the columns, in the order of the file.
	Columns []string
	// Row is the number of the last row, counted from 1; after an error, of the first row that was not read.
	Row int64

	r      io.ReaderAt
	limit  int64
	about  *format.FileMetaData
	file   *parquet.File
	leaves []leaf

	chosen []*chunk
	group  int   // of the next row group
	passed int64 // rows
	end    int64 // of the row group
	cells  []Cell
}

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells.
const (
	Null Kind = iota
	Text
	// Literal is a number or a truth value, with its text as JSON has it.
	Literal
	List
)

// Cell is a value in a row. A time or a date is a text as RFC 3339 has it.
type Cell struct {
	Kind Kind
	Text string
	List []string
}

// errPanic is what the parser did not expect.
var errPanic = errors.New("damaged beyond what the parser expects")

// NewParquet reads the description of a file.
func NewParquet(r io.ReaderAt, size, limit int64) (*Parquet, error) {
	p := &Parquet{r: r, limit: limit}
	err := guarded(func() (err error) {
		p.about, p.file, err = openFile(r, size)
		if err == nil {
			p.leaves = leavesOf(p.file.Root(), nil, nil)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, l := range p.leaves {
		p.Columns = append(p.Columns, l.name)
	}
	p.cells = make([]Cell, len(p.leaves))
	return p, nil
}

// guarded has panics, and reads beyond what is mapped, be errors.
func guarded(work func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %w: %v", ErrFormat, errPanic, r)
		}
	}()
	if err = work(); err != nil && !errors.Is(err, ErrTooLong) {
		err = fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return err
}

// leaf is a column that holds values.
type leaf struct {
	name   string
	column *parquet.Column
	format func(parquet.Value) Cell
}

// leavesOf returns the leaves below a column. Groups that only make a list are no part of names.
func leavesOf(c *parquet.Column, path []string, all []leaf) []leaf {
	if c.Leaf() {
		return append(all, leaf{name: strings.Join(path, "."), column: c, format: formatOf(c.Type())})
	}
	for _, kid := range c.Columns() {
		below := append(slices.Clip(path), kid.Name())
		if kid.Repeated() && !kid.Leaf() && len(c.Columns()) == 1 && len(path) > 0 {
			below = path
			if elements := kid.Columns(); len(elements) == 1 {
				if element := elements[0]; element.Leaf() {
					all = append(all, leaf{name: strings.Join(path, "."), column: element, format: formatOf(element.Type())})
				} else {
					all = leavesOf(element, path, all)
				}
				continue
			}
		}
		all = leavesOf(kid, below, all)
	}
	return all
}

// Choose says which columns to read, by their places in Columns. It comes before the first call of Next.
func (p *Parquet) Choose(columns []int) {
	for _, i := range columns {
		p.chosen = append(p.chosen, newChunk(&p.leaves[i], &p.cells[i], p.r, p.limit))
	}
}

// Next returns the cells of the next row, by the places of their columns, valid until the next call; those not chosen are null.
// The error is io.EOF after the last row.
func (p *Parquet) Next() ([]Cell, error) {
	for p.passed == p.end {
		if p.group == len(p.file.RowGroups()) {
			return nil, io.EOF
		}
		if err := guarded(p.open); err != nil {
			return nil, p.skipGroup(err)
		}
	}
	p.passed++
	p.Row = p.passed
	err := guarded(p.row)
	if err != nil && !errors.Is(err, ErrTooLong) {
		return nil, p.skipGroup(err)
	}
	return p.cells, err
}

// open begins the next row group.
func (p *Parquet) open() error {
	group, about := p.file.RowGroups()[p.group], &p.about.RowGroups[p.group]
	p.group++
	p.Row = p.passed + 1
	p.end += max(group.NumRows(), 0)
	for _, c := range p.chosen {
		if err := c.open(group, about); err != nil {
			return err
		}
	}
	return nil
}

// row reads one row. A cell that is too long does not keep the others from being read.
func (p *Parquet) row() error {
	var long error
	for _, c := range p.chosen {
		err := c.row()
		switch {
		case errors.Is(err, ErrTooLong):
			long = err
		case err != nil:
			return fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return long
}

// skipGroup gives the rest of a row group up.
func (p *Parquet) skipGroup(err error) error {
	p.passed = p.end
	p.Close()
	if p.group < len(p.file.RowGroups()) {
		return fmt.Errorf("%w (the next row that is read is %d)", err, p.end+1)
	}
	return err
}

// Close gives back what reading holds.
func (p *Parquet) Close() {
	for _, c := range p.chosen {
		// What the parser holds may be as damaged as what it was given.
		_ = guarded(func() error { c.close(); return nil })
	}
}
