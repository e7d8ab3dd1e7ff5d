package watch

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockExclusive locks a file for this process until it is closed, also by the end of the process.
func lockExclusive(file *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return ErrLocked
	}
	return err
}
