package minhash

import (
	"fmt"
	"math"
	"math/bits"
)

// Packed is a signature of b bits a slot (Li, König 2010), with one more bit a slot to mark the occupied ones if any is empty.
// It takes a 64/b of a signature's memory for a somewhat larger error, StdErrPacked. It is immutable; copies share memory.
// The zero value is of no scheme or length: use Pack or UnmarshalBinary.
type Packed struct {
	// data holds, if sparse, slots bits that tell which slots are occupied, then the values, zero where empty. Both start at
	// a word of their own, slot 0 in the lowest bits, and bits behind the last slot are zero.
	data   []uint64
	slots  uint16
	scheme Scheme
	bits   uint8
	sparse bool
}

// Pack returns a signature of the given number of bits a slot: 1, 2, 4, 8, 16 or 32; anything else is ErrParams. Of each occupied
// slot's value it keeps the lowest bits after the SplitMix64 finalizer (x ^= x>>30; x *= 0xbf58476d1ce4e5b9; x ^= x>>27;
// x *= 0x94d049bb133111eb; x ^= x>>31), so that unequal values agree in them with probability 2⁻ᵇ. It does not keep sig's memory.
func Pack(sig Signature, bits int) (Packed, error) {
	if err := validatePacked(sig.Scheme, len(sig.Slots), bits); err != nil {
		return Packed{}, err
	}
	p := Packed{scheme: sig.Scheme, slots: uint16(len(sig.Slots)), bits: uint8(bits)}
	for _, v := range sig.Slots {
		p.sparse = p.sparse || v == Empty
	}
	p.data = make([]uint64, p.markWords()+p.valueWords())
	marks, values := p.marks(), p.values()
	mask := uint64(1)<<bits - 1
	for i, v := range sig.Slots {
		if v == Empty {
			continue
		}
		if p.sparse {
			marks[i/64] |= 1 << (i % 64)
		}
		at := i * bits
		values[at/64] |= mix(v) & mask << (at % 64)
	}
	return p, nil
}

// validatePacked tells whether a packed signature can have these parameters.
func validatePacked(scheme Scheme, slots, bits int) error {
	switch bits {
	case 1, 2, 4, 8, 16, 32:
		return validate(scheme, slots)
	}
	return fmt.Errorf("%w: %d bits a slot, want 1, 2, 4, 8, 16 or 32", ErrParams, bits)
}

// Scheme returns the scheme of the signature.
func (p Packed) Scheme() Scheme { return p.scheme }

// Slots returns the number of slots.
func (p Packed) Slots() int { return int(p.slots) }

// Bits returns the number of bits a slot.
func (p Packed) Bits() int { return int(p.bits) }

// IsEmpty tells whether the signature is of an empty set.
func (p Packed) IsEmpty() bool {
	for i := range p.wordsOfSlots() {
		if p.occupied(i) != 0 {
			return false
		}
	}
	return true
}

// Similarity estimates the Jaccard resemblance of two sets, 0 to 1, from their packed signatures; StdErrPacked is its standard
// error. Matches by chance are taken off: it is unbiased but where an estimate below 0 is cut to 0. Equal sets give exactly 1.
// An empty set gives 0, also with another empty set. Signatures of different scheme, slots or bits are ErrMismatch. It allocates
// nothing.
func (p Packed) Similarity(q Packed) (float64, error) {
	if p.scheme != q.scheme || p.slots != q.slots || p.bits != q.bits {
		return 0, ErrMismatch
	}
	return max(0, p.estimate(q)), nil
}

// estimate is Similarity before it is cut to 0. Of the slots occupied in both, those that truly match always agree and the others
// with probability c = 2⁻ᵇ: agree = match + c(both-match), to be solved for match. Slots occupied in one never match.
func (p Packed) estimate(q Packed) float64 {
	if p.slots == 0 {
		return 0
	}
	agree, both, either := p.count(q)
	if either == 0 {
		return 0
	}
	c := math.Ldexp(1, -int(p.bits))
	return (float64(agree) - c*float64(both)) / (1 - c) / float64(either)
}

// count returns the number of slots that are occupied in both and agree, are occupied in both, and are occupied in either.
func (p Packed) count(q Packed) (agree, both, either int) {
	for i := range p.wordsOfSlots() {
		x, y := p.occupied(i), q.occupied(i)
		both += bits.OnesCount64(x & y)
		either += bits.OnesCount64(x | y)
	}
	width := int(p.bits)
	perWord := 64 / width
	// A field is zero if adding all ones below its highest bit does not reach that bit and it is not set itself.
	highest := ^uint64(0) / (1<<width - 1) << (width - 1)
	theirs := q.values()
	for i, x := range p.values() {
		differ := x ^ theirs[i]
		same := ^(differ&^highest + ^highest | differ) & highest
		first := i * perWord
		gone := ^(p.occupied(first/64) & q.occupied(first/64)) >> (first % 64) & (1<<perWord - 1)
		for ; gone != 0; gone &= gone - 1 {
			same &^= 1 << (bits.TrailingZeros64(gone)*width + width - 1)
		}
		agree += bits.OnesCount64(same)
	}
	return agree, both, either
}

// StdErrPacked returns the standard error of Packed.Similarity between sets of true resemblance j: that of the share of agreeing
// slots, P = j + (1-j)/2ᵇ, divided by 1 - 1/2ᵇ.
func StdErrPacked(j float64, slots, bits int) float64 {
	c := math.Ldexp(1, -bits)
	return StdErr(j+(1-j)*c, slots) / (1 - c)
}

// wordsOfSlots returns the number of words that hold one bit a slot.
func (p Packed) wordsOfSlots() int { return (int(p.slots) + 63) / 64 }

func (p Packed) markWords() int {
	if !p.sparse {
		return 0
	}
	return p.wordsOfSlots()
}

func (p Packed) valueWords() int { return (int(p.slots)*int(p.bits) + 63) / 64 }

func (p Packed) marks() []uint64 { return p.data[:p.markWords()] }

func (p Packed) values() []uint64 { return p.data[p.markWords():] }

// occupied returns a bit for each of the slots 64i to 64i+63: set if there is such a slot and it is occupied.
func (p Packed) occupied(i int) uint64 {
	if p.sparse {
		return p.data[i]
	}
	if left := int(p.slots) - 64*i; left < 64 {
		return 1<<left - 1
	}
	return ^uint64(0)
}
