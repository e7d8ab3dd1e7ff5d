package wire

import "strings"

// pictureWords follow an agency's name in the credit of a picture or a video.
var pictureWords = []string{
	"Photo", "Photos", "PHOTO", "PHOTOS", "Images", "IMAGES", "Image", "Video", "VIDEO",
	"Illustration", "Archive", "Archiv",
	"File", "file photo", "Pool", "Graphics", "Fotos", "Foto", "Bild", "/File", "/Files", "/Archive", ", File", ",File", ", file", "via Getty",
}

// photo answers for the credits of pictures, of which a page of news has more than of texts.
func (p *place) photo() (How, int, int) {
	switch {
	case p.pictureWord(), p.pictureCue(), p.pictureAgency(), p.pictureBracket(), p.beside(), p.viaPicture(), p.captionEnd(), p.underCaption():
		return p.yes(Photo)
	}
	return no()
}

// pictureWord reports whether a word for pictures follows: "AP Photo", "AFP PHOTO", "AP, File".
func (p *place) pictureWord() bool {
	a := strings.TrimPrefix(p.after, " ")
	for _, w := range pictureWords {
		if rest, ok := strings.CutPrefix(a, w); ok && (rest == "" || !isWordByte(rest[0])) {
			return true
		}
	}
	return false
}

// pictureCue reports whether a cue stands before the hit with nothing but names between: "Photo: Jane Doe, AP".
func (p *place) pictureCue() bool {
	b := p.cleanBefore()
	for range 12 {
		b = strings.TrimRight(b, " ,/|-–—©\"“”&")
		w := lastField(b)
		head := b[:len(b)-len(w)]
		cue := strings.TrimSuffix(w, ":")
		if w == ":" {
			// French sets a space before the colon.
			cue = lastField(strings.TrimRight(head, " "))
			head = strings.TrimSuffix(strings.TrimRight(head, " "), cue)
		}
		if low := strings.ToLower(cue); p.f.cues().picture[low] || strings.HasPrefix(low, "credit") {
			return p.opensCredit(head, cue, len(cue) < len(w))
		}
		low := strings.ToLower(w)
		if w == "" || !capital(w) && !creditWords[low] && !particles[low] || strings.HasSuffix(w, ".") && len(w) > 4 || hasDigit(w) {
			return false
		}
		b = head
	}
	return false
}

// creditWords stand between a cue and the name in a photo credit.
var creditWords = set("by via copyright credit courtesy from with par von de")

// opensCredit reports whether cue opens a credit line rather than standing in a sentence ("he credits Reuters"): it has a colon or a
// capital, or stands at the start of a line or a bracket.
func (p *place) opensCredit(head, cue string, colon bool) bool {
	head = strings.TrimRight(head, " ")
	return colon || !isLower(cue[0]) || head == "" || strings.ContainsRune("([|/.;:-–—", lastRune(head))
}

// beside reports whether a slash or a bar joins the hit to a photographer: "REUTERS/Jane Doe", "Jane Doe | AP | Getty Images".
func (p *place) beside() bool {
	if p.pictureAfter() {
		return true
	}
	b := p.cleanBefore()
	cut, ok := strings.CutSuffix(b, "/")
	bar := false
	if !ok {
		if cut, ok = strings.CutSuffix(b, "|"); !ok {
			return p.comma(b)
		}
		bar = true
	}
	cut = strings.TrimRight(cut, " ")
	last := lastWord(cut)
	if cut == "" || !capital(last) || hasDigit(last) {
		return false
	}
	if p.doubtful && p.f.agencyAt(last) == PhotoAgency && !endsInNames(cut) {
		return false
	}
	// "(Sputnik/Reuters)" and "JANE DOE and JOHN ROE / AP" are told apart by brackets and by the number of people.
	if manyNames(cut) && p.fromStart && namesOnly(cut, 16) {
		return false
	}
	if bar {
		return p.fromStart && len(cut) < 60 && namesOnly(cut, 5) || endsSentence(cut)
	}
	return true
}

// endsInNames reports whether s ends in two words with a capital and small letters, as a person's name does.
func endsInNames(s string) bool {
	w := words(s)
	if len(w) < 2 {
		return false
	}
	for _, x := range w[len(w)-2:] {
		if !capital(x) || strings.ToUpper(x) == x || hasDigit(x) {
			return false
		}
	}
	return true
}

// comma reports whether "Jane Doe, AP" in brackets, or as a line of its own under a picture, is what the hit stands in.
func (p *place) comma(b string) bool {
	cut, ok := strings.CutSuffix(b, ",")
	if !ok {
		return false
	}
	a := strings.TrimLeft(p.after, " ")
	if k := strings.LastIndexAny(cut, "(["); k >= 0 && len(cut)-k < 60 && strings.IndexAny(a, ")]") == 0 {
		return namesOnly(cut[k+1:], 8)
	}
	if !p.fromStart || a != "" || !namesOnly(cut, 10) || len(words(cut)) < 2 {
		return false
	}
	below := p.lineBelow()
	if strings.HasPrefix(below, "FILE") || strings.HasPrefix(below, "In this ") {
		return true
	}
	return p.short() && !manyNames(cut) && !startsDate(below)
}

// pictureAgency reports whether an agency of pictures stands in brackets or behind a joint, as only credits do.
func (p *place) pictureAgency() bool {
	if p.f.kind(p.agency) != PhotoAgency {
		return false
	}
	b := p.cleanBefore()
	if lead, ok := strings.CutSuffix(b, "("); ok {
		return strings.HasPrefix(p.after, ")") && !p.definition(lead) && (!p.doubtful || endsSentence(lead))
	}
	cut := strings.TrimRight(b, "-–—|•/,©")
	if strings.HasSuffix(b, ",") && !(p.fromStart && namesOnly(cut, 10) && strings.Trim(p.after, separators) == "" && !p.definition(cut)) {
		return false
	}
	return cut != b && (capital(lastWord(cut)) || cut == "")
}

// pictureBracket reports whether the brackets around the hit speak of pictures.
func (p *place) pictureBracket() bool {
	b, ok := p.bracket()
	if !ok || b.slash {
		return false
	}
	in := asciiLower(b.in1 + " " + b.in2)
	return strings.Contains(in, "photo") || strings.Contains(in, " via ")
}

// viaPicture reports whether "via" leads from a photographer to the hit: "(Jane Doe/Pool via AP)".
func (p *place) viaPicture() bool {
	b, ok := cutSuffixFold(strings.TrimRight(p.before, " "), " via")
	next, spaced := strings.CutPrefix(p.after, " ")
	return ok && capital(lastWord(b)) && (!spaced || next == "" || capital(next))
}

// captionEnd reports whether the hit closes a caption: "... in Helsinki. (AP)", "(July 13) AP".
func (p *place) captionEnd() bool {
	if p.inTail() {
		return false
	}
	if b, ok := p.bracket(); ok {
		rest := strings.TrimSpace(b.rest)
		return !b.slash && strings.Trim(b.in1+b.in2, " ./") == "" && rest == "" && b.lead != "" && (endsSentence(b.lead) || len(b.lead) > 60)
	}
	b := strings.TrimRight(p.before, " ")
	if strings.TrimSpace(p.after) != "" || len(b) < 40 {
		return false
	}
	return strings.HasSuffix(b, ")") || p.short() && endsSentence(b)
}

// underCaption reports whether the hit has a line for itself, or with other agencies, under a caption, and no date or text of its own
// below.
func (p *place) underCaption() bool {
	if !p.fromStart || !p.toEnd || p.inTail() || strings.Contains(p.after, "•") {
		return false
	}
	if p.agenciesAlone() {
		return p.captionAbove()
	}
	if strings.Trim(p.cleanBefore(), separators) != "" || strings.Trim(p.after, separators) != "" {
		return false
	}
	if p.f.kind(p.agency) == PhotoAgency {
		return true
	}
	below := p.lineBelow()
	return p.captionAbove() && below != "" && !startsDate(below) && !(len(below) > 120 && lowerWithin(below))
}

// captionAbove reports whether the line above the hit's may be a caption: a sentence, and not cut off.
func (p *place) captionAbove() bool {
	above, _ := p.lineAbove()
	return len(above) >= 60 && endsSentence(above) && !strings.HasSuffix(above, ")") && !strings.HasSuffix(above, "...")
}
