package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http/httputil"
	"regexp"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// chunkHead is the beginning of a chunk: its size and what may follow.
var chunkHead = regexp.MustCompile(`^[0-9A-Fa-f]{1,16}[ \t]*(;[^\n]*)?\r?\n`)

// unchunk takes a body out of its chunks, unless it has none: crawlers take them off and keep the header.
func unchunk(body *bufio.Reader, header Header) *bufio.Reader {
	if !strings.Contains(strings.ToLower(header.Get("Transfer-Encoding")), "chunked") {
		return body
	}
	const enough = 128
	if head, _ := body.Peek(enough); !chunkHead.Match(head) {
		return body
	}
	return bufio.NewReader(&chunks{httputil.NewChunkedReader(body)})
}

// chunks ends where the last chunk is missing: servers that close the connection instead are many.
type chunks struct{ r io.Reader }

func (c *chunks) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// maxWindow is the largest window of Zstandard on the web (RFC 9659).
const maxWindow = 8 << 20

// decompress decompresses a body, unless it does not look compressed: crawlers decompress bodies and keep the header.
func decompress(body *bufio.Reader, coding string) (*bufio.Reader, error) {
	head, _ := body.Peek(len("1234"))
	var r io.Reader
	var err error
	switch {
	case (coding == "gzip" || coding == "x-gzip") && bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		r, err = gzip.NewReader(body)
	case coding == "zstd" && bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		r, err = zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	case coding == "deflate" && isZlib(head):
		r, err = zlib.NewReader(body)
	case coding == "deflate" && !isMarkup(body):
		r = flate.NewReader(body) // as some servers understood the word
	case coding == "br" && !isMarkup(body):
		r = brotli.NewReader(body)
	default:
		return body, nil
	}
	if err != nil {
		return nil, err
	}
	return bufio.NewReader(r), nil
}

// isZlib tells the header of RFC 1950.
func isZlib(head []byte) bool {
	return len(head) > 1 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0
}

// isMarkup reports whether a body begins as a page does.
func isMarkup(body *bufio.Reader) bool {
	const enough = 64
	head, _ := body.Peek(enough)
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	return len(head) > 1 && head[0] == '<' && (head[1] == '!' || head[1] == '?' || 'A' <= head[1]&^0x20 && head[1]&^0x20 <= 'Z')
}
