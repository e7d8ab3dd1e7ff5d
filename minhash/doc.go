// Package minhash turns a set of 64-bit hashes into a signature: a short row of numbers that tells how much two sets share
// without looking at the sets again. The sets here are the hashed shingles of articles; the package knows nothing of text.
//
// # From set to answer
//
// A [Signer] makes a [Signature] of a set. [Similarity] estimates the Jaccard resemblance |A∩B| / |A∪B| of two sets from their
// signatures, [StdErr] tells how far off that is, [Containment] estimates the share |A∩B| / |A| of the first set that the
// second has too, and [Cardinality] the number of different hashes. [Merge] makes the signature of a union out of two
// signatures. [Densify] makes the row that locality-sensitive hashing cuts into bands, and [Pack] a form of 1 to 32 bits a slot
// to keep in memory or, with [Packed.AppendBinary], on disk. [Sample] keeps one hash in so many, the same ones in every set, to
// find short sets inside long ones.
//
// Hashes must be well mixed, that is, behave like random 64-bit numbers: the error bounds rest on it. Their order does not
// matter, and a hash that comes twice counts once.
//
// # Choosing a scheme
//
// [OPH], one-permutation hashing, is the default. Each hash falls into one slot and each slot keeps the smallest of its hashes,
// so that a signature costs a nanosecond or two a hash whatever its length. Its error is that of MinWise for sets of many more
// hashes than slots, and a quarter lower for sets of fewer.
//
// [MinWise] keeps the smallest value of as many hash functions as there are slots, and costs their number of steps for each
// hash: some eighty times as much at 128 slots (go test -bench Sign ./minhash). It is computed by github.com/dgryski/go-minhash,
// and is here for those who keep signatures of that kind and as the yardstick that the tests hold OPH against.
//
// Signatures of different schemes or lengths cannot be compared, which is [ErrMismatch].
//
// # Empty sets
//
// The empty set has a signature, all of whose slots are [Empty]. It is similar to nothing, not even to another empty set, and
// its densified form has no slots, so that no band of it can fall into a bucket.
//
// # Concurrency and aliasing
//
// All functions and methods may be called by many goroutines at once, apart from [Packed.UnmarshalBinary] on one value. A Signer
// and a Packed are immutable. A Signature is plain data: whoever owns its slots may change them, and the dst slices that functions
// take become part of their results. With a dst that is long enough, signing by OPH, merging and densifying allocate nothing.
//
// # Compatibility
//
// The numbers of a signature and the packed form are fixed: testdata/minhash holds the algorithm and test vectors for programs
// in other languages. A change to either is a new scheme or a new version of the packed form.
//
// # Papers
//
//   - A. Broder, On the resemblance and containment of documents, 1997: the sketch and both measures.
//   - P. Li, A. Owen, C.-H. Zhang, One permutation hashing, NIPS 2012: the default scheme and its estimate over occupied slots.
//   - A. Shrivastava, Optimal densification for fast and accurate minwise hashing, ICML 2017.
//   - T. Mai, A. Rao, M. Kapilevich, R. Rossi, Y. Abbasi-Yadkori, R. Sinha, On densification for minwise hashing, UAI 2019
//     (PMLR 115, 2020): the order of probing used here.
//   - P. Li, A. C. König, b-bit minwise hashing, WWW 2010: packing and the correction of its chance matches.
package minhash
