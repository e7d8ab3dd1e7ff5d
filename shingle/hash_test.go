package shingle

import (
	"encoding/binary"
	"testing"

	"pgregory.net/rapid"
)

// TestHashShort: short words get the very hash that the library gives them.
func TestHashShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SliceOfN(rapid.Byte(), 0, maxShort).Draw(t, "word")
		var padded [16]byte
		copy(padded[:], word)
		first, rest := binary.LittleEndian.Uint64(padded[:8]), binary.LittleEndian.Uint64(padded[8:])
		if got, want := hashShort(first, rest, len(word)), hashWord(word); got != want {
			t.Fatalf("%x: %x, want %x", word, got, want)
		}
	})
}
