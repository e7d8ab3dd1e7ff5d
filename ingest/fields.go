package ingest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// field is what tables and JSON objects may say of an article.
type field int

// The fields.
const (
	fieldID field = iota
	fieldText
	fieldTitle
	fieldPublished
	fieldOutlet
	fieldURL
	fieldByline
	fieldLanguage
	fieldProvider
	fieldCanonical
	fieldLinks
	fieldHTML
	fieldSummary
	fieldIsSummary
	fieldCredit
	numFields
)

// fieldNames has the names that inputs give the fields, the best first, which is the field's own. Case, spaces, hyphens and
// underscores do not matter.
var fieldNames = [numFields][]string{
	fieldID: {"id", "guid", "uuid", "_id", "article_id", "document_id", "doc_id", "uri"},
	fieldText: {
		"text", "body", "content", "article", "main_text", "article_text", "full_text", "body_text", "article_body", "article_content",
		"content_text",
	},
	fieldTitle: {"title", "headline", "heading", "article_title", "web_title"},
	fieldPublished: {
		"published", "published_at", "date_time_pub", "datetime", "date", "pub_date", "publish_date", "published_date", "publication_date",
		"date_published", "date_publish", "web_publication_date", "timestamp", "time", "created_at",
	},
	fieldOutlet: {
		"outlet", "source", "site", "publisher", "domain", "newspaper", "publication", "source_name", "source_domain", "site_name",
		"outlet_name",
	},
	fieldURL:       {"url", "link", "href", "web_url", "article_url", "permalink"},
	fieldByline:    {"byline", "author", "authors", "creator"},
	fieldLanguage:  {"language", "lang", "language_code"},
	fieldProvider:  {"provider", "agency", "news_agency"},
	fieldCanonical: {"canonical", "canonical_url", "canonical_link"},
	fieldLinks:     {"links", "outlinks"},
	fieldHTML:      {"html", "content_html", "body_html", "html_content", "html_body", "text_html"},
	fieldSummary:   {"summary", "description", "abstract", "excerpt", "teaser", "standfirst"},
	fieldIsSummary: {"is_summary", "summary_only"},
	fieldCredit:    {"credit", "credit_line", "copyright", "copyright_notice", "rights"},
}

// loose reports that a field may be anything under its own name too, as others use the word for other things.
func (f field) loose() bool { return f >= fieldHTML }

// String returns the field's own name.
func (f field) String() string { return fieldNames[f][0] }

// Fields returns the names that Options.Map may give an input's name to.
func Fields() []string {
	names := make([]string, numFields)
	for f := range numFields {
		names[f] = f.String()
	}
	return names
}

// mapping tells which names of an input hold which field.
type mapping struct {
	// given are the names of Options.Map; a field that has one is looked for there and nowhere else.
	given [numFields]string
	// taken are the given names, or of a path its first step: they hold nothing but what they were given for.
	taken map[string]bool
	// noText reports that the text is in the field of HTML and nowhere else.
	noText bool
}

// newMapping checks the names of fields.
func newMapping(given map[string]string) (*mapping, error) {
	m := &mapping{taken: map[string]bool{}}
	names := Fields()
	for _, name := range slices.Sorted(maps.Keys(given)) {
		f := slices.Index(names, strings.ToLower(name))
		switch {
		case f < 0:
			return nil, fmt.Errorf("ingest: an article has no field %q to map; it has %s", name, strings.Join(names, ", "))
		case given[name] == "":
			return nil, fmt.Errorf("ingest: the field %q is mapped to nothing", name)
		}
		m.given[f] = given[name]
		first, _, _ := strings.Cut(given[name], ".")
		m.taken[squeeze(first)], m.taken[squeeze(given[name])] = true, true
	}
	if squeeze(m.given[fieldText]) == fieldHTML.String() && m.given[fieldHTML] == "" {
		m.given[fieldHTML], m.given[fieldText], m.noText = m.given[fieldText], "", true
	}
	return m, nil
}

// names returns the names to look for a field under, the best first.
func (m *mapping) names(f field) []string {
	switch {
	case m.given[f] != "":
		return []string{m.given[f]}
	case f == fieldText && m.noText:
		return nil
	}
	return slices.DeleteFunc(slices.Clone(fieldNames[f]), func(name string) bool { return m.taken[squeeze(name)] })
}

// columns are where a table holds each field: the first that is not empty counts.
type columns [numFields][]int

// columns finds the fields among the names of a table. A given name must be there.
func (m *mapping) columns(names []string) (columns, error) {
	squeezed := make([]string, len(names))
	for i, name := range names {
		squeezed[i] = squeeze(name)
	}
	var all columns
	for f := range numFields {
		if i := slices.Index(names, m.given[f]); m.given[f] != "" && i >= 0 {
			all[f] = []int{i} // before one that only reads the same
			continue
		}
		for _, want := range m.names(f) {
			all[f] = appendNew(all[f], indexes(names, func(name string) bool { return strings.EqualFold(name, want) }))
			want = squeeze(want)
			all[f] = appendNew(all[f], indexes(squeezed, func(name string) bool { return name == want }))
		}
		if m.given[f] != "" && len(all[f]) == 0 {
			return all, fmt.Errorf("%w: there is no column %q for %s; there are %s", ErrFormat, m.given[f], f, listed(names))
		}
	}
	return all, nil
}

// indexes returns the places of what is wanted.
func indexes(all []string, wanted func(string) bool) []int {
	var found []int
	for i, s := range all {
		if wanted(s) {
			found = append(found, i)
		}
	}
	return found
}

func appendNew(all, more []int) []int {
	for _, i := range more {
		if !slices.Contains(all, i) {
			all = append(all, i)
		}
	}
	return all
}

// errNoText is a table that holds no articles.
var errNoText = errors.New("no column for text, html, summary or title")

// readable refuses a table without a text.
func (c *columns) readable(names []string) error {
	if len(c[fieldText])+len(c[fieldHTML])+len(c[fieldSummary])+len(c[fieldTitle]) > 0 {
		return nil
	}
	return fmt.Errorf("%w: %w; there are %s", ErrFormat, errNoText, listed(names))
}

// has reports whether a column holds a field.
func (c *columns) has(column int) bool {
	for _, found := range c {
		if slices.Contains(found, column) {
			return true
		}
	}
	return false
}

// known counts the fields that were found.
func (c *columns) known() int {
	n := 0
	for _, found := range c {
		n += min(len(found), 1)
	}
	return n
}

// listed returns names for a message, so many as help.
func listed(names []string) string {
	const enough, longest = 20, 40
	var b strings.Builder
	for i, name := range names[:min(len(names), enough)] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%.*q", longest, name)
	}
	if len(names) > enough {
		fmt.Fprintf(&b, " and %d more", len(names)-enough)
	}
	return b.String()
}

// squeeze returns what counts of a name: its letters and digits, in small letters.
func squeeze(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
