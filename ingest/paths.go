package ingest

import (
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// stdinPath is the path that stands for standard input.
const stdinPath = "-"

// Size returns how many bytes Paths will read from disk for the same paths and options, for a progress bar, or -1 if
// that cannot be known because standard input, a pipe or a server is among them. What cannot be read counts as nothing.
func Size(paths []string, opts *Options) int64 {
	format := Auto
	if opts != nil {
		format = opts.Format
	}
	var total int64
	for _, path := range paths {
		if unsizable(path) {
			return -1
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
		case info.IsDir():
			total += folderSize(path, format)
		case info.Mode().IsRegular():
			total += info.Size()
		default:
			return -1
		}
	}
	return total
}

func folderSize(root string, format Format) int64 {
	var total int64
	for path, err := range files(root, format) {
		if err != nil {
			continue
		}
		if info, err := os.Lstat(path); err == nil {
			total += info.Size()
		}
	}
	return total
}

// files returns the paths of all files to read in a folder and the folders in it, in lexical order; a folder that
// cannot be read gives its path and the error.
func files(root string, format Format) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) { walk(root, format, yield) }
}

func walk(dir string, format Format, yield func(string, error) bool) bool {
	entries, err := os.ReadDir(dir)
	if err != nil && !yield(dir, err) {
		return false
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		path, ok := filepath.Join(dir, e.Name()), true
		switch {
		case e.IsDir():
			ok = walk(path, format, yield)
		case wanted(e, format):
			ok = yield(path, nil)
		}
		if !ok {
			return false
		}
	}
	return true
}

// wanted leaves out symbolic links, which might lead out of the folder or round in it, and pipes, which might block.
func wanted(e fs.DirEntry, format Format) bool {
	return e.Type().IsRegular() && wantedName(e.Name(), format)
}

// wantedName reports whether a file of such a name is read: one whose name tells a known format or archive, or any for a
// format that was named.
func wantedName(name string, format Format) bool {
	if _, ok := formatNamed(format); ok {
		return true
	}
	if _, ok := archiveByPath(name); ok {
		return true
	}
	return len(formatsByPath(name)) > 0
}
