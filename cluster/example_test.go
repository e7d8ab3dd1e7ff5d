package cluster_test

import (
	"fmt"

	"github.com/samestory/samestory/cluster"
)

// How to cut signatures of 128 slots so that at most one in ten of the pairs of resemblance 0.4 is missed.
func ExampleChooseBands() {
	bands, err := cluster.ChooseBands(128, 0.4, 0.1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d bands of %d rows\n", bands.Count, bands.Rows)
	for _, j := range []float64{0.1, 0.2, 0.4, 0.6} {
		fmt.Printf("resemblance %.1f: %3.0f%% become candidates\n", j, 100*bands.Probability(j))
	}
	// Output:
	// 42 bands of 3 rows
	// resemblance 0.1:   4% become candidates
	// resemblance 0.2:  29% become candidates
	// resemblance 0.4:  94% become candidates
	// resemblance 0.6: 100% become candidates
}

// From signatures to candidates.
func ExampleBands_Keys() {
	bands := cluster.Bands{Count: 2, Rows: 3}
	var buckets cluster.Buckets
	buckets.Add(0, bands.Keys(nil, []uint64{10, 11, 12, 13, 14, 15}))
	buckets.Add(1, bands.Keys(nil, []uint64{10, 11, 12, 93, 94, 95})) // the first band is the same
	buckets.Add(2, bands.Keys(nil, []uint64{10, 81, 82, 13, 84, 85})) // no band is
	pairs, err := buckets.Pairs(cluster.Limits{})
	fmt.Println(pairs, err)
	// Output: [{0 1 1}] <nil>
}

// Articles that share at least two keys.
func ExampleBuckets() {
	var buckets cluster.Buckets
	buckets.Add(0, []uint64{501, 502, 503})
	buckets.Add(1, []uint64{502, 503, 504})
	buckets.Add(2, []uint64{504, 505})
	pairs, err := buckets.Pairs(cluster.Limits{MinShared: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, pair := range pairs {
		fmt.Printf("%d and %d share %d keys\n", pair.A, pair.B, pair.Shared)
	}
	// Output: 0 and 1 share 2 keys
}

// Three articles hold together; a fourth is tied to one of them only and stays out.
func ExampleGroup() {
	groups := cluster.Group([]cluster.Edge{
		{A: 0, B: 1, Score: 0.9},
		{A: 0, B: 2, Score: 0.8},
		{A: 1, B: 2, Score: 0.7},
		{A: 2, B: 3, Score: 0.9},
		{A: 3, B: 4, Score: 0.95},
	}, 0.5, 1)
	fmt.Println(groups)
	// Output: [[0 1 2] [3 4]]
}
