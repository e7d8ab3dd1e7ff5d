package samestory

import (
	"cmp"
	"iter"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
)

const (
	// copyCrowd is how many articles may meet in a bucket before each meets only its neighbours there.
	copyCrowd = 200
	// maxMeetings is with how many articles after it one is compared, and maxForms how many forms in a row end that early.
	maxMeetings, maxForms = 400, 16
	// sameText is how much of one text another must hold, as the mean of its words and its shingles, for both to be drawn into
	// one cluster, and holdTogether the least mean of that over all members, 0 for a pair below sameText. A member of
	// a chain of four already falls out.
	sameText, holdTogether = 0.58, 0.15
)

// findCopies links articles that share text.
func (r *run) findCopies() error {
	r.Progress(StageCandidates, 0, len(r.docs))
	if err := r.collapse(); err != nil {
		return err
	}
	meetings := r.copyCandidates()
	results := make([][]verified, len(meetings))
	err := r.each(StageCopies, len(meetings), func(c *compare.Comparer, i int) {
		results[i] = r.verifyAll(c, meetings[i])
	})
	for i, m := range meetings {
		for _, v := range results[i] {
			pair := [2]cluster.Doc{m.doc, v.other}
			switch {
			case v.kind != "":
				r.links[pair] = v.found
			default:
				r.forms[pair] = true
			}
		}
	}
	return err
}

// meeting is an article with those after it that it may share text with, those that share most buckets first.
type meeting struct {
	doc    cluster.Doc
	others []cluster.Pair
}

// verified is what was found of an article and another.
type verified struct {
	other cluster.Doc
	found
}

// verifyAll compares an article with those it meets and returns the links and the forms. After maxForms forms in a row it leaves
// the others out, which share less.
func (r *run) verifyAll(c *compare.Comparer, m *meeting) []verified {
	var out []verified
	forms := 0
	for _, p := range m.others {
		if r.ctx.Err() != nil {
			break
		}
		f := r.verify(c, r.docs[m.doc], r.docs[p.B])
		isForm := r.thresholds.IsForm(f.scores)
		if f.kind != "" || isForm {
			out = append(out, verified{p.B, f})
		}
		if forms++; f.kind != "" || !isForm {
			forms = 0
		}
		if forms == maxForms {
			break
		}
	}
	m.others = nil
	return out
}

// copyCandidates returns which articles may share text.
func (r *run) copyCandidates() []*meeting {
	var candidates iter.Seq[cluster.Pair]
	if r.Exhaustive {
		candidates = slices.Values(everyPair(len(r.docs)))
	} else {
		var buckets cluster.Buckets
		for i := range r.docs {
			if r.copyOf[i] == cluster.Doc(i) {
				buckets.Add(cluster.Doc(i), r.keysOf(cluster.Doc(i)))
			}
		}
		candidates = buckets.All(cluster.Limits{Crowd: copyCrowd})
	}
	var meetings []*meeting
	var others []cluster.Pair
	end := func() {
		if len(others) == 0 {
			return
		}
		slices.SortStableFunc(others, func(x, y cluster.Pair) int { return cmp.Compare(y.Shared, x.Shared) })
		if !r.Exhaustive {
			others = others[:min(len(others), maxMeetings)]
		}
		meetings = append(meetings, &meeting{doc: others[0].A, others: slices.Clone(others)})
		others = others[:0]
	}
	for p := range candidates {
		if len(others) > 0 && others[0].A != p.A {
			end()
		}
		if r.inWindow(r.docs[p.A], r.docs[p.B]) {
			others = append(others, p)
		}
	}
	end()
	return meetings
}

// everyPair returns all pairs of n articles.
func everyPair(n int) []cluster.Pair {
	var pairs []cluster.Pair
	for a := range n {
		for b := a + 1; b < n; b++ {
			pairs = append(pairs, cluster.Pair{A: cluster.Doc(a), B: cluster.Doc(b)})
		}
	}
	return pairs
}

// groupCopies groups articles that copy each other.
func (r *run) groupCopies() {
	var edges []cluster.Edge
	for p, f := range r.links {
		if shared := f.sharedText(); f.kind.Copy() && shared >= sameText && r.copyOf[p[0]] == p[0] && r.copyOf[p[1]] == p[1] {
			edges = append(edges, cluster.Edge{A: p[0], B: p[1], Score: shared})
		}
	}
	r.unit = make([]int, len(r.docs))
	for i := range r.unit {
		r.unit[i] = -1
	}
	for _, group := range cluster.Group(edges, holdTogether) {
		r.addUnit(group)
	}
	for i := range r.docs {
		doc := cluster.Doc(i)
		switch first := r.copyOf[i]; {
		case first != doc:
			u := r.unit[first]
			r.unit[i] = u
			r.units[u] = append(r.units[u], doc)
		case r.unit[i] < 0:
			r.addUnit([]cluster.Doc{doc})
		}
	}
}

func (r *run) addUnit(members []cluster.Doc) {
	for _, m := range members {
		r.unit[m] = len(r.units)
	}
	r.units = append(r.units, members)
}
