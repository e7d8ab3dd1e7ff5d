package feed

import (
	"fmt"
	"strings"
	"testing"
)

// sentence has ten words.
const sentence = "Ann Bee keeps nine old trees and two bee hives."

func paragraphs(n, sentences int) string {
	return strings.Repeat("<p>"+strings.Repeat(sentence+" ", sentences)+"</p>", n)
}

func TestSummary(t *testing.T) {
	short, long, teaser := "<p>Pears win.</p>", paragraphs(4, 5), paragraphs(5, 10)+"<p>Continue reading &rarr;</p>"
	for name, c := range map[string]struct {
		content, description string
		text                 string // the source that the text is from
		summary              bool
	}{
		"title only":                             {"", "", "Pears win &amp; win", true},
		"a short description":                    {"", short, short, true},
		"a description of 110 words, paragraphs": {"", paragraphs(11, 1), paragraphs(11, 1), true},
		"a description of 120 words, paragraphs": {"", paragraphs(3, 4), paragraphs(3, 4), false},
		"a description of 120 words, two":        {"", paragraphs(2, 6), paragraphs(2, 6), true},
		"a description of 290 words, one":        {"", paragraphs(1, 29), paragraphs(1, 29), true},
		"a description of 300 words, one":        {"", paragraphs(1, 30), paragraphs(1, 30), false},
		"content alone, short":                   {short, "", short, false},
		"content and description":                {long, short, long, false},
		"content and description, both short":    {"<p>Pears win again.</p>", short, "<p>Pears win again.</p>", false},
		"the same twice, short":                  {short, short, short, true},
		"the same twice, long":                   {long, long, long, false},
		"the description is longer":              {short, long, long, false},
		"the description is longer, both short":  {short, "<p>Pears win again.</p>", "<p>Pears win again.</p>", true},
		"content is a teaser":                    {teaser, short, teaser, true},
		"a long description is a teaser":         {"", paragraphs(5, 10) + " [&#8230;]", paragraphs(5, 10) + " [&#8230;]", true},
		"Chinese, 640 characters":                {"", strings.Repeat("安娜有九棵树。他们", 80), strings.Repeat("安娜有九棵树。他们", 80), false},
		"Chinese, 72 characters":                 {"", strings.Repeat("安娜有九棵树。他们", 9), strings.Repeat("安娜有九棵树。他们", 9), true},
	} {
		item := "<item><title>Pears win &amp;amp; win</title><description><![CDATA[" + c.description + "]]></description>"
		if c.content != "" {
			item += "<content:encoded><![CDATA[" + c.content + "]]></content:encoded>"
		}
		want := sound(t, `{"items":[{"content_html":`+fmt.Sprintf("%q", c.text)+`}]}`, nil)[0].Text
		if a := sound(t, rss2(item+"</item>"), nil)[0]; a.Text != want || a.Summary != c.summary {
			t.Errorf("%s: got summary %v, want %v; text %q, want %q", name, a.Summary, c.summary, a.Text, want)
		}
	}
}

func TestTeasers(t *testing.T) {
	long := strings.Repeat(sentence+" ", 30)
	for text, want := range map[string]bool{
		"":                                  false,
		"Pears win.":                        false,
		"Pears win, say […]":                true,
		"Pears win, say [...] ":             true,
		"Pears win, say [ … ]":              true,
		"Pears win, say (more…)":            true,
		"Pears win, say…":                   true,
		"Pears win, say ...":                true,
		"Pears win.\nRead more":             true,
		"Pears win.\nREAD MORE »":           true,
		"Pears win. Read more...":           true,
		"Pears win, say Continue reading →": true,
		"Pears win [Read the full story]":   true,
		"Pears win… Continue reading Pears & prizes →":       true,
		"Pears win.\nRead more: Pears of last year":          true,
		"Pears win.\nReadmore: Pears of last year":           false,
		"Birnen gewinnen. Weiterlesen":                       true,
		"Les poires gagnent. Lire la suite…":                 true,
		"洋梨が勝つ。続きを読む":                                        true,
		"She likes to sit in the orchard and read more.":     false,
		"“They read more,” she said.":                        false,
		"What to do in the rain, apart from this: read more": true,
		long + "[…]":                       true,
		long + "Continue reading":          true,
		long + "and so on…":                false,
		long + "\nRead more: Pears of old": false,
		"…":                                true,
		"Read more":                        true,
	} {
		if got := isTeaser(text); got != want {
			t.Errorf("isTeaser(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, " \n": 0, "one": 1, " two  words\n": 2, "été à Đà": 3, "安娜有九棵": 2, "安娜 and 九棵": 3, "сад и груши": 3,
		strings.Repeat("word ", 50): 20,
	} {
		if got := words(text, 20); got != want {
			t.Errorf("words(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestBylines(t *testing.T) {
	for item, want := range map[string]string{
		"": "",
		"<author>cal@bay.example (Cal Dee)</author>":                                                 "Cal Dee",
		"<author>Cal Dee (cal@bay.example)</author>":                                                 "Cal Dee",
		"<author>Cal Dee &lt;cal@bay.example&gt;</author>":                                           "Cal Dee",
		"<author>desk@bay.example</author>":                                                          "desk@bay.example",
		"<author>Cal Dee (in Vessel)</author>":                                                       "Cal Dee (in Vessel)",
		"<author>x</author><dc:creator>Cal &amp;amp; Co</dc:creator>":                                "Cal & Co",
		"<dc:creator>Cal Dee</dc:creator><dc:creator> </dc:creator><dc:creator>Eve Fry</dc:creator>": "Cal Dee, Eve Fry",
		"<a:author xmlns:a='http://www.w3.org/2005/Atom'><a:name>Cal Dee</a:name></a:author>":        "Cal Dee",
		"<i:author xmlns:i='http://www.itunes.com/DTDs/PodCast-1.0.dtd'>Pod Cast</i:author>":         "",
	} {
		if got := sound(t, rss2("<item><title>x</title>"+item+"</item>"), nil)[0].Byline; got != want {
			t.Errorf("%s: got %q, want %q", item, got, want)
		}
	}
}

func TestProviders(t *testing.T) {
	for item, want := range map[string]string{
		"": "",
		"<source url='https://www.agency.example/rss'>The &amp;quot;Agency&amp;quot;</source>": `The "Agency"`,
		"<source url='https://www.agency.example/rss'/>":                                       "agency.example",
		"<source/>":                         "",
		"<dc:source>The Agency</dc:source>": "The Agency",
		"<dc:source>https://www.agency.example/story</dc:source>": "agency.example",
	} {
		if got := sound(t, rss2("<item><title>x</title>"+item+"</item>"), nil)[0].Provider; got != want {
			t.Errorf("%s: got %q, want %q", item, got, want)
		}
	}
}

// TestTexts: where the text of an item may stand.
func TestTexts(t *testing.T) {
	const a, y = "xmlns:a='http://www.w3.org/2005/Atom'", "xmlns:yandex='http://news.yandex.ru'"
	for item, want := range map[string]string{
		"<encoded>Pears</encoded>":                                                         "Pears",
		"<description>A <b>naked</b> &amp;amp; pear</description>":                         "A naked & pear",
		"<description>A <![CDATA[<b>wrapped</b>]]> pear</description>":                     "A wrapped pear",
		"<description>A &custom; pear &eacute;&#233;</description>":                        "A &custom; pear éé",
		"<description>A bare & pear</description>":                                         "A bare & pear",
		"<description>A pear\x0b\x01 is</description>":                                     "A pear is",
		"<description>&lt;script>x&lt;/script>&lt;p>A pear</description>":                  "A pear",
		"<a:content " + a + ">Pears</a:content>":                                           "Pears",
		"<a:summary " + a + ">Pears</a:summary>":                                           "Pears",
		"<yandex:full-text " + y + ">Pears</yandex:full-text><description>x</description>": "Pears",
		"<dc:description>Pears</dc:description>":                                           "Pears",
	} {
		if got := sound(t, rss2("<item>"+item+"</item>"), nil)[0].Text; got != want {
			t.Errorf("%s: got %q, want %q", item, got, want)
		}
	}
	for content, want := range map[string]string{
		`<content type="text">a &lt; b</content>`:                                                                    "a < b",
		`<content>one&#10;&#10;two</content>`:                                                                        "one\ntwo",
		`<content type="image/png">iVBORw0KGgo=</content>`:                                                           "x",
		`<content type="application/octet-stream">RW50cnk=</content>`:                                                "x",
		`<content type="text/html" src="https://bay.example/pears.html"/>`:                                           "x",
		`<content type="application/xhtml+xml"><p>Pears</p></content>`:                                               "Pears",
		`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Pears<iframe src="x"/> win</div></content>`: "Pears win",
	} {
		doc := `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title>` + content + `</entry></feed>`
		if got := sound(t, doc, nil)[0].Text; got != want {
			t.Errorf("%s: got %q, want %q", content, got, want)
		}
	}
}
