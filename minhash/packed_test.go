package minhash

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

var packedBits = []int{1, 2, 4, 8, 16, 32}

func TestPackParams(t *testing.T) {
	sig := signer(t, OPH, 20).Sign(nil, []uint64{1, 2, 3})
	for _, bits := range []int{-8, 0, 3, 7, 64, 256 + 8} {
		if _, err := Pack(sig, bits); !errors.Is(err, ErrParams) {
			t.Errorf("Pack(%d bits): %v, want ErrParams", bits, err)
		}
	}
	for _, bad := range []Signature{
		{},
		{Slots: make([]uint64, 15)},
		{Slots: make([]uint64, 1<<16+20)},
		{Scheme: 9, Slots: make([]uint64, 20)},
	} {
		if _, err := Pack(bad, 8); !errors.Is(err, ErrParams) {
			t.Errorf("Pack(%d slots of %v): %v, want ErrParams", len(bad.Slots), bad.Scheme, err)
		}
	}
	p := pack(t, sig, 8)
	if p.Scheme() != OPH || p.Slots() != 20 || p.Bits() != 8 || p.IsEmpty() {
		t.Errorf("packed: %v, %d slots, %d bits, empty %v, want oph, 20, 8, false", p.Scheme(), p.Slots(), p.Bits(), p.IsEmpty())
	}
	if empty := pack(t, signer(t, OPH, 20).Sign(nil, nil), 8); !empty.IsEmpty() {
		t.Error("the packed signature of an empty set is not empty")
	}
	if !(Packed{}).IsEmpty() {
		t.Error("the zero Packed is not empty")
	}
}

// referenceCount counts slot by slot what Packed counts word by word.
func referenceCount(a, b Signature, bits int) (agree, both, either int) {
	for i, x := range a.Slots {
		y := b.Slots[i]
		if x != Empty || y != Empty {
			either++
		}
		if x == Empty || y == Empty {
			continue
		}
		both++
		if (mix(x)^mix(y))<<(64-bits) == 0 {
			agree++
		}
	}
	return agree, both, either
}

func TestPackedInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, bits := genSigner().Draw(t, "signer"), rapid.SampledFrom(packedBits).Draw(t, "bits")
		setA, setB := genSet().Draw(t, "a"), genSet().Draw(t, "b")
		if rapid.Bool().Draw(t, "overlap") {
			setB = append(setB, setA...)
		}
		a, b := s.Sign(nil, setA), s.Sign(nil, setB)
		p, errP := Pack(a, bits)
		q, errQ := Pack(b, bits)
		if errP != nil || errQ != nil {
			t.Fatal(errP, errQ)
		}
		agree, both, either := p.count(q)
		wantAgree, wantBoth, wantEither := referenceCount(a, b, bits)
		if agree != wantAgree || both != wantBoth || either != wantEither {
			t.Fatalf("%v, %d slots, %d bits: %d agree, %d in both, %d in either, want %d, %d, %d",
				s.scheme, s.slots, bits, agree, both, either, wantAgree, wantBoth, wantEither)
		}
		pq, err := p.Similarity(q)
		qp, _ := q.Similarity(p)
		pp, _ := p.Similarity(p)
		if err != nil || pq != qp || pq < 0 || pq > 1 || pp != one(len(setA) > 0) {
			t.Fatalf("%v, %d slots, %d bits: %v (%v) and %v the other way round, %v to itself", s.scheme, s.slots, bits, pq, err, qp, pp)
		}
	})
}

func TestPackedMismatch(t *testing.T) {
	set := []uint64{1, 2, 3}
	oph, minwise := signer(t, OPH, 32).Sign(nil, set), signer(t, MinWise, 32).Sign(nil, set)
	p := pack(t, oph, 8)
	for _, q := range []Packed{pack(t, oph, 4), pack(t, minwise, 8), pack(t, signer(t, OPH, 40).Sign(nil, set), 8), {}} {
		if _, err := p.Similarity(q); !errors.Is(err, ErrMismatch) {
			t.Errorf("similarity to %v, %d slots, %d bits: %v, want ErrMismatch", q.Scheme(), q.Slots(), q.Bits(), err)
		}
	}
}

// Chance matches are taken off, so that few bits cost error but no bias; also where slots are empty (union 60) and for sets of
// unequal sizes.
func TestPackedError(t *testing.T) {
	const slots, draws = 128, 600
	for _, scheme := range schemes {
		for _, union := range []int{60, 400} {
			for _, j := range []float64{0.1, 0.3, 0.5, 0.8} {
				t.Run(fmt.Sprintf("scheme=%v/union=%d/j=%v", scheme, union, j), func(t *testing.T) {
					for bits, errs := range packedErrors(t, signer(t, scheme, slots), draws, union, j) {
						bound := 1.12 * StdErrPacked(j, slots, bits)
						if errs.rmse() > bound {
							t.Errorf("%d bits: root-mean-square error %.4f, want at most %.4f", bits, errs.rmse(), bound)
						}
						if bound := 4 * errs.rmse() / math.Sqrt(draws); math.Abs(errs.bias()) > bound {
							t.Errorf("%d bits: bias %.4f, want at most %.4f", bits, errs.bias(), bound)
						}
					}
				})
			}
		}
	}
}

func packedErrors(t *testing.T, s *Signer, draws, union int, j float64) map[int]*spread {
	r := randoms(uint64(union) + 1)
	errs := make(map[int]*spread)
	for i := range draws {
		setA, setB, exact := pair(r, union, j, float64(1+4*(i%2)))
		a, b := s.Sign(nil, setA), s.Sign(nil, setB)
		for _, bits := range packedBits {
			if errs[bits] == nil {
				errs[bits] = new(spread)
			}
			errs[bits].add(pack(t, a, bits).estimate(pack(t, b, bits)) - exact)
		}
	}
	return errs
}

// Hashes sampled by their low bits still differ in the bits that packing keeps.
func TestPackSampledHashes(t *testing.T) {
	r, s := randoms(4), signer(t, OPH, 128)
	setA, setB := hashes(r, 1000), hashes(r, 1000)
	for i := range setA {
		setA[i] <<= 12
		setB[i] <<= 12
	}
	j, err := pack(t, s.Sign(nil, setA), 8).Similarity(pack(t, s.Sign(nil, setB), 8))
	if err != nil || j > 5*StdErrPacked(0, 128, 8) {
		t.Errorf("similarity of sets that share nothing is %v, %v", j, err)
	}
}

func TestStdErrPacked(t *testing.T) {
	// One bit: half of the unequal slots agree, so P = 0.75 at j = 0.5, and the share counts double.
	if got, want := StdErrPacked(0.5, 100, 1), 2*math.Sqrt(0.75*0.25/100); math.Abs(got-want) > 1e-12 {
		t.Errorf("StdErrPacked(0.5, 100, 1) = %v, want %v", got, want)
	}
	if got, want := StdErrPacked(0.3, 128, 32), StdErr(0.3, 128); math.Abs(got-want) > 1e-8 {
		t.Errorf("StdErrPacked(0.3, 128, 32) = %v, want %v", got, want)
	}
}
