package merge

import (
	"cmp"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/samestory/samestory/article"
)

// Collect makes items of articles, in the order they come, and returns how many older versions were replaced.
//
// Two articles are versions of one if they have the same id and come from the same file or feed (Place.Path), or from the same outlet;
// where the outlet is not known, the host of the address stands in. The address of a site's first page is no id across feeds. Within a
// feed, articles of one guid (Item.GUID) and one address are versions too, whatever ids their reader gave them.
//
// The newest stays, in the place of the first: the one that was changed last (Item.Updated, or the field updated of Item.Record, else
// Published), of equal or unknown times that of the higher version (Item.Version), of these the one that comes later. Articles of one
// id that are not versions of each other both stay; the later is renamed to id#2, and so on. An article without an id takes its
// address for one, else its place.
//
// What an earlier merge wrote into an article is taken out of its text, markup and links, and becomes Story, Original, Also and Settled
// of the item; a new version inherits it, but for Settled if its text is another.
func Collect(articles iter.Seq[article.Article]) (items []Item, replaced int) {
	c := collector{versions: map[version]int{}, taken: map[string]bool{}}
	for a := range articles {
		c.add(a)
	}
	c.rename()
	return c.items, c.replaced
}

// version is what two versions of an article have in common: the id, and the feed or the outlet; of a guid the address or title too.
type version struct{ id, path, outlet, same string }

type collector struct {
	items    []Item
	replaced int
	// versions tells the number of the item.
	versions map[version]int
	taken    map[string]bool
}

func (c *collector) add(a article.Article) {
	it := unmark(a)
	it.Article.ID = cmp.Or(strings.TrimSpace(a.ID), strings.TrimSpace(a.URL), a.Place.String())
	keys := versionsOf(&it.Article)
	for _, k := range keys {
		if i, ok := c.versions[k]; ok {
			c.replace(i, it)
			return
		}
	}
	for _, k := range keys {
		c.versions[k] = len(c.items)
	}
	it.Kept = true
	c.items = append(c.items, it)
}

// replace puts the newer of two versions into the place of the item i.
func (c *collector) replace(i int, it Item) {
	c.replaced++
	old := &c.items[i]
	marks := old.inherit(&it)
	if it.Article.Text != old.Article.Text {
		marks.Settled = ""
	}
	if !older(&it.Article, &old.Article) {
		old.Article = it.Article
	}
	old.Settled = marks.Settled
	old.Story, old.Original, old.Also = marks.Story, marks.Original, marks.Also
}

// inherit returns the marks of two versions together.
func (it *Item) inherit(other *Item) Item {
	out := Item{
		Story: cmp.Or(it.Story, other.Story), Original: cmp.Or(it.Original, other.Original), Settled: cmp.Or(it.Settled, other.Settled),
	}
	l := alsoList{}
	l.add(it.Also...)
	l.add(other.Also...)
	out.Also = l.list
	return out
}

// versionsOf returns under which keys other versions of an article are looked for.
func versionsOf(a *article.Article) []version {
	keys := make([]version, 0, 3)
	if a.Place.Path != "" {
		keys = append(keys, version{id: a.ID, path: a.Place.Path})
		if a.Item != nil && a.Item.GUID != "" {
			// Readers of feeds give the second of a guid an id of its own, as it may be another article.
			keys = append(keys, version{id: a.Item.GUID, path: a.Place.Path, same: "guid " + cmp.Or(a.URL, a.Title)})
		}
	}
	if o := outletOf(a); o != "" && !isHome(a.ID) {
		keys = append(keys, version{id: a.ID, outlet: o})
	}
	return keys
}

// isHome reports whether an id is the address of a site: all articles of a careless feed have it.
func isHome(id string) bool {
	u, err := url.Parse(id)
	return err == nil && u.Host != "" && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// outletOf returns what tells the publisher of an article from others: its name, else the host of its address.
func outletOf(a *article.Article) string {
	name := strings.ToLower(strings.TrimSpace(a.Outlet))
	if name == "" {
		name = strings.ToLower(host(a.URL))
	}
	if name == "" {
		name = strings.ToLower(host(a.ID))
	}
	return strings.TrimPrefix(name, "www.")
}

// host returns the host of an address, or nothing.
func host(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// older reports whether a was changed before b, as far as both times are known, or else is an earlier version by its number.
func older(a, b *article.Article) bool {
	at, bt := changed(a), changed(b)
	if !at.IsZero() && !bt.IsZero() && !at.Equal(bt) {
		return at.Before(bt)
	}
	return 0 < versionOf(a) && versionOf(a) < versionOf(b)
}

// versionOf returns the number of a version, 0 if it has none.
func versionOf(a *article.Article) int {
	if a.Item == nil {
		return 0
	}
	n, err := strconv.Atoi(a.Item.Version)
	if err != nil {
		return 0
	}
	return n
}

// changed returns when an article was last changed, as far as that is known.
func changed(a *article.Article) time.Time {
	if a.Item != nil && !a.Item.Updated.IsZero() {
		return a.Item.Updated
	}
	return a.Published
}

// rename gives the items unique ids; the first of an id keeps it.
func (c *collector) rename() {
	for i := range c.items {
		c.taken[c.items[i].Article.ID] = true
	}
	first := make(map[string]int, len(c.items)) // the number that the last of this id got
	for i := range c.items {
		a := &c.items[i].Article
		id := a.ID
		if first[id]++; first[id] == 1 {
			continue
		}
		for c.taken[a.ID] {
			a.ID = fmt.Sprintf("%s#%d", id, first[id])
			first[id]++
		}
		first[id]--
		c.taken[a.ID] = true
	}
}
