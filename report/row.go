package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
)

// The widths of a story's table.
const (
	indent     = 3
	gap        = 2
	kindWidth  = len("identical")
	scoreWidth = len("100%")
	maxOutlet  = 20
	minID      = 12
	// minTitle is the room that a title needs beside the id, to be worth reading.
	minTitle   = 36
	timeLayout = "2006-01-02 15:04"
)

// columns are the widths of one story's table. A column of width 0 is left out: it is empty throughout the story, or there
// is no room, and what it would hold stands below the row.
type columns struct {
	number, published, outlet, title, id int
	location                             *time.Location
}

// newColumns fits the columns to the members. Number, kind, score and time always fit. The outlet may take a third of what
// they leave. Where an id would be cut beyond recognition, it goes below the row, and so does a title that would not fit.
func newColumns(groups []group, width int, location *time.Location) columns {
	c := widest(groups, location)
	left := width - indent - c.number - gap - kindWidth - gap - scoreWidth
	if c.published > 0 {
		left -= gap + c.published
	}
	c.outlet = min(c.outlet, maxOutlet, left/3)
	if c.outlet > 0 {
		left -= gap + c.outlet
	}
	left -= gap
	switch {
	case left < min(minID, c.id):
		c.outlet, c.title, c.id = 0, 0, 0
	case c.title == 0 || left-gap-min(c.id, left/2) < min(c.title, minTitle):
		c.title, c.id = 0, min(c.id, left)
	default:
		left -= gap
		c.id = min(c.id, max(left/2, left-c.title))
		c.title = min(c.title, left-c.id)
	}
	return c
}

// widest returns the columns as the members would have them.
func widest(groups []group, location *time.Location) columns {
	c := columns{location: location}
	for _, g := range groups {
		for _, m := range g.members {
			c.number = max(c.number, len(fmt.Sprint(m.number))+1)
			c.published = max(c.published, len(formatLocal(m.Entry, location)))
			c.outlet = max(c.outlet, lipgloss.Width(Printable(m.Outlet)))
			c.title = max(c.title, lipgloss.Width(Printable(m.Title)))
			c.id = max(c.id, lipgloss.Width(Printable(m.ID)))
		}
	}
	return c
}

// row writes one member. A title that has no column is left out where it is that of the story, which stands above.
func (p *page) row(c columns, m member, storyTitle string) {
	kind, dress := p.role(m)
	score := ""
	if m.link != nil {
		score = percent(m.link.Similarity)
	}
	lead := strings.Repeat(" ", indent) + padLeft(fmt.Sprintf("#%d", m.number), c.number)
	cells := []string{lead, dress(pad(cut(Printable(kind), kindWidth), kindWidth)), padLeft(score, scoreWidth)}
	if c.published > 0 {
		cells = append(cells, pad(formatLocal(m.Entry, c.location), c.published))
	}
	if c.outlet > 0 {
		cells = append(cells, pad(cut(Printable(m.Outlet), c.outlet), c.outlet))
	}
	if c.title > 0 {
		cells = append(cells, pad(cut(Printable(m.Title), c.title), c.title))
	}
	if c.id > 0 {
		cells = append(cells, p.dim(cutFront(Printable(m.ID), c.id)))
	}
	p.line(strings.Join(cells, strings.Repeat(" ", gap)))
	p.below(c, m, lipgloss.Width(lead)+gap, storyTitle)
}

// below writes what had no column.
func (p *page) below(c columns, m member, lead int, storyTitle string) {
	margin, room := strings.Repeat(" ", lead), p.width-lead
	if c.outlet == 0 && c.id == 0 && m.Outlet != "" {
		p.line(margin, cut(Printable(m.Outlet), room))
	}
	if c.id == 0 {
		p.line(margin, p.dim(cutFront(Printable(m.ID), room)))
	}
	if c.title == 0 && m.Title != "" && m.Title != storyTitle {
		p.line(margin, cut(Printable(m.Title), room))
	}
}

// role is what the first column says of a member.
func (p *page) role(m member) (string, style) {
	switch {
	case m.link != nil:
		return string(m.link.Kind), p.kindStyle(m.link.Kind)
	case m.original:
		return "original", p.original
	}
	return "", plainStyle
}

func (p *page) kindStyle(k samestory.Kind) style {
	switch {
	case k.Copy():
		return p.copied
	case k == compare.Partial:
		return p.partial
	}
	return p.rewrite
}

// formatLocal returns the time in the reader's zone, or the day as printed where no time is known, or nothing.
func formatLocal(e samestory.Entry, location *time.Location) string {
	switch {
	case e.Published.IsZero():
		return ""
	case e.Precision == article.ToDay:
		return e.Published.Format(time.DateOnly)
	}
	return e.Published.In(location).Format(timeLayout)
}

// percent rounds down, so that only what is wholly shared reads 100%.
func percent(x float64) string {
	if math.IsNaN(x) {
		return "?"
	}
	return fmt.Sprintf("%d%%", int(math.Floor(min(max(x, 0), 1)*100+1e-9)))
}
