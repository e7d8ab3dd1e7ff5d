package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/report"
)

func TestTextGolden(t *testing.T) {
	cases := map[string]*report.TextOptions{
		"text-default.txt": nil,
		"text-60.txt":      {Width: 60, Took: 1234567 * time.Microsecond},
		"text-40.txt":      {Width: 40, Links: 1},
		"text-140.txt":     {Width: 140, Location: time.FixedZone("", 2*3600), Links: -1},
		"text-color.txt":   {Width: 100, Color: true, Took: 83 * time.Second, Stories: 1},
	}
	for name, opts := range cases {
		t.Run(name, func(t *testing.T) {
			golden(t, name, []byte(text(t, func(b *bytes.Buffer) error { return report.Text(b, sample(), opts) })))
		})
	}
}

// TestTextFits holds every line of every width against that width, and the output against stray control characters.
func TestTextFits(t *testing.T) {
	for width := 40; width <= 200; width++ {
		for _, color := range []bool{false, true} {
			opts := &report.TextOptions{Width: width, Color: color}
			got := text(t, func(b *bytes.Buffer) error { return report.Text(b, sample(), opts) })
			checkLines(t, got, width)
			a := article.Article{ID: "wire/1", Title: "\x1b[31mred", Text: wireText}
			b := article.Article{ID: "zh/5", Title: "货轮搁浅，塞尔温港关闭：港务长称无人受伤货轮搁浅", Text: wideText}
			l := samestory.Link{A: "wire/1", B: "zh/5", Kind: compare.Partial, Passages: []compare.Passage{
				{A: [2]int{0, len(wireText)}, B: [2]int{0, len(wideText)}, Words: 47},
			}}
			checkLines(t, text(t, func(w *bytes.Buffer) error { return report.Comparison(w, a, b, l, opts) }), width)
		}
	}
}

func checkLines(t *testing.T, text string, width int) {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if w := lipgloss.Width(line); w > width {
			t.Errorf("width %d, line %d has %d columns: %q", width, i+1, w, line)
		}
		if bad := strings.IndexFunc(ansi.Strip(line), unicode.IsControl); bad >= 0 {
			t.Errorf("width %d, line %d has a control character at %d: %q", width, i+1, bad, line)
		}
	}
}

func TestColorOnlyAdds(t *testing.T) {
	plain := text(t, func(b *bytes.Buffer) error { return report.Text(b, sample(), nil) })
	colored := text(t, func(b *bytes.Buffer) error { return report.Text(b, sample(), &report.TextOptions{Color: true}) })
	if strings.Contains(plain, "\x1b") {
		t.Errorf("there is an escape sequence in a report without colour:\n%q", plain)
	}
	if plain == colored {
		t.Error("colour was asked for, and there is none")
	}
	var stripped []string
	for line := range strings.SplitSeq(ansi.Strip(colored), "\n") {
		stripped = append(stripped, strings.TrimRight(line, " "))
	}
	if got := strings.Join(stripped, "\n"); got != plain {
		t.Errorf("without its colour the report reads\n%s\nwant\n%s", got, plain)
	}
}

// TestHostileReport shows a report whose references lead nowhere, as one read from a file may be.
func TestHostileReport(t *testing.T) {
	r := &samestory.Report{
		Links: []samestory.Link{{
			A: "a", B: "\x1b[0mb", Kind: "\x1b]0;evil\a", Similarity: 7,
			Passages: []compare.Passage{{A: [2]int{-5, 1 << 40}, B: [2]int{9, 3}, Words: 1}},
		}, {A: "a", B: "a"}},
		Stories: []samestory.Story{
			{Articles: []string{"a", "\x1b[0mb"}, Clusters: []samestory.Cluster{{Articles: []string{"a", "\x1b[0mb", "a"}}, {}}},
			{},
		},
		Texts: func(string) string { return "short" },
	}
	checkLines(t, text(t, func(b *bytes.Buffer) error { return report.Text(b, r, nil) }), 100)
}

// TestWideIDs holds ids of wide characters, cut at their front, against the width.
func TestWideIDs(t *testing.T) {
	for n := 1; n < 60; n++ {
		a, b := strings.Repeat("港", n), strings.Repeat("港", n)+"x"
		r := &samestory.Report{
			Links:   []samestory.Link{{A: a, B: b, Kind: compare.Partial}, {A: a, B: "c", Kind: compare.Partial}},
			Stories: []samestory.Story{{Articles: []string{a, b}, Clusters: []samestory.Cluster{{Articles: []string{a, b}}}}},
		}
		for _, width := range []int{40, 41, 75} {
			opts := &report.TextOptions{Width: width}
			got := text(t, func(b *bytes.Buffer) error { return report.Text(b, r, opts) })
			checkLines(t, got, width)
			if n > width && !strings.Contains(got, "…港") {
				t.Errorf("width %d: an id of %d wide characters is not cut at its front:\n%s", width, n, got)
			}
		}
	}
}

func TestTextWriteErrors(t *testing.T) {
	for _, n := range []failAfter{0, 100, 5000} {
		name := fmt.Sprint(int(n))
		if err := report.Text(&n, large(), nil); !errors.Is(err, errFull) {
			t.Errorf("after %s bytes: got %v, want %v", name, err, errFull)
		}
	}
	for _, n := range []failAfter{0, 100, 5000} {
		name := fmt.Sprint(int(n))
		if err := report.JSON(&n, large()); !errors.Is(err, errFull) {
			t.Errorf("JSON after %s bytes: got %v, want %v", name, err, errFull)
		}
	}
	for n := range failAfter(200) {
		if err := report.Text(&n, sample(), nil); !errors.Is(err, errFull) {
			t.Errorf("a short report: got %v, want %v", err, errFull)
		}
		if err := report.JSON(&n, sample()); !errors.Is(err, errFull) {
			t.Errorf("a short report in JSON: got %v, want %v", err, errFull)
		}
	}
	var n failAfter
	if err := report.ComparisonJSON(&n, article.Article{}, article.Article{}, samestory.Link{}); !errors.Is(err, errFull) {
		t.Errorf("ComparisonJSON: got %v, want %v", err, errFull)
	}
	if err := report.Comparison(&n, article.Article{}, article.Article{}, samestory.Link{}, nil); !errors.Is(err, errFull) {
		t.Errorf("Comparison: got %v, want %v", err, errFull)
	}
}

func TestComparisonGolden(t *testing.T) {
	a := article.Article{ID: "wire/1", Outlet: "Wire", Title: "Freighter aground", Text: wireText, Published: at(8, 5)}
	b := article.Article{ID: "north/77", Title: "Nobody hurt", Text: cutText, Published: at(0, 0), Precision: article.ToDay}
	link := samestory.Link{
		A: "north/77", B: "wire/1", Kind: compare.Excerpt, Jaccard: 0.3, ContainmentA: 1, ContainmentB: 1.0 / 3, Similarity: 1,
		Passages: []compare.Passage{
			{A: [2]int{0, 49}, B: [2]int{108, 157}, Words: 8}, {A: [2]int{50, 101}, B: [2]int{158, 209}, Words: 8},
		},
		Evidence: &samestory.Evidence{Names: []string{"Ines Okafor"}},
	}
	zh := article.Article{ID: "zh/5", Title: "货轮搁浅", Text: wideText}
	wide := samestory.Link{
		A: "wire/1", B: "zh/5", Kind: compare.Partial, Jaccard: 0.2, ContainmentA: 0.2, ContainmentB: 0.3, Similarity: 0.41,
		Passages: []compare.Passage{{A: [2]int{0, 107}, B: [2]int{0, len(wideText)}, Words: 20}},
	}
	for _, c := range []struct {
		name  string
		a, b  article.Article
		link  samestory.Link
		width int
	}{
		{"comparison-100.txt", a, b, link, 100},
		{"comparison-59.txt", a, b, link, 59},
		{"comparison-wide.txt", a, zh, wide, 60},
		{"comparison-none.txt", a, zh, samestory.Link{}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			golden(t, c.name, []byte(text(t, func(w *bytes.Buffer) error {
				return report.Comparison(w, c.a, c.b, c.link, &report.TextOptions{Width: c.width})
			})))
		})
	}
	golden(t, "comparison.json", []byte(text(t, func(w *bytes.Buffer) error {
		return report.ComparisonJSON(w, a, b, link)
	})))
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"":                                 "",
		"plain text":                       "plain text",
		" two  spaces ":                    "two spaces",
		"line\r\nbreak\ttab":               "line break tab",
		"\x1b[31mred\x1b[0m":               "�[31mred�[0m",
		"\x1b]52;c;ZXZpbA==\a":             "�]52;c;ZXZpbA==�",
		"c1 \u009b2J \u0085next":           "c1 �2J next",
		"invalid \xff\xfe":                 "invalid ��",
		"over\u202eride\u2066":             "override",
		"soft\u00adhyphen \ufeffmark":      "softhyphen mark",
		"family 👩\u200d👩\u200d👧":           "family 👩\u200d👩\u200d👧",
		"\u0600 is a sign":                 "\u0600 is a sign",
		"line\u2028separator \u3000 ideal": "line separator ideal",
		"rub\x7fout\x00":                   "rub�out�",
	} {
		if got := report.Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("plain")
	f.Add("\x1b[31m \u009b \u202e \xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := report.Printable(s)
		if strings.ContainsFunc(got, unicode.IsControl) {
			t.Errorf("Printable(%q) = %q has a control character", s, got)
		}
		if again := report.Printable(got); again != got {
			t.Errorf("Printable(%q) = %q, and of that %q", s, got, again)
		}
	})
}
