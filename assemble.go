package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/wire"
)

// report writes down what a run found.
func (r *run) report(b *batch, stories [][]cluster.Doc) *Report {
	out := &Report{Params: r.Params, Problems: b.problems}
	for _, d := range slices.Concat(b.docs, b.listed) {
		a := d.article
		out.Articles = append(out.Articles, Entry{
			ID: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL,
			Published: a.Published, Precision: a.Precision, Words: d.words, Credits: d.credits,
		})
	}
	slices.SortFunc(out.Articles, func(x, y Entry) int { return cmp.Compare(x.ID, y.ID) })
	for _, pair := range r.sortedLinks() {
		out.Links = append(out.Links, r.link(pair))
	}
	edges := r.edgesByStory(stories, out.Links)
	for i, units := range stories {
		out.Stories = append(out.Stories, r.story(units, edges[i]))
	}
	slices.SortFunc(out.Stories, func(x, y Story) int {
		return cmp.Or(cmp.Compare(len(y.Articles), len(x.Articles)), cmp.Compare(x.Articles[0], y.Articles[0]))
	})
	out.Texts = func(id string) string {
		i, ok := slices.BinarySearchFunc(b.docs, id, func(d *prepared, id string) int { return cmp.Compare(d.article.ID, id) })
		if !ok {
			return ""
		}
		return b.docs[i].article.Text
	}
	return out
}

// link writes down the link of a pair.
func (r *run) link(pair [2]cluster.Doc) Link {
	a, b := pair[0], pair[1]
	var contentA, contentB compare.Content
	if r.content != nil {
		contentA, contentB = r.content[a], r.content[b]
	}
	return newLink(r.docs[a], r.docs[b], r.links[pair], contentA, contentB)
}

// story writes down a story of groups of copies, with the links between its members.
func (r *run) story(units []cluster.Doc, edges []wire.Edge) Story {
	var s Story
	var members []wire.Member
	for _, u := range units {
		var c Cluster
		start := len(members)
		for _, m := range r.units[u] {
			d := r.docs[m]
			c.Articles = append(c.Articles, d.article.ID)
			members = append(members, d.member(r.docs[r.units[u][0]].article.ID))
		}
		if len(c.Articles) > 1 {
			lineage := wire.Trace(members[start:], edges, &wire.TraceOptions{Owners: r.Owners})
			c.Original, c.Reason = lineage.Original, lineage.Reason
		}
		s.Articles = append(s.Articles, c.Articles...)
		s.Clusters = append(s.Clusters, c)
	}
	slices.Sort(s.Articles)
	slices.SortFunc(s.Clusters, func(x, y Cluster) int {
		return cmp.Or(cmp.Compare(len(y.Articles), len(x.Articles)), cmp.Compare(x.Articles[0], y.Articles[0]))
	})
	lineage := wire.Trace(members, edges, &wire.TraceOptions{Owners: r.Owners})
	s.ID = storyID(s.Articles[0])
	s.Original, s.Reason, s.Descents = lineage.Original, lineage.Reason, lineage.Copies
	s.Agencies, s.Outlets, s.Independent = lineage.Agencies, lineage.Outlets, lineage.Independent
	return s
}

// member is an article as wire traces it.
func (d *prepared) member(group string) wire.Member {
	a := &d.article
	return wire.Member{
		ID: a.ID, Outlet: a.Outlet, URL: a.URL, Canonical: a.Canonical, Links: a.Links, Published: a.Published, Precision: a.Precision,
		Words: d.words, Credits: d.credits, Cluster: group,
	}
}

// edgesByStory sorts the links between members of one story by story.
func (r *run) edgesByStory(stories [][]cluster.Doc, links []Link) [][]wire.Edge {
	story := make([]int, len(r.units))
	for s, units := range stories {
		for _, u := range units {
			story[u] = s + 1
		}
	}
	edges := make([][]wire.Edge, len(stories))
	for i, pair := range r.sortedLinks() {
		a, b := story[r.unit[pair[0]]], story[r.unit[pair[1]]]
		if a != b || a == 0 {
			continue
		}
		l := links[i]
		edges[a-1] = append(edges[a-1], wire.Edge{
			A: l.A, B: l.B, Kind: string(l.Kind),
			ContainmentA: l.ContainmentA, ContainmentB: l.ContainmentB,
		})
	}
	return edges
}

// storyID names a story after one of its articles.
func storyID(article string) string { return "s-" + article }
