package corpus

import "testing"

func TestTypeset(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"plain":                              "plain",
		"\"Yes,\" he said.\n\"No.\"":         "“Yes,” he said.\n“No.”",
		"BONN (AP) - It's Jan's well-known.": "BONN (AP) – It’s Jan’s well-known.",
		"he said \"it isn't.\"\nThe end":     "he said “it isn’t.”\nThe end",
		"-":                                  "–",
		"\"'":                                "“’",
	} {
		if got := string(typeset(nil, text)); got != want {
			t.Errorf("typeset(%q) = %q, want %q", text, got, want)
		}
	}
}
