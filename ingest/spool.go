package ingest

import (
	"fmt"
	"io"
	"os"
)

// maxSpool is the largest copy of a stream on disk.
const maxSpool = 64 << 30

// atAnyPlace returns an input for formats that are not read from the beginning to the end: the file itself, or a copy of the
// stream in the system's folder for temporary files. Whoever asks calls done.
func (s *session) atAnyPlace(in *input) (at io.ReaderAt, size int64, done func(), err error) {
	if in.file != nil {
		return in.file, in.file.size, func() {}, nil
	}
	f, err := os.CreateTemp("", "samestory-*")
	if err != nil {
		return nil, 0, nil, err
	}
	// Where an open file can lose its name it goes with the process, however that ends.
	named := os.Remove(f.Name()) != nil
	done = func() {
		f.Close()
		if named {
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
