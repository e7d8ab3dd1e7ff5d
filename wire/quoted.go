package wire

import (
	"strings"
	"unicode"
)

// toldCues stand directly before an agency that was told something, or that reported it. In lower case.
var toldCues = newCues([]string{
	// English
	"told", "tells", "telling", "speaking to", "speaking with", "spoke to", "spoke with", "speaks to", "talking to", "talked to", "according to", "in an interview with", "in an interview to", "in interview with", "an interview with", "interview to", "interview on",
	"interview with", "interviewed by", "reported by", "report by", "report from", "reports by", "reports from", "reporting by", "quoted by", "cited by", "carried by", "published by", "obtained by", "seen by", "reviewed by", "viewed by", "shared with", "statement to", "comments to", "comment to",
	"confirmed to", "confirms to", "says to", "saying to", "confirming to", "said to", "remarks to", "told the", "released by", "first reported by", "polled by", "surveyed by", "contacted by", "as told to", "said on", "said sunday on", "said monday on", "appearance on", "appeared on", "appearing on", "guest on", "speaking on", "informed",
	// German
	"sagte", "sagten", "erklärte", "berichtet", "berichtete", "berichteten", "meldet", "meldete", "laut", "zufolge", "gegenüber", "im gespräch mit", "im interview mit", "nach angaben von", "nach angaben der", "so", "zitiert", "bestätigte", "teilte", "wie",
	// French
	"à l'", "à l’", "selon", "d'après", "auprès de", "rapporte", "a rapporté", "indique", "a indiqué à", "a déclaré à", "a dit à", "a confié à", "a affirmé à", "a expliqué à", "interrogé par", "interrogée par", "cité par", "citée par", "citant",
	// Spanish, Portuguese, Italian
	"dijo a", "declaró a", "explicó a", "señaló a", "indicó a", "aseguró a", "según", "informó", "informa", "declaraciones a", "entrevista con", "entrevista a", "contó a", "confirmó a", "disse à", "disse a", "afirmou à", "declarou à", "contou à", "segundo", "de acordo com",
	"informou", "declarações à", "em entrevista à", "ha detto all'", "all'", "all’", "secondo", "riferisce", "ha riferito", "riporta", "a colloquio con", "citato da", "citada por", "citado por",
	// Dutch and Nordic
	"zei tegen", "zegt tegen", "tegen", "volgens", "meldt", "meldde", "aan", "sagde til", "siger til", "oplyser til", "fortæller til", "skriver", "ifølge", "til", "säger till", "sade till", "uppger", "till", "enligt", "rapporterar", "sier til", "sa til", "opplyser til", "ifølge", "melder",
	"kertoi", "kertoo", "mukaan",
	// Polish, Czech, Slovak, Hungarian, Romanian, South Slavic
	"powiedział", "powiedziała", "poinformował", "poinformowała", "podała", "podaje", "podał", "według", "sdělil", "sdělila", "řekl", "řekla", "uvedla", "uvedl", "podle", "informovala", "informoval", "povedal", "povedala", "pre", "mondta az", "közölte az", "nyilatkozta az",
	"a declarat pentru", "a declarat", "potrivit", "conform", "transmite", "citat de", "rekao je za", "izjavio je za", "za", "prenosi", "javlja", "javio je", "navodi",
	// Russian, Ukrainian, Bulgarian
	"сообщает", "сообщил", "сообщила", "сообщили", "передает", "передаёт", "передал", "пишет", "заявил", "заявила", "рассказал", "рассказала", "сказал", "сказала", "по данным", "со ссылкой на", "цитирует", "повідомляє", "передає", "за даними", "съобщи", "съобщава", "заяви пред", "каза пред", "предаде",
	// Greek, Turkish, Arabic, Persian, Hebrew
	"στο", "σύμφωνα με το", "μεταδίδει το", "göre", "قال", "قال ل", "وفق", "وفقا", "نقلت", "ذكرت", "أفادت", "حسب", "به گزارش", "לפי",
	// Indonesian, Vietnamese
	"kepada", "menurut", "dikutip", "dilansir", "theo", "cho biết với", "dẫn lời",
	// Chinese, Japanese, Korean
	"据", "據", "告诉", "告訴", "对", "引述", "援引", "接受", "向",
})

// saidCues stand directly behind an agency that reported. In lower case.
var saidCues = []string{
	"reported", "reports", "report", "is reporting", "was reporting", "has reported", "have reported", "had reported", "first reported", "also reported", "earlier reported", "quoted", "quotes", "cited", "cites", "citing", "wrote", "writes", "said", "says", "learned", "learns", "has learned",
	"understands", "noted", "notes", "quoting", "reporting", "news article", "article", "revealed", "reveals", "broke the news", "obtained",
	"berichtete", "berichtet", "berichteten", "meldete", "meldet", "schreibt", "zufolge", "unter berufung", "mit", "sagte", "a rapporté", "rapporte", "a indiqué", "informó", "informa", "reportó", "publicó", "recogió", "informou", "noticiou", "apurou", "ha riferito", "riferisce", "scrive", "meldt", "meldde", "bericht",
	"skriver", "rapporterar", "rapporterer", "melder", "kertoo", "kertoi", "mukaan", "podała", "podaje", "poinformowała", "uvedla", "informovala", "píše", "közölte", "jelentette", "írja", "relatează", "transmite", "scrie", "prenosi", "javlja", "javlja da", "сообщает", "сообщил", "сообщило", "передает", "передаёт", "пишет", "повідомляє", "съобщи",
	"haber ajansına", "muhabirine", "bildirdi", "yazdı", "نقلا", "عن", "melaporkan", "melansir", "mengutip", "đưa tin",
	"报道", "報道", "报导", "報導", "记者", "消息", "援引", "引述", "によると", "が報じた", "が伝えた", "は報じた", "は伝えた", "の取材", "の記者", "通信によると", "に語った", "에 따르면", "에 말했다", "가 보도", "이 보도", "는 보도", "은 보도", "보도",
}

// bodies are the words for a news agency and what else may stand between a cue and the name. In lower case.
var bodies = set("the a an news wire newswire agency agencies service press media outlet state state-run state-owned state-controlled official semi-official private independent local broadcaster channel network cable tv reporter reporters site website " +
	"der die das dem den einer eine nachrichtenagentur nachrichtenagenturen agentur agenturen l'agence agence la le les l' l’ un una el los agencia agência agenzia à a ao da do de del della dell' di alla all' dall' dall’ de la de nieuwsagentschap persbureau het nyhetsbureauet nyhetsbyrån " +
	"nyhedsbureauet telegrambureauet uutistoimisto uutistoimistolle agencja agencji agentura agentuře agentury tlačová hírügynökség hírügynökségnek az agenția agenției agencija agenciji агентство агентству агентства информагентство информагентству інформагентство агентству агенция ajansı ajansına haber وكالة لوكالة الأنباء للأنباء خبرگزاری kantor berita hãng tin tin thông tấn")

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
	if apart(b) {
		return lastField(b), true
	}
	for range 6 {
		k := strings.LastIndexByte(b, ' ') + 1
		w := b[k:]
		if c := toldCues.end(b); c != "" && !(len(c) < 4 && p.doubtful) {
			return c, sure || !vague[c]
		}
		if !bodies[w] && !adjective(w) {
			return "", false
		}
		sure = sure || strings.Contains(w, "agen") || strings.Contains(w, "агент") || strings.Contains(w, "وكالة") || strings.Contains(w, "bureau") || strings.Contains(w, "nyhets")
		b = strings.TrimRight(b[:k], " ")
	}
	return "", false
}

// programme reports whether the hit is the owner of a programme: CNN's "State of the Union".
func (p *place) programme() bool {
	a, of := cutPossessive(p.after)
	return of && strings.ContainsRune("“\"‘'«", firstRune(a))
}

// vague cues also stand before what is no agency, so they tell nothing of a doubtful form. In lower case.
var vague = map[string]bool{"according to": true, "laut": true, "so": true, "wie": true, "til": true, "till": true, "za": true, "pre": true, "aan": true, "tegen": true, "volgens": true, "selon": true, "según": true,
	"segundo": true, "secondo": true, "podle": true, "według": true, "theo": true, "menurut": true, "conform": true, "potrivit": true, "ifølge": true, "enligt": true, "all'": true, "all’": true, "à l'": true, "à l’": true, "seen by": true,
	"de acordo com": true, "d'après": true, "zufolge": true, "published by": true, "released by": true, "obtained by": true, "carried by": true, "reviewed by": true, "viewed by": true, "kepada": true, "σύμφωνα με το": true, "στο": true,
	"对": true, "向": true, "conferma": true, "informed": true, "skriver": true, "informa": true, "meldt": true, "conform cu": true, "appeared on": true, "guest on": true, "polled by": true, "surveyed by": true}

// toldApart are cues in two parts, with the speaker between: "sagte die Ministerin der dpa", "säger hon till TT". In lower case.
var toldApart = []struct{ verbs, links []string }{
	{[]string{"sagte ", "sagten ", "erklärte ", "bestätigte ", "teilte ", "berichtete ", "erläuterte "}, []string{" der", " dem", " den nachrichtenagenturen", " gegenüber der"}},
	{[]string{"säger ", "sade ", "uppger ", "berättar ", "sa ", "skriver "}, []string{" till"}},
	{[]string{"siger ", "sagde ", "sier ", "sa ", "oplyser ", "opplyser ", "fortæller ", "forteller ", "skriver "}, []string{" til"}},
	{[]string{"zei ", "zegt ", "vertelde ", "vertelt ", "liet "}, []string{" tegen", " aan"}},
	{[]string{"dijo ", "declaró ", "explicó ", "indicó ", "aseguró ", "señaló "}, []string{" a"}},
	{[]string{"disse ", "afirmou ", "declarou ", "explicou "}, []string{" à", " a"}},
	{[]string{"قال ", "قالت ", "صرح ", "صرحت ", "وقال ", "وقالت ", "أكد "}, []string{"ل"}},
}

// apart reports whether a cue in two parts stands before the name; b is in lower case.
func apart(b string) bool {
	for _, t := range toldApart {
		for _, link := range t.links {
			head, ok := strings.CutSuffix(b, link)
			if !ok || sentenceLower(head) {
				continue
			}
			for _, v := range t.verbs {
				if k := strings.LastIndex(head+" ", v); k >= 0 && len(head)-k < 70 && (k == 0 || !isWordByte(head[k-1])) {
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

// adjective reports whether w may say where an agency is from or what it is: "Russian", "Kremlin-controlled".
func adjective(w string) bool {
	for _, end := range []string{"ian", "ese", "ish", "can", "man", "nch", "run", "owned", "controlled", "backed", "based", "sche", "schen", "scher", "aise", "ienne", "ana", "esa", "ese", "ное", "ному", "ską", "ské", "ská", "ski", "ska"} {
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
	switch strings.ToLower(w[0]) {
	case "institute", "foundation", "intelligence", "economics", "research", "award", "awards", "prize", "fund", "university", "college", "law", "new", "government", "lp", "l.p", "philanthropies":
		return true
	}
	return false
}

// saidAfter returns the cue behind the hit.
func (p *place) saidAfter() (cue string, sure bool) {
	a := strings.ToLower(p.after[:runeBack(p.after, min(len(p.after), 80))])
	a, of := cutPossessive(a)
	a = strings.TrimLeft(a, " »”\"’,)")
	for range 5 {
		for _, c := range saidCues {
			rest, ok := strings.CutPrefix(a, c)
			if !ok || rest != "" && isWordByte(rest[0]) && !runsOn(lastRune(c)) {
				continue
			}
			if weakSaid(c, of, p.doubtful) {
				continue
			}
			return c, sure || c == "reported" || c == "reports" || strings.Contains(c, "article")
		}
		w, rest, _ := strings.Cut(a, " ")
		if !bodies[w] && w != "news" && w != "earlier" && w != "also" && w != "has" && !(of && w != "") {
			return "", false
		}
		sure = sure || strings.Contains(w, "agen")
		a = rest
	}
	return "", false
}

// weakSaid reports whether a cue says too little: anyone may "say" or "ask", so that must be the agency's own act.
func weakSaid(cue string, possessive, doubtful bool) bool {
	switch cue {
	case "mit", "could not", "asked", "article", "عن", "消息":
		return cue != "article"
	case "report", "said", "says", "noted", "notes", "obtained":
		return doubtful || possessive && cue != "report" && cue != "said"
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
	if low := strings.ToLower(w); bodies[low] || adjective(low) {
		return false
	}
	for _, c := range w {
		return unicode.IsUpper(c) && !strings.HasSuffix(w, ",")
	}
	return false
}
