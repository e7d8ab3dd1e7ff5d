package compare

import (
	"encoding/binary"
	"math"
	"slices"
	"time"

	"github.com/samestory/samestory/shingle"
)

// AppendPacked appends a content view to dst, for Unpack. It is meant for the memory or disk of one run: the form may change.
func (c Content) AppendPacked(dst []byte) []byte {
	published := int64(math.MinInt64)
	if !c.Published.IsZero() {
		published = c.Published.UnixNano()
	}
	dst = binary.LittleEndian.AppendUint64(dst, uint64(published))
	dst = binary.LittleEndian.AppendUint64(dst, c.outlet)
	for _, m := range []float64{c.masses.words, c.masses.pairs, c.masses.lead, c.masses.leadPairs, c.masses.names, c.masses.subject} {
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(m))
	}
	dst = binary.LittleEndian.AppendUint32(dst, uint32(c.masses.figures))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(c.Terms)))
	for i, t := range c.Terms {
		dst = binary.LittleEndian.AppendUint64(dst, t.Hash)
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(c.Weights[i]))
		dst = binary.LittleEndian.AppendUint32(dst, t.Start)
		dst = binary.LittleEndian.AppendUint32(dst, t.End)
		dst = append(dst, byte(t.Flags))
	}
	return dst
}

// Unpack reads what AppendPacked wrote, in the memory of c.
func (c *Content) Unpack(data []byte) {
	c.Published = time.Time{}
	if published := int64(binary.LittleEndian.Uint64(data)); published != math.MinInt64 {
		c.Published = time.Unix(0, published).UTC()
	}
	c.outlet = binary.LittleEndian.Uint64(data[8:])
	data = data[16:]
	for _, m := range []*float64{&c.masses.words, &c.masses.pairs, &c.masses.lead, &c.masses.leadPairs, &c.masses.names, &c.masses.subject} {
		*m = math.Float64frombits(binary.LittleEndian.Uint64(data))
		data = data[8:]
	}
	c.masses.figures = int(binary.LittleEndian.Uint32(data))
	n := int(binary.LittleEndian.Uint32(data[4:]))
	data = data[8:]
	c.Terms, c.Weights = slices.Grow(c.Terms[:0], n)[:n], slices.Grow(c.Weights[:0], n)[:n]
	for i := range n {
		c.Weights[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[8:]))
		c.Terms[i] = shingle.Term{
			Hash: binary.LittleEndian.Uint64(data), Start: binary.LittleEndian.Uint32(data[12:]), End: binary.LittleEndian.Uint32(data[16:]),
			Flags: shingle.TermFlag(data[20]),
		}
		data = data[21:]
	}
}
