package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// lists are the members under which services and programs hand out their lists of articles, in small letters. Some wrap the list twice:
// such a member is an object then, with the list in it.
var lists = map[string]bool{
	"articles": true, "data": true, "docs": true, "documents": true, "entries": true, "feed": true, "hits": true, "items": true,
	"list": true, "news": true, "posts": true, "records": true, "response": true, "result": true, "results": true, "rows": true,
	"stories": true, "value": true,
}

// maxWrappers is how many objects there may be around a list.
const maxWrappers = 4

// First returns the first object of the lists in an object, such as {"status": "ok", "articles": [{...}]}, and whether there is such a
// list. The first is nil if the lists are empty, or cut off before its end. Lists are told by the names of their members.
func First(object []byte) (first []byte, ok bool) {
	o := &Objects{w: window{buf: object, err: io.EOF}, limit: int64(len(object))}
	o.wrap()
	if o.members() != nil || !o.listed {
		return nil, o.empty
	}
	first, _ = o.Next()
	return first, true
}

// Enter goes back to the object that Next returned last, and has Next return the objects of the lists in it instead. It must not be
// called for an object of such a list.
func (o *Objects) Enter() {
	o.w.at -= o.last
	o.lines -= bytes.Count(o.w.rest()[:o.last], []byte{'\n'})
	o.wrap()
}

// Listed reports whether the object that Next returned last is that of a list in an object.
func (o *Objects) Listed() bool { return o.wrappers > 0 }

// wrap leaves the brace of an object behind that has lists in it.
func (o *Objects) wrap() {
	o.Nth = max(o.Nth-1, 0) // the object counts for nothing, its lists do
	o.wrappers, o.listed = 1, false
	o.leave(1)
}

// members goes on to the next list, or to the end, of an object with lists.
func (o *Objects) members() error {
	for o.wrappers > 0 && !o.listed {
		if err := o.member(); err != nil {
			return err
		}
	}
	return nil
}

// member goes on in an object with lists: into its next list, to the object in it that has some, behind what is neither, or to its end.
func (o *Objects) member() error {
	switch b := o.skim(", \t\r\n"); b {
	case '}':
		o.leave(1)
		o.wrappers--
		return nil
	case '"':
	default:
		return o.unwrap()
	}
	name := o.name()
	if o.skim(" \t\r\n") != ':' {
		return o.unwrap()
	}
	o.leave(1)
	b := o.skim(" \t\r\n")
	switch known := lists[strings.ToLower(name)]; {
	case known && b == '{' && o.wrappers < maxWrappers:
		o.leave(1)
		o.wrappers++
		return nil
	case known && b == '[':
		return o.list()
	}
	o.scan.reset()
	return o.value()
}

// list goes into a list of objects, or behind another.
func (o *Objects) list() error {
	o.leave(1)
	switch o.skim(" \t\r\n") {
	case '{':
		o.outside, o.array, o.listed = o.array, true, true
		return nil
	case ']':
		o.leave(1)
		o.empty = true
		return nil
	}
	o.scan.reset()
	o.scan.nested, o.scan.last = append(o.scan.nested, '['), '['
	return o.value()
}

// unlist leaves a list, to go on behind it.
func (o *Objects) unlist() { o.array, o.listed = o.outside, false }

// unwrap gives an object with lists up that is damaged between them, or cut off.
func (o *Objects) unwrap() error {
	o.begin()
	o.wrappers = 0
	if len(o.w.rest()) == 0 {
		return o.cutOff(false)
	}
	o.broken, o.began = true, -1
	return fmt.Errorf("%w: %w on line %d", ErrFormat, errBroken, o.lines+1)
}

// skim leaves bytes behind that are among those given, and returns the next, or 0 at the end.
func (o *Objects) skim(among string) byte {
	for len(o.w.rest()) > 0 || o.w.more() {
		rest := o.w.rest()
		n := len(rest) - len(bytes.TrimLeft(rest, among))
		o.leave(n)
		if n < len(rest) {
			return rest[n]
		}
	}
	return 0
}

// name returns the string that begins here, as far as it is a name of a list, and leaves it behind.
func (o *Objects) name() string {
	const longest = 32
	var name []byte
	o.scan.reset()
	o.scan.inside = true
	o.leave(1)
	for o.scan.inside && (len(o.w.rest()) > 0 || o.w.more()) {
		n, st := o.scan.string(o.w.rest())
		name = append(name, o.w.rest()[:min(n, longest)]...)
		name = name[:min(len(name), longest)]
		o.leave(n)
		if st != open {
			break
		}
	}
	return strings.TrimSuffix(string(name), `"`)
}

// value leaves a value behind, of which the scanner may have begun.
func (o *Objects) value() error {
	switch b := o.skim(" \t\r\n"); {
	case len(o.scan.nested) == 0 && b == '"':
		o.name()
		if o.scan.inside {
			return o.unwrap()
		}
		return nil
	case len(o.scan.nested) == 0 && b != '{' && b != '[':
		o.skim("+-.0123456789abcdefghijklmnopqrstuvwxyzE")
		return nil
	}
	for len(o.w.rest()) > 0 || o.w.more() {
		n, st := o.scan.scan(o.w.rest())
		o.leave(n)
		switch st {
		case closed:
			return nil
		case open:
		default:
			return o.unwrap()
		}
	}
	return o.unwrap()
}
