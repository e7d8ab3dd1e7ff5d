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
	edges := r.edgesByStory(stories)
	out.Stories = make([]Story, len(stories))
	err := parallel(r.ctx, r.Workers, len(stories), func(int) {}, func() func(int) {
		records := r.archive.spool.Reader(0)
		return func(i int) { out.Stories[i] = r.story(stories[i], edges[i], records) }
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(out.Stories, func(x, y Story) int {
		return cmp.Or(cmp.Compare(len(y.Articles), len(x.Articles)), cmp.Compare(x.Articles[0], y.Articles[0]))
	})
	out.Links = make([]Link, len(r.links))
	for i := range r.links {
		out.Links[i] = r.links[i].link
	}
	r.links = nil
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

// edgesByStory sorts the links between members of one story by story.
func (r *run) edgesByStory(stories [][]cluster.Doc) [][]wire.Edge {
	story := make([]int, len(r.units))
	for s, units := range stories {
		for _, u := range units {
			story[u] = s + 1
		}
	}
	edges := make([][]wire.Edge, len(stories))
	for i := range r.links {
		f := &r.links[i]
		a, b := story[r.unit[f.a]], story[r.unit[f.b]]
		if a != b || a == 0 {
			continue
		}
		l := &f.link
		edges[a-1] = append(edges[a-1], wire.Edge{
			A: l.A, B: l.B, Kind: string(l.Kind),
			ContainmentA: l.ContainmentA, ContainmentB: l.ContainmentB,
		})
	}
	return edges
}

// storyID names a story after one of its articles.
func storyID(article string) string { return "s-" + article }
