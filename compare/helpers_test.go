package compare

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory/shingle"
)

// shingleWords is the length of shingles in these tests.
const shingleWords = 5

// bodyOf makes a body of a text.
func bodyOf(text string) Body {
	var t shingle.Tokenizer
	return NewBody(t.Append(nil, text), shingleWords)
}

// prose returns a text of so many words with the spread of frequencies of natural language: a few words are everywhere,
// most are rare.
func prose(r *rand.Rand, words int) string {
	zipf := rand.NewZipf(r, 1.1, 4, 20000)
	var b strings.Builder
	for i := range words {
		switch {
		case i%80 == 79:
			b.WriteString(".\n")
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(word(int(zipf.Uint64())))
	}
	return b.String()
}

// word spells a number in syllables.
func word(n int) string {
	const syllables = "bacodifogumenarilosute"
	var b strings.Builder
	for n = n*7 + 3; n > 0; n /= 11 {
		b.WriteString(syllables[n%11*2 : n%11*2+2])
	}
	return b.String()
}

// edit changes, drops or puts in one word in every so many.
func edit(r *rand.Rand, text string, every int) string {
	words := strings.Fields(text)
	var out []string
	for _, w := range words {
		if r.IntN(every) > 0 {
			out = append(out, w)
			continue
		}
		switch r.IntN(3) {
		case 0:
			out = append(out, word(30000+r.IntN(10000)))
		case 1:
			out = append(out, w, word(30000+r.IntN(10000)))
		}
	}
	return strings.Join(out, " ")
}

func seeded(tb testing.TB) *rand.Rand {
	tb.Helper()
	return rand.New(rand.NewPCG(11, 12))
}

// date returns a day of a year, the zero time for day 0.
func date(day int) time.Time {
	if day == 0 {
		return time.Time{}
	}
	return time.Date(2026, 1, day, 12, 0, 0, 0, time.UTC)
}
