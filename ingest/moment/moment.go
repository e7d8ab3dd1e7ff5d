// Package moment reads times of publication as news writes them. Every format that ingest knows uses it.
package moment

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/samestory/samestory/article"
)

// Err is a time of publication that was not understood, or that two countries read differently.
var Err = errors.New("ingest: time of publication not understood")

// dateLayouts are the dates understood, after commas, full stops and the day of the week were taken off. Two numbers
// that might be day and month or month and day are not among them.
var dateLayouts = []string{
	"2006-1-2", "2006/1/2", "2 Jan 2006", "2 January 2006", "Jan 2 2006", "January 2 2006",
	"2-Jan-2006", "2-Jan-06", "2 Jan 06", "20060102",
}

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

var weekdays = []string{
	"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
}

// Parse reads a time of publication, returned in UTC. An empty text, the number 0 and the zero time of Go are
// unknown times and no error.
func Parse(text string) (time.Time, article.Precision, error) {
	s := strings.TrimSpace(text)
	if s == "" || s == "0" {
		return time.Time{}, article.ToSecond, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	precision := article.ToSecond
	if err != nil {
		t, precision, err = parseNumber(s)
	}
	if err != nil {
		t, precision, err = parseCompact(s)
	}
	if err != nil {
		t, precision, err = parseWords(s)
	}
	if t.IsZero() && err == nil {
		return time.Time{}, article.ToSecond, nil
	}
	if err != nil || t.Year() < 1000 {
		const enough = 60
		return time.Time{}, article.ToSecond, fmt.Errorf("%w: %q", Err, s[:min(len(s), enough)])
	}
	return t.UTC(), precision, nil
}

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
func parseWords(s string) (time.Time, article.Precision, error) {
	p, ok := splitTime(s)
	if !ok {
		return time.Time{}, 0, Err
	}
	precision, clockLayout := article.ToDay, ""
	if p.clock != "" {
		precision, clockLayout = article.ToMinute, " 15:04"
		if strings.Count(p.clock, ":") > 1 {
			precision, clockLayout = article.ToSecond, " 15:04:05"
		}
		if p.half != "" {
			clockLayout = strings.Replace(clockLayout, "15", "3", 1) + "PM"
		}
		p.clock = " " + p.clock + p.half
	}
	zone := time.FixedZone("", p.offset)
	for _, layout := range dateLayouts {
		if t, err := time.ParseInLocation(layout+clockLayout, p.date+p.clock, zone); err == nil {
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
	offset int    // seconds east of Greenwich
	zoned  bool   // offset was given
}

// splitTime sorts the words of a written time; false means that one of them is out of place.
func splitTime(s string) (p timeParts, ok bool) {
	s, _, _ = strings.Cut(s, "(") // a comment, such as the name of the zone
	words := strings.Fields(spaceT(s))
	var date []string
	for i, word := range words {
		word = strings.TrimRight(word, ",.")
		switch {
		case i == 0 && slices.Contains(weekdays, strings.ToLower(word)), word == "", strings.EqualFold(word, "at"):
		case p.clock == "" && strings.Contains(word, ":"):
			if !p.setClock(word) {
				return p, false
			}
		case p.clock != "" && p.setHalf(word):
		case p.clock != "" && p.setZone(word):
		case strings.EqualFold(word, "sept"):
			date = append(date, "Sep")
		default:
			date = append(date, word)
		}
	}
	p.date = strings.Join(date, " ")
	return p, p.date != ""
}

// spaceT replaces the T between an ISO date and its time by a space.
func spaceT(s string) string {
	isDigit := func(c byte) bool { return '0' <= c && c <= '9' }
	for i := 1; i+1 < len(s); i++ {
		if s[i]|0x20 == 't' && isDigit(s[i-1]) && isDigit(s[i+1]) {
			return s[:i] + " " + s[i+1:]
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
	p.clock = word[:end]
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

// setZone takes an abbreviation, an offset, or both as in GMT+0100. After an offset, an abbreviation only names it.
func (p *timeParts) setZone(word string) bool {
	hours, known := zones[strings.ToUpper(word)]
	if known && !p.zoned {
		p.offset, p.zoned = hours*3600, true
	}
	if known {
		return true
	}
	word = strings.TrimPrefix(strings.TrimPrefix(word, "GMT"), "UTC")
	offset, ok := parseOffset(strings.Replace(word, "−", "-", 1))
	if !ok || p.zoned {
		return false
	}
	p.offset, p.zoned = offset, true
	return true
}

// parseOffset reads +h, +hh, +hmm, +hhmm and those with a colon, as seconds.
func parseOffset(s string) (int, bool) {
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if len(digits) <= 2 {
		digits += "00"
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	const farthest = 14 // hours: Kiribati
	if err != nil || len(digits) > 4 || n/100 > farthest || n%100 > 59 {
		return 0, false
	}
	seconds := int(n/100*3600 + n%100*60)
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
