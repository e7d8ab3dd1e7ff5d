package shingle

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// fill repeats a piece up to n bytes.
func fill(piece string, n int) string { return strings.Repeat(piece, n/len(piece)) }

// noise is n random bytes, the same ones every time.
func noise(n int) string {
	data := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{}).Read(data)
	return string(data)
}

// However long and odd a text is, the time it takes is linear: quadratic time would be hours for these.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	n := 1 << 20
	if testing.Short() {
		n = 1 << 17
	}
	for _, c := range []struct{ name, text string }{
		{"one word over and over", fill("word ", 10*n)},
		{"one long word", fill("a", 10*n)},
		{"one long word for the stemmer", fill("ay", n)},
		{"one long number", fill("1,234.", n)},
		{"one long word, not ASCII", fill("й", n)},
		{"one long line of characters", fill("京", n)},
		{"random bytes", noise(n)},
		{"punctuation", fill(".,;:'\"!?-", n)},
		{"punctuation, not ASCII", fill("“…”。", n)},
		{"emoji", fill("👩‍👩‍👧🇩🇪👍🏽", n)},
		{"broken bytes", fill("\xe4\xb8", n)},
		{"zero bytes", fill("\x00", n)},
		{"initials", fill("a.", n)},
		{"initials, not ASCII", fill("é.", n)},
		{"initials that end beyond ASCII", fill("a.", n) + "é"},
		{"full stops", fill("ab.", n) + "é"},
		{"semicolons", fill("a;é;", n)},
		{"two scripts in turn", fill("京é", n)},
		{"possessives", fill("'s", n)},
		{"possessives in one word", "a" + fill("'s", n) + "é"},
		{"combining marks", "a" + fill("\u0301", n)},
		{"accents that make letters", "и" + fill("\u0306", n)},
		{"marks of other scripts", "क" + fill("\u0941\u094d", n)},
		{"marks behind a full stop", fill("a.\u0301", n)},
		{"marks behind many full stops", "é" + fill(".", n/2) + fill("\u0301", n/2)},
		{"marks between full stops", "é" + fill("a\u0301\u0301.\u0301\u0301", n)},
		{"marks of a character", "京" + fill("\u0301", n)},
		{"joiners", "a" + fill("\u200d", n) + "b"},
		{"jamo", fill("\u1112\u1161\u11ab", n)},
		{"letters that grow", fill("\ufdfa", n)},
		{"quotation marks", fill("“a", n)},
		{"lines", fill("a\n", n)},
		{"underscores", fill("a_", n) + "é"},
	} {
		done := make(chan time.Duration)
		go func() {
			start := time.Now()
			var tok Tokenizer
			tokens := tok.Append(nil, c.text)
			tok.Language(c.text, tokens)
			tok.Terms(nil, c.text, tokens, "en")
			Set(Shingles(nil, tokens, 5))
			done <- time.Since(start)
		}()
		select {
		case took := <-done:
			t.Logf("%s: %v", c.name, took)
		case <-time.After(30 * time.Second):
			t.Fatalf("%s: %d bytes take more than 30 s", c.name, len(c.text))
		}
	}
}

// Oddities do not break the promises about tokens either.
func TestHostileTextsHaveSoundTokens(t *testing.T) {
	text := noise(200_000) + fill("a.", 1000) + "é" + fill("\u0301", 1000) + fill("京\u200d", 1000)
	var tok Tokenizer
	tokens := tok.Append(nil, text)
	checkTokens(t, text, tokens)
	checkTerms(t, text, tokens, tok.Terms(nil, text, tokens, "en"))
}
