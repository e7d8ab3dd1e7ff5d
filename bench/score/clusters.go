package score

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/samestory/samestory/bench/corpus"
)

// Clusters is what a program put together: the name of its cluster by the id of an article. Articles alone may be left out.
type Clusters map[string]string

// ReadClusters reads lines of an id, a tab and the name of a cluster.
func ReadClusters(r io.Reader) (Clusters, error) {
	c := Clusters{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		id, name, ok := strings.Cut(lines.Text(), "\t")
		if !ok || id == "" || name == "" {
			return nil, fmt.Errorf("score: clusters, line %d: want an id, a tab and a name", n)
		}
		c[id] = name
	}
	return c, lines.Err()
}

// Found is how good clusters are.
type Found struct {
	// Reprints and Excerpts are the copies that are in one cluster with what they copy.
	Reprints, Excerpts Share
	// Pairs are the pairs of copies that are in one cluster.
	Pairs Share
	// Precise are the pairs in one cluster that are copies, and PreciseButForms the same with pairs of forms left out. Precise goes
	// by pairs, so that one cluster that is wrong and large outweighs many that are right.
	Precise, PreciseButForms Share
	// Largest is the number of articles of the largest cluster.
	Largest int
}

// Recall is the share of copies that are in one cluster with what they copy.
func (f Found) Recall() float64 {
	return Share{f.Reprints.Part + f.Excerpts.Part, f.Reprints.Whole + f.Excerpts.Whole}.Value()
}

// Clusters compares what was found with what is true. Ids that the truth does not know are an error.
func (t *Truth) Clusters(found Clusters) (Found, error) {
	var f Found
	members := map[string][]*corpus.Truth{}
	for id, name := range found {
		a := t.all[id]
		if a == nil {
			return f, fmt.Errorf("score: there is no article %q", id)
		}
		members[name] = append(members[name], a)
	}
	for _, a := range t.all {
		name, ok := found[a.ID]
		together := ok && name == found[a.Cluster]
		switch a.Kind {
		case corpus.Reprint:
			f.Reprints.count(together)
		case corpus.Excerpt:
			f.Excerpts.count(together)
		}
	}
	for _, n := range t.sizes {
		f.Pairs.Whole += pairs(n)
	}
	for _, m := range members {
		f.count(m)
	}
	return f, nil
}

// count counts the pairs of one cluster, by its parts: it may be very large.
func (f *Found) count(members []*corpus.Truth) {
	f.Largest = max(f.Largest, len(members))
	sizes := map[string]int{}
	right, formCount := 0, 0
	for _, a := range members {
		right += sizes[a.Cluster]
		sizes[a.Cluster]++
		if a.Kind == corpus.Form {
			formCount++
		}
	}
	strange := pairs(len(members)) - relatedPairs(members)
	f.Pairs.Part += right
	f.Precise.Part += right
	f.Precise.Whole += strange
	f.PreciseButForms.Part += right
	f.PreciseButForms.Whole += strange - pairs(formCount)
}

func pairs(n int) int { return n * (n - 1) / 2 }

// relatedPairs returns how many pairs are related. Each such pair meets under an article that both copy or take from; where both copy it
// they are no related pair but copies.
func relatedPairs(members []*corpus.Truth) int {
	meet := map[string][]*corpus.Truth{}
	for _, a := range members {
		for _, key := range keys(a) {
			meet[key] = append(meet[key], a)
		}
	}
	seen := map[[2]string]bool{} // some meet twice
	for _, group := range meet {
		for i, a := range group {
			if isCopying(a) {
				continue
			}
			for j, b := range group {
				if (j > i || isCopying(b)) && relate(a, b) == related {
					seen[[2]string{min(a.ID, b.ID), max(a.ID, b.ID)}] = true
				}
			}
		}
	}
	return len(seen)
}

// isCopying reports whether all that an article has to do with others is that they copy it, or it them.
func isCopying(a *corpus.Truth) bool {
	return a.Kind == corpus.Original || a.Kind == corpus.Reprint || a.Kind == corpus.Excerpt
}

// keys returns what an article copies, and what it takes from.
func keys(a *corpus.Truth) []string {
	if slices.Contains(a.Sources, a.Cluster) {
		return a.Sources
	}
	return append([]string{a.Cluster}, a.Sources...)
}

// ReadFlags reads a line for each article that has a copy: its id.
func ReadFlags(r io.Reader) (map[string]bool, error) {
	flags := map[string]bool{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		flags[lines.Text()] = true
	}
	return flags, lines.Err()
}

// Flagged is how good flags are: they say that an article has a copy, not where.
type Flagged struct {
	// Recall is the share of articles with a copy that are flagged, which is more than is found of the copies.
	Recall Share
	// Precise is the share of the flagged articles that have a copy, are related to another or are none of these two and no form.
	Precise Share
}

// Flags compares flags with what is true.
func (t *Truth) Flags(flags map[string]bool) (Flagged, error) {
	var f Flagged
	takenFrom := map[string]bool{}
	for _, a := range t.all {
		for _, s := range a.Sources {
			takenFrom[s] = true
		}
	}
	for id, a := range t.all {
		hasCopy := t.sizes[a.Cluster] > 1
		if hasCopy {
			f.Recall.count(flags[id])
		}
		if related := len(a.Sources) > 0 || takenFrom[id]; flags[id] && (hasCopy || !related) {
			f.Precise.count(hasCopy)
		}
	}
	for id := range flags {
		if t.all[id] == nil {
			return f, fmt.Errorf("score: there is no article %q", id)
		}
	}
	return f, nil
}
