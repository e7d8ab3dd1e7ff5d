package wire

import (
	"slices"

	"github.com/samestory/samestory/article"
)

// How is the kind of evidence for a credit.
type How string

// The kinds of evidence. The first five and Field say that the agency wrote the text, or a part of it.
const (
	// Dateline: the agency stands in the dateline, as in "PARIS (AFP) -".
	Dateline How = "dateline"
	// Byline: it stands in the author line, alone or behind names.
	Byline How = "byline"
	// Copyright: it holds the copyright in the text.
	Copyright How = "copyright"
	// Source: it is named as source, as where the text was first published, or as a closing mark such as "(APA)".
	Source How = "source"
	// Reporting: it, or its staff, contributed to the text.
	Reporting How = "reporting"
	// Field: a field beside the text names it: byline, outlet, provider, credit line, or an address at its own site.
	Field How = "field"
	// Photo: it took a picture or a video. Weak: pictures and texts are bought apart.
	Photo How = "photo"
	// Quoted: the text quotes what the agency reported or was told: it derives from the agency without being its work.
	Quoted How = "quoted"
)

// Authored reports whether h says that the agency wrote the text or contributed to it.
func (h How) Authored() bool { return h != Photo && h != Quoted && h != "" }

// Where is the part of an article that a credit was found in.
type Where uint8

// The parts of an article.
const (
	InText Where = iota
	InByline
	InOutlet
	InTitle
	InURL
	InProvider
	InCanonical
	InCredit
)

// Credit is one piece of evidence that an agency had a part in an article.
type Credit struct {
	// Agency is the name that the agency file gives it.
	Agency string
	How    How
	// In is the part of the article that Start and End, byte offsets, refer to.
	In         Where
	Start, End int
	// Text is that range: the evidence as printed.
	Text string
}

// Credits returns the credits of a, those in the text first and in its order, then those in other fields. Each pair of agency
// and How is reported once: where it stands first. Of a text that names agencies more than 512 times the middle is passed over.
// Without a credit it allocates nothing, and the cost is one pass over the text.
func (r *Reader) Credits(a article.Article) []Credit {
	var credits []Credit
	if hits := r.scan(a.Text); len(hits) > 0 {
		credits = r.judgeAll(a.Text, hits)
	}
	return r.fields(a, credits)
}

// judgeAll returns the credits that hits make.
func (r *Reader) judgeAll(text string, hits []hit) []Credit {
	found := &finding{r: r, text: text}
	for _, h := range hits {
		found.look(h)
	}
	found.suffixes()
	slices.SortStableFunc(found.credits, func(x, y Credit) int { return x.Start - y.Start })
	return found.credits
}

// finding is the work on one article.
type finding struct {
	r       *Reader
	text    string
	credits []Credit
	// titles are names at the end of a headline that count only if the text credits the agency too.
	titles []Credit
}

// look judges one hit and keeps the credit it makes, if any.
func (f *finding) look(h hit) {
	if f.settled(h.agency) {
		return
	}
	p := newPlace(f, h)
	how, start, end := p.judge()
	if how == "" {
		return
	}
	f.add(Credit{Agency: f.name(h.agency), How: how, Start: start, End: end, Text: f.text[start:end]})
	if how == Dateline {
		f.namesAbove(p)
	}
}

// settled reports whether every kind of evidence that a text can hold is known for the agency, so that no more need be sought.
func (f *finding) settled(agency uint16) bool {
	n, name := 0, f.name(agency)
	for i := range f.credits {
		if f.credits[i].Agency == name {
			n++
		}
	}
	return n == 7
}

// add keeps c unless its agency and How are known already.
func (f *finding) add(c Credit) {
	if !f.has(c.Agency, c.How) {
		f.credits = append(f.credits, c)
	}
}

func (f *finding) has(agency string, how How) bool {
	return slices.ContainsFunc(f.credits, func(k Credit) bool { return k.Agency == agency && k.How == how })
}

func (f *finding) name(agency uint16) string { return f.r.agencies[agency].Name }

func (f *finding) cues() *cues { return f.r.cues }

func (f *finding) kind(agency uint16) Kind { return f.r.agencies[agency].Kind }

// suffixes settles the names at the end of headlines.
func (f *finding) suffixes() {
	for _, c := range f.titles {
		if f.has(c.Agency, Dateline) || f.has(c.Agency, Copyright) || f.has(c.Agency, Byline) {
			f.add(c)
		}
	}
}
