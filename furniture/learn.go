package furniture

import (
	"maps"
	"slices"

	"github.com/samestory/samestory/cluster"
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

// Learner learns which paragraphs of a batch are furniture. The zero value is ready. Several goroutines may Add at once.
type Learner struct {
	// Paragraphs are the buckets of articles that have a paragraph, to which limits of memory can be set beforehand.
	Paragraphs cluster.Buckets
}

// Recurrence is a paragraph that stands in several articles: of one outlet, or anywhere.
type Recurrence struct {
	// Articles are the first of them, ascending.
	Articles []cluster.Doc

	// key is that of the paragraph, of the outlet if home, and start its top bits.
	key, start uint64
	home       bool
}

// Learned knows the furniture of one batch. The zero value knows none.
type Learned struct {
	anywhere, athome map[uint64]bool
	// starts has a bit for each beginning of a line that is furniture: most lines begin otherwise.
	starts *[1 << startBits / 64]uint64
}

// add notes a line as furniture.
func (l *Learned) add(r Recurrence) {
	if l.starts == nil {
		*l = Learned{anywhere: map[uint64]bool{}, athome: map[uint64]bool{}, starts: new([1 << startBits / 64]uint64)}
	}
	l.starts[r.start/64] |= 1 << (r.start % 64)
	if r.home {
		l.athome[r.key] = true
	} else {
		l.anywhere[r.key] = true
	}
}

// Add notes the paragraphs of one article, which is known by a number of the caller's. Articles may come in any order, and one
// article's paragraphs in several calls.
func (l *Learner) Add(article cluster.Doc, text string) {
	var few [32]uint64
	keys := few[:0]
	for line := range lines(text) {
		if key := lineKey(line); key != 0 {
			keys = append(keys, key)
		}
	}
	l.Paragraphs.Add(article, keys)
}

// inOutlet identifies a paragraph of one outlet.
func inOutlet(outlet string, paragraph uint64) uint64 {
	h := uint64(len(outlet))
	for i := range len(outlet) {
		h = mix(h, uint64(outlet[i]))
	}
	return mix(h, paragraph)
}

// Recurring returns the paragraphs that stand in so many articles that they may be furniture, using so many goroutines. number gives
// each article the number by which it is known from here on: of the articles of a paragraph the lowest are looked at. The outlet
// of such a number is empty where it is not known. An error is that of Paragraphs.
func (l *Learner) Recurring(workers int, number func(cluster.Doc) cluster.Doc, outlet func(cluster.Doc) string) ([]Recurrence, error) {
	var out []Recurrence
	var articles []cluster.Doc
	for b, err := range l.Paragraphs.All(workers) {
		if err != nil {
			return nil, err
		}
		if len(b.Docs) < leastRepeats {
			continue
		}
		articles = articles[:0]
		for _, d := range b.Docs {
			articles = append(articles, number(d))
		}
		slices.Sort(articles)
		out = appendRecurrences(out, b.Key, articles, outlet)
	}
	return out, nil
}

// appendRecurrences appends what a paragraph is in its articles: one recurrence for all, and one for each outlet.
func appendRecurrences(dst []Recurrence, key uint64, articles []cluster.Doc, outlet func(cluster.Doc) string) []Recurrence {
	if len(articles) >= leastEverywhere && !isLong(key) {
		dst = append(dst, Recurrence{Articles: slices.Clone(articles[:min(len(articles), maxSample)]), key: key, start: key >> (64 - startBits)})
	}
	byOutlet := map[string][]cluster.Doc{}
	for _, a := range articles {
		name := outlet(a)
		if of := byOutlet[name]; name != "" && len(of) < maxSample {
			byOutlet[name] = append(of, a)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(byOutlet)) {
		if of := byOutlet[name]; len(of) >= leastRepeats {
			dst = append(dst, Recurrence{Articles: of, key: inOutlet(name, key), start: key >> (64 - startBits), home: true})
		}
	}
	return dst
}

// Learn returns the furniture: the recurring paragraphs that stand in articles that are otherwise unlike. resemblance tells how much of
// their text two articles share, 0 to 1, whichever is named first; an estimate will do.
func Learn(recurring []Recurrence, resemblance func(a, b cluster.Doc) float64) Learned {
	var l Learned
	for _, r := range recurring {
		least, unlike := leastEverywhere, unlikeAbroad
		if r.home {
			least, unlike = leastRepeats, unlikeAtHome
		}
		if areUnlike(r.Articles, least, unlike, resemblance) {
			l.add(r)
		}
	}
	return l
}

// Is reports whether a paragraph of text, of an article of the outlet, is furniture.
func (l Learned) Is(outlet, text string, paragraph []shingle.Token) bool {
	if l.starts == nil || len(paragraph) == 0 {
		return false
	}
	if start, ok := quickStart(text, paragraph); ok && !l.begins(start) {
		return false
	}
	line := lineAround(text, int(paragraph[0].Start))
	if !l.begins(lineStart(line)) {
		return false
	}
	key := lineKey(line)
	return l.anywhere[key] || outlet != "" && l.athome[inOutlet(outlet, key)]
}

// begins reports whether a line that is furniture begins so.
func (l Learned) begins(start uint64) bool { return l.starts[start/64]>>(start%64)&1 != 0 }

// areUnlike reports whether among the articles are so many that resemble none of those counted before them.
func areUnlike(articles []cluster.Doc, least int, unlike float64, resemblance func(a, b cluster.Doc) float64) bool {
	if len(articles) < least {
		return false
	}
	counted := make([]cluster.Doc, 0, maxSample)
next:
	for _, a := range articles {
		for _, b := range counted {
			if resemblance(b, a) >= unlike {
				continue next
			}
		}
		if counted = append(counted, a); len(counted) == least {
			return true
		}
	}
	return false
}
