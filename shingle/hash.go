package shingle

import (
	"math/bits"

	"github.com/spaolacci/murmur3"
)

// hashWord is murmur3's 64 bits over a normalised word.
func hashWord(word []byte) uint64 { return murmur3.Sum64(word) }

// maxShort is the longest word in bytes that hashShort hashes.
const maxShort = 15

// hashShort is hashWord of a word of up to maxShort bytes, given as its first eight bytes and the others, little endian, the rest 0. It
// is murmur3's tail (Appleby 2011, MurmurHash3_x64_128), which is all there is to a word so short.
func hashShort(first, rest uint64, length int) uint64 {
	const c1, c2 = 0x87c37b91114253d5, 0x4cf5ad432745937f
	n := uint64(length)
	h1 := bits.RotateLeft64(first*c1, 31)*c2 ^ n
	h2 := bits.RotateLeft64(rest*c2, 33)*c1 ^ n
	h1 += h2
	h2 += h1
	return finish(h1) + finish(h2)
}
