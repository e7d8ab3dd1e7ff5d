package page

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// The dates that pages print and addresses hold: 2026-11-02, 2.11.2026, 2 November 2026, November 2, 2026. Two numbers with a slash
// between them are not read, as two countries read them differently.
var (
	isoDate    = regexp.MustCompile(`\b((?:199|20\d)\d)[-/.](\d\d?)[-/.](\d\d?)(?:\D|$)`)
	dottedDate = regexp.MustCompile(`\b(\d\d?)\. ?(\d\d?)\. ?((?:199|20\d)\d)\b`)
	dayFirst   = regexp.MustCompile(`\b(\d\d?)(?:\.|er|º|ª|st|nd|rd|th|\.?-a)? (?:de |d')?(\pL+)\.?,?(?: de| del)? ((?:199|20\d)\d)\b`)
	monthFirst = regexp.MustCompile(`(\pL+)\.? (\d\d?)(?:st|nd|rd|th)?,? ((?:199|20\d)\d)\b`)
	addressed  = regexp.MustCompile(`/((?:199|20\d)\d)[/-](\d\d?)[/-](\d\d?)(?:[/-]|$)`)
)

// monthNames are the names and short forms of the months in the languages of most news that has Latin or Cyrillic letters.
var monthNames = months(
	"january jan januar jänner janvier enero gennaio gen janeiro januari stycznia января",
	"february feb februar feber février févr fevereiro fev febrero febbraio februari lutego февраля",
	"march mar märz mrz mars marzo março maart marca марта",
	"april apr avril avr abril abr aprile kwietnia апреля",
	"may mai mayo maggio mag maio mei maj maja мая",
	"june jun juni juin junio giugno giu junho czerwca июня",
	"july jul juli juillet juil julio luglio lug julho lipca июля",
	"august aug août aout agosto ago augustus sierpnia августа",
	"september sep sept septembre septiembre settembre set setembro września сентября",
	"october oct oktober okt octobre octubre ottobre ott outubro out października октября",
	"november nov novembre noviembre novembro listopada ноября",
	"december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia декабря",
)

func months(rows ...string) map[string]int {
	names := map[string]int{}
	for i, row := range rows {
		for name := range strings.FieldsSeq(row) {
			names[name] = i + 1
		}
	}
	return names
}

// dateIn returns the first date in a text, as year-month-day, or nothing.
func dateIn(text string) string {
	text = strings.ToLower(text)
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return date(m[1], m[2], m[3])
	}
	if m := dottedDate.FindStringSubmatch(text); m != nil {
		return date(m[3], m[2], m[1])
	}
	for _, m := range dayFirst.FindAllStringSubmatch(text, -1) {
		if month := monthNames[m[2]]; month > 0 {
			return date(m[3], strconv.Itoa(month), m[1])
		}
	}
	for _, m := range monthFirst.FindAllStringSubmatch(text, -1) {
		if month := monthNames[m[1]]; month > 0 {
			return date(m[3], strconv.Itoa(month), m[2])
		}
	}
	return ""
}

func date(year, month, day string) string { return year + "-" + month + "-" + day }

// dateWords are what the class or id of an element says that holds the date of publication.
var dateWords = regexp.MustCompile(`(?i)date|datum|time|publish|posted|byline|meta|fecha|created|info`)

// addPrinted takes the date that an element prints, if it is made for that.
func (t *tags) addPrinted(n *html.Node) {
	const longest = 120
	if t.printed != "" || !dateWords.MatchString(attribute(n, "class")+" "+attribute(n, "id")) {
		return
	}
	if text := textOf(n); len(text) <= longest {
		t.printed = dateIn(text)
	}
}
