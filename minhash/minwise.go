package minhash

import (
	"encoding/binary"

	gominhash "github.com/dgryski/go-minhash"
	"github.com/spaolacci/murmur3"
)

// signMinWise writes the MinWise signature of set to sig, whose slots are all Empty before. An empty set leaves them so.
func signMinWise(sig, set []uint64) {
	m := gominhash.NewMinWise(firstHalf, secondHalf, len(sig))
	// Hashing once here and handing Push both halves saves it from hashing twice.
	halves := make([]byte, 16)
	for _, h := range set {
		binary.LittleEndian.PutUint64(halves, h)
		v1, v2 := murmur3.Sum128(halves[:8])
		binary.LittleEndian.PutUint64(halves, v1)
		binary.LittleEndian.PutUint64(halves[8:], v2)
		m.Push(halves)
	}
	copy(sig, m.Signature())
}

func firstHalf(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

func secondHalf(b []byte) uint64 { return binary.LittleEndian.Uint64(b[8:]) }
