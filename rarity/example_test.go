package rarity_test

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/samestory/samestory/rarity"
)

// A background of one's own: count an archive once, keep the table, weigh with it.
func ExampleBuilder() {
	const harbour, kraken, said = 1 << 40, 2 << 40, 3 << 40 // stand for hashes of terms
	var b rarity.Builder
	for i := range 1000 {
		terms := []uint64{said}
		if i%10 == 0 {
			terms = append(terms, harbour)
		}
		if i%250 == 0 {
			terms = append(terms, kraken)
		}
		b.Add(terms)
	}
	data, err := b.Table(2).AppendBinary(nil)
	if err != nil {
		panic(err)
	}

	table, err := rarity.Parse(data)
	if err != nil {
		panic(err)
	}
	fmt.Println(table.Articles(), "articles,", table.Terms(), "terms")
	for _, term := range []uint64{said, harbour, kraken} {
		fmt.Printf("in about %d articles: weight %.1f\n", table.Count(term), table.Weigh(term, 2, 50))
	}
	// Output:
	// 1000 articles, 3 terms
	// in about 1024 articles: weight 0.0
	// in about 91 articles: weight 2.4
	// in about 4 articles: weight 5.4
}

// A term that is rare in general but common in the batch weighs little.
func ExampleTable_Weigh() {
	table := rarity.Default()
	const term = 0x0123456789abcdef // in no article of the background
	for _, inBatch := range []int{1, 2, 12, 102} {
		fmt.Printf("in %d of 1000 articles: %.1f\n", inBatch, table.Weigh(term, inBatch, 1000))
	}
	// Output:
	// in 1 of 1000 articles: 0.0
	// in 2 of 1000 articles: 10.7
	// in 12 of 1000 articles: 4.7
	// in 102 of 1000 articles: 2.4
}

func ExampleParse() {
	_, err := rarity.Parse(bytes.Repeat([]byte("no table "), 10))
	fmt.Println(errors.Is(err, rarity.ErrFormat), err)
	// Output: true rarity: not a rarity table of this version
}
