package markup

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"empty":               {"", ""},
		"blank":               {" \n\t ", ""},
		"words":               {"  Two   words ", "Two words"},
		"paragraphs":          {"<p>One.</p><p>Two <b>bold</b>ly.</p>", "One.\nTwo boldly."},
		"wrapped lines":       {"<p>One\n and the same.</p>\n\n<p>Two.</p>", "One and the same.\nTwo."},
		"line breaks":         {"One.<br>Two.<br/><br />Three.", "One.\nTwo.\nThree."},
		"unclosed":            {"<p>One.<p>Two <i>it", "One.\nTwo it"},
		"closed too often":    {"One</p></div></b>, two</>", "One\n, two"},
		"a list":              {"<ul><li>One<li>Two</ul>After", "One\nTwo\nAfter"},
		"a table":             {"<table><tr><td>a</td><td>b</td></tr><tr><th>c<th>d</table>", "a b\nc d"},
		"preformatted":        {"<pre>\none\n  two</pre>three", "one\ntwo\nthree"},
		"entities":            {"<p>AT&amp;T &lt;b&gt; &eacute;&nbsp;&#8211;&#x2019; &unknown; &</p>", "AT&T <b> é –’ &unknown; &"},
		"entities alone":      {"AT&amp;T", "AT&T"},
		"escaped twice":       {"&lt;p&gt;One &amp;amp; all.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One & all.\nTwo."},
		"signs":               {"a < b, 3<4 <3", "a < b, 3<4 <3"},
		"signs escaped":       {"if a &lt; b or c&gt;d", "if a < b or c>d"},
		"a tag, told of":      {"<p>Use &lt;p&gt; for paragraphs.</p>", "Use <p> for paragraphs."},
		"scripts":             {"a<script>if (x<y) alert('</p>')</script>b<style>p{}</style>c", "abc"},
		"a script, open":      {"a<script>b", "a"},
		"a script, closed":    {"a<script src='x'/>b<iframe src='y' />c", "abc"},
		"pictures":            {"a<svg><svg><text>x</text></svg><title>t</title></svg>b<img alt='x'>", "ab"},
		"noscript, template":  {"a<noscript><img src=x>n</noscript><template><p>t</template>b", "ab"},
		"forms":               {"a<select><option>x</select><textarea>y</textarea><button>z</button>b", "ab"},
		"comments":            {"a<!-- b --><!doctype c><?d?>e<![CDATA[f]]>", "ae"},
		"caption":             {"<figure><img><figcaption>Pears. Photo: A. Bee</figcaption></figure><p>x", "Pears. Photo: A. Bee\nx"},
		"prefixes":            {"<xhtml:p>One.</xhtml:p><xhtml:script>x</xhtml:script><xhtml:p>Two.</xhtml:p>", "One.\nTwo."},
		"what shows nothing":  {"<p>\uFEFFun\u00ADseen\u200B\x00\x07</p>", "unseen"},
		"other spaces":        {"<p>\u3000a\u00a0\u2009b\u2028c</p>", "a b c"},
		"other scripts":       {"<p>港に船が\n着いた</p>", "港に船が 着いた"},
		"lines without tags":  {"One\nTwo\r\nThree", "One\nTwo\nThree"},
		"blank lines part":    {"One\nstill one.\n \nTwo\n\n\nThree", "One still one.\nTwo\nThree"},
		"lines with entities": {"One &amp;\n\nTwo", "One &\nTwo"},
		"wrapped in CDATA":    {"<![CDATA[x]]>", ""},
	} {
		if got, _ := Text(c.source, nil); got != c.want {
			t.Errorf("%s: Text(%q) = %q, want %q", name, c.source, got, c.want)
		}
	}
}

func TestLine(t *testing.T) {
	for source, want := range map[string]string{
		"Plain":                        "Plain",
		"<b>Bold</b>\n &amp; more":     "Bold & more",
		"<p>One</p><p>Two</p>":         "One Two",
		"Pears &#8217;26 &lt;3":        "Pears ’26 <3",
		"&lt;b&gt;Bold&lt;/b&gt; move": "Bold move",
	} {
		if got := Line(source); got != want {
			t.Errorf("Line(%q) = %q, want %q", source, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	const source = `<a href="/b?x=1&amp;y=2">b</a> <a name=x>n</a> <A class=c HREF=' c.html '>c</A> <a href="#top">top</a>
		<a href="mailto:a@example.org">m</a> <a href="javascript:alert(1)">j</a> <a href="//example.net/d">d</a>
		<a href="HTTPS://Example.com/E">e</a> <a href="/b?x=1&amp;y=2">again</a> <a href="http://[bad">x</a> <a href="">y</a>
		<script><a href="http://example.org/script"></a></script> <svg><a href="http://example.org/svg"></a></svg>`
	base, _ := url.Parse("http://example.org/a/index.html")
	for _, c := range []struct {
		base *url.URL
		want []string
	}{
		{base, []string{"http://example.org/b?x=1&y=2", "http://example.org/a/c.html", "http://example.net/d", "https://Example.com/E"}},
		{nil, []string{"https://Example.com/E"}},
	} {
		if _, got := Text(source, c.base); !slices.Equal(got, c.want) {
			t.Errorf("base %v: got %q, want %q", c.base, got, c.want)
		}
	}
}

// TestHostile: whatever comes, the time is that of reading it.
func TestHostile(t *testing.T) {
	const n = 1 << 18
	for _, piece := range []string{
		"<div>", "<a href=x>", "<b", "<!--", "<![CDATA[", "&", "&#", "<svg>", "<pre>\n", "</p>", "\n", "\u00a0", "<a a=a ", "<x:",
	} {
		start := time.Now()
		text, _ := Text(strings.Repeat(piece, n), nil)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%d times %q took %v", n, piece, took)
		}
		if len(text) > n*len(piece) {
			t.Errorf("%d times %q became %d bytes", n, piece, len(text))
		}
	}
}

// FuzzText: the text is sound UTF-8, has no blank lines or spaces at the ends of lines, and links are absolute.
func FuzzText(f *testing.F) {
	f.Add("<p>One &amp; <a href='/x'>two</a></p><script>x</script>")
	f.Add("&lt;p&gt;x")
	base := &url.URL{Scheme: "https", Host: "example.org"}
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "\uFFFD")
		text, links := Text(source, base)
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\t\x00") || strings.Contains(text, "  ") {
			t.Fatalf("Text(%q) = %q", source, text)
		}
		for line := range strings.SplitSeq(text, "\n") {
			if text != "" && line != strings.TrimSpace(line) || text != "" && line == "" {
				t.Fatalf("Text(%q) = %q: line %q", source, text, line)
			}
		}
		for _, link := range links {
			if !strings.HasPrefix(link, "http://") && !strings.HasPrefix(link, "https://") || !utf8.ValidString(link) {
				t.Fatalf("Text(%q): link %q", source, link)
			}
		}
		if Line(source) != strings.Join(strings.Fields(text), " ") {
			t.Fatalf("Line(%q) = %q of %q", source, Line(source), text)
		}
	})
}

func BenchmarkText(b *testing.B) {
	source := strings.Repeat("<p>A family orchard near <a href=\"https://example.org/x\">Vessel</a> won &amp; more – all of it.</p>\n", 60)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		Text(source, nil)
	}
}
