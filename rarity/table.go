package rarity

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"sync"
)

// Table counts articles by term. The zero value is a table of no articles.
type Table struct {
	articles int
	keys     []uint32 // of the terms, ascending
	counts   []uint8  // step of each count on a scale of powers of the square root of two
	// starts is, by the upper 16 bits of a key, where the keys that have them begin, and one more: keys are hashes, so that a few
	// stand between two starts however many there are in all. Nil without keys.
	starts []uint32
	// shares are the shares of articles that have a term, by its step, and weights what these weigh; nil without keys.
	shares  *[256]float64
	weights *[256]float32
}

const (
	// minCount is the least count that a table has.
	minCount = 2
	// maxArticles is the most articles that a table counts.
	maxArticles = 1 << 30
)

// key returns the part of a term's hash that the table knows it by. By a table of 273,000 terms, as Default is, one unknown term in
// 16,000 is taken for a known one.
func key(term uint64) uint32 { return uint32(term >> 32) }

// magic starts the binary form, followed by version 1: number of articles and of terms (uint32 each), the keys (a uvarint of the
// step from one to the next each, the first from 0), the counts (a byte each), and the CRC-32 of all that (IEEE). Little endian.
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

// Count returns in about how many articles of the background the term stands (to within 19 percent, rounded to a whole number), 0
// for an unknown one.
func (t *Table) Count(term uint64) int {
	at, known := t.find(term)
	if !known {
		return 0
	}
	return countOf(t.counts[at])
}

// countOf returns the count of a step.
func countOf(step uint8) int { return int(math.Round(math.Exp2(float64(step) / 2))) }

// find returns where a term stands, or false.
func (t *Table) find(term uint64) (at uint32, known bool) {
	if t.starts == nil {
		return 0, false
	}
	k := key(term)
	for i := t.starts[k>>16]; i < t.starts[k>>16+1]; i++ {
		if t.keys[i] == k {
			return i, true
		}
	}
	return 0, false
}

// index sets starts, shares and weights, once keys are complete.
func (t *Table) index() {
	if len(t.keys) == 0 {
		return
	}
	t.shares, t.weights = new([256]float64), new([256]float32)
	for step := range t.shares {
		t.shares[step] = t.share(countOf(uint8(min(step, 60))))
		t.weights[step] = weight(t.shares[step])
	}
	t.starts = make([]uint32, 1<<16+1)
	for _, k := range t.keys {
		t.starts[k>>16+1]++
	}
	for i := range t.starts[1:] {
		t.starts[i+1] += t.starts[i]
	}
}

// step returns the place of a count of 1 or more on the scale of Table.counts.
func step(count int) uint8 { return uint8(math.Round(2 * math.Log2(float64(count)))) }

// Parse reads the binary form of a table. It keeps none of data. Anything but one whole table, as AppendBinary writes it, is
// ErrFormat. It takes no more memory than a small multiple of len(data).
func Parse(data []byte) (*Table, error) {
	const head = len(magic) + 8
	if len(data) < head+4 || string(data[:len(magic)]) != magic {
		return nil, ErrFormat
	}
	body, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, fmt.Errorf("%w: checksum differs", ErrFormat)
	}
	articles, terms := binary.LittleEndian.Uint32(data[len(magic):]), binary.LittleEndian.Uint32(data[len(magic)+4:])
	body = body[head:]
	if articles > maxArticles {
		return nil, fmt.Errorf("%w: %d articles", ErrFormat, articles)
	}
	if uint64(terms)*2 > uint64(len(body)) { // a key and a count each
		return nil, fmt.Errorf("%w: too short for %d terms", ErrFormat, terms)
	}
	t := &Table{articles: int(articles), keys: make([]uint32, terms)}
	body, ok := parseKeys(t.keys, body)
	if !ok {
		return nil, fmt.Errorf("%w: bad key", ErrFormat)
	}
	if len(body) != len(t.keys) {
		return nil, fmt.Errorf("%w: %d counts for %d terms", ErrFormat, len(body), terms)
	}
	t.counts = slices.Clone(body)
	most := step(max(t.articles, 1))
	if slices.ContainsFunc(t.counts, func(c uint8) bool { return c < step(minCount) || c > most }) {
		return nil, fmt.Errorf("%w: bad count", ErrFormat)
	}
	t.index()
	return t, nil
}

// parseKeys fills keys from the start of body and returns what is behind them. It is false for keys that do not ascend or are not
// written in the fewest bytes.
func parseKeys(keys []uint32, body []byte) (rest []byte, ok bool) {
	last := uint64(0)
	for i := range keys {
		gap, n := binary.Uvarint(body)
		if n <= 0 || n > 1 && body[n-1] == 0 || gap > math.MaxUint32-last || i > 0 && gap == 0 {
			return nil, false
		}
		last += gap
		keys[i], body = uint32(last), body[n:]
	}
	return body, true
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
