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
		// As feeds and pages have them beside that.
		{"Mon,02 Nov 2026 15:04:05 +0100", at(14, 4, 5, 0), article.ToSecond},
		{"mon,2 Nov 2026 15:04:05 GMT", at(15, 4, 5, 0), article.ToSecond},
		{"Mon, Nov 02,2026 15:04:05 CET", at(14, 4, 5, 0), article.ToSecond},
		{"Mon, 2, Nov 2026 15:04", at(15, 4, 0, 0), article.ToMinute},
		{"02 Monday, Nov 2026 15:04", at(15, 4, 0, 0), article.ToMinute},
		{"Mon, 2 Nov 2026 15:4:5 Z", at(15, 4, 5, 0), article.ToSecond},
		{"Mon, 2 Nov 2026 15:4:5 -0500 GMT", at(20, 4, 5, 0), article.ToSecond},
		{"Mon, 02 Nov 2026 15:04:05 CET +0100", at(14, 4, 5, 0), article.ToSecond},
		{"Mon, 02 Nov 2026 15:04:05 CET+01:00", at(14, 4, 5, 0), article.ToSecond},
		{"Mon, 02 Nov 2026 15:04:05 GMT +0100", at(14, 4, 5, 0), article.ToSecond},
		{"Mon, 02 Nov 2026 20:34:05 IST +0530", at(15, 4, 5, 0), article.ToSecond},
		{"2026-11-02 20:34:05 +0530 IST", at(15, 4, 5, 0), article.ToSecond},
		{"2026-11-02T15:04:05+01:00:00", at(14, 4, 5, 0), article.ToSecond},
		{"2026-11-02T15:04:05:+0100", at(14, 4, 5, 0), article.ToSecond},
		{"2026-11-02CET15:04:05+0100", at(14, 4, 5, 0), article.ToSecond},
		{"2026-11-02EST15:04:05", at(20, 4, 5, 0), article.ToSecond},
		{"2026 November 02", at(0, 0, 0, 0), article.ToDay},
		{"2026-Nov-02", at(0, 0, 0, 0), article.ToDay},
		{"2026.11.02 15:04", at(15, 4, 0, 0), article.ToMinute},
		{"November 2nd, 2026", at(0, 0, 0, 0), article.ToDay},
		{"November 2, 2026 | 3:04 pm", at(15, 4, 0, 0), article.ToMinute},
		// Three numbers, one of which is no month.
		{"23.11.2026 14:05", time.Date(2026, 11, 23, 14, 5, 0, 0, time.UTC), article.ToMinute},
		{"15:04 23.11.2026 +0100", time.Date(2026, 11, 23, 14, 4, 0, 0, time.UTC), article.ToMinute},
		{"Di., 24.11.2026 - 14:45", time.Date(2026, 11, 24, 14, 45, 0, 0, time.UTC), article.ToMinute},
		{"24.11.2026, 07:00:03 Uhr", time.Date(2026, 11, 24, 7, 0, 3, 0, time.UTC), article.ToSecond},
		{"25/12/2026", time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC), article.ToDay},
		{"25/12/2026 - 15:04", time.Date(2026, 12, 25, 15, 4, 0, 0, time.UTC), article.ToMinute},
		{"12/25/2026 3:04:05 PM", time.Date(2026, 12, 25, 15, 4, 5, 0, time.UTC), article.ToSecond},
		{"25-12-2026 15:04:05 EST", time.Date(2026, 12, 25, 20, 4, 5, 0, time.UTC), article.ToSecond},
		{"12-25-2026", time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC), article.ToDay},
		{"11.11.2026 18:00", time.Date(2026, 11, 11, 18, 0, 0, 0, time.UTC), article.ToMinute},
		// Other languages.
		{"Montag, 2. November 2026, 15:04 Uhr", at(15, 4, 0, 0), article.ToMinute},
		{"Mo, 02 Nov 2026 15:04:05 +0100", at(14, 4, 5, 0), article.ToSecond},
		{"24. Dez. 2026", time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC), article.ToDay},
		{"lundi 2 novembre 2026 à 15:04", at(15, 4, 0, 0), article.ToMinute},
		{"jeu., 24 déc. 2026 15:04:05 +0100", time.Date(2026, 12, 24, 14, 4, 5, 0, time.UTC), article.ToSecond},
		{"2 de noviembre de 2026", at(0, 0, 0, 0), article.ToDay},
		{"Segunda-feira, 2 de Fevereiro de 2026", time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), article.ToDay},
		{"2 mei 2026", time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC), article.ToDay},
		{"gio, 01 gen 2026 10:00:00 +0100", time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC), article.ToSecond},
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
		"02/11/2026", "11/2/2026", "02.11.2026", "2-11-2026", "02/11/26", "02/11/2026 15:04",
		"yesterday", "2 hours ago", "2026", "2026-11", "1999", "-86400", "12345678901", "1.79e9", "1793631845.5.5",
		"2026-02-30", "2026-13-01", "2026-11-02T25:00:00Z", "2026-11-02 15:04:05 IST", "2026-11-02 15:04:05 +2500",
		"2026-11-02 15:04 PM", "15:04:05", "15:04", "Mon", "Monday, 15:04", "Nov 2", "2026-11-02 2026-11-03", ":", "(", "T",
		"2026-11-02 15:04:05 IST IST", "Mon, 02 Nov 2026 15:04:05 CET -0500", "Mon, 02 Nov 2026 15:04:05 --0500", "2026-11-02IST15:04:05",
		"11/12/2026 15:04:05", "13/13/2026", "0/0/2026", "30.2.2026", "23.11.26", "26-11-23", "1.2.3.2026", "23.11.2026 14.05",
		"mar. 24 nov. 2026",
		"Mon, 02 Nov 2026 15:04:05 00", "Mon, 02 Nov 15:04:05 GMT", "2026-11-02T15:04:05:00", "2017/01", "PT15M", "Mo-Su 08:00-20:00", "1988",
		"2026-11-02 00:00:00.0 15:04:05.0 -0700", "Nov 2 - 5, 2026", "2 listopad 2026", "Stand: 23.11.2026", "1.1.1", ",", "-", "|", "a-b-c",
		"0000-00-00 00:00:00", "0026-11-02", "November 2, 2026 3:04 PM PM", "2026-11-02 15:04:05 +0100 -0500",
	} {
		got, precision, err := Parse(text)
		if !errors.Is(err, Err) || !got.IsZero() || precision != article.ToSecond {
			t.Errorf("Parse(%q) = %v, %d, %v, want Err and no time", text, got, precision, err)
		}
	}
}

func TestParseIn(t *testing.T) {
	second, unknown := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), time.Time{}
	for _, tt := range []struct {
		text, language string
		want           time.Time
	}{
		{"02.11.2026", "de", second},
		{"02.11.2026", "de-AT", second},
		{"02.11.2026", "pt_BR", second},
		{"2.11.2026", "fi", second},
		{"02.11.2026", "", unknown},
		{"02.11.2026", "en", unknown},
		{"02.11.2026", "en-US", unknown},
		{"02.11.2026", "en-GB", unknown},
		{"02.11.2026", "und", unknown},
		{"02/11/2026", "de", unknown},
		{"02-11-2026", "nl", unknown},
		{"11.24.2026", "de", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)},
	} {
		got, _, err := ParseIn(tt.text, tt.language)
		if !got.Equal(tt.want) || (err == nil) != !tt.want.IsZero() || err != nil && !errors.Is(err, Err) {
			t.Errorf("ParseIn(%q, %q) = %v, %v, want %v", tt.text, tt.language, got, err, tt.want)
		}
	}
}
