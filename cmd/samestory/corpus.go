package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/eval"
	"github.com/samestory/samestory/ingest"
)

const corpusHint = "a corpus is a folder with docs.jsonl (or docs.jsonl.gz), an article a line, and truth.tsv"

// labelled says whether a corpus must have labels.
type labelled bool

// readCorpora reads folders of docs.jsonl and truth.tsv, with the problems met.
func (a *app) readCorpora(ctx context.Context, dirs []string, must labelled) ([]eval.Corpus, []*article.Problem, error) {
	var corpora []eval.Corpus
	var problems []*article.Problem
	for _, dir := range dirs {
		c, bad, err := readCorpus(ctx, dir, must)
		if err != nil {
			return nil, nil, err
		}
		corpora, problems = append(corpora, c), append(problems, bad...)
	}
	a.warn(problems)
	return corpora, problems, nil
}

func readCorpus(ctx context.Context, dir string, must labelled) (eval.Corpus, []*article.Problem, error) {
	c := eval.Corpus{Name: filepath.Base(filepath.Clean(dir))}
	docs, err := docsPath(dir)
	if err != nil {
		return c, nil, err
	}
	var problems []*article.Problem
	for next, err := range ingest.Paths(ctx, []string{docs}, nil) {
		problem, bad := errors.AsType[*article.Problem](err)
		switch {
		case ctx.Err() != nil:
			return c, nil, ctx.Err()
		case bad:
			problems = append(problems, problem)
		case err != nil:
			return c, nil, err
		default:
			c.Articles = append(c.Articles, next)
		}
	}
	if len(c.Articles) == 0 {
		return c, nil, &hintedError{errors.Join(fmt.Errorf("%s: there is no article in it", docs), first(problems)), corpusHint}
	}
	truth := filepath.Join(dir, "truth.tsv")
	file, err := os.Open(truth)
	if errors.Is(err, fs.ErrNotExist) && !bool(must) {
		return c, problems, nil
	}
	if err != nil {
		return c, nil, &hintedError{err, corpusHint}
	}
	defer file.Close()
	if c.Truth, err = eval.ReadTruth(file, truth); err != nil {
		return c, nil, err
	}
	for _, id := range c.Truth.Unknown(c.IDs()) {
		problems = append(problems, &article.Problem{Place: article.Place{Path: truth}, ID: id, Err: errUnknownID})
	}
	return c, problems, nil
}

var errUnknownID = errors.New("the articles have no such id")

// docsPath returns the file of articles in a corpus.
func docsPath(dir string) (string, error) {
	var first error
	for _, name := range []string{"docs.jsonl", "docs.jsonl.gz"} {
		path := filepath.Join(dir, name)
		_, err := os.Stat(path)
		if err == nil {
			return path, nil
		}
		if first == nil {
			first = err
		}
	}
	return "", &hintedError{first, corpusHint}
}

// first returns the first problem as an error, or nil.
func first(problems []*article.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return problems[0]
}

// finish makes what was written last; it tells whether there were problems.
func finish(ctx context.Context, out *output, err error, problems []*article.Problem) error {
	if err = errors.Join(err, ctx.Err()); err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	if len(problems) > 0 {
		return errBadRecords
	}
	return nil
}

// writeJSON writes a value for programs, indented for people.
func writeJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
