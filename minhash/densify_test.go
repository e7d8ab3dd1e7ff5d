package minhash

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestDensify(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genSigner().Draw(t, "signer")
		set := rapid.SliceOfN(rapid.Uint64(), 0, 60).Draw(t, "set")
		sig := s.Sign(nil, set)
		before := slices.Clone(sig.Slots)
		row := Densify(rapid.SliceOfN(rapid.Uint64(), 0, 400).Draw(t, "dst"), sig)
		if !slices.Equal(sig.Slots, before) {
			t.Fatalf("the signature of %x was changed", set)
		}
		if len(set) == 0 {
			if len(row) != 0 {
				t.Fatalf("an empty set has a row of %d slots", len(row))
			}
			return
		}
		if len(row) != s.slots {
			t.Fatalf("row of %d slots, want %d", len(row), s.slots)
		}
		for i, v := range row {
			if before[i] != Empty && v != before[i] {
				t.Fatalf("slot %d was %x and became %x", i, before[i], v)
			}
			if v == Empty || !slices.Contains(before, v) {
				t.Fatalf("slot %d became %x, which is in no slot of %x", i, v, before)
			}
		}
		if got := Densify(sig.Slots, sig); !slices.Equal(got, row) {
			t.Fatalf("in place:\n got %x\nwant %x", got, row)
		}
	})
}

// A signature with one occupied slot is the slowest to densify; the probing must reach every slot from every one.
func TestDensifyFromOneSlot(t *testing.T) {
	for _, slots := range []int{MinSlots, 17, 100, DefaultSlots, 256, 257, 1000, MaxSlots} {
		sig := Signature{Slots: make([]uint64, slots)}
		step := max(1, slots/100)
		for i := 0; i < slots; i += step {
			for k := range sig.Slots {
				sig.Slots[k] = Empty
			}
			sig.Slots[i] = uint64(i)
			for k, v := range Densify(nil, sig) {
				if v != uint64(i) {
					t.Fatalf("%d slots, slot %d occupied: slot %d became %x", slots, i, k, v)
				}
			}
		}
	}
}

// A slot of two rows is equal with probability J: it is what the choice of bands rests on. And copies are spread so well that the
// error is that of MinWise, even where most slots are copies.
func TestDensifiedCollisions(t *testing.T) {
	const draws, slots = 1500, 128
	s := signer(t, OPH, slots)
	for _, union := range []int{10, 40, 150, 400} {
		for _, j := range []float64{0.1, 0.3, 0.5, 0.8} {
			t.Run(fmt.Sprintf("union=%d/j=%v", union, j), func(t *testing.T) {
				r := randoms(uint64(union))
				var errs spread
				for range draws {
					a, b, exact := pair(r, union, j, 1)
					ra, rb := Densify(nil, s.Sign(nil, a)), Densify(nil, s.Sign(nil, b))
					equal := 0
					for i := range ra {
						if ra[i] == rb[i] {
							equal++
						}
					}
					errs.add(float64(equal)/slots - exact)
				}
				if bound := 1.1 * StdErr(j, slots); errs.rmse() > bound {
					t.Errorf("root-mean-square error %.4f, want at most %.4f", errs.rmse(), bound)
				}
				if bound := 4 * errs.rmse() / math.Sqrt(draws); math.Abs(errs.bias()) > bound {
					t.Errorf("bias %.4f, want at most %.4f", errs.bias(), bound)
				}
				t.Logf("rmse %.4f = %.2f of binomial, bias %.4f", errs.rmse(), errs.rmse()/StdErr(j, slots), errs.bias())
			})
		}
	}
}
