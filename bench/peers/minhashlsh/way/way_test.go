package way

import (
	"slices"
	"testing"

	minhashlsh "github.com/ekzhu/minhash-lsh"
)

func TestSignaturesAreOfRunsOfFiveWords(t *testing.T) {
	for text, shingles := range map[string][]string{
		"":                              nil,
		" One, two. ":                   {"one two"},
		"One two three FOUR five":       {"one two three four five"},
		"É 1 2-3\n4; five \"six\"":      {"é 1 2 3 4", "1 2 3 4 five", "2 3 4 five six"},
		"a b c d e a b c d e (a b c d)": {"a b c d e", "b c d e a", "c d e a b", "d e a b c", "e a b c d"},
	} {
		want := minhashlsh.NewMinhash(seed, slots)
		for _, s := range shingles {
			want.Push([]byte(s))
		}
		var s Signer
		s.Sign("what was there before, of more words than the text") // buffers leave no trace
		if got := s.Sign(text); !slices.Equal(got, want.Signature()) {
			t.Errorf("the signature of %q is not that of %q", text, shingles)
		}
	}
}
