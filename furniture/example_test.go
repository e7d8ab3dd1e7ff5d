package furniture_test

import (
	"fmt"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/furniture"
	"github.com/samestory/samestory/shingle"
)

// The body of an article without what is furniture by its looks.
func ExampleKnown() {
	text := `Ferry aground off Tarnholm

Share on Facebook

The night ferry ran aground on a sandbank on Sunday.

RELATED: What we know of the ship

Related inquiries were closed in 2019.

12 Comments
`
	var tokenizer shingle.Tokenizer
	for p := range furniture.Paragraphs(tokenizer.Append(nil, text)) {
		if !furniture.Known(text, p) {
			fmt.Println(text[p[0].Start:p[len(p)-1].End])
		}
	}
	// Output:
	// Ferry aground off Tarnholm
	// The night ferry ran aground on a sandbank on Sunday
	// Related inquiries were closed in 2019
}

// What recurs in an outlet's articles that have nothing else in common is its furniture.
func ExampleLearner() {
	articles := []string{
		"The night ferry ran aground.\nNews that the harbour trusts",
		"The library on Mill Street is to close.\nNews that the harbour trusts",
		"Pears are late this year, growers say.\nNews that the harbour trusts",
	}
	var tokenizer shingle.Tokenizer
	var learner furniture.Learner
	for i, text := range articles {
		learner.Add(cluster.Doc(i), text)
	}
	itself := func(article cluster.Doc) cluster.Doc { return article }
	outlet := func(cluster.Doc) string { return "harbourpost.example" }
	recurring, err := learner.Recurring(1, itself, outlet)
	if err != nil {
		fmt.Println(err)
		return
	}
	learned := furniture.Learn(recurring, func(_, _ cluster.Doc) float64 { return 0.1 })

	text := "Tugs pulled the ferry free.\nNews that the harbour trusts"
	for p := range furniture.Paragraphs(tokenizer.Append(nil, text)) {
		fmt.Println(learned.Is("harbourpost.example", text, p), text[p[0].Start:p[len(p)-1].End])
	}
	// Output:
	// false Tugs pulled the ferry free
	// true News that the harbour trusts
}
