package merge

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

func TestList(t *testing.T) {
	it := Item{Story: "s-a", Original: "o", Also: []Also{
		{ID: "1", Outlet: "Harbour Post", Title: "Ship \"fast\"", URL: "https://post.example/1?a=1&b=2", Kind: "reprint"},
		{ID: "2", URL: "http://www.coast.example/2"},
		{ID: "3", Title: "Leeks, <b>", Kind: "rewrite"},
		{ID: "4"},
	}}
	const want = `<p class="samestory-also" data-story="s-a" data-original="o">Also in: ` +
		`<a href="https://post.example/1?a=1&amp;b=2" title="Ship &#34;fast&#34;" data-id="1" data-outlet="Harbour Post" ` +
		`data-kind="reprint">Harbour Post</a>, <a href="http://www.coast.example/2" data-id="2">coast.example</a>, ` +
		`<span title="Leeks, &lt;b&gt;" data-id="3" data-kind="rewrite">Leeks, &lt;b&gt;</span>, <span data-id="4">4</span></p>`
	if got := it.list(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	rest, marks, found := cutList("<p>x</p>\n" + it.list() + "\n")
	if !found || rest != "<p>x</p>" || marks.Story != "s-a" || marks.Original != "o" || !slices.Equal(marks.Also, it.Also) {
		t.Errorf("came back as %q, %+v, %v", rest, marks, found)
	}
}

// hostile are strings that try to break out of where they are put.
var hostile = []string{
	`"><script>alert(1)</script>`, `' onmouseover='alert(1)`, "</p></content></item><item>", "]]>", "<![CDATA[x]]>", "--><!--", "&lt;b&gt;",
	"&#60;script&#62;", "\x00\x01\x08\x0b\x1f\x7f", "x\ufffe\uffff", "\xff\xfe", "\u202eevil\u2066", "</samestory:also>", "%00", "{{.}}",
	"javascript:alert(1)", " \tJaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
	"https://x.example/\" onclick=\"alert(1)", "https://x.example/<script>", "http:///nohost", "//x.example/y", "https://u:p@x.example/'&<>\"",
	strings.Repeat("<b>", 50), "Also in: nobody", "x\u2028\u2029", "\r\n\r\nSet-Cookie: x", "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;",
	listStart + ">Also in: <a data-id=\"forged\">x</a></p>",
}

// TestListHostile: whatever the fields, the list is one element with one child an article, links to the web alone, and no attribute
// but its own.
func TestListHostile(t *testing.T) {
	allowed := []string{"class", "data-story", "data-original", "href", "title", "data-id", "data-outlet", "data-kind"}
	for _, x := range hostile {
		other := Item{Kind: "excerpt", Article: article.Article{ID: x, Outlet: x, Title: x, URL: x}}
		it := Item{Story: x, Original: x, Also: []Also{other.also(), {ID: "next", Outlet: "Next"}}}
		z := html.NewTokenizer(strings.NewReader(it.list()))
		var tags []string
		for z.Next() != html.ErrorToken {
			token := z.Token()
			if token.Type == html.TextToken {
				continue
			}
			if token.Data == "a" {
				token.Data = "span"
			}
			tags = append(tags, token.Data)
			for _, a := range token.Attr {
				if !slices.Contains(allowed, a.Key) {
					t.Errorf("%q: attribute %s in %s", x, a.Key, it.list())
				}
				if a.Key == "href" && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") {
					t.Errorf("%q: a link to %q", x, a.Val)
				}
			}
		}
		if want := []string{"p", "span", "span", "span", "span", "p"}; !slices.Equal(tags, want) {
			t.Errorf("%q: elements %q in %s", x, tags, it.list())
		}
		if strings.ContainsAny(it.list(), "\u202e\u2066") && strings.Contains(other.also().label(), "\u202e") {
			t.Errorf("%q: turns the direction of what follows", x)
		}
		if _, marks, found := cutList(it.list()); !found || len(marks.Also) != 2 || marks.Also[1].ID != "next" {
			t.Errorf("%q: came back as %+v, %v", x, marks, found)
		}
	}
}

// TestCutListOfOthers: what only looks like a list stays in the content.
func TestCutListOfOthers(t *testing.T) {
	it := Item{Also: []Also{{ID: "1", Outlet: "Post", URL: "https://post.example/1"}}}
	list := it.list()
	for _, content := range []string{
		"", "Also in: Post", listStart, listStart + ">", listStart + `>Also in: </p>`, listStart + `><a data-id="1">x</a>`,
		list[:len(list)-1], list[:len(list)-4], list + "<p>More.</p>", list + "more", list + list[:20],
		strings.Replace(list, "</p>", "<script>x</script></p>", 1), strings.Replace(list, "Also in:", "Also <b>in</b>:", 1),
		strings.Replace(list, "Also in:", "By me, also in:", 1), strings.Replace(list, "</a>", "<i></i></a>", 1),
		strings.Replace(list, "</a>", "", 1), strings.Replace(list, "</p>", "</div>", 1), strings.Replace(list, "Post</a>", "</a>", 1),
	} {
		if rest, marks, found := cutList(content); found || rest != content || marks.Also != nil && found {
			t.Errorf("%q: taken for a list: %q, %+v", content, rest, marks)
		}
	}
}

// TestCutListForged: a list that somebody else wrote carries no links but to the web, and no kinds that there are not.
func TestCutListForged(t *testing.T) {
	const forged = listStart + ` onclick="x">Also in: ` +
		`<a href="javascript:alert(1)" data-id="1" data-outlet="A&#10;B" data-kind="evil">A</a></p>`
	_, marks, found := cutList("x" + forged)
	want := []Also{{ID: "1", Outlet: "A B"}}
	if !found || !slices.Equal(marks.Also, want) {
		t.Errorf("got %+v, %v; want %+v", marks.Also, found, want)
	}
}

func TestCutText(t *testing.T) {
	const list = "Also in: Post, The Coast"
	for text, want := range map[string]string{
		"Words.\nAlso in: Post, The Coast":                   "Words.",
		"Words.\n\nAlso  in: Post,\nThe Coast \n":            "Words.\n\nAlso  in: Post,\nThe Coast \n",
		"Words. Also in: Post, The\u00a0Coast\n":             "Words.",
		"Also in: Post , The Coast":                          "",
		"Also in: Post, The Coast, x":                        "Also in: Post, The Coast, x",
		"Also in: Post, The Coast\nAlso in: Post, The Coast": "Also in: Post, The Coast",
		"Words.": "Words.",
		"":       "",
		"Also in: Post, The Coast" + strings.Repeat("Also in: x ", 1000): "Also in: Post, The Coast" + strings.Repeat("Also in: x ", 1000),
	} {
		if got := cutText(text, list); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	label := Item{Also: []Also{{Outlet: "A"}, {Outlet: "Also in: B"}}}
	if got := cutText("x\n"+label.text(), label.text()); got != "x" {
		t.Errorf("an outlet of the name of the label: got %q", got)
	}
}

// TestCutLinks: the list is no evidence of where an article came from, but its own links are.
func TestCutLinks(t *testing.T) {
	list := []Also{{URL: "https://a.example/?x=1&y=2"}, {URL: "https://b.example/"}}
	links := []string{"https://a.example/?x=1&y=2", "https://b.example/", "https://c.example/"}
	got := cutLinks(links, list, `<a href="https://a.example/?x=1&amp;y=2">a</a>`)
	if want := []string{"https://a.example/?x=1&y=2", "https://c.example/"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// anyText draws strings with what is special in markup and XML.
var anyText = rapid.StringOfN(rapid.SampledFrom([]rune("ab <>&\"'/;:#,\n\té中\U0001F6A2")), 0, 12, -1)

// TestListComesBack: whatever the fields, what is written is read.
func TestListComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := func(name string) string { return strings.TrimSpace(anyText.Draw(t, name)) }
		it := Item{Story: id("story"), Original: id("original")}
		var also alsoList
		for range rapid.IntRange(1, 4).Draw(t, "n") {
			other := Item{Article: article.Article{
				ID: id("id"), Outlet: anyText.Draw(t, "outlet"), Title: anyText.Draw(t, "title"),
				URL: "https://x.example/" + anyText.Draw(t, "path"),
			}}
			other.Kind = rapid.SampledFrom([]samestory.Kind{"", "identical", "rewrite"}).Draw(t, "kind")
			also.add(other.also())
		}
		it.Also = also.list
		_, marks, found := cutList("<p>x</p>" + it.list())
		want := Item{Story: it.Story, Original: it.Original, Also: it.Also}
		if diff := cmp.Diff(want, marks); !found || diff != "" {
			t.Fatalf("%s: found %v, -want +got:\n%s", it.list(), found, diff)
		}
	})
}
