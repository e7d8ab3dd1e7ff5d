package samestory

import (
	"cmp"
	"slices"
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
)

// compared is what was found of two articles.
type compared struct {
	kind     Kind
	scores   compare.Scores
	passages []compare.Passage
	// likeness is the evidence that both tell the same story, and story its probability; not for copies.
	likeness compare.Likeness
	story    float64
}

// inWindow reports whether two articles were published close enough to each other to be linked. A time that is known to the
// day only may be a day off.
func (o *Options) inWindow(a, b *Entry) bool {
	if o.Window < 0 || a.Published.IsZero() || b.Published.IsZero() {
		return true
	}
	window := o.Window
	if (a.Precision == article.ToDay) != (b.Precision == article.ToDay) {
		window += 24 * time.Hour
	}
	return a.Published.Sub(b.Published).Abs() <= window
}

// verify compares the words of two articles; the kind is empty where they share too little text. A summary that stands in a full
// text shares a passage with it, whatever its share of either: the full text behind it may be another.
func (o *Options) verify(c *compare.Comparer, a, b *prepared) compared {
	scores, passages := c.Compare(a.body, b.body)
	kind, ok := o.thresholds.Judge(scores)
	if !ok {
		return compared{scores: scores}
	}
	if kind.Copy() && a.article.Summary != b.article.Summary {
		kind = compare.Partial
	}
	return compared{kind: kind, scores: scores, passages: passages}
}

// judge adds to what verify found whether two articles that are no copies tell the same story.
func (o *Options) judge(f *compared, a, b *prepared, likeness compare.Likeness) {
	f.likeness = likeness
	if inSeries(a, b) || !o.thresholds.MayRewrite(len(a.body.Tokens), len(b.body.Tokens), f.scores, f.likeness) {
		return
	}
	f.story = o.model.Probability(f.likeness)
	if f.kind == "" && f.story >= o.Story {
		f.kind = compare.Rewrite
	}
}

// origin is where and when an article came out.
func origin(a article.Article) compare.Origin {
	return compare.Origin{Outlet: a.Outlet, Published: a.Published}
}

// newLink writes down what was found of two articles that were not judged: copies, and shared passages.
func newLink(a, b *prepared, f compared) Link {
	l := Link{
		A: a.article.ID, B: b.article.ID, Kind: f.kind,
		Jaccard: f.scores.Jaccard, ContainmentA: f.scores.ContainmentA, ContainmentB: f.scores.ContainmentB,
		Similarity: f.scores.Similarity(), Passages: f.passages,
	}
	if f.kind.Copy() {
		l.SameStory = 1
	}
	return l
}

// addStory adds to a link what judge found.
func (l *Link) addStory(f compared, a *prepared, contentA, contentB compare.Content) {
	l.SameStory = f.story
	if f.kind == compare.Rewrite {
		l.Similarity = f.story
	}
	l.Evidence = newEvidence(f.likeness, a, contentA, contentB)
}

// tellsStory reports whether a link draws two articles into one story.
func (o *Options) tellsStory(l Link) bool {
	return l.Kind.Copy() || l.SameStory >= o.Story
}

// other returns the article at the other end of a link.
func (l Link) other(id string) string {
	if l.A == id {
		return l.B
	}
	return l.A
}

// strength orders the kinds, strongest first.
var strength = []Kind{compare.Identical, compare.Reprint, compare.Excerpt, compare.Rewrite, compare.Partial}

// compareLinks orders links by kind, strongest first, then by similarity.
func compareLinks(x, y Link) int {
	return cmp.Or(cmp.Compare(slices.Index(strength, x.Kind), slices.Index(strength, y.Kind)),
		cmp.Compare(y.Similarity, x.Similarity), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
}
