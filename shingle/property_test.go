package shingle

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spaolacci/murmur3"
	"pgregory.net/rapid"
)

// pieces are what texts are put together from: words, marks and oddities of many scripts.
var pieces = []string{
	"a", "S", "the", "Nurses", "U", "é", "É", "ß", "İ", "ı", "Ω", "я", "Й", "и\u0306", "и", "ق", "ُ", "ـ", "कि", "मी", "한",
	"\u1112\u1161\u11ab", "\u11ab",
	"京", "大", "の", "が", "か\u3099", "ラ", "ー", "ｶ", "ﾞ", "ท", "ี่", "ខ", "្", "1", "0", "2018", "３", "٣", "½", "³", "〇", "Ⅷ", "𝐀", "ʼ",
	".", ",", "'", "’", "‘", ":", ";", "_", "·", "．", "，", "；", "‿", "-", "–", "!", "?", "。", "…", "\"", "“", "”", "„", "«", "»", "「", "」",
	"(", "&", "/",
	" ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u202f", "\u2028", "\u0085", "\u00ad", "\u200b", "\u200d", "\u200f",
	"\ufeff", "\ufe0f", "\u0301", "\u0307", "\u034f",
	"👍", "🇩🇪", "\x00", "\xff", "\xf5", "\xe4", "\xe4\xb8", "\ufffd", "'s", "’s",
}

// texts draws texts of anything.
func texts() *rapid.Generator[string] { return put(pieces) }

func put(pieces []string) *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40), func(p []string) string { return strings.Join(p, "") })
}

// checkTokens fails unless tokens are what Append promises of text.
func checkTokens(t interface{ Fatalf(string, ...any) }, text string, tokens []Token) {
	var n normalizer
	for i, tok := range tokens {
		if tok.Start >= tok.End || int(tok.End) > len(text) {
			t.Fatalf("%q: token %d is [%d, %d)", text, i, tok.Start, tok.End)
		}
		word := text[tok.Start:tok.End]
		if r, _ := utf8.DecodeRuneInString(word); !utf8.RuneStart(word[0]) || r == utf8.RuneError {
			t.Fatalf("%q: token %d, %q, starts inside a character", text, i, word)
		}
		if form := n.form(word); len(form) == 0 || murmur3.Sum64(form) != tok.Hash {
			t.Fatalf("%q: token %d, %q, has hash %x; its form is %q", text, i, word, tok.Hash, form)
		}
		if i == 0 {
			if tok.Flags&Paragraph == 0 {
				t.Fatalf("%q: the first token, %q, opens no paragraph", text, word)
			}
			continue
		}
		prev := tokens[i-1]
		pair := prev.Flags&tok.Flags&Character != 0
		if tok.Start < prev.End && !pair || tok.Start <= prev.Start || tok.End <= prev.End {
			t.Fatalf("%q: %q at %d behind %q at %d", text, word, tok.Start, text[prev.Start:prev.End], prev.Start)
		}
		if tok.Flags&Paragraph != 0 && tok.Flags&Opens == 0 {
			t.Fatalf("%q: %q opens a paragraph and no sentence", text, word)
		}
		if strings.ContainsAny(text[prev.Start:tok.Start], "\n\r\u0085\u2028\u2029") != (tok.Flags&Paragraph != 0) {
			t.Fatalf("%q: %q has flags %s", text, word, tok.Flags.letters())
		}
	}
}

func TestTokensProperty(t *testing.T) {
	var tok Tokenizer
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		tokens := tok.Append(nil, text)
		checkTokens(t, text, tokens)
		if again := new(Tokenizer).Append(nil, text); !slices.Equal(again, tokens) {
			t.Fatalf("%q: a new Tokenizer gives %v, a used one %v", text, again, tokens)
		}
	})
}

// The normal form of a normal form is itself. Cyrillic letters are left out: й keeps its accent only if no mark of another script
// is between.
func TestFormProperty(t *testing.T) {
	var n, again normalizer
	sane := slices.DeleteFunc(slices.Clone(pieces), func(p string) bool { return strings.ContainsAny(p, "Йи") })
	rapid.Check(t, func(t *rapid.T) {
		word := put(sane).Draw(t, "word")
		form := string(n.slow(word))
		if twice := string(again.slow(form)); twice != form {
			t.Fatalf("%+q: form %+q, its form %+q", word, form, twice)
		}
		if n.quick(word) && string(n.kept) != form {
			t.Fatalf("%+q: quick form %+q, slow form %+q", word, n.kept, form)
		}
	})
}

// The way of ASCII and UAX 29 agree, for longer texts than all that can be tried.
func TestASCIIAgreesWithUAX29Property(t *testing.T) {
	var a, b Tokenizer
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("aabSs019..,''\":;_- \n"))).Draw(t, "text")
		if quick, full := a.Append(nil, text), b.appendByUAX29(nil, text); !slices.Equal(quick, full) {
			t.Fatalf("%q:\nquick  %q %v\nUAX 29 %q %v", text, printed(text, quick), quick, printed(text, full), full)
		}
	})
}

// What comes behind a blank line changes nothing before it, and what came before it nothing behind.
func TestParagraphsProperty(t *testing.T) {
	var tok Tokenizer
	rapid.Check(t, func(t *rapid.T) {
		first, second := texts().Draw(t, "first"), texts().Draw(t, "second")
		want := tok.Append(nil, first)
		for _, token := range tok.Append(nil, second) {
			token.Start += uint32(len(first)) + 2
			token.End += uint32(len(first)) + 2
			want = append(want, token)
		}
		if got := tok.Append(nil, first+"\n\n"+second); !slices.Equal(got, want) {
			t.Fatalf("%q and %q\n got %v\nwant %v", first, second, got, want)
		}
	})
}

// checkTerms fails unless terms are what Terms promises of text.
func checkTerms(t interface{ Fatalf(string, ...any) }, text string, tokens []Token, terms []Term) {
	starts, ends := map[uint32]bool{}, map[uint32]bool{}
	for _, tok := range tokens {
		starts[tok.Start], ends[tok.End] = true, true
	}
	for i, term := range terms {
		if i > 0 && term.Hash <= terms[i-1].Hash {
			t.Fatalf("%q: term %x behind %x", text, term.Hash, terms[i-1].Hash)
		}
		if !starts[term.Start] || !ends[term.End] || term.Start >= term.End {
			t.Fatalf("%q: term %d is [%d, %d), no words", text, i, term.Start, term.End)
		}
		if term.Flags&Lead != 0 && term.Flags&Early == 0 || term.Flags&Opening != 0 && term.Flags&Lead == 0 {
			t.Fatalf("%q: term %q is in the lead and not early, or opens and is not in the lead", text, text[term.Start:term.End])
		}
	}
	if len(terms) > 2*len(tokens) {
		t.Fatalf("%q: %d terms of %d tokens", text, len(terms), len(tokens))
	}
}

func TestTermsProperty(t *testing.T) {
	var used Tokenizer
	languages := append([]string{"", "en-GB", "xx"}, listed...)
	rapid.Check(t, func(t *rapid.T) {
		text, language := texts().Draw(t, "text"), rapid.SampledFrom(languages).Draw(t, "language")
		tokens := used.Append(nil, text)
		terms := used.Terms(nil, text, tokens, language)
		checkTerms(t, text, tokens, terms)
		if again := new(Tokenizer).Terms(nil, text, tokens, language); !slices.Equal(again, terms) {
			t.Fatalf("%q: a new Tokenizer gives %v, a used one %v", text, again, terms)
		}
	})
}
