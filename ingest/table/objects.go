package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Objects cuts a stream of JSON into objects: the elements of arrays, or objects one after the other, on one line or on many.
// It looks at brackets and strings only; whether an object is sound otherwise is for its decoder to say.
//
// The objects may be those of lists in an object, see Enter and First; one that is longer than the limit, or broken, is read so of itself.
//
// Where an object breaks off, as by a line break within a string or by another object where none can stand, reading goes on
// at the next line that begins with a brace and no more white space than the broken object's line did; on lines that hold
// many objects, at the next object after a brace and a comma.
type Objects struct {
	// Line is the line on which the last object begins, counted from 1, and Nth which of those that begin there it is.
	Line, Nth int

	w     window
	limit int64
	scan  scanner
	lines int // line feeds left behind

	last   int  // the length of the object returned last
	array  bool // within an array
	broken bool // after an object that broke off
	// indent is the white space passed on this line, or -1 if anything else was; began is what it was before the last object.
	indent, began int

	wrappers int  // the objects that are open around lists, see Enter
	listed   bool // within such a list, which is an array
	outside  bool // what array was outside of it
	empty    bool // a list without anything in it was met
}

// NewObjects reads the objects of a stream in UTF-8.
func NewObjects(r io.Reader, limit int64) *Objects {
	return &Objects{w: window{r: r}, limit: limit}
}

var (
	errNoObject = errors.New("this is not a JSON object")
	errBroken   = errors.New("the object is cut off or damaged")
	errDeep     = errors.New("the object is nested too deeply")
)

// Next returns the next object, valid until the next call, and io.EOF after the last.
func (o *Objects) Next() ([]byte, error) {
	if o.broken {
		o.recover()
	}
	for {
		if err := o.members(); err != nil {
			return nil, err
		}
		rest := o.w.rest()
		if len(rest) == 0 {
			if !o.w.more() {
				return nil, o.end()
			}
			continue
		}
		switch b := rest[0]; b {
		case '\n':
			o.lines++
			o.indent = 0
		case ' ', '\t', '\r':
			if o.indent >= 0 {
				o.indent++
			}
		case 0x1e, 0xef, 0xbb, 0xbf: // what begins a record in RFC 7464, and a byte order mark
		case ',':
			o.indent = -1
		case '[', ']':
			o.indent = -1
			if o.array == (b == '[') {
				return nil, o.noObject()
			}
			if o.array = !o.array; o.listed {
				o.unlist()
			}
		case '{':
			return o.object()
		default:
			return nil, o.noObject()
		}
		o.w.take(1)
	}
}

// end returns the error of a stream that has ended.
func (o *Objects) end() error {
	if o.w.err == io.EOF && o.array { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		o.ended()
		o.begin()
		return fmt.Errorf("%w: the array is not closed: %w", ErrFormat, io.ErrUnexpectedEOF)
	}
	return o.w.err
}

// ended notes that nothing can be open any more.
func (o *Objects) ended() { o.array, o.listed, o.wrappers = false, false, 0 }

// begin notes where a record begins.
func (o *Objects) begin() {
	o.began = o.indent
	if o.Nth++; o.Line != o.lines+1 {
		o.Line, o.Nth = o.lines+1, 1
	}
}

// noObject leaves behind what is no object: to the end of the line, or to the comma or bracket that ends an element.
func (o *Objects) noObject() error {
	o.begin()
	o.indent = -1
	for o.w.take(1); len(o.w.rest()) > 0 || o.w.more(); o.w.take(len(o.w.rest())) {
		ends := "\n"
		if o.array {
			ends = "\n,]"
		}
		if i := bytes.IndexAny(o.w.rest(), ends); i >= 0 {
			o.w.take(i)
			break
		}
	}
	return fmt.Errorf("%w: %w", ErrFormat, errNoObject)
}

// object returns the object that begins here.
func (o *Objects) object() ([]byte, error) {
	o.begin()
	o.scan.reset()
	over := false
	for at := 0; ; {
		n, state := o.scan.scan(o.w.rest()[at:])
		if at += n; int64(at) > o.limit && !over {
			over = true
			if o.mayWrap(int(o.limit) + 1) {
				return o.within()
			}
		}
		switch {
		case state == closed && over:
			o.leave(at)
			return nil, tooLong(o.limit)
		case state == closed:
			object := o.w.rest()[:at:at]
			o.last = at
			o.leave(at)
			return object, nil
		case state != open && !over && o.mayWrap(at):
			return o.within()
		case state != open:
			return nil, o.breakOff(at, state)
		}
		if over {
			o.leave(at)
			at = 0
		}
		if !o.w.more() {
			if !over && o.mayWrap(at) {
				return o.within()
			}
			o.leave(at)
			return nil, o.cutOff(over)
		}
	}
}

// mayWrap reports whether an object that is too long or broken has a list in its first n bytes.
func (o *Objects) mayWrap(n int) bool {
	if o.wrappers > 0 {
		return false
	}
	_, ok := First(o.w.rest()[:n])
	return ok
}

// within returns the first object of the lists in the object that begins here.
func (o *Objects) within() ([]byte, error) {
	o.wrap()
	return o.Next()
}

// cutOff returns the error of a stream that has ended within an object.
func (o *Objects) cutOff(over bool) error {
	o.ended() // their ends are missing as well
	switch {
	case o.w.err != io.EOF: //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		return o.w.err
	case over:
		return tooLong(o.limit)
	}
	return fmt.Errorf("%w: %w", ErrFormat, io.ErrUnexpectedEOF)
}

// breakOff leaves a broken object behind, up to the line on which it was seen to be broken.
func (o *Objects) breakOff(at int, why state) error {
	o.broken = true
	line := bytes.LastIndexByte(o.w.rest()[:at], '\n') + 1
	startsLine := line > 0 && len(bytes.TrimLeft(o.w.rest()[line:at], " \t")) == 0
	if startsLine {
		at = line
	}
	o.leave(at)
	if startsLine {
		o.indent = 0
	}
	if why == deep {
		return fmt.Errorf("%w: %w", ErrFormat, errDeep)
	}
	return fmt.Errorf("%w: %w on line %d", ErrFormat, errBroken, o.lines+1)
}

// leave leaves the first n bytes behind, and counts their lines.
func (o *Objects) leave(n int) {
	o.lines += bytes.Count(o.w.rest()[:n], []byte{'\n'})
	o.w.take(n)
	if n > 0 {
		o.indent = -1
	}
}

// recover leaves behind what is left of a broken object. It stops before the next object, or before the end of the array.
func (o *Objects) recover() {
	o.broken = false
	if o.began < 0 {
		o.afterComma()
		return
	}
	for o.indent != 0 || !o.startsRecord() {
		i := bytes.IndexByte(o.w.rest(), '\n')
		if i >= 0 {
			o.leave(i + 1)
			o.indent = 0
			continue
		}
		o.leave(len(o.w.rest()))
		if !o.w.more() {
			o.ended()
			return
		}
	}
}

// startsRecord reports whether the line begins as that of an object of the array does.
func (o *Objects) startsRecord() bool {
	for at := 0; at <= o.began; at++ {
		if at == len(o.w.rest()) && !o.w.more() {
			return false
		}
		switch o.w.rest()[at] {
		case '{', ']':
			return true
		case ' ', '\t':
		default:
			return false
		}
	}
	return false
}

// afterComma stops before a brace that follows a brace and a comma, and that a string follows: nothing in a string can look so.
func (o *Objects) afterComma() {
	const farthest = 1 << 10 // from the brace to the string
	pattern, found, brace := `},{"`, 0, 0
	for at := 0; ; {
		for ; at < len(o.w.rest()); at++ {
			switch o.w.rest()[at] {
			case pattern[found]:
				if found++; found == len(pattern)-1 {
					brace = at
				}
			case ' ', '\t', '\r', '\n':
			case pattern[0]:
				found = 1
			default:
				found = 0
			}
			if found == len(pattern) {
				o.leave(brace)
				return
			}
		}
		keep := at
		if found == len(pattern)-1 && at-brace < farthest {
			keep = brace
		}
		o.leave(keep)
		at, brace = at-keep, 0
		if !o.w.more() {
			o.leave(len(o.w.rest()))
			o.ended()
			return
		}
	}
}
