package minhash

import (
	"bytes"
	"encoding"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var (
	_ encoding.BinaryMarshaler   = Packed{}
	_ encoding.BinaryAppender    = Packed{}
	_ encoding.BinaryUnmarshaler = (*Packed)(nil)
)

func TestPackedRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, bits := genSigner().Draw(t, "signer"), rapid.SampledFrom(packedBits).Draw(t, "bits")
		p, err := Pack(s.Sign(nil, genSet().Draw(t, "set")), bits)
		if err != nil {
			t.Fatal(err)
		}
		data, err := p.AppendBinary([]byte("before"))
		if err != nil {
			t.Fatal(err)
		}
		var q Packed
		if err := q.UnmarshalBinary(data[len("before"):]); err != nil || !reflect.DeepEqual(p, q) {
			t.Fatalf("%+v came back as %+v, %v", p, q, err)
		}
		clear(data)
		if !reflect.DeepEqual(p, q) {
			t.Fatal("UnmarshalBinary kept the data")
		}
	})
}

// resum puts the right checksum on data that were changed on purpose.
func resum(data []byte) []byte {
	body := data[:len(data)-checksumSize]
	return binary.LittleEndian.AppendUint32(slices.Clone(body), crc32.Checksum(body, castagnoli))
}

// damaged returns a copy of data with one byte set and the checksum put right.
func damaged(data []byte, at int, to byte) []byte {
	data = slices.Clone(data)
	data[at] = to
	return resum(data)
}

func binaryOf(t testing.TB, scheme Scheme, slots, bits, hashCount int) []byte {
	t.Helper()
	data, err := pack(t, signer(t, scheme, slots).Sign(nil, hashes(randoms(9), hashCount)), bits).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestUnmarshalErrors(t *testing.T) {
	full := binaryOf(t, OPH, 17, 4, 500)   // 10 + 9 + 4 bytes
	sparse := binaryOf(t, OPH, 17, 4, 3)   // 10 + 3 + 9 + 4 bytes
	few := binaryOf(t, MinWise, 17, 1, 50) // 10 + 3 + 4 bytes
	if len(full) != 23 || len(sparse) != 26 || len(few) != 17 {
		t.Fatalf("sizes %d, %d and %d, want 23, 26 and 17", len(full), len(sparse), len(few))
	}
	allOccupied := slices.Clone(sparse)
	allOccupied[10], allOccupied[11], allOccupied[12] = 0xff, 0xff, 0x01
	valueOfEmpty := slices.Clone(sparse)
	for i := 13; i < 22; i++ {
		valueOfEmpty[i] = 0x11
	}
	valueOfEmpty[21] = 0x01
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrTruncated},
		{"magic cut", full[:3], ErrTruncated},
		{"header cut", full[:9], ErrTruncated},
		{"values cut", full[:15], ErrTruncated},
		{"checksum cut", full[:22], ErrTruncated},
		{"other magic", damaged(full, 0, 's'), ErrCorrupt},
		{"other magic, short", []byte("PK"), ErrCorrupt},
		{"one byte more", append(slices.Clone(full), 0), ErrCorrupt},
		{"version 0", damaged(full, 4, 0), ErrVersion},
		{"version 2, short", []byte("SSMH\x02"), ErrVersion},
		{"scheme 2", damaged(full, 5, 2), ErrParams},
		{"no bits", damaged(full, 6, 0), ErrParams},
		{"3 bits", damaged(full, 6, 3), ErrParams},
		{"flags 2", damaged(full, 7, 2), ErrCorrupt},
		{"15 slots", damaged(full, 8, 15), ErrParams},
		{"4113 slots", damaged(full, 9, 16), ErrParams},
		{"fewer slots than data", damaged(full, 8, 16), ErrCorrupt},
		{"value changed", slices.Concat(full[:12], []byte{full[12] ^ 1}, full[13:]), ErrCorrupt},
		{"checksum changed", slices.Concat(full[:22], []byte{full[22] ^ 1}), ErrCorrupt},
		{"bits behind the values", damaged(full, 18, full[18]|0x10), ErrCorrupt},
		{"bits behind the 1-bit values", damaged(few, 12, few[12]|0x80), ErrCorrupt},
		{"bits behind the marks", damaged(sparse, 12, sparse[12]|0x02), ErrCorrupt},
		{"marks without need", resum(allOccupied), ErrCorrupt},
		{"value of an empty slot", resum(valueOfEmpty), ErrCorrupt},
	}
	for _, tt := range tests {
		before := pack(t, signer(t, OPH, 16).Sign(nil, []uint64{1}), 8)
		p := before
		if err := p.UnmarshalBinary(tt.data); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if !reflect.DeepEqual(p, before) {
			t.Errorf("%s: the receiver was changed", tt.name)
		}
	}
	for _, data := range [][]byte{full, sparse, few} {
		if err := new(Packed).UnmarshalBinary(data); err != nil {
			t.Errorf("%x: %v", data, err)
		}
	}
}

// Any single flipped bit is noticed.
func TestUnmarshalFlippedBits(t *testing.T) {
	data := binaryOf(t, OPH, 40, 8, 60)
	for i := range len(data) * 8 {
		data[i/8] ^= 1 << (i % 8)
		if err := new(Packed).UnmarshalBinary(data); err == nil {
			t.Errorf("bit %d flipped: no error", i)
		}
		data[i/8] ^= 1 << (i % 8)
	}
}

func TestMarshalZero(t *testing.T) {
	if data, err := (Packed{}).MarshalBinary(); !errors.Is(err, ErrParams) || len(data) != 0 {
		t.Errorf("MarshalBinary of the zero Packed = %x, %v, want ErrParams", data, err)
	}
}

// Whatever the bytes: an error of the documented ones, or a signature that has just these bytes and is usable.
func FuzzUnmarshalBinary(f *testing.F) {
	f.Add(binaryOf(f, OPH, 16, 1, 0))
	f.Add(binaryOf(f, OPH, 17, 4, 3))
	f.Add(binaryOf(f, MinWise, 100, 2, 50))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Most mutations would end at the checksum, so each input is also tried with the right one.
		if len(data) >= checksumSize {
			checkUnmarshal(t, resum(data))
		}
		checkUnmarshal(t, data)
	})
}

func checkUnmarshal(t *testing.T, data []byte) {
	t.Helper()
	var p Packed
	if err := p.UnmarshalBinary(data); err != nil {
		for _, want := range []error{ErrTruncated, ErrCorrupt, ErrVersion, ErrParams} {
			if errors.Is(err, want) {
				return
			}
		}
		t.Fatalf("%x: unnamed error %v", data, err)
	}
	again, err := p.MarshalBinary()
	if err != nil || !bytes.Equal(again, data) {
		t.Fatalf("%x came back as %x, %v", data, again, err)
	}
	if j, err := p.Similarity(p); err != nil || j != one(!p.IsEmpty()) {
		t.Fatalf("%x: similarity %v to itself, %v", data, j, err)
	}
}
