package wire

import (
	"cmp"
	"maps"
	"slices"
)

func sortedKeys(m map[string]How) []string { return slices.Sorted(maps.Keys(m)) }

// hows are the kinds of evidence in the order of their constants.
var hows = []How{Dateline, Byline, Copyright, Source, Reporting, Field, Photo, Quoted}

// strengthOf tells what one kind of evidence says of an agency's part.
func strengthOf(h How) Strength {
	switch h {
	case Photo:
		return Pictured
	case Quoted:
		return WasQuoted
	case Reporting:
		return Helped
	}
	return Wrote
}

// strengths are in order, strongest first.
var strengths = []Strength{Wrote, Helped, WasQuoted, Pictured}

// shares tallies the agencies that members credit.
func (t *trace) shares() []Share {
	type tally struct {
		members [4]int
		hows    map[How]bool
	}
	all := map[string]*tally{}
	for i := range t.nodes {
		best := map[string]int{}
		for _, c := range t.nodes[i].Credits {
			if all[c.Agency] == nil {
				all[c.Agency] = &tally{hows: map[How]bool{}}
			}
			all[c.Agency].hows[c.How] = true
			s := slices.Index(strengths, strengthOf(c.How))
			if old, ok := best[c.Agency]; !ok || s < old {
				best[c.Agency] = s
			}
		}
		for a, s := range best {
			all[a].members[s]++
		}
	}
	shares := make([]Share, 0, len(all))
	for a, y := range all {
		s := slices.IndexFunc(y.members[:], func(n int) bool { return n > 0 })
		share := Share{Agency: a, Strength: strengths[s], Members: y.members[s]}
		for _, h := range hows {
			if y.hows[h] {
				share.Hows = append(share.Hows, h)
			}
		}
		shares = append(shares, share)
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(slices.Index(strengths, a.Strength)-slices.Index(strengths, b.Strength),
			b.Members-a.Members, cmp.Compare(a.Agency, b.Agency))
	})
	return shares
}

// outlets counts the publishers that are known.
func (t *trace) outlets() int {
	seen := map[string]bool{}
	for i := range t.nodes {
		if n := &t.nodes[i]; n.outlet != unknownOutlet(n.ID) {
			seen[n.outlet] = true
		}
	}
	return len(seen)
}

// independent counts the newsrooms behind the groups of copies: the agency that a group credits, else the outlet of its original.
func (t *trace) independent(whole verdict) int {
	rooms := map[string]bool{}
	for _, g := range t.groups {
		if a := t.mainAgency(g); a != "" {
			rooms["agency "+a] = true
			continue
		}
		v := whole
		if len(g) < len(t.nodes) {
			v = t.original(g)
		}
		if v.node >= 0 {
			rooms[t.nodes[v.node].outlet] = true
		} else {
			rooms["copies of "+t.nodes[g[0]].ID] = true
		}
	}
	return len(rooms)
}

// mainAgency returns the agency that wrote the text that the nodes of group share: the one that most of them credit as author, or whose
// own item one of them is; or none.
func (t *trace) mainAgency(group []int) string {
	votes := map[string]int{}
	for _, i := range group {
		n := &t.nodes[i]
		for a := range n.wrote {
			if n.own != a {
				votes[a]++
			}
		}
		if n.own != "" && len(t.foreign(i)) == 0 {
			votes[n.own]++
		}
	}
	best := ""
	for _, a := range slices.Sorted(maps.Keys(votes)) {
		if best == "" || votes[a] > votes[best] {
			best = a
		}
	}
	return best
}
