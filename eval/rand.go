package eval

// randIndex returns the adjusted Rand index (Hubert, Arabie 1985) of a grouping of ids against the connected components of pairs:
// 1 where they agree, about 0 for groups drawn by lot. Ids in no group are groups of their own.
func randIndex(ids []string, pairs map[Pair]bool, groups [][]string) float64 {
	component := components(ids, pairs)
	grouped := make(map[string]int, len(ids))
	for n, g := range groups {
		for _, id := range g {
			grouped[id] = n + 1
		}
	}
	type cell struct {
		component string
		group     int
		alone     string
	}
	both, joined, found := map[cell]int{}, map[cell]int{}, map[cell]int{}
	for _, id := range ids {
		g := cell{group: grouped[id]}
		if g.group == 0 {
			g.alone = id
		}
		c := cell{component: component(id)}
		both[cell{c.component, g.group, g.alone}]++
		joined[c]++
		found[g]++
	}
	if len(ids) < 2 {
		return 1
	}
	a, b := pairsIn(joined), pairsIn(found)
	expected := a * b / (float64(len(ids)) * float64(len(ids)-1) / 2)
	most := (a + b) / 2
	if most == expected {
		return 1
	}
	return (pairsIn(both) - expected) / (most - expected)
}

// components returns a function that names the connected component of an id. Pairs of ids that are not among ids join nothing.
func components(ids []string, pairs map[Pair]bool) func(id string) string {
	parent := make(map[string]string, len(ids))
	for _, id := range ids {
		parent[id] = id
	}
	find := func(id string) string {
		for parent[id] != id {
			parent[id] = parent[parent[id]]
			id = parent[id]
		}
		return id
	}
	for p := range pairs {
		_, a := parent[p[0]]
		_, b := parent[p[1]]
		if a && b {
			parent[find(p[0])] = find(p[1])
		}
	}
	return find
}

// pairsIn returns the number of pairs within the cells.
func pairsIn[K comparable](counts map[K]int) float64 {
	total := 0.0
	for _, n := range counts {
		total += float64(n) * float64(n-1) / 2
	}
	return total
}
