package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	bufferSize = 64 << 10
	maxHeader  = 256 << 10
)

// reader is one pass over an archive.
type reader struct {
	r    *bufio.Reader
	http *bufio.Reader // over the block of a record
	err  error         // of the stream; io.EOF at its end

	number int
	offset int64 // of the next byte
	start  int64 // of the record
	arc    int   // the version of an ARC file, 0 in a WARC file

	left int64 // bytes of the block that were not read
}

// next reads the header of the next record. The error is io.EOF after the last one.
func (rd *reader) next() (Record, error) {
	if err := rd.skipBlank(); err != nil {
		return Record{}, err
	}
	rd.number++
	rd.start, rd.left = rd.offset, 0
	head, _ := rd.r.Peek(len("filedesc:"))
	switch {
	case isVersion(head):
		return rd.warc()
	case rd.arc > 0 || string(head) == "filedesc:":
		return rd.arcRecord()
	}
	return Record{}, fmt.Errorf("%w: a record begins with WARC/1.0 or WARC/1.1, not with %q", ErrFormat, head)
}

func (rd *reader) skipBlank() error {
	for {
		c, err := rd.r.ReadByte()
		if err != nil {
			return rd.fail(err)
		}
		if c != '\r' && c != '\n' {
			return rd.r.UnreadByte()
		}
		rd.offset++
	}
}

// fail keeps the error of the stream, which ends the pass.
func (rd *reader) fail(err error) error {
	rd.err = err
	return err
}

func isVersion(line []byte) bool {
	return bytes.HasPrefix(line, []byte("WARC/1.")) || bytes.HasPrefix(line, []byte("WARC/0."))
}

func (rd *reader) warc() (Record, error) {
	_, header, err := rd.head()
	if err != nil {
		return Record{}, err
	}
	r := Record{
		Number: rd.number, Offset: rd.start, Header: header, http: rd.http,
		Type: strings.ToLower(header.Get("WARC-Type")), URL: address(header.Get("WARC-Target-URI")), ID: header.Get("WARC-Record-ID"),
	}
	// A date that is not understood is unknown.
	r.Date, _ = time.Parse(time.RFC3339, header.Get("WARC-Date"))
	return rd.block(r, header.Get("Content-Length"))
}

// address returns an address without the angle brackets that WARC/1.0 has around it.
func address(field string) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(field), "<"), ">"))
}

// head reads the first line and the fields of a record.
func (rd *reader) head() (string, Header, error) {
	first, header, n, err := readHead(rd.r)
	rd.offset += n
	if err != nil && !errors.Is(err, ErrTooLong) {
		rd.err = err
	}
	return first, header, err
}

// block gives a record its block.
func (rd *reader) block(r Record, length string) (Record, error) {
	n, err := strconv.ParseInt(length, 10, 64)
	if err != nil || n < 0 {
		return Record{}, fmt.Errorf("%w: length %q", ErrFormat, length)
	}
	rd.left = n
	r.Length, r.Block = n, (*block)(rd)
	return r, nil
}

// block is the rest of a block.
type block reader

func (b *block) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	if b.err != nil {
		return 0, cut(b.err)
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	b.offset += int64(n)
	if err != nil {
		return n, cut((*reader)(b).fail(err))
	}
	return n, nil
}

func cut(err error) error { return fmt.Errorf("%w: %w", ErrCut, unexpected(err)) }

func unexpected(err error) error {
	if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure already
		return io.ErrUnexpectedEOF
	}
	return err
}

// leave passes over what is left of a block.
func (rd *reader) leave() error {
	if rd.left > 0 && rd.err != nil {
		return cut(rd.err)
	}
	for rd.left > 0 {
		const most = 1 << 30
		n, err := rd.r.Discard(int(min(rd.left, most)))
		rd.left -= int64(n)
		rd.offset += int64(n)
		if err != nil {
			return cut(rd.fail(err))
		}
	}
	return nil
}

// resync goes on to the next line that begins a record. A line that was taken for a beginning already is not looked at again.
func (rd *reader) resync() {
	for again := rd.offset == rd.start; rd.err == nil; again = false {
		if !again && rd.begins() {
			return
		}
		rd.skipLine()
	}
}

func (rd *reader) begins() bool {
	const enough = 4 << 10 // of an ARC line, which has an address
	if rd.arc > 0 {
		line, _ := rd.r.Peek(enough)
		line, _, _ = bytes.Cut(line, []byte("\n"))
		return isARC(string(line))
	}
	line, _ := rd.r.Peek(len("WARC/1."))
	return isVersion(line)
}

func (rd *reader) skipLine() {
	for {
		line, err := rd.r.ReadSlice('\n')
		rd.offset += int64(len(line))
		if err == nil {
			return
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			rd.err = err
			return
		}
	}
}
