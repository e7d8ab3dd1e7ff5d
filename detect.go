package samestory

import (
	"cmp"
	"context"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/rarity"
	"github.com/samestory/samestory/spool"
)

// run is one detection over a batch: first copies, then retellings among what copies leave, then stories.
type run struct {
	*Options
	*batch
	ctx context.Context
	// meet is where articles meet, until their copies are found.
	meet *meetingPlaces
	// copyOf is, by article, the first of the same words where there are more than are compared; else the article itself.
	copyOf []cluster.Doc
	// found are the links, by pair.
	found findings
	// forms are the pairs that fill in one form: the same words with other numbers.
	forms map[[2]cluster.Doc]bool
	// formOf is, by article, the first of its form where it is one too many of that; else the article itself.
	formOf []cluster.Doc
	// unit is, by article, the number of its group of copies in units, below 0 if it cannot be compared; a lone article is a group of
	// its own.
	unit  []int32
	units [][]cluster.Doc
	// counts is in how many groups of copies a term stands, where in more than one.
	counts rarity.Counts
	// contents are where the content views stand, in packed, of the articles that may be retellings.
	contents map[cluster.Doc]place
	packed   *spool.Spool
}

// place is where a record stands in a spool.
type place struct {
	offset int64
	size   int
}

// sharedText is how much of the shorter text the other holds, as the mean of words in passages and of shingles: what small edits
// cost counts half. It is for copies.
func (l *Link) sharedText() float64 { return (max(l.ContainmentA, l.ContainmentB) + l.Similarity) / 2 }

func (o *Options) detect(ctx context.Context, b *batch) (*Report, error) {
	r := &run{Options: o, batch: b, ctx: ctx, forms: map[[2]cluster.Doc]bool{}}
	for _, step := range []struct {
		stage Stage
		do    func() error
	}{
		{StageCandidates, r.sign}, {StageCopies, r.findCopies}, {StageGroups, r.group}, {StageRetellings, r.findRetellings},
	} {
		if err := cmp.Or(o.timed(step.stage, step.do), b.failed()); err != nil {
			return nil, err
		}
	}
	var out *Report
	err := o.timed(StageStories, func() error {
		var err error
		out, err = r.report(r.groupStories())
		return cmp.Or(err, b.failed())
	})
	if err != nil {
		return nil, err
	}
	o.count(func(s *Stats) { s.Links, s.Stories = int64(len(out.Links)), int64(len(out.Stories)) })
	return out, nil
}

// group groups the copies that were found.
func (r *run) group() error {
	r.groupCopies()
	return r.joinExcerpts()
}
