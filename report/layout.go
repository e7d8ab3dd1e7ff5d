package report

import (
	"io"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// style dresses text for the terminal; without colour it returns the text as it is.
type style func(string) string

// palette holds the few styles of a report. Its colours are the terminal's own, so that they suit light and dark grounds.
type palette struct {
	title, dim, original, copied, partial, rewrite style
}

func newPalette(color bool) palette {
	if !color {
		as := func(s string) string { return s }
		return palette{as, as, as, as, as, as}
	}
	render := func(s lipgloss.Style) style {
		return func(text string) string { return s.Render(text) }
	}
	plain := lipgloss.NewStyle()
	return palette{
		title:    render(plain.Bold(true)),
		dim:      render(plain.Faint(true)),
		original: render(plain.Foreground(lipgloss.Green)),
		copied:   render(plain.Foreground(lipgloss.Red)),
		partial:  render(plain.Foreground(lipgloss.Yellow)),
		rewrite:  render(plain.Foreground(lipgloss.Cyan)),
	}
}

// page is where text is written: lines of at most width columns. It keeps the first error of the writer.
type page struct {
	w     io.Writer
	width int
	palette
	err error
}

// line writes one line, without spaces at its end.
func (p *page) line(parts ...string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, strings.TrimRight(strings.Join(parts, ""), " ")+"\n")
	}
}

// wrapped writes untrusted text after a lead, on as many lines as it needs, indented to the end of the lead.
func (p *page) wrapped(lead, text string, s style) {
	indent := lipgloss.Width(lead)
	for _, l := range wrap(Printable(text), p.width-indent) {
		p.line(lead, s(l))
		lead = strings.Repeat(" ", indent)
	}
}

// wrap breaks printable text into lines of at most width columns; there is always at least one.
func wrap(text string, width int) []string {
	lines := strings.Split(ansi.Wrap(text, width, ""), "\n")
	for i, l := range lines {
		lines[i] = cut(strings.TrimSpace(l), width)
	}
	return lines
}

// cut shortens printable text to width columns, with an ellipsis for what is lost at the end.
func cut(text string, width int) string { return ansi.Truncate(text, max(width, 0), "…") }

// cutFront shortens printable text to width columns and keeps its end, which is where paths and addresses differ.
func cutFront(text string, width int) string {
	over := lipgloss.Width(text) - width
	if over <= 0 {
		return text
	}
	// A wide character may straddle the cut, and is then kept whole: cut again where it is one column too much.
	short := ansi.TruncateLeft(text, over+1, "…")
	if lipgloss.Width(short) > width {
		short = ansi.TruncateLeft(text, over+2, "…")
	}
	return short
}

// pad fills text up to width columns on its right.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-lipgloss.Width(text)))
}

// padLeft fills text up to width columns on its left.
func padLeft(text string, width int) string {
	return strings.Repeat(" ", max(0, width-lipgloss.Width(text))) + text
}
