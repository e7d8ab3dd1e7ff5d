package merge

import "strings"

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
	if it.Article.Summary && summary == "" {
		content, summary = "", content
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
