// Package merge makes one item of every story that several articles tell, and writes the items as a feed: RSS, Atom, JSON Feed, JSON
// Lines, or an OPML list of where they came from. Nothing is lost: the item that is kept names and links all others.
//
// # The way through
//
// [Collect] takes articles, puts the newest version of each in the place of the older ones, and takes off what an earlier merge
// wrote into them. [Articles] hands the items to detection. [Merge] groups them by what detection found and chooses which are kept.
// [Settle] marks these as one merge's, [NewestFirst] sorts them as feeds are, and [RSS], [Atom], [JSONFeed], [JSONLines] and [OPML]
// write them.
//
//	items, replaced := merge.Collect(articles)
//	report, err := samestory.Detect(ctx, merge.Articles(items), &samestory.Options{Copies: true})
//	items, count := merge.Merge(items, report, nil)
//	merge.Settle(items, merge.Copies)
//	err = merge.RSS(w, &merge.Feed{Title: "Harbour news"}, items)
//
// All functions are free of state: whoever keeps a feed fresh keeps the articles and calls them again. Articles should be read
// with ingest.Options.KeepItems, so that markup, categories and media are there to be written.
//
// # Merging again
//
// What is written can be read and merged again, alone or with new articles: marks of the earlier merge are read from the items (from
// Item.Marks, the field samestory of Item.Record, or the list of links at the end of the content) and carried on. What was settled
// and is merged alone stays as it is.
//
// # Untrusted input
//
// Titles, markup and addresses of articles are taken for hostile. They are escaped; characters that XML forbids are left out; only
// addresses of http and https become links; markup that leaves elements or comments open is written anew before anything is put
// behind it. Markup is otherwise written as it was read: whoever shows a feed has to sanitise it, as with any feed. Time and memory are
// linear in the size of items, whatever is in them.
//
// # Concurrency
//
// All functions may be called from several goroutines at once as long as nobody changes the items meanwhile. They change neither the
// articles that they are given nor what those point to.
package merge
