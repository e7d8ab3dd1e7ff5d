package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// goldenFolder makes a corpus of the articles that were written for the project; ids begin with prefix.
func goldenFolder(t *testing.T, name, prefix string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"articles.jsonl": "docs.jsonl", "truth.tsv": "truth.tsv"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "golden", from))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(data), `{"id": "`, `{"id": "`+prefix)
		text = strings.ReplaceAll(text, `{"id":"`, `{"id":"`+prefix)
		if to == "truth.tsv" {
			text = regexp.MustCompile(`(?m)^(.*)\t(.*)\t`).ReplaceAllString(text, prefix+"$1\t"+prefix+"$2\t")
		}
		if err := os.WriteFile(filepath.Join(dir, to), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestEvalGolden holds the figures that eval prints of the golden set against those pinned.
func TestEvalGolden(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"eval", goldenFolder(t, "golden", "")}, nil, &out, &errs); code != exitDone || errs.Len() > 0 {
		t.Fatalf("exit code %d, errors %q", code, errs.String())
	}
	want, err := os.ReadFile(filepath.Join("..", "..", "testdata", "eval", "golden.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

// TestFit fits a model to two corpora.
func TestFit(t *testing.T) {
	one, two := goldenFolder(t, "one", "1"), goldenFolder(t, "two", "2")
	for _, c := range []struct {
		name       string
		args       []string
		code       int
		want, errs string
	}{
		{
			"two corpora",
			[]string{one, two},
			exitDone,
			`(?s)^var DefaultModel = Model\{Bias: -[\d.]+, Pairs: [\d.]+, .*\d+ samples\n.*seen by none +times +pairs +one story .*\n` +
				` +one .*\n +two .*fitted from.*unseen from`,
			"^$",
		},
		{"one corpus", []string{one}, exitDone, "no cross-validation: it needs two labelled corpora", "^$"},
		{"without", []string{"--without", "names", "--ridge", "0.01", one}, exitDone, ", Names: 0, ", "^$"},
		{"json", []string{"--format", "json", one, two}, exitDone, `(?s)"Bias": -.*"folds": .*"corpus": "one".*"reliability": `, "^$"},
		{"ridge", []string{"--ridge", "-1", one}, exitFailed, "^$", "error: --ridge must be 0 or more\n"},
		{"no folder", []string{"nowhere"}, exitFailed, "^$", "(?s)nowhere/docs.jsonl: .*hint: a corpus is a folder"},
		{"background", []string{"--background", "nowhere", one}, exitFailed, "^$", "error: --background: open nowhere"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			code := run(t.Context(), append([]string{"fit"}, c.args...), nil, &out, &errs)
			if code != c.code || !regexp.MustCompile(c.want).MatchString(out.String()) || !regexp.MustCompile(c.errs).MatchString(errs.String()) {
				t.Errorf("exit code %d, want %d; errors %q, want %s; output, want %s:\n%s", code, c.code, errs.String(), c.errs, c.want, out.String())
			}
		})
	}
}

// TestFitUnlabelled asks for a model of articles without labels.
func TestFitUnlabelled(t *testing.T) {
	dir := goldenFolder(t, "one", "")
	if err := os.Remove(filepath.Join(dir, "truth.tsv")); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code := run(t.Context(), []string{"fit", dir}, nil, &out, &errs)
	if code != exitFailed || out.Len() > 0 || !strings.Contains(errs.String(), "hint: label pairs that tell one story") {
		t.Errorf("exit code %d, output %q, errors %q", code, out.String(), errs.String())
	}
}
