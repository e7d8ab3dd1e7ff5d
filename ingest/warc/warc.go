// Package warc reads web archives: WARC files (ISO 28500, versions 0.17 to 1.1) and their ancestor, the ARC files of the Internet
// Archive (versions 1 and 2).
//
// [Read] gives the records of a stream one after the other, and [Record.Page] the HTML page in one of them, as a server sent it
// to the crawler. The stream must be decompressed; what is compressed record by record, as most archives are, is one stream of
// gzip members or Zstandard frames to any decompressor. A Zstandard archive may begin with a dictionary: see [Dictionary].
//
// # Broken archives
//
// Archives are written by crawlers that break off and by programs that count wrongly. A record that cannot be read gives an
// [*Error] with its number and offset, and reading goes on at the next line that begins a record. Tolerated are: lines that end
// without a carriage return, header lines that are none, addresses in angle brackets and with spaces, bodies that are not chunked or
// not compressed although the server's header says so.
//
// # Memory, concurrency
//
// Nothing is held of a record but its header, of at most 256 kB, and its page, of at most the limit given. A sequence and its
// records are for one goroutine.
package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
)

// The causes of errors, beside those of the stream itself; a stream that ends within a record gives io.ErrUnexpectedEOF.
var (
	// ErrFormat is what should be a record or an HTTP response, and is none.
	ErrFormat = errors.New("warc: not understood")
	// ErrCut is a record in which the stream ends; the sequence gives it, and whoever reads the block meets it too.
	ErrCut = errors.New("warc: cut off")
	// ErrTooLong is a page beyond the limit, or a header beyond 256 kB.
	ErrTooLong = errors.New("warc: longer than the limit")
)

// The reasons why a record holds no page. They are no faults of the archive: most records hold none.
var (
	// ErrKind is a record of another kind than response and resource: a request, a revisit, metadata, a DNS look-up.
	ErrKind = errors.New("warc: the record is no response")
	// ErrStatus is a response whose status is not 200: a redirect, a missing page.
	ErrStatus = errors.New("warc: the status of the response is not 200")
	// ErrType is a response that is not HTML: a picture, a stylesheet.
	ErrType = errors.New("warc: the response is not HTML")
)

// Record is a record of an archive.
type Record struct {
	// Number counts the records of the stream from 1, those that could not be read included; Offset is where it begins, in bytes
	// from 0.
	Number int
	Offset int64
	// Type is the kind of record in small letters: response, resource, request, revisit, metadata, warcinfo, ...
	Type string
	// URL is the address that the record is about, as it is written, less angle brackets; ID is the record's own.
	URL, ID string
	// Date is when it was captured: the zero time where that is unknown. It says nothing of when a page was published.
	Date time.Time
	// Header has all fields of the record.
	Header Header
	// Length is the size of the block in bytes.
	Length int64
	// Block is what the record holds. It can be read until the next record is asked for; what is left is passed over.
	Block io.Reader

	http *bufio.Reader // lent by the sequence
}

// Header is the fields of a record or a response, in order.
type Header []Field

// Field is a line of a header.
type Field struct{ Name, Value string }

// Get returns the first field of a name, whose case does not matter, or nothing.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Error is a record that could not be read.
type Error struct {
	// Number and Offset are as in Record.
	Number int
	Offset int64
	Err    error
}

// Error returns number, offset and cause in one line.
func (e *Error) Error() string {
	return fmt.Sprintf("record %d at byte %d: %v", e.Number, e.Offset, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Read reads the records of a decompressed WARC or ARC stream. Every error is an [*Error]; after one of the stream itself, the
// sequence ends. An empty stream has no records.
func Read(r io.Reader) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		rd := &reader{r: bufio.NewReaderSize(r, bufferSize), http: bufio.NewReaderSize(nil, bufferSize)}
		for rd.err == nil {
			record, err := rd.next()
			if err == nil {
				if !yield(record, nil) {
					return
				}
				err = rd.leave()
			}
			if err == nil || err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
				continue
			}
			if !yield(Record{}, &Error{rd.number, rd.start, err}) {
				return
			}
			rd.resync()
		}
	}
}
