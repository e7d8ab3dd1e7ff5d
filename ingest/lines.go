package ingest

import (
	"bufio"
	"errors"
	"io"
)

// lineReader cuts a stream into lines of at most limit bytes, and counts them from 1.
type lineReader struct {
	r     *bufio.Reader
	limit int64
	n     int
	buf   []byte // holds a line that is longer than the buffer of r
}

// next returns the next line without its line feed, valid until the next call. The error is io.EOF after the last line;
// ErrTooLong for a line over the limit, which is passed over; else that of the stream, which ends it.
func (l *lineReader) next() ([]byte, error) {
	l.n++
	l.buf = l.buf[:0]
	over := false
	for first := true; ; first = false {
		chunk, err := l.r.ReadSlice('\n')
		if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
		if first && err == io.EOF && len(chunk) == 0 {
			return nil, io.EOF
		}
		if err == nil {
			chunk = chunk[:len(chunk)-1]
		}
		over = over || int64(len(l.buf)+len(chunk)) > l.limit
		ended := !errors.Is(err, bufio.ErrBufferFull)
		switch {
		case over && ended:
			return nil, tooLong(l.limit)
		case over:
			l.buf = l.buf[:0]
		case first && ended:
			return chunk, nil
		default:
			l.buf = append(l.buf, chunk...)
			if ended {
				return l.buf, nil
			}
		}
	}
}
