package feed_test

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/feed"
)

func ExampleParse() {
	body := `<rss version="2.0"><channel><title>The Bay Post</title><link>https://www.bay.example</link>
<item><title>Pears &amp; prizes</title><link>/pears</link><description>Ann Bee has nine trees. […]</description></item>
<item><title>Ferry</title><guid>urn:ferry</guid></b></item>
<item><title>A feed that was cut o`

	opts := &feed.Options{Name: "bay", Address: "https://www.bay.example/feed"} // nil would do
	for a, err := range feed.Parse(strings.NewReader(body), opts) {
		if p, ok := errors.AsType[*article.Problem](err); ok {
			fmt.Println("problem", p.Place, p.ID, errors.Is(p, feed.ErrBroken), errors.Is(p, feed.ErrCut))
			continue
		}
		fmt.Println("article", a.Place, a.ID, a.Outlet, a.Title, a.Summary)
	}
	// Output:
	// article bay:2 https://www.bay.example/pears bay.example Pears & prizes true
	// problem bay:3 urn:ferry true false
	// problem bay:4  false true
}

func ExampleParseOPML() {
	list := `<opml><body><outline text="News"><outline text="The Bay Post" xmlUrl="https://bay.example/feed"/></outline></body></opml>`
	all, err := feed.ParseOPML(strings.NewReader(list))
	fmt.Println(all, err)
	err = feed.WriteOPML(os.Stdout, "My feeds", all)
	fmt.Println(err)
	// Output:
	// [{The Bay Post https://bay.example/feed }] <nil>
	// <?xml version="1.0" encoding="UTF-8"?>
	// <opml version="2.0">
	//   <head>
	//     <title>My feeds</title>
	//   </head>
	//   <body>
	//     <outline text="The Bay Post" title="The Bay Post" type="rss" xmlUrl="https://bay.example/feed"></outline>
	//   </body>
	// </opml>
	// <nil>
}
