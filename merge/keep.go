package merge

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// Rule decides which article of a story is kept.
type Rule string

// The rules.
const (
	// Original keeps the article that the others most likely come from, where the report tells it.
	Original Rule = "original"
	// Preferred keeps the article of the outlet that stands first in Options.Prefer.
	Preferred Rule = "preferred"
	// Longest keeps the article with the most words.
	Longest Rule = "longest"
	// First keeps the article that was published first; a day counts as its end, and an unknown time as the last.
	First Rule = "first"
)

// Rules returns all rules in the order in which they decide by default. Where all of them leave several articles, the one that was
// read first is kept.
func Rules() []Rule { return []Rule{Original, Preferred, Longest, First} }

// choose returns which member of a group is kept.
func (m *merger) choose(g group) int {
	rules := Rules()
	if i := slices.Index(rules, m.opts.Keep); i > 0 {
		rules = slices.Insert(slices.Delete(rules, i, i+1), 0, m.opts.Keep)
	}
	return slices.MinFunc(g.members, func(x, y int) int {
		if c := cmp.Compare(m.standing[m.items[y].Article.ID], m.standing[m.items[x].Article.ID]); c != 0 {
			return c
		}
		for _, r := range rules {
			if c := m.compare(r, g, x, y); c != 0 {
				return c
			}
		}
		return cmp.Compare(x, y)
	})
}

// compare is negative where a rule would rather keep x than y.
func (m *merger) compare(r Rule, g group, x, y int) int {
	a, b := &m.items[x].Article, &m.items[y].Article
	switch r {
	case Original:
		return cmp.Compare(oneIf(b.ID == g.original), oneIf(a.ID == g.original))
	case Preferred:
		return cmp.Compare(m.preference(a), m.preference(b))
	case Longest:
		return cmp.Compare(m.words[y], m.words[x])
	case First:
		return firstOf(a).Compare(firstOf(b))
	}
	return 0
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// preference returns the place of an article's outlet among those preferred; of one that is not, a number above all places.
func (m *merger) preference(a *article.Article) int {
	if len(m.opts.Prefer) == 0 {
		return 0
	}
	name, site := bare(a.Outlet), bare(host(a.URL))
	i := slices.IndexFunc(m.opts.Prefer, func(p string) bool {
		p = bare(p)
		return p != "" && (p == name || p == site)
	})
	if i < 0 {
		return len(m.opts.Prefer)
	}
	return i
}

// bare returns the name of an outlet as names are compared.
func bare(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "www.")
}

// endOfTime is when articles of unknown time were published, for the rule First.
var endOfTime = time.Unix(math.MaxInt32<<8, 0)

// firstOf returns the latest time that an article may have been published at.
func firstOf(a *article.Article) time.Time {
	switch {
	case a.Published.IsZero():
		return endOfTime
	case a.Precision == article.ToDay:
		return a.Published.Add(24*time.Hour - time.Second)
	}
	return a.Published
}

// kinds are the kinds of links, strongest first.
var kinds = [...]samestory.Kind{"identical", "reprint", "excerpt", "partial", "rewrite"}

// strength orders kinds, the strongest first; those that are none come last.
func strength(k samestory.Kind) int {
	i := slices.Index(kinds[:], k)
	if i < 0 {
		return len(kinds)
	}
	return i
}
