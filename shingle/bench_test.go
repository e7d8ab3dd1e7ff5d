package shingle

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const fixtures = "../testdata/shingle"

// fixture reads a text written for the tests.
func fixture(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// curly is an article as a typesetter prints it.
func curly(article string) string {
	return strings.NewReplacer(" \"", " “", "\n\"", "\n“", "\"", "”", "'", "’", " - ", " – ").Replace(article)
}

// benchTexts are texts of about the length of an article.
func benchTexts(t testing.TB) map[string]string {
	article := fixture(t, "article.txt")
	return map[string]string{
		"ascii": article,
		"curly": curly(article),
		"ru":    strings.Repeat(fixture(t, "languages/ru.txt"), 9),
		"zh":    strings.Repeat(fixture(t, "languages/zh.txt"), 9),
		"th":    strings.Repeat(fixture(t, "languages/th.txt"), 9),
		"ar":    strings.Repeat(fixture(t, "languages/ar.txt"), 9),
		"ko":    strings.Repeat(fixture(t, "languages/ko.txt"), 9),
		"de":    strings.Repeat(fixture(t, "languages/de.txt"), 9),
		"hi":    strings.Repeat(fixture(t, "languages/hi.txt"), 9),
	}
}

func perSecond(b *testing.B) { b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s") }

func BenchmarkAppend(b *testing.B) {
	for name, text := range benchTexts(b) {
		b.Run("text="+name, func(b *testing.B) {
			var t Tokenizer
			var tokens []Token
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				tokens = t.Append(tokens[:0], text)
			}
			perSecond(b)
		})
	}
}

func BenchmarkShingles(b *testing.B) {
	text := fixture(b, "article.txt")
	tokens := new(Tokenizer).Append(nil, text)
	var hashes []uint64
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		hashes = Shingles(hashes[:0], tokens, 5)
	}
	perSecond(b)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(hashes)), "ns/shingle")
}

func BenchmarkSet(b *testing.B) {
	tokens := new(Tokenizer).Append(nil, fixture(b, "article.txt"))
	var hashes []uint64
	b.ReportAllocs()
	for b.Loop() {
		hashes = Set(Shingles(hashes[:0], tokens, 5))
	}
	perSecond(b)
}

func BenchmarkTerms(b *testing.B) {
	for _, name := range []string{"ascii", "ru", "zh"} {
		b.Run("text="+name, func(b *testing.B) {
			text := benchTexts(b)[name]
			var t Tokenizer
			tokens := t.Append(nil, text)
			language := t.Language(text, tokens)
			var terms []Term
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				terms = t.Terms(terms[:0], text, tokens, language)
			}
			perSecond(b)
			b.ReportMetric(float64(len(terms)), "terms")
		})
	}
}

func BenchmarkLanguage(b *testing.B) {
	text := fixture(b, "article.txt")
	var t Tokenizer
	tokens := t.Append(nil, text)
	b.ReportAllocs()
	for b.Loop() {
		t.Language(text, tokens)
	}
	perSecond(b)
}
