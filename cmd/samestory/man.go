package main

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (a *app) newMan() *cobra.Command {
	return &cobra.Command{
		Use:   "man [FOLDER]",
		Short: "Write the manual pages",
		Long: "man writes the manual page of samestory to standard output, or those of all its commands into a folder. With\n" +
			"SOURCE_DATE_EPOCH in the environment, the pages bear that date.",
		Example: "  samestory man | man -l -\n" +
			"  samestory man ~/.local/share/man/man1",
		Args: usageArgs(cobra.MaximumNArgs(1), "give one folder, or nothing for standard output"),
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			root.DisableAutoGenTag = true
			header := &doc.GenManHeader{Section: "1", Source: "samestory", Manual: "samestory manual"}
			if len(args) == 0 {
				return doc.GenMan(root, header, a.stdout)
			}
			if err := os.MkdirAll(args[0], 0o777); err != nil {
				return err
			}
			return doc.GenManTree(root, header, args[0])
		},
	}
}
