package furniture

import (
	"slices"

	"github.com/samestory/samestory/shingle"
)

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
	// maxSample is how many of the articles of a paragraph are looked at: those of the lowest numbers.
	maxSample = 24
)

// Learner learns which paragraphs of a batch are furniture. The zero value is ready.
type Learner struct {
	anywhere recurrence // by paragraph
	athome   recurrence // by outlet and paragraph
}

// Learned knows the furniture of one batch. The zero value knows none.
type Learned struct{ anywhere, athome map[uint64]bool }

// Add notes the paragraphs of one article, which is known by a number of the caller's, from 0 to 1<<31-1. Articles may come in any
// order, and one article's paragraphs in several calls. The outlet is empty where it is not known.
func (l *Learner) Add(article int, outlet string, tokens []shingle.Token) {
	for p := range Paragraphs(tokens) {
		key := Key(p)
		if len(p) <= maxLearnt {
			l.anywhere.note(key, int32(article))
		}
		if outlet != "" {
			l.athome.note(inOutlet(outlet, key), int32(article))
		}
	}
}

// inOutlet identifies a paragraph of one outlet.
func inOutlet(outlet string, paragraph uint64) uint64 {
	h := uint64(len(outlet))
	for i := range len(outlet) {
		h = mix(h, uint64(outlet[i]))
	}
	return mix(h, paragraph)
}

// Learn returns the furniture: paragraphs that stand in articles that are otherwise unlike. resemblance tells how much of their
// text two articles share, 0 to 1, whichever is named first; an estimate will do.
func (l *Learner) Learn(resemblance func(a, b int) float64) Learned {
	return Learned{
		anywhere: l.anywhere.learn(leastEverywhere, unlikeAbroad, resemblance),
		athome:   l.athome.learn(leastRepeats, unlikeAtHome, resemblance),
	}
}

// Is reports whether a paragraph of an article of the outlet is furniture.
func (l Learned) Is(outlet string, paragraph []shingle.Token) bool {
	if len(l.anywhere)+len(l.athome) == 0 {
		return false
	}
	key := Key(paragraph)
	return l.anywhere[key] || outlet != "" && l.athome[inOutlet(outlet, key)]
}

// recurrence tells in which articles each paragraph stands.
type recurrence struct {
	// first is the article that was added first; nearly all paragraphs stand in one alone.
	first map[uint64]int32
	// repeated are the articles of those that stand in several, ascending.
	repeated map[uint64][]int32
}

func (r *recurrence) note(paragraph uint64, article int32) {
	if r.first == nil {
		r.first, r.repeated = map[uint64]int32{}, map[uint64][]int32{}
	}
	first, seen := r.first[paragraph]
	if !seen {
		r.first[paragraph] = article
		return
	}
	articles := r.repeated[paragraph]
	if articles == nil {
		articles = []int32{first}
	}
	i, found := slices.BinarySearch(articles, article)
	if found || i == maxSample {
		return
	}
	articles = slices.Insert(articles, i, article)
	r.repeated[paragraph] = articles[:min(len(articles), maxSample)]
}

// learn returns the paragraphs that stand in so many articles that are unlike each other.
func (r *recurrence) learn(least int, unlike float64, resemblance func(a, b int) float64) map[uint64]bool {
	out := map[uint64]bool{}
	for p, articles := range r.repeated {
		if areUnlike(articles, least, unlike, resemblance) {
			out[p] = true
		}
	}
	return out
}

// areUnlike reports whether among the articles are so many that resemble none of those counted before them.
func areUnlike(articles []int32, least int, unlike float64, resemblance func(a, b int) float64) bool {
	if len(articles) < least {
		return false
	}
	counted := make([]int32, 0, maxSample)
next:
	for _, a := range articles {
		for _, b := range counted {
			if resemblance(int(b), int(a)) >= unlike {
				continue next
			}
		}
		if counted = append(counted, a); len(counted) == least {
			return true
		}
	}
	return false
}
