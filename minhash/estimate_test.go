package minhash

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestSimilarityInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genSigner().Draw(t, "signer")
		setA, setB := genSet().Draw(t, "a"), genSet().Draw(t, "b")
		if rapid.Bool().Draw(t, "overlap") {
			setB = append(setB, setA[:len(setA)/2]...)
		}
		a, b := s.Sign(nil, setA), s.Sign(nil, setB)
		ab, err := Similarity(a, b)
		ba, _ := Similarity(b, a)
		if err != nil || ab != ba || ab < 0 || ab > 1 {
			t.Fatalf("%v of %x and %x: %v (%v), and %v the other way round", s.scheme, setA, setB, ab, err, ba)
		}
		aa, _ := Similarity(a, a)
		if want := one(len(setA) > 0); aa != want {
			t.Fatalf("%v of %x and itself: %v, want %v", s.scheme, setA, aa, want)
		}
		if (len(setA) == 0 || len(setB) == 0) && ab != 0 {
			t.Fatalf("%v of %x and %x: %v, want 0", s.scheme, setA, setB, ab)
		}
	})
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// Two empty sets are not alike: an article of which no shingle can be made is no copy of another such article.
func TestEmptySetsAreNotSimilar(t *testing.T) {
	for _, scheme := range schemes {
		s := signer(t, scheme, 64)
		empty, other := s.Sign(nil, nil), s.Sign(nil, []uint64{1, 2, 3})
		for _, pair := range [][2]Signature{{empty, empty}, {empty, other}, {other, empty}} {
			if j := similarity(t, pair[0], pair[1]); j != 0 {
				t.Errorf("%v: similarity %v, want 0", scheme, j)
			}
			p, q := pack(t, pair[0], 4), pack(t, pair[1], 4)
			if j, err := p.Similarity(q); j != 0 || err != nil {
				t.Errorf("%v packed: similarity %v, %v, want 0", scheme, j, err)
			}
			if c, stderr, err := Containment(pair[0], pair[1], 0, 0); c != 0 || stderr != 0 || err != nil {
				t.Errorf("%v: containment %v, %v, %v, want 0", scheme, c, stderr, err)
			}
		}
		if row := Densify(nil, empty); len(row) != 0 {
			t.Errorf("%v: an empty set has a row of %d slots", scheme, len(row))
		}
		if n := Cardinality(empty); n != 0 {
			t.Errorf("%v: an empty set has %v hashes", scheme, n)
		}
	}
}

func TestEstimateMismatch(t *testing.T) {
	sig := signer(t, OPH, 32).Sign(nil, []uint64{1})
	for _, other := range []Signature{signer(t, MinWise, 32).Sign(nil, []uint64{1}), signer(t, OPH, 31).Sign(nil, []uint64{1}), {}} {
		if _, err := Similarity(sig, other); !errors.Is(err, ErrMismatch) {
			t.Errorf("Similarity to %d slots of %v: %v, want ErrMismatch", len(other.Slots), other.Scheme, err)
		}
		if _, _, err := Containment(sig, other, 1, 1); !errors.Is(err, ErrMismatch) {
			t.Errorf("Containment in %d slots of %v: %v, want ErrMismatch", len(other.Slots), other.Scheme, err)
		}
	}
}

// The estimate is unbiased, its error is within the binomial one, and OPH's is not above MinWise's.
func TestSimilarityError(t *testing.T) {
	const slots = 128
	for _, union := range []int{10, 50, 200, 600, 2500} {
		for _, j := range []float64{0.1, 0.3, 0.5, 0.8} {
			t.Run(fmt.Sprintf("union=%d/j=%v", union, j), func(t *testing.T) {
				rmse := make(map[Scheme]float64)
				for _, scheme := range schemes {
					errs := similarityErrors(t, scheme, slots, union, j)
					rmse[scheme] = errs.rmse()
					// Of some hundred draws, the root-mean-square error is itself 4% off, the bias 1/sqrt(n) of it.
					if bound := 1.12 * StdErr(j, slots); errs.rmse() > bound {
						t.Errorf("%v: root-mean-square error %.4f, want at most %.4f", scheme, errs.rmse(), bound)
					}
					if bound := 4 * errs.rmse() / math.Sqrt(float64(errs.n)); math.Abs(errs.bias()) > bound {
						t.Errorf("%v: bias %.4f, want at most %.4f", scheme, errs.bias(), bound)
					}
					t.Logf("%v: rmse %.4f = %.2f of binomial, bias %.4f", scheme, errs.rmse(), errs.rmse()/StdErr(j, slots), errs.bias())
				}
				if rmse[OPH] > 1.1*rmse[MinWise] {
					t.Errorf("root-mean-square error %.4f of oph, %.4f of minwise", rmse[OPH], rmse[MinWise])
				}
			})
		}
	}
}

func similarityErrors(t *testing.T, scheme Scheme, slots, union int, j float64) *spread {
	s, r := signer(t, scheme, slots), randoms(uint64(union))
	draws := min(400, 500_000/union)
	var a, b Signature
	errs := new(spread)
	for i := range draws {
		// Sets of equal sizes, and of sizes as different as their resemblance allows.
		setA, setB, exact := pair(r, union, j, float64(1+4*(i%2)))
		a, b = s.Sign(a.Slots, setA), s.Sign(b.Slots, setB)
		errs.add(similarity(t, a, b) - exact)
	}
	return errs
}

func TestStdErr(t *testing.T) {
	tests := []struct {
		j     float64
		slots int
		want  float64
	}{{0.5, 100, 0.05}, {0, 100, 0}, {1, 100, 0}, {0.2, 16, 0.1}, {1.0000001, 16, 0}}
	for _, tt := range tests {
		if got := StdErr(tt.j, tt.slots); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("StdErr(%v, %d) = %v, want %v", tt.j, tt.slots, got, tt.want)
		}
	}
}

func TestJaccardToContainment(t *testing.T) {
	tests := []struct {
		j, jErr      float64
		sizeA, sizeB int
		c, stderr    float64
	}{
		{1, 0, 100, 100, 1, 0},
		{0, 0.1, 100, 300, 0, 0.4},
		{0.2, 0.04, 100, 500, 1, 0.04 * 600 / (1.44 * 100)},   // A whole inside B
		{0.2, 0.04, 500, 100, 0.2, 0.04 * 600 / (1.44 * 500)}, // the same, seen from B
		{1. / 3, 0.03, 100, 100, 0.5, 0.03 * 200 / (16. / 9 * 100)},
		{0.9, 0.02, 100, 500, 1, 0.02 * 600 / (3.61 * 100)},   // more than can be: cut
		{0.9, 0.02, 500, 100, 0.2, 0.02 * 600 / (3.61 * 500)}, // no more than all of B
		{-0.1, 0.02, 100, 100, 0, 0.04},                       // less than can be
		{0.5, 0.1, 0, 10, 0, 0},
		{0.5, 0.1, 10, 0, 0, 0},
		{0.5, 0.1, -1, 10, 0, 0},
	}
	for _, tt := range tests {
		c, stderr := JaccardToContainment(tt.j, tt.jErr, tt.sizeA, tt.sizeB)
		if math.Abs(c-tt.c) > 1e-12 || math.Abs(stderr-tt.stderr) > 1e-12 {
			t.Errorf("JaccardToContainment(%v, %v, %d, %d) = %v, %v, want %v, %v",
				tt.j, tt.jErr, tt.sizeA, tt.sizeB, c, stderr, tt.c, tt.stderr)
		}
	}
}

// The error that Containment states is the error it makes.
func TestContainmentError(t *testing.T) {
	const draws, slots = 1500, 256
	s := signer(t, OPH, slots)
	for _, tt := range []struct{ sizeA, sizeB, shared int }{{300, 300, 150}, {200, 800, 160}, {800, 200, 160}, {150, 600, 75}} {
		r := randoms(5)
		exact := float64(tt.shared) / float64(tt.sizeA)
		var errs, stated spread
		for range draws {
			all := hashes(r, tt.sizeA+tt.sizeB-tt.shared)
			a, b := s.Sign(nil, all[:tt.sizeA]), s.Sign(nil, all[tt.sizeA-tt.shared:])
			c, stderr, err := Containment(a, b, tt.sizeA, tt.sizeB)
			if err != nil {
				t.Fatal(err)
			}
			errs.add(c - exact)
			stated.add(stderr)
		}
		// OPH does better than the binomial error that the stated one is made of.
		if ratio := errs.rmse() / stated.rmse(); ratio < 0.6 || ratio > 1.05 {
			t.Errorf("%+v: root-mean-square error %.4f, stated %.4f", tt, errs.rmse(), stated.rmse())
		}
		if math.Abs(errs.bias()) > 0.2*errs.rmse() {
			t.Errorf("%+v: bias %.4f of an error of %.4f", tt, errs.bias(), errs.rmse())
		}
	}
}

func TestCardinality(t *testing.T) {
	const draws, slots = 400, 128
	for _, scheme := range schemes {
		s := signer(t, scheme, slots)
		for _, n := range []int{1, 3, 20, 130, 1000} {
			r := randoms(uint64(n))
			var errs spread
			for range draws {
				errs.add(Cardinality(s.Sign(nil, hashes(r, n)))/float64(n) - 1)
			}
			if bound := 1.12 / math.Sqrt(float64(min(n, slots-1))); errs.rmse() > bound {
				t.Errorf("%v of %d hashes: relative error %.4f, want at most %.4f", scheme, n, errs.rmse(), bound)
			}
			if bound := 0.01 + 4*errs.rmse()/math.Sqrt(draws); math.Abs(errs.bias()) > bound {
				t.Errorf("%v of %d hashes: bias %.4f, want at most %.4f", scheme, n, errs.bias(), bound)
			}
			t.Logf("%v n=%d: relative rmse %.4f, bias %.4f", scheme, n, errs.rmse(), errs.bias())
		}
	}
}

// Hashes sampled by size, as FracMinHash samples, and numbers in sequence still reach all slots.
func TestOPHSpreadsSampledHashes(t *testing.T) {
	r := randoms(3)
	for name, next := range map[string]func(i int) uint64{
		"small":    func(int) uint64 { return r.Uint64() >> 10 },
		"large":    func(int) uint64 { return ^(r.Uint64() >> 10) },
		"sequence": func(i int) uint64 { return uint64(i) },
	} {
		set := make([]uint64, 2000)
		for i := range set {
			set[i] = next(i)
		}
		for slot, v := range signer(t, OPH, 128).Sign(nil, set).Slots {
			if v == Empty {
				t.Errorf("%s: slot %d of 128 is empty after 2000 hashes", name, slot)
			}
		}
	}
}
