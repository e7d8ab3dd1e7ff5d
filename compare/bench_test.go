package compare

import (
	"testing"

	"github.com/samestory/samestory/shingle"
)

func BenchmarkCompare(b *testing.B) {
	r := seeded(b)
	text := prose(r, 450)
	for _, c := range []struct{ name, a, b string }{
		{"copy", text, edit(r, text, 40)},
		{"excerpt", text, edit(r, text[:len(text)/3], 40)},
		{"unrelated", text, prose(r, 450)},
		{"identical", text, text},
	} {
		x, y := bodyOf(c.a), bodyOf(c.b)
		b.Run("texts="+c.name+"/words=450", func(b *testing.B) {
			var comparer Comparer
			b.ReportAllocs()
			b.SetBytes(int64(len(c.a) + len(c.b)))
			for b.Loop() {
				comparer.Compare(x, y)
			}
		})
	}
}

func BenchmarkCompareLong(b *testing.B) {
	r := seeded(b)
	text := prose(r, 100_000)
	x, y := bodyOf(text), bodyOf(edit(r, text, 40))
	var comparer Comparer
	b.ReportAllocs()
	b.SetBytes(int64(2 * len(text)))
	for b.Loop() {
		comparer.Compare(x, y)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(x.Tokens)), "ns/word")
}

// BenchmarkFill makes bodies of texts that are cut into words already.
func BenchmarkFill(b *testing.B) {
	text := prose(seeded(b), 450)
	var t shingle.Tokenizer
	tokens := t.Append(nil, text)
	var body Body
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		body.Fill(tokens, shingleWords)
	}
}

func BenchmarkAlike(b *testing.B) {
	r := seeded(b)
	var t shingle.Tokenizer
	views := make([]Content, 2)
	text := prose(r, 450)
	b.SetBytes(int64(2 * len(text)))
	for i, text := range []string{text, text[:len(text)/2] + prose(r, 200)} {
		terms := t.Terms(nil, text, t.Append(nil, text), "en")
		views[i] = NewContent(terms, func(uint64) float32 { return 5 }, 5, Origin{})
	}
	b.ReportAllocs()
	for b.Loop() {
		Alike(views[0], views[1])
	}
}
