package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory/ingest"
)

// inputFlags say how articles are read.
type inputFlags struct {
	format formatFlag
	fields fieldMap
	query  string
	pages  choice
}

func (f *inputFlags) add(cmd *cobra.Command) {
	var words []string
	for _, format := range ingest.Formats() {
		words = append(words, string(format))
	}
	f.format = formatFlag{newChoice(words...)}
	cmd.Flags().Var(&f.format, "input-format", "read all input as one `FORMAT` of "+strings.Join(words, ", ")+
		"; auto: as the ending of the name says, else as the content looks")
	// The only error of these is that of a flag that does not exist.
	_ = cmd.RegisterFlagCompletionFunc("input-format", cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().Var(&f.fields, "map",
		"find a field of articles under another name in tables and JSON objects: text=body,outlet=site; may be given again")
	cmd.Flags().StringVar(&f.query, "query", "",
		"read databases by this `SQL`: SQLite files, and postgres://user@host/database; doc/databases.md has examples")
	f.pages = newChoice(string(ingest.PagesThorough), string(ingest.PagesFast))
	addChoice(cmd, &f.pages, "pages", "how the main text of web pages is found; fast takes two thirds of the time and is right less often")
	var fields []string
	for _, field := range ingest.Fields() {
		fields = append(fields, field+"=")
	}
	_ = cmd.RegisterFlagCompletionFunc("map",
		cobra.FixedCompletions(fields, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveNoSpace))
}

// apply sets what the flags say.
func (f *inputFlags) apply(o *ingest.Options) {
	o.Pages = ingest.PageMode(f.pages.value)
	o.Format, o.Map, o.Query = ingest.Format(f.format.value), f.fields.names, f.query
}

// formatFlag is a choice among more words than the name of a value has room for.
type formatFlag struct{ choice }

// Type names the value in the help.
func (*formatFlag) Type() string { return "FORMAT" }

// fieldMap is a flag that gives fields of articles the names that an input has for them.
type fieldMap struct{ names map[string]string }

// String returns the pairs in the order of their fields.
func (m *fieldMap) String() string {
	var pairs []string
	for _, field := range slices.Sorted(maps.Keys(m.names)) {
		pairs = append(pairs, field+"="+m.names[field])
	}
	return strings.Join(pairs, ",")
}

// Type names the value in the help.
func (m *fieldMap) Type() string { return "FIELD=NAME" }

var errPair = errors.New("must be pairs such as text=body,outlet=site")

// Set adds pairs. A field that comes again has its last name.
func (m *fieldMap) Set(text string) error {
	names := maps.Clone(m.names)
	if names == nil {
		names = map[string]string{}
	}
	for pair := range strings.SplitSeq(text, ",") {
		field, name, ok := strings.Cut(pair, "=")
		field, name = strings.TrimSpace(field), strings.TrimSpace(name)
		if !ok || field == "" || name == "" {
			return errPair
		}
		names[strings.ToLower(field)] = name
	}
	if err := (&ingest.Options{Map: names}).Validate(); err != nil {
		return err
	}
	m.names = names
	return nil
}
