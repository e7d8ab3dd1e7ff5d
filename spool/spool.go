// Package spool keeps records that are read again later: in memory while there are few, beyond that in a temporary file, so that a
// run over many articles needs disk and not memory.
package spool

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
)

// Spool holds records, each known by where it stands. All methods but Close may be called by many goroutines at once.
//
// The file has no name once it is open, where the system allows that: it is gone with the process, however that ends. Elsewhere
// Close removes it.
type Spool struct {
	limit int64
	dir   string

	mu     sync.RWMutex
	blocks []block
	held   int64 // bytes of blocks in memory
	file   *file
	end    int64 // of the file
	err    error // the first failure of the file
}

// block is records one behind the other: in memory, or in the file from at on.
type block struct {
	data    []byte
	at      int64
	size    int  // in the file
	leaving bool // it is being written
}

// file is a temporary file that goes when nobody has it any more.
type file struct {
	*os.File
	name string // what is to be removed, if it is still there
}

// blockSize is how many bytes of records are written at once; larger records have a block of their own. An offset has the number of the
// block in the upper half.
const blockSize = 1 << 20

// New returns a Spool that keeps up to limit bytes in memory, and the block being filled; below 0 there is no limit. The file is made in
// dir when it is needed, in the system's folder for temporary files if dir is empty.
func New(limit int64, dir string) *Spool { return &Spool{limit: limit, dir: dir} }

// Append puts a record behind the others and returns where it stands. It keeps no reference to it. An error is that of the file, as of a
// full disk, from the first record on that it may have cost.
func (s *Spool) Append(record []byte) (offset int64, err error) {
	s.mu.Lock()
	last, before := len(s.blocks)-1, -1
	if last < 0 || len(s.blocks[last].data)+len(record) > cap(s.blocks[last].data) {
		before = last
		s.blocks = append(s.blocks, block{data: make([]byte, 0, s.room(len(record)))})
		last++
	}
	b := &s.blocks[last]
	at := len(b.data)
	b.data = append(b.data, record...)
	s.held += int64(len(record))
	isFull := len(b.data) == cap(b.data)
	s.mu.Unlock()
	if before >= 0 {
		s.settle(before)
	}
	if isFull {
		s.settle(last)
	}
	return int64(last)<<32 | int64(at), s.failure()
}

func (s *Spool) failure() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.err
}

// room is how large a block is made for a record: small ones at first, for those who have little.
func (s *Spool) room(record int) int {
	size := min(blockSize, 4*(s.held+1))
	if s.limit >= 0 {
		size = min(size, s.limit)
	}
	return max(record, int(size))
}

// settle writes a block that is full, if there are too many. It stays in memory until it is written.
func (s *Spool) settle(n int) {
	data, f, at := s.reserve(n)
	if data == nil {
		return
	}
	_, err := f.WriteAt(data, at)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.err = fmt.Errorf("spool: %w", err)
		return
	}
	s.blocks[n].data = nil
}

// reserve makes room in the file for a block and returns what is to be written where; nil if nothing is.
func (s *Spool) reserve(n int) (data []byte, f *file, at int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.limit < 0 || s.held <= s.limit || s.blocks[n].leaving || s.err != nil {
		return nil, nil, 0
	}
	if s.file == nil {
		if s.file, s.err = create(s.dir); s.err != nil {
			return nil, nil, 0
		}
	}
	b := &s.blocks[n]
	b.at, b.size, b.leaving = s.end, len(b.data), true
	s.held -= int64(len(b.data))
	s.end += int64(len(b.data))
	return b.data, s.file, b.at
}

// ReadAt fills p from an offset within a record: that of Append and what is added to it.
func (s *Spool) ReadAt(p []byte, offset int64) (int, error) {
	b, f := s.find(int(offset >> 32))
	at := int(uint32(offset))
	if b.data != nil {
		return copy(p, b.data[at:]), nil
	}
	n, err := f.ReadAt(p, b.at+int64(at))
	if err != nil {
		return n, fmt.Errorf("spool: %w", err)
	}
	return n, nil
}

// find returns a block, and the file as it is.
func (s *Spool) find(n int) (b block, f *file) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.blocks[n], s.file
}

// Close lets go of everything. What is never closed goes with the garbage.
func (s *Spool) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blocks = nil
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	return f.close()
}

func create(dir string) (*file, error) {
	f, err := os.CreateTemp(dir, "samestory-*.tmp")
	if err != nil {
		return nil, fmt.Errorf("spool: %w", err)
	}
	out := &file{File: f}
	if os.Remove(f.Name()) != nil { // a system where open files cannot be removed
		out.name = f.Name()
		runtime.AddCleanup(out, func(name string) { _ = os.Remove(name) }, out.name)
	}
	return out, nil
}

func (f *file) close() error {
	err := f.Close()
	if f.name != "" {
		err = errors.Join(err, os.Remove(f.name))
	}
	return err
}
