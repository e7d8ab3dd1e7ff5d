package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// realPage is one of the 983 pages that come with go-trafilatura, with what people found in it.
type realPage struct {
	url, file, title, date string
	with, without          []string // pieces that the main text has, and that it has not
	body                   []byte
}

// realPages reads the pages from the module cache, where whoever builds this package has them.
func realPages(b *testing.B) []realPage {
	b.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/markusmobius/go-trafilatura").Output()
	if err != nil {
		b.Fatal("go list: ", err)
	}
	dir := strings.TrimSpace(string(out))
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "scripts/comparison/data.go"), nil, 0)
	if err != nil {
		b.Fatal(err)
	}
	var pages []realPage
	ast.Inspect(file, func(n ast.Node) bool {
		if entry, ok := n.(*ast.KeyValueExpr); ok {
			if fields, ok := entry.Value.(*ast.CompositeLit); ok {
				pages = append(pages, readEntry(entry.Key, fields))
				return false
			}
		}
		return true
	})
	for i := range pages {
		pages[i].body, err = os.ReadFile(filepath.Join(dir, "test-files/comparison", pages[i].file))
		if err != nil {
			pages[i].body, err = os.ReadFile(filepath.Join(dir, "test-files/mock", pages[i].file))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	const known = 983
	if len(pages) != known {
		b.Fatalf("found %d pages, want %d", len(pages), known)
	}
	return pages
}

// readEntry reads one entry of the table of pages.
func readEntry(key ast.Expr, fields *ast.CompositeLit) realPage {
	p := realPage{url: literal(key)}
	for _, e := range fields.Elts {
		field, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch field.Key.(*ast.Ident).Name {
		case "File":
			p.file = literal(field.Value)
		case "Title":
			p.title = literal(field.Value)
		case "Date":
			p.date = literal(field.Value)
		case "With":
			p.with = literals(field.Value)
		case "Without":
			p.without = literals(field.Value)
		}
	}
	return p
}

func literal(e ast.Expr) string {
	l, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	text, err := strconv.Unquote(l.Value)
	if err != nil {
		return ""
	}
	return text
}

func literals(e ast.Expr) (all []string) {
	for _, item := range e.(*ast.CompositeLit).Elts {
		all = append(all, literal(item))
	}
	return all
}

// score counts pieces of text that were found, missed, and found where they should not be.
type score struct{ found, missed, wrong int }

func (s *score) add(p realPage, text string) {
	line := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	text = line(text)
	for _, piece := range p.with {
		if strings.Contains(text, line(piece)) && text != "" {
			s.found++
		} else {
			s.missed++
		}
	}
	for _, piece := range p.without {
		if strings.Contains(text, line(piece)) {
			s.wrong++
		}
	}
}

func (s *score) precision() float64 { return float64(s.found) / float64(s.found+s.wrong) }

func (s *score) f() float64 { return 2 * float64(s.found) / float64(2*s.found+s.wrong+s.missed) }

// BenchmarkRealPages measures how well and how fast both modes read real pages, against the libraries as their documentation shows
// them. F is that of pieces of the main text; titles and dates are shares of the pages where they are known. A title counts as
// right if its letters and digits are, a date if it is within a day, as people read dates in the zone of the page.
//
//	go test -run '^$' -bench RealPages -benchtime 1x ./ingest/page
func BenchmarkRealPages(b *testing.B) {
	pages := realPages(b)
	for _, mode := range []Mode{Thorough, Fast} {
		b.Run("what="+string(mode), func(b *testing.B) { benchmarkReal(b, pages, mode) })
	}
	for name, read := range map[string]func(*testing.B, []byte, *url.URL) string{
		"readability": readable, "domdistiller": distill, "trafilatura": trafilate,
	} {
		b.Run("what="+name, func(b *testing.B) { benchmarkLibrary(b, pages, read) })
	}
}

func benchmarkReal(b *testing.B, pages []realPage, mode Mode) {
	var s score
	var titles, dates share
	for b.Loop() {
		s, titles, dates = score{}, share{}, share{}
		for _, p := range pages {
			a, err := Parse(p.body, Options{URL: p.url, Mode: mode})
			s.add(p, a.Text)
			if p.title != "" {
				titles.add(true, err == nil && alike(p.title, a.Title))
			}
			if day, err := time.Parse("2006-01-02", p.date); err == nil {
				dates.add(!a.Published.IsZero(), a.Published.Sub(day) > -24*time.Hour && a.Published.Sub(day) < 48*time.Hour)
			}
		}
	}
	report(b, &s, len(pages))
	b.ReportMetric(titles.right(), "titles")
	b.ReportMetric(dates.right(), "dates")
	b.ReportMetric(dates.wrong(), "wrong-dates")
}

// share counts answers.
type share struct{ all, answered, good int }

func (s *share) add(answered, good bool) {
	s.all++
	if answered {
		s.answered++
	}
	if answered && good {
		s.good++
	}
}

func (s *share) right() float64 { return float64(s.good) / float64(s.all) }
func (s *share) wrong() float64 { return float64(s.answered-s.good) / float64(s.all) }

func benchmarkLibrary(b *testing.B, pages []realPage, read func(*testing.B, []byte, *url.URL) string) {
	var s score
	for b.Loop() {
		s = score{}
		for _, p := range pages {
			body := p.body
			if !utf8.Valid(body) {
				from, _, _ := charset.DetermineEncoding(body, "")
				body, _ = from.NewDecoder().Bytes(body)
			}
			address, err := url.Parse(p.url)
			if err != nil {
				b.Fatal(err)
			}
			s.add(p, read(b, body, address))
		}
	}
	report(b, &s, len(pages))
}

func report(b *testing.B, s *score, pages int) {
	b.ReportMetric(s.f(), "F")
	b.ReportMetric(s.precision(), "precision")
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N*pages), "ms/page")
}
