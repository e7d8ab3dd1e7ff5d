package wire

import (
	"slices"
	"strings"
)

// source answers for "Source: Reuters", "originally published by AFP", and the marks that close a text: "(APA)", "/ritzau/".
func (p *place) source() (How, int, int) {
	b := p.cleanBefore()
	if cue, ok := p.sourceLabel(b); ok {
		return p.left(Source, cue)
	}
	if cue := p.f.cues().taken.end(lower(b)); cue != "" && p.takenOver(cue) {
		return p.left(Source, cue)
	}
	if rest := strings.TrimPrefix(p.after, " News"); strings.HasPrefix(rest, " Trust Principles") {
		return p.right(Source, "Trust Principles")
	}
	if !p.site && p.closesText(b) {
		return p.yes(Source)
	}
	return no()
}

// takenOver reports whether cue, which stands before the hit, says that the text is the agency's: some count in some places alone.
func (p *place) takenOver(cue string) bool {
	switch cue {
	case "read more at":
		return p.site
	case "from a", "from an":
		return strings.HasPrefix(p.after, " feed")
	case "provided by":
		return p.closing()
	}
	return true
}

// closing reports whether the sentence ends with the hit.
func (p *place) closing() bool {
	a := strings.TrimSpace(p.after)
	return a == "" || a[0] == '.' || a[0] == ')' || a[0] == ','
}

// sourceLabel returns the label of a source before the hit, with only agencies between.
func (p *place) sourceLabel(b string) (string, bool) {
	if p.fromStart && !strings.ContainsAny(b, ":：") && strings.Trim(p.after, separators) == "" {
		// "Source AFP"
		low := lower(b)
		return low, low != "via" && slices.Contains(p.f.cues().source, low)
	}
	k := strings.LastIndexAny(b, ":：")
	if k < 0 || len(b)-k > 60 {
		return "", false
	}
	colon := 1
	if b[k] != ':' {
		colon = len("：")
	}
	if !p.f.agencyWords(b[k+colon:]) && !(p.site && namesOnly(b[k+colon:], 5)) {
		return "", false
	}
	low := strings.ToLower(strings.TrimRight(b[:k], " "))
	for _, l := range p.f.cues().source {
		head, ok := strings.CutSuffix(low, l)
		if r := lastRune(head); ok && (head == "" || !isWordByte(head[len(head)-1]) || runsOn(r)) {
			return l, p.plainSource(head)
		}
	}
	return "", false
}

// plainSource reports whether what stands before "source:" is not a picture's ("Photo source:").
func (p *place) plainSource(head string) bool {
	head = strings.TrimRight(head, " *(/•-–—")
	for _, w := range []string{"photo", "image", "foto", "bild", "picture", "video", "data", "graphic", "chart"} {
		if strings.HasSuffix(head, w) {
			return false
		}
	}
	return true
}

// closesText reports whether the hit is a mark at the end of the text, or near it at the end of a paragraph.
func (p *place) closesText(b string) bool {
	if !p.inTail() {
		return false
	}
	if br, ok := p.bracket(); ok {
		if strings.Trim(br.rest, " .*_—-") != "" || strings.Trim(br.in2, " ./,&") != "" && !p.f.agencyWords(br.in2) {
			return false
		}
		in1 := strings.ToLower(strings.Trim(br.in1, " ./"))
		in1 = strings.TrimSuffix(in1, " ")
		return (p.f.agencyWords(br.in1) || withWords[in1]) && (br.lead == "" || br.slash || endsSentence(br.lead) || len(br.lead) > 40)
	}
	if strings.Trim(p.after, " .*_") != "" || p.doubtful {
		return false
	}
	if cut, ok := strings.CutSuffix(b, "/"); ok && !strings.HasSuffix(cut, " ") && cut != "" {
		return p.f.agencyWords(lastWord(cut))
	}
	head := strings.TrimRight(b, " -–—―*_|")
	return head != b && (head == "" || endsSentence(head))
}

// withWords stand before an agency in a closing bracket: "(with AFP)". In lower case.
var withWords = set("with avec mit con com met med from fonte fuente source quelle text by via von par por © red/ fonte:")

// titleEnd answers for a headline that ends in the agency: "... | Reuters". One without a mark between, as machine translation
// leaves it, is kept back until the text credits the agency as well.
func (p *place) titleEnd() (How, int, int) {
	b := p.cleanBefore()
	if p.site || p.doubtful || !p.fromStart || !p.toEnd || strings.TrimSpace(p.after) != "" || !p.inHead() || len(words(b)) < 5 {
		return no()
	}
	cut := strings.TrimRight(b, " ")
	head := strings.TrimRight(cut, "|-–—·•:")
	if head != cut && strings.HasSuffix(head, " ") {
		return p.yes(Source)
	}
	if head == cut && !endsSentence(cut) && !strings.HasSuffix(cut, ",") && !p.quotedBefore() {
		p.f.titles = append(p.f.titles, Credit{Agency: p.f.name(p.agency), How: Source, Start: p.start, End: p.end, Text: p.name})
	}
	return no()
}
