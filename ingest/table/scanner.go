package table

import "bytes"

// state is how far a scanner has come.
type state int

const (
	open state = iota
	closed
	broken
	deep
)

// maxDepth is how deeply objects and arrays may be nested, as in encoding/json.
const maxDepth = 10_000

// scanner finds the end of an object, however its bytes are cut.
type scanner struct {
	nested  []byte // the brackets that are open, outermost first
	last    byte   // the last byte that is not white space, outside of strings
	inside  bool   // a string
	escaped bool   // after a backslash
}

func (s *scanner) reset() { *s = scanner{nested: s.nested[:0]} }

// scan goes on through data, up to the end of the object or to the byte that breaks it, and returns how much that is.
func (s *scanner) scan(data []byte) (int, state) {
	at := 0
	for at < len(data) {
		if s.inside {
			n, st := s.string(data[at:])
			if at += n; st != open {
				return at, st
			}
			continue
		}
		b := data[at]
		switch b {
		case ' ', '\t', '\r', '\n':
			at++
			continue
		case '"':
			s.inside = true
		case '{', '[':
			if b == '{' && !s.mayOpen() {
				return at, broken
			}
			if s.nested = append(s.nested, b); len(s.nested) > maxDepth {
				return at, deep
			}
		case '}', ']':
			if s.nested[len(s.nested)-1] != b-2 { // in ASCII a bracket is two before the one that closes it
				return at, broken
			}
			s.nested = s.nested[:len(s.nested)-1]
		}
		s.last = b
		if at++; len(s.nested) == 0 {
			return at, closed
		}
	}
	return at, open
}

// mayOpen reports whether an object can stand here: at first, after a colon, or in an array.
func (s *scanner) mayOpen() bool {
	if len(s.nested) == 0 || s.last == ':' {
		return true
	}
	return s.nested[len(s.nested)-1] == '[' && (s.last == '[' || s.last == ',')
}

// string goes on to the end of a string. One that a line break ends is broken; the line break belongs to it.
func (s *scanner) string(data []byte) (int, state) {
	at := 0
	if s.escaped && data[0] != '\n' {
		at = 1
	}
	s.escaped = false
	for {
		i := bytes.IndexByte(data[at:], '"')
		part := data[at:]
		if i >= 0 {
			part = part[:i]
		}
		if j := bytes.IndexByte(part, '\n'); j >= 0 {
			return at + j + 1, broken
		}
		escaped := endsEscape(part)
		if i < 0 {
			s.escaped = escaped
			return len(data), open
		}
		if at += i + 1; !escaped {
			s.inside = false
			return at, open
		}
	}
}

// endsEscape reports whether an odd number of backslashes stands at the end: what follows them is escaped.
func endsEscape(part []byte) bool {
	odd := false
	for i := len(part) - 1; i >= 0 && part[i] == '\\'; i-- {
		odd = !odd
	}
	return odd
}
