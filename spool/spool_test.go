package spool

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// record makes a record that tells its number in every byte it has.
func record(i int) []byte { return bytes.Repeat([]byte(fmt.Sprintf("%06d", i)), i%700) }

func TestSpool(t *testing.T) {
	for _, limit := range []int64{-1, 0, 1, 100_000, 1 << 40} {
		s := New(limit, t.TempDir())
		const n = 5000
		offsets := make([]int64, n)
		var wg sync.WaitGroup
		for worker := range 4 {
			wg.Go(func() {
				for i := worker; i < n; i += 4 {
					var err error
					if offsets[i], err = s.Append(record(i)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		alone, ahead := s.Reader(0), s.Reader(10_000)
		for i, offset := range offsets {
			want := record(i)
			for _, r := range []*Reader{alone, ahead} {
				got, err := r.Read(offset, len(want))
				if err != nil || !bytes.Equal(got, want) {
					t.Fatalf("limit %d, record %d: got %q, %v", limit, i, got, err)
				}
			}
			if len(want) < 12 {
				continue
			}
			part := make([]byte, 6)
			if _, err := s.ReadAt(part, offset+6); err != nil || !bytes.Equal(part, want[6:12]) {
				t.Fatalf("limit %d, record %d: got %q within it, %v", limit, i, part, err)
			}
		}
		if s.limit >= 0 && s.held > s.limit+blockSize {
			t.Errorf("limit %d: %d bytes in memory", limit, s.held)
		}
		if err := s.Close(); err != nil {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
}

// TestNoTrace: the file has no name while it is used, nor afterwards.
func TestNoTrace(t *testing.T) {
	dir := t.TempDir()
	s := New(0, dir)
	if _, err := s.Append([]byte("text")); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 && s.file.name == "" {
		t.Errorf("%v while it is used", left)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("%v afterwards", left)
	}
}

func TestNoFolder(t *testing.T) {
	s := New(3, filepath.Join(t.TempDir(), "nowhere"))
	if _, err := s.Append([]byte("abc")); err != nil {
		t.Errorf("within the limit no file is needed: %v", err)
	}
	if _, err := s.Append([]byte("def")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
}

func TestDiskFails(t *testing.T) {
	s := New(0, t.TempDir())
	offset, err := s.Append([]byte("abc"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.file.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append([]byte("abc")); !errors.Is(err, os.ErrClosed) {
		t.Errorf("writing: %v", err)
	}
	if _, err := s.Reader(0).Read(offset, 3); !errors.Is(err, os.ErrClosed) {
		t.Errorf("reading: %v", err)
	}
}

func BenchmarkAppend(b *testing.B) {
	text := bytes.Repeat([]byte("news "), 500)
	for _, limit := range []int64{-1, 0} {
		b.Run(fmt.Sprintf("limit=%d", limit), func(b *testing.B) {
			s := New(limit, b.TempDir())
			defer s.Close()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := s.Append(text); err != nil {
					b.Fatal(err)
				}
				if s.held > 1<<30 {
					s.blocks, s.held = nil, 0
				}
			}
		})
	}
}
