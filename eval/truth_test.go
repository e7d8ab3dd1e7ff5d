package eval_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/eval"
)

func TestReadTruth(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     eval.Truth
	}{
		{"empty", "", eval.Truth{}},
		{"pairs in either order", "b\ta\tcopy\r\na\tc\tignore\n", eval.Truth{{"a", "b"}: "copy", {"a", "c"}: "ignore"}},
		{"the last of two", "a\tb\tcopy\nb\ta\tpartial", eval.Truth{{"a", "b"}: "partial"}},
		{"stories", "a\tx\nb\tx\nc\ty\nd\tx", eval.Truth{{"a", "b"}: "story", {"a", "d"}: "story", {"b", "d"}: "story"}},
		{"ids with spaces", "a b\tc d\tcopy", eval.Truth{{"a b", "c d"}: "copy"}},
	} {
		got, err := eval.ReadTruth(strings.NewReader(c.in), "truth.tsv")
		if err != nil || !maps.Equal(got, c.want) {
			t.Errorf("%s: got %v, %v; want %v", c.name, got, err, c.want)
		}
	}
}

func TestReadTruthErrors(t *testing.T) {
	for in, line := range map[string]int{
		"a b copy":               1,
		"a\tb\tcopy\ta":          1,
		"a\tb\tcopy\na\tb":       2,
		"a\tx\nb\tx\n\n":         3,
		"a\tb\tcopy\na\t\tcopy":  2,
		"a\tb\tcopy\na\tc\t\n":   2,
		"\t\n":                   1,
		"a\tb\tcopy\nb\tc\t\r\n": 2,
	} {
		_, err := eval.ReadTruth(strings.NewReader(in), "corpus/truth.tsv")
		problem, ok := errors.AsType[*article.Problem](err)
		if !ok || !errors.Is(err, eval.ErrTruth) || problem.Place != (article.Place{Path: "corpus/truth.tsv", Line: line}) {
			t.Errorf("%q: got %v, want ErrTruth at corpus/truth.tsv:%d", in, err, line)
		}
	}
	broken := errors.New("disk on fire")
	_, err := eval.ReadTruth(iotest.ErrReader(broken), "truth.tsv")
	if problem, ok := errors.AsType[*article.Problem](err); !ok || !errors.Is(err, broken) || problem.Place.Path != "truth.tsv" {
		t.Errorf("a broken reader: got %v, want its error at truth.tsv", err)
	}
}
