package ingest

import (
	"fmt"
	"io"
	"os"
)

// maxSpool is the largest copy of a stream on disk.
const maxSpool = 64 << 30

// atAnyPlace returns an input for formats that are not read from the beginning to the end: the file itself, or a copy. Whoever asks
// calls done.
func (s *session) atAnyPlace(in *input) (at io.ReaderAt, size int64, done func(), err error) {
	if in.file != nil {
		return in.file, in.file.size, func() {}, nil
	}
	f, size, done, err := copied(in, false)
	return f, size, done, err
}

// byName returns the path of an input for libraries that open files themselves: its own, or that of a copy. Whoever asks calls done.
func (s *session) byName(in *input) (path string, done func(), err error) {
	if in.file != nil && s.depth == 0 {
		return in.path, func() {}, nil
	}
	f, _, done, err := copied(in, true)
	if err != nil {
		return "", nil, err
	}
	return f.Name(), done, nil
}

// copied copies a stream into the system's folder for temporary files. A copy that needs no name loses it at once where an open file
// can: it goes with the process then, however that ends.
func copied(in *input, named bool) (f *os.File, size int64, done func(), err error) {
	if f, err = os.CreateTemp("", "samestory-*.copy"); err != nil {
		return nil, 0, nil, err
	}
	nameless := !named && os.Remove(f.Name()) == nil
	done = func() {
		f.Close()
		if !nameless {
			_ = os.Remove(f.Name())
		}
	}
	size, err = io.Copy(f, io.LimitReader(in.r, maxSpool+1))
	if err == nil && size > maxSpool {
		err = fmt.Errorf("%w: a stream of more than %d bytes", ErrTooLong, int64(maxSpool))
	}
	if err != nil {
		done()
		return nil, 0, nil, err
	}
	return f, size, done, nil
}
