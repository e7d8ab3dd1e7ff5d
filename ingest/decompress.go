package ingest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
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
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}) }

// isZstd accepts a frame with content and one to be skipped, which some writers put first (RFC 8878, 3.1).
func isZstd(head []byte) bool {
	return bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], []byte{0x2a, 0x4d, 0x18})
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
	s.unpacked.Reset(r)
	in.r, in.size = s.unpacked, -1
	return nil
}

func (s *session) openGzip(r io.Reader) (io.Reader, error) {
	if s.gzip == nil {
		s.gzip = new(gzip.Reader)
	}
	return s.gzip, s.gzip.Reset(r)
}

// openZstd decodes in the caller's goroutine: it is fastest for many streams, and leaves nothing running behind.
func (s *session) openZstd(r io.Reader) (io.Reader, error) {
	if s.zstd == nil {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		s.zstd = d
	}
	return s.zstd, s.zstd.Reset(r)
}
