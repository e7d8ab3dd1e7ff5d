package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/report"
)

// TestUntitled shows stories of articles without titles.
func TestUntitled(t *testing.T) {
	long := strings.Repeat("harbour ", 1000)
	for _, c := range []struct {
		name, titleA, textA, textB string
		want                       string
	}{
		{"a title", "A title", "Some text", "Other text", "1. A title\n"},
		{"a short text", "", "A freighter ran aground.\n", "Other text", "1. A freighter ran aground.\n"},
		{"a long text", "", " \n" + long, "x", "1. " + strings.TrimSpace(strings.Repeat("harbour ", 8)) + "…\n"},
		{"lines", "", "First line\nand  another", "x", "1. First line and another\n"},
		{"no spaces", "", strings.Repeat("港", 500), "x", "1. " + strings.Repeat("港", 35) + "…\n"},
		{"the other's text", "", "", "Other text", "1. Other text\n"},
		{"no text", "", "", " ", "1. (no title)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &samestory.Report{
				Articles: []samestory.Entry{{ID: "a", Title: c.titleA}, {ID: "b"}},
				Stories: []samestory.Story{{
					Articles: []string{"a", "b"}, Original: "a",
					Clusters: []samestory.Cluster{{Articles: []string{"a", "b"}}},
				}},
				Texts: func(id string) string { return map[string]string{"a": c.textA, "b": c.textB}[id] },
			}
			got := text(t, func(b *bytes.Buffer) error { return report.Text(b, r, nil) })
			if !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant the line %q", got, c.want)
			}
			if r.Articles[1].Title != "" {
				t.Errorf("the report itself has got the title %q", r.Articles[1].Title)
			}
			r.Texts = nil
			got = text(t, func(b *bytes.Buffer) error { return report.Text(b, r, nil) })
			if c.titleA == "" && !strings.Contains(got, "1. (no title)\n") {
				t.Errorf("without texts: got\n%s", got)
			}
		})
	}
}
