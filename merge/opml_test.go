package merge

import (
	"bytes"
	"testing"
)

func TestOPML(t *testing.T) {
	from := func(path, outlet, url string) Item {
		it := item("x", outlet)
		it.Article.Place.Path, it.Article.URL = path, url
		return it
	}
	newest := from("feeds/a.xml", "Post & Son", "https://post.example/2")
	newest.Article.Published = at(8)
	items := []Item{
		from("https://coast.example/feed?a=1&b", "Coast", "https://coast.example/1"), newest,
		from("feeds/a.xml", "Post & Son", "https://post.example/1"),
		from("all.jsonl", "Wire", "https://wire.example/1"), from("all.jsonl", "Echo", "https://echo.example/1"), from("-", "Echo", ""),
		from("feeds/none.xml", "", "javascript:x"),
		{},
	}
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head>
<title>Feeds</title>
<dateModified>Sat, 14 Mar 2026 08:00:00 +0000</dateModified>
</head>
<body>
<outline type="rss" text="Coast" title="Coast" xmlUrl="https://coast.example/feed?a=1&amp;b" htmlUrl="https://coast.example/"/>
<outline type="rss" text="Post &amp; Son" title="Post &amp; Son" xmlUrl="feeds/a.xml" htmlUrl="https://post.example/"/>
<outline type="rss" text="all.jsonl" title="all.jsonl" xmlUrl="all.jsonl"/>
<outline type="rss" text="none.xml" title="none.xml" xmlUrl="feeds/none.xml"/>
</body>
</opml>
`
	var b bytes.Buffer
	if err := OPML(&b, &Feed{Title: "Feeds"}, items); err != nil || b.String() != want {
		t.Errorf("%v: got\n%s\nwant\n%s", err, b.String(), want)
	}
	if err := strict(b.String()); err != nil {
		t.Error(err)
	}
}
