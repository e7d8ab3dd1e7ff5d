package shingle_test

import (
	"fmt"

	"github.com/samestory/samestory/shingle"
)

// How much of the words of two texts is the same.
func Example() {
	var t shingle.Tokenizer // one per goroutine
	set := func(text string) []uint64 {
		return shingle.Set(shingle.Shingles(nil, t.Append(nil, text), 3))
	}
	a := set("The night trams return on Friday, the mayor said.")
	b := set("THE NIGHT TRAMS return on Friday, the U.S. company said")
	common := shingle.Common(a, b)
	fmt.Printf("%d of %d and %d shingles, Jaccard %.2f\n", common, len(a), len(b), float64(common)/float64(len(a)+len(b)-common))
	// Output: 5 of 7 and 8 shingles, Jaccard 0.50
}

func ExampleTokenizer_Append() {
	var t shingle.Tokenizer
	text := "“It’s 10,000,” Mayor Ostrander’s aide said."
	for _, tok := range t.Append(nil, text) {
		fmt.Printf("%s %016x", text[tok.Start:tok.End], tok.Hash)
		if tok.Flags&shingle.Number != 0 {
			fmt.Print(" number")
		}
		if tok.Flags&shingle.Capital != 0 && tok.Flags&shingle.Opens == 0 {
			fmt.Print(" name")
		}
		if tok.Flags&shingle.Quoted != 0 {
			fmt.Print(" quoted")
		}
		fmt.Println()
	}
	// Output:
	// It f3573f79655b6deb quoted
	// 10,000 40cc231547e1f680 number quoted
	// Mayor ba7373375fb9677a
	// Ostrander 81af7f3140100f60 name
	// aide 98a2f0b2644b850a
	// said 372e50279c930d46
}

// Scripts without spaces give pairs of characters.
func ExampleTokenizer_Append_characters() {
	var t shingle.Tokenizer
	text := "有轨电车 ABC"
	for _, tok := range t.Append(nil, text) {
		fmt.Print(text[tok.Start:tok.End], " ")
	}
	fmt.Println()
	// Output: 有轨 轨电 电车 ABC
}

func ExampleTokenizer_Language() {
	var t shingle.Tokenizer
	for _, text := range []string{"Die Trams fahren wieder, und das ist gut so", "夜间有轨电车恢复运营", "Trams!"} {
		fmt.Printf("%q\n", t.Language(text, t.Append(nil, text)))
	}
	// Output:
	// "de"
	// "zh"
	// ""
}

func ExampleTokenizer_Terms() {
	var t shingle.Tokenizer
	terms := func(text string) map[uint64]string {
		words := map[uint64]string{}
		for _, term := range t.Terms(nil, text, t.Append(nil, text), "en") {
			words[term.Hash] = text[term.Start:term.End]
		}
		return words
	}
	a := terms("Night trams returned to Port Alder")
	b := terms("The return of the night tram")
	for _, term := range []string{"returned", "Night trams", "Port"} {
		for hash, word := range a {
			if word == term {
				fmt.Printf("%s: %q\n", term, b[hash])
			}
		}
	}
	// Output:
	// returned: "return"
	// Night trams: "night tram"
	// Port: ""
}
