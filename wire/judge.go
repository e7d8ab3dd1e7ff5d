package wire

import "strings"

// judge tells what kind of evidence the hit is, with the range of text that shows it; an empty How means none.
// The order of the questions matters: the later ones rely on the earlier having said no.
func (p *place) judge() (How, int, int) {
	if p.form != nil && p.form.second != "" {
		return p.houseForm()
	}
	if !p.site && p.trapped() {
		return "", 0, 0
	}
	for _, ask := range p.questions() {
		if how, start, end := ask(p); how != "" {
			if p.f.kind(p.agency) == PhotoAgency {
				how = Photo
			}
			return how, start, end
		}
	}
	return "", 0, 0
}

// question tells whether a hit is one kind of evidence, or a few like ones, and the range that shows it.
type question = func(*place) (How, int, int)

func (p *place) questions() []question {
	switch {
	case p.site:
		return []question{(*place).source}
	case p.f.kind(p.agency) == PhotoAgency:
		return []question{(*place).copyright, (*place).photo, (*place).source, (*place).unlabelled}
	}
	return []question{
		(*place).copyright, (*place).contributed, (*place).labelled, (*place).dateline, (*place).source, (*place).photo,
		(*place).unlabelled, (*place).titleEnd, (*place).quoted,
	}
}

// no is the answer of a question that does not apply.
func no() (How, int, int) { return "", 0, 0 }

// yes is the answer that the hit alone shows.
func (p *place) yes(how How) (How, int, int) { return how, p.start, p.end }

// left widens the range to the last place of cue before the hit, which stands in before.
func (p *place) left(how How, cue string) (How, int, int) {
	if k := lastIndexFold(p.f.text[p.from:p.start], cue); k >= 0 {
		return how, p.from + k, p.end
	}
	return p.yes(how)
}

// right widens the range to the end of the first cue behind the hit.
func (p *place) right(how How, cue string) (How, int, int) {
	if k := strings.Index(p.f.text[p.end:p.to], cue); k >= 0 {
		return how, p.start, p.end + k + len(cue)
	}
	return p.yes(how)
}

// line widens the range to the whole line, where that is short.
func (p *place) line(how How) (How, int, int) {
	l := p.f.text[p.from:p.to]
	t := trimSpace(l)
	if !p.fromStart || !p.toEnd || len(t) > 200 {
		return p.yes(how)
	}
	from := p.from + strings.Index(l, t)
	return how, from, from + len(t)
}

func lastIndexFold(s, cue string) int {
	if k := strings.LastIndex(s, cue); k >= 0 {
		return k
	}
	return strings.LastIndex(asciiLower(s), asciiLower(cue))
}

// asciiLower lowers ASCII letters alone, so that offsets stay.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if isUpper(c) {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// traps are what may follow a name to make it another one's. In lower case; each is matched at a word's end.
var traps = []string{
	"/ipsos", "-ipsos", "-norc", " institute", " poll", " stylebook", " exam", " course", " class", " test", " score",
	" biology", " calculus", " english", " history", " physics", " chemistry", " computer science", " credit", " student", " system",
	" terminal", " eikon", " philanthropies", " school", " tower", " hall of fame", " top 25", " all-america", " difranco", " preseason poll",
}

// trapped reports whether the words around the hit show that it is no agency: "AP exams", "the Reuters Institute", "PA system".
func (p *place) trapped() bool {
	after := asciiLower(p.after[:min(len(p.after), 30)])
	for _, t := range traps {
		if rest, ok := strings.CutPrefix(after, t); ok && (rest == "" || !isLower(rest[0]) || rest[0] == 's' || strings.HasPrefix(rest, "es")) {
			return true
		}
	}
	// "The Australian Associated Press Pension Fund", "United Press International Building": a name goes on.
	return strings.HasSuffix(p.before, "@") || strings.HasSuffix(p.before, "#")
}

// houseForm answers for a form such as "(Reporting by ...; Editing by ...)", which stands at the start of a line, a bracket or a
// sentence.
func (p *place) houseForm() (How, int, int) {
	before := strings.TrimRight(p.before, " ")
	if before == "" && p.fromStart || strings.HasSuffix(before, "(") || strings.HasSuffix(before, ";") || endsSentence(before) {
		return p.yes(Reporting)
	}
	return no()
}

// cleanBefore is before without the article that belongs to the name, and without spaces at the end.
func (p *place) cleanBefore() string {
	b := strings.TrimRight(p.before, " ")
	for _, a := range []string{" the", " The", " THE", " der", " die", " Der", " Die", " la", " La", " l'", " l’", " L'", "/The"} {
		if t, ok := strings.CutSuffix(b, a); ok {
			if a == "/The" {
				t += "/"
			}
			return strings.TrimRight(t, " ")
		}
	}
	switch b {
	case "The", "the", "THE", "Die", "Der", "La", "L'", "L’":
		return ""
	}
	return b
}
