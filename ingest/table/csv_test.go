package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func anyColumns([]string) int { return 0 }

// rows reads everything: a row as its fields joined by "|", an error as "!".
func rows(t testing.TB, r io.Reader, limit int64) (all []string, lines []int, errs []error) {
	t.Helper()
	c, err := NewCSV(r, limit, anyColumns)
	if err != nil {
		return nil, nil, []error{err}
	}
	for {
		fields, err := c.Next()
		if errors.Is(err, io.EOF) {
			return all, lines, errs
		}
		lines = append(lines, c.Line)
		if err != nil {
			all, errs = append(all, "!"), append(errs, err)
			if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrTooLong) {
				return all, lines, errs
			}
			continue
		}
		all = append(all, string(bytes.Join(fields, []byte("|"))))
	}
}

func TestCSV(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          []string
		lines         []int
	}{
		{"plain", "a,b\n1,2\n3,4\n", []string{"1|2", "3|4"}, []int{2, 3}},
		{"no line feed at end", "a,b\n1,2", []string{"1|2"}, []int{2}},
		{"carriage returns", "a,b\r\n1,2\r\n\"3\",\"4\"\r\n5,\"6\"\r", []string{"1|2", "3|4", "5|6"}, []int{2, 3, 4}},
		{"blank lines", "\n\r\na,b\n\n1,2\n\r\n3,4\n\n", []string{"1|2", "3|4"}, []int{5, 7}},
		{"empty fields", "a,b\n,\n\"\",\"\"\n", []string{"|", "|"}, []int{2, 3}},
		{"line breaks within", "a,b\n1,\"x\ny\r\nz\"\n2,w\n", []string{"1|x\ny\nz", "2|w"}, []int{2, 5}},
		{"doubled marks", "a,b\n\"\"\"q\"\"\",\"\"\"\"\n\"say \"\"a,b\"\"!\",\n", []string{`"q"|"`, `say "a,b"!|`}, []int{2, 3}},
		{"marks within", "a,b\n5\" pipe,6\"\n", []string{`5" pipe|6"`}, []int{2}},
		{"semicolons", "a;b\n1,5;2\n", []string{"1,5|2"}, []int{2}},
		{"bars", "a|b\n1|2\n", []string{"1|2"}, []int{2}},
		{"tabs", "a\tb\n1\t2, 3\n\t\n", []string{"1|2, 3", "|"}, []int{2, 3}},
		{"told by a spreadsheet", "sep=;\na;b\n1;2\n", []string{"1|2"}, []int{3}},
		{"ragged", "a,b\n1\n1,2,3\n1,2\n", []string{"!", "!", "1|2"}, []int{2, 3, 4}},
		{"never quoted", "a\tb\tc\n1\t\"Yes\" says man\tx\n2\t\"No\" and \"no\"\ty\n", []string{
			`1|"Yes" says man|x`, `2|"No" and "no"|y`,
		}, []int{2, 3}},
		{"marks within marks", "a,b\n1,\"he said \"hello\" to us\"\n2,x\n", []string{`1|"he said "hello" to us"`, "2|x"}, []int{2, 3}},
		{"a mark that is not closed", "a,b\n1,\"open\n2,\"x\"\n3,y\n", []string{"!", "2|x", "3|y"}, []int{2, 3, 4}},
		{"half of a text is none", "a,b\n1,\"one \"two\" three\nfour\"\n2,x\n", []string{"!", "!", "2|x"}, []int{2, 3, 4}},
		{"cut in a field", "a,b\n1,2\n3,\"four\nfive\n", []string{"1|2", "!"}, []int{2, 3}},
		{"only a header", "a,b", nil, nil},
	} {
		for how, r := range map[string]io.Reader{
			"at once": strings.NewReader(tt.content), "byte by byte": iotest.OneByteReader(strings.NewReader(tt.content)),
		} {
			all, lines, errs := rows(t, r, 1000)
			if diff := cmp.Diff(tt.want, all); diff != "" {
				t.Errorf("%s, %s: errors %v, rows (-want +got):\n%s", tt.name, how, errs, diff)
			}
			if diff := cmp.Diff(tt.lines, lines); diff != "" {
				t.Errorf("%s, %s: lines (-want +got):\n%s", tt.name, how, diff)
			}
		}
	}
}

// TestCSVLimit: a row over the limit is passed over to its end, and the next row is read.
func TestCSVLimit(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	lines := strings.Repeat("x\n", 100_000)
	for _, tt := range []struct {
		name, content string
		want          string
	}{
		{"plain", "a,b\n1," + long + "\n2,y\n", "! 2|y"},
		{"quoted", "a,b\n1,\"" + long + "\"\n2,y\n", "! 2|y"},
		{"quoted with line breaks", "a,b\n\"" + lines + "\",\"\"\"\n\"\n2,y\n", "! 2|y"},
		{"marks that are not closed", "a,b\n1,\"" + lines + "2,y\n", "!"},
		{"after marks that are not in order", "a,b\n\"1\"x," + long + "\n2,y\n", "! 2|y"},
		{"at the end", "a,b\n2,y\n1," + long, "2|y !"},
		{"just over", "a,b\n1," + strings.Repeat("x", 999) + "\n2,y\n", "! 2|y"},
		{"at the limit", "a,b\n1," + strings.Repeat("x", 998) + "\n2,y\n", "1|" + strings.Repeat("x", 998) + " 2|y"},
		{"the header", "a" + long + ",b\n", ""},
	} {
		for how, r := range map[string]io.Reader{
			"at once": strings.NewReader(tt.content), "half": iotest.HalfReader(strings.NewReader(tt.content)),
		} {
			all, _, errs := rows(t, r, 1000)
			if got := strings.Join(all, " "); got != tt.want {
				t.Errorf("%s, %s: got %.60q, want %.60q", tt.name, how, got, tt.want)
			}
			for _, err := range errs {
				if !errors.Is(err, ErrTooLong) {
					t.Errorf("%s, %s: got %v, want ErrTooLong", tt.name, how, err)
				}
			}
		}
	}
}

func TestCSVDelimiter(t *testing.T) {
	known := func(columns []string) (n int) {
		for _, c := range columns {
			if c == "text" || c == "title" {
				n++
			}
		}
		return n
	}
	for line, want := range map[string][]string{
		"text":                         {"text"},
		"a;title, subtitle, more;text": {"a", "title, subtitle, more", "text"},
		"title\ttext|\tx,y,z,w":        {"title", "text|", "x,y,z,w"},
		`"title";"text"`:               {"title", "text"},
		"x;y;z,w":                      {"x", "y", "z,w"},
		"":                             nil,
	} {
		if diff := cmp.Diff(want, Delimited([]byte(line), known)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", line, diff)
		}
	}
}

// TestCSVStreamFails: the rows before a failure are read, half a row is not, and the failure is told once.
func TestCSVStreamFails(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, content := range []string{"a,b\n1,2\n3,4", "a,b\n1,2\n3,\"4", "a,b\n1,2\n3,\"4\"", "a,b\n1,2\n"} {
		all, _, errs := rows(t, io.MultiReader(strings.NewReader(content), iotest.ErrReader(broken)), 1000)
		if len(errs) != 1 || !errors.Is(errs[0], broken) || len(all) != 2 || all[0] != "1|2" {
			t.Errorf("%q: got %q, %v", content, all, errs)
		}
	}
}

// FuzzCSV holds rows against encoding/csv wherever that finds nothing wrong.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("a,b\n1,\"2\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 256
		all, lines, errs := rows(t, bytes.NewReader(data), limit)
		small, _, _ := rows(t, iotest.OneByteReader(bytes.NewReader(data)), limit)
		if diff := cmp.Diff(all, small); diff != "" {
			t.Fatalf("%q: byte by byte (-at once +byte by byte):\n%s", data, diff)
		}
		for i := 1; i < len(lines); i++ {
			if lines[i] <= lines[i-1] {
				t.Fatalf("%q: lines %v", data, lines)
			}
		}
		line, _, _ := bytes.Cut(bytes.TrimLeft(data, "\r\n"), []byte("\n"))
		if len(line) == 0 || bytes.HasPrefix(line, []byte("sep=")) {
			return
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma, r.FieldsPerRecord = rune(bestDelimiter(line, anyColumns)), -1
		records, err := r.ReadAll()
		if err != nil || len(errs) > 0 || len(records) == 0 {
			return
		}
		var want []string
		for _, record := range records[1:] {
			want = append(want, strings.Join(record, "|"))
		}
		if diff := cmp.Diff(want, all); diff != "" {
			t.Fatalf("%q (-encoding/csv +got):\n%s", data, diff)
		}
	})
}
