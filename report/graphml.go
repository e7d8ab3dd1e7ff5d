package report

import (
	"bufio"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/samestory/samestory"
)

// The types below are GraphML (http://graphml.graphdrawing.org).
type (
	keyML struct {
		XMLName xml.Name `xml:"key"`
		ID      string   `xml:"id,attr"`
		For     string   `xml:"for,attr"`
		Name    string   `xml:"attr.name,attr"`
		Type    string   `xml:"attr.type,attr"`
	}
	nodeML struct {
		XMLName xml.Name `xml:"node"`
		ID      string   `xml:"id,attr"`
		Data    []dataML `xml:"data"`
	}
	edgeML struct {
		XMLName xml.Name `xml:"edge"`
		Source  string   `xml:"source,attr"`
		Target  string   `xml:"target,attr"`
		Data    []dataML `xml:"data"`
	}
	dataML struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
)

// keysML are the facts that nodes and edges carry. Nodes have a label too, as that is the name that viewers look for.
var keysML = []keyML{
	{ID: "label", For: "node", Name: "label", Type: "string"},
	{ID: "article", For: "node", Name: "article", Type: "string"},
	{ID: "outlet", For: "node", Name: "outlet", Type: "string"},
	{ID: "title", For: "node", Name: "title", Type: "string"},
	{ID: "published", For: "node", Name: "published", Type: "string"},
	{ID: "url", For: "node", Name: "url", Type: "string"},
	{ID: "words", For: "node", Name: "words", Type: "int"},
	{ID: "agency", For: "node", Name: "agency", Type: "string"},
	{ID: "story", For: "node", Name: "story", Type: "string"},
	{ID: "cluster", For: "node", Name: "cluster", Type: "int"},
	{ID: "original", For: "node", Name: "original", Type: "boolean"},
	{ID: "kind", For: "edge", Name: "kind", Type: "string"},
	{ID: "similarity", For: "edge", Name: "similarity", Type: "double"},
	{ID: "why", For: "edge", Name: "why", Type: "string"},
}

// GraphML writes the lineage of every story as one directed graph in GraphML: an edge leads from an article to each that most
// likely came from it. Nodes carry article (the id), label, outlet, title, published (as in JSON), url, words, agency, story, cluster and
// original; edges carry kind, similarity and why. What is not known is left out. Stories are told apart by the value of story and
// not by graphs within graphs, which most readers of GraphML pass over. Text is as Printable returns it.
func GraphML(w io.Writer, r *samestory.Report) error {
	b := bufio.NewWriter(w)
	if _, err := b.WriteString(xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(b)
	e.Indent("", " ")
	root := element("graphml", "xmlns", "http://graphml.graphdrawing.org/xmlns")
	graph := element("graph", "id", "samestory", "edgedefault", "directed")
	if err := e.EncodeToken(root); err != nil {
		return err
	}
	for _, k := range keysML {
		if err := e.Encode(k); err != nil {
			return err
		}
	}
	if err := e.EncodeToken(graph); err != nil {
		return err
	}
	if err := lineages(r, func(_ int, g lineage) error { return encodeLineage(e, g) }); err != nil {
		return err
	}
	for _, end := range []xml.Token{graph.End(), root.End(), xml.CharData("\n")} {
		if err := e.EncodeToken(end); err != nil {
			return err
		}
	}
	if err := e.Close(); err != nil {
		return err
	}
	return b.Flush()
}

// element returns a start tag with attributes, which follow as names and values.
func element(name string, attributes ...string) xml.StartElement {
	start := xml.StartElement{Name: xml.Name{Local: name}}
	for i := 0; i+1 < len(attributes); i += 2 {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: attributes[i]}, Value: attributes[i+1]})
	}
	return start
}

func encodeLineage(e *xml.Encoder, g lineage) error {
	for _, n := range g.nodes {
		if err := e.Encode(toNodeML(g, n)); err != nil {
			return err
		}
	}
	for _, x := range g.edges {
		if err := e.Encode(toEdgeML(x)); err != nil {
			return err
		}
	}
	return nil
}

func toNodeML(g lineage, n node) nodeML {
	label := Printable(n.Title)
	if n.Outlet != "" {
		label = Printable(n.Outlet + ": " + n.Title)
	}
	published, _ := formatTime(n.Published, n.Precision)
	original := ""
	if n.original {
		original = "true"
	}
	return nodeML{ID: n.name, Data: facts(
		"label", label, "article", n.ID, "outlet", n.Outlet, "title", n.Title, "published", published, "url", n.URL,
		"words", positive(n.Words), "agency", strings.Join(authors(n.Entry), ", "), "story", g.story.ID,
		"cluster", positive(n.cluster), "original", original,
	)}
}

func toEdgeML(x edge) edgeML {
	kind, similarity := "", ""
	if x.link != nil {
		kind, similarity = string(x.link.Kind), decimal(x.link.Similarity)
	}
	return edgeML{Source: x.from, Target: x.to, Data: facts("kind", kind, "similarity", similarity, "why", x.why)}
}

// facts returns the data of keys and values in turn, without the empty ones.
func facts(pairs ...string) []dataML {
	var data []dataML
	for i := 0; i+1 < len(pairs); i += 2 {
		if value := Printable(pairs[i+1]); value != "" {
			data = append(data, dataML{pairs[i], value})
		}
	}
	return data
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}
