package wire

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// hit is a place where an agency's name stands: text[start:end].
type hit struct {
	start, end int
	form       *form
	agency     uint16
	doubtful   bool
	// site says that it is the name of a site, not of the agency.
	site bool
}

// Masks for eight bytes at once.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// maxHits bounds the work on one text: beyond it only the last tail hits are kept beside the first ones.
const (
	maxHits  = 384
	tailHits = 128
)

// scan returns the places in text where an agency's name may stand. Only a byte that is neither a small letter nor a space can
// begin one or stand before one (and the pairs), so it looks at eight bytes at once and stops at a third of the groups.
func (r *Reader) scan(text string) []hit {
	s := scanner{r: r, text: text}
	if text != "" && isLower(text[0]) {
		s.try(0)
	}
	i, p := 0, r.pair
	for ; i+9 <= len(text); i += 8 {
		w := load64(text, i)
		mask := stops(w) | zeroBytes((w^p.first)|(load64(text, i+1)^p.second))
		for _, p := range r.morePairs {
			mask |= zeroBytes((w ^ p.first) | (load64(text, i+1) ^ p.second))
		}
		for ; mask != 0; mask &= mask - 1 {
			k := i + bits.TrailingZeros64(mask)/8
			switch c := text[k]; {
			case r.class[c] == begins && k+3 <= len(text) && !r.mayBegin(c, text[k+1], text[k+2]):
			case r.class[c] != 0:
				s.at(k)
			}
		}
	}
	for ; i < len(text); i++ {
		if !isLower(text[i]) || r.paired(text[i:]) {
			s.at(i)
		}
	}
	return s.hits
}

// paired reports whether text begins with one of the pairs.
func (r *Reader) paired(text string) bool {
	if len(text) < 2 {
		return false
	}
	p := pair{repeat(text[0]), repeat(text[1])}
	return p == r.pair || slices.Contains(r.morePairs, p)
}

func load64(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// What a byte may mean to the scanner, by its value.
const (
	// begins: a form may begin here.
	begins = iota + 1
	// announces: a form in small letters may come next.
	announces
	// dot: it may be one in the name of a site.
	dot
)

// classes tells the class of each byte.
func classes() (t [256]uint8) {
	for c := range t {
		if b := byte(c); isUpper(b) || isLower(b) || b >= 0xC2 {
			t[c] = begins
		}
	}
	for _, c := range "(/\n:[-|" {
		t[c] = announces
	}
	t['.'] = dot
	return t
}

// stops marks the high bit of each byte of w that is neither a small letter (0x60 to 0x7F) nor a space.
func stops(w uint64) uint64 {
	letters := w & (w << 1) & (highs >> 1)
	return (^(letters << 1) | w) & highs &^ zeroBytes(w^(' '*ones))
}

// zeroBytes marks the high bit of each zero byte of w. A byte of value 1 above a zero byte may be marked too.
func zeroBytes(w uint64) uint64 { return (w - ones) &^ w & highs }

type scanner struct {
	r    *Reader
	text string
	hits []hit
	// next is where the last hit ended.
	next int
	// host is where the last host name looked at ended.
	host int
}

// at looks at text[i] and what it may begin or announce.
func (s *scanner) at(i int) {
	c := s.text[i]
	switch s.r.class[c] {
	case begins:
		s.try(i)
	case dot:
		if i+2 < len(s.text) && isLower(s.text[i+1]) {
			s.trySite(i)
		}
	case announces:
		if i+2 < len(s.text) && s.text[i+1] == ' ' {
			i++
		}
		if i+2 < len(s.text) && isLower(s.text[i+1]) {
			s.try(i + 1)
		}
	}
}

// try looks for a form that begins at text[i].
func (s *scanner) try(i int) {
	if i+2 > len(s.text) || i < s.next {
		return
	}
	third := byte(' ')
	if i+2 < len(s.text) {
		third = s.text[i+2]
	}
	b := s.r.buckets[hash3(s.text[i], s.text[i+1], third)>>(hashBits-bucketBits)]
	if b == 0 {
		return
	}
	rest := s.text[i:]
	for _, k := range s.r.chains[b] {
		f := &s.r.forms[k]
		if !strings.HasPrefix(rest, f.text) || !s.bounded(f, i) {
			continue
		}
		end := i + len(f.text)
		if f.second != "" {
			if end = s.house(f, end); end < 0 {
				continue
			}
		}
		s.keep(hit{start: i, end: end, form: f, agency: f.agency, doubtful: f.doubtful})
		return
	}
}

// house returns the end of the second part of house form f, whose first part ends at i, or -1.
func (s *scanner) house(f *form, i int) int {
	line := s.text[i:min(len(s.text), i+800)]
	if k := strings.IndexByte(line, '\n'); k >= 0 {
		line = line[:k]
	}
	k := strings.Index(line, f.second)
	if k < 0 {
		return -1
	}
	return i + k + len(f.second)
}

func (s *scanner) keep(h hit) {
	s.next = h.end
	if len(s.hits) < maxHits+tailHits {
		s.hits = append(s.hits, h)
		return
	}
	// The older half of the tail makes room.
	copy(s.hits[maxHits:], s.hits[maxHits+tailHits/2:])
	s.hits = append(s.hits[:maxHits+tailHits/2], h)
}

// bounded reports whether form f at text[i] stands as a word of its own.
func (s *scanner) bounded(f *form, i int) bool {
	end := i + len(f.text)
	if f.runs {
		return true
	}
	if i > 0 && !s.boundedLeft(f, i) {
		return false
	}
	if end == len(s.text) {
		return true
	}
	if c := s.text[end]; c < utf8.RuneSelf {
		return !isWordByte(c)
	}
	return s.inflected(f, end)
}

// boundedLeft reports whether what stands before text[i] lets form f begin there.
func (s *scanner) boundedLeft(f *form, i int) bool {
	c := s.text[i-1]
	switch {
	case c == '@' || c == '#' || c == '&' || c == '_':
		return false
	case c == '.' || c == '/' || c == '-':
		return !inAddress(s.text, i)
	case c < utf8.RuneSelf && isWordByte(c):
		// Scrapers glue lines together: "Vladimir IsachenkovAssociated Press".
		return isLower(c) && isUpper(f.text[0]) && len(f.text) > 10 && strings.Contains(f.text, " ")
	case c < utf8.RuneSelf:
		return true
	}
	p, _ := utf8.DecodeLastRuneInString(s.text[max(0, i-4):i])
	if !unicode.IsLetter(p) && !unicode.IsDigit(p) {
		return true
	}
	// Arabic prepositions are written together with the name.
	return strings.ContainsRune("لوبفك", p) && f.text[0] >= 0xD8 && f.text[0] <= 0xDB && s.startsWord(i-utf8.RuneLen(p))
}

func (s *scanner) startsWord(i int) bool {
	p, _ := utf8.DecodeLastRuneInString(s.text[:max(0, i)])
	return !unicode.IsLetter(p)
}

// inflected reports whether form f ends at text[end], where a rune beyond ASCII stands, allowing for Cyrillic endings.
func (s *scanner) inflected(f *form, end int) bool {
	cyrillic := f.text[0] == 0xD0 || f.text[0] == 0xD1
	for n := 0; end < len(s.text); n++ {
		c, size := utf8.DecodeRuneInString(s.text[end:])
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) || runsOn(c) {
			return true
		}
		if !cyrillic || n == 2 || len(f.text) < 12 {
			return false
		}
		end += size
	}
	return true
}

// inAddress reports whether text[i] stands inside a web address.
func inAddress(text string, i int) bool {
	from := i
	for from > 0 && i-from < 80 && text[from-1] > ' ' {
		from--
	}
	word := text[from:i]
	return strings.Contains(word, "://") || strings.Contains(word, "www.") || strings.Contains(word, ".com/")
}

// trySite looks for the host name of a site around the dot text[i].
func (s *scanner) trySite(i int) {
	if i < s.host {
		return
	}
	from, to := i, i+1
	for from > 0 && i-from < 60 && isHostByte(s.text[from-1]) {
		from--
	}
	for to < len(s.text) && to-i < 60 && isHostByte(s.text[to]) {
		to++
	}
	s.host = to
	for to > i && s.text[to-1] == '.' {
		to--
	}
	if from < s.next || from == i {
		return
	}
	if a, start := s.r.site(s.text[from:to]); start >= 0 && !(from > 0 && s.text[from-1] == '@') {
		s.keep(hit{start: from + start, end: to, agency: a, site: true})
	}
}

func isHostByte(b byte) bool {
	return isLower(b|0x20) && b < utf8.RuneSelf || isDigit(b) || b == '.' || b == '-'
}

// site returns the agency whose site host is, or is part of, and where the site's name begins in host; or -1.
func (r *Reader) site(host string) (uint16, int) {
	for from, labels := 0, strings.Count(host, "."); ; labels-- {
		if labels < maxLabels {
			if a, ok := r.sites[strings.ToLower(host[from:])]; ok {
				return a, from
			}
		}
		k := strings.IndexByte(host[from:], '.')
		if k < 0 {
			return 0, -1
		}
		from += k + 1
	}
}

// maxLabels is how many dots a host name of an agency may have, and one.
const maxLabels = 4
