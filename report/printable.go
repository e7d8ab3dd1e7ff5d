package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns s on one line and safe for a terminal. Articles are other people's bytes: an escape sequence in a title
// could recolour the screen, move the cursor over a neighbouring line or set the clipboard. Runs of white space become one
// space; control characters and invalid UTF-8 become U+FFFD; invisible characters that reorder or hide text are dropped,
// but for the joiners that emoji and several scripts need.
func Printable(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case hidden(r):
			continue
		case unicode.IsControl(r):
			r = utf8.RuneError
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plain reports whether s is printable ASCII without doubled, leading or trailing spaces: most ids and many titles.
func plain(s string) bool {
	previous := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && previous == ' ' {
			return false
		}
		previous = c
	}
	return len(s) == 0 || previous != ' '
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// hidden reports whether r takes no room yet changes what is seen: overrides of direction, soft hyphens, byte order marks,
// tags. The number signs of Arabic are of the same category, but have a shape.
func hidden(r rune) bool {
	return unicode.Is(unicode.Cf, r) && r != zeroWidthJoiner && r != zeroWidthNonJoiner &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
