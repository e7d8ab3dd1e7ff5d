package rarity

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/bits"
	"slices"
	"sync"
)

// Table counts articles by term. The empty Table (of New's zero articles) gives every term the same weight.
type Table struct {
	articles int
	keys     []uint32 // the upper halves of the terms' hashes, ascending
	counts   []uint8  // step of each count on a scale of powers of the square root of two
}

// magic starts the binary form, followed by version 1: number of articles and of terms (uint32 each), the keys (a uvarint of the
// step from one to the next each), the counts, and the CRC-32 of all that (IEEE). Little endian.
const magic = "samestory rarity 1\n"

// ErrFormat means that data are no table, damaged, or of another version.
var ErrFormat = errors.New("rarity: not a rarity table of this version")

//go:embed english.bin
var english []byte

// Default returns the table for English that ships with the package. doc/quality.md tells how it was made.
var Default = sync.OnceValue(func() *Table {
	t, err := Parse(english)
	if err != nil {
		panic(err) // the embedded file is part of the program
	}
	return t
})

// Articles returns the number of articles that were counted.
func (t *Table) Articles() int { return t.articles }

// Terms returns the number of terms that are known.
func (t *Table) Terms() int { return len(t.keys) }

// Count returns in about how many articles of the background the term stands (to within 19 percent), 0 for an unknown one.
func (t *Table) Count(term uint64) int {
	i, found := slices.BinarySearch(t.keys, uint32(term>>32))
	if !found {
		return 0
	}
	return int(math.Round(math.Exp2(float64(t.counts[i]) / 2)))
}

// step returns the place of a count on the scale of Table.counts.
func step(count int) uint8 { return uint8(math.Round(2 * math.Log2(float64(count)))) }

// Parse reads the binary form of a table. It keeps none of data. Anything but one whole table is ErrFormat.
func Parse(data []byte) (*Table, error) {
	const head = len(magic) + 8
	if len(data) < head+4 || string(data[:len(magic)]) != magic {
		return nil, ErrFormat
	}
	body, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, fmt.Errorf("%w: checksum differs", ErrFormat)
	}
	articles, terms := binary.LittleEndian.Uint32(data[len(magic):]), int(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	body = body[head:]
	if terms > len(body)/2 {
		return nil, fmt.Errorf("%w: too short", ErrFormat)
	}
	t := &Table{articles: int(articles), keys: make([]uint32, terms)}
	last := uint64(0)
	for i := range t.keys {
		gap, n := binary.Uvarint(body)
		last += gap
		if n <= 0 || last > math.MaxUint32 || i > 0 && gap == 0 {
			return nil, fmt.Errorf("%w: bad key", ErrFormat)
		}
		t.keys[i], body = uint32(last), body[n:]
	}
	if len(body) != terms {
		return nil, fmt.Errorf("%w: %d counts for %d terms", ErrFormat, len(body), terms)
	}
	t.counts = slices.Clone(body)
	if i := slices.IndexFunc(t.counts, func(c uint8) bool { return c > 2*bits.UintSize }); i >= 0 {
		return nil, fmt.Errorf("%w: bad count", ErrFormat)
	}
	return t, nil
}

// AppendBinary appends the binary form of the table to dst. The error is always nil.
func (t *Table) AppendBinary(dst []byte) ([]byte, error) {
	start := len(dst)
	dst = append(dst, magic...)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(t.articles))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(t.keys)))
	last := uint32(0)
	for _, k := range t.keys {
		dst = binary.AppendUvarint(dst, uint64(k-last))
		last = k
	}
	dst = append(dst, t.counts...)
	return binary.LittleEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[start:])), nil
}
