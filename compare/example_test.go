package compare_test

import (
	"fmt"

	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/shingle"
)

func ExampleComparer_Compare() {
	a := `The night ferry ran aground on a sandbank early on Sunday with 214 people on board. Nobody was hurt, the coast guard said.`
	b := `OSLO - A ferry ran aground on a sandbank early on Sunday with 214 people on board, said the coast guard. The cause is not
known. The ship is forty years old, and had been repaired in spring.`
	var tokenizer shingle.Tokenizer
	var comparer compare.Comparer
	scores, passages := comparer.Compare(
		compare.NewBody(tokenizer.Append(nil, a), 5),
		compare.NewBody(tokenizer.Append(nil, b), 5),
	)
	fmt.Printf("%d words, %.0f%% of a, %.0f%% of b\n", scores.Words, 100*scores.CoverA, 100*scores.CoverB)
	for _, p := range passages {
		fmt.Printf("a[%d:%d] %q\n", p.A[0], p.A[1], a[p.A[0]:p.A[1]])
	}
	// Output:
	// 14 words, 61% of a, 38% of b
	// a[10:82] "ferry ran aground on a sandbank early on Sunday with 214 people on board"
}

func ExampleThresholds_Judge() {
	for _, s := range []compare.Scores{
		{CoverA: 0.95, CoverB: 0.9, Words: 400},
		{CoverA: 0.3, CoverB: 0.95, Words: 120},
		{CoverA: 0.2, CoverB: 0.2, Words: 80},
		{CoverA: 0.9, CoverB: 0.9, Words: 200, FigureCount: 12, Figures: 0.1}, // the weather of two days
	} {
		if kind, ok := compare.DefaultThresholds.Judge(s); ok {
			fmt.Println(kind)
		} else {
			fmt.Println("no link")
		}
	}
	// Output:
	// reprint
	// excerpt
	// partial
	// no link
}
