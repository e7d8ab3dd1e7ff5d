package main

import (
	"regexp"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	for _, level := range []string{"stories", "copies"} {
		var out strings.Builder
		if err := run(t.Context(), &out, config{held: 300, added: 200, seed: 1, level: level}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			`(?m)^held +300 articles, level ` + level, `(?m)^heap +[1-9]\d* MB, \d+\.\d kB`,
			`(?m)^added +200 articles, one goroutine, [1-9]\d+ of them with links$`,
			`(?m)^an Add +mean [1-9]\S*s, median [1-9]\S*s, 99% within [1-9]\S*s, longest [1-9]\S*s$`,
			`(?m)^processor +[1-9]\S*s an Add$`, `(?m)^peak +[1-9]\d* MB`,
		} {
			if !regexp.MustCompile(want).MatchString(out.String()) {
				t.Errorf("%s: %q is not in\n%s", level, want, out.String())
			}
		}
	}
}

func TestRunRefuses(t *testing.T) {
	for name, c := range map[string]config{
		"level":    {held: 1, added: 1, level: "words"},
		"no adds":  {held: 1, level: "copies"},
		"negative": {held: -1, added: 1, level: "copies"},
	} {
		if err := run(t.Context(), &strings.Builder{}, c); err == nil {
			t.Errorf("%s: %+v was taken", name, c)
		}
	}
}
