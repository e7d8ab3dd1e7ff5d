package wire

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/samestory/samestory/article"
)

// Agency resolves what a field says: the byline, provider, <source>, author or publisher of an item, or an address. It returns the
// name of the agency that value is, with or without an article and an edition ("The Associated Press", "Reuters UK",
// "apnews.com", "https://www.reuters.com/world/"), and whether it is one. A byline that lists people is for Credits to read.
func (r *Reader) Agency(value string) (string, bool) {
	i, ok := r.agency(value)
	if !ok {
		return "", false
	}
	return r.agencies[i].Name, true
}

func (r *Reader) agency(value string) (uint16, bool) {
	v := strings.TrimSpace(value)
	if v == "" || len(v) > 2000 {
		return 0, false
	}
	if i, ok := r.named(v); ok {
		return i, !r.ambiguous(v)
	}
	if host := host(v); host != "" {
		i, start := r.site(host)
		return i, start >= 0
	}
	k := strings.LastIndexByte(v, ' ')
	if k < 0 || !edition(strings.Trim(v[k+1:], "()")) {
		return 0, false
	}
	return r.agency(v[:k])
}

// edition reports whether w may follow the name of an agency that a field names.
func edition(w string) bool {
	var buf [24]byte
	if len(w) > len(buf) {
		return false
	}
	low := appendLower(buf[:0], w)
	return regions[string(low)] || titles[string(low)]
}

// named looks s up among the names and forms, without regard to case and article.
func (r *Reader) named(s string) (uint16, bool) {
	var buf [maxName]byte
	if len(s) > maxName {
		return 0, false
	}
	b := appendLower(buf[:0], s)
	for _, article := range articles {
		if len(b) > len(article) && string(b[:len(article)]) == article {
			b = b[len(article):]
			break
		}
	}
	i, ok := r.names[string(b)]
	return i, ok
}

// maxName is the longest name of an agency, in bytes, that a field is compared with.
const maxName = 128

// appendLower appends s in lower case: without allocating, where s is ASCII.
func appendLower(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return append(b[:0], strings.ToLower(s)...)
		}
		c := s[i]
		if isUpper(c) {
			c |= 0x20
		}
		b = append(b, c)
	}
	return b
}

// ambiguous reports whether v is a form that is also an ordinary word in small letters ("petra", "beta"), and no form as it is written.
func (r *Reader) ambiguous(v string) bool {
	doubtful := false
	for i := range r.forms {
		f := &r.forms[i]
		if f.text == v {
			return false
		}
		doubtful = doubtful || f.doubtful && len(f.text) == len(v) && strings.EqualFold(f.text, v)
	}
	return doubtful
}

// host returns the host name in an address, or in a text that is one, or "".
func host(s string) string {
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	} else if !strings.Contains(s, ".") || strings.ContainsAny(s, " \t") {
		return ""
	}
	if k := strings.IndexAny(s, "/?#"); k >= 0 {
		s = s[:k]
	}
	if k := strings.LastIndexByte(s, '@'); k >= 0 {
		s = s[k+1:]
	}
	if k := strings.IndexByte(s, ':'); k >= 0 {
		s = s[:k]
	}
	return strings.TrimPrefix(s, "www.")
}

// fields appends to credits those of the fields beside the text.
func (r *Reader) fields(a article.Article, credits []Credit) []Credit {
	credits = r.byline(a.Byline, credits)
	if i, ok := r.agency(a.Outlet); ok {
		credits = r.field(credits, i, Credit{In: InOutlet, End: len(a.Outlet), Text: a.Outlet})
	}
	credits = r.address(a.URL, InURL, credits)
	if i, ok := r.agency(a.Provider); ok {
		credits = r.field(credits, i, Credit{In: InProvider, End: len(a.Provider), Text: a.Provider})
	}
	credits = r.address(a.Canonical, InCanonical, credits)
	credits = r.lines(a.Credit, credits)
	return r.title(a.Title, credits)
}

// lines reads the lines beside the text that say whose it is: names of agencies, and what in a text would say that one wrote it. Photo
// credits and the like are about something else.
func (r *Reader) lines(s string, credits []Credit) []Credit {
	const longest = 4000
	s = s[:min(len(s), longest)]
	for at := 0; at < len(s); {
		line, _, _ := strings.Cut(s[at:], "\n")
		if i, ok := r.agency(line); ok {
			credits = r.field(credits, i, Credit{In: InCredit, Start: at, End: at + len(line), Text: line})
		} else if hits := r.scan(line); len(hits) > 0 {
			for _, c := range r.judgeAll(line, hits) {
				c.In, c.Start, c.End = InCredit, c.Start+at, c.End+at
				credits = addAuthor(credits, c)
			}
		}
		at += len(line) + 1
	}
	return credits
}

// addAuthor appends c if it says that the agency wrote the text, and the same is not said already.
func addAuthor(credits []Credit, c Credit) []Credit {
	if !c.How.Authored() || slices.ContainsFunc(credits, func(k Credit) bool { return k.Agency == c.Agency && k.How == c.How }) {
		return credits
	}
	return append(credits, c)
}

// address reads an address: one at an agency's own site.
func (r *Reader) address(url string, in Where, credits []Credit) []Credit {
	h := host(url)
	if h == "" || !strings.Contains(url, "://") {
		return credits
	}
	i, start := r.site(h)
	if start < 0 {
		return credits
	}
	at := strings.Index(url, h) + start
	return r.field(credits, i, Credit{In: in, Start: at, End: at + len(h) - start, Text: h[start:]})
}

// field appends c, a credit for a field that names the agency, unless a field is known to name it. The agency's own item is worth
// more than its name in a byline: outlet or address stand beside a byline.
func (r *Reader) field(credits []Credit, agency uint16, c Credit) []Credit {
	c.Agency, c.How = r.agencies[agency].Name, Field
	if r.agencies[agency].Kind == PhotoAgency {
		return credits
	}
	for _, k := range credits {
		if k.Agency == c.Agency && k.How == Field && (k.In != InByline || c.In == InByline) {
			return credits
		}
	}
	return append(credits, c)
}

// byline reads the byline field, which is all names: an agency in it wrote the text.
func (r *Reader) byline(s string, credits []Credit) []Credit {
	if s == "" || len(s) > 1000 {
		return credits
	}
	for _, h := range r.scan(s) {
		if r.inByline(s, h) {
			credits = r.field(credits, h.agency, Credit{In: InByline, Start: h.start, End: h.end, Text: s[h.start:h.end]})
		}
	}
	if i, ok := r.agency(s); ok {
		credits = r.field(credits, i, Credit{In: InByline, End: len(s), Text: s})
	}
	return credits
}

// inByline reports whether hit h in byline s is its author.
func (r *Reader) inByline(s string, h hit) bool {
	if h.form != nil && h.form.second != "" {
		return false
	}
	f := &finding{r: r, text: s}
	p := newPlace(f, h)
	if lead := strings.TrimRight(p.before, " "); h.doubtful && lead != "" && !strings.ContainsRune(",/|(-–—", lastRune(lead)) {
		// "Michael Bloomberg" is a person; "Jane Doe, Bloomberg" is not.
		return false
	}
	return !p.trapped() && (p.bylineEnds() || f.namesOrTitles(p.after))
}

// title reads a headline that ends in an agency behind a mark or in brackets.
func (r *Reader) title(s string, credits []Credit) []Credit {
	if s == "" || len(s) > 1000 {
		return credits
	}
	for _, h := range r.scan(s) {
		before, after := strings.TrimRight(s[:h.start], " "), strings.TrimLeft(s[h.end:], " ")
		head := strings.TrimRight(before, "|-–—·•([")
		if h.doubtful && !strings.HasSuffix(before, "(") || strings.Trim(after, ")]") != "" || head == before || head == "" {
			continue
		}
		c := Credit{Agency: r.agencies[h.agency].Name, How: Source, In: InTitle, Start: h.start, End: h.end, Text: s[h.start:h.end]}
		if !slices.ContainsFunc(credits, func(k Credit) bool { return k.Agency == c.Agency && k.How == Source }) {
			credits = append(credits, c)
		}
	}
	return credits
}
