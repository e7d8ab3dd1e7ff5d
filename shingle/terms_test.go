package shingle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// letters names flags by letters: pair, name, figure, lead, early. Opening is left out.
func (f TermFlag) letters() string {
	var b strings.Builder
	for i, c := range "pnfle" {
		if f>>i&1 != 0 {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// terms returns the terms of a text in the order of the text, single words first, as they are printed where they stand first.
func terms(text, language string) []string {
	var tok Tokenizer
	list := tok.Terms(nil, text, tok.Append(nil, text), language)
	slices.SortFunc(list, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Flags&Pair, b.Flags&Pair), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	var out []string
	for _, t := range list {
		out = append(out, text[t.Start:t.End]+"/"+t.Flags.letters())
	}
	return out
}

func TestTerms(t *testing.T) {
	for _, c := range []struct{ name, text, language, want string }{
		{"words and pairs", "trams stopped suddenly", "", "trams/le stopped/le suddenly/le trams stopped/ple stopped suddenly/ple"},
		{"stop words", "The trams of the city", "", "trams/le city/le trams of the city/ple"},
		{"pairs reach three words", "trams of the old city", "", "trams/le old/le city/le trams of the old/ple old city/ple"},
		{"and no more", "trams in and of the city", "", "trams/le city/le"},
		{"single letters", "vitamin C é pills", "", "vitamin/le pills/le vitamin C é pills/ple"},
		{"numbers", "7 trams, 3.5 km", "", "7/fle trams/le 3.5/fle km/le 7 trams/ple trams, 3.5/ple 3.5 km/ple"},
		{"names", "Rain hit Alder. Rain fell", "", "Rain/le hit/le Alder/nle fell/le Rain hit/ple hit Alder/ple Alder. Rain/ple Rain fell/ple"},
		{"forms of a word", "Nurses nurse a nurse’s nursing", "", "Nurses/le Nurses nurse/ple"},
		{"flags are joined", "alder met Alder", "", "alder/nle met/le alder met/ple met Alder/ple"},
		{"pairs have an order", "red wine, wine red", "", "red/le wine/le red wine/ple wine, wine/ple wine red/ple"},
		{"characters", "北京大学", "zh", "北京/le 京大/le 大学/le 北京大/ple 京大学/ple"},
		{"German", "die Häuser und das Haus", "de", "Häuser/nle Häuser und das Haus/ple"},
		{"Russian", "красный трамвай и красная линия", "ru", "красный/le трамвай/le линия/le " +
			"красный трамвай/ple трамвай и красная/ple красная линия/ple"},
		{"no such language", "die Häuser", "xx", "die/le Häuser/nle die Häuser/ple"},
		{"no words", "?!", "", ""},
	} {
		if got := strings.Join(terms(c.text, c.language), " "); got != c.want {
			t.Errorf("%s: %q in %q\n got %s\nwant %s", c.name, c.text, c.language, got, c.want)
		}
	}
}

// The opening, the lead and the early words are counted in content words; a term that stands in them and behind has the flag.
func TestTermsLeadAndEarly(t *testing.T) {
	var b strings.Builder
	for i := range EarlyWords + 10 {
		fmt.Fprintf(&b, "the w%d ", i)
	}
	b.WriteString("w1")
	got := map[string]TermFlag{}
	var tok Tokenizer
	for _, term := range tok.Terms(nil, b.String(), tok.Append(nil, b.String()), "en") {
		got[b.String()[term.Start:term.End]] = term.Flags
	}
	for word, want := range map[string]TermFlag{
		"w0": Opening | Lead | Early, "w1": Opening | Lead | Early,
		fmt.Sprintf("w%d", OpeningWords-1): Opening | Lead | Early, fmt.Sprintf("w%d", OpeningWords): Lead | Early,
		fmt.Sprintf("w%d", LeadWords-1): Lead | Early, fmt.Sprintf("w%d", LeadWords): Early,
		fmt.Sprintf("w%d", EarlyWords-1): Early, fmt.Sprintf("w%d", EarlyWords): 0,
		fmt.Sprintf("w%d the w%d", LeadWords-1, LeadWords): Pair | Early,
	} {
		if flags, found := got[word]; !found || flags != want {
			t.Errorf("%s: flags %q (found: %v), want %q", word, flags.letters(), found, want.letters())
		}
	}
}

// A headline whose words all begin with a capital letter names nobody; a word of it may be a name by the text below.
func TestTermsHeadline(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"title case", "Ferry Hits Alder Pier\n\nThe ferry hit a pier at Alder.", "Alder"},
		{"upper case", "FERRY HITS ALDER PIER\n\nthe ferry hit a pier at Alder.", "Alder"},
		{"sentence case", "Ferry hits Alder pier\n\nthe ferry was late", "Alder"},
		{"one line", "Ferry Hits Alder Pier", "Hits Alder Pier"},
		{"half of the words", "Alder Ferry of Port Selwyn hits a pier\n\nIt was late", "Ferry Port Selwyn"},
		{"a name alone", "Alder\n\nThe ferry was late", ""},
	} {
		var got []string
		var tok Tokenizer
		list := tok.Terms(nil, c.text, tok.Append(nil, c.text), "en")
		slices.SortFunc(list, func(a, b Term) int { return cmp.Compare(a.Start, b.Start) })
		for _, term := range list {
			if term.Flags&Name != 0 {
				got = append(got, c.text[term.Start:term.End])
			}
		}
		if !strings.EqualFold(strings.Join(got, " "), c.want) {
			t.Errorf("%s: %q: names %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestTermsLanguageTags(t *testing.T) {
	text := "As casas da cidade, the houses of the towns"
	for _, same := range [][]string{{"", "en", "EN", "en-GB", "en_US"}, {"pt", "pt-BR", "pt_BR", "PT"}, {"xx", "xx-YY"}} {
		want := terms(text, same[0])
		for _, language := range same[1:] {
			if got := terms(text, language); !slices.Equal(got, want) {
				t.Errorf("%q: %q, want as for %q: %q", language, got, same[0], want)
			}
		}
	}
}

// A word that is known in one language is not taken for known in another.
func TestTermsOfLanguagesInTurn(t *testing.T) {
	text := "die casas houses Häuser der the de en it pt" // a word may be a language's name
	var used Tokenizer
	for _, language := range []string{"de", "en", "pt", "de", "it", "xx", "en", ""} {
		var fresh Tokenizer
		got := used.Terms(nil, text, used.Append(nil, text), language)
		want := fresh.Terms(nil, text, fresh.Append(nil, text), language)
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", language, got, want)
		}
	}
}

// The cache of stems is bounded, and starting anew changes nothing.
func TestStemCacheIsBounded(t *testing.T) {
	var tok Tokenizer
	text := "nurses walking home"
	want := tok.Terms(nil, text, tok.Append(nil, text), "en")
	var b strings.Builder
	for i := range maxStems + 100 {
		fmt.Fprintf(&b, "w%d ", i)
	}
	tok.Terms(nil, b.String(), tok.Append(nil, b.String()), "en")
	if n := len(tok.stems.known); n > maxStems {
		t.Errorf("%d stems are kept, want at most %d", n, maxStems)
	}
	if got := tok.Terms(nil, text, tok.Append(nil, text), "en"); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Terms takes some of a text's tokens, as they are when page furniture is left out, and keeps what dst holds.
func TestTermsOfSomeTokens(t *testing.T) {
	var tok Tokenizer
	text := "Share this page\nTrams return"
	tokens := tok.Append(nil, text)
	before := []Term{{Hash: 1<<64 - 1}}
	got := tok.Terms(before, text, tokens[3:], "en")
	var words []string
	for _, term := range got[1:] {
		words = append(words, text[term.Start:term.End])
	}
	slices.Sort(words)
	if want := []string{"Trams", "Trams return", "return"}; got[0] != before[0] || !slices.Equal(words, want) {
		t.Errorf("got %q after %v, want %q", words, got[0], want)
	}
}

func TestTermsDoNotAllocate(t *testing.T) {
	var tok Tokenizer
	text := fixture(t, "article.txt")
	tokens := tok.Append(nil, text)
	list := tok.Terms(nil, text, tokens, "en")
	if n := testing.AllocsPerRun(10, func() { list = tok.Terms(list[:0], text, tokens, "en") }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
