package page_test

import (
	"fmt"

	"github.com/samestory/samestory/ingest/page"
)

// A crawler reads a page that it has fetched.
func ExampleParse() {
	body := []byte(`<!doctype html><html lang="en"><head>
		<title>Night ferry runs aground | The Bay Post</title>
		<meta property="og:site_name" content="The Bay Post">
		<meta property="article:published_time" content="2026-11-01T07:12:45+01:00">
		<script type="application/ld+json">{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Reuters"}}</script>
		</head><body><nav><a href="/">Home</a></nav><article>
		<p>The night ferry to Vessel ran aground on a sandbank off Tarnholm early on Sunday, the
		<a href="https://harbour.example/log">harbour office</a> said.</p>
		<p>All 212 passengers were taken off by tugs before dawn, and nobody was hurt, said the harbour master, Ines Tarn.</p>
		</article></body></html>`)

	a, err := page.Parse(body, page.Options{URL: "https://bay.example/ferry", ContentType: "text/html"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Outlet, "-", a.Title)
	fmt.Println(a.Published, "by", a.Provider)
	fmt.Println(a.Text)
	fmt.Println(a.Links)
	// Output:
	// The Bay Post - Night ferry runs aground
	// 2026-11-01 06:12:45 +0000 UTC by Reuters
	// The night ferry to Vessel ran aground on a sandbank off Tarnholm early on Sunday, the harbour office said.
	// All 212 passengers were taken off by tugs before dawn, and nobody was hurt, said the harbour master, Ines Tarn.
	// [https://harbour.example/log]
}
