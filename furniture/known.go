package furniture

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/samestory/samestory/shingle"
)

//go:embed phrases.txt
var phrases string

const (
	// maxBegins is the most words a paragraph may have to be known furniture by how it begins, and maxHeading as a heading.
	maxBegins, maxHeading = 25, 12
)

// rule is a set of bits that tell what a phrase makes of a paragraph.
type rule uint8

const (
	// isWhole: the paragraph is the phrase.
	isWhole rule = 1 << iota
	// begins: it begins with the phrase.
	begins
	// isLabel: it begins with the phrase and a colon, bar or dash.
	isLabel
	// isHeading: it begins with the phrase, has few words and no full stop at the end.
	isHeading
)

// known are the phrases of the list, by key.
type known struct {
	rules   map[uint64]rule
	longest int // words of the longest phrase
}

var list = sync.OnceValue(func() known {
	k := known{rules: map[uint64]rule{}}
	var t shingle.Tokenizer
	for line := range strings.Lines(phrases) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		phrase, r := parse(line)
		tokens := t.Append(nil, phrase)
		var key phraseKey
		for _, token := range tokens {
			key = key.with(token)
		}
		k.rules[uint64(key)] |= r
		k.longest = max(k.longest, len(tokens))
	}
	return k
})

// parse splits a line of the list.
func parse(line string) (phrase string, r rule) {
	for _, s := range []struct {
		suffix string
		rule   rule
	}{{"...", begins}, {":", isLabel}, {"___", isHeading}} {
		if phrase, found := strings.CutSuffix(line, s.suffix); found {
			return phrase, s.rule
		}
	}
	return line, isWhole
}

// phraseKey identifies a phrase by its words; all numbers are the same to it.
type phraseKey uint64

func (k phraseKey) with(t shingle.Token) phraseKey {
	h := t.Hash
	if t.Flags&shingle.Number != 0 {
		h = 1
	}
	return phraseKey(mix(uint64(k), h))
}

// Known reports whether a paragraph of text is furniture by its looks alone.
func Known(text string, paragraph []shingle.Token) bool {
	if len(paragraph) == 0 {
		return false
	}
	return len(paragraph) <= maxBegins && isPhrase(text, paragraph) || isProgram(line(text, paragraph))
}

// isPhrase reports whether a paragraph is on the list.
func isPhrase(text string, paragraph []shingle.Token) bool {
	k := list()
	var key phraseKey
	for i, t := range paragraph[:min(k.longest, len(paragraph))] {
		key = key.with(t)
		r := k.rules[uint64(key)]
		if r == 0 {
			continue
		}
		if r&isWhole != 0 && i == len(paragraph)-1 || r&isLabel != 0 && marked(text[t.End:]) {
			return true
		}
		if r&begins != 0 && !goesOn(text, paragraph) {
			return true
		}
		if r&isHeading != 0 && len(paragraph) <= maxHeading && !goesOn(text, paragraph) && !stops(text, paragraph) {
			return true
		}
	}
	return false
}

// goesOn reports whether a paragraph begins with a small letter: in text with hard line breaks it goes on with a sentence.
func goesOn(text string, paragraph []shingle.Token) bool {
	r, _ := utf8.DecodeRuneInString(text[paragraph[0].Start:])
	return unicode.IsLower(r)
}

// stops reports whether a paragraph ends in a full stop, as sentences do and headings do not.
func stops(text string, paragraph []shingle.Token) bool {
	words := int(paragraph[len(paragraph)-1].End - paragraph[0].Start)
	return strings.ContainsAny(line(text, paragraph)[words:], ".。।")
}

// marked reports whether a text goes on with a colon, a bar, or a dash with a space behind it.
func marked(text string) bool {
	text = strings.TrimLeft(text, " \t\u00a0")
	mark, size := utf8.DecodeRuneInString(text)
	switch mark {
	case ':', '：', '|', '»', '>':
		return true
	case '-', '–', '—':
		next, _ := utf8.DecodeRuneInString(text[size:])
		return unicode.IsSpace(next)
	}
	return false
}

// line returns a paragraph with the marks behind its last word.
func line(text string, paragraph []shingle.Token) string {
	start, end := paragraph[0].Start, paragraph[len(paragraph)-1].End
	n := strings.IndexByte(text[end:], '\n')
	if n < 0 {
		return text[start:]
	}
	return text[start : int(end)+n]
}

// isProgram tells lines of program text and styles that were left in a page.
func isProgram(line string) bool {
	if strings.IndexByte(line, '{') < 0 && strings.IndexByte(line, ';') < 0 {
		return false
	}
	marks := strings.Count(line, "({") + strings.Count(line, "});") + strings.Count(line, "};") + min(1, strings.Count(line, "||")) +
		strings.Count(line, "();") + strings.Count(line, "function(") + strings.Count(line, "function (") +
		strings.Count(line, "!important") + strings.Count(line, "px;")
	return marks >= 2
}
