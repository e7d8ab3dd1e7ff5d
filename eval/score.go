package eval

import (
	"slices"

	"github.com/samestory/samestory"
)

// Score holds a report against the truth about the articles that ids name. Links and members of stories that are not among
// them do not count. It gives, in this order and as far as the labels allow:
//
//   - articles.read, articles.expected: the number of articles in the report, and of ids
//   - links.KIND: the number of links of each kind
//   - rewrite.LEVEL: the share of the pairs of each level of rewriting that any link names
//   - copy.precision, copy.recall, copy.f1: links of a copying kind against the copies; partial and left-out pairs do not count
//   - copy.links: where the corpus has no copies, how many links claim one
//   - partial.recall: the share of the partial pairs that any link names
//   - cluster.ari: adjusted Rand index (Hubert, Arabie 1985) of the clusters against the connected components of the copies
//   - story.precision, story.recall, story.f1, story.ari: pairs in one story against pairs of copies and of one story
func Score(r *samestory.Report, ids []string, truth Truth) []Figure {
	s := scorer{truth: truth, ids: ids, known: make(map[string]bool, len(ids)), kinds: map[Pair]samestory.Kind{}}
	for _, id := range ids {
		s.known[id] = true
	}
	for _, l := range r.Links {
		if s.known[l.A] && s.known[l.B] {
			s.kinds[NewPair(l.A, l.B)] = l.Kind
		}
	}
	s.add("articles.read", float64(len(r.Articles)))
	s.add("articles.expected", float64(len(ids)))
	s.countKinds()
	if len(truth.pairs(isLevel)) > 0 {
		s.levels()
		return s.out
	}
	s.copies(r)
	s.stories(r)
	return s.out
}

type scorer struct {
	truth Truth
	ids   []string
	known map[string]bool
	kinds map[Pair]samestory.Kind
	out   []Figure
}

func (s *scorer) add(name string, value float64) { s.out = append(s.out, Figure{name, value}) }

func (s *scorer) countKinds() {
	counts := map[samestory.Kind]int{}
	for _, k := range s.kinds {
		counts[k]++
	}
	var names []string
	for k := range counts {
		names = append(names, string(k))
	}
	slices.Sort(names)
	for _, k := range names {
		s.add("links."+k, float64(counts[samestory.Kind(k)]))
	}
}

// levels gives the share of linked pairs by level of rewriting.
func (s *scorer) levels() {
	for _, level := range []string{"cut", "light", "heavy", "non"} {
		all, linked := 0, 0
		for p, label := range s.truth {
			if label == level {
				all++
				if _, ok := s.kinds[p]; ok {
					linked++
				}
			}
		}
		if all > 0 {
			s.add("rewrite."+level, float64(linked)/float64(all))
		}
	}
}

// copies gives the figures of copying.
func (s *scorer) copies(r *samestory.Report) {
	positive, got := s.truth.pairs(isCopy), map[Pair]bool{}
	for p, k := range s.kinds {
		if k.Copy() {
			got[p] = true
		}
	}
	if len(positive) > 0 {
		s.addPRF("copy", got, positive, func(label string) bool { return groupOf(label) > unrelated })
	} else {
		s.add("copy.links", float64(len(got)))
	}
	if partial := s.truth.pairs(isPartial); len(partial) > 0 {
		linked := 0
		for p := range partial {
			if _, ok := s.kinds[p]; ok {
				linked++
			}
		}
		s.add("partial.recall", float64(linked)/float64(len(partial)))
	}
	if len(positive) > 0 {
		var groups [][]string
		for _, st := range r.Stories {
			for _, c := range st.Clusters {
				groups = append(groups, c.Articles)
			}
		}
		s.add("cluster.ari", randIndex(s.ids, positive, groups))
	}
}

// stories gives the figures of stories, where the corpus has any that are not copies.
func (s *scorer) stories(r *samestory.Report) {
	positive := s.truth.pairs(isStory)
	if len(positive) == 0 {
		return
	}
	for p := range s.truth.pairs(isCopy) {
		positive[p] = true
	}
	together := map[Pair]bool{}
	var groups [][]string
	for _, st := range r.Stories {
		members := slices.DeleteFunc(slices.Clone(st.Articles), func(id string) bool { return !s.known[id] })
		groups = append(groups, members)
		for i, a := range members {
			for _, b := range members[i+1:] {
				together[NewPair(a, b)] = true
			}
		}
	}
	s.addPRF("story", together, positive, func(label string) bool { return groupOf(label) > isStory })
	s.add("story.ari", randIndex(s.ids, positive, groups))
}

// addPRF adds precision, recall and F1; pairs whose label is skipped do not count as wrong.
func (s *scorer) addPRF(name string, got, positive map[Pair]bool, skip func(label string) bool) {
	var hits, wrong int
	for p := range got {
		switch {
		case positive[p]:
			hits++
		case !skip(s.truth[p]):
			wrong++
		}
	}
	precision, recall, f1 := prf(hits, wrong, len(positive)-hits)
	s.add(name+".precision", precision)
	s.add(name+".recall", recall)
	s.add(name+".f1", f1)
}

// prf returns precision, recall and F1 of hits, wrong claims and misses.
func prf(hits, wrong, misses int) (precision, recall, f1 float64) {
	precision, recall = 1, 1
	if hits+wrong > 0 {
		precision = float64(hits) / float64(hits+wrong)
	}
	if hits+misses > 0 {
		recall = float64(hits) / float64(hits+misses)
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}
