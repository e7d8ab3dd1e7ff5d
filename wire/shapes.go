package wire

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file tells names, places and dates from sentences by their shape alone: no gazetteer is needed, and any language
// that has capitals will do.

// separators stand between the parts of a byline, a dateline or a photo credit.
const separators = " \t,;:|/•·-–—―−_.=~>«»\"'“”‘’()[]（）［］【】、。，："

// dashes follow a dateline.
var dashes = []string{"-", "–", "—", "―", "−", "_", "=", ":", "：", "|", "»", ".-", ".–", "．", ". —", ". –", ". -"}

// trimDash cuts one dash, with the spaces around it, from the front of s.
func trimDash(s string) (string, bool) {
	s = strings.TrimLeft(s, " ")
	for _, d := range dashes {
		if t, ok := strings.CutPrefix(s, d); ok {
			return strings.TrimLeft(t, " -–—_"), true
		}
	}
	return s, false
}

// words yields the words of s, cut at spaces and separators that are not part of a name.
func words(s string) []string {
	all := strings.FieldsFunc(s, func(c rune) bool {
		return unicode.IsSpace(c) || strings.ContainsRune(",;:|/•·–—―−_=()[]（）［］【】、，：<>*&", c)
	})
	return slices.DeleteFunc(all, func(w string) bool { return strings.Trim(w, "-.") == "" })
}

// capital reports whether w begins like a name: with a capital, a digit, or a letter of a script without case.
func capital(w string) bool {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, `-.'"“‘’#@`))
	return unicode.IsUpper(c) || unicode.IsDigit(c) || unicode.IsLetter(c) && !unicode.IsLower(c)
}

// allCaps reports whether w is three letters or more, all capital.
func allCaps(w string) bool {
	n := 0
	for _, c := range w {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			n++
		}
	}
	return n >= 3
}

func hasDigit(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}

// particles are the small words within names of people and places.
var particles = set("de del della di da do dos das des du la le les el al der den dem van von zu zum am an im and y e i et und og och " +
	"ja en of for the in bei near sur upon bin ibn ben al- ul av au aux with w + à o na z ve dan și și a")

// namesOnly reports whether s holds nothing but names of people, with the small words and titles that join them, at most n words.
func namesOnly(s string, n int) bool {
	all := words(s)
	if len(all) > n {
		return false
	}
	for _, w := range all {
		if !capital(w) && !particles[w] || strings.ContainsAny(w, "?!") || hasDigit(w) {
			return false
		}
		// A word that ends a sentence is no name; initials and "Jr." are.
		if strings.HasSuffix(w, ".") && len(w) > 4 {
			return false
		}
	}
	return true
}

// placeOnly reports whether s could stand before the agency in a dateline: places and dates, or nothing.
func placeOnly(s string) bool {
	s = strings.Trim(s, " \t-–—*•")
	if len(s) > 110 || strings.ContainsAny(s, "?!\"“”@") {
		return false
	}
	all, small := words(s), 0
	if len(all) > 12 || len(all) > 5 && caseless(s) || len(s) > 60 && caseless(s) {
		return false
	}
	dated := hasDigit(s)
	for _, w := range all {
		switch {
		case capital(w):
			if strings.HasSuffix(w, ".") && utf8.RuneCountInString(w) > 6 && !dated && len(all) > 1 {
				return false
			}
		case particles[w]:
		case dated && utf8.RuneCountInString(w) <= 10:
			small++
		default:
			return false
		}
	}
	return small <= 3
}

// months are the first letters of months, in the languages whose datelines print them.
var months = []string{
	"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai", "okt", "dez",
	"fév", "avr", "juin", "juil", "aoû", "déc", "ene", "abr", "ago", "dic", "gen", "mag", "giu", "lug", "set", "ott", "out",
	"янв", "фев", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
}

// weekdays are the first letters of the days of the week, likewise.
var weekdays = []string{
	"mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo,", "di,", "mi,", "do,", "fr,", "sa,", "so,", "lun", "mar", "mié", "mer",
	"jue", "jeu", "gio", "vie", "ven", "sáb", "sam", "dom", "dim", "seg", "ter", "qua", "qui", "sex",
}

// datelike words begin a date or stand before one in a byline.
var stamps = set("published updated posted originally last modified on veröffentlicht aktualisiert publicado actualizado " +
	"publié modifié mis mise maj stand est edt gmt am pm a.m. p.m. today yesterday")

// startsDate reports whether s begins with a date, a time, or words that announce one.
func startsDate(s string) bool {
	s = strings.ToLower(strings.TrimLeft(s, separators))
	first, _, _ := strings.Cut(s, " ")
	first = strings.TrimRight(first, ",:.")
	if first == "" {
		return false
	}
	if stamps[first] || isDigit(first[0]) {
		return true
	}
	for _, m := range months {
		if strings.HasPrefix(first, m) && hasDigit(s[:min(len(s), 20)]) {
			return true
		}
	}
	for _, d := range weekdays {
		if strings.HasPrefix(first, d) && hasDigit(s[:min(len(s), 30)]) {
			return true
		}
	}
	return false
}

// endsSentence reports whether s ends like a sentence or a caption.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \"'”’»)")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "。")
}

// cutSuffixFold is strings.CutSuffix for ASCII text of any case.
func cutSuffixFold(s, suffix string) (string, bool) {
	if len(s) < len(suffix) || !strings.EqualFold(s[len(s)-len(suffix):], suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// caseless reports whether s begins with a letter of a script without capitals.
func caseless(s string) bool {
	c := firstRune(strings.TrimLeft(s, separators))
	return unicode.IsLetter(c) && !unicode.IsUpper(c) && !unicode.IsLower(c)
}

func firstRune(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}
