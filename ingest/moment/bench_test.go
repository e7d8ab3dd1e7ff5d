package moment

import "testing"

func BenchmarkParse(b *testing.B) {
	for _, tt := range []struct{ name, text string }{
		{"rfc3339", "2026-11-02T15:04:05+01:00"},
		{"rfc1123", "Mon, 02 Nov 2026 15:04:05 GMT"},
		{"unix", "1793631845"},
		{"day", "2026-11-02"},
		{"none", "02/11/2026"},
	} {
		b.Run("layout="+tt.name, func(b *testing.B) {
			for b.Loop() {
				Parse(tt.text)
			}
		})
	}
}
