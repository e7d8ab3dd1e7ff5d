package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory/bench/score"
)

// TestRun runs the real thing, with the programs that need no Python.
func TestRun(t *testing.T) {
	t.Chdir("..") // where the command is run
	doc := filepath.Join(t.TempDir(), "speed.md")
	if err := os.WriteFile(doc, []byte("before\n"+beginMarker+endMarker+"after\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := config{articles: 400, seed: 1, repeat: 2, workers: 2, peers: "read, minhash", doc: doc, keep: t.TempDir(), timeout: time.Minute}
	if err := run(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"before\n" + beginMarker, "### 400 articles\n", "| read: decode the file, nothing else | ",
		"| minhash-lsh of 2017-12-25: J 0.5 | ", "read, shingle and sign ", endMarker + "after\n",
	} {
		if !strings.Contains(string(content), want) {
			t.Errorf("the document lacks %q:\n%s", want, content)
		}
	}
	var found []string
	for line := range strings.Lines(string(content)) {
		if cells := strings.Split(line, " | "); len(cells) == 12 && strings.HasPrefix(line, "| minhash-lsh") {
			found = append(found, cells[6]) // of the reprints
		}
	}
	if len(found) != 2 || found[0] < "0.9" || found[1] > "0.8" {
		t.Errorf("of the reprints %q were found at 0.5 and 0.9:\n%s", found, content)
	}
}

func testBench(t *testing.T) *bench {
	return &bench{config: config{timeout: 10 * time.Second, workers: 1}, ctx: t.Context(), folder: t.TempDir()}
}

// shell returns a program.
func shell(script string) func(b *bench, articles, out string) *exec.Cmd {
	return func(b *bench, _, out string) *exec.Cmd {
		cmd := exec.CommandContext(b.ctx, "sh", "-c", script)
		cmd.Env = append(cmd.Environ(), "OUT="+out)
		cmd.WaitDelay = time.Second
		return cmd
	}
}

func TestMeasure(t *testing.T) {
	b := testBench(t)
	r := &result{out: b.scratch("out"), peer: peer{redirect: true}}
	m, err := b.measure(r, shell(`echo stage sign 1.5 >&2; i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done; printf 'a\tb\n'`))
	if err != nil {
		t.Fatal(err)
	}
	if m.wall <= 0 || m.cpu <= 0 || m.cpu > 5*m.wall || m.memory < 100<<10 {
		t.Errorf("measured %+v", m)
	}
	if want := []stage{{"sign", 1.5}}; !reflect.DeepEqual(r.stages, want) {
		t.Errorf("stages are %v, want %v", r.stages, want)
	}
	if content, err := os.ReadFile(r.out); err != nil || string(content) != "a\tb\n" {
		t.Errorf("it printed %q, %v", content, err)
	}
}

func TestMeasureTellsWhatFailed(t *testing.T) {
	b := testBench(t)
	for script, want := range map[string]string{
		"echo first >&2; echo the reason >&2; echo >&2; exit 3": "exit status 3: the reason",
		"exit 4":              "exit status 4",
		"kill -9 $$":          "killed",
		"exec no-such-thing-": "no-such-thing-",
	} {
		_, err := b.measure(&result{out: b.scratch("out")}, shell(script))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gave %v, want an error with %q", script, err, want)
		}
	}
	b.timeout = 50 * time.Millisecond
	if _, err := b.measure(&result{out: b.scratch("out")}, shell("exec sleep 20")); err == nil || !strings.Contains(err.Error(), "given up") {
		t.Errorf("a program that does not end gave %v", err)
	}
}

func TestStages(t *testing.T) {
	for name, c := range map[string]struct {
		printed []string
		want    []stage
	}{
		"none": {[]string{"warning: stage fright\n"}, nil},
		"told": {[]string{"stage read, shingle and sign 0.5\nsta", "ge query 2\n"}, []stage{{"read, shingle and sign", 0.5}, {"query", 2}}},
		"logged": {
			[]string{"[11/22/26 03:01:05] INFO     Loading    : 0.84s timer.py:65\n", "   INFO     Total     : 5.15s timer.py:65\n"},
			[]stage{{"Loading", 0.84}},
		},
		"no times": {[]string{"                    INFO     Before                          : 1000 minhash.py:308\n"}, nil},
		"a bar": {
			[]string{"\rreading   0% |     | (0 B/14 MB) [0s:0s]", "\r      \r\rreading  28% |# ", "\r   \rfinding candidates   0% |", "\r   \r"},
			[]stage{{"reading", 0}, {"finding candidates", 0}},
		},
	} {
		w := newWatch()
		for _, p := range c.printed {
			if n, err := w.Write([]byte(p)); n != len(p) || err != nil {
				t.Errorf("%s: Write gave %d, %v", name, n, err)
			}
		}
		got := w.end(time.Minute)
		for i := range got {
			if len(w.shown) > 0 { // times of a bar are those of the clock
				if last := i == len(got)-1; last != (got[i].seconds > 50) {
					t.Errorf("%s: stage %d took %.3f s of 60", name, i, got[i].seconds)
				}
				got[i].seconds = 0
			}
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

const truth = `{"id":"o","kind":"original","cluster":"o","story":"o"}
{"id":"r","kind":"reprint","cluster":"o","story":"o","sources":["o"]}
{"id":"x","kind":"original","cluster":"x","story":"x"}
`

func TestScoring(t *testing.T) {
	known, err := score.ReadTruth(strings.NewReader(truth))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		output output
		found  string
		want   []string
	}{
		"nothing":  {nothing, "", make([]string, 6)},
		"clusters": {clusters, "o\to\nr\to\n", []string{"1.000", "1.000", "1.000", "1.000", "1.000", "2"}},
		"too much": {clusters, "o\to\nr\to\nx\to\n", []string{"1.000", "1.000", "1.000", "0.333", "0.333", "3"}},
		"flags":    {flags, "o\nx\n", []string{"0.500*", "", "", "0.500*", "", ""}},
		"a report": {
			report, `{"links":[],"stories":[{"id":"s","clusters":[{"articles":["o","r"]}]}]}`,
			[]string{"1.000", "1.000", "1.000", "1.000", "1.000", "2"},
		},
	} {
		r := &result{peer: peer{output: c.output}}
		if c.output != nothing {
			if err := r.scoreFrom(known, strings.NewReader(c.found)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := r.quality(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	for _, o := range []output{clusters, flags, report} {
		if err := (&result{peer: peer{output: o}}).scoreFrom(known, strings.NewReader("nobody\tz")); err == nil {
			t.Errorf("output %d of an unknown article is no error", o)
		}
	}
}

func TestFiguresAreOfTheRunInTheMiddle(t *testing.T) {
	const s = time.Second
	r := &result{runs: []measured{{9 * s, 1 * s, 5 << 20}, {1 * s, 3 * s, 6 << 20}, {2 * s, 2 * s, 1 << 20}}}
	if r.wall() != 2 || r.cpu() != 2 || r.megabytes() != 5 {
		t.Errorf("got %v, %v, %v, want 2, 2, 5", r.wall(), r.cpu(), r.megabytes())
	}
}

func TestInsert(t *testing.T) {
	wrap := func(inner string) string { return "# Speed\n" + beginMarker + inner + endMarker + "### not ours\n" }
	a, b := section{"10 articles", "old\n"}, section{"Text", "words\n\n| a |\n"}
	first, err := insert(wrap(""), []section{a, b})
	if want := wrap("\n### 10 articles\n\nold\n\n### Text\n\nwords\n\n| a |\n\n"); err != nil || first != want {
		t.Fatalf("got %q, %v\nwant %q", first, err, want)
	}
	second, err := insert(first, []section{{"10 articles", "new\n"}, {"100 articles", "more"}})
	if want := wrap("\n### 10 articles\n\nnew\n\n### Text\n\nwords\n\n| a |\n\n### 100 articles\n\nmore\n\n"); err != nil || second != want {
		t.Errorf("got %q, %v\nwant %q", second, err, want)
	}
	for _, bad := range []string{"", beginMarker, endMarker, "text"} {
		if _, err := insert(bad, []section{a}); !errors.Is(err, errNoMarkers) {
			t.Errorf("a document %q gave %v", bad, err)
		}
	}
}

func TestParseRates(t *testing.T) {
	got, err := parseRates([]byte(`cpu: AMD
BenchmarkSignature/program=samestory   36078  35105 ns/op  71.67 MB/s  52047 articles/cpu-s  4 B/op  0 allocs/op
BenchmarkSignature/program=samestory   44456  34910 ns/op  72.07 MB/s  58628 articles/cpu-s  0 B/op  0 allocs/op
BenchmarkSignature/program=minhash-lsh  6976 205296 ns/op  12.26 MB/s   7948 articles/cpu-s  6604 B/op  10 allocs/op
PASS`))
	want := []rate{{"samestory", 58628, 0}, {"minhash-lsh", 7948, 0}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if _, err := parseRates([]byte("PASS\n")); err == nil {
		t.Error("no rates are no error")
	}
}

func TestVersions(t *testing.T) {
	t.Chdir("..")
	b := testBench(t)
	for _, p := range peers() {
		v := b.version(p)
		if own := p.name == "read" || p.name == "samestory"; own != (v == "") {
			t.Errorf("the version of %s is %q", p.name, v)
		}
		if p.name == "minhash-lsh" && v != "of 2017-12-25" {
			t.Errorf("the version of %s is %q", p.name, v)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 12: "12", 123: "123", 1234: "1,234", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %s, want %s", n, got, want)
		}
	}
}
