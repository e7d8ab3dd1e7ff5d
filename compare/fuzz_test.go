package compare

import (
	"testing"

	"github.com/samestory/samestory/shingle"
)

// FuzzCompare holds comparisons of any two texts against their contract.
func FuzzCompare(f *testing.F) {
	f.Add(text(ferry...), text(ferry[3], library[0], ferry[0]))
	f.Add(text(ferry...), text(ferry...))
	f.Add("", "one")
	var comparer Comparer
	var tokenizer shingle.Tokenizer
	f.Fuzz(func(t *testing.T, textA, textB string) {
		if len(textA) > 4000 || len(textB) > 4000 {
			return // the checks are quadratic
		}
		a := NewBody(tokenizer.Append(nil, textA), shingleWords)
		b := NewBody(tokenizer.Append(nil, textB), shingleWords)
		s, passages := comparer.Compare(a, b)
		if problem := fault(a, b, textA, textB, s, passages); problem != "" {
			t.Fatal(problem)
		}
		turned, back := comparer.Compare(b, a)
		if turned.Words != s.Words || turned.CoverA != s.CoverB || turned.Figures != s.Figures || len(back) != len(passages) {
			t.Fatalf("%+v, the other way round %+v", s, turned)
		}
		DefaultThresholds.Judge(s)
	})
}
