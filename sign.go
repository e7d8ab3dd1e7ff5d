package samestory

import (
	"strings"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/shingle"
)

// meetingPlaces are the buckets in which articles meet.
type meetingPlaces struct {
	// copies are those of articles that share text, same of the same words, and alike of nearly the same words.
	copies, same, alike cluster.Buckets
}

// sign looks at every article once: it notes its words and credits, and puts it where others meet it.
func (r *run) sign() error {
	r.meet = &meetingPlaces{copies: r.buckets(), same: r.buckets(), alike: r.buckets()}
	alike := cluster.Bands{Rows: alikeSlots, Count: min(alikeKeys, r.Params.Slots/alikeSlots)}
	err := parallel(r.ctx, r.Workers, len(r.docs), func(done int) { r.Progress(StageCandidates, done, len(r.docs)) }, func() func(int) {
		p, records := r.mustPreparer(), r.archive.spool.Reader(readAhead)
		var keys []uint64
		return func(i int) {
			doc := r.came[i]
			d, a := &r.docs[doc], r.article(doc, records)
			t, err := p.cut(a, r.learned)
			if err != nil {
				r.problem(d.place, d.ID, err)
				return
			}
			body := t.body()
			d.Words, d.bodyWords = t.words, int32(len(body))
			d.Credits = ownWords(r.Agencies.Credits(a.Article))
			r.meet.same.Add(doc, []uint64{wordsKey(body)})
			if r.Exhaustive {
				return
			}
			copies, sig := p.copyKeys(body)
			d.few = sig.Distinct() < fewShingles
			r.meet.copies.Add(doc, copies)
			keys = alike.Keys(keys[:0], sig.Slots)
			r.meet.alike.Add(doc, keys)
		}
	})
	r.sortProblems()
	return err
}

// ownWords has credits share no memory with the article they were found in, which may go.
func ownWords(credits []Credit) []Credit {
	for i := range credits {
		credits[i].Text = strings.Clone(credits[i].Text)
	}
	return credits
}

// wordsKey hashes words in order: the same words have the same key.
func wordsKey(words []shingle.Token) uint64 {
	var one [1]uint64
	return shingle.Shingles(one[:0], words, len(words))[0]
}
