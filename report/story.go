package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/compare"
)

// view is a report made ready for showing: articles by id, and the links at each article.
type view struct {
	*samestory.Report
	entries map[string]*samestory.Entry
	linksAt map[string][]*samestory.Link
}

func newView(r *samestory.Report) *view {
	v := &view{
		Report:  r,
		entries: make(map[string]*samestory.Entry, len(r.Articles)),
		linksAt: map[string][]*samestory.Link{},
	}
	for i := range r.Articles {
		v.entries[r.Articles[i].ID] = &r.Articles[i]
	}
	for i := range r.Links {
		l := &r.Links[i]
		v.linksAt[l.A] = append(v.linksAt[l.A], l)
		v.linksAt[l.B] = append(v.linksAt[l.B], l)
	}
	return v
}

// entry returns the article, or one that has only its id where a report names an article that it does not list. An article without
// a title has the beginning of its text for one, where texts are at hand.
func (v *view) entry(id string) samestory.Entry {
	e := samestory.Entry{ID: id}
	if known := v.entries[id]; known != nil {
		e = *known
	}
	if e.Title == "" && v.Texts != nil {
		e.Title = opening(v.Texts(id))
	}
	return e
}

// title returns the title that an article came with.
func (v *view) title(id string) string {
	if e := v.entries[id]; e != nil {
		return e.Title
	}
	return ""
}

// opening returns the first words of a text, as many as a headline might have, with an ellipsis for the rest.
func opening(text string) string {
	const most = 72
	text = strings.TrimSpace(text)
	text = strings.ToValidUTF8(text[:min(len(text), 8*most)], "")
	line := Printable(text)
	short := cut(line, most)
	if short == line {
		return line
	}
	short = strings.TrimSuffix(short, "…")
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return short + "…"
}

// member is an article as one story shows it.
type member struct {
	samestory.Entry
	// number names the article within the story, from 1.
	number int
	// original says that the story, or else the cluster, comes from this article.
	original bool
	// link is the strongest link that ties the article to its cluster or story; nil if there is none.
	link *samestory.Link
}

// group is a cluster as shown; lone retellings are put together in one group at the end.
type group struct {
	cluster samestory.Cluster
	members []member
}

// groups orders the members of a story as they are shown, and finds what ties each to the others.
func (v *view) groups(s samestory.Story) []group {
	inStory := set(s.Articles)
	var groups []group
	var lone group
	for _, c := range s.Clusters {
		g := group{cluster: c, members: v.members(s, c, inStory)}
		if len(c.Articles) == 1 {
			lone.members = append(lone.members, g.members...)
		} else {
			groups = append(groups, g)
		}
	}
	if len(lone.members) > 0 {
		slices.SortStableFunc(lone.members, func(a, b member) int { return firstPublished(s.Original, a.Entry, b.Entry) })
		groups = append(groups, lone)
	}
	n := 0
	for _, g := range groups {
		for i := range g.members {
			n++
			g.members[i].number = n
		}
	}
	return groups
}

func (v *view) members(s samestory.Story, c samestory.Cluster, inStory map[string]bool) []member {
	inCluster := set(c.Articles)
	members := make([]member, 0, len(c.Articles))
	for _, id := range c.Articles {
		m := member{Entry: v.entry(id)}
		m.original = id == s.Original || id == c.Original && len(c.Articles) > 1
		if id != s.Original {
			m.link = v.tie(id, c.Original, s.Original, inCluster, inStory)
		}
		members = append(members, m)
	}
	slices.SortStableFunc(members, func(a, b member) int { return firstPublished(c.Original, a.Entry, b.Entry) })
	return members
}

// firstPublished orders the original before all others, then by time, unknown times last, then by id.
func firstPublished(original string, a, b samestory.Entry) int {
	last := func(unknown bool) int {
		if unknown {
			return 1
		}
		return 0
	}
	return cmp.Or(
		last(a.ID != original)-last(b.ID != original),
		last(a.Published.IsZero())-last(b.Published.IsZero()),
		a.Published.Compare(b.Published),
		cmp.Compare(a.ID, b.ID),
	)
}

// tie returns the link that best says why an article is where it is: that to the original of its cluster, else the
// strongest within the cluster, else that to the original of the story, else the strongest within the story.
func (v *view) tie(id, clusterOriginal, storyOriginal string, inCluster, inStory map[string]bool) *samestory.Link {
	var best *samestory.Link
	bestRank := 4
	for _, l := range v.linksAt[id] {
		other := l.A
		if other == id {
			other = l.B
		}
		rank := 4
		switch {
		case other == id:
		case inCluster[other] && other == clusterOriginal:
			rank = 0
		case inCluster[other]:
			rank = 1
		case inStory[other] && other == storyOriginal:
			rank = 2
		case inStory[other]:
			rank = 3
		}
		if rank < bestRank || rank == bestRank && best != nil && compareStrength(l, best) < 0 {
			best, bestRank = l, rank
		}
	}
	return best
}

// strength lists the kinds, strongest first.
var strength = []samestory.Kind{compare.Identical, compare.Reprint, compare.Excerpt, compare.Partial, compare.Rewrite}

// compareStrength orders links by kind, then by how much they share.
func compareStrength(a, b *samestory.Link) int {
	rank := func(k samestory.Kind) int {
		if i := slices.Index(strength, k); i >= 0 {
			return i
		}
		return len(strength)
	}
	return cmp.Or(
		cmp.Compare(rank(a.Kind), rank(b.Kind)),
		cmp.Compare(b.Similarity, a.Similarity),
		cmp.Compare(a.A, b.A),
		cmp.Compare(a.B, b.B),
	)
}

func set(ids []string) map[string]bool {
	m := make(map[string]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}
