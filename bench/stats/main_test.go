package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMeasure(t *testing.T) {
	first := "The old bridge over the river was closed on Monday after engineers found cracks in two of its pillars, the council said."
	other := "A new library opened in the harbour quarter with room for ninety thousand books and a roof made of glass and copper."
	// The third copies the first, and the fourth quotes eight words of the second.
	texts := []string{
		first, other, first + " It opens again in May.",
		"Nobody likes it: room for ninety thousand books and a roof, he wrote, are no reason to leave the old place in the park.",
	}
	got := map[string]float64{}
	for _, f := range measure(texts) {
		got[f.name] = f.value
	}
	for name, want := range map[string]float64{
		"articles":                          4,
		"articles that copy no earlier one": 0.75,
		"share of their 5-word runs that another of them has": (4.0/18 + 4.0/20) / 3,
	} {
		if diff := got[name] - want; diff > 0.01 || diff < -0.01 {
			t.Errorf("%s: got %.4f, want %.4f", name, got[name], want)
		}
	}
	if n := got["copy candidates an article"]; n < 0.25 || n > 0.5 {
		t.Errorf("%.2f candidates an article, want one or two for four articles", n)
	}
}

func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	if err := os.WriteFile(path, []byte("{\"text\":\"one two three\"}\n{\"text\":\"four five six\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run(&out, []string{path, path}, 10); err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(out.String(), "\n"); strings.Join(strings.Fields(first), " ") != "articles 2 2" {
		t.Errorf("the table begins with %q", first)
	}
	if err := os.WriteFile(path, []byte("{\"text\":\"one\"}\nnonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(&out, []string{path}, 10); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("nonsense gave %v", err)
	}
	if err := run(&out, []string{os.DevNull}, 10); err == nil {
		t.Error("a file without articles is no error")
	}
}
