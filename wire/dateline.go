package wire

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The brackets in which datelines print an agency, opening and closing.
const (
	openers = "(（[［【〔"
	closers = ")）]］】〕"
)

// bracket is a pair of brackets, or of slashes, around a hit.
type bracket struct {
	// lead is what stands before it on the line; in1 and in2 what stands inside on either side of the hit; rest what follows.
	lead, in1, in2, rest string
	slash                bool
}

// bracket returns the brackets around the hit, if they open and close within sixty bytes.
func (p *place) bracket() (bracket, bool) {
	if b, ok := p.slashes(); ok {
		return b, true
	}
	near := max(0, len(p.before)-60)
	open := strings.LastIndexAny(p.before[runeAt(p.before, near):], openers+closers)
	if open < 0 {
		return bracket{}, false
	}
	open += runeAt(p.before, near)
	o, size := utf8.DecodeRuneInString(p.before[open:])
	if !strings.ContainsRune(openers, o) {
		return bracket{}, false
	}
	cl := strings.IndexAny(p.after, closers+openers)
	if cl < 0 || cl > 60 {
		return bracket{}, false
	}
	c, csize := utf8.DecodeRuneInString(p.after[cl:])
	if !strings.ContainsRune(closers, c) {
		return bracket{}, false
	}
	return bracket{lead: strings.TrimSpace(p.before[:open]), in1: p.before[open+size:], in2: p.after[:cl], rest: p.after[cl+csize:]}, true
}

// slashes returns the bracket of "/TASS/".
func (p *place) slashes() (bracket, bool) {
	lead, ok := strings.CutSuffix(p.before, "/")
	if !ok || lead != "" && !strings.HasSuffix(lead, " ") && !strings.HasSuffix(lead, ".") {
		return bracket{}, false
	}
	rest, ok := strings.CutPrefix(strings.TrimLeft(p.after, " "), "/")
	if !ok {
		return bracket{}, false
	}
	return bracket{lead: strings.TrimSpace(lead), rest: rest, slash: true}, true
}

// dateline answers for "PARIS, 12 déc (AFP) -" and its many sisters.
func (p *place) dateline() (How, int, int) {
	if b, ok := p.bracket(); ok {
		if p.bracketed(b) {
			return p.datelineRange()
		}
		return no()
	}
	if p.bare() || p.running() {
		return p.datelineRange()
	}
	return no()
}

// datelineRange runs from the place, where it begins the line, to the bracket's end.
func (p *place) datelineRange() (How, int, int) {
	start, end := p.start, p.end
	if lead := p.f.text[p.from:p.start]; p.fromStart && len(squeeze(lead)) < 120 && placeOnly(strings.Trim(squeeze(lead), openers+"/ ")) {
		start = p.from + len(lead) - len(strings.TrimLeft(lead, " \t\u00A0\u3000"))
	} else if k := strings.LastIndexAny(lead, openers); k >= 0 {
		start = p.from + k
	}
	if b, ok := p.bracket(); ok && !b.slash {
		if k := strings.IndexAny(p.f.text[p.end:p.to], closers); k >= 0 {
			_, size := utf8.DecodeRuneInString(p.f.text[p.end+k:])
			end = p.end + k + size
		}
	} else if ok {
		end += strings.IndexByte(p.f.text[p.end:p.to], '/') + 1
	}
	return Dateline, start, end
}

// bracketed reports whether b is the bracket of a dateline.
func (p *place) bracketed(b bracket) bool {
	if !p.insideOK(b) || p.definition(b.lead) {
		return false
	}
	rest, dash := trimDash(b.rest)
	lead := b.lead
	if p.fromStart && placeOnly(lead) {
		if strings.TrimSpace(b.rest) == "" {
			return p.aloneAbove(lead) && !startsDate(lead)
		}
		switch {
		case rest == "":
			return false
		case p.runsOn():
			return true
		case p.doubtful && lead == "":
			return dash && !b.slash
		case p.doubtful:
			return dash && (hasDigit(lead) || allCaps(lastWord(lead)) || len(words(lead)) <= 2)
		case dash, lead == "", hasDigit(lead), allCaps(lastWord(lead)), b.slash:
			return true
		}
		// "Washington (CNN)President": scrapers lose the dash, and the space with it.
		return capital(rest) && (!strings.HasPrefix(b.rest, " ") || len(rest) > 60 && len(words(lead)) <= 2)
	}
	return dash && !p.doubtful && len(rest) > 30 && (allCaps(lastWord(lead)) || dateEnds(lead))
}

// aloneAbove reports whether a dateline that has the line for itself stands over a paragraph: "Helsinki, Finland (CNN)".
func (p *place) aloneAbove(lead string) bool {
	return !p.doubtful && len(lead) <= 40 && len(p.lineBelow()) >= 60 && !strings.Contains(lead, ".")
}

// insideOK reports whether what shares the brackets with the hit may stand in a dateline: other agencies, places and dates.
func (p *place) insideOK(b bracket) bool {
	in1, in2 := strings.TrimSpace(b.in1), strings.TrimSpace(b.in2)
	if k := strings.IndexAny(in1, "/／"); k >= 0 && !p.f.agencyWords(in1) {
		return false
	}
	if low := asciiLower(in2); strings.Contains(low, "photo") || strings.Contains(low, "image") || strings.Contains(low, "file") ||
		strings.Contains(low, "video") || strings.Contains(low, "pool") {
		return false
	}
	if in1 != "" && p.runsOn() {
		return true
	}
	if strings.HasPrefix(in2, "/") && p.f.agencyWords(in1) {
		return p.f.agencyWords(in2) || len(in2) <= 5 && strings.ToLower(in2) == in2
	}
	if in1 != "" && !(placeOnly(in1) &&
		(hasDigit(in1) || p.f.agencyWords(in1) || strings.HasSuffix(in1, "=") || strings.HasSuffix(in1, "-"))) {
		return strings.EqualFold(in1, "the") || strings.EqualFold(in1, "by")
	}
	return in2 == "" || p.runsOn() || placeOnly(in2) && len(in2) <= 40
}

// agencyWords reports whether s holds only agencies and separators.
func (f *finding) agencyWords(s string) bool {
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool { return strings.ContainsRune("/／,;+&-", c) }) {
		w = strings.TrimSpace(w)
		if _, ok := f.r.names[fold(w)]; w != "" && !ok {
			return false
		}
	}
	return true
}

// definition reports whether lead spells out the short form in the brackets: "Palestinian Authority (PA)".
func (p *place) definition(lead string) bool {
	w := words(lead)
	if len(w) == 0 || len(p.name) > 6 {
		return false
	}
	for n := 1; n < 4 && n <= len(w); n++ {
		if a, ok := p.f.r.names[fold(strings.Join(w[len(w)-n:], " "))]; ok && a == p.agency {
			return true
		}
	}
	var initials strings.Builder
	for _, x := range w {
		if c, _ := utf8.DecodeRuneInString(x); capital(x) && !hasDigit(x) {
			initials.WriteRune(c)
		}
	}
	name := strings.ReplaceAll(strings.ToUpper(p.name), ".", "")
	return len(w) > 1 && strings.HasSuffix(strings.ToUpper(initials.String()), name)
}

// bare reports whether the hit is in a dateline without brackets: "МОСКВА, 15 июл - РИА Новости.", "BERLIN dpa | ...".
func (p *place) bare() bool {
	if p.doubtful || !p.fromStart {
		return false
	}
	lead := strings.TrimSpace(p.before)
	if !placeOnly(lead) {
		return false
	}
	after := cutAuthor(strings.TrimLeft(p.after, " "))
	rest, dash := trimDash(after)
	if !dash && hasDigit(lead) && strings.HasPrefix(after, ". ") {
		rest, dash = after[2:], true
	}
	if !dash || len(rest) < 60 || startsDate(rest) || hasPrefixFold(rest, "by ") || strings.HasPrefix(after, ":") && lead == "" {
		return false
	}
	if strings.HasPrefix(after, ",") || lead == "" && !strings.Contains(rest, " ") {
		return false
	}
	if lead == "" {
		return !p.inHead() || lowerWithin(rest)
	}
	last, _ := utf8.DecodeLastRuneInString(lead)
	return strings.ContainsRune("-–—,/،", last) || allCaps(lastWord(lead)) || last == '.' && hasDigit(lead)
}

// cutAuthor cuts the author whom Russian datelines name behind the agency: ", Ivan Ivanov. The port".
func cutAuthor(s string) string {
	names, ok := strings.CutPrefix(s, ", ")
	if !ok {
		return s
	}
	k := strings.Index(names, ". ")
	if k < 0 || k > 60 || !namesOnly(names[:k], 3) || len(words(names[:k])) < 2 {
		return s
	}
	return names[k:]
}

// lowerWithin reports whether s has two words in a row that begin with small letters, as sentences have and headings have not.
func lowerWithin(s string) bool {
	run := 0
	for _, w := range words(s) {
		if capital(w) {
			run = 0
		} else if run++; run == 2 {
			return true
		}
	}
	return false
}

// running reports whether the hit begins a dateline in a script that runs on: "新华社北京7月15日电".
func (p *place) running() bool {
	if !p.runsOn() || !p.fromStart || len(p.before) > 30 {
		return false
	}
	head := p.after[:runeBack(p.after, min(len(p.after), 70))]
	k := strings.IndexAny(head, "电電讯訊")
	return k >= 0 && hasDigit(head[:k]) && !strings.ContainsAny(head[:k], "，。,")
}

func lastWord(s string) string {
	w := words(s)
	for _, one := range slices.Backward(w) {
		if !hasDigit(one) {
			return one
		}
	}
	return ""
}

// dateEnds reports whether s ends in a date: a month and a day.
func dateEnds(s string) bool {
	w := words(s)
	return len(w) >= 2 && (startsDate(w[len(w)-2]+" "+w[len(w)-1]) && hasDigit(w[len(w)-1]))
}
