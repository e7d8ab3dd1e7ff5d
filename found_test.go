package samestory

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/samestory/samestory/cluster"
)

// TestFindings: links stay with their pairs however they come, and are found by pair.
func TestFindings(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 2, 3, 10, 1000} {
		var f findings
		name := func(a, b cluster.Doc) string { return fmt.Sprint(a, "-", b) }
		for _, i := range rng.Perm(n) {
			a, b := cluster.Doc(i/7), cluster.Doc(i/7+1+i%7)
			f.add(found{pair{a, b, float64(i)}, Link{Kind: Kind(name(a, b))}})
		}
		f.sort()
		at := 0
		for p, l := range f.all() {
			if at > 0 && f.pairs[at-1].compare(*p) >= 0 || string(l.Kind) != name(p.a, p.b) || f.at(p.a, p.b) != at {
				t.Errorf("of %d: %+v at %d, with the link of %s, is found at %d", n, *p, at, l.Kind, f.at(p.a, p.b))
			}
			at++
		}
		if at != n || f.at(cluster.Doc(n), cluster.Doc(n+1)) >= 0 {
			t.Errorf("%d of %d, or one too many is found", at, n)
		}
	}
}
