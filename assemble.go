package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/spool"
	"github.com/samestory/samestory/wire"
)

// report writes down what a run found.
func (r *run) report(stories [][]cluster.Doc) (*Report, error) {
	out := &Report{Params: r.Params, Problems: r.problems, Articles: r.entries}
	links := r.linksByStory(stories)
	out.Stories = make([]Story, len(stories))
	err := parallel(r.ctx, r.Workers, len(stories), func(int) {}, func() func(int) {
		records := r.archive.spool.Reader(0)
		return func(i int) { out.Stories[i] = r.story(stories[i], r.edges(links[i]), records) }
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(out.Stories, func(x, y Story) int {
		return cmp.Or(cmp.Compare(len(y.Articles), len(x.Articles)), cmp.Compare(x.Articles[0], y.Articles[0]))
	})
	r.found.name(func(d cluster.Doc) string { return r.docs[d].ID })
	out.Links = r.found.links
	docs, archive := r.docs, r.archive
	out.Texts = func(id string) string {
		i, ok := slices.BinarySearchFunc(docs, id, func(d doc, id string) int { return cmp.Compare(d.ID, id) })
		if !ok {
			return ""
		}
		a, err := archive.get(&docs[i], archive.spool.Reader(0))
		if err != nil {
			return "" // a temporary file that fails costs a snippet
		}
		return a.Text
	}
	return out, nil
}

// story writes down a story of groups of copies, with the links between its members.
func (r *run) story(units []cluster.Doc, edges []wire.Edge, records *spool.Reader) Story {
	var s Story
	var members []wire.Member
	for _, u := range units {
		var c Cluster
		start := len(members)
		for _, m := range r.units[u] {
			c.Articles = append(c.Articles, r.docs[m].ID)
			members = append(members, r.member(m, r.docs[r.units[u][0]].ID, records))
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
func (r *run) member(d cluster.Doc, group string, records *spool.Reader) wire.Member {
	a, err := r.archive.about(&r.docs[d], records)
	if err != nil {
		r.fail(err)
	}
	return wire.Member{
		ID: a.ID, Outlet: a.Outlet, URL: a.URL, Canonical: a.Canonical, Links: a.Links,
		Published: a.Published, Precision: a.Precision,
		Words: r.docs[d].Words, Credits: r.docs[d].Credits, Cluster: group,
	}
}

// linksByStory tells which links are between members of each story.
func (r *run) linksByStory(stories [][]cluster.Doc) [][]int32 {
	story := make([]int, len(r.units))
	for s, units := range stories {
		for _, u := range units {
			story[u] = s + 1
		}
	}
	links := make([][]int32, len(stories))
	for i, p := range r.found.pairs {
		if a, b := story[r.unit[p.a]], story[r.unit[p.b]]; a == b && a != 0 {
			links[a-1] = append(links[a-1], int32(i))
		}
	}
	return links
}

// edges are links as wire traces them.
func (r *run) edges(links []int32) []wire.Edge {
	edges := make([]wire.Edge, len(links))
	for i, at := range links {
		p, l := r.found.pairs[at], &r.found.links[at]
		edges[i] = wire.Edge{
			A: r.docs[p.a].ID, B: r.docs[p.b].ID, Kind: string(l.Kind),
			ContainmentA: l.ContainmentA, ContainmentB: l.ContainmentB,
		}
	}
	return edges
}

// storyID names a story after one of its articles.
func storyID(article string) string { return "s-" + article }
