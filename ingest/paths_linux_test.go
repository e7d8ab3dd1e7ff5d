package ingest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// TestUnreadable reads a tree of which a folder and a file may not be read. The superuser may read all, so the thread
// takes another user's rights on files meanwhile.
func TestUnreadable(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "A", "b/b.txt": "B", "c.txt": "C", "d/d.txt": "D"})
	for _, name := range []string{"b", "c.txt"} {
		if err := os.Chmod(filepath.Join(root, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{root, filepath.Dir(root)} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if os.Geteuid() == 0 {
		const nobody = 65534
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := syscall.Setfsuid(nobody); err != nil {
			t.Skip("cannot drop rights:", err)
		}
		defer syscall.Setfsuid(0)
	}
	if got, want := strings.Join(paths(t, root, nil, root), " "), "a.txt !b !c.txt d/d.txt"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	_, problems := collect(t, Paths(context.Background(), []string{filepath.Join(root, "b")}, nil))
	if p := one(t, problems); !errors.Is(p, fs.ErrPermission) {
		t.Errorf("got %v, want the refusal and not an empty folder", p)
	}
}

// TestPipe reads a named pipe, which has no size, when named outright; a folder's pipes are passed over.
func TestPipe(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "A"})
	pipe := filepath.Join(root, "pipe.jsonl")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Skip("no pipes here:", err)
	}
	done := make(chan error, 1)
	go func() { done <- os.WriteFile(pipe, []byte(`{"id":"p"}`), 0) }()
	if got := strings.Join(paths(t, root, nil, root), " "); got != "a.txt" {
		t.Fatalf("folder: got %q, want a.txt alone", got)
	}
	if got := Size([]string{pipe}, nil); got != -1 {
		t.Errorf("Size = %d, want -1", got)
	}
	if got := strings.Join(paths(t, root, nil, pipe), " "); got != "p" {
		t.Errorf("pipe: got %q, want p", got)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestReadError reads a file that opens and then fails.
func TestReadError(t *testing.T) {
	const failing = "/proc/self/mem"
	for _, format := range Formats() {
		all, problems := collect(t, Paths(context.Background(), []string{failing}, &Options{Format: format}))
		if p := one(t, problems); len(all) > 0 || !errors.Is(p, syscall.EIO) {
			t.Errorf("%s: got %v, %v, want the error of the read", format, ids(all), p)
		}
	}
}
