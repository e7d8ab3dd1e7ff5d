//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package watch

import (
	"errors"
	"fmt"
	"os"
)

// lockExclusive fails: without a lock two watchers might spoil one state.
func lockExclusive(*os.File) error {
	return fmt.Errorf("watch: files cannot be locked on this system: %w", errors.ErrUnsupported)
}
