package page

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// hostile are pages that make parsers and extractors slow, deep or large: those that only repeat something, of n bytes.
func hostile(n int) map[string]string {
	const words = "Ferries sail again from the harbour of Tarnholm on Monday. "
	rep := strings.Repeat
	fill := func(piece string) string { return rep(piece, n/len(piece)) }
	var fonts, bodies, attributes strings.Builder
	for i := range 500 {
		fmt.Fprintf(&fonts, "<font size=%d>", i)
	}
	for i := range 60_000 {
		fmt.Fprintf(&bodies, "<body a%d=1>", i)
		fmt.Fprintf(&attributes, " a%d=1", i)
	}
	ld := `<script type="application/ld+json">`
	return map[string]string{
		"nested divs":                       rep("<div>", 100_000) + words,
		"nested divs that are closed":       rep("<div>", 100_000) + words + rep("</div>", 100_000),
		"nested divs, stray ends":           rep("<div></span>", 50_000) + words,
		"nested spans with text":            rep("<span>"+words, 10_000),
		"nested lists":                      "<article>" + rep("<ul><li>"+words, 10_000),
		"nested tables":                     "<article>" + rep("<table><tr><td>"+words, 6000),
		"nested tables, as deep as allowed": "<article>" + rep(rep("<table><tr><td>"+words, 60)+rep("</table>", 60), 60),
		"nested lists, as deep as allowed":  "<article>" + rep(rep("<ul><li>"+words, 60)+rep("</ul>", 60), 60),
		"nested, stray ends":                "<article>" + rep("<div></span>"+words, 480),
		"nested quotes":                     "<article>" + rep("<blockquote>"+words, 10_000),
		"nested sections":                   rep(rep("<section>"+words, 60)+rep("</section>", 60), 200),
		"nested buttons":                    rep("<p><button>", 50_000) + words,
		"nested svg":                        rep("<svg><g>", 30_000) + words,
		"nested templates":                  rep("<template>", 50_000) + words,
		"nested selects":                    rep("<select><option>", 30_000) + words,
		"formatting left open":              fonts.String() + fill("<p>x"),
		"formatting left open in tables":    fonts.String() + fill("<table>x<tr><td>y"),
		"links left open":                   fill("<a href=/x>" + words),
		"links in one paragraph":            "<article><p>" + rep("<a href=/x>words here</a> "+words, 10_000),
		"paragraphs":                        "<article>" + rep("<p>"+words, 11_000),
		"paragraphs, as many as allowed":    "<article>" + rep("<p>Ferries sail again from the harbour.", 7000),
		"paragraphs in an element":          "<div class=content>" + rep("<p>"+words+"</p>", 8000) + "</div>",
		"ends of paragraphs":                fill("</p>"),
		"breaks":                            "<article><p>" + rep("some words<br>", 11_000),
		"headings":                          rep("<h2>"+words+"</h2>", 8000),
		"one paragraph":                     "<p>" + fill(words),
		"no markup":                         fill(words),
		"less-than signs":                   fill("<"),
		"ampersands":                        fill("&"),
		"entities":                          fill("&lt;p&gt;"),
		"comments":                          fill("<!--x-->"),
		"a comment":                         "<!--" + fill("x"),
		"saved from nowhere":                fill("<!-- saved from url=(1)x -->"),
		"an attribute":                      `<p title="` + fill("x") + `">` + words,
		"an attribute left open":            `<p title="` + fill("x"),
		"attributes":                        "<p" + attributes.String() + ">" + words,
		"bodies":                            bodies.String() + words,
		"a tag name":                        "<" + fill("x") + ">" + words,
		"script only":                       "<script>" + fill("var x = 1;") + "</script>",
		"style left open":                   "<style>" + fill("p{}"),
		"plaintext":                         "<plaintext>" + fill("<p>x"),
		"titles in pictures":                fill("<svg><title><b><p>x</title></svg>"),
		"metas":                             fill(`<meta name="author" content="A">`),
		"times":                             fill("<time datetime=2026-11-02>x</time>"),
		"authors":                           fill(`<a rel=author>A B</a>`),
		"nested authors":                    rep("<div itemprop=author>", 60) + fill("x "),
		"headlines":                         fill("<h1>" + words + "</h1>"),
		"JSON-LD that is deep":              ld + rep(`{"@graph":[`, 80_000) + "</script><p>" + words,
		"JSON-LD that is deep and closed":   ld + rep(`{"@graph":`, 4000) + "1" + rep("}", 4000) + "</script><p>" + words,
		"JSON-LD of objects":                ld + "[" + fill(`{"a":1},`) + "{}]</script><p>" + words,
		"JSON-LD of authors":                ld + `{"@type":"Article","author":[` + fill(`{"name":"x"},`) + `{}]}</script><p>` + words,
		"JSON-LD that refers to itself":     ld + `[{"@id":"a","author":{"@id":"a"},"@type":"Article"}]</script><p>` + words,
		"JSON-LD of articles":               ld + "[" + fill(`{"@type":"Article","publisher":"x"},`) + "{}]</script><h1>x</h1>" + words,
		"a headline":                        ld + `{"@type":"Article","publisher":"x","headline":"a` + fill(" - x") + `"}</script><p>` + words,
		"a title":                           "<meta property=og:site_name content=x><title>a" + rep(" - x", 480) + "</title><p>" + words,
		"keywords":                          ld + `{"@type":"Article","keywords":"` + fill("a,") + `"}</script><p>` + words,
		"JSON-LD scripts":                   fill(ld+`{"@type":"Article"}</script>`) + words,
		"JSON-LD of quotes":                 ld + fill(`"`) + "}</script>" + words,
		"a base that goes nowhere":          `<base href="http://[::1">` + rep("<a href=../x>a</a> ", 5000),
		"NULs":                              "<p>" + words + rep("\x00", n),
		"marks":                             "<p>" + rep("\U000F0000\U000F0001", 50_000) + words,
	}
}

// TestHostile reads pages made to exhaust: each is read or refused, within a bound on time and memory that is far below what the
// parser and the libraries take without bounds.
func TestHostile(t *testing.T) {
	const longest, most = 20 * time.Second, 512 << 20
	size, modes := 1<<20, []Mode{Thorough, Fast}
	if testing.Short() {
		size, modes = 1<<16, modes[:1] // which asks the fast one too
	}
	for name, source := range hostile(size) {
		for _, mode := range modes {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			a, err := Parse([]byte(source), Options{Mode: mode, URL: "https://a.example/", KeepItem: true})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if allocated := after.TotalAlloc - before.TotalAlloc; took > longest || allocated > most {
				t.Errorf("%s, %s: took %v and %d MB", name, mode, took, allocated>>20)
			} else {
				t.Logf("%-34s %-8s %6d ms %5d MB %d bytes of text, %v", name, mode, took.Milliseconds(), allocated>>20, len(a.Text), err)
			}
			if err != nil && !errors.Is(err, ErrComplex) && !errors.Is(err, ErrNoText) && !errors.Is(err, ErrBinary) {
				t.Errorf("%s, %s: got error %v", name, mode, err)
			}
			if !utf8.ValidString(a.Text) || strings.ContainsFunc(a.Text, isMark) || len(a.Text) > 4*len(source) {
				t.Errorf("%s, %s: unsound text of %d bytes", name, mode, len(a.Text))
			}
		}
	}
}

func isMark(r rune) bool { return unmarked(r) != r }
