package cluster

// merge is a possible join of the groups number a and b, whose lowest members are low < high.
type merge struct {
	mean, sum float64
	low, high Doc
	a, b      int32
}

// before orders merges: highest mean first, then by lowest members.
func (m *merge) before(o *merge) bool {
	switch {
	case m.mean != o.mean:
		return m.mean > o.mean
	case m.low != o.low:
		return m.low < o.low
	}
	return m.high < o.high
}

// queue is a binary heap of merges, the next one first. A merge in it may be out of date: its groups grew, so that its mean is lower
// by now, never higher.
type queue []merge

func (q *queue) push(m merge) {
	*q = append(*q, m)
	h := *q
	i := len(h) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !m.before(&h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = m
}

func (q *queue) pop() merge {
	h := *q
	first, m := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	i := 0
	for child := 1; child < len(h); child = 2*i + 1 {
		if child+1 < len(h) && h[child+1].before(&h[child]) {
			child++
		}
		if !h[child].before(&m) {
			break
		}
		h[i] = h[child]
		i = child
	}
	if len(h) > 0 {
		h[i] = m
	}
	return first
}
