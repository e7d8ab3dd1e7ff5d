//go:build unix

package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk: where the disk is full, a file that was there stays as it was, one that was not is not there, and nothing is left beside.
func TestFullDisk(t *testing.T) {
	if args := os.Getenv("SAMESTORY_FULL_DISK"); args != "" {
		runFull(strings.Split(args, "\n"))
	}
	seeds, err := filepath.Abs(filepath.Join("..", "..", "testdata", "seeds"))
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"report", "--format", "json", seeds}, {"report", seeds}, {"dedupe", "--format", "rss", seeds},
	} {
		for _, before := range []string{"", "as it was"} {
			dir := t.TempDir()
			path := filepath.Join(dir, "out")
			if before != "" {
				if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestFullDisk$")
			cmd.Env = append(os.Environ(), "SAMESTORY_FULL_DISK="+strings.Join(append(args, "-o", path), "\n"))
			says, err := cmd.CombinedOutput()
			exit, ok := errors.AsType[*exec.ExitError](err)
			if !ok || exit.ExitCode() != exitFailed || !strings.Contains(string(says), "samestory: error: write ") {
				t.Errorf("%q: %v, says %s", args, err, says)
			}
			files, err := os.ReadDir(dir)
			if len(files) != min(len(before), 1) || err != nil {
				t.Errorf("%q: there is %v, %v", args, files, err)
			}
			if got, _ := os.ReadFile(path); string(got) != before {
				t.Errorf("%q: the file holds %.40q, want %q", args, got, before)
			}
		}
	}
}

// runFull is the program on a disk that has room for a kilobyte.
func runFull(args []string) {
	signal.Ignore(syscall.SIGXFSZ) // or writing more would end the process
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1000, Max: 1000}); err != nil {
		panic(err)
	}
	os.Exit(run(context.Background(), args, os.Stdin, os.Stdout, os.Stderr))
}
