// Command minhashlsh finds copies with github.com/ekzhu/minhash-lsh, as its own command minhash-lsh-all-pair goes about it: sign, index,
// query each signature, take what comes as it comes. Joined pairs make clusters, printed as lines of an id, a tab and a name.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"sync"
	"time"

	minhashlsh "github.com/ekzhu/minhash-lsh"

	"github.com/samestory/samestory/bench/jsonl"
	"github.com/samestory/samestory/bench/peers/minhashlsh/way"
)

func main() {
	threshold := flag.Float64("threshold", 0.9, "the Jaccard similarity threshold; that of its command is 0.9")
	workers := flag.Int("workers", 2, "how many goroutines decode and sign")
	flag.Parse()
	if err := run(flag.Arg(0), *threshold, *workers); err != nil {
		fmt.Fprintln(os.Stderr, "minhashlsh: error:", err)
		os.Exit(1)
	}
}

// signed is an article with its signature.
type signed struct {
	id        string
	signature []uint64
}

func run(path string, threshold float64, workers int) error {
	start := time.Now()
	stage := func(name string) {
		fmt.Fprintf(os.Stderr, "stage %s %.3f\n", name, time.Since(start).Seconds())
		start = time.Now()
	}
	all, err := sign(path, workers)
	if err != nil {
		return err
	}
	stage("read, shingle and sign")
	lsh := minhashlsh.NewMinhashLSH(len(all[0].signature), threshold)
	for i, s := range all {
		lsh.Add(i, s.signature)
	}
	lsh.Index()
	stage("insert")
	parents := cluster(all, lsh)
	stage("query")
	return write(all, parents)
}

// sign reads and signs all articles, in the order of the file.
func sign(path string, workers int) ([]signed, error) {
	var mu sync.Mutex
	batches := map[int][]signed{}
	signers := sync.Pool{New: func() any { return new(way.Signer) }}
	err := jsonl.Each(path, workers, func(batch int, records []jsonl.Record) error {
		signer := signers.Get().(*way.Signer)
		defer signers.Put(signer)
		out := make([]signed, len(records))
		for i, r := range records {
			out[i] = signed{r.ID, signer.Sign(r.Text)}
		}
		mu.Lock()
		defer mu.Unlock()
		batches[batch] = out
		return nil
	})
	var all []signed
	for i := range len(batches) {
		all = append(all, batches[i]...)
	}
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s has no articles", path)
	}
	return all, err
}

// cluster joins each article with what is found for it (union-find with path halving).
func cluster(all []signed, lsh *minhashlsh.MinhashLSH) []int {
	parents := make([]int, len(all))
	for i := range parents {
		parents[i] = i
	}
	for i, s := range all {
		for _, key := range lsh.Query(s.signature) {
			a, b := root(parents, i), root(parents, key.(int))
			parents[max(a, b)] = min(a, b)
		}
	}
	return parents
}

func root(parents []int, i int) int {
	for parents[i] != i {
		parents[i] = parents[parents[i]]
		i = parents[i]
	}
	return i
}

// write prints the articles that are not alone.
func write(all []signed, parents []int) error {
	out := bufio.NewWriter(os.Stdout)
	sizes := make([]int, len(all))
	for i := range all {
		sizes[root(parents, i)]++
	}
	for i, s := range all {
		if r := root(parents, i); sizes[r] > 1 {
			_, _ = fmt.Fprintf(out, "%s\t%s\n", s.id, all[r].id) // Flush tells of errors
		}
	}
	return out.Flush()
}
