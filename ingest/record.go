package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-json"
)

// record reads JSON objects as articles, one at a time. What it decodes into is a struct made for the names that are looked
// for: the decoder finds them while it skips all others, so that ten names for a field cost what one costs.
type record struct {
	into any // a pointer to the struct
	// own are the fields under their own names that must be strings, links is the one that must be a list of them; nil where
	// the field was given another name.
	own   [numFields]*string
	links *[]string
	// others are where else a field may stand, the best first, and raws all of these. Those that are strict refuse an object by a
	// wrong type; it is passed over elsewhere, as the name may mean anything.
	others [numFields][]value
	raws   []*json.RawMessage
	strict []value
}

// value is a JSON value to be looked at later.
type value struct {
	field field
	name  string
	raw   *json.RawMessage
}

// newRecord returns a record for the names of a mapping. A given name is a path of names parted by full stops.
func newRecord(m *mapping) (*record, error) {
	p, err := usualPlan()
	if len(m.taken) > 0 {
		p, err = newPlan(m)
	}
	if err != nil {
		return nil, err
	}
	made := reflect.New(p.typ)
	r := &record{into: made.Interface()}
	for i := range p.slots {
		r.bind(&p.slots[i], made.Elem())
	}
	return r, nil
}

// bind remembers where in the struct a field is.
func (r *record) bind(s *slot, made reflect.Value) {
	for _, i := range s.at {
		made = made.Field(i)
	}
	switch at := made.Addr().Interface().(type) {
	case *string:
		r.own[s.field] = at
	case *[]string:
		r.links = at
	case *json.RawMessage:
		v := value{field: s.field, name: s.name, raw: at}
		r.others[s.field] = append(r.others[s.field], v)
		r.raws = append(r.raws, at)
		if s.strict {
			r.strict = append(r.strict, v)
		}
	}
}

// plan is the struct for a mapping, and where in it each field may be, the best places first.
type plan struct {
	typ   reflect.Type
	slots []slot
}

type slot struct {
	field  field
	name   string
	at     []int // the fields of structs on the way
	strict bool
}

// usualPlan is the plan where no field is mapped. It is made once, as it takes longer than to read a few articles.
var usualPlan = sync.OnceValues(func() (*plan, error) { return newPlan(&mapping{}) })

func newPlan(m *mapping) (*plan, error) {
	root := newNode("")
	p := &plan{}
	for f := range numFields {
		for _, name := range m.spellings(f) {
			path := []string{name}
			if m.given[f] != "" {
				path = strings.Split(name, ".")
			}
			own := m.given[f] == "" && name == f.String() && !f.loose()
			at, err := root.add(path, f.jsonType(own))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f, err)
			}
			p.slots = append(p.slots, slot{field: f, name: name, at: at, strict: own || m.given[f] != ""})
		}
	}
	p.typ = root.structType()
	return p, nil
}

// spellings returns the names of a field as JSON writes them, with underscores and without; the decoder takes any case.
func (m *mapping) spellings(f field) []string {
	if m.given[f] != "" {
		return []string{m.given[f]}
	}
	var all []string
	for _, name := range m.names(f) {
		for _, s := range []string{name, strings.ReplaceAll(name, "_", "")} {
			if !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	return all
}

var (
	stringType = reflect.TypeFor[string]()
	listType   = reflect.TypeFor[[]string]()
	rawType    = reflect.TypeFor[json.RawMessage]()
)

// jsonType returns the type that a field is decoded into. Own names have a type that is held to.
func (f field) jsonType(own bool) reflect.Type {
	switch {
	case !own || f == fieldID || f == fieldPublished:
		return rawType
	case f == fieldLinks:
		return listType
	}
	return stringType
}

// node is a name to look for in an object, or the object itself.
type node struct {
	name  string
	kids  []*node
	index map[string]int // of kids, by their names in small letters
	leaf  reflect.Type
}

func newNode(name string) *node { return &node{name: name, index: map[string]int{}} }

var errPath = errors.New("ingest: this cannot be a path in a JSON object")

// add adds a path of names, and returns where it leads. A path that is there already keeps its type.
func (n *node) add(path []string, leaf reflect.Type) (at []int, err error) {
	for _, name := range path {
		if name == "" || name == "-" || strings.ContainsFunc(name, unnameable) {
			return nil, fmt.Errorf("%w: %q", errPath, strings.Join(path, "."))
		}
		i, known := n.index[strings.ToLower(name)]
		if !known {
			i = len(n.kids)
			n.index[strings.ToLower(name)] = i
			n.kids = append(n.kids, newNode(name))
		}
		last := len(at) == len(path)-1
		if n = n.kids[i]; known && last != (n.leaf != nil) {
			return nil, fmt.Errorf("%w beside another one: %q", errPath, strings.Join(path, "."))
		}
		at = append(at, i)
	}
	if n.leaf == nil {
		n.leaf = leaf
	}
	return at, nil
}

// unnameable reports what cannot be in the name of a struct's field; see encoding/json.
func unnameable(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r)
}

func (n *node) structType() reflect.Type {
	fields := make([]reflect.StructField, len(n.kids))
	for i, k := range n.kids {
		typ := k.leaf
		if typ == nil {
			typ = k.structType()
		}
		fields[i] = reflect.StructField{Name: fmt.Sprint("F", i), Type: typ, Tag: reflect.StructTag(`json:"` + k.name + `"`)}
	}
	return reflect.StructOf(fields)
}

// decode reads one object. After an error only the id may be used, which is empty where it is not known.
func (r *record) decode(object []byte) error {
	r.reset()
	if object[0] != '{' {
		return fmt.Errorf("%w: the line is not a JSON object", ErrFormat)
	}
	err := json.Unmarshal(object, r.into)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		// The object is sound JSON, hence the id is as well.
		return fmt.Errorf("%w: field %q is of type %s, not %s", ErrFormat, wrong.Field, wrong.Value, typeName(wrong.Type))
	}
	if err != nil {
		// The decoder may have set fields on its way.
		r.reset()
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return r.check()
}

// check refuses an object with a value of a wrong type where the type counts.
func (r *record) check() error {
	for _, v := range r.strict {
		if err := v.check(); err != nil {
			return err
		}
	}
	return nil
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return "list of strings"
	case reflect.Struct:
		return "object"
	}
	return "string"
}

// reset forgets the last object, and what would hold on to much memory for it.
func (r *record) reset() {
	for _, own := range r.own {
		if own != nil {
			*own = ""
		}
	}
	if r.links != nil {
		*r.links = nil
	}
	for _, raw := range r.raws {
		if cap(*raw) > bufferSize {
			*raw = nil
		} else if len(*raw) > 0 {
			*raw = (*raw)[:0]
		}
	}
}

func (r *record) text(f field) string {
	if own := r.own[f]; own != nil && *own != "" {
		return *own
	}
	for _, v := range r.others[f] {
		if len(*v.raw) == 0 {
			continue
		}
		if text, _ := v.text(); text != "" {
			return text
		}
	}
	return ""
}

func (r *record) list(f field) []string {
	if r.links != nil && len(*r.links) > 0 {
		return *r.links
	}
	for _, v := range r.others[f] {
		if list, _ := v.list(); len(list) > 0 {
			return list
		}
	}
	return nil
}

// check refuses a value of a type that has no text.
func (v value) check() error {
	if len(*v.raw) == 0 || (*v.raw)[0] == '"' {
		return nil
	}
	_, kind := v.text()
	want := "string or number"
	if v.field == fieldLinks {
		_, kind = v.list()
		want = "list of strings"
	}
	if kind == "" {
		return nil
	}
	return fmt.Errorf("%w: field %q is of type %s, not %s", ErrFormat, v.name, kind, want)
}

// text returns a string, a number as it is written, the name in an object, or the texts of a list joined; else the type of
// what it is instead. What must be one thing, as an id, is no list or object.
func (v value) text() (text, kind string) {
	f := v.field
	switch raw := *v.raw; raw[0] {
	case '"':
		return unquoted(raw), ""
	case 'n':
		return "", ""
	case 't', 'f':
		if f == fieldIsSummary {
			return string(raw), ""
		}
		return "", "bool"
	case '{':
		if f == fieldID || f == fieldPublished || f == fieldText || f == fieldHTML || f == fieldSummary {
			return "", "object"
		}
		return named(raw), ""
	case '[':
		if f == fieldID || f == fieldPublished {
			return "", "array"
		}
		return joined(raw, f), ""
	default:
		return string(raw), ""
	}
}

// unquoted returns a JSON string that was seen to be sound.
func unquoted(raw []byte) (text string) {
	if plain := raw[1 : len(raw)-1]; bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
		return string(plain)
	}
	_ = json.Unmarshal(raw, &text)
	return text
}

// named returns the name of an object such as the author or the source of an article, or its title.
func named(raw []byte) string {
	var object struct {
		Name  json.RawMessage `json:"name"`
		Title json.RawMessage `json:"title"`
	}
	_ = json.Unmarshal(raw, &object)
	var name string
	for _, raw := range []json.RawMessage{object.Title, object.Name} {
		if len(raw) > 0 && raw[0] == '"' {
			name = unquoted(raw)
		}
	}
	return name
}

// joined returns the texts of a list: paragraphs of a text, authors of a byline.
func joined(raw []byte, f field) string {
	var list []json.RawMessage
	_ = json.Unmarshal(raw, &list)
	var texts []string
	for _, item := range list {
		var text string
		if item[0] == '{' {
			text = named(item)
		} else {
			_ = json.Unmarshal(item, &text)
		}
		if text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, separator(f))
}

// list returns a list of strings, or one string as such a list; else the type of what it is instead.
func (v value) list() (list []string, kind string) {
	switch raw := *v.raw; {
	case len(raw) == 0 || raw[0] == 'n':
		return nil, ""
	case raw[0] == '"':
		return strings.Fields(unquoted(raw)), ""
	case raw[0] == '[' && json.Unmarshal(raw, &list) == nil:
		return list, ""
	case raw[0] == '[':
		return nil, "array of other things"
	}
	return nil, "object"
}
