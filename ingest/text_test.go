package ingest

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
)

// utf16Text encodes ASCII as UTF-16 with a byte order mark.
func utf16Text(ascii string, little bool) string {
	b := []byte{0xfe, 0xff}
	if little {
		b = []byte{0xff, 0xfe}
	}
	for i := range len(ascii) {
		if little {
			b = append(b, ascii[i], 0)
		} else {
			b = append(b, 0, ascii[i])
		}
	}
	return string(b)
}

func TestText(t *testing.T) {
	long := strings.Repeat("word ", 200)
	for _, tt := range []struct {
		name, content string
		title, text   string
	}{
		{"empty", "", "", ""},
		{"blank", "\n \n", "", "\n \n"},
		{"one byte", "a", "a", "a"},
		{"title and body", "\n  Title \nBody\n", "Title", "\n  Title \nBody\n"},
		{"CRLF", "Title\r\n\r\nBody\r\n", "Title", "Title\r\n\r\nBody\r\n"},
		{"CR", "Title\rBody", "Title", "Title\rBody"},
		{"no headline", long + "\nBody", "", long + "\nBody"},
		{"UTF-8", "Fähre € 日本", "Fähre € 日本", "Fähre € 日本"},
		{"UTF-8 with mark", utf8Mark + "Fähre", "Fähre", "Fähre"},
		{"mark alone", utf8Mark, "", ""},
		{"UTF-16LE", utf16Text("Title\r\nBody", true), "Title", "Title\r\nBody"},
		{"UTF-16BE", utf16Text("Title\nBody", false), "Title", "Title\nBody"},
		{"UTF-16 with a byte too many", utf16Text("Title", true) + "x", "Title\uFFFD", "Title\uFFFD"},
		{"UTF-16 mark alone", "\xff\xfe", "", ""},
		{"windows-1252", "F\xe4hre \x80 5, \x93so\x94", "Fähre € 5, “so”", "Fähre € 5, “so”"},
		{"damaged UTF-8", "Fähre, Küste\xc3", "Fähre, Küste\uFFFD", "Fähre, Küste\uFFFD"},
		{"a number sign in it", "{\"id\":1}", "{\"id\":1}", "{\"id\":1}"},
	} {
		want := []article.Article{{ID: "in.txt", Title: tt.title, Text: tt.text, Place: article.Place{Path: "in.txt"}}}
		all, problems := read(t, "in.txt", tt.content, nil)
		if diff := cmp.Diff(want, all); diff != "" || len(problems) > 0 {
			t.Errorf("%s: problems %v, articles (-want +got):\n%s", tt.name, problems, diff)
		}
		all, _ = collect(t, Reader(iotest.OneByteReader(strings.NewReader(tt.content)), "in.txt", nil))
		if diff := cmp.Diff(want, all); diff != "" {
			t.Errorf("%s, byte by byte: articles (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestBadText(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          error
	}{
		{"NUL byte", "Title\nBo\x00dy", ErrBinary},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ErrBinary},
		{"UTF-16 without mark", utf16Text("Title", true)[2:], ErrBinary},
		{"UTF-32", "\xff\xfe\x00\x00T\x00\x00\x00", ErrBinary},
		{"too long", strings.Repeat("x", 1001), ErrTooLong},
		{"too long in UTF-16", utf16Text(strings.Repeat("x", 1001), true), ErrTooLong},
	} {
		all, problems := read(t, "in.txt", tt.content, &Options{MaxArticle: 1000})
		p := one(t, problems)
		if len(all) > 0 || !errors.Is(p, tt.want) || p.Place != (article.Place{Path: "in.txt"}) || p.ID != "in.txt" {
			t.Errorf("%s: got %v and problem %+v, want %v for the whole file", tt.name, all, p, tt.want)
		}
	}
	if all, problems := read(t, "in.txt", strings.Repeat("x", 1000), &Options{MaxArticle: 1000}); len(all) != 1 {
		t.Errorf("at the limit: got %v, want an article", problems)
	}
}
