package cluster

// connected parts edges into those of articles that chains of edges connect. Within a part they stay in their order. Where the numbers of
// articles are far apart, all edges are one part: it takes 8 bytes for each number up to the highest.
func connected(edges []Edge) [][]Edge {
	highest := Doc(0)
	for _, e := range edges {
		highest = max(highest, e.A, e.B)
	}
	if int64(highest) > 1000+16*int64(len(edges)) {
		return [][]Edge{edges}
	}
	s := make(Sets, highest+1)
	for _, e := range edges {
		s.Join(e.A, e.B)
	}
	// Edges are dealt out by the article that stands for their part: counted, then put where those before them end.
	ends := make([]int32, len(s)+1)
	for _, e := range edges {
		ends[s.Find(e.A)+1]++
	}
	parts := 0
	for i := 1; i < len(ends); i++ {
		if ends[i] > 0 {
			parts++
		}
		ends[i] += ends[i-1]
	}
	dealt := make([]Edge, len(edges))
	for _, e := range edges {
		to := &ends[s.Find(e.A)]
		dealt[*to] = e
		*to++
	}
	out := make([][]Edge, 0, parts)
	start := int32(0)
	for _, end := range ends[:len(s)] { // now each ends where its own edges do
		if end > start {
			out = append(out, dealt[start:end])
		}
		start = end
	}
	return out
}
