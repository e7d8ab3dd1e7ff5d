package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
)

// report writes down what a run found.
func (r *run) report(b *batch, stories [][]cluster.Doc) *Report {
	out := &Report{Params: r.Params, Problems: b.problems}
	for _, d := range slices.Concat(b.docs, b.listed) {
		a := d.article
		out.Articles = append(out.Articles, Entry{ID: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL,
			Published: a.Published, Precision: a.Precision, Words: d.words})
	}
	slices.SortFunc(out.Articles, func(x, y Entry) int { return cmp.Compare(x.ID, y.ID) })
	for _, pair := range r.sortedLinks() {
		out.Links = append(out.Links, r.link(pair))
	}
	for _, units := range stories {
		out.Stories = append(out.Stories, r.story(units))
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

func (r *run) story(units []cluster.Doc) Story {
	var s Story
	outlets := map[string]bool{}
	for _, u := range units {
		var c Cluster
		for _, m := range r.units[u] {
			a := r.docs[m].article
			c.Articles = append(c.Articles, a.ID)
			if a.Outlet != "" {
				outlets[a.Outlet] = true
			}
		}
		s.Articles = append(s.Articles, c.Articles...)
		s.Clusters = append(s.Clusters, c)
	}
	slices.Sort(s.Articles)
	slices.SortFunc(s.Clusters, func(x, y Cluster) int {
		return cmp.Or(cmp.Compare(len(y.Articles), len(x.Articles)), cmp.Compare(x.Articles[0], y.Articles[0]))
	})
	s.Outlets, s.Independent = len(outlets), len(units)
	s.ID = storyID(s.Articles[0])
	return s
}

// storyID names a story after one of its articles.
func storyID(article string) string { return "s-" + article }
