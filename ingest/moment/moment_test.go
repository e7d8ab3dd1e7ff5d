package moment

import (
	"errors"
	"testing"
	"time"

	"github.com/samestory/samestory/article"
)

func TestParse(t *testing.T) {
	at := func(h, m, s, nanos int) time.Time { return time.Date(2026, 11, 2, h, m, s, nanos, time.UTC) }
	for _, tt := range []struct {
		text      string
		want      time.Time
		precision article.Precision
	}{
		// RFC 3339 and ISO 8601.
		{"2026-11-02T15:04:05Z", at(15, 4, 5, 0), article.ToSecond},
		{"2026-11-02T15:04:05.25+01:00", at(14, 4, 5, 25e7), article.ToSecond},
		{"2026-11-02T15:04:05,25Z", at(15, 4, 5, 25e7), article.ToSecond},
		{"2026-11-02T15:04:05,25", at(15, 4, 5, 25e7), article.ToSecond},
		{"2026-11-02T15:04:05+0100", at(14, 4, 5, 0), article.ToSecond},
		{"2026-11-02T15:04:05-05", at(20, 4, 5, 0), article.ToSecond},
		{"2026-11-02T15:04:05", at(15, 4, 5, 0), article.ToSecond},
		{"2026-11-02t15:04:05z", at(15, 4, 5, 0), article.ToSecond},
		{"2026-11-02T15:04Z", at(15, 4, 0, 0), article.ToMinute},
		{"2026-11-02T15:04+01:00", at(14, 4, 0, 0), article.ToMinute},
		{"20261102T150405Z", at(15, 4, 5, 0), article.ToSecond},
		{"20261102T150405.5Z", at(15, 4, 5, 5e8), article.ToSecond},
		{"20261102T150405+0100", at(14, 4, 5, 0), article.ToSecond},
		{"20261102T150405", at(15, 4, 5, 0), article.ToSecond},
		{"20261102T1504Z", at(15, 4, 0, 0), article.ToMinute},
		{"20261102150405", at(15, 4, 5, 0), article.ToSecond},
		{"202611021504", at(15, 4, 0, 0), article.ToMinute},
		{"20261102", at(0, 0, 0, 0), article.ToDay},
		// With a space.
		{"2026-11-02 15:04:05", at(15, 4, 5, 0), article.ToSecond},
		{" 2026-11-02  15:04:05 ", at(15, 4, 5, 0), article.ToSecond},
		{"2026-11-02 15:04:05 UTC", at(15, 4, 5, 0), article.ToSecond},
		{"2026-11-02 15:04:05 EST", at(20, 4, 5, 0), article.ToSecond},
		{"2026-11-02 15:04:05 +0100", at(14, 4, 5, 0), article.ToSecond},
		{"2026-11-02 15:04:05+01:00", at(14, 4, 5, 0), article.ToSecond},
		{"2026-11-02 15:04:05.123456", at(15, 4, 5, 123456000), article.ToSecond},
		{"2026-11-02 15:04:05.5 +0100 CET", at(14, 4, 5, 5e8), article.ToSecond},
		{"2026-11-02 15:04", at(15, 4, 0, 0), article.ToMinute},
		{"2026/11/02 15:04", at(15, 4, 0, 0), article.ToMinute},
		// Mail and HTTP.
		{"Mon, 02 Nov 2026 15:04:05 GMT", at(15, 4, 5, 0), article.ToSecond},
		{"Mon, 02 Nov 2026 15:04:05 +0100", at(14, 4, 5, 0), article.ToSecond},
		{"Mon, 2 Nov 2026 15:04:05 -0500 (EST)", at(20, 4, 5, 0), article.ToSecond},
		{"Mon, 02 Nov 2026 15:04:05 EDT", at(19, 4, 5, 0), article.ToSecond},
		{"02 Nov 2026 15:04:05 Z", at(15, 4, 5, 0), article.ToSecond},
		{"02 Nov 26 15:04 PST", at(23, 4, 0, 0), article.ToMinute},
		{"02 Nov 26 15:04 +0100", at(14, 4, 0, 0), article.ToMinute},
		{"Monday, 02-Nov-26 15:04:05 GMT", at(15, 4, 5, 0), article.ToSecond},
		{"Mon, 02-Nov-2026 15:04:05 GMT", at(15, 4, 5, 0), article.ToSecond},
		// C, Unix, JavaScript, Twitter.
		{"Mon Nov  2 15:04:05 2026", at(15, 4, 5, 0), article.ToSecond},
		{"Mon Nov  2 15:04:05 CET 2026", at(14, 4, 5, 0), article.ToSecond},
		{"Mon Nov 02 15:04:05 +0100 2026", at(14, 4, 5, 0), article.ToSecond},
		{"Mon Nov 02 2026 15:04:05 GMT+0100 (Central European Standard Time)", at(14, 4, 5, 0), article.ToSecond},
		// As printed.
		{"2026-11-02", at(0, 0, 0, 0), article.ToDay},
		{"2026/11/02", at(0, 0, 0, 0), article.ToDay},
		{"02 Nov 2026", at(0, 0, 0, 0), article.ToDay},
		{"2 November 2026", at(0, 0, 0, 0), article.ToDay},
		{"November 2, 2026", at(0, 0, 0, 0), article.ToDay},
		{"Nov. 2, 2026", at(0, 0, 0, 0), article.ToDay},
		{"Monday, November 2, 2026", at(0, 0, 0, 0), article.ToDay},
		{"Nov 2, 2026 3:04 PM", at(15, 4, 0, 0), article.ToMinute},
		{"Nov 2, 2026, 3:04\u202fPM", at(15, 4, 0, 0), article.ToMinute},
		{"Nov 2, 2026 at 3:04 p.m. EST", at(20, 4, 0, 0), article.ToMinute},
		{"November 2, 2026 3:04:05am", at(3, 4, 5, 0), article.ToSecond},
		{"Nov 2, 2026 12:04 AM", at(0, 4, 0, 0), article.ToMinute},
		{"Sept. 2, 2026", time.Date(2026, 9, 2, 0, 0, 0, 0, time.UTC), article.ToDay},
		{"May 2, 2026 15:04 UTC+05:30", time.Date(2026, 5, 2, 9, 34, 0, 0, time.UTC), article.ToMinute},
		// Unix times.
		{"1793631845", at(15, 4, 5, 0), article.ToSecond},
		{"1793631845.0", at(15, 4, 5, 0), article.ToSecond},
		{"1793631845.5", at(15, 4, 5, 5e8), article.ToSecond},
		{"1793631845250", at(15, 4, 5, 25e7), article.ToSecond},
		{"1793631845250000", at(15, 4, 5, 25e7), article.ToSecond},
		{"1793631845250000000", at(15, 4, 5, 25e7), article.ToSecond},
		{"957139445", time.Date(2000, 5, 1, 0, 4, 5, 0, time.UTC), article.ToSecond},
		{"957139445000", time.Date(2000, 5, 1, 0, 4, 5, 0, time.UTC), article.ToSecond},
		{"120101010000", time.Date(1973, 10, 22, 1, 23, 30, 0, time.UTC), article.ToSecond},
		// Unknown, and said to be.
		{"", time.Time{}, article.ToSecond},
		{"  ", time.Time{}, article.ToSecond},
		{"0", time.Time{}, article.ToSecond},
		{"0001-01-01T00:00:00Z", time.Time{}, article.ToSecond},
	} {
		got, precision, err := Parse(tt.text)
		if err != nil || !got.Equal(tt.want) || precision != tt.precision {
			t.Errorf("Parse(%q) = %v, %d, %v, want %v, %d", tt.text, got, precision, err, tt.want, tt.precision)
		}
		if got.Location() != time.UTC {
			t.Errorf("Parse(%q) is in %v, want UTC", tt.text, got.Location())
		}
	}
}

func TestParseDoesNotGuess(t *testing.T) {
	for _, text := range []string{
		"02/11/2026", "11/2/2026", "02.11.2026", "2-11-2026", "02/11/26", "25/12/2026", "02/11/2026 15:04",
		"yesterday", "2 hours ago", "2026", "2026-11", "1999", "-86400", "12345678901", "1.79e9", "1793631845.5.5",
		"2026-02-30", "2026-13-01", "2026-11-02T25:00:00Z", "2026-11-02 15:04:05 IST", "2026-11-02 15:04:05 +2500",
		"2026-11-02 15:04 PM", "15:04:05", "15:04", "Mon", "Monday, 15:04", "Nov 2", "2026-11-02 2026-11-03", ":", "(", "T",
		"0000-00-00 00:00:00", "0026-11-02", "November 2, 2026 3:04 PM PM", "2026-11-02 15:04:05 +0100 -0500",
	} {
		got, precision, err := Parse(text)
		if !errors.Is(err, Err) || !got.IsZero() || precision != article.ToSecond {
			t.Errorf("Parse(%q) = %v, %d, %v, want Err and no time", text, got, precision, err)
		}
	}
}
