package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/report"
)

func TestJSONGolden(t *testing.T) {
	golden(t, "report.json", []byte(text(t, func(b *bytes.Buffer) error { return report.JSON(b, sample()) })))
}

func TestJSONOfNothing(t *testing.T) {
	got := text(t, func(b *bytes.Buffer) error { return report.JSON(b, &samestory.Report{}) })
	if strings.Contains(got, "null") {
		t.Errorf("there is a null in\n%s", got)
	}
	if !json.Valid([]byte(got)) {
		t.Errorf("not JSON:\n%s", got)
	}
	r := &samestory.Report{
		Articles: make([]samestory.Entry, 1), Links: make([]samestory.Link, 1),
		Stories:  []samestory.Story{{Clusters: make([]samestory.Cluster, 1)}},
		Problems: []*article.Problem{{}},
	}
	if got := text(t, func(b *bytes.Buffer) error { return report.JSON(b, r) }); strings.Contains(got, "null") {
		t.Errorf("there is a null in\n%s", got)
	}
}

// TestRoundTrip fills every field that a report has, those of the future too, and expects each to come back.
func TestRoundTrip(t *testing.T) {
	for name, want := range map[string]*samestory.Report{"sample": sample(), "filled": filled(t)} {
		var b bytes.Buffer
		if err := report.JSON(&b, want); err != nil {
			t.Fatal(err)
		}
		written := b.String()
		got, err := report.ReadJSON(&b)
		if err != nil {
			t.Fatalf("%s: %v, of\n%s", name, err, written)
		}
		opts := cmp.Options{
			cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Texts" }, cmp.Ignore()),
			cmp.Comparer(func(a, b error) bool { return strings.ToValidUTF8(a.Error(), "") == b.Error() }),
			cmp.Comparer(func(a, b float64) bool { return a-b < 1e-4 && b-a < 1e-4 }),
		}
		if diff := cmp.Diff(want, got, opts); diff != "" {
			t.Errorf("%s: a field is lost in JSON (-written +read):\n%s", name, diff)
		}
		if again := text(t, func(b *bytes.Buffer) error { return report.JSON(b, got) }); again != written {
			t.Errorf("%s: written again, the report differs:\n%s", name, cmp.Diff(written, again))
		}
	}
}

// filled returns a report in which every field of every type has a value of its own.
func filled(t *testing.T) *samestory.Report {
	t.Helper()
	r := &samestory.Report{}
	n := 0
	fill(t, reflect.ValueOf(r).Elem(), &n)
	return r
}

func fill(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = at(0, 0).Add(time.Duration(*n) * time.Second)
		return
	case *article.Precision:
		*x = article.ToMinute
		return
	case *error:
		*x = textError("error " + string(rune('A'+*n%26)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + string(rune('A'+*n%26)))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(float64(*n) / 1000)
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(t, field, n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0), n)
		fill(t, v.Index(1), n)
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), n)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Func:
	default:
		t.Fatalf("a report has a field of kind %v: teach this test to fill it", v.Kind())
	}
}

func TestReadJSONErrors(t *testing.T) {
	const whole = `{"articles":[],"links":[],"stories":[],"problems":[]}`
	for name, in := range map[string]string{
		"nothing":       "",
		"a list":        "[]",
		"no report":     "{}",
		"cut short":     whole[:30],
		"more after it": whole + "x",
		"two reports":   whole + whole,
		"wrong type":    strings.Replace(whole, "[]", `[{"words":"many"}]`, 1),
		"bad time":      strings.Replace(whole, "[]", `[{"published":"yesterday"}]`, 1),
		"bad day":       strings.Replace(whole, "[]", `[{"published":"2026-99-01"}]`, 1),
	} {
		if r, err := report.ReadJSON(strings.NewReader(in)); !errors.Is(err, report.ErrFormat) {
			t.Errorf("%s: ReadJSON(%q) = %v, %v, want ErrFormat", name, in, r, err)
		}
	}
	if _, err := report.ReadJSON(strings.NewReader(whole + "\n")); err != nil {
		t.Errorf("ReadJSON(%q): %v", whole, err)
	}
	if _, err := report.ReadJSON(iotest.ErrReader(errFull)); !errors.Is(err, errFull) || errors.Is(err, report.ErrFormat) {
		t.Errorf("the reader's error came back as %v", err)
	}
}

// FuzzReadJSON holds that whatever can be read can be shown and written, and comes back the same.
func FuzzReadJSON(f *testing.F) {
	var b bytes.Buffer
	if err := report.JSON(&b, sample()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"articles":[],"links":[],"stories":[],"problems":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := report.ReadJSON(bytes.NewReader(data))
		if err != nil {
			return
		}
		checkLines(t, text(t, func(b *bytes.Buffer) error { return report.Text(b, r, nil) }), 100)
		first := text(t, func(b *bytes.Buffer) error { return report.JSON(b, r) })
		again, err := report.ReadJSON(strings.NewReader(first))
		if err != nil {
			t.Fatalf("%v, of what was written:\n%s", err, first)
		}
		if second := text(t, func(b *bytes.Buffer) error { return report.JSON(b, again) }); second != first {
			t.Errorf("written again, the report differs:\n%s", cmp.Diff(first, second))
		}
	})
}
