package samestory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/furniture"
	"github.com/samestory/samestory/minhash"
	"github.com/samestory/samestory/shingle"
	"github.com/samestory/samestory/wire"
)

// prepared is an article made ready for finding and comparing.
type prepared struct {
	article article.Article
	words   int
	// tokens are the words of headline and text; nil once the article is finished.
	tokens []shingle.Token
	// sketch is the signature of the text with its furniture.
	sketch minhash.Signature
	body   compare.Body
	// copyKeys are the buckets in which copies of it meet.
	copyKeys []uint64
	// terms is its content view, headline included.
	terms   []shingle.Term
	credits []wire.Credit
	// twin is another article of the same text, with which this one shares all that is made of it; nil for the first.
	twin *prepared
}

// share lets go of what was made of an article's text, for that of its twin.
func (d *prepared) share(twin *prepared) {
	d.twin = twin
	d.article.Title, d.article.Text = twin.article.Title, twin.article.Text
	d.tokens, d.sketch = twin.tokens, twin.sketch
}

// preparer makes articles ready. It keeps buffers: one per goroutine.
type preparer struct {
	params    Params
	bands     cluster.Bands
	signer    *minhash.Signer
	credits   *wire.Reader
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
	return &preparer{params: o.Params, bands: bands, signer: signer, credits: o.Agencies}, nil
}

// scan is the first half of making an article ready: its words. It returns ErrNoWords or ErrTooShort for a text that cannot
// be compared.
func (p *preparer) scan(a article.Article) (*prepared, error) {
	head, full := headline(a)
	p.tokens = p.tokenizer.Append(p.tokens[:0], full)
	d := &prepared{article: a, tokens: slices.Clone(p.tokens)}
	text := bodyTokens(p.tokens, head)
	d.words = len(text)
	switch {
	case len(text) == 0:
		return nil, ErrNoWords
	case len(text) < MinWords:
		return nil, ErrTooShort
	}
	p.shingles = shingle.Shingles(p.shingles[:0], text, p.params.Shingle)
	d.sketch = p.signer.Sign(nil, p.shingles)
	return d, nil
}

// finish is the second half: the views of what is left when furniture is taken away.
func (p *preparer) finish(d *prepared, learned furniture.Learned) {
	d.credits = p.credits.Credits(d.article)
	if d.twin != nil {
		d.tokens, d.body, d.copyKeys, d.terms = nil, d.twin.body, d.twin.copyKeys, d.twin.terms
		return
	}
	head, full := headline(d.article)
	p.tokens = append(p.tokens[:0], d.tokens[:len(d.tokens)-d.words]...)
	for paragraph := range furniture.Paragraphs(bodyTokens(d.tokens, head)) {
		if !furniture.Known(full, paragraph) && !learned.Is(d.article.Outlet, paragraph) {
			p.tokens = append(p.tokens, paragraph...)
		}
	}
	body := bodyTokens(p.tokens, head)
	if len(body) < MinWords { // a text that is all furniture is all there is
		p.tokens = append(p.tokens[:0], d.tokens...)
		body = bodyTokens(d.tokens, head)
	}
	language := d.article.Language
	if language == "" {
		language = p.tokenizer.Language(full, p.tokens)
	}
	d.terms = p.tokenizer.Terms(nil, full, p.tokens, language)
	body = slices.Clone(body)
	for i := range body {
		body[i].Start -= uint32(head)
		body[i].End -= uint32(head)
	}
	d.tokens = nil
	d.body = compare.NewBody(body, p.params.Shingle)
	d.copyKeys = p.keys(d.body.Shingles)
}

// bodyTokens returns the tokens behind the headline that takes up the first head bytes.
func bodyTokens(tokens []shingle.Token, head int) []shingle.Token {
	i, _ := slices.BinarySearchFunc(tokens, uint32(head), func(t shingle.Token, head uint32) int { return cmp.Compare(t.Start, head) })
	return tokens[i:]
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
