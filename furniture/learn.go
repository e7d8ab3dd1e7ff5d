package furniture

import "github.com/samestory/samestory/shingle"

const (
	// leastRepeats is in how many articles of one outlet, unlike each other, a paragraph must stand to be that outlet's furniture.
	leastRepeats = 3
	// leastEverywhere is the same for articles of several outlets, where words spread by copying too.
	leastEverywhere = 5
	// unlikeAtHome and unlikeAbroad are the resemblances below which two articles have nothing in common, within an outlet (where
	// furniture itself makes articles alike) and between outlets.
	unlikeAtHome, unlikeAbroad = 0.4, 0.15
	// maxLearnt is the most words of a paragraph to be learnt as furniture of several outlets; longer ones are quotations.
	maxLearnt = 40
	// maxSample is how many of the articles of a paragraph are looked at.
	maxSample = 24
)

// Learner learns which paragraphs of a batch are furniture. The zero value is ready.
type Learner struct {
	articles map[place][]int
	words    map[uint64]int
}

// place is a paragraph in an outlet; the outlet "" stands for all.
type place struct {
	outlet string
	key    uint64
}

// Learned knows the furniture of one batch. The zero value knows none.
type Learned struct{ places map[place]bool }

// Add notes the paragraphs of one article, which is known by a number of the caller's. Articles come in a stable order.
func (l *Learner) Add(article int, outlet string, tokens []shingle.Token) {
	if l.articles == nil {
		l.articles, l.words = map[place][]int{}, map[uint64]int{}
	}
	for p := range Paragraphs(tokens) {
		key := Key(p)
		l.words[key] = len(p)
		l.note(place{"", key}, article)
		if outlet != "" {
			l.note(place{outlet, key}, article)
		}
	}
}

func (l *Learner) note(p place, article int) {
	seen := l.articles[p]
	if n := len(seen); n < maxSample && (n == 0 || seen[n-1] != article) {
		l.articles[p] = append(seen, article)
	}
}

// Learn returns the furniture: paragraphs that stand in articles that are otherwise unlike. resemblance tells how much of their
// text two articles share, 0 to 1; an estimate will do.
func (l *Learner) Learn(resemblance func(a, b int) float64) Learned {
	out := Learned{places: map[place]bool{}}
	for p, articles := range l.articles {
		least, unlike := leastRepeats, unlikeAtHome
		if p.outlet == "" {
			least, unlike = leastEverywhere, unlikeAbroad
			if l.words[p.key] > maxLearnt {
				continue
			}
		}
		if len(articles) >= least && unlikeArticles(articles, unlike, resemblance) >= least {
			out.places[p] = true
		}
	}
	return out
}

// unlikeArticles counts the articles that resemble none of those counted before them.
func unlikeArticles(articles []int, unlike float64, resemblance func(a, b int) float64) int {
	var counted []int
next:
	for _, a := range articles {
		for _, b := range counted {
			if resemblance(a, b) >= unlike {
				continue next
			}
		}
		counted = append(counted, a)
	}
	return len(counted)
}

// Is reports whether a paragraph of an article of the outlet is furniture.
func (l Learned) Is(outlet string, paragraph []shingle.Token) bool {
	if len(l.places) == 0 {
		return false
	}
	key := Key(paragraph)
	return l.places[place{"", key}] || outlet != "" && l.places[place{outlet, key}]
}
