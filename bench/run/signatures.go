package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// rate is how many articles a second a program signs: from their text, and with shingles at hand, 0 if that is not told.
type rate struct {
	program     string
	text, ready float64
}

// signatureRuns is how often each program is timed; the fastest counts.
const signatureRuns = 5

// signaturesSection times text to signature on one core.
func (b *bench) signaturesSection() (section, error) {
	say("text to signature")
	rates, err := b.goRates()
	if err != nil {
		return section{}, err
	}
	note := ""
	if b.missing[plainPython] == nil && (b.wanted("datasketch") || b.wanted("rensa")) {
		more, err := b.pythonRates()
		if err != nil {
			return section{}, err
		}
		rates = append(rates, more...)
	} else {
		note = "datasketch and rensa were not run.\n"
	}
	t := table{{"program", "articles/s, text to signature", "samestory is so many times as fast", "articles/s, shingles at hand"}}
	for _, r := range rates {
		row := []string{r.program, thousands(int(r.text)), fmt.Sprintf("%.1f", rates[0].text/r.text), ""}
		if r.ready > 0 {
			row[3] = thousands(int(r.ready))
		}
		t = append(t, row)
	}
	return section{
		title: "Text to signature, one core",
		body: fmt.Sprintf("%s, 1,000 articles of seed 1, the fastest of %d runs by processor time; %s.\n\n", today(), signatureRuns, machine()) +
			t.String() + note,
	}, nil
}

var benchLine = regexp.MustCompile(`program=(\S+)\s.*\s([0-9.e+]+) articles/cpu-s`)

// goRates runs the benchmark of this module.
func (b *bench) goRates() ([]rate, error) {
	cmd := b.command("go", "test", "-run", "^$", "-cpu", "1", "-bench", "Signature", "-count", strconv.Itoa(signatureRuns), ".")
	printed, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, lastLine(printed))
	}
	return parseRates(printed)
}

// parseRates reads what go test prints of the benchmark: the fastest run of each program, in the order in which they come.
func parseRates(printed []byte) ([]rate, error) {
	var rates []rate
	for _, m := range benchLine.FindAllSubmatch(printed, -1) {
		v, err := strconv.ParseFloat(string(m[2]), 64)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(rates, func(r rate) bool { return r.program == string(m[1]) })
		if i < 0 {
			i, rates = len(rates), append(rates, rate{program: string(m[1])})
		}
		rates[i].text = max(rates[i].text, v)
	}
	if len(rates) == 0 {
		return nil, fmt.Errorf("go test printed no rates: %s", lastLine(printed))
	}
	return rates, nil
}

// pythonRates times the programs in Python on the same articles.
func (b *bench) pythonRates() ([]rate, error) {
	articles := b.scratch("articles-1000-1.jsonl")
	same := &bench{config: b.config, ctx: b.ctx, folder: b.folder}
	same.seed = 1
	if err := same.generate(1000, articles, b.scratch("truth-1000-1.jsonl")); err != nil {
		return nil, err
	}
	cmd := b.command(b.environment(plainPython), "signature.py", articles, strconv.Itoa(signatureRuns))
	cmd.Dir = b.pythonFolder()
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	var failure bytes.Buffer
	cmd.Stderr = &failure
	printed, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", filepath.Base(cmd.Path), err, lastLine(failure.Bytes()))
	}
	var rates []rate
	for line := range strings.Lines(string(printed)) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), "\t")
		var r rate
		if _, err := fmt.Sscan(rest, &r.text, &r.ready); err != nil {
			return nil, fmt.Errorf("signature.py printed %q: %w", line, err)
		}
		r.program = name
		rates = append(rates, r)
	}
	return rates, nil
}
