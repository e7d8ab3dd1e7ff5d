package minhash

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math/bits"
)

// The errors of UnmarshalBinary beside ErrParams, to be matched with errors.Is.
var (
	// ErrTruncated means that the data end too early.
	ErrTruncated = errors.New("minhash: packed signature is truncated")
	// ErrCorrupt means that the data are not a packed signature, were damaged, or go on behind its end.
	ErrCorrupt = errors.New("minhash: packed signature is corrupt")
	// ErrVersion means that the data are of a version of the packed form that this package does not read.
	ErrVersion = errors.New("minhash: packed signature of another version")
)

// The binary form, all numbers least significant byte first:
//
//	0  4  magic "SSMH"
//	4  1  version
//	5  1  scheme: 0 OPH, 1 MinWise
//	6  1  bits a slot
//	7  1  flags: 1 if marks follow, else 0
//	8  2  slots
//	10    marks, one bit a slot, 1 if occupied: only if some slot is empty
//	      values, one field a slot, 0 where empty
//	   4  CRC-32C of everything before
//
// Marks and values each fill whole bytes, slot 0 in the lowest bits of the first; bits left over are zero. One signature
// has one binary form.
//
// Versions: 1, the first.
const (
	packedMagic   = "SSMH"
	packedVersion = 1
	headerSize    = 10
	checksumSize  = 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// MarshalBinary returns the binary form, see AppendBinary.
func (p Packed) MarshalBinary() ([]byte, error) { return p.AppendBinary(nil) }

// AppendBinary appends the binary form to dst: 14 bytes, a bit a slot if some slot is empty, and the bits of all slots. Two packed
// signatures are equal if and only if their binary forms are. The zero Packed has none, which is ErrParams.
func (p Packed) AppendBinary(dst []byte) ([]byte, error) {
	if err := validatePacked(p.scheme, p.Slots(), p.Bits()); err != nil {
		return dst, err
	}
	start := len(dst)
	dst = append(dst, packedMagic...)
	flags := byte(0)
	if p.sparse {
		flags = 1
	}
	dst = append(dst, packedVersion, byte(p.scheme), p.bits, flags)
	dst = binary.LittleEndian.AppendUint16(dst, p.slots)
	if p.sparse {
		dst = appendBits(dst, p.marks(), p.Slots())
	}
	dst = appendBits(dst, p.values(), p.Slots()*p.Bits())
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli)), nil
}

// UnmarshalBinary reads the binary form of one packed signature, all of data, and keeps none of it. Copies of what p held before are
// not touched, and neither is p if it fails: with ErrTruncated, ErrCorrupt, ErrVersion, or ErrParams for a scheme or size that this
// package does not have.
func (p *Packed) UnmarshalBinary(data []byte) error {
	q, err := readHeader(data)
	if err != nil {
		return err
	}
	markBytes, valueBytes := 0, (q.Slots()*q.Bits()+7)/8
	if q.sparse {
		markBytes = (q.Slots() + 7) / 8
	}
	size := headerSize + markBytes + valueBytes + checksumSize
	if len(data) < size {
		return fmt.Errorf("%w: %d bytes of %d", ErrTruncated, len(data), size)
	}
	if len(data) > size {
		return fmt.Errorf("%w: %d bytes, want %d", ErrCorrupt, len(data), size)
	}
	body := size - checksumSize
	if crc32.Checksum(data[:body], castagnoli) != binary.LittleEndian.Uint32(data[body:]) {
		return fmt.Errorf("%w: checksum does not match", ErrCorrupt)
	}
	q.data = make([]uint64, q.markWords()+q.valueWords())
	readBits(q.marks(), data[headerSize:headerSize+markBytes])
	readBits(q.values(), data[headerSize+markBytes:body])
	if !q.canonical() {
		return fmt.Errorf("%w: bits set that belong to no slot", ErrCorrupt)
	}
	*p = q
	return nil
}

// readHeader returns a Packed of the parameters that the header names, without data.
func readHeader(data []byte) (Packed, error) {
	if n := min(len(data), len(packedMagic)); string(data[:n]) != packedMagic[:n] {
		return Packed{}, fmt.Errorf("%w: magic %q, want %q", ErrCorrupt, data[:n], packedMagic)
	}
	if len(data) > 4 && data[4] != packedVersion {
		return Packed{}, fmt.Errorf("%w: %d, want %d", ErrVersion, data[4], packedVersion)
	}
	if len(data) < headerSize {
		return Packed{}, fmt.Errorf("%w: %d bytes", ErrTruncated, len(data))
	}
	p := Packed{scheme: Scheme(data[5]), bits: data[6], sparse: data[7] == 1, slots: binary.LittleEndian.Uint16(data[8:])}
	if data[7] > 1 {
		return Packed{}, fmt.Errorf("%w: flags %#x", ErrCorrupt, data[7])
	}
	return p, validatePacked(p.scheme, p.Slots(), p.Bits())
}

// canonical tells whether bits behind the last slot and the values of empty slots are zero, and marks are there only if needed.
func (p Packed) canonical() bool {
	if tail := p.Slots() * p.Bits() % 64; tail != 0 && p.values()[p.valueWords()-1]>>tail != 0 {
		return false
	}
	if !p.sparse {
		return true
	}
	if tail := p.Slots() % 64; tail != 0 && p.marks()[p.markWords()-1]>>tail != 0 {
		return false
	}
	occupied := 0
	for _, w := range p.marks() {
		occupied += bits.OnesCount64(w)
	}
	if occupied == p.Slots() {
		return false
	}
	return p.emptiesAreZero()
}

// emptiesAreZero tells whether the slots marked as empty have no values.
func (p Packed) emptiesAreZero() bool {
	mask := uint64(1)<<p.bits - 1
	values := p.values()
	for i := range p.Slots() {
		if p.data[i/64]>>(i%64)&1 == 1 {
			continue
		}
		if at := i * p.Bits(); values[at/64]>>(at%64)&mask != 0 {
			return false
		}
	}
	return true
}

// appendBits appends the first n bits of words in whole bytes.
func appendBits(dst []byte, words []uint64, n int) []byte {
	end := len(dst) + (n+7)/8
	for _, w := range words {
		dst = binary.LittleEndian.AppendUint64(dst, w)
	}
	return dst[:end]
}

// readBits sets words, all zero before, to the bits of data.
func readBits(words []uint64, data []byte) {
	i := 0
	for ; len(data) >= 8; i++ {
		words[i] = binary.LittleEndian.Uint64(data)
		data = data[8:]
	}
	for k, b := range data {
		words[i] |= uint64(b) << (k * 8)
	}
}
