package merge

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Settle marks items as what one merge at a level kept. When they are read and merged again, at the same level or that of copies, and
// nothing has come to them, they stay as they are: without the articles that they stand for, detection could come to see more alike
// in them than it did with them. Items without text need no mark. Items that one merge has settled already stay settled as they
// are.
func Settle(items []Item, level Level) {
	if level == "" {
		level = Copies
	}
	m := merger{opts: Options{Level: level}, items: items}
	var texts []int
	for i := range items {
		if strings.TrimSpace(items[i].Article.Text) != "" {
			texts = append(texts, i)
		}
	}
	if m.settled(texts) {
		return
	}
	ids := make([]string, 0, len(texts))
	for _, i := range texts {
		ids = append(ids, items[i].Article.ID)
	}
	slices.Sort(ids)
	sum := sha256.Sum256([]byte(strings.Join(ids, "\x00")))
	name := string(level) + "-" + hex.EncodeToString(sum[:8])
	for _, i := range texts {
		items[i].Settled = name
	}
}

// settled reports whether one merge has kept these items apart, at this level or one that groups more.
func (m *merger) settled(members []int) bool {
	if len(members) == 0 {
		return false
	}
	name := m.items[members[0]].Settled
	level, _, found := strings.Cut(name, "-")
	if !found || Level(level) != Stories && (Level(level) != Copies || m.opts.Level == Stories) {
		return false
	}
	return !slices.ContainsFunc(members, func(i int) bool { return m.items[i].Settled != name })
}
