package minhash

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestMergeIsUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genSigner().Draw(t, "signer")
		setA, setB := genSet().Draw(t, "a"), genSet().Draw(t, "b")
		a, b := s.Sign(nil, setA), s.Sign(nil, setB)
		want := s.Sign(nil, slices.Concat(setA, setB))
		check := func(name string, got Signature, err error) {
			if err != nil || got.Scheme != s.scheme || !slices.Equal(got.Slots, want.Slots) {
				t.Fatalf("%s, %v, %d slots, %x and %x:\n got %x, %v\nwant %x", name, s.scheme, s.slots, setA, setB, got.Slots, err, want.Slots)
			}
		}
		got, err := Merge(nil, a, b)
		check("Merge(nil, a, b)", got, err)
		got, err = Merge(nil, b, a)
		check("Merge(nil, b, a)", got, err)
		got, err = Merge(a.Slots, a, b)
		check("Merge(a.Slots, a, b)", got, err)
	})
}

func TestMergeMismatch(t *testing.T) {
	oph, minwise := signer(t, OPH, 32).Sign(nil, nil), signer(t, MinWise, 32).Sign(nil, nil)
	long := signer(t, OPH, 33).Sign(nil, nil)
	for _, other := range []Signature{minwise, long, {}} {
		if _, err := Merge(nil, oph, other); !errors.Is(err, ErrMismatch) {
			t.Errorf("Merge of 32 slots of oph and %d of %v: %v, want ErrMismatch", len(other.Slots), other.Scheme, err)
		}
	}
}

func TestIsEmpty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, set := genSigner().Draw(t, "signer"), genSet().Draw(t, "set")
		sig := s.Sign(nil, set)
		if got, want := sig.IsEmpty(), len(set) == 0; got != want {
			t.Fatalf("IsEmpty of %x = %v, want %v", set, got, want)
		}
	})
	if !(Signature{}).IsEmpty() {
		t.Error("the zero Signature is not empty")
	}
}

// TestDistinct: the estimate is near the truth while slots are empty, and never far below it.
func TestDistinct(t *testing.T) {
	for _, scheme := range []Scheme{OPH, MinWise} {
		signer, err := New(scheme, 128)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{0, 1, 10, 50, 120, 200, 300} {
			set := make([]uint64, 0, 3*n)
			for i := range n {
				h := mix(uint64(n*1000 + i))
				set = append(set, h, h, h)
			}
			got := signer.Sign(nil, set).Distinct()
			if low, high := 0.7*float64(n)-2, 1.4*float64(n)+2; got < low || got > high {
				t.Errorf("%v: %.0f, want about %d", scheme, got, n)
			}
		}
	}
}
