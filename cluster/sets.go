package cluster

// Sets are disjoint sets of the articles 0 to len-1 (Tarjan 1975): each article names one of its set that is nearer to the lowest, plus 1,
// and 0 is the lowest itself. At first each article is alone. For one goroutine.
type Sets []Doc

// Join makes the sets of two articles one.
func (s Sets) Join(a, b Doc) {
	if x, y := s.Find(a), s.Find(b); x != y {
		s[max(x, y)] = min(x, y) + 1
	}
}

// Find returns the lowest article of the set of an article.
func (s Sets) Find(d Doc) Doc {
	for s[d] != 0 {
		up := s[d] - 1
		if s[up] != 0 {
			s[d] = s[up]
		}
		d = up
	}
	return d
}
