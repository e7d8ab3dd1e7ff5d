package furniture

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/samestory/samestory/shingle"
)

//go:embed phrases.txt
var phrases string

// maxKnown is the most words a paragraph may have to be known furniture by how it starts.
const maxKnown = 25

// known holds the keys of whole paragraphs and of beginnings of paragraphs.
type known struct {
	whole, start map[uint64]bool
	longest      int // words of the longest beginning
}

var list = sync.OnceValue(func() known {
	k := known{whole: map[uint64]bool{}, start: map[uint64]bool{}}
	var t shingle.Tokenizer
	for line := range strings.Lines(phrases) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		begins := strings.HasSuffix(line, "...")
		tokens := t.Append(nil, strings.TrimSuffix(line, "..."))
		if begins {
			k.start[Key(tokens)] = true
			k.longest = max(k.longest, len(tokens))
		} else {
			k.whole[Key(tokens)] = true
		}
	}
	return k
})

// Known reports whether a paragraph of text is furniture by its looks alone.
func Known(text string, paragraph []shingle.Token) bool {
	if len(paragraph) == 0 {
		return false
	}
	k := list()
	if len(paragraph) <= maxKnown {
		if k.whole[Key(paragraph)] {
			return true
		}
		for n := 1; n <= min(k.longest, len(paragraph)); n++ {
			if k.start[Key(paragraph[:n])] {
				return true
			}
		}
	}
	return isProgram(text[paragraph[0].Start:paragraph[len(paragraph)-1].End])
}

// isProgram tells lines of program text and styles that were left in a page.
func isProgram(line string) bool {
	marks := strings.Count(line, "({") + strings.Count(line, "};") + strings.Count(line, "||") + strings.Count(line, "();") +
		strings.Count(line, "function(") + strings.Count(line, "function (") + strings.Count(line, "!important") + strings.Count(line, "px;")
	return marks >= 2
}
