package samestory

import (
	"strings"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/minhash"
	"github.com/samestory/samestory/shingle"
)

// prepared is an article made ready for finding and comparing.
type prepared struct {
	article article.Article
	words   int
	body    compare.Body
	// copyKeys are the buckets in which copies of it meet.
	copyKeys []uint64
	// terms is its content view, headline included.
	terms []shingle.Term
}

// preparer makes articles ready. It keeps buffers: one per goroutine.
type preparer struct {
	params    Params
	bands     cluster.Bands
	signer    *minhash.Signer
	tokenizer shingle.Tokenizer
	tokens    []shingle.Token
	shingles  []uint64
	signature []uint64
	row       []uint64
}

func (o *Options) newPreparer() (*preparer, error) {
	scheme, err := minhash.ParseScheme(o.Params.Scheme)
	if err != nil {
		return nil, err
	}
	signer, err := minhash.New(scheme, o.Params.Slots)
	if err != nil {
		return nil, err
	}
	bands, err := o.Params.bands()
	if err != nil {
		return nil, err
	}
	return &preparer{params: o.Params, bands: bands, signer: signer}, nil
}

// prepare makes an article ready, or returns ErrNoWords or ErrTooShort.
func (p *preparer) prepare(a article.Article) (*prepared, error) {
	head, full := headline(a)
	p.tokens = p.tokenizer.Append(p.tokens[:0], full)
	language := a.Language
	if language == "" {
		language = p.tokenizer.Language(full, p.tokens)
	}
	d := &prepared{article: a, terms: p.tokenizer.Terms(nil, full, p.tokens, language)}
	body := make([]shingle.Token, 0, len(p.tokens))
	for _, t := range p.tokens {
		if int(t.Start) >= head {
			t.Start, t.End = t.Start-uint32(head), t.End-uint32(head)
			body = append(body, t)
		}
	}
	d.words = len(body)
	switch {
	case len(body) == 0:
		return nil, ErrNoWords
	case len(body) < MinWords:
		return nil, ErrTooShort
	}
	d.body = compare.NewBody(body, p.params.Shingle)
	d.copyKeys = p.keys(d.body.Shingles)
	return d, nil
}

// headline returns the article's text with the headline in front, unless the text begins with it, and how many bytes were put in front.
func headline(a article.Article) (head int, full string) {
	if a.Title == "" || strings.HasPrefix(strings.TrimSpace(a.Text), strings.TrimSpace(a.Title)) {
		return 0, a.Text
	}
	return len(a.Title) + 1, a.Title + "\n" + a.Text
}

// keys returns the buckets of a set of shingles: the bands of its signature, which find texts that resemble each other, and
// a sample of the shingles themselves, which finds a short text inside a long one.
func (p *preparer) keys(set []uint64) []uint64 {
	sig := p.signer.Sign(p.signature, set)
	p.signature = sig.Slots
	p.row = minhash.Densify(p.row, sig)
	keys := p.bands.Keys(nil, p.row)
	return minhash.Sample(keys, set, p.params.Sample)
}
