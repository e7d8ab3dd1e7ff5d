// Command stats tells what a corpus is like, in figures that say how much work it makes: how fast words come again, how many runs of
// five words unrelated articles share, and how many candidates samestory would compare. It prints figures only, no text.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/goccy/go-json"
)

func main() {
	limit := flag.Int("n", 20_000, "look at so many articles of each file")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "stats: error: give one or more files of JSON Lines")
		os.Exit(1)
	}
	if err := run(os.Stdout, flag.Args(), *limit); err != nil {
		fmt.Fprintln(os.Stderr, "stats: error:", err)
		os.Exit(1)
	}
}

// run prints a line for each figure and a column for each file.
func run(w io.Writer, paths []string, limit int) error {
	var columns [][]figure
	for _, path := range paths {
		texts, err := read(path, limit)
		if err != nil {
			return err
		}
		columns = append(columns, measure(texts))
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for i, f := range columns[0] {
		_, _ = fmt.Fprint(out, f.name, "\t") // Flush tells of errors
		for _, c := range columns {
			_, _ = fmt.Fprintf(out, "%.*f\t", c[i].digits, c[i].value)
		}
		_, _ = fmt.Fprintln(out)
	}
	return out.Flush()
}

// read returns the texts of the first articles of a file.
func read(path string, limit int) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	var texts []string
	for len(texts) < limit && lines.Scan() {
		var record struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, len(texts)+1, err)
		}
		texts = append(texts, record.Text)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("%s has no articles", path)
	}
	return texts, nil
}

// figure is one line of the table.
type figure struct {
	name   string
	value  float64
	digits int
}

func measure(texts []string) []figure {
	c := newCorpus(texts)
	c.gather()
	lengths := make([]int, 0, len(c.articles))
	bytes, words, runes, beyond := 0, 0, 0, 0
	for i, a := range c.articles {
		lengths = append(lengths, a.words)
		bytes += len(texts[i])
		words += a.words
		for _, r := range texts[i] {
			runes++
			if r >= utf8.RuneSelf {
				beyond++
			}
		}
	}
	slices.Sort(lengths)
	n := float64(len(c.articles))
	all, unrelated := c.copyCandidates()
	return []figure{
		{"articles", n, 0},
		{"words an article, mean", float64(words) / n, 0},
		{"words an article, median", float64(lengths[len(lengths)/2]), 0},
		{"words an article, 95th percentile", float64(lengths[len(lengths)*95/100]), 0},
		{"bytes a word", float64(bytes) / float64(words), 2},
		{"characters beyond ASCII in 1,000", 1000 * float64(beyond) / float64(runes), 2},
		{"share of the most frequent word", c.top(1), 3},
		{"share of the 100 most frequent words", c.top(100), 3},
		{"share of the 1,000 most frequent words", c.top(1000), 3},
		{"different words in 10,000", c.types[10_000], 0},
		{"different words in 100,000", c.types[100_000], 0},
		{"different words in 1,000,000", c.types[1_000_000], 0},
		{"share of words that come once", c.once(), 2},
		{"articles that copy no earlier one", float64(len(c.firsts)) / n, 3},
		{"share of their 5-word runs that another of them has", c.recurring(), 4},
		{"copy candidates an article", all, 2},
		{"of these with less than a tenth shared", unrelated, 2},
		{"retelling candidates an article", c.retellings(), 2},
	}
}
