package minhash

import (
	"math"
	"math/rand/v2"
	"testing"
)

// schemes are all there are; tests of what holds for each range over them.
var schemes = []Scheme{OPH, MinWise}

// signer returns New(scheme, slots), which must be right.
func signer(t testing.TB, scheme Scheme, slots int) *Signer {
	t.Helper()
	s, err := New(scheme, slots)
	if err != nil {
		t.Fatalf("New(%v, %d): %v", scheme, slots, err)
	}
	return s
}

// pack returns Pack(sig, bits), which must be right.
func pack(t testing.TB, sig Signature, bits int) Packed {
	t.Helper()
	p, err := Pack(sig, bits)
	if err != nil {
		t.Fatalf("Pack(%v, %d slots, %d bits): %v", sig.Scheme, len(sig.Slots), bits, err)
	}
	return p
}

// similarity returns Similarity(a, b), which must be right.
func similarity(t testing.TB, a, b Signature) float64 {
	t.Helper()
	j, err := Similarity(a, b)
	if err != nil {
		t.Fatalf("Similarity: %v", err)
	}
	return j
}

// randoms returns a source that gives the same numbers in every run.
func randoms(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 20171205)) }

// hashes returns n random hashes.
func hashes(r *rand.Rand, n int) []uint64 {
	set := make([]uint64, n)
	for i := range set {
		set[i] = r.Uint64()
	}
	return set
}

// pair returns two random sets with the given size of union and a resemblance as near to j as that allows, which is returned
// too. What they do not share goes to a and b in the ratio of skew to 1.
func pair(r *rand.Rand, union int, j, skew float64) (a, b []uint64, exact float64) {
	all := hashes(r, union)
	shared := int(math.Round(j * float64(union)))
	onlyA := int(math.Round(float64(union-shared) * skew / (1 + skew)))
	a = all[: shared+onlyA : shared+onlyA]
	b = append(append([]uint64{}, all[:shared]...), all[shared+onlyA:]...)
	return a, b, float64(shared) / float64(union)
}

// spread gathers errors of an estimate.
type spread struct {
	n            int
	sum, squares float64
}

func (s *spread) add(err float64) {
	s.n++
	s.sum += err
	s.squares += err * err
}

// bias returns the mean error.
func (s *spread) bias() float64 { return s.sum / float64(s.n) }

// rmse returns the root-mean-square error.
func (s *spread) rmse() float64 { return math.Sqrt(s.squares / float64(s.n)) }
