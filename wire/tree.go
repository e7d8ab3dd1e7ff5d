package wire

import (
	"cmp"
	"container/heap"
	"fmt"
	"math"
	"slices"
	"strings"
)

// step is one way in which node to may have come from node from. The greater weight is the better evidence; sure holds whatever the
// original is.
type step struct {
	to, from int
	weight   float64
	sure     bool
	why      string
}

// Weights of evidence. Within copies the share of the text decides, from copyStep to copyStep+1; a credit, and coming straight from the
// original rather than by way of another copy, count for some of it.
const (
	canonicalStep = 6
	linkStep      = 5
	copyStep      = 2
	quoteStep     = 1.5
	retellStep    = 0.5
	straight      = 0.03
	creditBonus   = 0.08
)

// tree returns the copies: all members but node root, which is the original, or -1.
func (t *trace) tree(root int) []Copy {
	parent := make([]int, len(t.nodes))
	why := make([]string, len(t.nodes))
	for i := range parent {
		parent[i] = -1
	}
	if root >= 0 {
		t.grow(root, parent, why)
	}
	t.rest(root, parent, why)
	copies := make([]Copy, 0, len(t.nodes))
	for i := range t.nodes {
		if i == root {
			continue
		}
		c := Copy{ID: t.nodes[i].ID, Why: why[i]}
		if parent[i] >= 0 {
			c.From = t.nodes[parent[i]].ID
		} else {
			c.Why = t.orphan(i)
		}
		copies = append(copies, c)
	}
	return copies
}

// grow joins to root, one by one and the best evidence first, the nodes that may have come from one that is joined (Prim's algorithm).
func (t *trace) grow(root int, parent []int, why []string) {
	joined := make([]bool, len(t.nodes))
	var queue stepHeap
	add := func(i int) {
		joined[i] = true
		for _, s := range t.stepsFrom(i, root) {
			if !joined[s.to] {
				heap.Push(&queue, s)
			}
		}
	}
	add(root)
	for queue.Len() > 0 {
		s := heap.Pop(&queue).(step)
		if !joined[s.to] {
			parent[s.to], why[s.to] = s.from, s.why
			add(s.to)
		}
	}
}

// rest gives a parent to the nodes without one for which there is strict evidence, the best first, never in a circle.
func (t *trace) rest(root int, parent []int, why []string) {
	var steps []step
	for i := range t.nodes {
		for _, s := range t.stepsFrom(i, root) {
			if parent[s.to] < 0 && s.to != root && t.strict(s) {
				steps = append(steps, s)
			}
		}
	}
	slices.SortFunc(steps, compareSteps)
	// A node without a parent is the top of its tree: the step to it closes a circle if its other end is in that tree.
	top := slices.Clone(parent)
	for _, s := range steps {
		if parent[s.to] < 0 && topOf(top, s.from) != s.to {
			parent[s.to], why[s.to] = s.from, s.why
			top[s.to] = s.from
		}
	}
}

// topOf returns the top of the tree that node i is in, and shortens the way there.
func topOf(top []int, i int) int {
	for top[i] >= 0 {
		if above := top[top[i]]; above >= 0 {
			top[i] = above
		}
		i = top[i]
	}
	return i
}

// strict reports whether step s holds without knowing the original: by what the member says itself, or because it is later than, or
// cut from, the other, and owes nothing to an agency that both may have copied.
func (t *trace) strict(s step) bool {
	if s.sure {
		return true
	}
	to, from := &t.nodes[s.to], &t.nodes[s.from]
	if len(to.wrote) > 0 || s.weight < copyStep {
		return false
	}
	return from.span.before(to.span) || t.excerptOf(s.to, s.from) && !to.span.before(from.span)
}

// stepsFrom returns the ways in which other nodes may have come from node i.
func (t *trace) stepsFrom(i, root int) []step {
	var steps []step
	for _, h := range t.edges[i] {
		if s, ok := t.stepAlong(i, h, root); ok {
			steps = append(steps, s)
		}
	}
	for _, k := range t.citing[i] {
		s := step{to: k, from: i, weight: linkStep, sure: true, why: "links to it"}
		if t.nodes[k].canonical == i {
			s.weight, s.why = canonicalStep, "names it as canonical"
		}
		steps = append(steps, s)
	}
	if t.speaks(i) {
		steps = append(steps, t.unlinked(i)...)
	}
	return steps
}

// speaks reports whether node i is an agency's own item and its own work.
func (t *trace) speaks(i int) bool { return t.nodes[i].own != "" && len(t.foreign(i)) == 0 }

// creditTo says how node k credits the agency whose own item node i is, or returns "".
func (t *trace) creditTo(k, i int) string {
	agency := t.nodes[i].own
	how, ok := t.nodes[k].wrote[agency]
	if !ok || !t.speaks(i) || t.nodes[k].own == agency {
		return ""
	}
	return fmt.Sprintf("credited to %s by %s, and this is %s own item", agency, how, possessive(agency))
}

// unlinked returns the steps from node i, an agency's own item, to those of its group that credit the agency without a link between them.
func (t *trace) unlinked(i int) []step {
	var steps []step
	for _, k := range t.groups[t.group[i]] {
		why := t.creditTo(k, i)
		if why != "" && !slices.ContainsFunc(t.edges[i], func(h half) bool { return h.to == k }) {
			steps = append(steps, step{to: k, from: i, weight: copyStep, sure: true, why: why})
		}
	}
	return steps
}

// stepAlong returns the step from node i along h, if h speaks of descent and times allow it.
func (t *trace) stepAlong(i int, h half, root int) (step, bool) {
	from, to := &t.nodes[i], &t.nodes[h.to]
	credit := t.creditTo(h.to, i)
	early := to.span.before(from.span)
	if h.edge.Kind == "partial" || early && credit == "" {
		return step{}, false
	}
	s := step{to: h.to, from: i}
	switch {
	case h.edge.copies():
		// h is seen from i: h.out is the share of the other's text that i has.
		s.weight, s.why = copyStep+h.out, fmt.Sprintf("%d%% of it is there", int(math.Round(100*h.out)))
		if h.edge.Kind == "identical" {
			s.why = "the same text"
		}
	case t.speaks(i) && to.quotes[from.own]:
		s.weight, s.why = quoteStep, "quotes "+from.own+", and this is "+possessive(from.own)+" own item"
	default:
		s.weight, s.why = retellStep+h.out/10, "tells it in other words"
	}
	if credit != "" {
		s.weight, s.why, s.sure = s.weight+creditBonus, credit+"; "+s.why, h.edge.copies()
	}
	if i == root {
		s.weight += straight
	}
	switch {
	case early:
		s.why += ", though dated " + to.span.gap(from.span) + " earlier"
	case from.span.before(to.span):
		s.why += ", " + from.span.gap(to.span) + " later"
	}
	return s, true
}

// orphan says why node i has no parent.
func (t *trace) orphan(i int) string {
	n := &t.nodes[i]
	var credits []string
	for _, a := range sortedKeys(n.wrote) {
		if a != n.own {
			credits = append(credits, fmt.Sprintf("%s by %s", a, n.wrote[a]))
		}
	}
	switch {
	case len(credits) > 0:
		return "credited to " + strings.Join(credits, " and ") + "; which copy it came by cannot be told"
	case len(t.edges[i]) == 0:
		return "no link to another member"
	}
	return "nothing tells which came first"
}

// stepHeap is a heap of steps, the best evidence on top.
type stepHeap []step

func (h stepHeap) Len() int           { return len(h) }
func (h stepHeap) Less(i, j int) bool { return compareSteps(h[i], h[j]) < 0 }
func (h stepHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push and Pop are for container/heap.
func (h *stepHeap) Push(x any) { *h = append(*h, x.(step)) }

func (h *stepHeap) Pop() any {
	last := len(*h) - 1
	s := (*h)[last]
	*h = (*h)[:last]
	return s
}

func compareSteps(a, b step) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from), strings.Compare(a.why, b.why))
}
