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
	"pgregory.net/rapid"
)

// objects reads everything: an object without white space after its line and number, an error as "!".
func objects(r io.Reader, limit int64) (all []string, errs []error) {
	o := NewObjects(r, limit)
	for {
		object, err := o.Next()
		if errors.Is(err, io.EOF) {
			return all, errs
		}
		at := fmt.Sprintf("%d#%d ", o.Line, o.Nth)
		if err != nil {
			all, errs = append(all, at+"!"), append(errs, err)
			if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrTooLong) {
				return all, errs
			}
			continue
		}
		var b bytes.Buffer
		if json.Compact(&b, object) != nil {
			b.Write(object)
		}
		all = append(all, at+b.String())
	}
}

func TestObjects(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"nothing", " \n", nil},
		{"one", `{"a":1}`, []string{`1#1 {"a":1}`}},
		{"one on many lines", "\n{\n  \"a\": {\n    \"b\": [\n      {}\n    ]\n  }\n}\n", []string{`2#1 {"a":{"b":[{}]}}`}},
		{"an array", "[{\"a\":1},\n {\"a\":2},{\"a\":3}\n]\n", []string{`1#1 {"a":1}`, `2#1 {"a":2}`, `2#2 {"a":3}`}},
		{"an array without commas", "[{\"a\":1} {\"a\":2}]", []string{`1#1 {"a":1}`, `1#2 {"a":2}`}},
		{"an empty array", "[]", nil},
		{"arrays", "[{}]\n[{}]", []string{`1#1 {}`, `2#1 {}`}},
		{"lines", "{\"a\":1}\n{\"a\":2}\n", []string{`1#1 {"a":1}`, `2#1 {"a":2}`}},
		{"joined", `{"a":1}{"a":2}`, []string{`1#1 {"a":1}`, `1#2 {"a":2}`}},
		{"records of RFC 7464", "\x1e{\"a\":1}\n\x1e{\"a\":2}\n", []string{`1#1 {"a":1}`, `2#1 {"a":2}`}},
		{"byte order marks", "\uFEFF{\"a\":1}\n\uFEFF{\"a\":2}\n", []string{`1#1 {"a":1}`, `2#1 {"a":2}`}},
		{
			"strings", `[{"a":"}\"]{\\","b":"\\\\\""},{"\\":"\\\""}]`,
			[]string{`1#1 {"a":"}\"]{\\","b":"\\\\\""}`, `1#2 {"\\":"\\\""}`},
		},
		{"other values", `[1, "a,b", null, {"a":1}, [2], true]`, []string{"1#1 !", "1#2 !", "1#3 !", "1#4 !", `1#5 {"a":1}`, "1#6 !", "1#7 !"}},
		{"words", "some words\n{}\n", []string{"1#1 !", "2#1 {}"}},
		{"an array that is not closed", `[{"a":1},`, []string{`1#1 {"a":1}`, "1#2 !"}},
		{"a bracket too many", `[{"a":1}]]`, []string{`1#1 {"a":1}`, "1#2 !"}},
		{"cut in an object", `[{"a":1},{"a":`, []string{`1#1 {"a":1}`, "1#2 !"}},
		{"cut in a string", `[{"a":1},{"a":"b\`, []string{`1#1 {"a":1}`, "1#2 !"}},
		{"not sound, yet whole", `[{"a":x},{"a" 1},{"a":1}]`, []string{`1#1 {"a":x}`, `1#2 {"a" 1}`, `1#3 {"a":1}`}},
	} {
		for how, r := range map[string]io.Reader{
			"at once": strings.NewReader(tt.content), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.content)),
		} {
			all, errs := objects(r, 1000)
			if diff := cmp.Diff(tt.want, all); diff != "" {
				t.Errorf("%s, %s: errors %v, objects (-want +got):\n%s", tt.name, how, errs, diff)
			}
		}
	}
}

// TestObjectsGoOn: what follows a broken object is read.
func TestObjectsGoOn(t *testing.T) {
	const pretty = "[\n  {\n    \"a\": 1,\n    \"b\": {\n      \"c\": %s\n    }\n  },\n  {\n    \"a\": 2\n  }\n]\n"
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"a line cut in a string", "{\"a\":\"b\n{\"a\":1}\n", []string{"1#1 !", `2#1 {"a":1}`}},
		{"a line cut after a comma", "{\"a\":\"b\",\n{\"a\":1}\n", []string{"1#1 !", `2#1 {"a":1}`}},
		{"a line cut before its brace", "{\"a\":\"b\"\n{\"a\":1}\n", []string{"1#1 !", `2#1 {"a":1}`}},
		{"a line cut at its start", "{\n{\"a\":1}\n", []string{"1#1 !", `2#1 {"a":1}`}},
		{"a line cut after a colon", "{\"a\":\n{\"a\":1}\n{\"a\":2}\n", []string{"1#1 !", `3#1 {"a":2}`}},
		{"the wrong bracket", "{\"a\":[1}\n{\"a\":1}\n", []string{"1#1 !", `2#1 {"a":1}`}},
		{"too deep", "{\"a\":" + strings.Repeat("[", 2*maxDepth) + "\n{\"a\":1}\n", []string{"1#1 !", `2#1 {"a":1}`}},
		{"pretty, a string cut", fmt.Sprintf(pretty, `"x`), []string{"2#1 !", `8#1 {"a":2}`}},
		{"pretty, the wrong bracket", fmt.Sprintf(pretty, `]`), []string{"2#1 !", `8#1 {"a":2}`}},
		{"pretty, lines lost", "[\n  {\n    \"a\": 1,\n  {\n    \"a\": 2\n  }\n]\n", []string{"2#1 !", `4#1 {"a":2}`}},
		{"pretty, the last of an array", "[\n  {\n    \"a\": \"\n  }\n]\n{\"a\":2}", []string{"2#1 !", `6#1 {"a":2}`}},
		{
			"one line", `[{"a":1},{"a":[1},{"b":"},{ \"x"}, { "a":3},{"a":4}]`,
			[]string{`1#1 {"a":1}`, "1#2 !", `1#3 {"b":"},{ \"x"}`, `1#4 {"a":3}`, `1#5 {"a":4}`},
		},
		{"one line, the last", `[{"a":1},{"a":[1}] `, []string{`1#1 {"a":1}`, "1#2 !"}},
	} {
		for how, r := range map[string]io.Reader{
			"at once": strings.NewReader(tt.content), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.content)),
		} {
			all, errs := objects(r, 1<<20)
			if diff := cmp.Diff(tt.want, all); diff != "" {
				t.Errorf("%s, %s: errors %v, objects (-want +got):\n%s", tt.name, how, errs, diff)
			}
		}
	}
}

func TestObjectsLimit(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	for _, tt := range []struct{ name, content, want string }{
		{"a string", "{\"a\":\"" + long + "\"}\n{}", "1#1 ! 2#1 {}"},
		{"many lines", "{" + strings.Repeat("\"a\":1,\n", 50_000) + "\"a\":1}\n{}", "1#1 ! 50002#1 {}"}, // 50,001 lines, the last of them "a":1}
		{"within an array", "[{\"a\":\"" + long + "\"},{}]", "1#1 ! 1#2 {}"},
		{"never closed", "{\"a\":\"" + long, "1#1 !"},
		{"just over", "{\"a\":\"" + long[:993] + "\"}\n{}", "1#1 ! 2#1 {}"},
		{"at the limit", "{\"a\":\"" + long[:992] + "\"}", "1#1 {\"a\":\"" + long[:992] + "\"}"},
	} {
		all, errs := objects(strings.NewReader(tt.content), 1000)
		if got := strings.Join(all, " "); got != tt.want {
			t.Errorf("%s: got %.80q, want %.80q", tt.name, got, tt.want)
		}
		for _, err := range errs {
			if !errors.Is(err, ErrTooLong) {
				t.Errorf("%s: got %v, want ErrTooLong", tt.name, err)
			}
		}
	}
}

func TestObjectsStreamFails(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, content := range []string{`{"a":1}`, `{"a":1}{"a`, `[{"a":1}, {`, "{\"a\":1}\n"} {
		all, errs := objects(io.MultiReader(strings.NewReader(content), iotest.ErrReader(broken)), 1000)
		if len(errs) != 1 || !errors.Is(errs[0], broken) || len(all) != 2 {
			t.Errorf("%q: got %q, %v", content, all, errs)
		}
	}
}

// TestObjectsOfAnyShape writes the same objects in every shape and reads them again.
func TestObjectsOfAnyShape(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) any {
		return rapid.SampledFrom([]any{
			1, nil, "", "a\nb", `}"\`, "{[", []any{map[string]any{"x": "},{\""}}, map[string]any{"y": []any{}},
		}).Draw(t, "value")
	})
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.MapOfN(rapid.StringMatching(`[a-z"\\]{0,3}`), value, 0, 4), 0, 6).Draw(t, "objects")
		var want []string
		var lines, joined, pretty bytes.Buffer
		for _, object := range all {
			b, _ := json.Marshal(object)
			p, _ := json.MarshalIndent(object, "", "\t")
			want = append(want, string(b))
			lines.Write(append(b, '\n'))
			joined.Write(b)
			pretty.Write(p)
		}
		array, _ := json.Marshal(all)
		prettyArray, _ := json.MarshalIndent(all, "  ", " ")
		for shape, content := range map[string]string{
			"lines": lines.String(), "joined": joined.String(), "pretty": pretty.String(),
			"array": string(array), "pretty array": string(prettyArray),
		} {
			got, errs := objects(iotest.HalfReader(strings.NewReader(content)), 1<<20)
			for i := range got {
				_, got[i], _ = strings.Cut(got[i], " ")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s %q: errors %v (-want +got):\n%s", shape, content, errs, diff)
			}
		}
	})
}

// FuzzObjects: any bytes are cut the same however they come; what is sound JSON is found whole.
func FuzzObjects(f *testing.F) {
	f.Add([]byte(`[{"a":1}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 256
		all, errs := objects(bytes.NewReader(data), limit)
		small, _ := objects(iotest.OneByteReader(bytes.NewReader(data)), limit)
		if diff := cmp.Diff(all, small); diff != "" {
			t.Fatalf("%q: byte by byte (-at once +byte by byte):\n%s", data, diff)
		}
		var array []map[string]json.RawMessage
		if len(data) < limit && json.Unmarshal(data, &array) == nil && !bytes.Contains(data, []byte("null")) &&
			len(bytes.TrimSpace(data)) > 0 && (len(errs) > 0 || len(all) != len(array)) {
			t.Fatalf("%q: got %q, %v, want %d objects", data, all, errs, len(array))
		}
	})
}
