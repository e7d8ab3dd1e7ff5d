package merge

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/samestory/samestory/article"
)

// mark is an element that markup must not swallow.
const mark = `<p id="mark">mark</p>`

// standsAlone reports whether a browser shows the mark behind markup as an element of the page's body, whole, and shows nothing
// of it anywhere else.
func standsAlone(t *testing.T, markup string) bool {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(markup+mark), &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"})
	if err != nil || len(nodes) == 0 {
		return false
	}
	last := nodes[len(nodes)-1]
	var b strings.Builder
	if err := html.Render(&b, last); err != nil {
		t.Fatal(err)
	}
	return b.String() == mark
}

func TestClosed(t *testing.T) {
	for markup, want := range map[string]string{
		// What leaves nothing open stays as it is.
		"":                                       "",
		"words":                                  "words",
		"<p>One.</p>\n<p>Two &amp; <b>b</b></p>": "<p>One.</p>\n<p>Two &amp; <b>b</b></p>",
		"<img src=x><br/>a<hr />":                "<img src=x><br/>a<hr />",
		"a < b & c > d":                          "a < b & c > d",
		"<!-- c -->a</p>":                        "<!-- c -->a</p>",
		"<script>if (a</p>b) x()</script>":       "<script>if (a</p>b) x()</script>",
		"<ul><li>a<li>b</ul>":                    "<ul><li>a<li>b</ul>",
		// What is open is closed.
		"<p>One<p>Two":                       "<p>One</p><p>Two</p>",
		"<a href=\"http://evil.example\">go": `<a href="http://evil.example">go</a>`,
		"<b><i>x":                            "<b><i>x</i></b>",
		"<svg><path/></svg>":                 "<svg><path></path></svg>",
		"a<!-- b":                            "a<!-- b-->",
		"a<!-- b >":                          "a<!-- b >-->",
		"a<!doctype":                         "a",
		"a<?php":                             "a<!--?php-->",
		"a<img src=\"":                       "a",
		"a<b class=x":                        "a",
		"a</":                                "a&lt;/",
		"a</b":                               "a",
		"a<":                                 "a<",
		"<textarea>x":                        "<textarea>x</textarea>",
		"<script>x":                          "<script>x</script>",
		"<style>x":                           "<style>x</style>",
		"<title>x":                           "<title>x</title>",
		"<select><option>x":                  "<select><option>x</option></select>",
		"<table><tr><td>x":                   "<table><tbody><tr><td>x</td></tr></tbody></table>",
		"<svg><![CDATA[x":                    "<svg>x</svg>",
		// What cannot be closed is shown as it was written.
		"<plaintext>x": "<p>&lt;plaintext&gt;x</p>",
	} {
		got := closed(markup)
		if got != want {
			t.Errorf("closed(%q) = %q, want %q", markup, got, want)
		}
		if !standsAlone(t, got) {
			t.Errorf("closed(%q) = %q swallows what is behind it", markup, got)
		}
		if again := closed(got); again != got {
			t.Errorf("closed twice, %q becomes %q", got, again)
		}
	}
}

// TestClosedDeep: markup that is nested more deeply than can be read still leaves nothing open, in little time.
func TestClosedDeep(t *testing.T) {
	for _, piece := range []string{"<div>", "<b>", "<a href=x>", "<table><td>", "<svg>", "<p><i>", "<!--", "<font color=x><p>", "<li><ul>"} {
		got := closed(strings.Repeat(piece, 20_000))
		if !isClosed(got) {
			t.Errorf("many %s stay open", piece)
		}
	}
}

func FuzzClosed(f *testing.F) {
	for _, s := range []string{"<p>One<p>Two", "<b><i>x</b>y", "a<!-- b --!>c", "<svg><title><b>x</svg>", "<math><mi><p>x", "</p></"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, markup string) {
		got := closed(markup)
		if !isClosed(got) {
			t.Fatalf("closed(%q) = %q leaves something open", markup, got)
		}
		if again := closed(got); again != got {
			t.Fatalf("closed twice, %q becomes %q, then %q", markup, got, again)
		}
		it := Item{Article: article.Article{Item: &article.Item{HTML: markup}}, Also: []Also{{ID: "x", URL: "https://x.example/"}}}
		content, _ := it.content()
		if rest, marks, found := cutList(content); !found || rest != closed(strings.TrimRight(markup, space)) || len(marks.Also) != 1 {
			t.Fatalf("of %q came back %q, %+v", content, rest, marks)
		}
	})
}

func TestContent(t *testing.T) {
	const list = `<p class="samestory-also">Also in: <span data-id="x" data-outlet="X">X</span></p>`
	for name, c := range map[string]struct {
		article          article.Article
		content, summary string
	}{
		"text":            {article.Article{Text: "One <b>.\n\n Two.\r\n"}, "<p>One &lt;b&gt;.</p>\n<p>Two.</p>" + list, ""},
		"markup":          {article.Article{Text: "One.", Item: &article.Item{HTML: "<i>One.</i>"}}, "<i>One.</i>" + list, ""},
		"open markup":     {article.Article{Text: "One.", Item: &article.Item{HTML: "<i>One."}}, "<i>One.</i>" + list, ""},
		"markup, summary": {article.Article{Item: &article.Item{HTML: "<i>1</i>", Summary: "<b>s"}}, "<i>1</i>" + list, "<b>s"},
		"a summary alone": {article.Article{Summary: true, Text: "S.", Item: &article.Item{Summary: "<b>S."}}, "", "<b>S.</b>" + list},
		"summary of text": {article.Article{Summary: true, Text: "S."}, "", "<p>S.</p>" + list},
		"summary beside":  {article.Article{Text: "One.", Item: &article.Item{Summary: "s"}}, "<p>One.</p>" + list, "s"},
		"nothing":         {article.Article{}, list, ""},
	} {
		it := Item{Article: c.article, Also: []Also{{ID: "x", Outlet: "X"}}}
		content, summary := it.content()
		if content != c.content || summary != c.summary {
			t.Errorf("%s: got %q, %q; want %q, %q", name, content, summary, c.content, c.summary)
		}
		it.Also = nil
		content, summary = it.content()
		if strings.Contains(content+summary, "Also in") {
			t.Errorf("%s: a list of nothing: %q, %q", name, content, summary)
		}
	}
}
