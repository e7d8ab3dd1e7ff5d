package samestory_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/samestory/samestory"
)

var update = flag.Bool("update", false, "write testdata/golden/report.golden anew")

// golden holds articles.jsonl, which was written for this test; truth.tsv, which tells how its articles relate as an editor
// who reads them sees it (id, id, label; pairs that are not listed are unrelated); and report.golden, which is what the program finds.
const golden = "testdata/golden"

// A label is what truth.tsv says of a pair.
type label string

// The labels.
const (
	// copied: the same text, lightly edited or framed by other furniture.
	copied label = "copy"
	// contained: most of one text stands in the other.
	contained label = "contained"
	// partial: they share passages or one section, and most of each is its own. Whether they are in one story is open.
	partial label = "partial"
	// sameEvent: the same event in other words.
	sameEvent label = "same_event"
)

// TestGolden shows a change of any link or story as a difference of report.golden.
func TestGolden(t *testing.T) {
	got := goldenReport(detect(t, nil, filepath.Join(golden, "articles.jsonl")))
	path := filepath.Join(golden, "report.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the report has changed; go test -run TestGolden -update . writes it anew, git diff shows how.\ngot:\n%s\nwant:\n%s", got, want)
	}
}

// goldenReport writes the links, sorted, then the stories, a line each.
func goldenReport(r *samestory.Report) string {
	var lines []string
	for _, l := range r.Links {
		lines = append(lines, fmt.Sprintf("%s %s %s %.2f\n", l.Kind, l.A, l.B, l.Similarity))
	}
	slices.Sort(lines)
	for _, s := range r.Stories {
		lines = append(lines, "story: "+strings.Join(s.Articles, " ")+"\n")
	}
	return strings.Join(lines, "")
}

// TestGoldenQuality holds what is found against truth.tsv. The least figures are those measured when they were last set; raise them when
// the program gets better.
func TestGoldenQuality(t *testing.T) {
	r := detect(t, nil, filepath.Join(golden, "articles.jsonl"))
	truth := readTruth(t, r)
	copies, linked := map[[2]string]bool{}, map[[2]string]bool{}
	for _, l := range r.Links {
		linked[[2]string{l.A, l.B}] = true
		if l.Kind.Copy() {
			copies[[2]string{l.A, l.B}] = true
		}
	}
	together := map[[2]string]bool{}
	for _, s := range r.Stories {
		for i, a := range s.Articles {
			for _, b := range s.Articles[i+1:] {
				together[[2]string{a, b}] = true
			}
		}
	}
	for _, m := range []struct {
		name              string
		found             map[[2]string]bool
		wanted            []label
		open              []label
		precision, recall float64
	}{
		{"copies", copies, []label{copied, contained}, []label{partial}, 0.99, 1},
		{"links", linked, []label{copied, contained, partial, sameEvent}, nil, 0.9, 0.97},
		{"stories", together, []label{copied, contained, sameEvent}, []label{partial}, 1, 1},
	} {
		t.Run(m.name, func(t *testing.T) {
			precision, recall, wrong := score(truth, m.found, m.wanted, m.open)
			t.Logf("precision %.3f, recall %.3f", precision, recall)
			if precision < m.precision || recall < m.recall {
				t.Errorf("precision %.3f and recall %.3f; want at least %.3f and %.3f\n%s", precision, recall, m.precision, m.recall, wrong)
			}
		})
	}
}

// score holds pairs that were found against truth: the wanted labels must be found, the open ones may be, all other pairs must not. It
// lists the pairs that are wrong.
func score(truth map[[2]string]label, found map[[2]string]bool, wanted, open []label) (precision, recall float64, wrong string) {
	var right, extra, missed int
	var lines []string
	for pair := range found {
		switch l := truth[pair]; {
		case slices.Contains(wanted, l):
			right++
		case !slices.Contains(open, l):
			extra++
			lines = append(lines, fmt.Sprintf("found by mistake: %s %s\n", pair[0], pair[1]))
		}
	}
	for pair, l := range truth {
		if slices.Contains(wanted, l) && !found[pair] {
			missed++
			lines = append(lines, fmt.Sprintf("missed: %s %s, %s\n", pair[0], pair[1], l))
		}
	}
	slices.Sort(lines)
	return ratio(right, right+extra), ratio(right, right+missed), strings.Join(lines, "")
}

// ratio is n of total, 1 of nothing.
func ratio(n, total int) float64 {
	if total == 0 {
		return 1
	}
	return float64(n) / float64(total)
}

// readTruth reads truth.tsv, whose articles must be in the report.
func readTruth(t *testing.T, r *samestory.Report) map[[2]string]label {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(golden, "truth.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, e := range r.Articles {
		known[e.ID] = true
	}
	truth := map[[2]string]label{}
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 || !known[f[0]] || !known[f[1]] || f[0] >= f[1] {
			t.Fatalf("truth.tsv: not two known ids in order and a label: %q", line)
		}
		switch l := label(f[2]); l {
		case copied, contained, partial, sameEvent:
			truth[[2]string{f[0], f[1]}] = l
		default:
			t.Fatalf("truth.tsv: unknown label: %q", line)
		}
	}
	return truth
}
