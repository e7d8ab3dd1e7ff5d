package wire

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is a hit and what stands around it.
type place struct {
	f *finding
	hit
	name string
	// from and to bound the line that the hit stands in, or what is near enough of a very long one.
	from, to int
	// before and after are the rest of the line on either side, spaces collapsed, at most nearby bytes each.
	before, after string
	// fromStart and toEnd say that before reaches the start of the line, and after its end.
	fromStart, toEnd bool
}

// How far around a hit we look, in bytes: in the raw text, and once runs of spaces are collapsed.
const (
	reach  = 700
	nearby = 300
)

func newPlace(f *finding, h hit) *place {
	p := &place{f: f, hit: h, name: f.text[h.start:h.end]}
	p.from, p.fromStart = lineStart(f.text, h.start)
	p.to, p.toEnd = lineEnd(f.text, h.end)
	p.before = squeeze(f.text[p.from:h.start])
	p.unwrap()
	p.after = squeeze(f.text[h.end:p.to])
	if n := len(p.before); n > nearby {
		p.before, p.fromStart = cutLeft(p.before, n-nearby), false
	}
	if len(p.after) > nearby {
		p.after, p.toEnd = cutRight(p.after, nearby), false
	}
	return p
}

// unwrap puts the end of the line above before the hit where that line breaks off within a sentence, as in texts of fixed width: it
// ends in a word that no headline ends in.
func (p *place) unwrap() {
	if !p.fromStart || p.from < 20 || len(p.before) > nearby/2 {
		return
	}
	above := p.f.text[max(0, p.from-90) : p.from-1]
	if k := strings.LastIndexByte(above, '\n'); k >= 0 {
		above = above[k+1:]
	}
	if w := lastField(trimSpace(above)); len(above) >= 20 && wrapping[strings.TrimLeft(w, "\"“(")] {
		p.before = squeeze(cutLeft(above, 0) + " " + strings.TrimLeft(p.before, " "))
		p.fromStart = false
	}
}

// wrapping words stand before an agency within a sentence, and never at the end of a line by itself. In lower case.
var wrapping = set("told tells telling with by of to from at on in for and or the an a that as than said says reported reports quoted " +
	"cited agency agencies service " +
	"der die den dem laut sagte und mit von zu selon par et de la le que según por y con em com do da segundo secondo di del van volgens " +
	"til till ifølge enligt")

// lineStart returns where the line that holds text[i] begins, and whether it does; it goes back at most reach bytes.
func lineStart(text string, i int) (int, bool) {
	low := max(0, i-reach)
	if k := strings.LastIndexAny(text[low:i], "\n\r"); k >= 0 {
		return low + k + 1, true
	}
	return runeAt(text, low), low == 0
}

// lineEnd returns where the line that holds text[i] ends, and whether it does; it goes on at most reach bytes.
func lineEnd(text string, i int) (int, bool) {
	high := min(len(text), i+reach)
	if k := strings.IndexAny(text[i:high], "\n\r"); k >= 0 {
		return i + k, true
	}
	return runeBack(text, high), high == len(text)
}

// runeAt returns the start of the next rune at or behind text[i], runeBack that of the one at or before it.
func runeAt(text string, i int) int {
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}

func runeBack(text string, i int) int {
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}

func cutLeft(s string, i int) string { return s[runeAt(s, i):] }

func cutRight(s string, i int) string { return s[:runeBack(s, i)] }

// squeeze makes one space of each run of spaces and removes characters that do not show.
func squeeze(s string) string {
	if tidy(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, c := range s {
		switch {
		case c == '\u200B' || c == '\u200E' || c == '\u200F' || c == '\uFEFF':
		case !unicode.IsSpace(c):
			b.WriteRune(c)
			space = false
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	return b.String()
}

// tidy reports whether s has nothing to squeeze, by bytes that such characters begin with.
func tidy(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ' ':
			if i > 0 && s[i-1] == ' ' {
				return false
			}
		case '\t', '\v', '\f', 0xC2, 0xEF:
			return false
		case 0xE2, 0xE3:
			if i+1 < len(s) && s[i+1] == 0x80 && (i+2 == len(s) || s[i+2] <= 0x8F) {
				return false
			}
		}
	}
	return true
}

// trimSpace removes spaces of all kinds and marks that do not show.
func trimSpace(s string) string {
	return strings.TrimFunc(s, func(c rune) bool { return unicode.IsSpace(c) || c == '\u200B' || c == '\uFEFF' })
}

// lineAbove returns the nearest line with something on it above the hit's line, with its offset, or "" if there is none near.
func (p *place) lineAbove() (string, int) {
	to := p.from
	for n := 0; n < 6 && to > 0 && p.fromLine(); n++ {
		from, _ := lineStart(p.f.text, to-1)
		if line := trimSpace(p.f.text[from:max(from, to-1)]); line != "" {
			return line, from + strings.Index(p.f.text[from:to], line)
		}
		to = from
	}
	return "", 0
}

func (p *place) fromLine() bool {
	return p.from == 0 || strings.ContainsRune("\n\r", rune(p.f.text[p.from-1]))
}

// lineBelow returns the nearest line with something on it below the hit's line.
func (p *place) lineBelow() string {
	from := p.to
	for n := 0; n < 6 && from < len(p.f.text) && strings.ContainsRune("\n\r", rune(p.f.text[from])); n++ {
		to, _ := lineEnd(p.f.text, from+1)
		if line := trimSpace(p.f.text[from+1 : to]); line != "" {
			return squeeze(line)
		}
		from = to
	}
	return ""
}

// inTail reports whether the hit's line is one of the text's last three with something on them and little follows it.
func (p *place) inTail() bool {
	rest := p.f.text[p.to:]
	if len(rest) > 400 {
		return false
	}
	lines := 0
	for l := range strings.FieldsFuncSeq(rest, func(c rune) bool { return c == '\n' || c == '\r' }) {
		if trimSpace(l) != "" {
			lines++
		}
	}
	return lines <= 2
}

// inHead reports whether the hit's line is one of the text's first six with something on them.
func (p *place) inHead() bool {
	if p.from > 1500 {
		return false
	}
	lines := 0
	for l := range strings.FieldsFuncSeq(p.f.text[:p.from], func(c rune) bool { return c == '\n' || c == '\r' }) {
		if trimSpace(l) != "" {
			lines++
		}
	}
	return lines < 6
}

// runsOn reports whether the hit's script is written without spaces.
func (p *place) runsOn() bool { return p.form != nil && p.form.runs }

// caseless reports whether the hit's script has no capitals, so that names cannot be told from sentences by shape.
func (p *place) caseless() bool { return caseless(p.name) }
