package minhash_test

import (
	"errors"
	"fmt"
	"hash/fnv"
	"log"
	"strings"

	"github.com/samestory/samestory/minhash"
)

// wordHashes stands in for package shingle: it hashes single words.
func wordHashes(text string) []uint64 {
	var set []uint64
	for w := range strings.FieldsSeq(text) {
		h := fnv.New64a()
		h.Write([]byte(w))
		set = append(set, h.Sum64())
	}
	return set
}

func Example() {
	signer, err := minhash.New(minhash.OPH, 128)
	if err != nil {
		log.Fatal(err)
	}
	a := signer.Sign(nil, wordHashes("the minister resigned on monday after weeks of protest"))
	b := signer.Sign(nil, wordHashes("the minister resigned on tuesday after weeks of protest"))
	j, err := minhash.Similarity(a, b)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f, exactly %.2f\n", j, 8.0/10)
	// Output: 0.80, exactly 0.80
}

func ExampleSigner_Sign() {
	signer, err := minhash.New(minhash.OPH, 0) // 0: 128 slots
	if err != nil {
		log.Fatal(err)
	}
	var sig minhash.Signature
	for _, text := range []string{"one two three", "", "three two one one"} {
		sig = signer.Sign(sig.Slots, wordHashes(text)) // uses the memory of the last signature
		fmt.Printf("%q: %d slots, empty %v, about %.0f words\n", text, len(sig.Slots), sig.IsEmpty(), minhash.Cardinality(sig))
	}
	// Output:
	// "one two three": 128 slots, empty false, about 3 words
	// "": 128 slots, empty true, about 0 words
	// "three two one one": 128 slots, empty false, about 3 words
}

func ExampleMerge() {
	signer, _ := minhash.New(minhash.MinWise, 64)
	morning, evening := signer.Sign(nil, []uint64{1, 2, 3}), signer.Sign(nil, []uint64{3, 4, 5})
	day, err := minhash.Merge(nil, morning, evening)
	if err != nil {
		log.Fatal(err)
	}
	j, _ := minhash.Similarity(day, signer.Sign(nil, []uint64{1, 2, 3, 4, 5}))
	fmt.Println(j)

	other, _ := minhash.New(minhash.OPH, 64)
	_, err = minhash.Merge(nil, day, other.Sign(nil, []uint64{6}))
	fmt.Println(errors.Is(err, minhash.ErrMismatch))
	// Output:
	// 1
	// true
}

func ExampleContainment() {
	// An excerpt of 150 shingles, all of which are in an article of 600.
	article := make([]uint64, 600)
	for i := range article {
		article[i] = uint64(i+1) * 0xd1342543de82ef95
		article[i] ^= article[i] >> 32
	}
	excerpt := article[200:350]
	signer, _ := minhash.New(minhash.OPH, 256)
	a, b := signer.Sign(nil, excerpt), signer.Sign(nil, article)
	j, _ := minhash.Similarity(a, b)
	c, stderr, err := minhash.Containment(a, b, len(excerpt), len(article))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("resemblance %.2f, containment %.2f ± %.2f\n", j, c, stderr)
	// Output: resemblance 0.24, containment 0.98 ± 0.09
}

func ExampleDensify() {
	signer, _ := minhash.New(minhash.OPH, 16)
	sig := signer.Sign(nil, []uint64{12345, 67890})
	empty := 0
	for _, v := range sig.Slots {
		if v == minhash.Empty {
			empty++
		}
	}
	row := minhash.Densify(nil, sig)
	fmt.Println(empty, "of", len(sig.Slots), "slots are empty; the row for banding has", len(row), "values")
	fmt.Println("an empty set has", len(minhash.Densify(nil, signer.Sign(nil, nil))))
	// Output:
	// 14 of 16 slots are empty; the row for banding has 16 values
	// an empty set has 0
}

func ExamplePack() {
	signer, _ := minhash.New(minhash.OPH, 128)
	p, err := minhash.Pack(signer.Sign(nil, wordHashes("the minister resigned on monday")), 8)
	if err != nil {
		log.Fatal(err)
	}
	data, _ := p.MarshalBinary()
	var q minhash.Packed
	if err := q.UnmarshalBinary(data); err != nil {
		log.Fatal(err)
	}
	j, _ := p.Similarity(q)
	fmt.Println(len(data), "bytes, similarity", j)
	fmt.Println(errors.Is(q.UnmarshalBinary(data[:100]), minhash.ErrTruncated))
	// Output:
	// 158 bytes, similarity 1
	// true
}
