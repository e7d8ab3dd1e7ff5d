package watch

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/samestory/samestory/whole"
)

// What can be wrong with a state folder; match with errors.Is. Those of files come in an *fs.PathError that names the file.
var (
	// ErrDamaged is a file that is not as it was written.
	ErrDamaged = errors.New("watch: damaged state file")
	// ErrLocked is a folder that another watcher works with.
	ErrLocked = errors.New("watch: another watcher uses this state folder")
	// ErrVersion is a file of a later version of this program.
	ErrVersion = errors.New("watch: state file of a later version")
)

// Version log of the files in a state folder. A file is JSON Lines: a header, the records, a trailer with their number and the
// SHA-256 of all bytes before it.
//
//  1. Memories of feeds in feeds.jsonl; records of articles in articles/, a file a feed.
const stateVersion = 1

// The kinds of files.
const (
	feedsKind    = "samestory watch feeds"
	articlesKind = "samestory watch articles"
)

const (
	feedsFile      = "feeds.jsonl"
	articlesFolder = "articles"
	lockFile       = "lock"
)

// header is the first line of a file.
type header struct {
	Kind    string `json:"kind"`
	Version int    `json:"version"`
	// Feed is the address of the feed, in a file of articles.
	Feed string `json:"feed,omitempty"`
}

// trailer is the last line of a file.
type trailer struct {
	Lines  int    `json:"lines"`
	SHA256 string `json:"sha256"`
}

// folder is a state folder, held by this process alone. Whatever is written is there whole or not at all, whenever the process or
// the machine ends. Nothing outside of the folder is touched.
type folder struct {
	dir  string
	root *os.Root
	lock *os.File
}

// openFolder creates the folder if need be, locks it, and clears away what a process left that did not come to an end.
func openFolder(dir string) (*folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil { //nolint:gosec // the folder that the user names
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	f := &folder{dir: dir, root: root}
	if err := f.prepare(); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

func (f *folder) prepare() error {
	var err error
	if f.lock, err = f.root.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return f.named("open", lockFile, err)
	}
	if err := lockExclusive(f.lock); err != nil {
		return &fs.PathError{Op: "lock", Path: f.dir, Err: err}
	}
	if err := f.root.MkdirAll(articlesFolder, 0o700); err != nil {
		return f.named("mkdir", articlesFolder, err)
	}
	return f.sweep()
}

func (f *folder) close() error {
	if f.lock != nil {
		_ = f.lock.Close()
	}
	return f.root.Close()
}

// named returns an error with the path of a file as the user knows it.
func (f *folder) named(op, name string, err error) error {
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	return &fs.PathError{Op: op, Path: filepath.Join(f.dir, name), Err: err}
}

// sweep removes unfinished files.
func (f *folder) sweep() error {
	return fs.WalkDir(f.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, whole.Unfinished) {
			return err
		}
		return f.root.Remove(name)
	})
}

// articlesFile is where the articles of a feed are.
func articlesFile(feed string) string {
	sum := sha256.Sum256([]byte(feed))
	return articlesFolder + "/" + hex.EncodeToString(sum[:16]) + ".jsonl"
}

// feeds returns what is known of all feeds, and fs.ErrNotExist in a new folder.
func (f *folder) feeds() ([]*memory, error) {
	return readState[memory](f, feedsFile, header{Kind: feedsKind})
}

func (f *folder) saveFeeds(all []*memory) error {
	return writeState(f, feedsFile, header{Kind: feedsKind}, all)
}

// articles returns the articles of a feed, and fs.ErrNotExist where there is no file of them.
func (f *folder) articles(feed string) ([]*record, error) {
	return readState[record](f, articlesFile(feed), header{Kind: articlesKind, Feed: feed})
}

func (f *folder) saveArticles(feed string, all []*record) error {
	return writeState(f, articlesFile(feed), header{Kind: articlesKind, Feed: feed}, all)
}

// hasArticles reports whether there is a file of the articles of a feed.
func (f *folder) hasArticles(feed string) bool {
	_, err := f.root.Stat(articlesFile(feed))
	return err == nil
}

// writeState writes a file of state under its name at once.
func writeState[T any](f *folder, name string, h header, lines []*T) error {
	file, err := whole.Create(f.root, name, 0o600)
	if err != nil {
		return f.named("write", name, err)
	}
	if err := writeLines(file, h, lines); err != nil {
		file.Discard()
		return f.named("write", name, err)
	}
	if err := file.Commit(); err != nil {
		return f.named("write", name, err)
	}
	return nil
}

func writeLines[T any](w io.Writer, h header, lines []*T) error {
	h.Version = stateVersion
	sum := sha256.New()
	b := bufio.NewWriterSize(w, 256<<10)
	encoder := json.NewEncoder(io.MultiWriter(b, sum))
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(h); err != nil {
		return err
	}
	for _, line := range lines {
		if err := encoder.Encode(line); err != nil {
			return err
		}
	}
	if err := json.NewEncoder(b).Encode(trailer{Lines: len(lines), SHA256: hex.EncodeToString(sum.Sum(nil))}); err != nil {
		return err
	}
	return b.Flush()
}

// readState reads a file of state, all or nothing.
func readState[T any](f *folder, name string, want header) ([]*T, error) {
	data, err := f.root.ReadFile(name)
	if err != nil {
		return nil, f.named("read", name, err)
	}
	lines, err := parseState[T](data, want)
	if err != nil {
		return nil, f.named("read", name, err)
	}
	return lines, nil
}

func parseState[T any](data []byte, want header) ([]*T, error) {
	first, rest, err := checkState(data, want)
	if err != nil {
		return nil, err
	}
	all := make([]*T, 0, first.Lines)
	for line := range bytes.Lines(rest) {
		one := new(T)
		if err := json.Unmarshal(line, one); err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrDamaged, len(all)+2, err)
		}
		all = append(all, one)
	}
	if len(all) != first.Lines {
		return nil, fmt.Errorf("%w: %d records, not %d", ErrDamaged, len(all), first.Lines)
	}
	return all, nil
}

// checkState checks the header and the trailer of a file, and returns the trailer and the records.
func checkState(data []byte, want header) (trailer, []byte, error) {
	top, rest, _ := bytes.Cut(data, []byte("\n"))
	var h header
	var end trailer
	if json.Unmarshal(top, &h) != nil || h.Kind != want.Kind || h.Version < 1 {
		return end, nil, fmt.Errorf("%w: no header", ErrDamaged)
	}
	if h.Version > stateVersion {
		return end, nil, fmt.Errorf("%w: %d, this program knows %d", ErrVersion, h.Version, stateVersion)
	}
	if h.Feed != want.Feed {
		return end, nil, fmt.Errorf("%w: it is of another feed", ErrDamaged)
	}
	cut := bytes.LastIndexByte(bytes.TrimSuffix(rest, []byte("\n")), '\n') + 1
	if json.Unmarshal(rest[cut:], &end) != nil || end.SHA256 == "" {
		return end, nil, fmt.Errorf("%w: it is cut off", ErrDamaged)
	}
	sum := sha256.Sum256(data[:len(data)-len(rest)+cut])
	if hex.EncodeToString(sum[:]) != end.SHA256 {
		return end, nil, fmt.Errorf("%w: wrong checksum", ErrDamaged)
	}
	return end, rest[:cut], nil
}

// clear removes the articles of feeds that are not among those given, from files that were last changed before a time, and returns
// how many.
func (f *folder) clear(feeds iter.Seq[string], before time.Time) (int, error) {
	known := map[string]bool{}
	for feed := range feeds {
		known[articlesFile(feed)] = true
	}
	removed := 0
	entries, err := fs.ReadDir(f.root.FS(), articlesFolder)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		name := articlesFolder + "/" + e.Name()
		info, err := e.Info()
		if err != nil || known[name] || !info.ModTime().Before(before) {
			continue
		}
		if err := f.root.Remove(name); err != nil {
			return removed, f.named("remove", name, err)
		}
		removed++
	}
	return removed, nil
}
