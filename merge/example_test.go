package merge_test

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/merge"
)

// Three articles come in; one is a copy of another.
func Example() {
	const aground = "The harbour of Port Selwyn was closed on Saturday after a freighter with 4,300 tonnes of grain ran aground at the " +
		"northern mole, the coast guard said. Nobody was hurt, harbour master Ines Okafor told reporters."
	articles := []article.Article{
		{ID: "wire/1", Outlet: "Selwyn Wire", URL: "https://wire.example/1", Title: "Freighter runs aground", Text: aground},
		{ID: "coast/7", Outlet: "The Coast", Title: "Harbour closed", Text: aground + " More follows."},
		{ID: "coast/8", Outlet: "The Coast", Title: "Leek soup", Text: "Sweat three leeks in butter until they are soft but not brown."},
	}
	items, _ := merge.Collect(slices.Values(articles))
	report, err := samestory.Detect(context.Background(), merge.Articles(items), &samestory.Options{Copies: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	items, count := merge.Merge(items, report, &merge.Options{Prefer: []string{"The Coast"}})
	fmt.Printf("%d of %d items in %d story\n", count.Grouped, len(articles), count.Stories)
	for _, it := range items {
		fmt.Println(it.Article.ID, it.Also)
	}
	if err := merge.JSONLines(os.Stdout, items[1:]); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 2 of 3 items in 1 story
	// coast/7 [{wire/1 Selwyn Wire Freighter runs aground https://wire.example/1 reprint}]
	// coast/8 []
	// {"id":"coast/8","outlet":"The Coast","title":"Leek soup","text":"Sweat three leeks in butter until they are soft but not brown."}
}
