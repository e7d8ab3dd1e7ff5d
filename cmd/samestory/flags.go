package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/samestory/samestory/report"
)

// choice is a flag that takes one of a few words, the first by default.
type choice struct {
	value string
	words []string
}

func newChoice(words ...string) choice { return choice{value: words[0], words: words} }

// String returns the word chosen.
func (c *choice) String() string { return c.value }

// Type names the words, for the help.
func (c *choice) Type() string { return strings.Join(c.words, "|") }

// Set refuses any other word.
func (c *choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return fmt.Errorf("must be %s", strings.Join(c.words, " or "))
	}
	c.value = word
	return nil
}

// addChoice gives cmd a flag that shells can complete.
func addChoice(cmd *cobra.Command, c *choice, name, help string) {
	cmd.Flags().Var(c, name, help)
	// The only error is that of a flag that does not exist.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(c.words, cobra.ShellCompDirectiveNoFileComp))
}

const minWidth = 40

// textFlags say how text looks.
type textFlags struct {
	width int
	color choice
}

func (f *textFlags) add(cmd *cobra.Command) {
	f.color = newChoice("auto", "never", "always")
	addChoice(cmd, &f.color, "color", "colour the text; auto: on a terminal, unless NO_COLOR is set")
	cmd.Flags().IntVar(&f.width, "width", 0, fmt.Sprintf(
		"fit text to `N` columns, at least %d (default: those of the terminal, else 100)", minWidth))
}

func (f *textFlags) validate() error {
	if f.width != 0 && f.width < minWidth {
		return fmt.Errorf("invalid width %d: at least %d columns are needed", f.width, minWidth)
	}
	return nil
}

// options returns how text is to look on out: colour and the terminal's width are for a terminal only.
func (f *textFlags) options(out *output) *report.TextOptions {
	o := &report.TextOptions{Width: f.width, Location: time.Local}
	width, terminal := terminalWidth(out.w)
	if o.Width == 0 && width > 0 {
		o.Width = max(width, minWidth)
	}
	switch f.color.value {
	case "always":
		o.Color = true
	case "auto":
		o.Color = terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return o
}

// terminalWidth tells whether w is a terminal, and how many columns it has, 0 if it does not say.
func terminalWidth(w io.Writer) (width int, terminal bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0, true
	}
	return width, true
}
