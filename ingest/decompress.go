package ingest

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/samestory/samestory/ingest/warc"
)

// maxWindow is the largest Zstandard window accepted, in bytes; zstd(1) refuses larger ones too unless told otherwise.
const maxWindow = 128 << 20

// compression is an entry of the table of compressions.
type compression struct {
	// ending is the ending of file names, in lower case.
	ending string
	// magic tells the compression from the first bytes, which may be fewer than it needs.
	magic func(head []byte) bool
	// open returns the decompressed stream.
	open func(s *session, r io.Reader) (io.Reader, error)
}

var compressions = []compression{
	{ending: ".gz", magic: isGzip, open: (*session).openGzip},
	{ending: ".zst", magic: isZstd, open: (*session).openZstd},
	{ending: ".bz2", magic: isBzip2, open: (*session).openBzip2},
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}) }

// isZstd accepts a frame with content and one to be skipped, which some writers put first (RFC 8878, 3.1).
func isZstd(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], []byte{0x2a, 0x4d, 0x18})
}

func isBzip2(head []byte) bool {
	return len(head) >= 4 && bytes.HasPrefix(head, []byte("BZh")) && head[3] >= '1' && head[3] <= '9'
}

// unpack puts a decompressor over an input that needs one. The first bytes decide and not the name, as downloads are
// often decompressed on the way and keep their name.
func (s *session) unpack(in *input) error {
	const longestMagic = 4
	head, err := in.r.Peek(longestMagic)
	for _, c := range compressions {
		if c.magic(head) {
			return s.unpackAs(in, c)
		}
		if err == io.EOF && strings.HasSuffix(strings.ToLower(in.path), c.ending) {
			return fmt.Errorf("%s file of %d bytes: %w", c.ending, len(head), io.ErrUnexpectedEOF)
		}
	}
	return nil
}

func (s *session) unpackAs(in *input, c compression) error {
	r, err := c.open(s, in.r)
	if err != nil {
		return err
	}
	if s.unpacked == nil {
		s.unpacked = bufio.NewReaderSize(nil, bufferSize)
	}
	s.unpacked.Reset(&expansion{r: r, account: s.account})
	in.r, in.size, in.file = s.unpacked, -1, nil
	return nil
}

func (s *session) openGzip(r io.Reader) (io.Reader, error) {
	if s.gzip == nil {
		s.gzip = new(gzip.Reader)
	}
	return s.gzip, s.gzip.Reset(r)
}

// openZstd decodes in the caller's goroutine: it is fastest for many streams, and leaves nothing running behind. Web archives may
// bring a dictionary; what needs one gets a decoder of its own.
func (s *session) openZstd(r io.Reader) (io.Reader, error) {
	opts := []zstd.DOption{
		zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow),
	}
	stored := bufio.NewReaderSize(r, bufferSize)
	if dictionary, err := warc.Dictionary(stored); err != nil || dictionary != nil {
		if err != nil {
			return nil, err
		}
		return zstd.NewReader(stored, append(opts, zstd.WithDecoderDicts(dictionary))...)
	}
	if s.zstd == nil {
		d, err := zstd.NewReader(nil, opts...)
		if err != nil {
			return nil, err
		}
		s.zstd = d
	}
	return s.zstd, s.zstd.Reset(stored)
}

func (s *session) openBzip2(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }

// The bounds of what compressed data may make: so much in any case, and beyond that so many times what was read of the file.
const (
	freeExpansion = 256 << 20
	maxExpansion  = 1000
)

// account sets what was made of one file, in all of its archives and compressions, against what was read of it. It bounds the
// time that a file can take.
type account struct {
	stored *meter
	made   int64
}

// add counts n bytes more.
func (a *account) add(n int64) error {
	if a.made += n; a.made > freeExpansion && a.made/maxExpansion > a.stored.n {
		return ErrExpands
	}
	return nil
}

// expansion is a decompressed stream that is held to an account.
type expansion struct {
	r       io.Reader
	account *account
}

func (e *expansion) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if over := e.account.add(int64(n)); over != nil {
		return 0, over
	}
	return n, err
}
