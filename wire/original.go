package wire

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// verdict is the original among some nodes, or -1, and why.
type verdict struct {
	node   int
	reason string
}

func unknown(format string, args ...any) verdict { return verdict{-1, fmt.Sprintf(format, args...)} }

// original tells the original among set, which is in order.
func (t *trace) original(set []int) verdict {
	if len(set) == 1 {
		return verdict{set[0], "the only article"}
	}
	for _, i := range set {
		t.within[i] = true
	}
	defer func() {
		for _, i := range set {
			t.within[i] = false
		}
	}()
	credited := t.creditedBy(set)
	if v, ok := t.ownItem(set, credited); ok {
		return v
	}
	if len(credited) > 0 {
		return t.absentAgency(set, credited)
	}
	if v, ok := t.cited(set); ok {
		return v
	}
	return t.byTimeAndText(set)
}

// creditedBy maps each agency to the nodes of set that credit it as author without being its own items.
func (t *trace) creditedBy(set []int) map[string][]int {
	by := map[string][]int{}
	for _, i := range set {
		for a := range t.nodes[i].wrote {
			if t.nodes[i].own != a {
				by[a] = append(by[a], i)
			}
		}
	}
	return by
}

// ownItem answers where set holds agencies' own items: the one that others credit is the original.
func (t *trace) ownItem(set []int, credited map[string][]int) (verdict, bool) {
	own := map[string][]int{}
	for _, i := range set {
		if a := t.nodes[i].own; a != "" && len(t.foreign(i)) == 0 {
			own[a] = append(own[a], i)
		}
	}
	if len(own) == 0 {
		return verdict{}, false
	}
	agency, v := t.chooseAgency(own, credited, set)
	if agency == "" {
		return v, v.reason != ""
	}
	o, why := t.firstOf(own[agency])
	if o < 0 {
		return unknown("%d items of %s own, and %s", len(own[agency]), possessive(agency), why), true
	}
	reason := possessive(agency) + " own item"
	if n := len(credited[agency]); n > 0 {
		reason += fmt.Sprintf(", and %s it", count(n, "other credits", "others credit"))
	}
	if why != "" {
		reason += ", " + why
	}
	return t.againstTime(set, o, agency, reason+t.otherCredits(credited, agency)), true
}

// foreign returns the agencies that own item i credits beside its own, by dateline or byline: it passes their work on.
func (t *trace) foreign(i int) []string {
	var f []string
	for a, how := range t.nodes[i].wrote {
		if a != t.nodes[i].own && (how == Dateline || how == Byline || how == Copyright || how == Source) {
			f = append(f, a)
		}
	}
	slices.Sort(f)
	return f
}

// chooseAgency returns the agency whose own item is the original; or none with a verdict; or none and no verdict, where other
// evidence must decide.
func (t *trace) chooseAgency(own, credited map[string][]int, set []int) (string, verdict) {
	var named []string
	for _, a := range slices.Sorted(maps.Keys(own)) {
		if len(credited[a]) > 0 {
			named = append(named, a)
		}
	}
	most := 0
	for a, by := range credited {
		if !slices.Contains(named, a) {
			most = max(most, len(by))
		}
	}
	switch {
	case len(named) == 1 && most*3 <= len(credited[named[0]]):
		return named[0], verdict{}
	case len(named) > 0:
		return "", unknown("members credit %s: it cannot be told who was first", list(slices.Sorted(maps.Keys(credited))))
	case len(credited) > 0:
		a := slices.Sorted(maps.Keys(own))[0]
		return "", unknown("%s own item is here, but others credit %s", possessive(a), list(slices.Sorted(maps.Keys(credited))))
	case len(own) > 1:
		return "", verdict{}
	}
	a := slices.Sorted(maps.Keys(own))[0]
	if t.allCopy(set, own[a]) {
		return a, verdict{}
	}
	return "", verdict{}
}

// allCopy reports whether every node of set is in the same group as one of items, or quotes their agency.
func (t *trace) allCopy(set, items []int) bool {
	for _, i := range set {
		if !slices.ContainsFunc(items, func(o int) bool { return t.group[o] == t.group[i] || t.nodes[i].quotes[t.nodes[o].own] }) {
			return false
		}
	}
	return true
}

// firstOf returns the earliest of one agency's items with a reason, or -1 where that cannot be told.
func (t *trace) firstOf(items []int) (int, string) {
	if len(items) == 1 {
		return items[0], ""
	}
	first, second, ok := t.earliest(items)
	if !ok {
		return -1, "it cannot be told which was first"
	}
	return first, "the first of its items by " + t.gap(first, second)
}

// againstTime tells what times say against o, an item of agency's own: a member that owes it nothing and is earlier makes the original
// unknown; that one which credits the agency is earlier can only be an error.
func (t *trace) againstTime(set []int, o int, agency, reason string) verdict {
	var odd, contrary []int
	for _, i := range set {
		if i == o || !t.nodes[i].span.before(t.nodes[o].span) {
			continue
		}
		n := &t.nodes[i]
		if _, wrote := n.wrote[agency]; wrote || n.quotes[agency] || n.own == agency || n.canonical == o || slices.Contains(n.links, o) {
			odd = append(odd, i)
		} else {
			contrary = append(contrary, i)
		}
	}
	if len(contrary) > 0 {
		k := t.soonest(contrary)
		return unknown("%s, but %s, which does not credit %s, is dated %s earlier", reason, t.nodes[k].ID, agency, t.gap(k, o))
	}
	if len(odd) > 0 {
		k := t.soonest(odd)
		reason += fmt.Sprintf(", though %s is dated %s earlier", t.nodes[k].ID, t.gap(k, o))
	}
	return verdict{o, reason}
}

// soonest returns the node of set whose span begins first.
func (t *trace) soonest(set []int) int {
	return slices.MinFunc(set, func(a, b int) int { return cmp.Or(t.nodes[a].span.from.Compare(t.nodes[b].span.from), a-b) })
}

// otherCredits tells of members that credit another agency than the one chosen.
func (t *trace) otherCredits(credited map[string][]int, agency string) string {
	var b strings.Builder
	for _, a := range slices.Sorted(maps.Keys(credited)) {
		if a != agency {
			fmt.Fprintf(&b, ", though %s %s", count(len(credited[a]), "credits", "credit"), a)
		}
	}
	return b.String()
}

// absentAgency answers where members credit agencies whose own items are not in set: what all come from is not here.
func (t *trace) absentAgency(set []int, credited map[string][]int) verdict {
	names := slices.Sorted(maps.Keys(credited))
	some := map[int]bool{}
	for _, by := range credited {
		for _, i := range by {
			some[i] = true
		}
	}
	who := fmt.Sprintf("%d of %d credit", len(some), len(set))
	if len(some) == len(set) {
		who = "all credit"
	}
	if len(names) == 1 {
		return unknown("%s %s, whose own item is not here", who, names[0])
	}
	return unknown("%s %s, whose own items are not here", who, list(names))
}

// cited answers where members name another as canonical or link to it.
func (t *trace) cited(set []int) (verdict, bool) {
	canonical, links := map[int]int{}, map[int]int{}
	for _, i := range set {
		if k := t.nodes[i].canonical; k >= 0 && t.within[k] {
			canonical[k]++
		}
		for _, k := range t.nodes[i].links {
			if t.within[k] {
				links[k]++
			}
		}
	}
	if len(canonical) > 0 {
		return t.citedOne(set, canonical, "as canonical", "other names it", "others name it"), true
	}
	if len(links) > 0 {
		return t.citedOne(set, links, "to it", "other links", "others link"), true
	}
	return verdict{}, false
}

// citedOne tells the original from what is cited: the one that cites nothing in turn.
func (t *trace) citedOne(set []int, cited map[int]int, how, one, many string) verdict {
	var tops []int
	for _, k := range slices.Sorted(maps.Keys(cited)) {
		if n := &t.nodes[k]; n.canonical < 0 && len(n.links) == 0 {
			tops = append(tops, k)
		}
	}
	if len(tops) != 1 {
		return unknown("members name or link to different ones")
	}
	o := tops[0]
	reason := count(cited[o], one, many) + " " + how
	for _, i := range set {
		if n := &t.nodes[i]; n.span.before(t.nodes[o].span) {
			return unknown("%s: %s, but %s is dated %s earlier", t.nodes[o].ID, reason, n.ID, n.span.gap(t.nodes[o].span))
		}
	}
	return verdict{o, reason}
}

// byTimeAndText answers where only times and texts speak.
func (t *trace) byTimeAndText(set []int) verdict {
	whole := t.container(set)
	first, second, ok := t.earliest(set)
	switch {
	case ok:
		by := "earliest by " + t.gap(first, second)
		if k := t.fullerThan(first); k >= 0 {
			return unknown("%s is %s, but %s contains it and more", t.nodes[first].ID, by, t.nodes[k].ID)
		}
		if t.lacks(first, set) {
			return unknown("%s is %s, but others share text that it lacks", t.nodes[first].ID, by)
		}
		reason := by
		if whole == first {
			reason += ", and contains the others"
		}
		return verdict{first, reason}
	case whole >= 0:
		for _, i := range set {
			if t.nodes[i].span.before(t.nodes[whole].span) {
				return unknown("%s contains the others, but %s is dated %s earlier", t.nodes[whole].ID, t.nodes[i].ID, t.gap(i, whole))
			}
		}
		return verdict{whole, "contains the others, which were cut from it differently"}
	}
	return t.undecided(set)
}

// undecided says why times do not tell the original.
func (t *trace) undecided(set []int) verdict {
	undated := 0
	for _, i := range set {
		if !t.nodes[i].span.known() {
			undated++
		}
	}
	switch undated {
	case 0:
		return unknown("the earliest times are too close to tell")
	case len(set):
		return unknown("none has a time, and none contains the others")
	}
	return unknown("%d of %d have no time", undated, len(set))
}

// earliest returns the node of set that is before all others even if every time is off by its precision, and the next one. It is not
// ok where a node has no time: that might be earlier.
func (t *trace) earliest(set []int) (first, second int, ok bool) {
	first, second = -1, -1
	for _, i := range set {
		if s := t.nodes[i].span; s.known() && (first < 0 || s.to.Before(t.nodes[first].span.to)) {
			first = i
		}
	}
	if first < 0 {
		return 0, 0, false
	}
	for _, i := range set {
		s := t.nodes[i].span
		switch {
		case i == first:
		case !t.nodes[first].span.before(s):
			return 0, 0, false
		case second < 0 || s.from.Before(t.nodes[second].span.from):
			second = i
		}
	}
	return first, second, second >= 0
}

// How much of a text must stand in another for it to be an excerpt, and how little of the other in it.
const (
	mostOf  = 0.8
	notMost = 0.7
)

// excerptOf reports whether node i is cut from node k: most of i is in k, and most of k is not in i.
func (t *trace) excerptOf(i, k int) bool {
	if len(t.edges[k]) < len(t.edges[i]) { // the first of a million copies has as many edges; each of them has few
		return slices.ContainsFunc(t.edges[k], func(h half) bool {
			return h.to == i && h.edge.copies() && h.out >= mostOf && h.in <= notMost
		})
	}
	return slices.ContainsFunc(t.edges[i], func(h half) bool {
		return h.to == k && h.edge.copies() && h.in >= mostOf && h.out <= notMost
	})
}

// fullerThan returns a node within the set that i looks like an excerpt of, or -1.
func (t *trace) fullerThan(i int) int {
	for _, h := range t.edges[i] {
		if t.within[h.to] && t.excerptOf(i, h.to) {
			return h.to
		}
	}
	return -1
}

// lacks reports whether half or more of the copies in set share clearly more with one another than with node o, so that o can hardly be
// where they come from.
func (t *trace) lacks(o int, set []int) bool {
	others, elsewhere := 0, 0
	for _, i := range set {
		here, there := 0.0, 0.0
		for _, h := range t.edges[i] {
			if !t.within[h.to] || !h.edge.copies() {
				continue
			}
			if h.to == o {
				here = max(here, h.in)
			} else {
				there = max(there, h.in)
			}
		}
		if i != o && here > 0 {
			others++
			if there >= here+0.03 {
				elsewhere++
			}
		}
	}
	return elsewhere > 0 && 2*elsewhere >= others
}

// container returns the node that all others of set are excerpts of, if two of those share some of their text and not most of it, or -1.
// A text that one other lies in may as well have been made from it by adding, and one that joins two which share nothing is a round-up;
// but two that were cut from it differently keep some of the same.
func (t *trace) container(set []int) int {
	for _, k := range set {
		inside := 0
		for _, h := range t.edges[k] {
			if t.within[h.to] && h.edge.copies() && h.out >= mostOf && h.in <= notMost {
				inside++
			}
		}
		if inside == len(set)-1 && t.apart(set, k) {
			return k
		}
	}
	return -1
}

// apart reports whether two nodes of set other than k share some text, and not most of either.
func (t *trace) apart(set []int, k int) bool {
	for _, i := range set {
		for _, h := range t.edges[i] {
			if share := max(h.in, h.out); i != k && h.to != k && t.within[h.to] && share >= 0.1 && share <= notMost {
				return true
			}
		}
	}
	return false
}

// gap says how much earlier node i is dated than node k.
func (t *trace) gap(i, k int) string { return t.nodes[i].span.gap(t.nodes[k].span) }

// possessive renders "Reuters'" and "AFP's".
func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}

// count renders "1 other credits", "5 others credit".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// list renders "A", "A and B", "A, B and C".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
