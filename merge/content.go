package merge

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// space is what means nothing between elements.
const space = " \t\r\n"

// content returns the markup of an item as it goes into a feed, and its summary. The list of those that it stands for is at the end of
// the content or, where a summary is all there is, of that.
func (it *Item) content() (content, summary string) {
	extra := it.extra()
	content, summary = extra.HTML, extra.Summary
	if content == "" && (summary == "" || !it.Article.Summary) {
		content = paragraphs(it.Article.Text)
	}
	switch {
	case it.Article.Summary && summary == "":
		content, summary = "", content
	case it.Article.Text == "" && (content == "" || summary == ""):
		// A picture is content. Words that are none of the article are its title once more, and would pass for a text there.
		content, summary = content+summary, ""
		if hasWords(content) {
			content, summary = "", content
		}
	}
	list := it.list()
	switch {
	case list == "":
	case content == "" && summary != "":
		summary = strings.TrimRight(closed(summary), space) + list
	default:
		content = strings.TrimRight(closed(content), space) + list
	}
	return content, summary
}

// hasWords reports whether there is any text in markup.
func hasWords(markup string) bool {
	tokens := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return false
		case html.TextToken:
			if len(bytes.TrimSpace(tokens.Raw())) > 0 {
				return true
			}
		}
	}
}

// paragraphs returns a text as markup.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + escape(line) + "</p>\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
