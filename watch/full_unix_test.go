//go:build unix

package watch

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/samestory/samestory/article"
)

// TestFullDisk: where the disk is full, the state stays as it was, whole, and nothing is left beside it.
func TestFullDisk(t *testing.T) {
	if dir := os.Getenv("SAMESTORY_FULL_DISK"); dir != "" {
		saveFull(dir)
	}
	dir := t.TempDir()
	f := openState(t, dir)
	if err := f.saveArticles("feed", []*record{{ID: "a", Article: &article.Article{Text: "first"}}}); err != nil {
		t.Fatal(err)
	}
	f.close()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestFullDisk$")
	cmd.Env = append(os.Environ(), "SAMESTORY_FULL_DISK="+dir)
	if says, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, says)
	}
	files, err := os.ReadDir(filepath.Join(dir, articlesFolder))
	if err != nil || len(files) != 1 {
		t.Errorf("there is %v, %v, want one file", files, err)
	}
	if got, err := openState(t, dir).articles("feed"); err != nil || len(got) != 1 || got[0].Article.Text != "first" {
		t.Errorf("got %v, %v, want what was there", got, err)
	}
}

// saveFull saves articles on a disk that has room for a kilobyte, and ends well if that fails.
func saveFull(dir string) {
	signal.Ignore(syscall.SIGXFSZ) // or writing more would end the process
	f, err := openFolder(dir)
	if err == nil {
		err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1000, Max: 1000})
	}
	if err == nil {
		err = f.saveArticles("feed", []*record{{ID: "b", Article: &article.Article{Text: strings.Repeat("second ", 1000)}}})
	}
	if !errors.Is(err, syscall.EFBIG) {
		panic(err)
	}
	os.Exit(0)
}
