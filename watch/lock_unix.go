//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package watch

import (
	"errors"
	"os"
	"syscall"
)

// lockExclusive locks a file for this process until it is closed, also by the end of the process.
func lockExclusive(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrLocked
	}
	return err
}
