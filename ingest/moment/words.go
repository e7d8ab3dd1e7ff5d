package moment

import (
	"strconv"
	"strings"
)

// between are words and signs that stand between the parts of a time and say nothing.
var between = set("at um à de uhr kl - – — | ·")

// weekdays are the days of the week in languages of large news sites. The abbreviation mar is that of a month too, and not among them.
var weekdays = set(`
	mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
	mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
	lun mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
	mié mie jue vie sáb sab dom lunes martes miércoles miercoles jueves viernes sábado sabado domingo
	lunedì martedì mercoledì giovedì venerdì sabato domenica gio
	seg ter qua qui sex segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
	ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag`)

// months are the names of months in those languages, January first. No name stands for different months in two of them.
var months = numbered(
	"jan january januar jän jänner janv janvier ene enero gen gennaio janeiro januari",
	"feb february februar févr fév fevr février fevrier febrero febbraio fev fevereiro februari",
	"mar march mär märz mrz maerz mars marzo março maart mrt",
	"apr april avr avril abr abril aprile",
	"may mai mayo mag maggio maio mei",
	"jun june juni juin junio giu giugno junho",
	"jul july juli juil juillet julio lug luglio julho",
	"aug august août aout ago agosto augustus",
	"sep sept september septembre septiembre setiembre set settembre setembro",
	"oct october okt oktober octobre octubre ott ottobre out outubro",
	"nov november novembre noviembre novembro",
	"dec december dez dezember déc décembre dic diciembre dicembre dezembro",
)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		all[word] = true
	}
	return all
}

// numbered gives the names of each month the one that package time knows.
func numbered(names ...string) map[string]string {
	all := map[string]string{}
	for i, months := range names {
		english := strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")[i]
		for name := range strings.FieldsSeq(months) {
			all[name] = english
		}
	}
	return all
}

// dateWord returns a word of a date, in small letters, as the layouts have it: without the ending of an ordinal number, months in
// English, and parts that hyphens join as words if a month is among them.
func dateWord(word string) string {
	if month, ok := months[word]; ok {
		return month
	}
	if parts := strings.Split(word, "-"); len(parts) == 3 && (months[parts[0]] != "" || months[parts[1]] != "") {
		return dateWord(parts[0]) + " " + dateWord(parts[1]) + " " + parts[2]
	}
	if n := len(word) - 2; n > 0 && isNumber(word[:n]) && ordinals[word[n:]] {
		return word[:n]
	}
	return word
}

// ordinals are the endings of numbers in English.
var ordinals = set("st nd rd th")

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isAbbreviation reports whether a word may be that of a zone.
func isAbbreviation(word string) bool {
	const longest = 5
	capitals := strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	return capitals && len(word) > 1 && len(word) <= longest && months[strings.ToLower(word)] == ""
}

// numbersDate returns a date in three numbers with the year last as one with the year first, if it is clear which of the others is the
// day, and all other dates as they are.
func numbersDate(date, language string) string {
	for _, sign := range []string{".", "/", "-"} {
		parts := strings.Split(date, sign)
		if len(parts) != 3 || len(parts[2]) != len("2026") || !isNumber(parts[2]) {
			continue
		}
		first, err := strconv.ParseUint(parts[0], 10, 8)
		second, wrong := strconv.ParseUint(parts[1], 10, 8)
		switch {
		case err != nil || wrong != nil:
		case first > 12, first == second, sign == "." && second <= 12 && dayFirst(language):
			return parts[2] + "-" + parts[1] + "-" + parts[0]
		case second > 12:
			return parts[2] + "-" + parts[0] + "-" + parts[1]
		}
	}
	return date
}

// dayFirst reports whether all who write a language put the day before the month; nothing is known of no language.
func dayFirst(language string) bool {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(language, "_", "-")), "-")
	return base != "" && base != "en" && base != "und"
}
