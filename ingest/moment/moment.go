// Package moment reads times of publication as news writes them. Every format that ingest knows uses it.
package moment

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/samestory/samestory/article"
)

// Err is a time of publication that was not understood, or that two countries read differently.
var Err = errors.New("ingest: time of publication not understood")

// dateLayouts are the dates understood, after all that stands around their parts was taken off, and months were given the names
// that package time knows. Dates in three numbers with the year last are none of them, see numbersDate.
var dateLayouts = []string{"2 Jan 2006", "2006-1-2", "2006/1/2", "Jan 2 2006", "2 Jan 06", "2006 Jan 2", "2006.1.2", "20060102"}

// compactLayouts are the dates with a time of day that are written without colons (ISO 8601, basic format).
var compactLayouts = []struct {
	layout    string
	precision article.Precision
}{
	{"20060102T150405Z0700", article.ToSecond},
	{"20060102T150405", article.ToSecond},
	{"20060102T1504Z0700", article.ToMinute},
	{"20060102T1504", article.ToMinute},
}

// zones are the hours east of Greenwich of the abbreviations of RFC 822 and of others that mean one zone in the news.
// time.Parse takes those it does not know for UTC.
var zones = map[string]int{
	"UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	"HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}

// Parse reads a time of publication, returned in UTC. An empty text, the number 0 and the zero time of Go are
// unknown times and no error.
//
// A date in three numbers with the year last, such as 25/12/2026, is understood if only one of the others can be the day, or both
// are the same.
func Parse(text string) (time.Time, article.Precision, error) { return ParseIn(text, "") }

// ParseIn is Parse for a text in a language, a tag of BCP 47 or nothing. It decides on one more kind of date: where three numbers have
// full stops between them, as in 02.11.2026, the day is first in all languages but English. It does not decide on 02/11/2026, which
// programs with American settings write in any language.
func ParseIn(text, language string) (time.Time, article.Precision, error) {
	s := strings.TrimSpace(text)
	if s == "" || s == "0" {
		return time.Time{}, article.ToSecond, nil
	}
	t, precision, err := parse(s, language)
	if t.IsZero() && err == nil {
		return time.Time{}, article.ToSecond, nil
	}
	if err != nil || t.Year() < 1000 {
		const enough = 60
		return time.Time{}, article.ToSecond, fmt.Errorf("%w: %q", Err, s[:min(len(s), enough)])
	}
	return t.UTC(), precision, nil
}

// parse tries the layouts that a text looks like.
func parse(s, language string) (time.Time, article.Precision, error) {
	const isoDate = len("2006-01-02")
	if len(s) > isoDate && s[4] == '-' {
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return t, article.ToSecond, nil
		}
	}
	if t, ok := parseMail(s); ok {
		return t, article.ToSecond, nil
	}
	if s[0] <= '9' {
		if t, precision, err := parseNumber(s); err == nil {
			return t, precision, nil
		}
	}
	if len(s) > isoDate && s[8] == 'T' {
		if t, precision, err := parseCompact(s); err == nil {
			return t, precision, nil
		}
	}
	return parseWords(s, language)
}

// parseMail reads the usual times of RSS, quicker than parseWords.
func parseMail(s string) (t time.Time, ok bool) {
	var err error
	switch len(s) {
	case len(http1123):
		t, err = time.Parse(http1123, s)
	case len(time.RFC1123Z):
		t, err = time.Parse(time.RFC1123Z, s)
	default:
		return t, false
	}
	_, offset := t.Zone()
	return t, err == nil && max(offset, -offset) <= farthest*3600
}

// http1123 is RFC 1123 as HTTP has it.
const http1123 = "Mon, 02 Jan 2006 15:04:05 GMT"

// farthest is the largest offset of a zone in hours, that of Kiribati.
const farthest = 14

// parseNumber reads a Unix time or a date in digits. The number of digits decides: those from 1973 on have 9 or 10 in
// seconds, 12 or 13 in milliseconds. Twelve digits that read as a date since 1990 are that, as the same number of
// milliseconds is a day in 1976.
func parseNumber(s string) (time.Time, article.Precision, error) {
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || strings.Trim(whole+fraction, "0123456789") != "" {
		return time.Time{}, 0, Err
	}
	switch len(whole) {
	case 8:
		t, err := time.Parse("20060102", s)
		return t, article.ToDay, err
	case 9, 10:
		nanos, _ := strconv.ParseFloat("0."+fraction, 64)
		return time.Unix(n, int64(nanos*1e9)), article.ToSecond, nil
	case 12, 13:
		if t, err := time.Parse("200601021504", s); err == nil && t.Year() >= 1990 {
			return t, article.ToMinute, nil
		}
		return time.UnixMilli(n), article.ToSecond, nil
	case 14:
		t, err := time.Parse("20060102150405", s)
		return t, article.ToSecond, err
	case 15, 16:
		return time.UnixMicro(n), article.ToSecond, nil
	case 18, 19:
		return time.Unix(0, n), article.ToSecond, nil
	}
	return time.Time{}, 0, Err
}

func parseCompact(s string) (time.Time, article.Precision, error) {
	for _, c := range compactLayouts {
		if t, err := time.Parse(c.layout, s); err == nil {
			return t, c.precision, nil
		}
	}
	return time.Time{}, 0, Err
}

// parseWords reads a date, a time of day and a zone that stand in any usual order.
func parseWords(s, language string) (time.Time, article.Precision, error) {
	p, ok := splitTime(s)
	if !ok {
		return time.Time{}, 0, Err
	}
	precision, clockLayout := article.ToDay, ""
	if p.clock != "" {
		precision, clockLayout = article.ToMinute, " 15:4"
		if strings.Count(p.clock, ":") > 1 {
			precision, clockLayout = article.ToSecond, " 15:4:5"
		}
		if p.half != "" {
			clockLayout = strings.Replace(clockLayout, "15", "3", 1) + "PM"
		}
		p.clock = " " + p.clock + p.half
	}
	date := numbersDate(p.date, language)
	zone := time.FixedZone("", p.offset)
	for _, layout := range dateLayouts {
		if t, err := time.ParseInLocation(layout+clockLayout, date+p.clock, zone); err == nil {
			return t, precision, nil
		}
	}
	return time.Time{}, 0, Err
}

// timeParts are the parts of a written time.
type timeParts struct {
	date   string // its words joined by single spaces
	clock  string // 15:04 or 15:04:05, perhaps with a fraction
	half   string // AM, PM or nothing
	zone   string // an abbreviation, or nothing
	offset int    // seconds east of Greenwich
	zoned  bool   // offset was given
}

// splitTime sorts the words of a written time; false means that one of them is out of place.
func splitTime(s string) (p timeParts, ok bool) {
	s, _, _ = strings.Cut(s, "(") // a comment, such as the name of the zone
	var date []string
	var weekday, unknown bool
	for word := range strings.FieldsSeq(spaceT(s)) {
		for _, word := range splitCommas(word) {
			word = strings.TrimRight(word, ",.")
			lower := strings.ToLower(word)
			switch {
			case word == "", between[lower]:
			case !weekday && weekdays[lower]:
				weekday = true
			case p.clock == "" && strings.Contains(word, ":"):
				if !p.setClock(word) {
					return p, false
				}
			case p.clock != "" && (p.setHalf(word) || p.setZone(word)):
			case p.clock != "" && isAbbreviation(word):
				unknown = true
			default:
				date = append(date, dateWord(lower))
			}
		}
	}
	p.date = strings.Join(date, " ")
	// An offset says what the abbreviation of any zone means.
	return p, p.date != "" && (!unknown || p.zoned && p.zone == "")
}

// splitCommas parts what a comma joins, as in "Mon,02" and "02,2026", but for the fraction of a second.
func splitCommas(word string) []string {
	if !strings.Contains(word, ",") || strings.Contains(word, ":") {
		return []string{word}
	}
	return strings.Split(word, ",")
}

// spaceT replaces the T between an ISO date and its time by a space. Programs that take the T of a layout for that of the zone write
// 2026-11-02CET15:04:05+0100.
func spaceT(s string) string {
	isDigit := func(c byte) bool { return '0' <= c && c <= '9' }
	for i := 1; i+1 < len(s); i++ {
		if s[i]|0x20 == 't' && isDigit(s[i-1]) && isDigit(s[i+1]) {
			return s[:i] + " " + s[i+1:]
		}
	}
	const isoDate = len("2006-01-02")
	if len(s) > isoDate && s[4] == '-' {
		clock := strings.TrimLeft(s[isoDate:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		if name := s[isoDate : len(s)-len(clock)]; name != "" && clock != "" && isDigit(clock[0]) {
			return s[:isoDate] + " " + clock + " " + name
		}
	}
	return s
}

// setClock takes a word with a colon: a time of day, to which its half of the day or its zone may be attached.
func (p *timeParts) setClock(word string) bool {
	end := strings.IndexFunc(word, func(r rune) bool { return !strings.ContainsRune("0123456789:.,", r) })
	if end < 0 {
		end = len(word)
	}
	p.clock = strings.TrimRight(word[:end], ":")
	rest := word[end:]
	return rest == "" || p.setHalf(rest) || p.setZone(rest)
}

func (p *timeParts) setHalf(word string) bool {
	half := strings.ToUpper(strings.ReplaceAll(word, ".", ""))
	if p.half != "" || half != "AM" && half != "PM" {
		return false
	}
	p.half = half
	return true
}

// setZone takes an abbreviation, an offset, or both as in GMT+0100 and CET +0100. After an offset, an abbreviation only names it; before
// one it must be that of the offset, or of Greenwich.
func (p *timeParts) setZone(word string) bool {
	name := word
	if i := strings.IndexAny(word, "+-−"); i >= 0 {
		name = word[:i]
	}
	if name != "" && !p.setName(strings.ToUpper(name)) {
		return false
	}
	if word = word[len(name):]; word == "" {
		return true
	}
	offset, ok := parseOffset(strings.Replace(word, "−", "-", 1))
	named := p.zone != "" && (p.offset == offset || p.zone == "GMT" || p.zone == "UTC")
	if !ok || p.zoned && !named {
		return false
	}
	p.offset, p.zoned, p.zone = offset, true, ""
	return true
}

// setName takes the abbreviation of a zone.
func (p *timeParts) setName(name string) bool {
	hours, known := zones[name]
	if known && !p.zoned {
		p.offset, p.zoned, p.zone = hours*3600, true, name
	}
	return known
}

// parseOffset reads +h, +hh, +hmm, +hhmm and those with a colon, perhaps with no seconds behind them, as seconds.
func parseOffset(s string) (int, bool) {
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	digits := s[1:]
	if len(digits) == len("01:00:00") {
		digits = strings.TrimSuffix(digits, ":00")
	}
	digits = strings.Replace(digits, ":", "", 1)
	if len(digits) <= 2 {
		digits += "00"
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	if err != nil || len(digits) > 4 || n/100 > farthest || n%100 > 59 {
		return 0, false
	}
	seconds := int(n/100*3600 + n%100*60)
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
