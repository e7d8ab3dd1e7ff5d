package samestory

import (
	"cmp"
	"slices"

	"github.com/samestory/samestory/cluster"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/furniture"
	"github.com/samestory/samestory/minhash"
	"github.com/samestory/samestory/shingle"
)

// prepared is an article made ready for comparing.
type prepared struct {
	article printed
	// words is the number of words of the text with its furniture.
	words int
	body  compare.Body
	// terms is its content view, headline included; nil where retellings are not looked for.
	terms []shingle.Term
}

// preparer makes articles ready. It keeps buffers: one per goroutine.
type preparer struct {
	*Options
	bands     cluster.Bands
	signer    *minhash.Signer
	tokenizer shingle.Tokenizer
	tokens    []shingle.Token
	shingles  []uint64
	signature minhash.Signature
	row, keys []uint64
	text      text
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
	return &preparer{Options: o, bands: bands, signer: signer}, nil
}

// mustPreparer is newPreparer for options that were checked.
func (o *Options) mustPreparer() *preparer {
	p, err := o.newPreparer()
	if err != nil {
		panic(err)
	}
	return p
}

// text is an article cut into words, without its furniture.
type text struct {
	printed
	// words is the number of words of the text with its furniture.
	words int
	// tokens are the words of the headline and of the body.
	tokens []shingle.Token
}

// cut cuts an article into words and leaves out its furniture. The text is valid until the next call. An article that cannot be
// compared gives ErrNoWords or ErrTooShort.
func (p *preparer) cut(a printed, learned furniture.Learned) (*text, error) {
	t := &p.text
	t.printed = a
	p.tokens = p.tokenizer.Append(p.tokens[:0], t.full)
	all := bodyTokens(p.tokens, t.head)
	t.words = len(all)
	switch {
	case t.words == 0:
		return t, ErrNoWords
	case t.words < MinWords:
		return t, ErrTooShort
	}
	start := len(p.tokens) - t.words
	t.tokens = append(t.tokens[:0], p.tokens[:start]...)
	for paragraph := range furniture.Paragraphs(all) {
		if !furniture.Known(t.full, paragraph) && !learned.Is(a.Outlet, t.full, paragraph) {
			t.tokens = append(t.tokens, paragraph...)
		}
	}
	if len(t.tokens)-start < MinWords { // a text that is all furniture is all there is
		t.tokens = append(t.tokens[:0], p.tokens...)
	}
	return t, nil
}

// body returns the words of the body.
func (t *text) body() []shingle.Token { return bodyTokens(t.tokens, t.head) }

// prepare makes an article ready for comparing.
func (p *preparer) prepare(a printed, learned furniture.Learned) (*prepared, error) {
	d := &prepared{}
	return d, p.prepareInto(d, a, learned)
}

// prepareInto is prepare into the memory of an article that is not needed any more.
func (p *preparer) prepareInto(d *prepared, a printed, learned furniture.Learned) error {
	t, err := p.cut(a, learned)
	if err != nil {
		return err
	}
	d.article, d.words = a, t.words
	p.fillBody(&d.body, t)
	if !p.Copies {
		d.terms = p.termsOf(d.terms[:0], t, a.Language)
	}
	return nil
}

// fillBody makes the body of a text, with places in the article's text.
func (p *preparer) fillBody(b *compare.Body, t *text) {
	tokens := append(b.Tokens[:0], t.body()...)
	for i := range tokens {
		tokens[i].Start -= uint32(t.head)
		tokens[i].End -= uint32(t.head)
	}
	b.Fill(tokens, p.Params.Shingle)
}

// termsOf appends the terms of a text to dst; an unknown language is told from the text.
func (p *preparer) termsOf(dst []shingle.Term, t *text, language string) []shingle.Term {
	if language == "" {
		language = p.tokenizer.Language(t.full, t.tokens)
	}
	return p.tokenizer.Terms(dst, t.full, t.tokens, language)
}

// bodyTokens returns the tokens behind the headline that takes up the first head bytes.
func bodyTokens(tokens []shingle.Token, head int) []shingle.Token {
	i, _ := slices.BinarySearchFunc(tokens, uint32(head), func(t shingle.Token, head uint32) int { return cmp.Compare(t.Start, head) })
	return tokens[i:]
}

// sign returns the signature of words, valid until the next call.
func (p *preparer) sign(tokens []shingle.Token) minhash.Signature {
	p.shingles = shingle.Shingles(p.shingles[:0], tokens, p.Params.Shingle)
	p.signature = p.signer.Sign(p.signature.Slots, p.shingles)
	return p.signature
}

const (
	// sampledOnly is from how many different shingles on a text is found by its sample alone.
	sampledOnly = 200
	// fewShingles is how many different shingles make so small a sample that one in common will do to be compared.
	fewShingles = 116
)

// copyKeys returns the buckets in which a body meets its copies, and its signature, valid until the next call: a sample of its
// shingles, which finds any text that shares a passage of some length, and for a text of few shingles, of which the sample is small,
// the bands of its signature too.
func (p *preparer) copyKeys(body []shingle.Token) (keys []uint64, sig minhash.Signature) {
	sig = p.sign(body)
	p.keys = minhash.Sample(p.keys[:0], p.shingles, p.Params.Sample)
	if sig.Distinct() < sampledOnly {
		p.row = minhash.Densify(p.row, sig)
		p.keys = p.bands.Keys(p.keys, p.row)
	}
	return p.keys, sig
}
