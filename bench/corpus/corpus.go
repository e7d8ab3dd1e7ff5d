// Package corpus makes up news: any number of articles with the truth of what was copied from what.
//
// No text comes from anywhere. Some 170 English function words hold together words, names and numbers that are made up from
// syllables, about 200,000 of them, drawn by the law of Zipf and Mandelbrot. A story has its own people, places, numbers and rare
// pairs of words, half of them shared with other stories of its beat; newsrooms share stock phrases and each has furniture of its
// own. What the figures of the result are, against real news, is in the README of the module.
//
// Articles come by time: some stories are reprinted within hours by up to 400 outlets, cut, quoted, put into round-ups, and retold
// in other words. [Options] has the shares. The same options give the same articles, and memory does not grow with their number:
// what is copied later is made again from its number rather than kept.
package corpus

import (
	"container/heap"
	"errors"
	"fmt"
	"iter"
	"math"
	"time"

	"github.com/samestory/samestory/article"
)

// Kind says how an article came about.
type Kind string

// The kinds. Original, Reprint and Excerpt are copies of each other where one names the other as its source.
const (
	Original Kind = "original" // written by an agency or an outlet
	Reprint  Kind = "reprint"  // a lightly edited copy: some words changed, a paragraph dropped, another headline, furniture
	Excerpt  Kind = "excerpt"  // a run of 150 words to half of another article, and nothing else
	Roundup  Kind = "roundup"  // two to four excerpts with words in between
	Partial  Kind = "partial"  // a story of its own with one or two passages of 30 to 60 words of another article
	Rewrite  Kind = "rewrite"  // another newsroom's words on the same story
	Form     Kind = "form"     // a daily form, such as prices: the same words as yesterday's, with other numbers
)

// Truth is what is true of one article.
type Truth struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	// Cluster names the article that it and others copy, itself if it is no copy. Articles of one cluster are copies of each other.
	Cluster string `json:"cluster"`
	// Story names the first article that tells the same; rewrites have it in common with what they retell.
	Story string `json:"story"`
	// Sources are the articles that words were taken from, or the story for a rewrite; empty for what is new.
	Sources []string `json:"sources,omitempty"`
}

// Article is an article with its truth.
type Article struct {
	article.Article
	Truth Truth
}

// Shares are parts of all articles, 0 to 1; the rest is original.
type Shares struct {
	Reprint, Excerpt, Roundup, Partial, Rewrite, Form float64
}

// DefaultShares are what nil stands for.
var DefaultShares = Shares{Reprint: 0.20, Excerpt: 0.04, Roundup: 0.02, Partial: 0.04, Rewrite: 0.08, Form: 0.03}

func (s Shares) original() float64 {
	return 1 - s.Reprint - s.Excerpt - s.Roundup - s.Partial - s.Rewrite - s.Form
}

// Options say what to make.
type Options struct {
	// Articles is how many.
	Articles int
	// Seed tells corpora apart.
	Seed uint64
	// Shares of the kinds; nil means DefaultShares.
	Shares *Shares
}

// ErrOptions means shares that are negative or leave less than a tenth of the articles to be original, or a negative number.
var ErrOptions = errors.New("corpus: no such corpus")

func (o Options) withDefaults() (Options, error) {
	if o.Shares == nil {
		o.Shares = &DefaultShares
	}
	s := *o.Shares
	if o.Articles < 0 || min(s.Reprint, s.Excerpt, s.Roundup, s.Partial, s.Rewrite, s.Form) < 0 || !(s.original() >= 0.1) {
		return o, fmt.Errorf("%w: %d articles, %+v", ErrOptions, o.Articles, s)
	}
	return o, nil
}

// The time that a corpus covers: 30 days, or more where that would be more than so many articles a day.
const (
	period    = 30 * 24 * time.Hour
	mostDaily = 1_000_000 / 30.0
)

// begin is when the first article is published.
var begin = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// All yields the articles by time of publication.
func All(o Options) (iter.Seq[Article], error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	return func(yield func(Article) bool) {
		g := newGenerator(o)
		var waiting queue
		left := o.Articles
		for slot := 0; left > 0; slot++ {
			for _, a := range g.tell(slot) {
				heap.Push(&waiting, a)
			}
			for next := g.start(slot + 1); left > 0 && len(waiting) > 0 && waiting[0].Published.Before(next); left-- {
				if !yield(heap.Pop(&waiting).(Article)) {
					return
				}
			}
		}
	}, nil
}

// start is the earliest time of the articles of a slot.
func (g *generator) start(slot int) time.Time {
	return begin.Add(time.Duration(float64(slot) * float64(g.gap)))
}

// queue is a heap of articles by time.
type queue []Article

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q queue) Less(i, j int) bool {
	if !q[i].Published.Equal(q[j].Published) {
		return q[i].Published.Before(q[j].Published)
	}
	return q[i].ID < q[j].ID
}
func (q *queue) Push(x any) { *q = append(*q, x.(Article)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	a := (*q)[last]
	(*q)[last] = Article{}
	*q = (*q)[:last]
	return a
}

// lengths of originals, in words.
const (
	medianWords = 335
	sigmaWords  = 0.6
)

// longEnough is the share of originals that an excerpt can be cut from.
func longEnough() float64 {
	return 0.5 * math.Erfc(math.Log(2*excerptWords/float64(medianWords))/sigmaWords/math.Sqrt2)
}
