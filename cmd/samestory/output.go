package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/samestory/samestory/whole"
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
	return create(f.path, info)
}

// output is where a report is written to. A file appears under its name only with commit, whole.
type output struct {
	w io.Writer
	// device is what has to be closed that is no plain file.
	device *os.File
	// file is a plain file in folder, nil once it is done.
	file   *whole.File
	folder *os.Root
}

// openDevice opens what is no plain file, such as a pipe or /dev/null: it must not be replaced.
func openDevice(path string) (*output, error) {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	return &output{w: file, device: file}, nil
}

// create begins a file. It keeps the permissions of the one it replaces, if there is one; a symbolic link is followed.
func create(path string, replaced fs.FileInfo) (*output, error) {
	mode := fs.FileMode(0o666)
	if replaced != nil {
		target, err := filepath.EvalSymlinks(path)
		if err != nil {
			return nil, err
		}
		path, mode = target, replaced.Mode().Perm()
	}
	folder, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	file, err := whole.Create(folder, filepath.Base(path), mode)
	if err != nil {
		if inner, ok := errors.AsType[*fs.PathError](err); ok {
			err = &fs.PathError{Op: "write", Path: path, Err: inner.Err} // and not another name
		}
		return nil, errors.Join(err, folder.Close())
	}
	return &output{w: file, file: file, folder: folder}, nil
}

// Write writes to the output.
func (o *output) Write(p []byte) (int, error) { return o.w.Write(p) }

// commit makes what was written last, and gives it its name.
func (o *output) commit() error {
	switch {
	case o.device != nil:
		return o.device.Close()
	case o.file != nil:
		file := o.file
		o.file = nil
		return errors.Join(file.Commit(), o.folder.Close())
	}
	return nil
}

// discard leaves no trace of an output that was not committed; after commit it does nothing.
func (o *output) discard() {
	switch {
	case o.device != nil:
		_ = o.device.Close()
	case o.file != nil:
		o.file.Discard()
		_ = o.folder.Close()
	}
}
