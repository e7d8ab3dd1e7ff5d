package wire

import "strings"

// withHelp stand before an agency that gave material for a text. In lower case.
var withHelp = []string{"with files from", "with file from", "with a file from", "with reporting by", "with reporting from", "with additional reporting by", "with additional reporting from", "additional reporting by", "additional reporting from",
	"with inputs from", "with input from", "with agency inputs from", "inputs from", "with information from", "with material from", "with contributions from", "with reports from", "with a report from", "with wire reports from", "compiled from",
	"reporting by", "reporting from", "includes reporting by", "includes reporting from", "includes material from", "includes information from", "contains material from", "incorporates material from",
	"mit material von", "mit material der", "mit materialien von", "mit informationen von", "mit informationen der", "mit agenturmaterial von", "mit agenturmaterial", "mit agenturinformationen von", "unter verwendung von material der", "unter verwendung von",
	"avec les informations de", "avec des informations de", "avec l'agence", "avec", "con información de", "con informacion de", "con información de la agencia", "con datos de", "con informaciones de", "con material de",
	"com informações da", "com informações de", "com informações do", "com agência", "com agências", "com a", "con fonti", "con informazioni di", "met informatie van", "met medewerking van", "med material från", "med materiale fra", "med bidrag från",
	"med information från", "lisätietoja", "z wykorzystaniem materiałów", "s využitím", "felhasznált anyag", "с использованием материалов", "по материалам агентства", "за матеріалами", "ile birlikte"}

// helped follow an agency, or its people, that contributed. In lower case.
var helped = []string{"contributed to this", "contributed to the", "also contributed", "contributed reporting", "contributed from", "contributed information", "contributed.", "contributed material", "hat zu diesem", "haben zu diesem",
	"a contribué à", "ont contribué à", "contribuyó a este", "contribuyó con", "contribuyeron a", "contribuiu para", "ha contribuito a", "heeft bijgedragen", "bidrog till", "bidrog til", "was used in this", "were used in this", "was used to compile",
	"material was used", "contributed to"}

// contributed answers for an agency that had a part in a text: "Associated Press writer Jane Doe contributed to this report",
// "Mit Material von dpa".
func (p *place) contributed() (How, int, int) {
	if cue, ok := p.contributedAfter(); ok {
		return p.right(Reporting, cue)
	}
	b := strings.ToLower(p.before)
	if len(b) != len(p.before) {
		b = asciiLower(p.before)
	}
	b = b[runeAt(b, max(0, len(b)-120)):]
	for _, cue := range withHelp {
		k := strings.LastIndex(b, cue)
		if k < 0 || k > 0 && isWordByte(b[k-1]) {
			continue
		}
		if between := b[k+len(cue):]; !p.helpersOnly(between) {
			continue
		}
		if len(cue) < 12 && !p.asidesOnly(b[:k]) {
			continue
		}
		return p.left(Reporting, cue)
	}
	return no()
}

// helpersOnly reports whether s, in lower case, names nothing but agencies, words for them and joints.
func (p *place) helpersOnly(s string) bool {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "l'", " "), "l’", " ")
	w := strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || strings.ContainsRune(",;&+/:", c) })
	if len(w) > 24 {
		return false
	}
	for i := 0; i < len(w); {
		n := min(len(w)-i, 4)
		for ; n > 0; n-- {
			if _, ok := p.f.r.names[strings.Join(w[i:i+n], " ")]; ok {
				break
			}
		}
		if n == 0 && !joints[w[i]] && !bodies[w[i]] {
			return false
		}
		i += max(n, 1)
	}
	return true
}

// joints join agencies in a list. In lower case.
var joints = set("and und et y e og och i a ja en & the both agencies")

// asidesOnly reports whether a short cue such as "avec" opens a bracket, a line or an aside rather than standing in a sentence.
func (p *place) asidesOnly(before string) bool {
	before = strings.TrimRight(before, " ")
	if before == "" {
		return p.fromStart && p.closing()
	}
	if names, ok := cutLabel(p.before[:min(len(before), len(p.before))]); ok && p.fromStart && namesOnly(names, 10) {
		return p.closing()
	}
	return strings.ContainsRune("(（[—–-*/|;.", lastRune(before)) && p.closing()
}

// contributedAfter returns the cue behind the hit that says it contributed, within one sentence.
func (p *place) contributedAfter() (string, bool) {
	low := strings.ToLower(p.after)
	if len(low) != len(p.after) {
		low = asciiLower(p.after)
	}
	for _, cue := range helped {
		k := strings.Index(low, cue)
		if k < 0 || sentenceWithin(p.after[:k]) {
			continue
		}
		if cue == "contributed to the" && !strings.HasPrefix(low[k+len(cue):], " report") && !strings.HasPrefix(low[k+len(cue):], " story") && !strings.HasPrefix(low[k+len(cue):], " article") {
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

// abbreviated reports whether s ends in an abbreviation of a name's part.
func abbreviated(s string) bool {
	w := s[strings.LastIndexByte(s, ' ')+1:]
	switch w {
	case "Jr", "Sr", "Mr", "Mrs", "Ms", "Dr", "St", "Sen", "Rep", "Gov", "Gen", "Calif", "Mass", "Wash", "Fla", "Ill", "Ind", "Minn", "Miss", "Okla", "Ore", "Tenn", "Tex", "Wis", "Ariz", "Ala", "Ark", "Colo", "Conn", "Del", "Kan", "Mich", "Mont", "Neb", "Nev":
		return true
	}
	return false
}
