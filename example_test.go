package samestory_test

import (
	"context"
	"fmt"
	"iter"
	"log"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
)

// The texts of the examples: a report, a paper's reprint of it, another paper's own words on the same, and something else.
var (
	ferryReport = article.Article{ID: "agency/ferry", Outlet: "agency", Text: `The ferry Elsinora ran aground on the Kobber bank ` +
		`outside Lindhavn late on Sunday with 214 passengers on board. Nobody was hurt. Tugs pulled the ship free at dawn, when the ` +
		`tide had risen by two metres, and divers found a dent of four metres in its hull, harbour master Tove Brandal said.`}
	ferryReprint = article.Article{ID: "courier/ferry", Outlet: "courier", Text: `The ferry Elsinora ran aground on the Kobber bank ` +
		`outside Lindhavn late on Sunday with 214 passengers on board. Nobody was hurt. Tugs pulled the ship free at dawn, when the ` +
		`tide had risen by two metres, and divers found a dent of four metres in its hull. The line has cancelled all crossings.`}
	ferryRetold = article.Article{ID: "gazette/ferry", Outlet: "gazette", Text: `Tove Brandal has seldom had such a night. The harbour ` +
		`master of Lindhavn had 214 passengers to feed on Sunday, and a ship, the ferry Elsinora, that sat fast on the Kobber bank ` +
		`until tugs came with the tide. In the hull of the Elsinora divers discovered a dent, four metres long.`}
	cheese = article.Article{ID: "gazette/cheese", Outlet: "gazette", Text: `A wheel of goat cheese from Upper Marl has won the golden ` +
		`spoon of the mountain dairies for the third year running. Its maker, Ruprecht Anselm, keeps forty goats and a radio that ` +
		`plays waltzes to them, and says that the second of these matters more than the hay.`}
)

func articles(list ...article.Article) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		for _, a := range list {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// Detect looks at a batch of articles as a whole. The sequence may as well come from ingest.Paths, or any reader of yours.
func ExampleDetect() {
	report, err := samestory.Detect(context.Background(), articles(ferryReport, ferryReprint, ferryRetold, cheese), nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range report.Stories {
		fmt.Println(s.ID, "told by", s.Articles)
		for _, c := range s.Clusters {
			fmt.Println("  cluster", c.Articles)
		}
	}
	for _, l := range report.Links {
		fmt.Printf("%s %s %s %.1f\n", l.A, l.B, l.Kind, l.Similarity)
	}
	// Output:
	// s-agency/ferry told by [agency/ferry courier/ferry gazette/ferry]
	//   cluster [agency/ferry courier/ferry]
	//   cluster [gazette/ferry]
	// agency/ferry courier/ferry reprint 0.9
	// agency/ferry gazette/ferry rewrite 1.0
	// courier/ferry gazette/ferry rewrite 1.0
}

// A Detector says of each article, the moment it comes, which of those before it share its text or its story.
func ExampleDetector() {
	ctx := context.Background()
	d, err := samestory.New(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer d.Close()
	for _, a := range []article.Article{ferryReport, cheese, ferryReprint, ferryRetold} {
		v, err := d.Add(ctx, a)
		if err != nil {
			log.Fatal(err)
		}
		if v.Story == "" {
			fmt.Println(v.ID, "is new")
			continue
		}
		first := v.Links[0]
		fmt.Printf("%s belongs to %s: %s, similarity %.1f\n", v.ID, v.Story, first.Kind, first.Similarity)
	}
	// Output:
	// agency/ferry is new
	// gazette/cheese is new
	// courier/ferry belongs to s-agency/ferry: reprint, similarity 0.9
	// gazette/ferry belongs to s-agency/ferry: rewrite, similarity 1.0
}

// Query looks an article up without keeping it.
func ExampleDetector_Query() {
	ctx := context.Background()
	d, err := samestory.New(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Add(ctx, ferryReport); err != nil {
		log.Fatal(err)
	}
	for _, a := range []article.Article{ferryReprint, cheese} {
		links, err := d.Query(ctx, a)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(a.ID, "has", len(links), "links; held:", d.Len())
	}
	// Output:
	// courier/ferry has 1 links; held: 1
	// gazette/cheese has 0 links; held: 1
}

// Stories yields the stories among all articles held, largest first.
func ExampleDetector_Stories() {
	ctx := context.Background()
	d, err := samestory.New(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer d.Close()
	for v, err := range d.AddAll(ctx, articles(ferryReport, cheese, ferryReprint)) {
		if err != nil {
			log.Fatal(v.ID, err)
		}
	}
	for s, err := range d.Stories(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(s.ID, s.Articles, s.Outlets, "outlets")
	}
	// Output:
	// s-agency/ferry [agency/ferry courier/ferry] 2 outlets
}

// Compare needs two articles and nothing else. The passages slice their texts.
func ExampleCompare() {
	l, err := samestory.Compare(ferryReport, ferryReprint, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %.0f%% of a is in b, %.0f%% of b in a\n", l.Kind, 100*l.ContainmentA, 100*l.ContainmentB)
	for _, p := range l.Passages {
		text := ferryReport.Text[p.A[0]:p.A[1]]
		fmt.Printf("%d words: %s ... %s\n", p.Words, text[:30], text[len(text)-30:])
	}
	// Output:
	// reprint: 90% of a is in b, 88% of b in a
	// 48 words: The ferry Elsinora ran aground ... ent of four metres in its hull
}
