package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
)

const (
	// copyCrowd is how many articles may meet in a bucket before each meets only its neighbours there.
	copyCrowd = 200
	// sharedSamples is how many buckets two articles must share at least to be compared, unless one has few shingles: then one will do.
	sharedSamples = 2
	// editsKeep is the share of its shingles that a shared passage keeps at least, however much it was edited, to be a candidate.
	editsKeep = 0.4
	// maxMeetings is with how many articles after it one is compared, and maxForms how many forms in a row end that early.
	maxMeetings, maxForms = 400, 16
	// sameText is how much of one text another must hold, as the mean of its words and its shingles, for both to be drawn into
	// one cluster, and holdTogether the least mean of that over all members, 0 for a pair below sameText. A member of
	// a chain of four already falls out.
	sameText, holdTogether = 0.58, 0.15
)

// findCopies links articles that share text.
func (r *run) findCopies() error {
	if err := r.collapse(); err != nil {
		return err
	}
	pairs, err := r.copyCandidates()
	if err != nil {
		return err
	}
	r.meet = nil
	r.count(func(s *Stats) { s.Candidates = int64(len(pairs)) })
	meetings := r.meetings(pairs)
	err = collect(r, StageCopies, len(meetings), func(w *worker, i int, emit func(found)) {
		r.verifyAll(w, meetings[i], emit)
	}, func(f found) {
		if f.link.Kind == "" {
			r.forms[[2]cluster.Doc{f.a, f.b}] = true
		} else {
			r.found.add(f)
		}
	})
	r.found.sort()
	return err
}

// verifyAll compares an article with those it meets, those that share most first, and emits the links, and the forms as links of no
// kind. After maxForms forms in a row it leaves the others out, which share less.
func (r *run) verifyAll(w *worker, meeting []cluster.Pair, emit func(found)) {
	slices.SortStableFunc(meeting, func(x, y cluster.Pair) int { return cmp.Compare(y.Shared, x.Shared) })
	if !r.Exhaustive {
		meeting = meeting[:min(len(meeting), maxMeetings)]
	}
	forms := 0
	for _, p := range meeting {
		if r.ctx.Err() != nil {
			break
		}
		x, y := w.pair(p.A, p.B)
		v := r.verify(&w.comparer, x, y)
		isForm := r.thresholds.IsForm(v.scores)
		switch {
		case v.kind != "":
			emit(found{pair{a: p.A, b: p.B}, newLink(x, y, v)})
		case isForm:
			emit(found{pair: pair{a: p.A, b: p.B}})
		}
		if forms++; v.kind != "" || !isForm {
			forms = 0
		}
		if forms == maxForms {
			break
		}
	}
}

// copyCandidates returns which articles may share text, by A.
func (r *run) copyCandidates() ([]cluster.Pair, error) {
	if r.Exhaustive {
		return r.everyPair(), nil
	}
	tally := cluster.Tally{Limits: cluster.Limits{Crowd: copyCrowd}}
	var docs []cluster.Doc
	for b, err := range r.meet.copies.All(r.Workers) {
		if err != nil {
			return nil, err
		}
		docs = r.meeting(docs[:0], b.Docs)
		tally.Add(docs)
	}
	return tally.Pairs(r.Workers, func(p cluster.Pair) bool {
		a, b := &r.docs[p.A], &r.docs[p.B]
		return p.Shared >= r.leastShared(a, b) && r.inWindow(a.Entry, b.Entry)
	}), nil
}

// meeting appends to dst those of a bucket that are compared there: not what was linked to the first of its crowd already, nor what
// only has that bucket in common with the first of its form.
func (r *run) meeting(dst, bucket []cluster.Doc) []cluster.Doc {
	for _, d := range bucket {
		if r.copyOf[d] != d {
			continue
		}
		if first := r.formOf[d]; first != d {
			if _, here := slices.BinarySearch(bucket, first); here {
				continue
			}
		}
		dst = append(dst, d)
	}
	return dst
}

// leastShared returns how many buckets two articles must share for a link between them to be likely: it takes so much of the shorter
// text, and so much of that is sampled.
func (o *Options) leastShared(a, b *doc) int {
	if a.few || b.few {
		return 1
	}
	words := float64(min(a.bodyWords, b.bodyWords)) * o.thresholds.Partial
	return max(sharedSamples, int(words*editsKeep/float64(o.Params.Sample)))
}

// everyPair returns all pairs of articles that can be compared.
func (r *run) everyPair() []cluster.Pair {
	var pairs []cluster.Pair
	for a := range r.docs {
		for b := a + 1; b < len(r.docs); b++ {
			if r.docs[a].bodyWords > 0 && r.docs[b].bodyWords > 0 && r.inWindow(r.docs[a].Entry, r.docs[b].Entry) {
				pairs = append(pairs, cluster.Pair{A: cluster.Doc(a), B: cluster.Doc(b)})
			}
		}
	}
	return pairs
}

// meetings returns the pairs of each A, brought into an order in which those follow each other whose articles meet each other, so that
// a worker has them at hand.
func (r *run) meetings(pairs []cluster.Pair) [][]cluster.Pair {
	near := make(cluster.Sets, len(r.docs))
	for _, p := range pairs {
		if p.Shared > sharedSamples {
			near.Join(p.A, p.B)
		}
	}
	all := cutBy(pairs, func(p cluster.Pair) cluster.Doc { return p.A })
	slices.SortStableFunc(all, func(x, y []cluster.Pair) int { return cmp.Compare(near.Find(x[0].A), near.Find(y[0].A)) })
	return all
}

// cutBy cuts a slice where a key changes.
func cutBy[T any, K comparable](all []T, key func(T) K) [][]T {
	var out [][]T
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && key(all[end]) == key(all[start]) {
			end++
		}
		out = append(out, all[start:end])
		start = end
	}
	return out
}

// groupCopies groups articles that copy each other.
func (r *run) groupCopies() {
	var edges []cluster.Edge
	for p, l := range r.found.all() {
		if shared := l.sharedText(); l.Kind.Copy() && shared >= sameText && r.copyOf[p.a] == p.a && r.copyOf[p.b] == p.b {
			edges = append(edges, cluster.Edge{A: p.a, B: p.b, Score: shared})
		}
	}
	r.unit = make([]int32, len(r.docs))
	for i := range r.unit {
		r.unit[i] = -1
	}
	for _, group := range cluster.Group(edges, holdTogether, r.Workers) {
		r.addUnit(group)
	}
	for i := range r.docs {
		doc := cluster.Doc(i)
		switch first := r.copyOf[i]; {
		case r.docs[i].bodyWords == 0:
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
		r.unit[m] = int32(len(r.units))
	}
	r.units = append(r.units, members)
}
