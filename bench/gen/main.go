// Command gen writes a made-up corpus of news as JSON Lines, and beside it the truth of what was copied from what.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/goccy/go-json"

	"github.com/samestory/samestory/bench/corpus"
	"github.com/samestory/samestory/bench/jsonl"
)

func main() {
	var o corpus.Options
	s := corpus.DefaultShares
	flag.IntVar(&o.Articles, "n", 1000, "how many articles")
	flag.Uint64Var(&o.Seed, "seed", 1, "the same seed gives the same articles")
	out := flag.String("o", "", "write the articles to this `FILE` (default: standard output)")
	truth := flag.String("truth", "", "write the truth of each article to this `FILE`")
	for _, share := range []struct {
		name, help string
		value      *float64
	}{
		{"reprint", "lightly edited copies", &s.Reprint},
		{"excerpt", "runs of 150 words to half of another article", &s.Excerpt},
		{"roundup", "round-ups of two to four excerpts", &s.Roundup},
		{"partial", "articles with passages of 30 to 60 words of another", &s.Partial},
		{"rewrite", "the same story in other words", &s.Rewrite},
		{"form", "daily forms with other numbers", &s.Form},
	} {
		flag.Float64Var(share.value, share.name, *share.value, "the share, 0 to 1, of "+share.help)
	}
	flag.Parse()
	o.Shares = &s
	if err := write(o, *out, *truth); err != nil {
		fmt.Fprintln(os.Stderr, "gen: error:", err)
		os.Exit(1)
	}
}

func write(o corpus.Options, articlesPath, truthPath string) (err error) {
	articles, err := corpus.All(o)
	if err != nil {
		return err
	}
	out, err := create(articlesPath, os.Stdout)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.close()) }()
	truths, err := create(truthPath, io.Discard)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, truths.close()) }()
	lines, truthLines := json.NewEncoder(out), json.NewEncoder(truths)
	lines.SetEscapeHTML(false)
	for a := range articles {
		err := lines.Encode(jsonl.Record{
			ID: a.ID, Outlet: a.Outlet, URL: a.URL, Title: a.Title, Byline: a.Byline,
			Published: a.Published.Format(time.RFC3339), Text: a.Text,
		})
		if err != nil {
			return err
		}
		if err := truthLines.Encode(a.Truth); err != nil {
			return err
		}
	}
	return nil
}

// output is a buffered file.
type output struct {
	*bufio.Writer
	file *os.File
}

// create opens a file, or takes other for no path.
func create(path string, other io.Writer) (*output, error) {
	if path == "" {
		return &output{Writer: bufio.NewWriterSize(other, 1<<20)}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &output{bufio.NewWriterSize(f, 1<<20), f}, nil
}

func (o *output) close() error {
	err := o.Flush()
	if o.file != nil {
		err = errors.Join(err, o.file.Close())
	}
	return err
}
