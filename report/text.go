package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

// maxBetween is the most overlaps between stories that a text report lists.
const maxBetween = 10

// Text writes r for a reader at a terminal: a summary, the stories by size with their members, what links them, overlaps
// that belong to no story, and the problems. Nil opts mean the defaults. Nothing of an article reaches w but as Printable
// returns it. The same report and options give the same bytes.
func Text(w io.Writer, r *samestory.Report, opts *TextOptions) error {
	o := opts.withDefaults()
	b := bufio.NewWriter(w)
	p := &page{w: b, width: o.Width, palette: newPalette(o.Color)}
	v := newView(r)
	p.summary(r, o.Took)
	shown := r.Stories
	if o.Stories > 0 && len(shown) > o.Stories {
		shown = shown[:o.Stories]
	}
	for i, s := range shown {
		p.story(v, i+1, s, o)
	}
	if more := len(r.Stories) - len(shown); more > 0 {
		p.line()
		p.line(fmt.Sprintf("... and %d more %s", more, plural(more, "story", "stories")))
	}
	p.between(v)
	p.problems(r)
	if p.err != nil {
		return p.err
	}
	return b.Flush()
}

func (p *page) summary(r *samestory.Report, took time.Duration) {
	inStories := 0
	for _, s := range r.Stories {
		inStories += len(s.Articles)
	}
	copies, partials, rewrites := 0, 0, 0
	for _, l := range r.Links {
		switch {
		case l.Kind.Copy():
			copies++
		case l.Kind == compare.Partial:
			partials++
		default:
			rewrites++
		}
	}
	p.fact("Articles", fmt.Sprintf("%d, of which %d in %s", len(r.Articles), inStories,
		count(len(r.Stories), "story", "stories")))
	p.fact("Links", fmt.Sprintf("%s, %d partial, %s", count(copies, "copy", "copies"), partials,
		count(rewrites, "rewrite", "rewrites")))
	p.fact("Problems", fmt.Sprint(len(r.Problems)))
	if took > 0 {
		p.fact("Time", shortDuration(took))
	}
}

// fact writes one line of the summary.
func (p *page) fact(name, value string) { p.wrapped(p.title(pad(name, 10)), value, plainStyle) }

func (p *page) story(v *view, rank int, s samestory.Story, o TextOptions) {
	groups := v.groups(s)
	p.line()
	title := storyTitle(v, s, groups)
	p.wrapped(fmt.Sprintf("%d. ", rank), title, p.title)
	p.wrapped("   ", storyFacts(s), plainStyle)
	numbers := numbersOf(groups)
	if text := originalText(numbers[s.Original], s.Reason); text != "" {
		p.wrapped("   ", text, p.original)
	}
	c := newColumns(groups, p.width, o.Location)
	for _, g := range groups {
		p.line()
		if len(groups) > 1 {
			p.wrapped("   ", groupHeading(g, s, numbers), p.dim)
		}
		for _, m := range g.members {
			p.row(c, m, title)
		}
	}
	p.evidence(v, groups, numbers, s, o)
}

// storyTitle is that of the original, else the first title there is, else how the text of the original, or of the first member, begins.
func storyTitle(v *view, s samestory.Story, groups []group) string {
	ids := []string{s.Original}
	for _, g := range groups {
		for _, m := range g.members {
			ids = append(ids, m.ID)
		}
	}
	for _, title := range []func(id string) string{v.title, func(id string) string { return v.entry(id).Title }} {
		for _, id := range ids {
			if t := title(id); t != "" {
				return t
			}
		}
	}
	return "(no title)"
}

func storyFacts(s samestory.Story) string {
	facts := count(len(s.Articles), "article", "articles")
	if s.Outlets > 0 {
		facts += " from " + count(s.Outlets, "outlet", "outlets")
	}
	if s.Independent > 0 {
		facts += fmt.Sprintf(", %d independent", s.Independent)
	}
	if len(s.Agencies) > 0 {
		facts += "; agencies: " + agencies(s.Agencies)
	}
	return facts
}

// agencies names agencies with the evidence for each, such as Reuters (dateline, byline).
func agencies(shares []samestory.AgencyShare) string {
	names := make([]string, len(shares))
	for i, s := range shares {
		hows := make([]string, len(s.Hows))
		for j, h := range s.Hows {
			hows[j] = string(h)
		}
		names[i] = s.Agency + " (" + strings.Join(hows, ", ") + ")"
	}
	return strings.Join(names, ", ")
}

// originalText says which member is the original and why; it is empty where nothing is known.
func originalText(number int, reason string) string {
	switch {
	case number == 0:
		return reason
	case reason == "":
		return fmt.Sprintf("original #%d", number)
	}
	return fmt.Sprintf("original #%d: %s", number, reason)
}

// groupHeading introduces a group; the original of the story has been introduced before.
func groupHeading(g group, s samestory.Story, numbers map[string]int) string {
	if len(g.cluster.Articles) < 2 {
		return "in no cluster"
	}
	heading := fmt.Sprintf("cluster of %d", len(g.members))
	if g.cluster.Original == s.Original {
		return heading
	}
	if text := originalText(numbers[g.cluster.Original], g.cluster.Reason); text != "" {
		heading += ", " + text
	}
	return heading
}

func numbersOf(groups []group) map[string]int {
	numbers := map[string]int{}
	for _, g := range groups {
		for _, m := range g.members {
			numbers[m.ID] = m.number
		}
	}
	return numbers
}

// problems lists what could not be used.
func (p *page) problems(r *samestory.Report) {
	if len(r.Problems) == 0 {
		return
	}
	p.line()
	p.line(p.title("Problems"))
	for _, problem := range r.Problems {
		p.wrapped("   ", problem.Error(), plainStyle)
	}
}

func plainStyle(s string) string { return s }

// shortDuration keeps three digits or so: nobody reads the microseconds of a minute.
func shortDuration(d time.Duration) string {
	switch {
	case d >= time.Minute:
		return d.Round(time.Second).String()
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= time.Millisecond:
		return d.Round(time.Millisecond).String()
	}
	return d.Round(time.Microsecond).String()
}

// count returns "1 story", "2 stories".
func count(n int, one, many string) string { return fmt.Sprintf("%d %s", n, plural(n, one, many)) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
