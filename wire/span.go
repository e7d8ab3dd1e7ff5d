package wire

import (
	"fmt"
	"strings"
	"time"

	"github.com/samestory/samestory/article"
)

// span is when an article may have been published: from (included) to (excluded), both zero where nothing is known.
type span struct{ from, to time.Time }

// A date is a day in a time zone that is not known: it begins at most 14 hours before, and ends at most 12 hours behind, the day in UTC.
const (
	zonesEast = 14 * time.Hour
	zonesWest = 12 * time.Hour
)

func spanOf(t time.Time, p article.Precision) span {
	if t.IsZero() {
		return span{}
	}
	switch p {
	case article.ToSecond:
		return span{t, t.Add(time.Second)}
	case article.ToMinute:
		return span{t, t.Add(time.Minute)}
	}
	y, m, d := t.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return span{day.Add(-zonesEast), day.Add(24*time.Hour + zonesWest)}
}

func (s span) known() bool { return !s.from.IsZero() }

// before reports whether all of s lies before all of o. Unknown times are before nothing.
func (s span) before(o span) bool { return s.known() && o.known() && !s.to.After(o.from) }

// gap renders how much earlier s began than o: "2 h 10 min", "3 days".
func (s span) gap(o span) string { return duration(o.from.Sub(s.from)) }

// duration renders d with its two largest units.
func duration(d time.Duration) string {
	units := []struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "days"}, {time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}}
	var parts []string
	for i, u := range units {
		n := d / u.size
		d %= u.size
		if n == 0 && len(parts) == 0 && i < len(units)-1 {
			continue
		}
		if n == 1 && u.name == "days" {
			parts = append(parts, "1 day")
		} else if n > 0 || len(parts) == 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
		}
		if len(parts) == 2 || i < len(units)-1 && len(parts) == 1 && d < units[i+1].size {
			break
		}
	}
	return strings.Join(parts, " ")
}
