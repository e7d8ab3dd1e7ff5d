package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Tell the version",
		Long:    "version tells the version of samestory, the commit it was built from where that is known, and the Go release.",
		Example: "  samestory version",
		Args:    usageArgs(cobra.NoArgs, "version takes no arguments"),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(a.stdout, version())
			return err
		},
	}
}

// version returns what the Go tool wrote into the program about its making.
func version() string {
	parts := []string{"samestory"}
	if info, ok := debug.ReadBuildInfo(); ok {
		parts = append(parts, info.Main.Version)
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		if revision := settings["vcs.revision"]; revision != "" {
			parts = append(parts, revision[:min(12, len(revision))], settings["vcs.time"])
		}
		if settings["vcs.modified"] == "true" {
			parts = append(parts, "modified")
		}
	}
	parts = append(parts, runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
