package wire_test

import (
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/wire"
)

func ExampleReader_Credits() {
	r, err := wire.NewReader(nil)
	if err != nil {
		log.Fatal(err)
	}
	a := article.Article{Text: "VARNHOLM, May 4 (AFP) - The harbour was closed, the port master told Reuters.\n\n© 2021 AFP"}
	for _, c := range r.Credits(a) {
		fmt.Printf("%s, %s: %q\n", c.Agency, c.How, c.Text)
	}
	// Output:
	// AFP, dateline: "VARNHOLM, May 4 (AFP)"
	// Reuters, quoted: "told Reuters"
	// AFP, copyright: "© 2021 AFP"
}

func ExampleReader_Agency() {
	r, err := wire.NewReader(nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, provider := range []string{"The Associated Press", "Reuters UK", "https://www.reuters.com/world/", "Varnholm Courier"} {
		name, ok := r.Agency(provider)
		fmt.Printf("%q %v\n", name, ok)
	}
	// Output:
	// "Associated Press" true
	// "Reuters" true
	// "Reuters" true
	// "" false
}

func ExampleParseAgencies() {
	mine, err := wire.ParseAgencies(strings.NewReader("Harbour News Service | Harbour News Service; HNS? | hns.example"))
	if err != nil {
		log.Fatal(err)
	}
	r, err := wire.NewReader(&wire.Options{Agencies: mine})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range r.Credits(article.Article{Text: "SUNDBY (HNS) - A ferry ran aground on Tuesday."}) {
		fmt.Println(c.Agency, c.How)
	}
	// Output:
	// Harbour News Service dateline
}

func ExampleTrace() {
	at := func(hour int) time.Time { return time.Date(2021, 5, 4, hour, 0, 0, 0, time.UTC) }
	dateline := []wire.Credit{{Agency: "AFP", How: wire.Dateline}}
	members := []wire.Member{
		{ID: "a", Outlet: "AFP", Published: at(9), Credits: []wire.Credit{{Agency: "AFP", How: wire.Field, In: wire.InOutlet}}},
		{ID: "b", Outlet: "Courier", Published: at(11), Credits: dateline},
		{ID: "c", Outlet: "Post", Published: at(12), Credits: dateline},
	}
	edges := []wire.Edge{
		{A: "a", B: "b", Kind: "identical", ContainmentA: 1, ContainmentB: 1},
		{A: "a", B: "c", Kind: "excerpt", ContainmentA: 0.5, ContainmentB: 1},
	}
	l := wire.Trace(members, edges, nil)
	fmt.Printf("%s: %s\n", l.Original, l.Reason)
	for _, c := range l.Copies {
		fmt.Printf("%s from %s: %s\n", c.ID, c.From, c.Why)
	}
	fmt.Printf("%d outlets, %d independent\n", l.Outlets, l.Independent)
	// Output:
	// a: AFP's own item, and 2 others credit it
	// b from a: credited to AFP by dateline, and this is AFP's own item; the same text, 2 h later
	// c from a: credited to AFP by dateline, and this is AFP's own item; 100% of it is there, 3 h later
	// 3 outlets, 1 independent
}
