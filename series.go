package samestory

import (
	"strings"
	"time"
	"unicode"
)

// anotherDay is how far apart two articles are at least that did not appear on one day.
const anotherDay = 18 * time.Hour

// inSeries reports whether one outlet printed two articles under one title on different days: the parts of a series (horoscopes, the words
// of the day), which share a frame and tell different things. Numbers in titles are no difference.
func inSeries(a, b *prepared) bool {
	x, y := &a.article, &b.article
	switch {
	case x.Outlet == "" || x.Outlet != y.Outlet:
		return false
	case x.Published.IsZero() || y.Published.IsZero() || x.Published.Sub(y.Published).Abs() < anotherDay:
		return false
	}
	frame := titleFrame(x.Title)
	return frame != "" && frame == titleFrame(y.Title)
}

// titleFrame returns the letters of a title, all else as spaces.
func titleFrame(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	return strings.Join(words, " ")
}
