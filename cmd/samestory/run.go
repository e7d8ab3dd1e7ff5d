package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory/report"
)

// The exit codes; those from 128 on are what a shell reports for the signal.
const (
	exitDone        = 0
	exitFailed      = 1
	exitBadRecords  = 2
	exitInterrupted = 130
	exitBrokenPipe  = 141
	exitTerminated  = 143
)

// errBadRecords ends a run that is done, though not all of its input could be used; the problems have been printed.
var errBadRecords = errors.New("some records could not be used")

// app is what the subcommands share: the three streams.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	profiles       profiles
	passed         passed
}

// run does what args ask for, and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}
	root := a.newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if note := a.passed.String(); note != "" {
		a.say("note", note)
	}
	return a.exitCode(ctx, cmp.Or(err, a.profiles.end()))
}

// newRoot returns the command with all its subcommands.
func (a *app) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "samestory",
		Short: "Find copied and syndicated news",
		Long: "samestory finds the copies of a news story. Articles go in; out come the stories they tell, who copied whom,\n" +
			"how closely, and which passages prove it.\n\n" +
			"Exit codes: 0 done; 1 wrong usage, or nothing could be read; 2 done, but some records could not be used;\n" +
			"130 interrupted, 143 terminated (SIGTERM).",
		Example: "  samestory report articles/\n" +
			"  samestory report --format json -o report.json crawl.jsonl.gz\n" +
			"  samestory compare a.txt b.txt\n" +
			"  samestory eval labelled/",
		Args:          a.knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),

		SuggestionsMinimumDistance: 2,
	}
	a.profiles.add(root)
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return a.profiles.start() }
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usage(cmd, err) })
	root.AddCommand(
		a.newReport(), a.newDedupe(), a.newWatch(), a.newCompare(), a.newEval(), a.newTune(), a.newFit(), a.newBackground(),
		a.newVersion(), a.newMan(),
	)
	return root
}

// knownCommand refuses arguments of the root command: they are misspelt names of subcommands.
func (a *app) knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := fmt.Errorf("there is no command %q", args[0])
	if similar := cmd.SuggestionsFor(args[0]); len(similar) > 0 {
		return &hintedError{err, "did you mean " + strings.Join(similar, " or ") + "?"}
	}
	return usage(cmd, err)
}

// hintedError is an error with advice on what to do about it.
type hintedError struct {
	error
	hint string
}

func (e *hintedError) Unwrap() error { return e.error }

// usage returns err with a hint at the help of cmd.
func usage(cmd *cobra.Command, err error) error {
	return &hintedError{err, cmd.CommandPath() + " --help tells the usage"}
}

// usageArgs makes errors about the number of arguments as helpful as those about flags.
func usageArgs(check cobra.PositionalArgs, hint string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &hintedError{err, hint}
		}
		return nil
	}
}

// exitCode prints err, with its hint, and turns it into an exit code.
func (a *app) exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errBadRecords):
		return exitBadRecords
	case errors.Is(err, syscall.EPIPE):
		// Whoever read the output has seen enough.
		return exitBrokenPipe
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		if terminated(ctx) {
			a.say("error", "terminated")
			return exitTerminated
		}
		a.say("error", "interrupted")
		return exitInterrupted
	}
	a.say("error", err.Error())
	if hinted, ok := errors.AsType[*hintedError](err); ok {
		a.say("hint", hinted.hint)
	}
	return exitFailed
}

// say prints one message. Where stderr cannot be written there is nobody left to tell.
func (a *app) say(what, text string) {
	_, _ = fmt.Fprintf(a.stderr, "samestory: %s: %s\n", what, report.Printable(text))
}
