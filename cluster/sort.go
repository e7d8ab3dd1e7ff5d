package cluster

import (
	"cmp"
	"slices"
)

// fewEntries is how many entries are sorted by comparing them.
const fewEntries = 48

// sortByByte brings equal keys together, the articles of one key in ascending order, among entries that agree in the bytes above
// shift. Which key comes first means nothing.
//
// It is an American flag sort (McIlroy, Bostic, McIlroy 1993): the entries are dealt out in place by one byte of the key after the
// other. A multiplication, which keeps different keys different, first spreads keys that have their top bytes in common.
func sortByByte(entries []entry, shift int) {
	if len(entries) <= fewEntries || shift < 0 {
		slices.SortFunc(entries, func(x, y entry) int {
			if c := cmp.Compare(x.key(), y.key()); c != 0 {
				return c
			}
			return cmp.Compare(x.doc, y.doc)
		})
		return
	}
	start := 0
	for _, end := range deal(entries, shift) {
		sortByByte(entries[start:end], shift-8)
		start = end
	}
}

// digit is the byte of the spread key that begins at bit shift.
func (e entry) digit(shift int) byte { return byte(e.key() * 0x9e3779b97f4a7c15 >> shift) }

// deal reorders entries so that those of digit 0 come first, then those of 1 and so on, and returns where each of them end.
func deal(entries []entry, shift int) (ends [256]int) {
	for _, e := range entries {
		ends[e.digit(shift)]++
	}
	var next [256]int
	sum := 0
	for p, n := range ends {
		next[p] = sum
		sum += n
		ends[p] = sum
	}
	for p := range ends {
		for next[p] < ends[p] {
			e := entries[next[p]]
			for q := int(e.digit(shift)); q != p; q = int(e.digit(shift)) {
				e, entries[next[q]] = entries[next[q]], e
				next[q]++
			}
			entries[next[p]] = e
			next[p]++
		}
	}
	return ends
}
