package watch

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"

	"github.com/samestory/samestory/article"
)

// identify gives the articles of a document ids that last while others come and go, and leaves out the older versions of an article
// that the document has too. Whoever reads a document sees to it that ids differ within it, so that where guids or addresses come
// twice the ids of the later ones go by their place.
func identify(articles []article.Article) []article.Article {
	different := map[string]map[string]bool{} // articles of one name
	for i := range articles {
		n, d := nameOf(&articles[i])
		if different[n] == nil {
			different[n] = map[string]bool{}
		}
		different[n][d] = true
	}
	number := map[string]int{}
	var all []article.Article
	for _, a := range articles {
		n, _ := nameOf(&a)
		if n == "" || len(different[n]) > 1 {
			a.ID = ownID(&a)
		}
		i, twice := number[keyOf(&a)]
		switch {
		case !twice:
			number[keyOf(&a)] = len(all)
			all = append(all, a)
		case changed(&all[i]).Before(changed(&a)):
			a.ID = all[i].ID
			all[i] = a
		}
	}
	return all
}

// nameOf returns what a feed calls an article, its guid or else its address, and what it has beside that to tell it from others of
// that name: careless feeds give all their articles one guid, or the address of the site.
func nameOf(a *article.Article) (name, rest string) {
	if a.Item != nil && a.Item.GUID != "" {
		return a.Item.GUID, cmp.Or(a.URL, a.Title)
	}
	return a.URL, a.Title
}

// keyOf returns what only versions of an article share within a feed.
func keyOf(a *article.Article) string {
	name, rest := nameOf(a)
	if name == "" {
		return ownID(a)
	}
	return name + "\x00" + rest
}

// ownID makes an id for an article whose name is not its own: of its address if its guid is that of others, else of what it says.
func ownID(a *article.Article) string {
	if a.Item != nil && a.Item.GUID != "" && a.URL != "" {
		return a.URL
	}
	return textID(a)
}

func textID(a *article.Article) string {
	sum := sha256.Sum256([]byte(a.Title + "\x00" + a.Text))
	return a.Place.Path + "#" + hex.EncodeToString(sum[:8])
}
