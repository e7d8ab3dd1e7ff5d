package main

import "testing"

func TestMemorySize(t *testing.T) {
	for text, want := range map[string]int64{
		"500MB": 500 << 20, "2G": 2 << 30, "1gib": 1 << 30, "1.5GB": 3 << 29, "20000k": 20000 << 10, "33554432": 32 << 20,
		"": -1, "1": -1, "15MB": -1, "x": -1, "-2G": -1, "2GG": -1, "NaN": -1, "1e30": -1, "GB": -1,
	} {
		var m memorySize
		err := m.Set(text)
		if (err != nil) != (want < 0) || err == nil && m.value != want {
			t.Errorf("%q: %d, %v; want %d", text, m.value, err, want)
		}
	}
}

func TestTotalMemory(t *testing.T) {
	if got := totalMemory("MemFree: 5 kB\nMemTotal:       24684084 kB\nBuffers: 7 kB\n"); got != 24684084<<10 {
		t.Errorf("got %d", got)
	}
	if got := totalMemory("MemTotal: much\n") + totalMemory(""); got != 0 {
		t.Errorf("got %d for what is no size", got)
	}
}
