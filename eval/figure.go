package eval

import (
	"math"
	"strconv"
	"strings"
)

// Figure is one measured number, such as copy.f1 0.98. Counts have names that begin with articles. or links., or are copy.links.
type Figure struct {
	Name  string
	Value float64
}

// String returns the name and the value: counts whole, shares to three decimals without zeros at the end, but for one.
func (f Figure) String() string {
	if f.count() {
		return f.Name + " " + strconv.FormatFloat(f.Value, 'f', 0, 64)
	}
	text := strconv.FormatFloat(f.Rounded(), 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return f.Name + " " + text
}

// Rounded returns the value to three decimals.
func (f Figure) Rounded() float64 { return rounded(f.Value) }

func (f Figure) count() bool {
	return strings.HasPrefix(f.Name, "articles.") || strings.HasPrefix(f.Name, "links.") || f.Name == "copy.links"
}

// rounded returns x to three decimals; a tie in the decimal digits of x goes to the even one. Of infinite numbers and what is no
// number it returns 0, for JSON has neither.
func rounded(x float64) float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return 0
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 3, 64), 64)
	if err != nil {
		panic(err) // a number that was just formatted
	}
	return short
}
