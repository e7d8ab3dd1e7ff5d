package whole

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func open(t *testing.T) (dir string, root *os.Root) {
	t.Helper()
	dir = t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return dir, root
}

// has compares all files of a folder and the folders in it with what is wanted.
func has(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	found := 0
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, _ error) error {
		if d.IsDir() {
			return nil
		}
		found++
		name, _ := filepath.Rel(dir, path)
		if got, err := os.ReadFile(path); err != nil || string(got) != want[filepath.ToSlash(name)] {
			t.Errorf("%s holds %q, %v, want %q", name, got, err, want[filepath.ToSlash(name)])
		}
		return nil
	})
	if found != len(want) {
		t.Errorf("there are %d files, want %v", found, want)
	}
}

func TestFile(t *testing.T) {
	dir, root := open(t)
	os.Mkdir(filepath.Join(dir, "deep"), 0o700)
	for _, name := range []string{"a.txt", "deep/b.txt"} {
		for _, content := range []string{"one", "two"} {
			f, err := Create(root, name, 0o600)
			if err != nil {
				t.Fatal(err)
			}
			f.Write([]byte(content[:1]))
			f.Write([]byte(content[1:]))
			if now, _ := root.ReadFile(name); string(now) == content {
				t.Error("it is there before it is done")
			}
			if err := f.Commit(); err != nil {
				t.Fatal(err)
			}
		}
	}
	has(t, dir, map[string]string{"a.txt": "two", "deep/b.txt": "two"})
	if info, err := os.Stat(filepath.Join(dir, "a.txt")); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
	f, err := Create(root, "a.txt", 0o600)
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("three"))
	f.Discard()
	has(t, dir, map[string]string{"a.txt": "two", "deep/b.txt": "two"})
}

// TestTwo: of two that write one file the last to commit has it, and neither writes into the other's.
func TestTwo(t *testing.T) {
	dir, root := open(t)
	a, errA := Create(root, "a", 0o600)
	b, errB := Create(root, "a", 0o600)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	a.Write([]byte("first"))
	b.Write([]byte("second"))
	if err := errors.Join(b.Commit(), a.Commit()); err != nil {
		t.Fatal(err)
	}
	has(t, dir, map[string]string{"a": "first"})
}

func TestErrors(t *testing.T) {
	dir, root := open(t)
	if _, err := Create(root, "nowhere/a", 0o600); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in a folder that is not there: %v", err)
	}
	if _, err := Create(root, "../a", 0o600); err == nil {
		t.Error("a file was begun outside of the folder")
	}
	os.Mkdir(filepath.Join(dir, "taken"), 0o700)
	os.WriteFile(filepath.Join(dir, "taken", "x"), nil, 0o600)
	f, err := Create(root, "taken", 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err == nil {
		t.Error("a folder was replaced by a file")
	}
	has(t, dir, map[string]string{"taken/x": ""})
}
