package ingest

import (
	"archive/tar"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"

	"github.com/samestory/samestory/article"
)

// entry is a file for an archive.
type entry struct{ name, content string }

func tarOf(entries ...entry) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Size: int64(len(e.content)), Mode: 0o644, Typeflag: tar.TypeReg}
		if strings.HasSuffix(e.name, "/") {
			h.Typeflag = tar.TypeDir
		}
		if target, ok := strings.CutPrefix(e.content, "-> "); ok {
			h.Typeflag, h.Linkname, h.Size, e.content = tar.TypeSymlink, target, 0, ""
		}
		if err := w.WriteHeader(h); err != nil {
			panic(err)
		}
		io.WriteString(w, e.content)
	}
	w.Close()
	return b.String()
}

func zipOf(entries ...entry) string { return zipBy(zip.Deflate, entries...) }

func zipBy(method uint16, entries ...entry) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zstd.ZipMethodWinZip, zstd.ZipCompressor(zstd.WithEncoderConcurrency(1)))
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: method}
		if target, ok := strings.CutPrefix(e.content, "-> "); ok {
			h.SetMode(fs.ModeSymlink | 0o777)
			e.content = target
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			panic(err)
		}
		io.WriteString(f, e.content)
	}
	w.Close()
	return b.String()
}

// got returns, in order, the ids of articles and the places of problems with a "!" before.
func got(t testing.TB, name, content string, opts *Options) []string {
	t.Helper()
	var all []string
	for a, err := range Reader(strings.NewReader(content), name, opts) {
		if p, ok := errors.AsType[*article.Problem](err); ok {
			all = append(all, "!"+p.Place.String())
			continue
		}
		all = append(all, a.ID)
	}
	return all
}

var archiveKinds = []struct {
	ending string
	of     func(...entry) string
}{
	{".tar", tarOf},
	{".tar.gz", func(e ...entry) string { return gz(tarOf(e...)) }},
	{".tgz", func(e ...entry) string { return gz(tarOf(e...)) }},
	{".tar.zst", func(e ...entry) string { return zst(tarOf(e...)) }},
	{".zip", zipOf},
	{".zip", func(e ...entry) string { return zipBy(zip.Store, e...) }},
	{".zip", func(e ...entry) string { return zipBy(zstd.ZipMethodWinZip, e...) }},
}

// TestArchive: members are read as the files of a folder are.
func TestArchive(t *testing.T) {
	entries := []entry{
		{"b.txt", "B"},
		{"./news/", ""},
		{"./news/a.jsonl", "{\"id\":\"a1\"}\nbad\n{\"id\":\"a2\"}\n"},
		{"news/c.csv.gz", gz("id,text\nc,C\n")},
		{"news/d.JSON", `[{"id":"d"}]`},
		{"../../e.txt", "E"},
		{"/f.txt", "F"},
		{"long/" + strings.Repeat("n", 150) + ".txt", "N"},
		{"readme.md", "no"},
		{".hidden.txt", "no"},
		{".git/x.txt", "no"},
		{"__MACOSX/._b.txt", "no"},
		{"news/.DS_Store", "no"},
		{"link.txt", "-> b.txt"},
		{"link.md", "-> b.txt"},
		{"last.txt", "L"},
	}
	for _, kind := range archiveKinds {
		for _, name := range []string{"in" + kind.ending, "in", "-"} {
			want := []string{
				"/b.txt", "a1", "!/news/a.jsonl:2", "a2", "c", "d", "/e.txt", "/f.txt", "/long/" + strings.Repeat("n", 150) + ".txt",
				"!/link.txt", "/last.txt",
			}
			for i, w := range want {
				if i := strings.IndexByte(w, '/'); i >= 0 {
					w = w[:i] + name + w[i:]
				}
				want[i] = w
			}
			if diff := cmp.Diff(want, got(t, name, kind.of(entries...), nil)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

// TestArchiveFile reads archives from the disk: what was read adds up to the size, and no file stays open or behind.
func TestArchiveFile(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	files := map[string]string{}
	var want []string
	for i, kind := range archiveKinds {
		name := fmt.Sprintf("%d%s", i, kind.ending)
		files[name] = kind.of(entry{"a.txt", noise()}, entry{"no.md", noise()}, entry{"in.zip", zipOf(entry{"b.txt", "B"})})
		want = append(want, name+"/a.txt", name+"/in.zip/b.txt")
	}
	files["p.parquet"] = parquetOf(t, 3)
	want = append(want, "p0", "p1", "p2")
	files["q.zip"] = zipOf(entry{"p.parquet", parquetOf(t, 1)})
	want = append(want, "p0")
	root := tree(t, files)
	before := openFiles(t)
	var read int64
	opts := &Options{OnBytes: func(n int64) { read += n }}
	if diff := cmp.Diff(want, paths(t, root, opts, root)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if size := Size([]string{root}, nil); read != size {
		t.Errorf("OnBytes was told of %d bytes, Size says %d", read, size)
	}
	for range Paths(context.Background(), []string{root}, nil) {
		break
	}
	for a := range Paths(context.Background(), []string{filepath.Join(root, "q.zip")}, nil) {
		if left, _ := os.ReadDir(temp); len(left) > 0 {
			t.Errorf("while %s is read there is %v in the folder for temporary files", a.ID, left)
		}
		break
	}
	if after := openFiles(t); after != before {
		t.Errorf("%d files open, %d before", after, before)
	}
}

func TestArchivesWithin(t *testing.T) {
	text := entry{"a.txt", "A"}
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"in.tar", tarOf(entry{"x.zip", zipOf(text)}), []string{"in.tar/x.zip/a.txt"}},
		{"in.zip", zipOf(entry{"x.tar.gz", gz(tarOf(text))}, entry{"b.txt", ""}), []string{"in.zip/x.tar.gz/a.txt", "in.zip/b.txt"}},
		{
			"in.zip", zipOf(entry{"x.tar", tarOf(entry{"y.zip", zipOf(text)}, text)}, text),
			[]string{"!in.zip/x.tar/y.zip", "in.zip/x.tar/a.txt", "in.zip/a.txt"},
		},
		{"in.tar", tarOf(text) + tarOf(entry{"b.txt", "B"}), []string{"in.tar/a.txt", "in.tar/b.txt"}},
		{"in.tar.gz", gz(tarOf(text)) + gz(tarOf(entry{"b.txt", "B"})), []string{"in.tar.gz/a.txt", "in.tar.gz/b.txt"}},
		{"in.tar", tarOf(text) + "and words", []string{"in.tar/a.txt", "!in.tar"}},
		{"in.zip", zipOf(entry{"x.md", ""}), []string{"!in.zip"}},
		{"in.tar", tarOf(), []string{"!in.tar"}},
		{"in.zip", zipOf(), []string{"!in.zip"}},
	} {
		if diff := cmp.Diff(tt.want, got(t, tt.name, tt.content, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	_, problems := read(t, "in.zip", zipOf(entry{"x.md", ""}), nil)
	if p := one(t, problems); !errors.Is(p, ErrEmptyArchive) {
		t.Errorf("got %v, want ErrEmptyArchive", p)
	}
}

func TestArchiveForced(t *testing.T) {
	content := zipOf(entry{"part-0", `{"id":"a"}`}, entry{".crc", "x"}, entry{"sub/part-1.gz", gz(`{"id":"b"}`)})
	if diff := cmp.Diff([]string{"a", "b"}, got(t, "-", content, &Options{Format: JSONLines})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestArchiveNames: a name that says archive is held to it, and one that does not is not.
func TestArchiveNames(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		want          error
	}{
		{"in.zip", "plain words", ErrFormat},
		{"in.zip", "", ErrFormat},
		{"in.tar", "plain words", io.ErrUnexpectedEOF},
		{"in.tar", strings.Repeat("plain words\n", 100), ErrFormat},
		{"in.tar.gz", gz("plain words"), io.ErrUnexpectedEOF},
		{"in.tar", "", io.ErrUnexpectedEOF},
		{"in.tar", strings.Repeat("\x00", 10240), ErrEmptyArchive},
	} {
		all, problems := read(t, tt.name, tt.content, nil)
		if p := one(t, problems); len(all) > 0 || !errors.Is(p, tt.want) || p.Place.Path != tt.name {
			t.Errorf("%s %q: got %v, want %v", tt.name, tt.content, p, tt.want)
		}
	}
	old := []byte(tarOf(entry{"a.txt", "A"}))
	copy(old[257:265], make([]byte, 8)) // the mark of POSIX; the sum is of what it was
	sum := 0
	for i, b := range old[:512] {
		if i >= 148 && i < 156 {
			b = ' '
		}
		sum += int(b)
	}
	copy(old[148:156], fmt.Sprintf("%06o\x00 ", sum))
	if diff := cmp.Diff([]string{"-/a.txt"}, got(t, "-", string(old), nil)); diff != "" {
		t.Errorf("a tar of old (-want +got):\n%s", diff)
	}
}

// TestArchiveDamaged: a member that cannot be read is a problem, and the rest is read.
func TestArchiveDamaged(t *testing.T) {
	plain := zipBy(zip.Store, entry{"a.txt", "AAAA"}, entry{"b.txt", "BBBB"}, entry{"c.txt", "CCCC"})
	before, after, _ := strings.Cut(plain, "BBBB")
	directory := strings.Index(plain, "PK\x01\x02")
	second := directory + strings.Index(plain[directory+4:], "PK\x01\x02") + 4
	for _, tt := range []struct {
		name    string
		content string
		want    error
	}{
		{"checksum", before + "XXXX" + after, zip.ErrChecksum},
		{"encrypted", plain[:second+8] + "\x01" + plain[second+9:], ErrMember},
		{"unknown compression", plain[:second+10] + "\x63" + plain[second+11:], zip.ErrAlgorithm},
		{"a stretch beyond the file", plain[:second+42] + "\xff\xff\xff\x7f" + plain[second+46:], ErrMember},
		{"the stretch of another one", plain[:second+42] + "\x00\x00\x00\x00" + plain[second+46:], ErrMember},
	} {
		all, problems := read(t, "in.zip", tt.content, nil)
		if diff := cmp.Diff([]string{"in.zip/a.txt", "in.zip/c.txt"}, ids(all)); diff != "" {
			t.Errorf("%s: articles (-want +got):\n%s", tt.name, diff)
		}
		if p := one(t, problems); !errors.Is(p, tt.want) || p.Place.Path != "in.zip/b.txt" {
			t.Errorf("%s: got %v, want %v", tt.name, p, tt.want)
		}
	}
	for _, kind := range archiveKinds {
		whole := kind.of(entry{"a.jsonl", "{\"id\":\"a\"}\n"}, entry{"b.jsonl", noise()}, entry{"c.txt", "C"})
		for n := 1; n < len(whole); n += 1 + len(whole)/300 {
			all, problems := read(t, "in"+kind.ending, whole[:n], nil)
			end := len(whole)
			if kind.ending == ".tar" {
				end -= 1024 // of zeros, which nothing depends on
			}
			if n < end && len(problems) == 0 {
				t.Fatalf("%s cut at %d of %d: got %v and no problem", kind.ending, n, len(whole), ids(all))
			}
		}
		for n := 0; n < len(whole); n += 1 + len(whole)/300 {
			damaged := []byte(whole)
			damaged[n] ^= 0xff
			collect(t, Reader(bytes.NewReader(damaged), "in"+kind.ending, nil))
		}
	}
}

// TestArchiveFailingStream tells of a stream that fails, once for the member and once for the archive.
func TestArchiveFailingStream(t *testing.T) {
	broken := errors.New("disk on fire")
	content := tarOf(entry{"a.txt", "A"}, entry{"b.jsonl", "{\"id\":\"b\"}\n" + noise()})
	r := io.MultiReader(strings.NewReader(content[:3000]), iotest.ErrReader(broken))
	all, problems := collect(t, Reader(r, "in.tar", nil))
	if diff := cmp.Diff([]string{"in.tar/a.txt", "b"}, ids(all)); diff != "" || len(problems) != 2 || !errors.Is(problems[0], broken) {
		t.Errorf("problems %v, articles (-want +got):\n%s", problems, diff)
	}
	zipped := io.MultiReader(strings.NewReader(zipOf(entry{"a.txt", "A"})), iotest.ErrReader(broken))
	_, problems = collect(t, Reader(zipped, "in.zip", nil))
	if p := one(t, problems); !errors.Is(p, broken) {
		t.Errorf("got %v, want %v", p, broken)
	}
}

// TestArchiveBombs reads little data that makes much: time and memory are bounded.
func TestArchiveBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("decompresses gigabytes")
	}
	var zeros bytes.Buffer
	w, _ := zstd.NewWriter(&zeros, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	io.Copy(w, &repeat{content: strings.Repeat("x", 1<<20), n: 2 << 10}) // 2 GiB
	w.Close()
	bomb := zeros.String()
	many := make([]entry, 50)
	for i := range many {
		many[i] = entry{fmt.Sprint(i, ".jsonl.zst"), bomb}
	}
	for name, content := range map[string]string{
		"in.jsonl.zst": bomb, "in.txt": bomb, "in.csv": bomb, "in.json": bomb, "in.tar.zst": bomb,
		"one.zip": zipOf(entry{"a.jsonl.zst", bomb}), "many.tar.gz": gz(tarOf(many...)), "many.zip": zipOf(many...),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		all, problems := read(t, name, content, &Options{MaxArticle: 1 << 20})
		runtime.ReadMemStats(&after)
		if len(all) > 0 || len(problems) == 0 {
			t.Errorf("%s: got %d articles and problems %v", name, len(all), problems)
		}
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 256<<20 {
			t.Errorf("%s: %d bytes allocated", name, used)
		}
	}
	_, problems := read(t, "in.jsonl.zst", bomb, nil)
	if p := one(t, problems); !errors.Is(p, ErrExpands) {
		t.Errorf("got %v, want ErrExpands", p)
	}
}

// TestSharedBytes has members that share the bytes of one, as zip bombs do: they are read once.
func TestSharedBytes(t *testing.T) {
	var kernel bytes.Buffer
	w, _ := flate.NewWriter(&kernel, flate.BestCompression)
	io.Copy(w, &repeat{content: strings.Repeat("x", 1<<20), n: 20})
	w.Close()
	content := zipOf(entry{"a.txt", strings.Repeat("x", 1<<20)})
	directory := strings.Index(content, "PK\x01\x02")
	end := strings.Index(content, "PK\x05\x06")
	one := content[directory:end]
	const copies = 1000
	trailer := []byte(content[end:])
	for at, v := range map[int]int{8: copies, 10: copies, 12: copies * len(one) & 0xffff, 14: copies * len(one) >> 16} {
		trailer[at], trailer[at+1] = byte(v), byte(v>>8)
	}
	all, problems := read(t, "in.zip", content[:directory]+strings.Repeat(one, copies)+string(trailer), nil)
	if len(all) != 1 || len(problems) != copies-1 || !errors.Is(problems[0], errShared) {
		t.Errorf("got %d articles and %d problems, want one article", len(all), len(problems))
	}
}

// TestDirectory bounds the memory that the directory of a zip takes.
func TestDirectory(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a directory of 70 MB")
	}
	name := strings.Repeat("n", 60_000) + ".md"
	var entries []entry
	for range maxDirectory/len(name) + 10 {
		entries = append(entries, entry{name, ""})
	}
	_, problems := read(t, "in.zip", zipOf(entries...), nil)
	if p := one(t, problems); !errors.Is(p, ErrTooLong) {
		t.Errorf("got %v, want ErrTooLong", p)
	}
}

// FuzzArchive: any bytes of an archive are articles and problems.
func FuzzArchive(f *testing.F) {
	for _, kind := range archiveKinds {
		f.Add([]byte(kind.of(entry{"a.txt", "A"}, entry{"b.csv", "id,text\n1,2"}, entry{"c.zip", zipOf(entry{"d.json", "[{}]"})})))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"in.tar", "in.zip"} {
			all, problems := collect(t, Reader(bytes.NewReader(data), name, &Options{MaxArticle: 1 << 16}))
			if len(all)+len(problems) == 0 && len(data) == 0 {
				t.Fatal("nothing was said")
			}
			for _, a := range all {
				if !strings.HasPrefix(a.Place.Path, name+"/") || strings.Contains(a.Place.Path, "..") && strings.Contains(a.Place.Path, "/../") {
					t.Fatalf("an article at %q", a.Place)
				}
			}
		}
	})
}
