package report

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

const labelWidth = len("phrases") + gap

// evidence explains the links that tie the members of a story together, each link once, in the order of the members.
func (p *page) evidence(v *view, groups []group, numbers map[string]int, s samestory.Story, o TextOptions) {
	if o.Links < 0 {
		return
	}
	explained := map[*samestory.Link]bool{}
	for _, g := range groups {
		for _, m := range g.members {
			if m.link == nil || explained[m.link] || len(explained) == o.Links {
				continue
			}
			explained[m.link] = true
			p.line()
			p.link(v, m.link, numbers, o)
		}
	}
	if more := len(v.within(s)) - len(explained); more > 0 {
		p.line()
		p.line(p.dim(fmt.Sprintf("   ... and %d more %s", more, plural(more, "link", "links"))))
	}
}

// link writes what two members share.
func (p *page) link(v *view, l *samestory.Link, numbers map[string]int, o TextOptions) {
	a, b := numbers[l.A], numbers[l.B]
	heading := fmt.Sprintf("#%d and #%d: %s %s", min(a, b), max(a, b), l.Kind, percent(l.Similarity))
	if l.Kind == compare.Excerpt {
		heading += ", " + direction(*l, fmt.Sprintf("#%d", a), fmt.Sprintf("#%d", b))
	}
	if n := len(l.Passages); n > 0 {
		heading += fmt.Sprintf("; %s in %s", count(sharedWords(*l), "word", "words"), count(n, "passage", "passages"))
	}
	p.wrapped("   ", heading, p.dim)
	p.shared(l.Evidence, o.Evidence)
	if text := snippet(v.Texts, *l); text != "" {
		p.line("   ", "  “", cut(text, p.width-indent-2-2), "”")
	}
}

// direction says which of the two is the cut one.
func direction(l samestory.Link, a, b string) string {
	if l.ContainmentA >= l.ContainmentB {
		return a + " is contained in " + b
	}
	return b + " is contained in " + a
}

func sharedWords(l samestory.Link) int {
	n := 0
	for _, passage := range l.Passages {
		n += passage.Words
	}
	return n
}

// shared writes the names, numbers and phrases that two articles share, each on a line, rarest first; e may be nil.
func (p *page) shared(e *samestory.Evidence, most int) {
	const lead = indent + 2
	if e == nil {
		return
	}
	p.items(lead, "names", e.Names, most)
	p.items(lead, "numbers", e.Numbers, most)
	phrases := make([]string, len(e.Phrases))
	for i, phrase := range e.Phrases {
		phrases[i] = "“" + phrase + "”"
	}
	p.items(lead, "phrases", phrases, most)
}

// items writes as many of a list as the line holds, at least one and at most most, and how many are left out.
func (p *page) items(lead int, label string, all []string, most int) {
	if len(all) == 0 {
		return
	}
	room := p.width - lead - labelWidth
	line, shown := "", 0
	for _, item := range all[:min(most, len(all))] {
		next := Printable(item)
		if shown > 0 {
			next = line + ", " + next
		}
		if shown > 0 && lipgloss.Width(next+more(len(all)-shown-1)) > room {
			break
		}
		line, shown = next, shown+1
	}
	rest := more(len(all) - shown)
	p.line(strings.Repeat(" ", lead), p.dim(pad(label, labelWidth)), cut(line, room-len(rest)), rest)
}

func more(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", +%d", n)
}

// snippet returns the longest passage of l in the words of A, or nothing where the texts are not at hand.
func snippet(texts func(string) string, l samestory.Link) string {
	if texts == nil || len(l.Passages) == 0 {
		return ""
	}
	longest := l.Passages[0]
	for _, passage := range l.Passages[1:] {
		if passage.Words > longest.Words {
			longest = passage
		}
	}
	return Printable(slice(texts(l.A), longest.A))
}

// slice returns text[r[0]:r[1]] as far as it exists: a report that was read from a file may name any range.
func slice(text string, r [2]int) string {
	start := min(max(r[0], 0), len(text))
	end := min(max(r[1], start), len(text))
	return text[start:end]
}

// between lists the links that are not part of a story, strongest first: round-ups, common quotes, press releases used by
// both, and retellings whose stories do not hold together.
func (p *page) between(v *view) {
	storyOf := map[string]int{}
	for i, s := range v.Stories {
		for _, id := range s.Articles {
			storyOf[id] = i + 1
		}
	}
	var outside []*samestory.Link
	for i := range v.Links {
		l := &v.Links[i]
		if story := storyOf[l.A]; story == 0 || story != storyOf[l.B] {
			outside = append(outside, l)
		}
	}
	if len(outside) == 0 {
		return
	}
	slices.SortFunc(outside, compareStrength)
	p.line()
	p.line(p.title("Links outside the stories"))
	for _, l := range outside[:min(len(outside), maxBetween)] {
		p.overlap(*l)
	}
	if n := len(outside) - maxBetween; n > 0 {
		p.line(p.dim(fmt.Sprintf("   ... and %d more", n)))
	}
}

func (p *page) overlap(l samestory.Link) {
	lead := Printable(string(l.Kind)) + " " + percent(l.Similarity)
	if n := sharedWords(l); n > 0 {
		lead += ", " + count(n, "word", "words")
	}
	lead += "  "
	room := p.width - indent - lipgloss.Width(lead) - len("  ")
	a, b := Printable(l.A), Printable(l.B)
	if lipgloss.Width(a)+lipgloss.Width(b) > room {
		half := room / 2
		a, b = cutFront(a, max(half, room-lipgloss.Width(b))), cutFront(b, max(room-half, room-lipgloss.Width(a)))
	}
	p.line("   ", p.kindStyle(l.Kind)(lead), a, "  ", b)
}
