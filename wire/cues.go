package wire

import (
	"slices"
	"strings"
)

// cueSet finds which of many phrases a text ends with. Phrases are in lower case and kept by their last word.
type cueSet struct {
	byWord map[string][]string
	// glued are phrases in scripts without spaces, and those that end in an apostrophe: they need no space behind them.
	glued []string
}

func newCues(cues []string) cueSet {
	c := cueSet{byWord: map[string][]string{}}
	for _, cue := range cues {
		if r := lastRune(cue); runsOn(r) || r == '\'' || r == '’' {
			c.glued = append(c.glued, cue)
			continue
		}
		w := lastField(cue)
		c.byWord[w] = append(c.byWord[w], cue)
	}
	for _, list := range c.byWord {
		slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return c
}

// end returns the longest cue that s ends with, as words of their own, or "".
func (c cueSet) end(s string) string {
	for _, cue := range c.byWord[lastField(s)] {
		if head, ok := strings.CutSuffix(s, cue); ok && (head == "" || !isWordByte(head[len(head)-1])) {
			return cue
		}
	}
	if s != "" && (s[len(s)-1] >= 0x80 || s[len(s)-1] == '\'') {
		for _, cue := range c.glued {
			if strings.HasSuffix(s, cue) {
				return cue
			}
		}
	}
	return ""
}

// lastField returns what follows the last space or bracket in s.
func lastField(s string) string { return s[strings.LastIndexAny(s, " ([/")+1:] }

// lower returns s in lower case with its bytes where they were: where that moves them, only ASCII letters change.
func lower(s string) string {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return asciiLower(s)
	}
	return low
}
