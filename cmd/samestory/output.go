package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// The formats of reports.
const (
	formatText = "text"
	formatJSON = "json"
)

// outputFlags say where a report goes, and in which format.
type outputFlags struct {
	format choice
	path   string
}

// add gives cmd the flags; more names the formats that it has beside text and JSON.
func (f *outputFlags) add(cmd *cobra.Command, more ...string) {
	f.format = newChoice(append([]string{formatText, formatJSON}, more...)...)
	addChoice(cmd, &f.format, "format", "the format of the output")
	cmd.Flags().StringVarP(&f.path, "output", "o", "", "write to this `FILE`, all or nothing (default: standard output)")
}

// open makes the output ready before the long work, so that a path that cannot be written is known at once. Writing over one
// of the inputs is refused.
func (f *outputFlags) open(stdout io.Writer, inputs []string) (*output, error) {
	if f.path == "" || f.path == "-" {
		return &output{w: stdout}, nil
	}
	info, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder", f.path)
	case !info.Mode().IsRegular():
		return openDevice(f.path)
	}
	for _, input := range inputs {
		if in, err := os.Stat(input); err == nil && info != nil && os.SameFile(in, info) {
			return nil, fmt.Errorf("%s is read and cannot be written too", f.path)
		}
	}
	return createBeside(f.path, info)
}

// output is where a report is written to. A file appears under its name only with commit, whole.
type output struct {
	w io.Writer
	// file is what has to be closed, nil for standard output; temporary its name until it is renamed to target.
	file              *os.File
	temporary, target string
}

// openDevice opens what is no plain file, such as a pipe or /dev/null: it must not be replaced.
func openDevice(path string) (*output, error) {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	return &output{w: file, file: file}, nil
}

// createBeside creates a temporary file in the folder of path, as only there a rename is sure to be atomic. The file keeps
// the permissions of the one it replaces, if there is one; a symbolic link is followed.
func createBeside(path string, replaced fs.FileInfo) (*output, error) {
	mode := fs.FileMode(0o666)
	if replaced != nil {
		target, err := filepath.EvalSymlinks(path)
		if err != nil {
			return nil, err
		}
		path, mode = target, replaced.Mode().Perm()
	}
	dir, base := filepath.Split(path)
	for i := 0; ; i++ {
		name := fmt.Sprintf("%s.%s.%d-%d.tmp", dir, base, os.Getpid(), i)
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return &output{w: file, file: file, temporary: name, target: path}, nil
	}
}

// Write writes to the output.
func (o *output) Write(p []byte) (int, error) { return o.w.Write(p) }

// commit makes what was written last, and gives it its name.
func (o *output) commit() error {
	if o.file == nil {
		return nil
	}
	var err error
	if o.temporary != "" {
		err = o.file.Sync()
	}
	if err = errors.Join(err, o.file.Close()); err != nil {
		return err
	}
	o.file = nil
	if o.temporary == "" {
		return nil
	}
	if err := os.Rename(o.temporary, o.target); err != nil {
		return errors.Join(err, os.Remove(o.temporary))
	}
	return nil
}

// discard leaves no trace of an output that was not committed; after commit it does nothing.
func (o *output) discard() {
	if o.file == nil {
		return
	}
	_ = o.file.Close()
	if o.temporary != "" {
		_ = os.Remove(o.temporary)
	}
}
