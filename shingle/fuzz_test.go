package shingle

import (
	"slices"
	"testing"
)

// addTexts seeds a fuzz target with the published texts.
func addTexts(add func(text string)) {
	for _, v := range vectorInputs() {
		add(v.Text)
	}
}

func FuzzAppend(f *testing.F) {
	addTexts(func(text string) { f.Add(text) })
	var used Tokenizer
	f.Fuzz(func(t *testing.T, text string) {
		tokens := used.Append(nil, text)
		checkTokens(t, text, tokens)
		if full := used.appendByUAX29(nil, text); !slices.Equal(full, tokens) {
			t.Errorf("%q: got %v, all by UAX 29 %v", text, tokens, full)
		}
		if again := new(Tokenizer).Append(nil, text+"\n\nend"); !slices.Equal(again[:len(again)-1], tokens) {
			t.Errorf("%q: got %v, with a paragraph behind %v", text, tokens, again)
		}
		want := max(len(tokens)-4, min(len(tokens), 1))
		if got := Shingles(nil, tokens, 5); len(got) != want {
			t.Errorf("%q: %d shingles of %d tokens, want %d", text, len(got), len(tokens), want)
		}
	})
}

func FuzzTerms(f *testing.F) {
	languages := append([]string{"", "xx"}, listed...)
	addTexts(func(text string) {
		for _, language := range languages {
			f.Add(text, language)
		}
	})
	var used Tokenizer
	f.Fuzz(func(t *testing.T, text, language string) {
		tokens := used.Append(nil, text)
		terms := used.Terms(nil, text, tokens, language)
		checkTerms(t, text, tokens, terms)
		if again := new(Tokenizer).Terms(nil, text, tokens, language); !slices.Equal(again, terms) {
			t.Errorf("%q in %q: a used Tokenizer gives %v, a new one %v", text, language, terms, again)
		}
		used.Language(text, tokens)
	})
}
