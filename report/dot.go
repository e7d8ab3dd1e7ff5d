package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

// maxDotTitle is the most columns of a title that a node shows; all of it is in the tooltip.
const maxDotTitle = 60

// DOT writes the lineage of every story as one directed graph for Graphviz, a story a cluster: an arrow leads from an article to
// each that most likely came from it, with the kind of the copy and how much is shared. The original has two borders, and retellings are
// dashed. Addresses become links if they are http or https. What articles hold is text here and nothing else: no markup, no escapes.
func DOT(w io.Writer, r *samestory.Report) error {
	d := &dotWriter{w: bufio.NewWriter(w)}
	d.line("digraph samestory {")
	d.line("  graph [rankdir=LR];")
	d.line("  node [shape=box];")
	err := lineages(r, func(n int, g lineage) error {
		d.line("  subgraph cluster_", strconv.Itoa(n), " {")
		d.line("    graph [label=", quote(cut(Printable(g.title), maxDotTitle), storyFacts(g.story)), ", tooltip=", quote(g.story.ID), "];")
		for _, n := range g.nodes {
			d.node(n)
		}
		for _, e := range g.edges {
			d.edge(e)
		}
		d.line("  }")
		return d.err
	})
	d.line("}")
	if err != nil || d.err != nil {
		return d.err
	}
	return d.w.Flush()
}

// dotWriter writes DOT until the first error.
type dotWriter struct {
	w   *bufio.Writer
	err error
}

func (d *dotWriter) line(parts ...string) {
	for _, part := range append(parts, "\n") {
		if d.err == nil {
			_, d.err = d.w.WriteString(part)
		}
	}
}

func (d *dotWriter) node(n node) {
	lines := []string{n.Outlet, cut(Printable(n.Title), maxDotTitle), formatLocal(n.Entry, time.UTC)}
	if names := authors(n.Entry); len(names) > 0 {
		lines = append(lines, "agency: "+strings.Join(names, ", "))
	}
	attributes := "label=" + quote(lines...) + ", tooltip=" + quote(n.ID, n.Title)
	if strings.HasPrefix(n.URL, "http://") || strings.HasPrefix(n.URL, "https://") {
		attributes += ", URL=" + quote(addressEscapes.Replace(n.URL))
	}
	if n.original {
		attributes += ", peripheries=2"
	}
	d.line("    ", n.name, " [", attributes, "];")
}

func (d *dotWriter) edge(e edge) {
	attributes := "tooltip=" + quote(e.why)
	if e.link != nil {
		attributes += ", label=" + quote(fmt.Sprintf("%s %s", e.link.Kind, percent(e.link.Similarity)))
		if e.link.Kind == compare.Rewrite || e.link.Kind == compare.Partial {
			attributes += ", style=dashed"
		}
	}
	d.line("    ", e.from, " -> ", e.to, " [", attributes, "];")
}

// dotEscapes makes text of what Graphviz would interpret: the quote that ends a string, escapes such as \N, and entities.
var dotEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`, `&`, `&amp;`)

// addressEscapes replaces what may not stand in an address: Graphviz passes quotes of an address on to the attributes of SVG.
var addressEscapes = strings.NewReplacer(`"`, "%22", "'", "%27", "<", "%3C", ">", "%3E", `\`, "%5C", " ", "%20", "`", "%60")

// quote returns the lines that are not blank as one string of DOT.
func quote(lines ...string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, line := range lines {
		line = dotEscapes.Replace(Printable(line))
		if b.Len() > 1 && line != "" {
			b.WriteString(`\n`)
		}
		b.WriteString(line)
	}
	b.WriteByte('"')
	return b.String()
}

func nodeName(n int) string { return "n" + strconv.Itoa(n) }
