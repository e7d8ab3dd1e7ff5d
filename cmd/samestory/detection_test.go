package main

import (
	"maps"
	"strings"
	"testing"
	"time"
)

func TestWindow(t *testing.T) {
	const day = 24 * time.Hour
	for in, want := range map[string]time.Duration{
		"none": -1, "0": -1, "7d": 7 * day, "1d12h": day + 12*time.Hour, "36h": 36 * time.Hour, "1h30m": 90 * time.Minute,
		"0d1s": time.Second, "9999d": 9999 * day,
	} {
		var w window
		if err := w.Set(in); err != nil || w.value != want || w.String() != in {
			t.Errorf("%q: got %v, %v; want %v", in, w.value, err, want)
		}
	}
	for _, in := range []string{"", "7", "d", "-1d", "-7h", "1.5d", "0d", "0h", "7days", "1d-1h", "99999d", "1d2d", "none "} {
		var w window
		if err := w.Set(in); err == nil {
			t.Errorf("%q: got %v, want an error", in, w.value)
		}
	}
}

func TestParseOwners(t *testing.T) {
	got, err := parseOwners(strings.NewReader("\uFEFF# outlets\r\n\nThe Courier\tHarbour Media\r\n www.Post.example \t Harbour Media\n"))
	want := map[string]string{"the courier": "Harbour Media", "post.example": "Harbour Media"}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	for in, place := range map[string]string{"a b": "line 1:", "a\tb\n\nc\t": "line 3:", "a\tb\tc": "line 1:", "\tb": "line 1:"} {
		if _, err := parseOwners(strings.NewReader(in)); err == nil || !strings.HasPrefix(err.Error(), place) {
			t.Errorf("%q: got %v, want an error at %s", in, err, place)
		}
	}
}
