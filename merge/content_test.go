package merge

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

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
		// What is nested as it should be stays as it is.
		"": "", "words": "words", "a < b & c > d": "a < b & c > d", "a<": "a<",
		"<p>One.</p>\n<P CLASS=x>Two &amp; <b>b</b></P>":          "<p>One.</p>\n<P CLASS=x>Two &amp; <b>b</b></P>",
		"<img src=x><br/>a<hr />":                                 "<img src=x><br/>a<hr />",
		"<!-- c -->a<script>x()</script>":                         "<!-- c -->a<script>x()</script>",
		"<svg><title>t</title><path d=x /><g><circle/></g></svg>": "<svg><title>t</title><path d=x /><g><circle/></g></svg>",
		"<noscript><img src=x></noscript><iframe src=x></iframe>": "<noscript><img src=x></noscript><iframe src=x></iframe>",
		"<table><tbody><tr><td>x</td></tr></tbody></table>":       "<table><tbody><tr><td>x</td></tr></tbody></table>",
		// Ends that readers imply are written.
		"<p>One<p>Two<div>Three":     "<p>One</p><p>Two</p><div>Three</div>",
		"<ul><li>a<li>b</ul>c":       "<ul><li>a</li><li>b</li></ul>c",
		"<table><tr><td>x<td>y<tr>z": "<table><tr><td>x</td><td>y<tr>z</tr></td></tr></table>",
		// What is open is closed, and what is closed twice is not.
		"<a href='http://evil.example/?a&b'>go": `<a href="http://evil.example/?a&amp;b">go</a>`,
		"<p><a href=x>go</p>on":                 `<p><a href="x">go</a></p>on`,
		"<b><i>x</b>y</i>":                      "<b><i>x</i></b>y",
		"x</p></div>":                           "x",
		"<br></br>x</img>":                      "<br>x",
		"<div/>x<p/>":                           "<div>x<p></p></div>",
		"a<img src=\"":                          "a",
		"a<b class=x":                           "a",
		"a</":                                   "a&lt;/",
		"a</b":                                  "a",
		"<a b\"c=1 on<d=2 x=\"&quot;>\" y>z<q\"r>s</a>": `<a x="&#34;&gt;" y="">zs</a>`,
		"a\x00b": "ab",
		// What readers read in different ways is left out.
		"a<!-- b":                              "a",
		"a<!-- b ><i>":                         "a",
		"a<!doctype":                           "a",
		"a<?php":                               "a",
		"a<script>if (b<c) x()</script>d":      "ad",
		"a<script>b":                           "a",
		"a<style>b":                            "a",
		"<svg><style><!-- </style></svg>a":     "a",
		"<svg><svg/><![CDATA[</svg>]]></svg>a": "a",
		"<svg>a<b>c</b>":                       "a<b>c</b>",
		"<noscript><!-- </noscript>a":          "a",
		"<noscript><noscript><b></noscript>a":  "a",
		"<iframe src=x><!-- </iframe>a":        `<iframe src="x">&lt;!-- </iframe>a`,
		"<title>a<b>":                          "a&lt;b&gt;",
		"<textarea>a":                          "a",
		"<select><option>a<option>b":           "<option>a</option><option>b</option>",
		"<template>a</template>b<template>c":   "bc",
		"<plaintext>a</plaintext>":             "a&lt;/plaintext&gt;",
		"<body><p>a</p></body></html>":         "<p>a</p>",
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

// TestClosedSize: markup that would become a thousand times larger as a tree does not.
func TestClosedSize(t *testing.T) {
	var open strings.Builder
	for i := range 400 {
		fmt.Fprintf(&open, "<b id=%d>", i)
	}
	for _, markup := range []string{
		"<p>" + open.String() + strings.Repeat("<p>x", 50_000), strings.Repeat("<div>", 100_000) + strings.Repeat("</p>", 100_000),
		strings.Repeat("<svg>", 100_000), strings.Repeat("<template><p>", 100_000) + "</template>",
	} {
		start := time.Now()
		got := closed(markup)
		if took := time.Since(start); len(got) > 4*len(markup) || took > 5*time.Second {
			t.Errorf("%.20q... of %d bytes became %d bytes in %v", markup, len(markup), len(got), took)
		}
	}
}

// TestClosedWhatever puts pieces of markup together at random: nothing swallows what is behind it, or changes when it is closed again.
func TestClosedWhatever(t *testing.T) {
	names := strings.Fields("a b i p div span li ul td tr table tbody caption select option textarea title svg math mi desc " +
		"foreignObject style script noscript template iframe button form h1 h2 font nobr object dd dl br img hr plaintext body " +
		"html frameset frame image xmp center")
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"x", " ", "&amp;", "&", "<", "<!-- ", "-->", "<![CDATA[", "]]>", "<!x", "<?x", "</", "<a href=\"", "<b class=", ">",
		}),
		rapid.Custom(func(t *rapid.T) string { return "<" + rapid.SampledFrom(names).Draw(t, "start") + ">" }),
		rapid.Custom(func(t *rapid.T) string { return "</" + rapid.SampledFrom(names).Draw(t, "end") + ">" }),
		rapid.Custom(func(t *rapid.T) string { return "<" + rapid.SampledFrom(names).Draw(t, "empty") + " x=y/>" }),
	)
	rapid.Check(t, func(rt *rapid.T) {
		markup := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(rt, "pieces"), "")
		got := closed(markup)
		if !standsAlone(t, got) {
			rt.Fatalf("closed(%q) = %q swallows what is behind it", markup, got)
		}
		if again := closed(got); again != got {
			rt.Fatalf("closed twice, %q becomes %q, then %q", markup, got, again)
		}
	})
}

func FuzzClosed(f *testing.F) {
	for _, s := range []string{"<p>One<p>Two", "<b><i>x</b>y", "a<!-- b --!>c", "<svg><title><b>x</svg>", "<math><mi><p>x", "</p></"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, markup string) {
		got := closed(markup)
		if len(markup) < 1000 && !standsAlone(t, got) {
			t.Fatalf("closed(%q) = %q leaves something open", markup, got)
		}
		if again := closed(got); again != got {
			t.Fatalf("closed twice, %q becomes %q, then %q", markup, got, again)
		}
		it := Item{Article: article.Article{Item: &article.Item{HTML: markup}}, Also: []Also{{ID: "x", URL: "https://x.example/"}}}
		content, summary := it.content()
		if rest, marks, found := cutList(content + summary); !found || rest != strings.TrimRight(got, space) || len(marks.Also) != 1 {
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
		"a picture":       {article.Article{Item: &article.Item{Summary: "<img src='x'>"}}, "<img src='x'>" + list, ""},
		"a title again":   {article.Article{Item: &article.Item{HTML: "<b>T</b>"}}, "", "<b>T</b>" + list},
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
