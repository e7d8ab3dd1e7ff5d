package corpus

import "time"

// generator is what all articles of a corpus are made with. The tables are the same for every number of articles.
type generator struct {
	Options
	seed uint64
	v    *vocabulary
	// chain says which class of words follows which; the last row begins a sentence.
	chain [classes + 1]row
	// collocate draws which of the words that go with another comes.
	collocate alias

	beats    []beat
	beatDraw alias

	phrases    [][]token
	phraseDraw alias
	// closings are paragraphs that many outlets put under their articles, such as what a company does.
	closings    [][]token
	closingDraw alias

	outlets    []outlet
	outletDraw alias

	// kinds draws what a slot holds, copies how often a story is reprinted that is reprinted at all.
	kinds, copies alias
	means         means
	// gap is the time from one slot to the next.
	gap   time.Duration
	forms int
	page  []byte
}

// row is what may follow a class.
type row struct {
	next []class
	draw alias
}

// means are how many articles of a kind an original has on average. Syndicated and Retold are the shares of originals that
// have reprints and rewrites at all; excerpts are cut from long originals only.
type means struct{ syndicated, excerpts, partials, retold float64 }

const (
	mostCopies  = 400
	mostRetold  = 4
	phraseCount = 15000
	closings    = 300
)

func newGenerator(o Options) *generator {
	g := &generator{Options: o, seed: o.Seed, v: newVocabulary(o.Seed), collocate: newAlias(mandelbrot(40, 1, 1.1))}
	for c := range g.chain {
		g.chain[c] = newRow(follows[c])
	}
	g.beatDraw = newAlias(mandelbrot(beats, 10, 1))
	for i := range beats {
		g.beats = append(g.beats, g.newBeat(newRandom(g.seed, 'b', uint64(i))))
	}
	r := newRandom(g.seed, 'p')
	phrases := make([][]token, phraseCount)
	for i := range phrases {
		phrases[i] = g.snippet(r, r.between(5, 10))
	}
	g.phrases = phrases
	g.phraseDraw = newAlias(mandelbrot(phraseCount, 30, 1))
	for range closings {
		g.closings = append(g.closings, end(g.snippet(r, r.between(15, 40))))
	}
	g.closingDraw = newAlias(mandelbrot(closings, 2, 1))
	g.outlets = g.newOutlets()
	g.outletDraw = newAlias(mandelbrot(outlets, 8, 0.9))
	g.plan()
	return g
}

func newRow(weights map[class]float64) row {
	var r row
	var w []float64
	for c := range classes { // a map has no order
		if weights[c] > 0 {
			r.next = append(r.next, c)
			w = append(w, weights[c])
		}
	}
	r.draw = newAlias(w)
	return r
}

// plan turns shares of all articles into what a slot holds. A slot is an original with all that is made of it, a round-up or a form.
func (g *generator) plan() {
	s := g.Shares
	g.kinds = newAlias([]float64{s.original(), s.Roundup, s.Form})
	sizes := mandelbrot(mostCopies, 0, 1.9)
	g.copies = newAlias(sizes)
	var sum, mean float64
	for i, w := range sizes {
		sum += w
		mean += w * float64(i+1)
	}
	g.means = means{
		syndicated: s.Reprint / s.original() / (mean / sum),
		excerpts:   s.Excerpt / s.original() / longEnough(),
		partials:   s.Partial / s.original(),
		retold:     s.Rewrite / s.original() / ((1 + mostRetold) / 2.0),
	}
	daily := min(float64(g.Articles)/30, mostDaily)
	slots := daily * (s.original() + s.Roundup + s.Form)
	g.gap = time.Duration(float64(24*time.Hour) / max(slots, 1e-3))
	g.forms = max(3, int(daily*s.Form+0.5))
}
