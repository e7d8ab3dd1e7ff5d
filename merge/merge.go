package merge

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory"
)

// Level is what becomes one item.
type Level string

// The levels.
const (
	// Copies makes one item of articles that copy each other (identical, reprint, excerpt): the clusters of a report.
	Copies Level = "copies"
	// Stories makes one item of all that tell the same story, in other words too.
	Stories Level = "stories"
)

// Options are the choices of Merge. Nil and the zero value mean the documented defaults.
type Options struct {
	// Level is what becomes one item; default Copies.
	Level Level
	// Keep is the rule that goes first when the article is chosen that stands for a story; the others follow in the order of Rules,
	// each deciding where those before it leave several. Default Original.
	Keep Rule
	// Prefer are outlets, the most welcome first, for the rule Preferred: names as in Article.Outlet, or hosts as in Article.URL;
	// case and a leading "www." do not count.
	Prefer []string
	// All keeps every item. Those that would have gone are told by Item.Kept.
	All bool
	// Standing are the ids of items that stood for their stories when the feed was written last. In a story that has any of them
	// the first stands for it again, whatever the rules, so that readers do not meet a story a second time.
	Standing []string
}

// Count is what Merge made of the items.
type Count struct {
	// Grouped is the number of items that tell the same story as another, and Stories the number of those stories.
	Grouped, Stories int
}

// Merge groups items by what detection found among them, and returns those that are kept, in the order of items. The report is
// that of samestory.Detect for these items; items that it does not know stay as they are. Story and Original of an earlier merge
// go before those of the report, so that a feed which is merged again and again keeps its names. Items that one merge kept apart,
// see Settle, are grouped only if the group has others too. A nil report groups nothing.
func Merge(items []Item, r *samestory.Report, opts *Options) ([]Item, Count) {
	if opts == nil {
		opts = &Options{}
	}
	m := &merger{
		opts: *opts, items: slices.Clone(items), index: make(map[string]int, len(items)), gone: make([]bool, len(items)),
		standing: make(map[string]int, len(opts.Standing)),
	}
	for i, id := range opts.Standing {
		m.standing[id] = len(opts.Standing) - i
	}
	for i := range m.items {
		m.items[i].Kept, m.items[i].Kind = true, ""
		m.index[m.items[i].Article.ID] = i
	}
	if r == nil {
		return m.items, Count{}
	}
	groups := m.groups(r)
	m.learn(r, groups)
	for _, g := range groups {
		m.merge(g)
	}
	return m.rest(), m.count
}

// merger is the work of one Merge.
type merger struct {
	opts  Options
	items []Item
	index map[string]int
	// gone are the items that are not kept.
	gone  []bool
	count Count
	// standing are the ids of Options.Standing, the first with the highest number.
	standing map[string]int
	// words is the length of each item; links are those within groups, of each item.
	words []int
	links [][]link
}

// link is a link seen from one of its ends.
type link struct {
	to   int
	kind samestory.Kind
}

// group is what becomes one item: numbers of items in their order.
type group struct {
	story, original string
	members         []int
}

// groups returns the groups of two items or more.
func (m *merger) groups(r *samestory.Report) []group {
	var groups []group
	add := func(story, original string, ids []string) {
		g := group{story: story, original: original}
		for _, id := range ids {
			if i, ok := m.index[id]; ok {
				g.members = append(g.members, i)
			}
		}
		slices.Sort(g.members)
		if len(g.members) > 1 && !m.settled(g.members) {
			groups = append(groups, g)
		}
	}
	for i := range r.Stories {
		s := &r.Stories[i]
		if m.opts.Level == Stories {
			add(s.ID, s.Original, s.Articles)
			continue
		}
		for _, c := range s.Clusters {
			add(nameOf(s, &c), c.Original, c.Articles)
		}
	}
	return groups
}

// nameOf names a cluster: after its story if it is all of that, else after its first article, as stories are.
func nameOf(s *samestory.Story, c *samestory.Cluster) string {
	if len(s.Clusters) == 1 || len(c.Articles) == 0 {
		return s.ID
	}
	return "s-" + c.Articles[0]
}

// learn notes what the report says of the members of groups.
func (m *merger) learn(r *samestory.Report, groups []group) {
	m.words, m.links = make([]int, len(m.items)), make([][]link, len(m.items))
	for i := range r.Articles {
		if n, ok := m.index[r.Articles[i].ID]; ok {
			m.words[n] = r.Articles[i].Words
		}
	}
	of := make([]int, len(m.items))
	for n, g := range groups {
		for _, i := range g.members {
			of[i] = n + 1
		}
	}
	for i := range r.Links {
		a, okA := m.index[r.Links[i].A]
		b, okB := m.index[r.Links[i].B]
		if okA && okB && of[a] == of[b] && of[a] > 0 {
			m.links[a] = append(m.links[a], link{b, r.Links[i].Kind})
			m.links[b] = append(m.links[b], link{a, r.Links[i].Kind})
		}
	}
}

// merge makes one item of a group.
func (m *merger) merge(g group) {
	m.count.Stories++
	m.count.Grouped += len(g.members)
	kept := m.choose(g)
	story, original := m.story(g), m.original(g, kept)
	var also alsoList
	for _, i := range g.members {
		it := &m.items[i]
		it.Story, it.Original = story, original
		if i == kept {
			continue
		}
		it.Kept, it.Kind = false, m.kind(i, kept)
		if !m.opts.All {
			m.gone[i] = true
			also.add(it.also())
		}
	}
	if m.opts.All {
		return
	}
	for _, i := range g.members {
		also.add(m.items[i].Also...)
	}
	m.items[kept].Also = also.list
}

// story returns the name of a group's story: that of an earlier merge, the lowest of several, else that of the report.
func (m *merger) story(g group) string {
	name := ""
	for _, i := range g.members {
		if s := m.items[i].Story; s != "" && (name == "" || s < name) {
			name = s
		}
	}
	return cmp.Or(name, g.story)
}

// original returns the original of a group: that of the report, or the one that an earlier merge named as the original of that. Where
// the report has none, what an earlier merge said of the item that is kept.
func (m *merger) original(g group, kept int) string {
	i, ok := m.index[g.original]
	if !ok {
		i = kept
	}
	return cmp.Or(m.items[i].Original, g.original)
}

// kind returns how an item relates to the one that is kept.
func (m *merger) kind(i, kept int) samestory.Kind {
	var best samestory.Kind
	for _, l := range m.links[i] {
		if l.to == kept {
			return l.kind
		}
		if best == "" || strength(l.kind) < strength(best) {
			best = l.kind
		}
	}
	return best
}

// rest returns the items that stay. None is named by another any more.
func (m *merger) rest() []Item {
	out := make([]Item, 0, len(m.items))
	stay := map[alsoKey]bool{}
	for i := range m.items {
		if !m.gone[i] {
			out = append(out, m.items[i])
			stay[m.items[i].also().key()] = true
		}
	}
	for i := range out {
		out[i].Also = slices.DeleteFunc(slices.Clone(out[i].Also), func(a Also) bool { return stay[a.key()] })
	}
	return out
}

// NewestFirst sorts items as feeds are: the last published first, those of unknown time (of publication and change) last. Items of
// the same time keep their order.
func NewestFirst(items []Item) {
	slices.SortStableFunc(items, func(x, y Item) int { return published(&y.Article).Compare(published(&x.Article)) })
}
