package main

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/minhash"
	"github.com/samestory/samestory/shingle"
)

// corpus is a corpus in numbers.
type corpus struct {
	articles []measured
	counts   map[uint64]int
	// types is how many different words there are in the first so many.
	types map[int]float64
	pairs []pair
	// firsts are the articles that share less than half with every earlier one.
	firsts []int
}

// measured is an article: its words, its set of shingles, its buckets, its pairs of content words.
type measured struct {
	words    int
	shingles []uint64
	keys     []uint64
	phrases  []uint64
}

// pair is two articles that share a bucket, with the share of the shorter one's shingles that the other has.
type pair struct {
	a, b      int
	contained float64
}

// The settings are samestory's defaults.
const (
	shingleWords = 5
	sampleRate   = 8
	resemblance  = 0.3
	misses       = 0.01
	crowd        = 200
	pairCrowd    = 24
	sharedPairs  = 2
)

func newCorpus(texts []string) *corpus {
	c := &corpus{counts: map[uint64]int{}, types: map[int]float64{}}
	var t shingle.Tokenizer
	var tokens []shingle.Token
	signer, err := minhash.New(minhash.OPH, minhash.DefaultSlots)
	if err != nil {
		panic(err) // the parameters are constants
	}
	bands, err := cluster.ChooseBands(minhash.DefaultSlots, resemblance, misses)
	if err != nil {
		panic(err)
	}
	seen := 0
	for _, text := range texts {
		tokens = t.Append(tokens[:0], text)
		for _, x := range tokens {
			c.counts[x.Hash]++
			seen++
			if seen == 10_000 || seen == 100_000 || seen == 1_000_000 {
				c.types[seen] = float64(len(c.counts))
			}
		}
		a := measured{words: len(tokens), shingles: shingle.Set(shingle.Shingles(nil, tokens, shingleWords))}
		row := minhash.Densify(nil, signer.Sign(nil, a.shingles))
		a.keys = minhash.Sample(bands.Keys(nil, row), a.shingles, sampleRate)
		for _, term := range t.Terms(nil, text, tokens, "en") {
			if term.Flags&shingle.Pair != 0 {
				a.phrases = append(a.phrases, term.Hash)
			}
		}
		a.phrases = shingle.Set(a.phrases)
		c.articles = append(c.articles, a)
	}
	return c
}

// buckets calls meet for each pair in a bucket; of a bucket of more than crowd each article meets those after it only.
func buckets(n int, keys func(i int) []uint64, least, most, crowd int, meet func(a, b int)) {
	type entry struct {
		key uint64
		doc int
	}
	var all []entry
	for i := range n {
		for _, k := range keys(i) {
			all = append(all, entry{k, i})
		}
	}
	slices.SortFunc(all, func(x, y entry) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.doc, y.doc)) })
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && all[end].key == all[start].key {
			end++
		}
		if bucket := all[start:end]; len(bucket) >= least && len(bucket) <= most {
			for i, x := range bucket {
				for _, y := range bucket[i+1 : min(len(bucket), i+1+crowd)] {
					meet(x.doc, y.doc)
				}
			}
		}
		start = end
	}
}

// gather finds the pairs that share a bucket, and the articles that copy no earlier one.
func (c *corpus) gather() {
	met := map[[2]int]bool{}
	buckets(len(c.articles), func(i int) []uint64 { return c.articles[i].keys }, 2, len(c.articles), crowd, func(a, b int) {
		met[[2]int{a, b}] = true
	})
	copies := map[int]bool{}
	for p := range met {
		x, y := c.articles[p[0]].shingles, c.articles[p[1]].shingles
		contained := float64(shingle.Common(x, y)) / float64(max(1, min(len(x), len(y))))
		c.pairs = append(c.pairs, pair{p[0], p[1], contained})
		if contained >= 0.5 {
			copies[p[1]] = true
		}
	}
	for i := range c.articles {
		if !copies[i] {
			c.firsts = append(c.firsts, i)
		}
	}
}

// top is the share of all words that the n most frequent have.
func (c *corpus) top(n int) float64 {
	counts := make([]int, 0, len(c.counts))
	all := 0
	for _, k := range c.counts {
		counts = append(counts, k)
		all += k
	}
	slices.Sort(counts)
	sum := 0
	for _, k := range counts[max(0, len(counts)-n):] {
		sum += k
	}
	return float64(sum) / float64(all)
}

// once is the share of the different words that come once only.
func (c *corpus) once() float64 {
	n := 0
	for _, k := range c.counts {
		if k == 1 {
			n++
		}
	}
	return float64(n) / float64(len(c.counts))
}

// recurring is the mean share of the shingles of an article, among those that copy no earlier one, that another of them has.
func (c *corpus) recurring() float64 {
	in := map[uint64]int{}
	for _, i := range c.firsts {
		for _, s := range c.articles[i].shingles {
			in[s]++
		}
	}
	sum := 0.0
	for _, i := range c.firsts {
		n := 0
		for _, s := range c.articles[i].shingles {
			if in[s] > 1 {
				n++
			}
		}
		sum += float64(n) / float64(max(1, len(c.articles[i].shingles)))
	}
	return sum / float64(len(c.firsts))
}

// copyCandidates is how many pairs share a bucket for each article, and how many of these share hardly any text.
func (c *corpus) copyCandidates() (all, unrelated float64) {
	for _, p := range c.pairs {
		all++
		if p.contained < 0.1 {
			unrelated++
		}
	}
	n := float64(len(c.articles))
	return all / n, unrelated / n
}

// retellings is how many pairs of articles, of those that copy no earlier one, share two rare pairs of content words.
func (c *corpus) retellings() float64 {
	shared := map[[2]int]int{}
	candidates := 0
	buckets(len(c.firsts), func(i int) []uint64 { return c.articles[c.firsts[i]].phrases }, 2, pairCrowd, pairCrowd, func(a, b int) {
		if shared[[2]int{a, b}]++; shared[[2]int{a, b}] == sharedPairs {
			candidates++
		}
	})
	return float64(candidates) / float64(len(c.firsts))
}
