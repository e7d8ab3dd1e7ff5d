package minhash

import (
	"errors"
	"fmt"
)

// The bounds of a signature's length. Any number from MinSlots to MaxSlots will do; it need not be a power of two.
const (
	MinSlots     = 16
	MaxSlots     = 4096
	DefaultSlots = 128
)

// The errors of this package, to be matched with errors.Is.
var (
	// ErrParams means a scheme, a number of slots or a number of bits that this package does not have.
	ErrParams = errors.New("minhash: no such parameters")
	// ErrMismatch means that two signatures differ in scheme, slots or bits and cannot be compared or merged.
	ErrMismatch = errors.New("minhash: signatures of different parameters")
)

// Scheme is how a signature is computed. The zero value is OPH, the default.
type Scheme uint8

// The schemes. Their numbers are part of the packed form and never change.
const (
	// OPH is one-permutation hashing (Li, Owen, Zhang 2012).
	//
	// With k slots, a hash h becomes v = h · 0x9e3779b97f4a7c15 mod 2⁶⁴, a bijection that keeps a sample of small hashes from
	// crowding one slot. It falls into slot ⌊v·k / 2⁶⁴⌋, and every slot keeps the smallest v that fell into it, or Empty.
	// The one hash whose v is 2⁶⁴-1 cannot be told from Empty and has no effect.
	OPH Scheme = iota
	// MinWise is classic MinHash by double hashing, as go-minhash computes it (Broder 1997; Kirsch, Mitzenmacher 2006).
	//
	// A hash h becomes two numbers v1, v2, the halves of the 128-bit murmur3 hash (x64 variant, seed 0) of its eight bytes,
	// least significant first. Slot i keeps the smallest v1 + i·v2 mod 2⁶⁴.
	MinWise
)

// String returns the name of the scheme: oph or minwise.
func (s Scheme) String() string {
	switch s {
	case OPH:
		return "oph"
	case MinWise:
		return "minwise"
	}
	return fmt.Sprintf("Scheme(%d)", uint8(s))
}

// ParseScheme returns the scheme of a name; the empty name means OPH. Any other name than oph and minwise is ErrParams.
func ParseScheme(name string) (Scheme, error) {
	switch name {
	case "", "oph":
		return OPH, nil
	case "minwise":
		return MinWise, nil
	}
	return 0, fmt.Errorf("%w: scheme %q, want oph or minwise", ErrParams, name)
}

// validate tells whether a signature can have these parameters.
func validate(scheme Scheme, slots int) error {
	if scheme > MinWise {
		return fmt.Errorf("%w: %v", ErrParams, scheme)
	}
	if slots < MinSlots || slots > MaxSlots {
		return fmt.Errorf("%w: %d slots, want %d to %d", ErrParams, slots, MinSlots, MaxSlots)
	}
	return nil
}

// Signer makes signatures of one scheme and length. It is immutable: share it between goroutines. Signers come from New.
type Signer struct {
	scheme Scheme
	slots  int
}

// New returns a Signer. Slots is MinSlots to MaxSlots, or 0 for DefaultSlots; anything else, or an unknown scheme, is ErrParams.
func New(scheme Scheme, slots int) (*Signer, error) {
	if slots == 0 {
		slots = DefaultSlots
	}
	if err := validate(scheme, slots); err != nil {
		return nil, err
	}
	return &Signer{scheme: scheme, slots: slots}, nil
}

// Scheme returns the scheme of the signatures.
func (s *Signer) Scheme() Scheme { return s.scheme }

// Slots returns the length of the signatures.
func (s *Signer) Slots() int { return s.slots }

// Sign returns the signature of a set of well-mixed hashes, in any order, with or without repetitions. The signature is built in
// dst if that has room, and in new memory otherwise; what dst held is lost. Dst and set must not overlap. Set is only read.
//
// To reuse memory, pass the slots of a signature that is no longer needed: sig = signer.Sign(sig.Slots, set). OPH then allocates
// nothing; MinWise always does.
func (s *Signer) Sign(dst, set []uint64) Signature {
	sig := Signature{Scheme: s.scheme, Slots: resize(dst, s.slots)}
	for i := range sig.Slots {
		sig.Slots[i] = Empty
	}
	if s.scheme == MinWise {
		signMinWise(sig.Slots, set)
	} else {
		signOPH(sig.Slots, set)
	}
	return sig
}

// resize returns a slice of length n in the memory of dst if that has room. Its contents are unspecified.
func resize(dst []uint64, n int) []uint64 {
	if cap(dst) < n {
		return make([]uint64, n)
	}
	return dst[:n]
}
