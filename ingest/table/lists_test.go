package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// entered reads everything, going into each object that has a list.
func entered(r io.Reader, limit int64) (all []string) {
	o := NewObjects(r, limit)
	for {
		object, err := o.Next()
		at := fmt.Sprintf("%d#%d ", o.Line, o.Nth)
		switch {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			all = append(all, at+"!")
			if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrTooLong) {
				return all
			}
			continue
		}
		if !o.Listed() {
			if _, ok := First(object); ok {
				o.Enter()
				continue
			}
		}
		var b bytes.Buffer
		if json.Compact(&b, object) != nil {
			b.Write(object)
		}
		all = append(all, at+b.String())
	}
}

func TestLists(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"alone", `{"articles":[{"a":1},{"a":2}]}`, []string{`1#1 {"a":1}`, `1#2 {"a":2}`}},
		{
			"behind others", "{\n \"status\" : \"o\\\"k]\", \"n\":-1.5e3,\"x\":null,\n\"Articles\": [\n {\"a\":1}\n]}\n{\"b\":1}",
			[]string{`4#1 {"a":1}`, `6#1 {"b":1}`},
		},
		{
			"before others", `{"items":[{"a":1}],"next":{"items":[1,{"z":[]}]},"more":[[{}]],"t":true}{"b":1}`,
			[]string{`1#1 {"a":1}`, `1#2 {"b":1}`},
		},
		{"wrapped twice", `{"response":{"docs":[{"a":1}],"meta":{"hits":[]}},"x":1} {"b":1}`, []string{`1#1 {"a":1}`, `1#2 {"b":1}`}},
		{"two lists", `{"news":[{"a":1}],"x":0,"stories":[{"a":2}]}`, []string{`1#1 {"a":1}`, `1#2 {"a":2}`}},
		{"an empty list", `{"total":0,"articles":[ ]}`, nil},
		{"an empty one and another", `{"news":[],"articles":[{"a":1}]}`, []string{`1#1 {"a":1}`}},
		{"in an array", `[{"items":[{"a":1}]},{"b":1},{"items":[{"a":2}]}]`, []string{`1#1 {"a":1}`, `1#2 {"b":1}`, `1#3 {"a":2}`}},
		{"a list of other things", `{"items":[1,{"a":1}],"x":1}`, []string{`1#1 {"items":[1,{"a":1}],"x":1}`}},
		{"another name", `{"images":[{"a":1}]}`, []string{`1#1 {"images":[{"a":1}]}`}},
		{
			"a long name", `{"` + strings.Repeat("articles", 20) + `":[{"a":1}]}`,
			[]string{`1#1 {"` + strings.Repeat("articles", 20) + `":[{"a":1}]}`},
		},
		{"lists in lists", `{"items":[{"items":[{"a":1}]}]}`, []string{`1#1 {"items":[{"a":1}]}`}},
		{"other elements", `{"items":[{"a":1},7,{"a":2}]}`, []string{`1#1 {"a":1}`, "1#2 !", `1#3 {"a":2}`}},
		{"cut in the list", `{"items":[{"a":1},`, []string{`1#1 {"a":1}`, "1#2 !"}},
		{"cut in an element", `{"x":1,"items":[{"a":1},{"a`, []string{`1#1 {"a":1}`, "1#2 !"}},
		{"cut behind the list", `{"items":[{"a":1}],"x`, []string{`1#1 {"a":1}`, "1#2 !"}},
		{
			"a broken element", "{\"items\":[\n{\"a\":1},\n{\"a\":[},\n{\"a\":3}\n],\"x\":1}\n{\"b\":1}",
			[]string{`2#1 {"a":1}`, "3#1 !", `4#1 {"a":3}`, `6#1 {"b":1}`},
		},
		{
			"a broken element on one line", `{"items":[{"a":1},{"a":[},{"a":3}],"x":1}`,
			[]string{`1#1 {"a":1}`, "1#2 !", `1#3 {"a":3}`},
		},
		{"broken before the list", `{"a":[},"items":[{"a":1},{"a":2}]}`, []string{"1#1 !"}},
	} {
		for how, r := range map[string]io.Reader{
			"at once": strings.NewReader(tt.content), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.content)),
		} {
			if diff := cmp.Diff(tt.want, entered(r, 1000)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", tt.name, how, diff)
			}
		}
	}
}

// TestListsBeyondTheLimit: an object that is too long to be an article is read for its list, in the memory of one element.
func TestListsBeyondTheLimit(t *testing.T) {
	list := strings.Repeat(`{"a":"b"},`, 300)
	long := strings.Repeat("x", 3000)
	for _, tt := range []struct {
		name, content string
		read          int
		last          string
	}{
		{"a list", `{"articles":[` + list + `{"a":1}]}{"b":1}`, 302, `{"b":1}`},
		{"much behind it", `{"articles":[{"a":1}],"x":"` + long + `","y":[` + long + `],"z":{"a":"` + long + `"}}{"b":1}`, 2, `{"b":1}`},
		{"a damaged object behind it", `{"articles":[{"a":1}],"x":"` + long + `","y":[}]} `, 2, "!"},
		{"cut behind it", `{"articles":[{"a":1}],"x":"` + long, 2, "!"},
		{"cut in it", `{"articles":[` + list, 301, "!"},
		{"a long element", `{"articles":[{"a":1},{"a":"` + long + `"},{"a":3}]}`, 3, `{"a":3}`},
		{"no list", `{"text":"` + long + `","articles":[{"a":1}]}{"b":1}`, 2, `{"b":1}`},
	} {
		for how, r := range map[string]io.Reader{
			"at once": strings.NewReader(tt.content), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.content)),
		} {
			all := entered(r, 1000)
			_, last, _ := strings.Cut(all[len(all)-1], " ")
			if len(all) != tt.read || last != tt.last {
				t.Errorf("%s, %s: read %d, the last %q; want %d, %q", tt.name, how, len(all), last, tt.read, tt.last)
			}
		}
	}
}

// FuzzLists: any bytes are cut the same however they come, and a sound object with a list gives the elements of that.
func FuzzLists(f *testing.F) {
	f.Add([]byte(`{"status":"ok","articles":[{"a":1}],"x":1}`))
	f.Add([]byte(`{"response":{"docs":[{"a":1}]},"items":[{}],"n":-1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 256
		all := entered(bytes.NewReader(data), limit)
		if diff := cmp.Diff(all, entered(iotest.OneByteReader(bytes.NewReader(data)), limit)); diff != "" {
			t.Fatalf("%q: byte by byte (-at once +byte by byte):\n%s", data, diff)
		}
		var wrapper struct {
			Articles []map[string]json.RawMessage `json:"articles"`
		}
		doc := append(append([]byte(`{"articles":`), data...), '}')
		if len(doc) < limit && json.Unmarshal(doc, &wrapper) == nil && !bytes.Contains(data, []byte("null")) && data[0] == '[' {
			if got := entered(bytes.NewReader(doc), limit); len(got) != len(wrapper.Articles) {
				t.Fatalf("%q: got %q, want %d objects", doc, got, len(wrapper.Articles))
			}
		}
	})
}
