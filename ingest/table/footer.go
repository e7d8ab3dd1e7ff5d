package table

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// The bounds of a description. The parser makes room for as many elements as a list says it has, and for the path of every
// column and every chunk, before it has seen them.
const (
	maxFooter  = 64 << 20
	maxStructs = 1 << 20
	maxSchema  = 4096
	maxChunks  = 4 << 20
	maxNesting = 64
	// maxFixed is the longest value of a fixed length.
	maxFixed = 64 << 10
)

var (
	errDescription = errors.New("the description of the file is damaged or too large")
	errEncrypted   = errors.New("the file is encrypted")
)

// openFile reads the description at the end of a Parquet file, and gives the parser one of a file that is not compressed: its
// pages come from a pages.
func openFile(r io.ReaderAt, size int64) (*format.FileMetaData, *parquet.File, error) {
	footer, err := readFooter(r, size)
	if err != nil {
		return nil, nil, err
	}
	data, err := describe(footer)
	if err != nil {
		return nil, nil, err
	}
	plain, err := describe(footer)
	if err != nil {
		return nil, nil, err
	}
	for _, g := range plain.RowGroups {
		for i := range g.Columns {
			g.Columns[i].MetaData.Codec = format.Uncompressed
			g.Columns[i].MetaData.TotalCompressedSize = math.MaxInt64
		}
	}
	var protocol thrift.CompactProtocol
	if footer, err = thrift.Marshal(&protocol, plain); err != nil {
		return nil, nil, err
	}
	made := append([]byte(magic), footer...)
	made = append(binary.LittleEndian.AppendUint32(made, uint32(len(footer))), magic...)
	file, err := parquet.OpenFile(bytes.NewReader(made), int64(len(made)), parquet.SkipPageIndex(true),
		parquet.SkipBloomFilters(true), parquet.ReadBufferSize(firstSize))
	return data, file, err
}

const magic = "PAR1"

// readFooter returns the description of a file.
func readFooter(r io.ReaderAt, size int64) ([]byte, error) {
	const head, tail = 4, 8
	if size < head+tail {
		return nil, io.ErrUnexpectedEOF
	}
	end := make([]byte, tail)
	if err := readAt(r, end, size-tail); err != nil {
		return nil, err
	}
	length := int64(binary.LittleEndian.Uint32(end))
	switch {
	case string(end[4:]) == "PARE":
		return nil, errEncrypted
	case string(end[4:]) != magic:
		return nil, fmt.Errorf("the end of the file is missing: %w", io.ErrUnexpectedEOF)
	case length > size-head-tail || length > maxFooter:
		return nil, fmt.Errorf("%w: it has %d bytes", errDescription, length)
	}
	footer := make([]byte, length)
	return footer, readAt(r, footer, size-tail-length)
}

// readAt fills b.
func readAt(r io.ReaderAt, b []byte, at int64) error {
	n, err := r.ReadAt(b, at)
	if n == len(b) {
		return nil
	}
	return err
}

// describe decodes a description, once its sizes were found to be such as files have.
func describe(footer []byte) (*format.FileMetaData, error) {
	if _, err := structSize(footer); err != nil {
		return nil, err
	}
	var protocol thrift.CompactProtocol
	data := new(format.FileMetaData)
	if err := thrift.NewDecoder(protocol.NewReaderFromBytes(footer)).Decode(data); err != nil {
		return nil, err
	}
	if data.EncryptionAlgorithm.Value != nil {
		return nil, errEncrypted
	}
	if len(data.Schema) > maxSchema || len(data.Schema)*len(data.RowGroups) > maxChunks {
		return nil, fmt.Errorf("%w: %d columns in %d row groups", errDescription, len(data.Schema), len(data.RowGroups))
	}
	for _, e := range data.Schema {
		if e.TypeLength.Valid && (e.TypeLength.V < 0 || e.TypeLength.V > maxFixed) {
			return nil, fmt.Errorf("%w: values of %d bytes", errDescription, e.TypeLength.V)
		}
	}
	return data, nil
}

// structSize returns the size of the structure in the compact protocol of Thrift at the beginning of data. It refuses lists
// longer than what is left of data, and more nesting and more structures than a file has.
func structSize(data []byte) (int, error) {
	t := thriftWalk{data: data}
	err := t.structure(0)
	return t.at, err
}

// thriftWalk walks over a structure without reading it.
type thriftWalk struct {
	data    []byte
	at      int
	structs int
}

// The types of the compact protocol.
const (
	typeTrue   = 1
	typeFalse  = 2
	typeInt8   = 3
	typeInt16  = 4
	typeInt64  = 6
	typeDouble = 7
	typeBinary = 8
	typeList   = 9
	typeSet    = 10
	typeStruct = 12
)

func (t *thriftWalk) structure(depth int) error {
	if t.structs++; t.structs > maxStructs || depth > maxNesting {
		return fmt.Errorf("%w: too many parts", errDescription)
	}
	for {
		b, err := t.byte()
		if err != nil || b == 0 {
			return err
		}
		if b>>4 == 0 {
			if _, err := t.varint(); err != nil {
				return err
			}
		}
		if typ := b & 15; typ != typeTrue && typ != typeFalse { // which a field holds in its type
			if err := t.value(typ, depth); err != nil {
				return err
			}
		}
	}
}

func (t *thriftWalk) value(typ byte, depth int) error {
	switch typ {
	case typeTrue, typeFalse, typeInt8:
		return t.skip(1)
	case typeInt16, typeInt16 + 1, typeInt64:
		_, err := t.varint()
		return err
	case typeDouble:
		return t.skip(8)
	case typeBinary:
		n, err := t.varint()
		if err != nil {
			return err
		}
		return t.skip(n)
	case typeList, typeSet:
		return t.list(depth)
	case typeStruct:
		return t.structure(depth + 1)
	}
	return fmt.Errorf("%w: a value of type %d", errDescription, typ)
}

func (t *thriftWalk) list(depth int) error {
	b, err := t.byte()
	if err != nil {
		return err
	}
	n := uint64(b >> 4)
	if n == 15 {
		if n, err = t.varint(); err != nil {
			return err
		}
	}
	if depth > maxNesting {
		return fmt.Errorf("%w: too many parts", errDescription)
	}
	for range n { // no element is shorter than a byte, so that a number that is too large soon comes to the end
		if err := t.value(b&15, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (t *thriftWalk) byte() (byte, error) {
	if t.at == len(t.data) {
		return 0, io.ErrUnexpectedEOF
	}
	t.at++
	return t.data[t.at-1], nil
}

func (t *thriftWalk) varint() (uint64, error) {
	v, n := binary.Uvarint(t.data[t.at:])
	if n <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	t.at += n
	return v, nil
}

func (t *thriftWalk) skip(n uint64) error {
	if n > uint64(len(t.data)-t.at) {
		return io.ErrUnexpectedEOF
	}
	t.at += int(n)
	return nil
}
