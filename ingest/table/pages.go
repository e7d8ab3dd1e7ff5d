package table

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// The bounds of a page; writers stay below them.
const (
	maxPage   = 128 << 20 // bytes, before compression and after
	maxValues = 16 << 20
	maxHeader = 8 << 20
)

var (
	errPage  = errors.New("a page that is damaged or too large")
	errOrder = errors.New("pages in no order")
)

// pages gives the parser the pages of a column chunk as a file would that is not compressed. The parser makes room for as
// much as a page says that it holds, and for as much as its compression makes of it: here both are held to bounds.
type pages struct {
	r     io.ReaderAt
	codec format.CompressionCodec
	shape

	at, end int64     // what is left of the chunk
	from    int64     // the place of out in the file that the parser sees
	out     [2][]byte // a page: its header, and the rest
	err     error

	head, data, plain []byte
	gzip              *gzip.Reader
	brotli            *brotli.Reader
	zstd              *zstd.Decoder
}

// open begins a column chunk, where the parser begins it too.
func (p *pages) open(about *format.ColumnMetaData) {
	p.codec = about.Codec
	p.at = chunkStart(about)
	p.end = p.at + about.TotalCompressedSize
	p.from, p.out, p.err = p.at, [2][]byte{}, nil
}

func chunkStart(about *format.ColumnMetaData) int64 {
	if about.DictionaryPageOffset != 0 {
		return about.DictionaryPageOffset
	}
	return about.DataPageOffset
}

// ReadAt reads what the parser asks for next. It never goes back.
func (p *pages) ReadAt(b []byte, at int64) (int, error) {
	for size := p.size(); at >= p.from+size && p.err == nil; size = p.size() {
		p.from += size
		p.out, p.err = p.next()
	}
	switch {
	case p.err != nil:
		return 0, p.err
	case at < p.from:
		p.err = errOrder
		return 0, p.err
	}
	head, page := p.out[0], p.out[1]
	if at -= p.from; at < int64(len(head)) {
		n := copy(b, head[at:])
		return n + copy(b[n:], page), nil
	}
	return copy(b, page[at-int64(len(head)):]), nil
}

func (p *pages) size() int64 { return int64(len(p.out[0]) + len(p.out[1])) }

// next returns the header and the rest of the next page.
func (p *pages) next() (out [2][]byte, err error) {
	h, size, err := p.header()
	if err != nil {
		return out, err
	}
	p.at += int64(size)
	if err := p.sizes(h); err != nil {
		return out, err
	}
	if err := p.load(int(h.CompressedPageSize)); err != nil {
		return out, fmt.Errorf("%w: %w", errPage, err)
	}
	if h.CRC != 0 && crc32.ChecksumIEEE(p.data) != uint32(h.CRC) {
		return out, fmt.Errorf("%w: its checksum is wrong", errPage)
	}
	page, err := p.unpack(h)
	if err == nil {
		err = p.check(h, page)
	}
	if err != nil {
		return out, fmt.Errorf("%w: %w", errPage, unexpected(err))
	}
	h.CRC, h.CompressedPageSize, h.UncompressedPageSize = 0, int32(len(page)), int32(len(page))
	var protocol thrift.CompactProtocol
	head, err := thrift.Marshal(&protocol, h)
	return [2][]byte{head, page}, err
}

// load reads the rest of a page as it is stored.
func (p *pages) load(size int) error {
	if int64(size) > p.end-p.at {
		return io.ErrUnexpectedEOF
	}
	p.data = sized(p.data, size)
	if err := readAt(p.r, p.data, p.at); err != nil {
		return unexpected(err)
	}
	p.at += int64(size)
	return nil
}

// header returns the header at the present position, and its size.
func (p *pages) header() (*format.PageHeader, int, error) {
	if p.at >= p.end {
		return nil, 0, io.EOF
	}
	for size := 4 << 10; ; size *= 16 {
		size = int(min(int64(size), p.end-p.at, maxHeader))
		p.head = sized(p.head, size)
		n, err := p.r.ReadAt(p.head, p.at)
		if n == 0 && err != nil {
			return nil, 0, fmt.Errorf("%w: %w", errPage, unexpected(err))
		}
		length, err := structSize(p.head[:n])
		if errors.Is(err, io.ErrUnexpectedEOF) && n == size && int64(size) < min(p.end-p.at, maxHeader) {
			continue
		}
		if err != nil {
			return nil, 0, fmt.Errorf("%w: %w", errPage, err)
		}
		var protocol thrift.CompactProtocol
		h := new(format.PageHeader)
		return h, length, thrift.NewDecoder(protocol.NewReaderFromBytes(p.head[:length])).Decode(h)
	}
}

func unexpected(err error) error {
	if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		return io.ErrUnexpectedEOF
	}
	return err
}

// sizes refuses a page that is too large, or that has more values than one holds.
func (p *pages) sizes(h *format.PageHeader) error {
	values := int64(max(h.DataPageHeader.V.NumValues, h.DataPageHeaderV2.V.NumValues, h.DictionaryPageHeader.V.NumValues))
	if h.CompressedPageSize < 0 || h.UncompressedPageSize < 0 || max(h.CompressedPageSize, h.UncompressedPageSize) > maxPage ||
		values > maxValues || values*p.fixed > maxPage {
		return fmt.Errorf("%w: %d bytes, %d values", errPage, h.UncompressedPageSize, values)
	}
	v2 := h.DataPageHeaderV2
	if v2.Valid && (v2.V.RepetitionLevelsByteLength < 0 || v2.V.DefinitionLevelsByteLength < 0 || v2.V.NumNulls < 0 ||
		unpacked(h) > int64(min(h.CompressedPageSize, h.UncompressedPageSize)) || v2.V.NumNulls > v2.V.NumValues) {
		return fmt.Errorf("%w: %d bytes of levels", errPage, unpacked(h))
	}
	return nil
}

// unpacked returns how many bytes before the values of a page are never compressed.
func unpacked(h *format.PageHeader) int64 {
	return int64(h.DataPageHeaderV2.V.RepetitionLevelsByteLength) + int64(h.DataPageHeaderV2.V.DefinitionLevelsByteLength)
}

// unpack returns the page in data, decompressed.
func (p *pages) unpack(h *format.PageHeader) ([]byte, error) {
	packed := h.DataPageHeaderV2.V.IsCompressed
	if p.codec == format.Uncompressed || h.DataPageHeaderV2.Valid && packed.Valid && !packed.V {
		return p.data, nil
	}
	n := int(unpacked(h))
	p.plain = sized(p.plain, int(h.UncompressedPageSize))
	copy(p.plain, p.data[:n])
	if n == len(p.data) {
		return p.plain[:n], nil
	}
	m, err := p.decompress(p.plain[n:], p.data[n:])
	return p.plain[:n+m], err
}

// decompress fills dst, and refuses what makes more than fits.
func (p *pages) decompress(dst, src []byte) (int, error) {
	switch p.codec {
	case format.Snappy:
		n, err := snappy.DecodedLen(src)
		if err == nil && n > len(dst) {
			err = io.ErrShortBuffer
		}
		if err == nil {
			_, err = snappy.Decode(dst, src)
		}
		return n, err
	case format.Lz4Raw:
		return lz4.UncompressBlock(src, dst)
	case format.Zstd:
		return p.decompressZstd(dst, src)
	case format.Gzip:
		if p.gzip == nil {
			p.gzip = new(gzip.Reader)
		}
		if err := p.gzip.Reset(bytes.NewReader(src)); err != nil {
			return 0, err
		}
		return fill(dst, p.gzip)
	case format.Brotli:
		if p.brotli == nil {
			p.brotli = new(brotli.Reader)
		}
		if err := p.brotli.Reset(bytes.NewReader(src)); err != nil {
			return 0, err
		}
		return fill(dst, p.brotli)
	}
	return 0, fmt.Errorf("compression %s is not known", p.codec)
}

func (p *pages) decompressZstd(dst, src []byte) (int, error) {
	if p.zstd == nil {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true))
		if err != nil {
			return 0, err
		}
		p.zstd = d
	}
	out, err := p.zstd.DecodeAll(src, dst[:0:len(dst)])
	return len(out), err
}

// fill reads a stream to its end, which dst must have room for.
func fill(dst []byte, r io.Reader) (int, error) {
	n := 0
	for {
		room := dst[n:]
		if len(room) == 0 {
			room = make([]byte, 1)
		}
		m, err := r.Read(room)
		n += m
		switch {
		case n > len(dst):
			return len(dst), io.ErrShortBuffer
		case err == io.EOF:
			return n, nil
		case err != nil:
			return n, err
		}
	}
}

func sized(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}
