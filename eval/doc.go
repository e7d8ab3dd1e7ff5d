// Package eval measures how well detection does on a labelled corpus, and fits the model of retellings to such corpora.
//
// A corpus is a folder of docs.jsonl, one article a line, and truth.tsv, a line a pair: id, id, label; or a line an article: id and the
// name of its story. Pairs that are not listed are unrelated. Labels:
//
//   - copy, contained, dup: one is a copy of the other, or of a part of it
//   - partial: they share passages
//   - same_event, story, cycle: they tell the same story in their own words
//   - cut, light, heavy, non: levels of rewriting a source, from pasting to not using it
//   - disputed, routine, sameslug, ignore: left out of the count
//   - unrelated: nothing in common, the same as not listed
//
// [Score] gives precision, recall and F1 of copies and stories and the adjusted Rand index of the groups; [Curve] the same at
// every threshold; [Reliability] how far a probability can be believed; [Fit] the weights of compare.Model. All are pure functions.
package eval
