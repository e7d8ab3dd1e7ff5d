package bench

import (
	"syscall"
	"testing"
	"time"

	"github.com/samestory/samestory/bench/corpus"
	"github.com/samestory/samestory/bench/peers/minhashlsh/way"
	"github.com/samestory/samestory/minhash"
	"github.com/samestory/samestory/shingle"
)

// articles are those of go run ./gen -n 1000 -seed 1, which the peers in Python are timed on.
func articles(t testing.TB) []string {
	t.Helper()
	all, err := corpus.All(corpus.Options{Articles: 1000, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for a := range all {
		texts = append(texts, a.Text)
	}
	return texts
}

// signer signs with samestory: words, runs of five, 128 slots.
type signer struct {
	tokenizer shingle.Tokenizer
	tokens    []shingle.Token
	shingles  []uint64
	slots     []uint64
	minhash   *minhash.Signer
}

func newSigner(t testing.TB) *signer {
	t.Helper()
	m, err := minhash.New(minhash.OPH, minhash.DefaultSlots)
	if err != nil {
		t.Fatal(err)
	}
	return &signer{minhash: m}
}

func (s *signer) sign(text string) minhash.Signature {
	s.tokens = s.tokenizer.Append(s.tokens[:0], text)
	s.shingles = shingle.Shingles(s.shingles[:0], s.tokens, 5)
	sig := s.minhash.Sign(s.slots, s.shingles)
	s.slots = sig.Slots
	return sig
}

// BenchmarkSignature times text to signature: one article an operation.
func BenchmarkSignature(b *testing.B) {
	texts := articles(b)
	bytes := 0
	for _, t := range texts {
		bytes += len(t)
	}
	var peer way.Signer
	own := newSigner(b)
	for _, c := range []struct {
		program string
		sign    func(text string)
	}{
		{"samestory", func(text string) { own.sign(text) }},
		{"minhash-lsh", func(text string) { peer.Sign(text) }},
	} {
		b.Run("program="+c.program, func(b *testing.B) {
			b.SetBytes(int64(bytes / len(texts)))
			b.ReportAllocs()
			i, start := 0, processorTime(b)
			for b.Loop() {
				c.sign(texts[i%len(texts)])
				i++
			}
			// That of the process: on a busy machine the time that passes says little.
			b.ReportMetric(float64(b.N)/(processorTime(b)-start).Seconds(), "articles/cpu-s")
		})
	}
}

// processorTime is what this process has used.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestSignaturesAgree checks that both programs of the benchmark do the same work: their estimates of how alike articles are differ by
// no more than chance.
func TestSignaturesAgree(t *testing.T) {
	texts := articles(t)[:300]
	own := newSigner(t)
	var peer way.Signer
	var sigs []minhash.Signature
	var theirs [][]uint64
	for _, text := range texts {
		sig := own.sign(text)
		own.slots = nil // the next gets its own
		sigs = append(sigs, sig)
		theirs = append(theirs, peer.Sign(text))
	}
	alike := 0
	for i := range texts {
		for j := range i {
			mine, err := minhash.Similarity(sigs[i], sigs[j])
			if err != nil {
				t.Fatal(err)
			}
			equal := 0
			for k, v := range theirs[i] {
				if v == theirs[j][k] {
					equal++
				}
			}
			if yours := float64(equal) / float64(len(theirs[i])); mine-yours > 0.25 || yours-mine > 0.25 {
				t.Errorf("articles %d and %d: samestory says %.2f, minhash-lsh %.2f", i, j, mine, yours)
			}
			if mine > 0.5 {
				alike++
			}
		}
	}
	if alike < 20 {
		t.Errorf("only %d pairs are alike", alike)
	}
}
