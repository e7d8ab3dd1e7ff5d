package eval

import (
	"context"
	"iter"
	"math"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
)

// Corpus is articles with labels. A corpus without labels serves as background: see Samples.
type Corpus struct {
	Name     string
	Articles []article.Article
	Truth    Truth
}

const (
	// What the pairs of each kind weigh together: those of one story, and the others, of each labelled corpus; those of two
	// corpora; and those within an unlabelled corpus that were published more than farDays apart.
	sameWeight, otherWeight, acrossWeight, farWeight = 100, 300, 500, 100
	// farDays is how many days apart two articles are taken to tell different stories.
	farDays = 20
)

// Samples returns labelled pairs to fit a model to. Each labelled corpus is looked at alone, with its times and without, so that a model
// holds for small batches and where times are unknown; then all together without times, where pairs of two corpora, and pairs of
// one unlabelled corpus more than 20 days apart, count as unrelated (but for pairs of two corpora published within 20 days: they may
// tell one story). Only pairs that detection would look at are in it. Copies are not: they need no model.
func Samples(ctx context.Context, corpora []Corpus, opts samestory.Options) ([]Sample, error) {
	var out []Sample
	home := map[string]*Corpus{}
	var all []article.Article
	for i := range corpora {
		c := &corpora[i]
		timeless := WithoutTimes(c.Articles)
		for _, a := range c.Articles {
			home[a.ID] = c
		}
		all = append(all, timeless...)
		if len(c.Truth) == 0 || len(c.Truth.pairs(isStory)) == 0 {
			continue
		}
		for run, articles := range [][]article.Article{Alone: c.Articles, Timeless: timeless} {
			r, err := everyPair(ctx, articles, opts)
			if err != nil {
				return nil, err
			}
			out = append(out, c.samples(r.Links, Run(run))...)
		}
	}
	r, err := everyPair(ctx, all, opts)
	if err != nil {
		return nil, err
	}
	return append(out, together(r.Links, corpora, home)...), nil
}

// everyPair links every pair that detection looks at.
func everyPair(ctx context.Context, articles []article.Article, opts samestory.Options) (*samestory.Report, error) {
	opts.Story = math.SmallestNonzeroFloat64
	return samestory.Detect(ctx, each(articles), &opts)
}

// samples turns the links within a labelled corpus into samples.
func (c *Corpus) samples(links []samestory.Link, run Run) []Sample {
	var same, other []Sample
	for _, l := range links {
		s := Sample{Likeness: likeness(l), Corpora: [2]string{c.Name, c.Name}, Run: run}
		switch groupOf(c.Truth[NewPair(l.A, l.B)]) {
		case isStory:
			s.Same = true
			if !l.Kind.Copy() {
				same = append(same, s)
			}
		case unrelated:
			if !l.Kind.Copy() {
				other = append(other, s)
			}
		}
	}
	return append(weighed(same, sameWeight), weighed(other, otherWeight)...)
}

// likeness is the evidence of a link; the zero value for copies.
func likeness(l samestory.Link) compare.Likeness {
	if l.Evidence == nil {
		return compare.Likeness{}
	}
	return l.Evidence.Likeness
}

// together turns the links of a run over all corpora into samples.
func together(links []samestory.Link, corpora []Corpus, home map[string]*Corpus) []Sample {
	published := map[string]time.Time{}
	for _, c := range corpora {
		for _, a := range c.Articles {
			published[a.ID] = a.Published
		}
	}
	within := map[*Corpus][]samestory.Link{}
	var across, far []Sample
	for _, l := range links {
		a, b := home[l.A], home[l.B]
		x, y := published[l.A], published[l.B]
		timed := !x.IsZero() && !y.IsZero()
		apart := x.Sub(y).Abs() > farDays*24*time.Hour
		if l.Kind.Copy() || a == nil || b == nil {
			continue
		}
		switch s := (Sample{Likeness: likeness(l), Corpora: [2]string{a.Name, b.Name}, Run: Together}); {
		case a == b && len(a.Truth.pairs(isStory)) > 0:
			within[a] = append(within[a], l)
		case a == b && len(a.Truth) == 0 && timed && apart:
			far = append(far, s)
		case a != b && (!timed || apart):
			across = append(across, s)
		}
	}
	out := append(weighed(across, acrossWeight), weighed(far, farWeight)...)
	for i := range corpora {
		out = append(out, corpora[i].samples(within[&corpora[i]], Together)...)
	}
	return out
}

// weighed spreads a total weight over samples.
func weighed(samples []Sample, total float64) []Sample {
	for i := range samples {
		samples[i].Weight = total / float64(len(samples))
	}
	return samples
}

// WithoutTimes returns copies of articles, their times of publication unknown.
func WithoutTimes(articles []article.Article) []article.Article {
	out := make([]article.Article, len(articles))
	for i, a := range articles {
		a.Published = time.Time{}
		out[i] = a
	}
	return out
}

func each(articles []article.Article) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}
