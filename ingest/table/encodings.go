package table

import (
	"encoding/binary"
	"errors"
	"io"
	"math/bits"

	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/parquet-go/parquet-go/format"
)

// shape is what the values of a column look like in its pages.
type shape struct {
	fixed           int64 // the length of a value, where all have the same
	repeats, levels int   // the highest repetition and definition level
}

// check refuses a page whose encodings make more values than a page holds: a run of a billion values takes five bytes, and
// the parser writes it out.
func (s *shape) check(h *format.PageHeader, page []byte) error {
	var encoding format.Encoding
	var err error
	switch {
	case h.DataPageHeaderV2.Valid:
		encoding = h.DataPageHeaderV2.V.Encoding
		r, d := h.DataPageHeaderV2.V.RepetitionLevelsByteLength, h.DataPageHeaderV2.V.DefinitionLevelsByteLength
		if err = checkRuns(page[:r], width(s.repeats)); err == nil {
			err = checkRuns(page[r:r+d], width(s.levels))
		}
		page = page[r+d:]
	case h.DataPageHeader.Valid:
		encoding = h.DataPageHeader.V.Encoding
		page, err = s.levelsV1(page)
	default:
		return nil // a dictionary, whose values are plain
	}
	if err != nil || len(page) == 0 {
		return err
	}
	return checkValues(encoding, page)
}

// levelsV1 checks the levels before the values of a page, and returns the values.
func (s *shape) levelsV1(page []byte) ([]byte, error) {
	for _, highest := range []int{s.repeats, s.levels} {
		if highest == 0 {
			continue
		}
		runs, rest, err := sizedRuns(page)
		if err == nil {
			err = checkRuns(runs, width(highest))
		}
		if err != nil {
			return nil, err
		}
		page = rest
	}
	return page, nil
}

// sizedRuns cuts runs with their size before them off a page.
func sizedRuns(page []byte) (runs, rest []byte, err error) {
	const size = 4
	if len(page) < size {
		return nil, nil, io.ErrUnexpectedEOF
	}
	n := uint64(binary.LittleEndian.Uint32(page))
	if n > uint64(len(page)-size) {
		return nil, nil, io.ErrUnexpectedEOF
	}
	return page[size : size+n], page[size+n:], nil
}

// width returns the bits that numbers up to highest take.
func width(highest int) int { return bits.Len(uint(highest)) }

// plainDictionary is the name that RLEDictionary has in old files.
const plainDictionary format.Encoding = 2

func checkValues(encoding format.Encoding, values []byte) error {
	switch encoding {
	case plainDictionary, format.RLEDictionary:
		return checkRuns(values[1:], int(values[0]))
	case format.RLE:
		runs, _, err := sizedRuns(values)
		if err == nil {
			err = checkRuns(runs, 1)
		}
		return err
	case format.DeltaBinaryPacked, format.DeltaLengthByteArray:
		return checkDeltas(values)
	case format.DeltaByteArray:
		return checkPrefixes(values)
	}
	return nil
}

var errRuns = errors.New("its values are too many")

// checkRuns adds up what runs of numbers of so many bits make: groups of eight that are written out, and repetitions of one.
func checkRuns(runs []byte, width int) error {
	values := uint64(0)
	for len(runs) > 0 {
		head, n := binary.Uvarint(runs)
		if n <= 0 {
			return io.ErrUnexpectedEOF
		}
		count, size := head>>1, uint64(width+7)/8
		if head&1 != 0 {
			count, size = 8*min(count, maxValues), min(count, maxValues)*uint64(width)
		}
		if values += count; count > maxValues || values > maxValues {
			return errRuns
		}
		runs = runs[min(uint64(len(runs)), uint64(n)+size):]
	}
	return nil
}

// checkDeltas looks at the number of values that differences say they make.
func checkDeltas(values []byte) error {
	for range 2 { // the sizes of blocks and of parts of them
		_, n := binary.Uvarint(values)
		if n <= 0 {
			return io.ErrUnexpectedEOF
		}
		values = values[n:]
	}
	count, n := binary.Uvarint(values)
	if n <= 0 {
		return io.ErrUnexpectedEOF
	}
	if count > maxValues {
		return errRuns
	}
	return nil
}

// checkPrefixes adds up the lengths of what values take over from those before them.
func checkPrefixes(values []byte) error {
	if err := checkDeltas(values); err != nil {
		return err
	}
	lengths, err := new(delta.BinaryPackedEncoding).DecodeInt32(nil, values)
	if err != nil {
		return err
	}
	total := len(values)
	for _, length := range lengths {
		if length < 0 || total > maxPage {
			return errRuns
		}
		total += int(length)
	}
	return nil
}
