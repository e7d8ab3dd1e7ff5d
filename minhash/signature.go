package minhash

import "math"

// Empty is the value of a slot that no hash fell into.
const Empty uint64 = 1<<64 - 1

// Signature is the sketch of a set. It is plain data that may be stored and put together again; Signer.Sign makes it.
type Signature struct {
	// Scheme is how the slots were computed.
	Scheme Scheme
	// Slots has one value a slot, Empty where no hash fell. A MinWise signature has either no empty slot or, if the set was
	// empty, nothing else.
	Slots []uint64
}

// IsEmpty tells whether the signature is of an empty set.
func (s Signature) IsEmpty() bool {
	for _, v := range s.Slots {
		if v != Empty {
			return false
		}
	}
	return true
}

// matches tells whether two signatures have the same scheme and length.
func (s Signature) matches(t Signature) bool {
	return s.Scheme == t.Scheme && len(s.Slots) == len(t.Slots)
}

// Merge returns the signature of the union of the sets of a and b, exactly as if the union itself had been signed. It is built
// in dst if that has room; dst may be the slots of a or b. Signatures of different scheme or length are ErrMismatch.
func Merge(dst []uint64, a, b Signature) (Signature, error) {
	if !a.matches(b) {
		return Signature{}, ErrMismatch
	}
	dst = resize(dst, len(a.Slots))
	for i, v := range a.Slots {
		dst[i] = min(v, b.Slots[i])
	}
	return Signature{Scheme: a.Scheme, Slots: dst}, nil
}

// Distinct estimates how many different hashes the set had. For OPH it is linear counting of the slots that are empty (Whang,
// Vander-Zanden, Taylor 1990), good to some percent up to a few hashes a slot; where no slot is empty it is k ln k, the number from
// which on that is likely, and there may be any number more. For MinWise it is k over the sum of the minima as shares of 2⁶⁴
// (Cohen 1997).
func (s Signature) Distinct() float64 {
	k := float64(len(s.Slots))
	if s.Scheme == MinWise {
		sum := 0.0
		for _, v := range s.Slots {
			sum += float64(v) / (1 << 64)
		}
		return max(0, k/sum-1)
	}
	empty := 0
	for _, v := range s.Slots {
		if v == Empty {
			empty++
		}
	}
	return k * math.Log(k/float64(max(1, empty)))
}
