package spool

import (
	"fmt"
	"slices"
)

// Reader reads records. It keeps a buffer: one per goroutine.
type Reader struct {
	spool *Spool
	ahead int
	buf   []byte
	// buf holds what the file has of a block from a place on.
	block, from int
}

// Reader returns a Reader that reads at least so many bytes of the file at once, as far as they are of one block: for those who read
// records in the order of their offsets. 0 reads records alone.
func (s *Spool) Reader(ahead int) *Reader { return &Reader{spool: s, ahead: ahead, block: -1} }

// Read returns n bytes from an offset that Append returned, of one record. They are valid until the next call and must not be changed.
func (r *Reader) Read(offset int64, n int) ([]byte, error) {
	block, at := int(offset>>32), int(uint32(offset))
	if start := at - r.from; block == r.block && start >= 0 && start+n <= len(r.buf) {
		return r.buf[start : start+n], nil
	}
	b, f := r.spool.find(block)
	if b.data != nil {
		return b.data[at : at+n], nil
	}
	more := max(n, min(r.ahead, b.size-at))
	r.buf, r.block, r.from = slices.Grow(r.buf[:0], more)[:more], block, at
	if _, err := f.ReadAt(r.buf, b.at+int64(at)); err != nil {
		r.block = -1
		return nil, fmt.Errorf("spool: %w", err)
	}
	return r.buf[:n], nil
}
