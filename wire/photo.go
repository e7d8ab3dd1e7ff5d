package wire

import "strings"

// pictureWords follow an agency's name in the credit of a picture or a video.
var pictureWords = []string{"Photo", "Photos", "PHOTO", "PHOTOS", "Images", "IMAGES", "Image", "Video", "VIDEO", "Illustration", "Archive", "Archiv",
	"File", "file photo", "Pool", "Graphics", "Fotos", "Foto", "Bild", "/File", "/Files", "/Archive", ", File", ",File", ", file", "via Getty"}

// pictureCues stand before the name of a photographer or an agency. In lower case.
var pictureCues = []string{"photo", "photos", "foto", "fotos", "photograph", "photographs", "picture", "pictures", "pic", "image", "images", "credit", "credits", "bild", "bilder", "imagen",
	"imágenes", "kuva", "kép", "fot", "zdj", "zdjęcie", "snímek", "фото", "写真", "사진", "图", "图片", "صورة", "video", "videos", "media", "screenshot", "screengrab", "immagine", "illustration",
	"crédit", "crédits", "credito", "crédito", "créditos", "beeld", "billede", "gambar", "foto's", "copyright", "sources: photo"}

// photo answers for the credits of pictures, of which a page of news has more than of texts.
func (p *place) photo() (How, int, int) {
	switch {
	case p.pictureWord(), p.pictureCue(), p.pictureAgency(), p.beside(), p.viaPicture(), p.captionEnd(), p.underCaption():
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
	b := p.before[runeAt(p.before, max(0, len(p.before)-110)):]
	low := strings.ToLower(b)
	if len(low) != len(b) {
		low = asciiLower(b)
	}
	for _, cue := range pictureCues {
		k := strings.LastIndex(low, cue)
		if k < 0 {
			continue
		}
		// "credits Reuters", "photographed by AP" are sentences; a capital, a bracket or a colon makes a credit line.
		between := b[k+len(cue):]
		line := k == 0 || strings.ContainsRune("([|/.;:-–—", lastRune(strings.TrimRight(b[:k], " "))) || !isLower(b[k])
		between, _ = strings.CutPrefix(between, "s")
		between, colon := strings.CutPrefix(strings.TrimLeft(between, " "), ":")
		if (line || colon) && (between == "" || !isLower(between[0]) || strings.HasPrefix(between, "by ") || strings.HasPrefix(between, "via ") ||
			strings.HasPrefix(between, "copyright") || strings.HasPrefix(between, "credit") || strings.HasPrefix(between, "courtesy") || strings.HasPrefix(between, "from ")) {
			for _, w := range []string{"by", "via", "copyright", "credit", "courtesy", "of", "from", "©"} {
				between = strings.ReplaceAll(" "+between+" ", " "+w+" ", " ")
			}
			if namesOnly(between, 12) {
				return true
			}
		}
	}
	return false
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
	// "(Sputnik/Reuters)" and "JANE DOE and JOHN ROE / AP" are told apart by brackets and by the number of people.
	if manyNames(cut) && p.fromStart && namesOnly(cut, 16) {
		return false
	}
	if bar {
		return p.fromStart && len(cut) < 60 && namesOnly(cut, 6) && !p.agencyLine(cut) || endsSentence(cut)
	}
	return true
}

// agencyLine reports whether names is a headline rather than a photographer.
func (p *place) agencyLine(names string) bool { return len(words(names)) > 5 }

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
	if strings.HasSuffix(b, "(") {
		return strings.HasPrefix(p.after, ")")
	}
	cut := strings.TrimRight(b, "-–—|•/,©")
	return cut != b && (capital(lastWord(cut)) || cut == "")
}

// viaPicture reports whether "via" leads from a photographer to the hit: "(Jane Doe/Pool via AP)".
func (p *place) viaPicture() bool {
	b, ok := cutSuffixFold(strings.TrimRight(p.before, " "), " via")
	return ok && capital(lastWord(b)) && (p.after == "" || !strings.HasPrefix(p.after, " ") || endsSentence(p.after[:min(2, len(p.after))]) || capital(p.after[1:]))
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

// underCaption reports whether the hit has a line for itself under a caption, and no date or text of its own below.
func (p *place) underCaption() bool {
	if !p.fromStart || !p.toEnd || strings.Trim(p.cleanBefore(), separators) != "" || strings.Trim(p.after, separators) != "" || p.inTail() {
		return false
	}
	if p.f.kind(p.agency) == PhotoAgency {
		return true
	}
	above, _ := p.lineAbove()
	if len(above) < 60 || !endsSentence(above) || strings.HasSuffix(above, ")") {
		return false
	}
	below := p.lineBelow()
	return below != "" && !startsDate(below) && !(len(below) > 120 && lowerWithin(below))
}
