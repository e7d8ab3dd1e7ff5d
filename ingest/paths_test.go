package ingest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/samestory/samestory/article"
)

// tree writes files by their paths below a new folder, which it returns.
func tree(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for path, content := range files {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		write(t, path, content)
	}
	return root
}

// paths reads paths and returns, in order, the ids of articles and the places of problems with a "!" before, less root.
func paths(t testing.TB, root string, opts *Options, names ...string) []string {
	t.Helper()
	var got []string
	for a, err := range Paths(context.Background(), names, opts) {
		what := a.ID
		if p, ok := errors.AsType[*article.Problem](err); ok {
			what = "!" + p.Place.String()
		}
		got = append(got, strings.ReplaceAll(what, root+string(filepath.Separator), ""))
	}
	return got
}

func TestPathsOrder(t *testing.T) {
	root := tree(t, map[string]string{
		"b.txt":            "B",
		"a/2.jsonl":        "{\"id\":\"a2\"}\n{\"id\":\"a2b\"}\n",
		"a/10.txt":         "ten",
		"a.txt":            "A",
		"c/d/e/deep.TXT":   "deep",
		".hidden.txt":      "no",
		".git/x.txt":       "no",
		"c/readme.md":      "no",
		"c/page.docx":      "no",
		"c/noending":       "no",
		"z.txt.gz":         gz("Z"),
		"z.jsonl":          "{\"id\":\"z1\"}\nbad\n{\"id\":\"z2\"}",
		"zz/only/.keep":    "",
		"empty.jsonl":      "",
		"blank/blank.txt":  "",
		"zz/only/data.xls": "no",
	})
	all := []string{"a/10.txt", "a2", "a2b", "a.txt", "b.txt", "blank/blank.txt", "c/d/e/deep.TXT", "z1", "!z.jsonl:2", "z2", "z.txt.gz"}
	for range 2 {
		if diff := cmp.Diff(all, paths(t, root, nil, root)); diff != "" {
			t.Errorf("folder (-want +got):\n%s", diff)
		}
	}
	two := append([]string{"b.txt"}, all...)
	if diff := cmp.Diff(two, paths(t, root, nil, filepath.Join(root, "b.txt"), root)); diff != "" {
		t.Errorf("file and folder, in the order given (-want +got):\n%s", diff)
	}
	named := []string{"c/page.docx", "c/noending"}
	if diff := cmp.Diff(named, paths(t, root, nil, filepath.Join(root, named[0]), filepath.Join(root, named[1]))); diff != "" {
		t.Errorf("files named outright are read (-want +got):\n%s", diff)
	}
}

func TestFormatForced(t *testing.T) {
	root := tree(t, map[string]string{"part-00000": `{"id":"p0"}`, "part-00001.gz": gz(`{"id":"p1"}`), "_SUCCESS": "", ".part.crc": "x"})
	if diff := cmp.Diff([]string{"p0", "p1"}, paths(t, root, &Options{Format: JSONLines}, root)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got, want := Size([]string{root}, &Options{Format: JSONLines}), int64(11+len(gz(`{"id":"p1"}`))); got != want {
		t.Errorf("Size = %d, want %d", got, want)
	}
}

func TestPathProblems(t *testing.T) {
	root := tree(t, map[string]string{"ok.txt": "ok", "empty/readme.md": "", "no/.keep": ""})
	for _, tt := range []struct {
		path string
		want error
	}{
		{"missing.txt", fs.ErrNotExist},
		{"ok.txt/below.txt", nil},
		{"empty", ErrEmptyFolder},
		{"no", ErrEmptyFolder},
		{"", fs.ErrNotExist},
		{"-", ErrNoStdin},
	} {
		path := tt.path
		if path != "" && path != "-" {
			path = filepath.Join(root, path)
		}
		all, problems := collect(t, Paths(context.Background(), []string{path, filepath.Join(root, "ok.txt")}, nil))
		p := one(t, problems)
		if p.Place != (article.Place{Path: path}) || tt.want != nil && !errors.Is(p, tt.want) {
			t.Errorf("%q: got problem %+v, want %v there", tt.path, p, tt.want)
		}
		if strings.Count(p.Error(), path) > 1 && path != "" && path != "-" {
			t.Errorf("%q: the message repeats the path: %v", tt.path, p)
		}
		if len(all) != 1 {
			t.Errorf("%q: what comes after is not read: %v", tt.path, ids(all))
		}
	}
}

func TestStdin(t *testing.T) {
	for content, want := range map[string]string{
		"{\"id\":\"a\"}\n{\"id\":\"b\"}": "a b",
		"Title\nBody":                    "-",
		gz("{\"id\":\"a\"}"):             "a",
		zst("Title\nBody"):               "-",
	} {
		opts := &Options{Stdin: strings.NewReader(content)}
		if got := strings.Join(paths(t, "", opts, "-"), " "); got != want {
			t.Errorf("%q: got %q, want %q", content, got, want)
		}
	}
}

// TestSymbolicLinks: links in a folder are passed over, also where they go round; links named outright are followed.
func TestSymbolicLinks(t *testing.T) {
	outside := tree(t, map[string]string{"secret.txt": "no"})
	root := tree(t, map[string]string{"in/a.txt": "A"})
	for name, target := range map[string]string{
		"in/loop": "..", "in/self": "self", "in/out": outside, "in/out.txt": filepath.Join(outside, "secret.txt"),
		"in/dangling.txt": "nowhere", "link": "in", "link.txt": "in/a.txt",
	} {
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	for _, tt := range []struct{ path, want string }{
		{"in", "in/a.txt"},
		{"link", "link/a.txt"},
		{"link.txt", "link.txt"},
		{"in/self", "!in/self"},
	} {
		if got := strings.Join(paths(t, root, nil, filepath.Join(root, tt.path)), " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.path, got, tt.want)
		}
	}
}

func TestSizeAndOnBytes(t *testing.T) {
	root := tree(t, map[string]string{
		"a.txt":      strings.Repeat("x", 1000),
		"b.jsonl.gz": gz(strings.Repeat("{}\n", 50_000)),
		"c/d.jsonl":  strings.Repeat("{\"id\":\"x\"}\n", 20_000),
		"long.txt":   strings.Repeat("x", 500_000),
		"cut.txt.gz": gz("Title") + strings.Repeat("x", 300_000),
		"no.md":      "no",
	})
	var read int64
	calls := 0
	opts := &Options{MaxArticle: 100_000, OnBytes: func(n int64) {
		read += n
		calls++
		if n <= 0 {
			t.Errorf("OnBytes(%d)", n)
		}
	}}
	for range Paths(context.Background(), []string{root}, opts) {
	}
	if size := Size([]string{root}, opts); read != size || size < 1000 || calls < 6 {
		t.Errorf("OnBytes was told of %d bytes in %d calls, Size says %d; want the same in several calls", read, calls, size)
	}
	file := filepath.Join(root, "a.txt")
	for _, tt := range []struct {
		paths []string
		want  int64
	}{
		{nil, 0},
		{[]string{file}, 1000},
		{[]string{file, file}, 2000},
		{[]string{file, "missing"}, 1000},
		{[]string{file, "-"}, -1},
		{[]string{filepath.Join(root, "c")}, 220_000},
	} {
		if got := Size(tt.paths, nil); got != tt.want {
			t.Errorf("Size(%q) = %d, want %d", tt.paths, got, tt.want)
		}
	}
}

// TestCancel: the end of a context is the last that comes, once.
func TestCancel(t *testing.T) {
	lines := strings.Repeat("{\"id\":\"x\"}\n", 1000)
	root := tree(t, map[string]string{"a.jsonl": lines, "b.jsonl": lines, "c.txt": "C"})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var problems []error
	for _, err := range Paths(ctx, []string{root, root}, nil) {
		if err != nil {
			problems = append(problems, err)
		} else if n++; n == 1500 {
			cancel()
		}
	}
	if n != 1500 || len(problems) != 1 || !errors.Is(problems[0], context.Canceled) {
		t.Errorf("got %d articles and problems %v, want 1500 and the end of the context", n, problems)
	}
	all, again := collect(t, Paths(ctx, []string{root}, nil))
	if p := one(t, again); len(all) > 0 || !errors.Is(p, context.Canceled) {
		t.Errorf("ended before the start: got %v, %v", ids(all), p)
	}
}

func TestCancelWithinLine(t *testing.T) {
	for _, format := range Formats() {
		ctx, cancel := context.WithCancel(context.Background())
		read := int64(0)
		line := &repeat{content: strings.Repeat("x", 1<<16), n: 1 << 14} // 1 GiB
		opts := &Options{Format: format, MaxArticle: 1 << 20, Stdin: line, OnBytes: func(n int64) {
			if read += n; read > 10<<20 {
				cancel()
			}
		}}
		for _, err := range Paths(ctx, []string{"-"}, opts) {
			if format == JSONLines && !errors.Is(err, context.Canceled) || format == Text && !errors.Is(err, ErrTooLong) {
				t.Errorf("%s: got %v", format, err)
			}
		}
		if cancel(); read > 20<<20 {
			t.Errorf("%s: %d bytes read, most after the end of the context", format, read)
		}
	}
}

// TestEarlyBreak: leaving a range closes files and leaves no goroutine behind.
func TestEarlyBreak(t *testing.T) {
	lines := strings.Repeat("{\"id\":\"x\"}\n", 100_000)
	root := tree(t, map[string]string{
		"a.jsonl": lines, "b.jsonl.gz": gz(lines), "c.jsonl.zst": zst(lines), "d.txt": "D", "e.jsonl": "bad\nbad",
	})
	before, goroutines := openFiles(t), runtime.NumGoroutine()
	for _, name := range []string{"a.jsonl", "b.jsonl.gz", "c.jsonl.zst", "d.txt", "e.jsonl", ""} {
		for range Paths(context.Background(), []string{filepath.Join(root, name), root}, nil) {
			if n := runtime.NumGoroutine(); n != goroutines {
				t.Errorf("%q: %d goroutines while reading, %d before", name, n, goroutines)
			}
			break
		}
		if after := openFiles(t); after != before {
			t.Errorf("%q: %d files open, %d before", name, after, before)
		}
	}
	goleak.VerifyNone(t)
}

// openFiles returns the number of open files, or 0 where the system does not tell.
func openFiles(t testing.TB) int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Log("open files cannot be counted here")
	}
	return len(entries)
}
