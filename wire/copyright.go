package wire

import "strings"

// marks announce who holds the copyright.
var marks = []string{"©", "copyright", "(c)", "&copy;", "copr.", "版权所有", "ⓒ", "Ⓒ"}

// fillers may stand between a mark and the holder, beside years.
var fillers = set("by the par von de of © ™ ® (c) copyright thomson & - – , all rights reserved text texte texto text: wire &copy; ⓒ")

// copyright answers for "© 2021 AFP" and its like. A mark that belongs to a picture makes a photo credit.
func (p *place) copyright() (How, int, int) {
	mark, ok := p.mark()
	if !ok {
		return p.reserved()
	}
	start := p.start
	if k := lastIndexFold(p.f.text[p.from:p.start], mark); k >= 0 {
		start = p.from + k
	}
	if p.pictureAround(squeeze(p.f.text[p.from:start])) {
		return Photo, start, p.end
	}
	return Copyright, start, p.end
}

// mark returns the copyright mark before the hit, if only years and fillers stand between.
func (p *place) mark() (string, bool) {
	b := asciiLower(p.before[runeAt(p.before, max(0, len(p.before)-60)):])
	for {
		b = strings.TrimRight(b, " ,.-–/:0123456789")
		for _, m := range marks {
			if strings.HasSuffix(b, m) {
				return m, true
			}
		}
		k := strings.LastIndexByte(b, ' ') + 1
		if b == "" || !fillers[b[k:]] {
			return "", false
		}
		b = b[:k]
	}
}

// pictureAround reports whether a copyright mark belongs to a picture: by what stands before it, or a photographer behind the hit.
func (p *place) pictureAround(before string) bool {
	low := asciiLower(before)
	low = strings.TrimRight(low[max(0, len(low)-90):], " (:,")
	if p.f.cues().picture[lastField(low)] {
		return true
	}
	if strings.HasSuffix(strings.TrimRight(before, " "), "(") && strings.Contains(low, "photo") {
		return true
	}
	return p.pictureAfter()
}

// pictureAfter reports whether a photographer or a word for pictures follows the hit.
func (p *place) pictureAfter() bool {
	a := strings.TrimLeft(p.after, " ")
	for _, w := range pictureWords {
		if rest, ok := strings.CutPrefix(a, w); ok && (rest == "" || !isWordByte(rest[0])) {
			return true
		}
	}
	if rest, ok := strings.CutPrefix(a, "/"); ok {
		rest = strings.TrimLeft(rest, " ")
		return p.photographer(rest)
	}
	return false
}

// photographer reports whether s, which follows a slash behind the hit, begins with a photographer: one word and a mark, or two names.
func (p *place) photographer(s string) bool {
	if s == "" || !capital(s) || isDigit(s[0]) || p.f.agencyAt(s) == NewsAgency {
		return false
	}
	first, rest, _ := strings.Cut(s, " ")
	if hasDigit(first) || len(first) < 3 {
		return false
	}
	if strings.ContainsAny(first[1:], ".,/)|;") || rest == "" {
		return !p.doubtful
	}
	return capital(rest) || particles[rest[:max(0, strings.IndexByte(rest, ' '))]]
}

// reserved answers for "Associated Press. All rights reserved" without a mark.
func (p *place) reserved() (How, int, int) {
	b := p.cleanBefore()
	if b != "" && !endsSentence(b) {
		return no()
	}
	a := strings.ToLower(strings.TrimLeft(p.after[:runeBack(p.after, min(len(p.after), 60))], " .,-–—"))
	for _, r := range p.f.cues().reserved {
		if strings.HasPrefix(a, r) {
			return p.yes(Copyright)
		}
	}
	return no()
}

// agencyAt returns the kind of the agency whose name s begins with, or PhotoAgency for a name that is none: a photographer's.
func (f *finding) agencyAt(s string) Kind {
	w := words(s[:min(len(s), 60)])
	for n := min(len(w), 3); n > 0; n-- {
		if a, ok := f.r.names[fold(strings.Join(w[:n], " "))]; ok {
			return f.kind(a)
		}
	}
	return PhotoAgency
}
