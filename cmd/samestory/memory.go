package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// memorySize is a flag that takes bytes, as 500MB, 2G or 1GiB; 0 stands for a default.
type memorySize struct{ value int64 }

// String returns nothing for the default, which depends on the machine.
func (m *memorySize) String() string {
	if m.value == 0 {
		return ""
	}
	return fmt.Sprintf("%dMB", m.value>>20)
}

// Type names the value in the help.
func (m *memorySize) Type() string { return "SIZE" }

var errMemory = errors.New("must be a size of 16MB or more, such as 500MB or 2GB")

// leastMemory is the least size that makes sense.
const leastMemory = 16 << 20

// Set parses the value. A kilobyte has 1024 bytes.
func (m *memorySize) Set(text string) error {
	number := strings.TrimRight(strings.ToUpper(text), "IB")
	shift := 0
	if n := len(number); n > 0 {
		if i := strings.IndexByte("KMGT", number[n-1]); i >= 0 {
			shift, number = 10*(i+1), number[:n-1]
		}
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || !(v*float64(int64(1)<<shift) >= leastMemory && v*float64(int64(1)<<shift) < 1<<60) {
		return errMemory
	}
	m.value = int64(v * float64(int64(1)<<shift))
	return nil
}

// share is the part of the machine's memory that a run may fill with texts and keys unless told otherwise.
const share = 16

// defaultMemory is a share of what the machine has, where that can be told; else 0, for the library's default.
func defaultMemory() int64 {
	info, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	return max(leastMemory, totalMemory(string(info))/share)
}

// totalMemory reads what Linux tells of its memory; 0 for anything else.
func totalMemory(info string) int64 {
	for line := range strings.Lines(info) {
		if rest, ok := strings.CutPrefix(line, "MemTotal:"); ok {
			kilobytes, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err != nil {
				return 0
			}
			return kilobytes << 10
		}
	}
	return 0
}
