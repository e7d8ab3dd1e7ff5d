package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory/merge"
)

// feedFormat is a way of writing a feed.
type feedFormat struct {
	name string
	// endings are those of files in this format.
	endings []string
	// asRead has the items in the order of the input, unless the user wants another.
	asRead bool
	write  func(w io.Writer, f *merge.Feed, items []merge.Item) error
}

// feedFormats is the table of all; the first is that of standard output.
var feedFormats = []feedFormat{
	{name: "rss", endings: []string{".xml", ".rss"}, write: merge.RSS},
	{name: "atom", endings: []string{".atom"}, write: merge.Atom},
	{name: "json", endings: []string{".json"}, write: merge.JSONFeed},
	{
		name: "jsonl", endings: []string{".jsonl", ".ndjson"}, asRead: true,
		write: func(w io.Writer, _ *merge.Feed, items []merge.Item) error { return merge.JSONLines(w, items) },
	},
	{name: "opml", endings: []string{".opml"}, asRead: true, write: merge.OPML},
}

// feedFlags say how a feed is written.
type feedFlags struct {
	format, sort choice
	about        merge.Feed
}

func (f *feedFlags) add(cmd *cobra.Command) {
	f.format = choice{}
	for _, format := range feedFormats {
		f.format.words = append(f.format.words, format.name)
	}
	addChoice(cmd, &f.format, "format", "the format of the output (default: by the ending of -o, else rss)")
	f.sort = choice{words: []string{"published", "input"}}
	addChoice(cmd, &f.sort, "sort", "newest first, or in the order of the input (default: published; input for jsonl and opml)")
	for _, t := range []struct {
		value      *string
		name, help string
	}{
		{&f.about.Title, "title", "the `TITLE` of the feed (default: Merged news)"},
		{&f.about.Link, "link", "the `ADDRESS` of the site that the feed belongs to"},
		{&f.about.Description, "description", "`WORDS` that say what the feed is (default: One item a story)"},
	} {
		cmd.Flags().StringVar(t.value, t.name, "", t.help)
		// The only error is that of a flag that does not exist.
		_ = cmd.RegisterFlagCompletionFunc(t.name, cobra.NoFileCompletions)
	}
}

// formatOf returns the format of a feed that is written to path.
func (f *feedFlags) formatOf(path string) (*feedFormat, error) {
	ending := strings.ToLower(filepath.Ext(path))
	var endings []string
	for i := range feedFormats {
		format := &feedFormats[i]
		switch {
		case f.format.value == format.name, f.format.value == "" && slices.Contains(format.endings, ending):
			return format, nil
		}
		endings = append(endings, format.endings...)
	}
	// A pipe or a terminal has no ending.
	if info, err := os.Stat(path); path == "" || path == "-" || err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return &feedFormats[0], nil
	}
	return nil, &hintedError{
		fmt.Errorf("%s: the ending tells no format", path),
		"end the name in " + strings.Join(endings, ", ") + ", or give --format",
	}
}

// write writes items in the order that the flags ask for.
func (f *feedFlags) write(w io.Writer, format *feedFormat, items []merge.Item) error {
	if f.sort.value == "published" || f.sort.value == "" && !format.asRead {
		merge.NewestFirst(items)
	}
	return format.write(w, &f.about, items)
}
