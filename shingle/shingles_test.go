package shingle

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// tokensOf makes tokens of hashes.
func tokensOf(hashes ...uint64) []Token {
	var tokens []Token
	for _, h := range hashes {
		tokens = append(tokens, Token{Hash: h})
	}
	return tokens
}

// fromScratch hashes one run of tokens as the doc comment of Shingles has it.
func fromScratch(run []Token) uint64 {
	sum, power := uint64(0), uint64(1)
	for _, t := range slices.Backward(run) {
		sum += t.Hash * power
		power *= 0x9e3779b97f4a7c15
	}
	sum ^= sum >> 33
	sum *= 0xff51afd7ed558ccd
	sum ^= sum >> 33
	sum *= 0xc4ceb9fe1a85ec53
	sum ^= sum >> 33
	return sum
}

func TestShinglesAreRolled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tokens := tokensOf(rapid.SliceOfN(rapid.Uint64(), 0, 40).Draw(t, "hashes")...)
		k := rapid.IntRange(1, 45).Draw(t, "k")
		var want []uint64
		for i := 0; i+k <= len(tokens); i++ {
			want = append(want, fromScratch(tokens[i:i+k]))
		}
		if len(tokens) > 0 && k > len(tokens) {
			want = append(want, fromScratch(tokens))
		}
		if got := Shingles(nil, tokens, k); !slices.Equal(got, want) {
			t.Fatalf("k = %d of %v\n got %x\nwant %x", k, tokens, got, want)
		}
	})
}

func TestShingles(t *testing.T) {
	for _, c := range []struct {
		name   string
		hashes []uint64
		k      int
		want   int
	}{
		{"none", nil, 5, 0},
		{"one", []uint64{7}, 5, 1},
		{"fewer than k", []uint64{7, 8, 9}, 5, 1},
		{"k", []uint64{1, 2, 3, 4, 5}, 5, 1},
		{"more than k", []uint64{1, 2, 3, 4, 5, 6, 7}, 5, 3},
		{"single words", []uint64{1, 2, 3}, 1, 3},
		{"huge k", []uint64{1, 2}, math.MaxInt, 1},
	} {
		if got := Shingles(nil, tokensOf(c.hashes...), c.k); len(got) != c.want {
			t.Errorf("%s: %d shingles, want %d", c.name, len(got), c.want)
		}
	}
	if got := Shingles([]uint64{42}, tokensOf(1, 2), 2); len(got) != 2 || got[0] != 42 {
		t.Errorf("got %x, want one shingle behind 42", got)
	}
	if a, b := Shingles(nil, tokensOf(1, 2), 2), Shingles(nil, tokensOf(2, 1), 2); a[0] == b[0] {
		t.Error("the order of words makes no difference")
	}
}

func TestShinglesOfNothingPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("k = 0: no panic")
		}
	}()
	Shingles(nil, tokensOf(1), 0)
}

// smallSets draws hashes of which many are equal.
func smallSets() *rapid.Generator[[]uint64] { return rapid.SliceOf(rapid.Uint64Range(0, 30)) }

func TestSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hashes := smallSets().Draw(t, "hashes")
		shuffled := rapid.Permutation(hashes).Draw(t, "shuffled")
		members := map[uint64]bool{}
		for _, h := range hashes {
			members[h] = true
		}
		set := Set(slices.Clone(hashes))
		for i, h := range set {
			if i > 0 && h <= set[i-1] || !members[h] {
				t.Fatalf("Set(%v) = %v: not sorted, unique members", hashes, set)
			}
		}
		if len(set) != len(members) {
			t.Fatalf("Set(%v) = %v: %d members, want %d", hashes, set, len(set), len(members))
		}
		if other := Set(shuffled); !slices.Equal(other, set) {
			t.Fatalf("Set depends on the order: %v and %v", set, other)
		}
		if again := Set(slices.Clone(set)); !slices.Equal(again, set) {
			t.Fatalf("Set(%v) = %v", set, again)
		}
	})
}

func TestCommon(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := Set(smallSets().Draw(t, "a")), Set(smallSets().Draw(t, "b"))
		members := map[uint64]bool{}
		for _, h := range a {
			members[h] = true
		}
		want := 0
		for _, h := range b {
			if members[h] {
				want++
			}
		}
		if got, back := Common(a, b), Common(b, a); got != want || back != want {
			t.Fatalf("Common(%v, %v) = %d, and %d the other way round, want %d", a, b, got, back, want)
		}
		if got := Common(a, a); got != len(a) {
			t.Fatalf("Common(%v, itself) = %d, want %d", a, got, len(a))
		}
	})
}

// TestSetOfMany: a set is sorted and without duplicates, however its hashes are spread.
func TestSetOfMany(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for name, hash := range map[string]func() uint64{
		"mixed": r.Uint64, "high bits": func() uint64 { return r.Uint64N(50) << 58 }, "low bits": func() uint64 { return r.Uint64N(5000) },
		"one": func() uint64 { return 7 }, "repeated": func() uint64 { return finish(r.Uint64N(300)) },
	} {
		for _, n := range []int{0, 1, 2, 32, 33, 400, 1023, 1024, 5000, 70_000} {
			hashes := make([]uint64, n)
			for i := range hashes {
				hashes[i] = hash()
			}
			want := slices.Compact(slices.Sorted(slices.Values(hashes)))
			if got := Set(hashes); !slices.Equal(got, want) {
				t.Errorf("%s, %d hashes: %d values, want %d, sorted: %v", name, n, len(got), len(want), slices.IsSorted(got))
			}
		}
	}
}
