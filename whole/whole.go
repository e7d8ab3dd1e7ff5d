// Package whole writes files that are there whole or not at all, whenever the process or the machine ends: under another name first and
// on the disk, then under their own in one step.
//
// Reports, merged feeds and the state of a watcher are written so. It knows nothing of what is in a file. A File is for one goroutine at
// a time; several processes may write files of one name at once, and the last to commit has it.
package whole

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
)

// Unfinished is how the names of files end that are being written, in the folder of the file. They begin with a full stop. Only a process
// that is killed, or a machine that stops, leaves one behind.
const Unfinished = ".tmp"

// File is a file that is being written. Either Commit or Discard must be called.
type File struct {
	root            *os.Root
	file            *os.File
	temporary, name string
}

// Create begins a file of a name below a folder, which must stay open until it is done. Its permissions are mode, less what the process
// takes off those of all files. The errors are those of the file system.
func Create(root *os.Root, name string, mode fs.FileMode) (*File, error) {
	dir, base := path.Split(name)
	for i := 0; ; i++ {
		temporary := fmt.Sprintf("%s.%s.%d-%d%s", dir, base, os.Getpid(), i, Unfinished)
		file, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return &File{root: root, file: file, temporary: temporary, name: name}, nil
	}
}

// Write writes to the file.
func (f *File) Write(p []byte) (int, error) { return f.file.Write(p) }

// Commit puts what was written on the disk, and gives the file its name, which another may have had. After an error of any of the writes
// it must not be called; after its own, that other file is as it was and nothing is left of this one.
func (f *File) Commit() error {
	err := errors.Join(f.file.Sync(), f.file.Close())
	if err == nil {
		err = f.root.Rename(f.temporary, f.name)
	}
	if err != nil {
		return errors.Join(err, f.root.Remove(f.temporary))
	}
	return f.sync()
}

// sync puts the change of the name on the disk.
func (f *File) sync() error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there
	}
	dir, err := f.root.Open(path.Dir(f.name))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Discard leaves nothing of the file.
func (f *File) Discard() {
	_ = f.file.Close()
	_ = f.root.Remove(f.temporary)
}
