// Package table cuts streams into records: rows of CSV and Parquet, objects of JSON. It knows nothing of articles.
//
// Every reader holds one record at a time, of at most the limit that it was given, and goes on after a record that it cannot
// read: an error that wraps [ErrFormat] or [ErrTooLong] is about one record, and any other ends the stream. Readers are for one
// goroutine at a time.
package table

import (
	"errors"
	"fmt"
	"io"
)

// The causes of errors that concern one record.
var (
	// ErrFormat is a record that is not in the format it is read as.
	ErrFormat = errors.New("ingest: wrong format")
	// ErrTooLong is a record longer than the limit.
	ErrTooLong = errors.New("ingest: longer than the limit of one article")
)

func tooLong(limit int64) error { return fmt.Errorf("%w: more than %d bytes", ErrTooLong, limit) }

// firstSize is the size of a window at first.
const firstSize = 64 << 10

// window is the stretch of a stream that is being looked at.
type window struct {
	r   io.Reader
	buf []byte
	at  int   // where the stretch begins in buf
	err error // that of the stream, after which no more comes
}

// rest returns the stretch, valid until more is called.
func (w *window) rest() []byte { return w.buf[w.at:] }

// more makes the stretch longer; false means that the stream has ended.
func (w *window) more() bool {
	if w.err != nil {
		return false
	}
	switch {
	case w.at == len(w.buf):
		w.buf, w.at = w.buf[:0], 0
	case w.at > cap(w.buf)/2:
		w.buf, w.at = w.buf[:copy(w.buf, w.rest())], 0
	}
	if len(w.buf) == cap(w.buf) {
		grown := make([]byte, len(w.rest()), max(firstSize, 2*cap(w.buf)))
		copy(grown, w.rest())
		w.buf, w.at = grown, 0
	}
	const patience = 100
	for range patience {
		n, err := w.r.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf, w.err = w.buf[:len(w.buf)+n], err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// take leaves the first n bytes of the stretch behind.
func (w *window) take(n int) { w.at += n }
