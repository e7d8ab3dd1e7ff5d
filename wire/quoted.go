package wire

import (
	"strings"
	"unicode"
)

// quoted answers for an agency that a text quotes: "told AFP", "according to Reuters", "AP reported".
func (p *place) quoted() (How, int, int) {
	if p.site || p.f.kind(p.agency) == Paper || p.f.kind(p.agency) == PhotoAgency {
		return no()
	}
	if cue, sure := p.toldBefore(); cue != "" && (!p.doubtful || sure) && !p.longerName() {
		return p.left(Quoted, cue)
	}
	if cue, sure := p.saidAfter(); cue != "" && (!p.doubtful || sure) && !p.nameBefore() {
		return p.right(Quoted, cue)
	}
	return no()
}

// quotedBefore reports whether a cue for a quotation stands before the hit.
func (p *place) quotedBefore() bool {
	cue, _ := p.toldBefore()
	return cue != ""
}

// toldBefore returns the cue before the hit. Sure says that no doubt is left even for a doubtful form.
func (p *place) toldBefore() (cue string, sure bool) {
	b := lower(p.before[runeAt(p.before, max(0, len(p.before)-90)):])
	b = strings.TrimRight(b, " «»„“\"‘–—(")
	if strings.HasSuffix(b, " on") && p.programme() {
		return "on", true
	}
	if p.f.apart(b) {
		return lastField(b), true
	}
	for range 6 {
		k := strings.LastIndexByte(b, ' ') + 1
		w := b[k:]
		if c := p.f.cues().told.end(b); c != "" && !(len(c) < 4 && p.doubtful) {
			return c, sure || !p.f.cues().told.vague[c]
		}
		if !p.f.cues().bodies[w] && !adjective(w) {
			return "", false
		}
		sure = sure || agencyWord(w)
		b = strings.TrimRight(b[:k], " ")
	}
	return "", false
}

// programme reports whether the hit is the owner of a programme: CNN's "State of the Union".
func (p *place) programme() bool {
	a, of := cutPossessive(p.after)
	return of && strings.ContainsRune("“\"‘'«", firstRune(a))
}

// apart reports whether a cue in two parts stands before the name; b is in lower case.
func (f *finding) apart(b string) bool {
	for _, t := range f.cues().apart {
		for _, link := range t.links {
			head, ok := strings.CutSuffix(b, link)
			if !ok || head == "" || !strings.HasSuffix(head, " ") || sentenceLower(head) {
				continue
			}
			for _, v := range t.verbs {
				k := strings.LastIndex(head, v+" ")
				if k >= 0 && len(head)-k < 70 && (k == 0 || !isWordByte(head[k-1])) {
					return true
				}
			}
		}
	}
	return false
}

// sentenceLower reports whether a sentence ends within s, which is in lower case.
func sentenceLower(s string) bool {
	k := strings.LastIndex(s, ". ")
	return k > 3 && isLower(s[k-1]) && isLower(s[k-2])
}

var adjectives = strings.Fields("ian ese ish can man nch run owned controlled backed based sche schen scher aise ienne ana esa ное ному " +
	"ską ské ská ski ska")

// adjective reports whether w may say where an agency is from or what it is: "Russian", "Kremlin-controlled".
func adjective(w string) bool {
	for _, end := range adjectives {
		if strings.HasSuffix(w, end) && len(w) > len(end)+1 {
			return true
		}
	}
	return false
}

// longerName reports whether the name goes on behind the hit, so that it is another's: "according to Bloomberg Intelligence".
func (p *place) longerName() bool {
	if p.runsOn() || !strings.HasPrefix(p.after, " ") {
		return false
	}
	w := words(p.after[:runeBack(p.after, min(len(p.after), 40))])
	if len(w) == 0 || !capital(w[0]) || hasDigit(w[0]) {
		return false
	}
	return otherBodies[strings.ToLower(w[0])]
}

var otherBodies = set("institute foundation intelligence economics research award awards prize fund university college law new " +
	"government philanthropies")

// saidAfter returns the cue behind the hit.
func (p *place) saidAfter() (cue string, sure bool) {
	said := p.f.cues().said
	a, of := cutPossessive(lower(p.after[:runeBack(p.after, min(len(p.after), 80))]))
	a = strings.TrimLeft(a, " »”\"’,)")
	for range 5 {
		if c := said.start(a); c != "" && !(said.vague[c] && (of || p.doubtful)) {
			return c, sure || c == "reported" || c == "reports"
		}
		w, rest, _ := strings.Cut(a, " ")
		if !p.f.cues().bodies[w] && !between[w] && !(of && w != "") {
			return "", false
		}
		sure = sure || agencyWord(w)
		a = rest
	}
	return "", false
}

// between are words that may stand between an agency and what it did.
var between = set("earlier also has have had later first then now")

// agencyWord reports whether w is a word for a news agency, in any language that we know of.
func agencyWord(w string) bool {
	for _, stem := range []string{"agen", "агент", "وكالة", "bureau", "nyhets", "ajans", "hírügyn"} {
		if strings.Contains(w, stem) {
			return true
		}
	}
	return false
}

// cutPossessive cuts "'s" from the front of s.
func cutPossessive(s string) (string, bool) {
	for _, q := range []string{"'s ", "’s ", "' ", "’ "} {
		if t, ok := strings.CutPrefix(s, q); ok {
			return t, true
		}
	}
	return s, false
}

// nameBefore reports whether a first name stands before the hit, so that it is a person's: "Michael Bloomberg said".
func (p *place) nameBefore() bool {
	if !strings.HasSuffix(p.before, " ") || p.runsOn() {
		return false
	}
	b := strings.TrimRight(p.before, " ")
	if endsSentence(b) || b == "" {
		return false
	}
	w := b[strings.LastIndexByte(b, ' ')+1:]
	if low := strings.ToLower(w); p.f.cues().bodies[low] || adjective(low) {
		return false
	}
	for _, c := range w {
		return unicode.IsUpper(c) && !strings.HasSuffix(w, ",")
	}
	return false
}
