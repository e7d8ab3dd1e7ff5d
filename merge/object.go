package merge

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// object is a JSON object with its fields in their order, the values as they were written.
type object []field

type field struct {
	name  string
	value json.RawMessage
}

var errNoObject = errors.New("merge: not a JSON object")

// parseObject takes a JSON object apart. What is no UTF-8 becomes U+FFFD.
func parseObject(data []byte) (object, error) {
	d := json.NewDecoder(bytes.NewReader(bytes.ToValidUTF8(data, []byte("\uFFFD"))))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errNoObject
	}
	var o object
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, errNoObject
		}
		key, ok := name.(string)
		if !ok {
			return nil, errNoObject
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, errNoObject
		}
		o = append(o, field{key, value})
	}
	if _, err := d.Token(); err != nil {
		return nil, errNoObject
	}
	return o, nil
}

func (o object) has(name string) bool {
	return slices.ContainsFunc(o, func(f field) bool { return f.name == name })
}

// holds reports whether there is a field of a name, or a string of that value under another.
func (o object) holds(name, value string) bool {
	return o.has(name) || slices.ContainsFunc(o, func(f field) bool {
		return len(f.value) >= len(value) && f.value[0] == '"' && o.text(f.name) == value
	})
}

// text returns a field that is a string, or a number as it is written; of several the last, as readers do.
func (o object) text(name string) string {
	for _, f := range slices.Backward(o) {
		if f.name != name {
			continue
		}
		if f.value[0] != '"' {
			return string(f.value)
		}
		var s string
		_ = json.Unmarshal(f.value, &s) // it was decoded before
		return s
	}
	return ""
}

// without returns the object less the fields of a name.
func (o object) without(name string) object {
	return slices.DeleteFunc(o, func(f field) bool { return f.name == name })
}

// with returns the object with one field of a name, where the first of that name was, else in front.
func (o object) with(name string, value json.RawMessage) object {
	i := max(slices.IndexFunc(o, func(f field) bool { return f.name == name }), 0)
	return slices.Insert(o.without(name), i, field{name, value})
}

// json returns the object on one line.
func (o object) json() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := marshal(f.name)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		if bytes.IndexByte(f.value, '\n') < 0 && bytes.IndexByte(f.value, '\r') < 0 {
			b.Write(f.value)
		} else if err := json.Compact(&b, f.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
