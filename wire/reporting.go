package wire

import "strings"

// contributed answers for an agency that had a part in a text: "Associated Press writer Jane Doe contributed to this report",
// "Mit Material von dpa".
func (p *place) contributed() (How, int, int) {
	if cue, ok := p.contributedAfter(); ok {
		return p.right(Reporting, cue)
	}
	b := lower(p.before[runeAt(p.before, max(0, len(p.before)-120)):])
	// Walk back over other agencies, words for them and joints to what announces them all.
	for range 16 {
		b = strings.TrimRight(b, " ,;&+/:")
		if cue := p.f.cues().with.end(b); cue != "" && (len(cue) >= 12 || p.asidesOnly(b[:len(b)-len(cue)])) {
			return p.left(Reporting, cue)
		}
		n := p.helper(b)
		if n == 0 {
			return no()
		}
		b = b[:len(b)-n]
	}
	return no()
}

// helper returns the length of the agency, the word for one, or the joint that s, in lower case, ends with; or 0.
func (p *place) helper(s string) int {
	for _, q := range []string{"l'", "l’", "d'", "d’", "dell'", "all'"} {
		if strings.HasSuffix(s, " "+q) || s == q {
			return len(q)
		}
	}
	from := len(s)
	for n := 0; n < 4 && from > 0; n++ {
		from = strings.LastIndexAny(s[:from-1], " /") + 1
		if w := s[from:]; n == 0 && (joints[w] || p.f.cues().bodies[w]) {
			return len(w)
		} else if _, ok := p.f.r.names[w]; ok {
			return len(w)
		}
		if from > 0 {
			from--
		}
		if from == 0 {
			break
		}
	}
	return 0
}

// joints join agencies in a list. In lower case.
var joints = set("and und et y e og och i a ja en & the both agencies")

// asidesOnly reports whether a short cue such as "avec" opens a bracket, a line or an aside rather than standing in a sentence.
func (p *place) asidesOnly(before string) bool {
	before = strings.TrimRight(before, " ")
	if before == "" {
		return p.fromStart && p.closing()
	}
	if p.fromStart && len(p.before)+len(p.after) < 60 && len(words(before)) <= 4 && strings.Trim(p.after, separators) == "" {
		// "Le Courrier avec AFP"
		return true
	}
	if names, ok := p.f.cutLabel(p.before[:min(len(before), len(p.before))]); ok && p.fromStart && namesOnly(names, 10) {
		return p.closing()
	}
	return strings.ContainsRune("(（[—–-*/|;.", lastRune(before)) && p.closing()
}

// contributedAfter returns the cue behind the hit that says it contributed, within one sentence.
func (p *place) contributedAfter() (string, bool) {
	low := lower(p.after)
	for _, cue := range p.f.cues().helped {
		k := strings.Index(low, cue)
		if k < 0 || sentenceWithin(p.after[:k]) {
			continue
		}
		if cue == "contributed to the" && !works[firstField(strings.TrimLeft(low[k+len(cue):], " "))] {
			continue
		}
		if cue == "contributed to" && strings.TrimSpace(low[k+len(cue):]) != "" {
			continue
		}
		if strings.Contains(cue, "used") && !strings.Contains(strings.ToLower(p.before), "from") && !strings.HasPrefix(low, " material") {
			continue
		}
		return p.after[k : k+len(cue)], true
	}
	return "", false
}

// works are what an agency may contribute to that is the text itself. In lower case.
var works = set("report story article piece coverage reporting")

// sentenceWithin reports whether a sentence ends inside s: a full stop behind a small letter with a capital next.
func sentenceWithin(s string) bool {
	for k := 0; ; {
		i := strings.Index(s[k:], ". ")
		if i < 0 {
			return false
		}
		k += i + 2
		if k < len(s) && capital(s[k:]) && k >= 4 && isLower(s[k-3]) && isLower(s[k-4]) && !abbreviated(s[:k-2]) {
			return true
		}
	}
}

// abbreviations end in a full stop within a sentence.
var abbreviations = set("Jr Sr Mr Mrs Ms Dr St Sen Rep Gov Gen Calif Mass Wash Fla Ill Ind Minn Miss Okla Ore Tenn Tex Wis Ariz Ala " +
	"Ark Colo Conn Del Kan Mich Mont Neb Nev")

// abbreviated reports whether s ends in an abbreviation.
func abbreviated(s string) bool { return abbreviations[lastField(s)] }
