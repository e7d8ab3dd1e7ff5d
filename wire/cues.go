package wire

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed cues.txt
var cuesFile string

// cues are the phrases of cues.txt, by section. All are in lower case.
type cues struct {
	byline, source, helped, reserved []string
	taken, with, told, said          cueSet
	picture, bodies                  map[string]bool
	apart                            []apartCue
}

// apartCue is a cue in two parts: one of the verbs, the speaker, one of the links.
type apartCue struct{ verbs, links []string }

// parseCues reads cues.txt.
func parseCues(text string) (*cues, error) {
	c := &cues{}
	lists := map[string]*[]string{"byline": &c.byline, "source": &c.source, "helped": &c.helped, "reserved": &c.reserved}
	for _, section := range []string{"taken", "with", "told", "said", "picture", "bodies"} {
		lists[section] = new([]string)
	}
	section := ""
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		case section == "apart":
			verbs, links, _ := strings.Cut(line, " | ")
			c.apart = append(c.apart, apartCue{strings.Split(verbs, "; "), strings.Split(links, "; ")})
		case lists[section] == nil:
			return nil, fmt.Errorf("wire: cues.txt: no such section: %q", section)
		default:
			*lists[section] = append(*lists[section], strings.Split(line, "; ")...)
		}
	}
	c.taken, c.with = newCueSet(*lists["taken"], lastField), newCueSet(*lists["with"], lastField)
	c.told, c.said = newCueSet(*lists["told"], lastField), newCueSet(*lists["said"], firstField)
	c.picture, c.bodies = setOf(*lists["picture"]), setOf(*lists["bodies"])
	return c, nil
}

// cueSet finds which of many phrases a text begins or ends with. They are kept by the word that stands next to the agency.
type cueSet struct {
	byWord map[string][]string
	// glued are phrases in scripts without spaces, and those that end in an apostrophe: they need no space.
	glued []string
	// vague are the phrases marked with a question mark.
	vague map[string]bool
}

func newCueSet(list []string, word func(string) string) cueSet {
	s := cueSet{byWord: map[string][]string{}, vague: map[string]bool{}}
	for _, cue := range list {
		cue, vague := strings.CutSuffix(cue, "?")
		s.vague[cue] = vague
		if r := lastRune(cue); runsOn(r) || r == '\'' || r == '’' {
			s.glued = append(s.glued, cue)
			continue
		}
		s.byWord[word(cue)] = append(s.byWord[word(cue)], cue)
	}
	for _, list := range s.byWord {
		slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return s
}

// end returns the longest cue that text ends with, as words of their own, or "".
func (s cueSet) end(text string) string {
	for _, cue := range s.byWord[lastField(text)] {
		if head, ok := strings.CutSuffix(text, cue); ok && (head == "" || !isWordByte(head[len(head)-1])) {
			return cue
		}
	}
	if text != "" && (text[len(text)-1] >= 0x80 || text[len(text)-1] == '\'') {
		for _, cue := range s.glued {
			if strings.HasSuffix(text, cue) {
				return cue
			}
		}
	}
	return ""
}

// start returns the longest cue that text begins with, as words of their own, or "".
func (s cueSet) start(text string) string {
	for _, cue := range s.byWord[firstField(text)] {
		if rest, ok := strings.CutPrefix(text, cue); ok && (rest == "" || !isWordByte(rest[0])) {
			return cue
		}
	}
	if text != "" && text[0] >= 0x80 {
		for _, cue := range s.glued {
			if strings.HasPrefix(text, cue) {
				return cue
			}
		}
	}
	return ""
}

// lastField returns what follows the last space or bracket in s; firstField what stands before the first space or mark.
func lastField(s string) string { return s[strings.LastIndexAny(s, " ([/")+1:] }

func firstField(s string) string {
	if k := strings.IndexAny(s, " ,.;:)]”\""); k >= 0 {
		return s[:k]
	}
	return s
}

func set(words string) map[string]bool { return setOf(strings.Fields(words)) }

func setOf(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// lower returns s in lower case with its bytes where they were: where that moves them, only ASCII letters change.
func lower(s string) string {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return asciiLower(s)
	}
	return low
}
