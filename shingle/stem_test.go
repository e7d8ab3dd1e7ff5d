package shingle

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/spaolacci/murmur3"
)

func TestStopwordFiles(t *testing.T) {
	entries, err := os.ReadDir("stopwords")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		language, isList := strings.CutSuffix(e.Name(), ".txt")
		if !isList {
			continue
		}
		found = append(found, language)
		data, err := os.ReadFile("stopwords/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
		for i, word := range words {
			if i > 0 && word <= words[i-1] {
				t.Errorf("%s: %q behind %q, want them sorted and unique", e.Name(), word, words[i-1])
			}
			if word != strings.ToLower(word) || strings.ContainsFunc(word, unicode.IsSpace) {
				t.Errorf("%s: %q, want one word in lower case", e.Name(), word)
			}
			if n := len(new(Tokenizer).Append(nil, word)); n != 1 {
				t.Errorf("%s: %q makes %d tokens, want 1", e.Name(), word, n)
			}
		}
	}
	if !slices.Equal(found, listed) {
		t.Errorf("lists of %q, want %q", found, listed)
	}
}

func TestStopwords(t *testing.T) {
	var n normalizer
	for _, c := range []struct {
		word      string
		languages string
	}{
		{"the", "en"},
		{"und", "de"},
		{"der", "de"},
		{"aren't", "en"},
		{"aren’t", "en"},
		{"said", "en"},
		{"и", "ru"},
		{"في", "ar"},
		{"और", "hi"},
		{"için", "tr"},
		{"même", "fr"},
		{"zebra", ""},
		{"", ""},
	} {
		var got []string
		mask := stopwords()[murmur3.Sum64(n.form(c.word))]
		for i, language := range listed {
			if mask>>i&1 != 0 {
				got = append(got, language)
			}
		}
		if got := strings.Join(got, " "); got != c.languages {
			t.Errorf("%q is a stop word of %q, want %q", c.word, got, c.languages)
		}
	}
}

// The lists are read once; all callers get the same map.
func TestStopwordsAreLoadedOnce(t *testing.T) {
	stopwords()
	if n := testing.AllocsPerRun(10, func() { stopwords() }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

// Every language with a stemmer has stop words, and every mask has a bit of its own.
func TestListedLanguages(t *testing.T) {
	if len(listed) > 16 || !slices.IsSorted(listed) {
		t.Errorf("%q, want at most 16 in order", listed)
	}
	seen := uint16(0)
	for _, language := range listed {
		mask := languageMask(language)
		if mask == 0 || seen&mask != 0 {
			t.Errorf("%s: mask %b, others have %b", language, mask, seen)
		}
		seen |= mask
	}
	for language := range stemmers {
		if languageMask(language) == 0 {
			t.Errorf("%s has a stemmer and no stop words", language)
		}
	}
	if languageMask("xx") != 0 {
		t.Error("a language without a list has a mask")
	}
}

func TestStems(t *testing.T) {
	for _, c := range []struct{ language, a, b string }{
		{"en", "walking", "walks"},
		{"de", "Häuser", "Haus"},
		{"fr", "villes", "ville"},
		{"es", "gatos", "gato"},
		{"it", "gatti", "gatto"},
		{"pt", "meninos", "menino"},
		{"ru", "красный", "красная"},
		{"ru", "трамваями", "трамваем"},
		{"tr", "evler", "evlerde"},
		{"ar", "كتاب", "الكتاب"},
	} {
		var tok Tokenizer
		text := c.a + " " + c.b
		tok.stems.use(c.language)
		tokens := tok.Append(nil, text)
		if a, b := tok.stem(text, tokens[0]), tok.stem(text, tokens[1]); a != b || a == 0 {
			t.Errorf("%s: %q and %q have the stems %x and %x", c.language, c.a, c.b, a, b)
		}
	}
}

// Words too long for any language stay as they are.
func TestLongWordsAreNotStemmed(t *testing.T) {
	var tok Tokenizer
	tok.stems.use("en")
	for _, c := range []struct {
		letters int
		stemmed bool
	}{{maxWord - 4, true}, {maxWord, false}} {
		text := strings.Repeat("ab", c.letters/2) + "ness"
		token := tok.Append(nil, text)[0]
		if got := tok.stem(text, token) != token.Hash; got != c.stemmed {
			t.Errorf("%d letters: stemmed %v, want %v", len(text), got, c.stemmed)
		}
	}
}
