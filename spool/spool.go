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
	blocks [][]byte
	held   int64 // bytes in blocks
	file   *file
	end    int64 // of the file
}

// file is a temporary file that goes when nobody has it any more.
type file struct {
	*os.File
	name string // what is to be removed, if it is still there
}

const (
	blockSize = 1 << 20
	// inFile marks the offsets of records in the file; those in memory have the number of their block in the upper half.
	inFile = int64(1) << 62
)

// New returns a Spool that keeps up to limit bytes in memory; below 0 there is no limit. The file is made in dir when it is
// needed, in the system's folder for temporary files if dir is empty.
func New(limit int64, dir string) *Spool { return &Spool{limit: limit, dir: dir} }

// Append puts a record behind the others and returns where it stands. It keeps no reference to it. An error is that of the file, as of a
// full disk.
func (s *Spool) Append(record []byte) (offset int64, err error) {
	s.mu.Lock()
	if s.limit < 0 || s.held+int64(len(record)) <= s.limit {
		defer s.mu.Unlock()
		return s.hold(record), nil
	}
	if s.file == nil {
		if s.file, err = create(s.dir); err != nil {
			s.mu.Unlock()
			return 0, err
		}
	}
	f, at := s.file, s.end
	s.end += int64(len(record))
	s.mu.Unlock()
	if _, err := f.WriteAt(record, at); err != nil {
		return 0, fmt.Errorf("spool: %w", err)
	}
	return at | inFile, nil
}

// hold puts a record into a block, whole.
func (s *Spool) hold(record []byte) (offset int64) {
	s.held += int64(len(record))
	last := len(s.blocks) - 1
	if last < 0 || len(s.blocks[last])+len(record) > cap(s.blocks[last]) {
		s.blocks = append(s.blocks, make([]byte, 0, max(len(record), min(blockSize, 4*(int(s.held)+1)))))
		last++
	}
	at := len(s.blocks[last])
	s.blocks[last] = append(s.blocks[last], record...)
	return int64(last)<<32 | int64(at)
}

// Read returns n bytes from an offset that Append returned, of one record. They are valid until Close and must not be changed; dst is
// used for them if it is needed and large enough.
func (s *Spool) Read(dst []byte, offset int64, n int) ([]byte, error) {
	if offset&inFile == 0 {
		s.mu.RLock()
		defer s.mu.RUnlock()
		at := int(uint32(offset))
		return s.blocks[offset>>32][at : at+n : at+n], nil
	}
	if cap(dst) < n {
		dst = make([]byte, n)
	}
	dst = dst[:n]
	_, err := s.ReadAt(dst, offset)
	return dst, err
}

// ReadAt fills p from an offset within a record: that of Append and what is added to it.
func (s *Spool) ReadAt(p []byte, offset int64) (int, error) {
	if offset&inFile == 0 {
		held, err := s.Read(nil, offset, len(p))
		return copy(p, held), err
	}
	s.mu.RLock()
	f := s.file
	s.mu.RUnlock()
	n, err := f.ReadAt(p, offset&^inFile)
	if err != nil {
		return n, fmt.Errorf("spool: %w", err)
	}
	return n, nil
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
