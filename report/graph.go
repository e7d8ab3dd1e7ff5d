package report

import (
	"github.com/samestory/samestory"
)

// lineage is a story as a graph: who most likely took the text from whom.
type lineage struct {
	story samestory.Story
	title string
	nodes []node
	edges []edge
}

// node is an article. Its name is made up, as ids may have characters that no graph format allows.
type node struct {
	name string
	samestory.Entry
	cluster  int
	original bool
}

// edge leads from an article to one that most likely came from it; link is nil where the two share no link.
type edge struct {
	from, to string
	link     *samestory.Link
	why      string
}

// lineages calls use with the graph of each story in turn, until it returns an error. Names count through all stories.
func lineages(r *samestory.Report, use func(n int, g lineage) error) error {
	v := newView(r)
	places := storyOf(r)
	count := 0
	for i, s := range r.Stories {
		g := lineage{story: s, title: storyTitle(v, s, v.groups(s))}
		names := map[string]string{}
		for _, id := range s.Articles {
			if names[id] != "" {
				continue
			}
			count++
			names[id] = nodeName(count)
			g.nodes = append(g.nodes, node{
				name: names[id], Entry: v.entry(id), cluster: places[id].cluster, original: id == s.Original,
			})
		}
		for _, d := range s.Descents {
			if names[d.From] != "" && names[d.ID] != "" {
				g.edges = append(g.edges, edge{names[d.From], names[d.ID], v.linkBetween(d.From, d.ID), d.Why})
			}
		}
		if err := use(i+1, g); err != nil {
			return err
		}
	}
	return nil
}
