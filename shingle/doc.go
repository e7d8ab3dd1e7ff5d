// Package shingle turns text into the two sets of numbers that samestory compares articles by.
//
// A [Tokenizer] cuts text into words and hashes each once ([Token]); everything later is made from those hashes:
//
//   - the verbatim view ([Shingles], [Set]): each run of k consecutive words as one hash (Broder 1997). It finds copied text.
//   - the content view ([Tokenizer.Terms]): the stems of content words, and pairs of neighbouring ones, with where they stood
//     (headline, lead) and whether they are names or numbers. Weighted by rarity it finds retold stories.
//
// Words are cut by Unicode's rules (UAX 29), and further at full stops between longer words, at colons and at underscores. Each is
// normalised on its own, so that byte offsets always refer to the text as given: NFKC, lower case, without accents, Arabic vowel signs
// and what cannot be seen (soft hyphens, marks of direction), without full stops, apostrophes and the commas of numbers (U.S. is us,
// 10,000 is 10000), the possessive cut off. Punctuation and emoji are no words. Scripts written without spaces (Chinese, Japanese,
// Thai, Lao, Khmer, Burmese) give overlapping pairs of characters instead of words; no dictionary is needed.
//
// Hashes are murmur3's 64 bits over the normalised bytes and are the same on every machine. testdata/shingle has the algorithm step by
// step, and texts with their tokens and shingles, for those who write it in another language.
//
// Any bytes will do as text, and the time is linear in their number. A Tokenizer keeps buffers and a cache of stems: use one per
// goroutine. The functions that only take slices may be called at once.
package shingle
