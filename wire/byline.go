package wire

import (
	"strings"
	"unicode/utf8"
)

// titles are the words of an author's post, which may follow the agency in a byline.
var titles = set("staff writer writers reporter reporters correspondent correspondents bureau chief editor editors news service agency " +
	"white house political national foreign diplomatic business sports science medical health technology tech legal supreme court " +
	"congressional congress economics religion entertainment film television tv music media environment education law military pentagon " +
	"european europe asia africa middle east senior special chief contributor contributors newsfeatures newsroom desk wire " +
	"redaktion agencia agência nachrichtenagentur agence state international world & and in")

// regions are editions that agencies print behind their name.
var regions = set("us uk india canada africa asia america china japan deutschland france italia españa brasil latam " +
	"australia global world international live tv online")

// labelled answers for a line that says it is a byline: "By X and Y, Associated Press", "Von dpa".
func (p *place) labelled() (How, int, int) {
	if p.agenciesAlone() && !p.captionAbove() && !p.inTail() {
		return p.line(Byline)
	}
	lead := strings.TrimLeft(p.before, " •·*-–—|(")
	rest, ok := p.f.cutLabel(lead)
	if !ok || !p.fromStart {
		above, _ := p.lineAbove()
		if _, ok = p.f.cutLabel(above + " "); !ok || len(above) > 8 || !p.fromStart {
			return p.posted()
		}
		rest = lead
	}
	if p.site || strings.HasPrefix(asciiLower(lead), "from") && !p.fromTheirs(rest) {
		return no()
	}
	if len(rest) > 200 || !p.f.namesOrTitles(rest) || !p.bylineEnds() && !p.fromTheirs(rest) {
		return no()
	}
	return p.line(Byline)
}

// agenciesAlone reports whether the hit's line lists two agencies or more and nothing else: "Von AFP und dpa", "Reuters/AFP".
func (p *place) agenciesAlone() bool {
	if !p.fromStart || !p.toEnd || p.site || len(p.before)+len(p.after) > 80 {
		return false
	}
	all := p.before + p.name + p.after
	if rest, ok := p.f.cutLabel(all); ok {
		all = rest
	}
	w := strings.FieldsFunc(lower(all), func(c rune) bool { return strings.ContainsRune(" /,;&+|", c) })
	for i := 0; i < len(w); {
		n := min(len(w)-i, 4)
		for ; n > 0; n-- {
			if _, ok := p.f.r.names[strings.Join(w[i:i+n], " ")]; ok {
				break
			}
		}
		if n == 0 && (!joints[w[i]] || i == 0) {
			return false
		}
		i += max(n, 1)
	}
	return len(w) > 1 && strings.Trim(p.before+p.after, separators) != ""
}

// cutLabel cuts a label of a byline, in any case, from the front of s.
func (f *finding) cutLabel(s string) (string, bool) {
	low := strings.ToLower(s[:runeBack(s, min(len(s), 24))])
	for _, l := range f.cues().byline {
		rest, ok := strings.CutPrefix(low, l)
		if !ok || rest == "" {
			continue
		}
		if k := len(l); rest[0] == ' ' || rest[0] == ':' || rest[0] == '/' || strings.HasPrefix(rest, "：") || rest[0] == '_' {
			return strings.TrimLeft(s[min(k, len(s)):], " :/_："), true
		}
	}
	return s, false
}

// fromTheirs reports whether a line "From CNN's Jane Doe" is what the hit stands in.
func (p *place) fromTheirs(rest string) bool {
	a := p.after
	for _, s := range []string{"'s ", "’s "} {
		if names, ok := strings.CutPrefix(a, s); ok && rest == "" && names != "" && namesOnly(names, 12) {
			return true
		}
	}
	return false
}

// posted answers for "Posted 5:57 am, July 16, 2018, by Associated Press" and "Opinion by Jane Doe, CNN".
func (p *place) posted() (How, int, int) {
	if k := strings.LastIndex(p.before, " By "); k > 0 && p.f.namesOrTitles(strings.TrimRight(p.before[k+4:], ". ")) && p.bylineEnds() {
		if joint := strings.ContainsRune("—–-|•·:", lastRune(p.before[:k])); joint && p.fromStart || p.inTail() && endsSentence(p.before[:k]) {
			return p.line(Byline)
		}
	}
	b, ok := cutSuffixFold(p.cleanBefore(), " by")
	if !ok || !p.fromStart || len(b) > 100 || !p.bylineEnds() {
		return no()
	}
	if startsDate(b) || hasPrefixFold(b, "posted") || hasPrefixFold(b, "published") || hasPrefixFold(b, "written") {
		return p.line(Byline)
	}
	return no()
}

// namesOrTitles is namesOnly, but lets posts and agencies stand among the names. There are no more than 24 words to a byline.
func (f *finding) namesOrTitles(s string) bool {
	all := words(s)
	if len(all) > 24 {
		return false
	}
	for _, w := range all {
		low := strings.ToLower(w)
		if _, agency := f.r.names[low]; !titles[low] && !capital(w) && !particles[low] && !agency {
			return false
		}
		if strings.ContainsAny(w, "?!") || strings.HasSuffix(w, ".") && len(w) > 5 {
			return false
		}
	}
	return true
}

// bylineEnds reports whether what follows the hit may follow an agency in a byline: nothing, a post, a place, a date.
func (p *place) bylineEnds() bool {
	a := strings.TrimPrefix(strings.TrimPrefix(p.after, "'s"), "’s")
	rest := strings.TrimLeft(a, separators+"&")
	if rest == "" {
		return true
	}
	if startsDate(rest) {
		return len(rest) < 120
	}
	if p.caseless() {
		return false
	}
	if hasPrefixFold(rest, "by ") {
		return p.f.namesOrTitles(rest[3:])
	}
	if strings.HasPrefix(rest, "http") || strings.Contains(rest[:min(len(rest), 24)], "@") || strings.HasPrefix(rest, "#") {
		return true
	}
	all := words(rest)
	if len(all) == 0 || len(all) > 14 {
		return len(all) == 0
	}
	n := 0
	for _, w := range all {
		low := strings.ToLower(strings.TrimRight(w, "."))
		if startsDate(w) && n > 0 {
			return true
		}
		if !titles[low] && !regions[low] && !capital(w) && !particles[low] {
			return false
		}
		n++
	}
	first := strings.ToLower(strings.TrimRight(all[0], "."))
	joint, _ := utf8.DecodeRuneInString(strings.TrimLeft(a, " "))
	return titles[first] || regions[first] || !strings.HasPrefix(a, " ") || strings.ContainsRune("|•·,/", joint) && n <= 3
}

// unlabelled answers for a line that is a byline by its shape alone: "Associated Press", "Jane Doe and John Roe, Reuters",
// "The Associated Press | Monday, July 16, 2018".
func (p *place) unlabelled() (How, int, int) {
	if strings.Contains(p.after, "(@") {
		// The foot of a tweet: "— CNN (@CNN) July 16, 2018".
		return no()
	}
	if p.site || !p.fromStart || !p.toEnd || len(p.before)+len(p.after) > 190 || !p.bylineEnds() {
		return no()
	}
	lead := p.cleanBefore()
	if strings.Trim(lead, separators) == "" {
		return p.standsAlone(lead)
	}
	glued := strings.TrimRight(p.before, " ") == p.before && lead == p.before && isLower(p.before[len(p.before)-1])
	joined := strings.ContainsRune(",|/-–—·•(", lastRune(lead))
	if !glued && !joined && !(allCaps(lastWord(lead)) && strings.Contains(p.name, " ") && len(words(lead)) >= 2) {
		return no()
	}
	dated := startsDate(lead) && placeOnly(lead) || allCaps(lead) && len(words(lead)) == 1
	if !dated && (!namesOnly(lead, 20) || len(words(lead)) < 2 || p.short() && !manyNames(lead) && !startsDate(p.after)) {
		return no()
	}
	if p.doubtful && !joined {
		return no()
	}
	return p.line(Byline)
}

// short reports whether the hit is an abbreviation, such as stand beside photographers.
func (p *place) short() bool { return len(p.name) <= 5 && !strings.Contains(p.name, " ") }

// manyNames reports whether s lists two people or more.
func manyNames(s string) bool {
	for _, and := range []string{" and ", " & ", " und ", " y ", " et ", " e ", " og ", " och "} {
		if strings.Contains(s, and) {
			return true
		}
	}
	return false
}

func lastRune(s string) rune {
	r := []rune(s[runeAt(s, max(0, len(s)-4)):])
	if len(r) == 0 {
		return 0
	}
	return r[len(r)-1]
}

// standsAlone answers for a line that holds the agency and nothing else but a date, an edition or a post.
func (p *place) standsAlone(lead string) (How, int, int) {
	if p.doubtful && p.short() || strings.HasSuffix(lead, "(") || strings.HasSuffix(lead, "[") {
		return no()
	}
	if strings.HasPrefix(p.after, ".") && !p.inTail() {
		return no()
	}
	below := p.lineBelow()
	above, _ := p.lineAbove()
	if p.f.kind(p.agency) == Paper && !(namesOnly(above, 6) && len(words(above)) >= 2) && !startsDate(below) {
		return no()
	}
	if p.inTail() && p.f.kind(p.agency) != PhotoAgency && !p.inHead() {
		return p.line(Source)
	}
	return p.line(Byline)
}

// namesAbove adds a byline for a line of names directly above a dateline of the agency: "Authors: Jane Doe and John Roe".
func (f *finding) namesAbove(p *place) {
	above, at := p.lineAbove()
	names, ok := f.cutLabel(squeeze(above))
	if !ok || len(above) > 120 || !namesOnly(names, 12) || len(words(names)) < 2 {
		return
	}
	for _, w := range words(strings.ToLower(names)) {
		if titles[w] && w != "and" && w != "in" || w == "team" || w == "web" {
			return
		}
	}
	f.add(Credit{Agency: f.name(p.agency), How: Byline, Start: at, End: at + len(above), Text: above})
}
