package minhash

import "math/bits"

// golden is 2⁶⁴ divided by the golden ratio, made odd. Multiplying by it spreads hashes over all slots even if they were sampled
// by size, as FracMinHash does, or are numbers in sequence.
const golden = 0x9e3779b97f4a7c15

// signOPH lowers the slots of sig to the smallest value of set in each. The minimum is taken without a branch, as half of the
// branches would be mispredicted at three hashes a slot.
func signOPH(sig, set []uint64) {
	k := uint64(len(sig))
	for _, h := range set {
		v := h * golden
		slot, _ := bits.Mul64(v, k)
		sig[slot] = min(sig[slot], v)
	}
}
