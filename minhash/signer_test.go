package minhash

import (
	"errors"
	"math"
	"math/bits"
	"slices"
	"sync"
	"testing"

	gominhash "github.com/dgryski/go-minhash"
	"github.com/spaolacci/murmur3"
	"pgregory.net/rapid"
)

func TestNew(t *testing.T) {
	tests := []struct {
		scheme Scheme
		slots  int
		want   int // slots of the signer, 0 for ErrParams
	}{
		{OPH, 0, DefaultSlots},
		{MinWise, 0, DefaultSlots},
		{OPH, 16, 16},
		{OPH, 100, 100},
		{MinWise, 4096, 4096},
		{OPH, 15, 0},
		{OPH, 4097, 0},
		{OPH, -1, 0},
		{MinWise, math.MaxInt32, 0},
		{MinWise + 1, 128, 0},
		{255, 128, 0},
	}
	for _, tt := range tests {
		s, err := New(tt.scheme, tt.slots)
		switch {
		case tt.want == 0:
			if !errors.Is(err, ErrParams) || s != nil {
				t.Errorf("New(%v, %d) = %v, %v, want nil, ErrParams", tt.scheme, tt.slots, s, err)
			}
		case err != nil:
			t.Errorf("New(%v, %d): %v", tt.scheme, tt.slots, err)
		case s.Scheme() != tt.scheme || s.Slots() != tt.want || len(s.Sign(nil, nil).Slots) != tt.want:
			t.Errorf("New(%v, %d) is %v with %d slots, want %d", tt.scheme, tt.slots, s.Scheme(), s.Slots(), tt.want)
		}
	}
}

func TestScheme(t *testing.T) {
	for _, s := range schemes {
		if got, err := ParseScheme(s.String()); got != s || err != nil {
			t.Errorf("ParseScheme(%q) = %v, %v", s.String(), got, err)
		}
	}
	if got, err := ParseScheme(""); got != OPH || err != nil {
		t.Errorf(`ParseScheme("") = %v, %v, want oph`, got, err)
	}
	for _, name := range []string{"OPH", "bottomk", "Scheme(2)"} {
		if got, err := ParseScheme(name); !errors.Is(err, ErrParams) {
			t.Errorf("ParseScheme(%q) = %v, %v, want ErrParams", name, got, err)
		}
	}
	if got := Scheme(7).String(); got != "Scheme(7)" {
		t.Errorf("Scheme(7).String() = %q", got)
	}
}

// genSet draws a set that may be empty, repeat itself, and hold the ends of the range.
func genSet() *rapid.Generator[[]uint64] { return rapid.SliceOfN(rapid.Uint64(), 0, 200) }

// genSigner draws a signer of any scheme and a length that mostly is no power of two.
func genSigner() *rapid.Generator[*Signer] {
	return rapid.Custom(func(t *rapid.T) *Signer {
		return &Signer{scheme: rapid.SampledFrom(schemes).Draw(t, "scheme"), slots: rapid.IntRange(MinSlots, 300).Draw(t, "slots")}
	})
}

// referenceOPH is the definition of OPH read slot by slot: the smallest v in the slot's part of the range.
func referenceOPH(set []uint64, slots int) []uint64 {
	sig := make([]uint64, slots)
	for slot := range sig {
		sig[slot] = Empty
		for _, h := range set {
			v := h * 0x9e3779b97f4a7c15
			hi, _ := bits.Mul64(v, uint64(slots))
			if int(hi) == slot && v < sig[slot] {
				sig[slot] = v
			}
		}
	}
	return sig
}

// referenceMinWise is what a program that uses go-minhash and murmur3 by itself gets.
func referenceMinWise(set []uint64, slots int) []uint64 {
	first := func(b []byte) uint64 { v, _ := murmur3.Sum128(b); return v }
	second := func(b []byte) uint64 { _, v := murmur3.Sum128(b); return v }
	m := gominhash.NewMinWise(first, second, slots)
	for _, h := range set {
		m.Push([]byte{
			byte(h), byte(h >> 8), byte(h >> 16), byte(h >> 24),
			byte(h >> 32), byte(h >> 40), byte(h >> 48), byte(h >> 56),
		})
	}
	return m.Signature()
}

func TestSignMatchesReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, set := genSigner().Draw(t, "signer"), genSet().Draw(t, "set")
		reference := referenceOPH
		if s.scheme == MinWise {
			reference = referenceMinWise
		}
		got, want := s.Sign(nil, set), reference(set, s.slots)
		if got.Scheme != s.scheme || !slices.Equal(got.Slots, want) {
			t.Fatalf("%v, %d slots, set %x:\n got %x\nwant %x", s.scheme, s.slots, set, got.Slots, want)
		}
	})
}

func TestOrderAndRepetitionDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, set := genSigner().Draw(t, "signer"), genSet().Draw(t, "set")
		other := rapid.Permutation(append(slices.Clone(set), set...)).Draw(t, "other")
		// What dst held must not show through either.
		dst := rapid.SliceOfN(rapid.Uint64(), 0, 400).Draw(t, "dst")
		got, want := s.Sign(dst, other), s.Sign(nil, set)
		if !slices.Equal(got.Slots, want.Slots) {
			t.Fatalf("%v of %x: %x, want %x", s.scheme, other, got.Slots, want.Slots)
		}
	})
}

func TestSignReusesMemory(t *testing.T) {
	for _, scheme := range schemes {
		s := signer(t, scheme, 64)
		dst := make([]uint64, 10, 64)
		if got := s.Sign(dst, []uint64{1, 2}); &got.Slots[0] != &dst[0] || len(got.Slots) != 64 {
			t.Errorf("%v: dst with room for 64 slots was not used", scheme)
		}
		if got := s.Sign(make([]uint64, 63), []uint64{1, 2}); len(got.Slots) != 64 {
			t.Errorf("%v: %d slots from a short dst, want 64", scheme, len(got.Slots))
		}
	}
}

func TestSignerIsShared(t *testing.T) {
	set := hashes(randoms(1), 300)
	for _, scheme := range schemes {
		s := signer(t, scheme, 100)
		want := s.Sign(nil, set)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				var sig Signature
				for range 20 {
					if sig = s.Sign(sig.Slots, set); !slices.Equal(sig.Slots, want.Slots) {
						t.Errorf("%v: a shared signer gave another signature", scheme)
						return
					}
				}
			})
		}
		wg.Wait()
	}
}

// The hot path allocates nothing once its buffers are there.
func TestAllocations(t *testing.T) {
	r := randoms(2)
	s := signer(t, OPH, 0)
	a, b := s.Sign(nil, hashes(r, 400)), s.Sign(nil, hashes(r, 60))
	set, dst, row := hashes(r, 100), make([]uint64, s.Slots()), make([]uint64, s.Slots())
	long := signer(t, OPH, 2048).Sign(nil, set)
	longRow := make([]uint64, 2048)
	p, q := pack(t, a, 8), pack(t, b, 8)
	buf := make([]byte, 0, 1024)
	tests := []struct {
		name string
		f    func()
	}{
		{"Sign", func() { dst = s.Sign(dst, set).Slots }},
		{"Densify", func() { row = Densify(row, b) }},
		{"Densify long", func() { longRow = Densify(longRow, long) }},
		{"Merge", func() { _, _ = Merge(dst, a, b) }},
		{"Similarity", func() { _, _ = Similarity(a, b) }},
		{"Cardinality", func() { _ = Cardinality(a) }},
		{"Packed.Similarity", func() { _, _ = p.Similarity(q) }},
		{"Packed.AppendBinary", func() { _, _ = q.AppendBinary(buf) }},
	}
	for _, tt := range tests {
		if n := testing.AllocsPerRun(100, tt.f); n != 0 {
			t.Errorf("%s: %v allocations a run, want 0", tt.name, n)
		}
	}
}
