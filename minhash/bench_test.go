package minhash

import (
	"fmt"
	"testing"
)

// perShingle reports how long one hash took. The sets vary, as branch prediction would learn a single one by heart.
func perShingle(b *testing.B, shingles int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(shingles), "ns/shingle")
}

func BenchmarkSign(b *testing.B) {
	for _, scheme := range schemes {
		for _, shingles := range []int{50, 400, 2000} {
			b.Run(fmt.Sprintf("scheme=%v/shingles=%d", scheme, shingles), func(b *testing.B) {
				s, r := signer(b, scheme, 0), randoms(1)
				sets := make([][]uint64, 256)
				for i := range sets {
					sets[i] = hashes(r, shingles)
				}
				dst, i := make([]uint64, s.Slots()), 0
				b.ReportAllocs()
				b.SetBytes(int64(8 * shingles))
				for b.Loop() {
					s.Sign(dst, sets[i%len(sets)])
					i++
				}
				perShingle(b, shingles)
			})
		}
	}
}

func BenchmarkDensify(b *testing.B) {
	for _, slots := range []int{128, 1024} {
		for _, shingles := range []int{5, 50, 400} {
			b.Run(fmt.Sprintf("slots=%d/shingles=%d", slots, shingles), func(b *testing.B) {
				sig := signer(b, OPH, slots).Sign(nil, hashes(randoms(1), shingles))
				dst := make([]uint64, slots)
				b.ReportAllocs()
				for b.Loop() {
					Densify(dst, sig)
				}
			})
		}
	}
}

func BenchmarkSimilarity(b *testing.B) {
	s, r := signer(b, OPH, 0), randoms(1)
	x, y := s.Sign(nil, hashes(r, 400)), s.Sign(nil, hashes(r, 400))
	b.Run("form=signature", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = Similarity(x, y)
		}
	})
	for _, bits := range packedBits {
		b.Run(fmt.Sprintf("form=packed/bits=%d", bits), func(b *testing.B) {
			p, q := pack(b, x, bits), pack(b, y, bits)
			b.ReportAllocs()
			for b.Loop() {
				_, _ = p.Similarity(q)
			}
		})
	}
}

func BenchmarkPack(b *testing.B) {
	sig := signer(b, OPH, 0).Sign(nil, hashes(randoms(1), 400))
	for _, bits := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("bits=%d", bits), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Pack(sig, bits)
			}
		})
	}
}

func BenchmarkMerge(b *testing.B) {
	s, r := signer(b, OPH, 0), randoms(1)
	x, y := s.Sign(nil, hashes(r, 400)), s.Sign(nil, hashes(r, 400))
	dst := make([]uint64, s.Slots())
	b.ReportAllocs()
	for b.Loop() {
		_, _ = Merge(dst, x, y)
	}
}

func BenchmarkUnmarshalBinary(b *testing.B) {
	data := binaryOf(b, OPH, 128, 8, 400)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var p Packed
		_ = p.UnmarshalBinary(data)
	}
}
