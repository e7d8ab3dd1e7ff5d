package moment

import (
	"errors"
	"testing"
	"time"

	"github.com/samestory/samestory/article"
)

// FuzzParse: what is understood is a time in UTC of the precision that it says, and understood again when written.
func FuzzParse(f *testing.F) {
	f.Add("2026-11-02")
	f.Fuzz(func(t *testing.T, text string) {
		got, precision, err := Parse(text)
		if err != nil {
			if !errors.Is(err, Err) || !got.IsZero() || precision != article.ToSecond {
				t.Fatalf("%q: got %v, %d, %v", text, got, precision, err)
			}
			return
		}
		unit := map[article.Precision]time.Duration{article.ToSecond: 1, article.ToMinute: time.Minute, article.ToDay: 24 * time.Hour}[precision]
		if got.Location() != time.UTC || unit == 0 || !got.Truncate(unit).Equal(got) {
			t.Fatalf("%q: got %v with precision %d", text, got, precision)
		}
		again, _, err := Parse(got.Format(time.RFC3339Nano))
		if err != nil || !again.Equal(got) {
			t.Fatalf("%q: got %v, and written again %v, %v", text, got, again, err)
		}
	})
}
