package eval

import (
	"context"
	"iter"
	"math"
	"slices"
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
	// Judged are pairs that were read one by one, true if of one story; nothing is known of others.
	Judged Judged
}

const (
	// What the pairs of each kind weigh together: those of one story, and the others, of each labelled corpus; those of two
	// corpora; and those within an unlabelled corpus that were published more than farDays apart.
	sameWeight, otherWeight, acrossWeight, farWeight = 100, 300, 500, 100
	// levelWeight is that of the retellings of a corpus of levels, and of the texts that did not use the source.
	levelWeight = 40
	// judgedWeight is that of the pairs of one story of a judged corpus; of the others, three times that. It is low because only pairs
	// that are hard to tell were drawn, all of one outlet: at full weight they cost more than they gain anywhere else.
	judgedWeight = 4
	// farDays is how many days apart two articles are taken to tell different stories.
	farDays = 20
)

// Samples returns labelled pairs to fit a model to. Each labelled corpus is looked at alone, with its times and without, so that a model
// holds for small batches and where times are unknown; then all together without times, where pairs of two corpora, and pairs of
// one unlabelled corpus more than 20 days apart, count as unrelated (but for pairs of two corpora published within 20 days: they may
// tell one story). Of levels of rewriting, light and heavy are of one story, and non is not; of a judged corpus, only the pairs
// judged count. Only pairs that detection would look at are in it. Copies are not: they need no model.
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
		if c.labels() == noLabels {
			continue
		}
		for run, articles := range [][]article.Article{Alone: c.Articles, Timeless: timeless} {
			if Run(run) == Alone && !slices.ContainsFunc(articles, timed) {
				continue // it would be the same again
			}
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

// labels is what is known of a corpus.
type labels int

const (
	noLabels labels = iota
	stories
	levels
	judged
)

// labels returns what is known of c, the most of several.
func (c *Corpus) labels() labels {
	switch {
	case len(c.Truth.pairs(isStory)) > 0:
		return stories
	case len(c.Truth.pairs(isLevel)) > 0:
		return levels
	case len(c.Judged) > 0:
		return judged
	}
	return noLabels
}

// verdict tells whether a pair within c, of which that much is known, is of one story, and whether that is known.
func (c *Corpus) verdict(of labels, p Pair) (same, known bool) {
	label := c.Truth[p]
	switch of {
	case stories:
		return groupOf(label) == isStory, groupOf(label) == isStory || groupOf(label) == unrelated
	case levels:
		return label != "non", label == "light" || label == "heavy" || label == "non"
	}
	same, known = c.Judged[p]
	return same, known
}

// weights returns what the pairs of one story of such a corpus weigh together, and the others.
func (of labels) weights() (same, other float64) {
	switch of {
	case levels:
		return levelWeight, levelWeight
	case judged:
		return judgedWeight, 3 * judgedWeight
	}
	return sameWeight, otherWeight
}

// samples turns the links within a labelled corpus into samples.
func (c *Corpus) samples(links []samestory.Link, run Run) []Sample {
	var same, other []Sample
	of := c.labels()
	for _, l := range links {
		s := Sample{Likeness: likeness(l), Corpora: [2]string{c.Name, c.Name}, Run: run, Judged: of == judged}
		var known bool
		switch s.Same, known = c.verdict(of, NewPair(l.A, l.B)); {
		case !known || l.Kind.Copy():
		case s.Same:
			same = append(same, s)
		default:
			other = append(other, s)
		}
	}
	sameWeight, otherWeight := of.weights()
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
	for i := range corpora {
		if corpora[i].labels() == stories {
			within[&corpora[i]] = nil
		}
	}
	var across, far []Sample
	for _, l := range links {
		a, b := home[l.A], home[l.B]
		x, y := published[l.A], published[l.B]
		known := !x.IsZero() && !y.IsZero()
		_, labelled := within[a]
		apart := x.Sub(y).Abs() > farDays*24*time.Hour
		if l.Kind.Copy() || a == nil || b == nil {
			continue
		}
		switch s := (Sample{Likeness: likeness(l), Corpora: [2]string{a.Name, b.Name}, Run: Together}); {
		case a == b && labelled:
			within[a] = append(within[a], l)
		case a == b && len(a.Truth) == 0 && known && apart:
			far = append(far, s)
		case a != b && (!known || apart):
			across = append(across, s)
		}
	}
	out := append(weighed(across, acrossWeight), weighed(far, farWeight)...)
	for i := range corpora {
		out = append(out, corpora[i].samples(within[&corpora[i]], Together)...) // none of a corpus without stories
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

// timed reports whether it is known when an article was published.
func timed(a article.Article) bool { return !a.Published.IsZero() }

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
