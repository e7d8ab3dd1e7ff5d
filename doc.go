// Package samestory finds copied and syndicated news. Articles go in; out come the stories they tell, who copied whom and how
// closely, which passages prove it, and which agency wrote it first.
//
// # How to choose
//
//   - [Detect] takes a batch and returns a [Report] of all links, stories and problems. It looks at all articles together, so it
//     knows best what is page furniture and which words are rare.
//   - [Detector] takes articles one by one, as a crawler meets them. [Detector.Add] says at once what an article copies and
//     which story it belongs to, [Detector.Query] says the same and keeps nothing, and [Detector.Report] gives what Detect would
//     for all articles held.
//   - [Compare] tells how two given articles relate, without an index.
//   - [BuildBackground] counts how rare words are in an archive of your own, for languages other than English.
//
// All take [Options]; nil means the documented defaults.
//
// # Kinds
//
// A [Link] joins two articles. Its [Kind] is decided on the body of both, page furniture and boilerplate apart: identical (the
// same words in the same order), reprint (the same text, lightly edited), excerpt (one is mostly contained in the other),
// partial (they share passages, yet most of each is its own) and rewrite (hardly a sentence in common, yet the same story). The
// first three make articles copies of each other and put them into one [Cluster]; clusters that tell the same story make a
// [Story]. Article offsets are bytes of Article.Text, so that passages slice it.
//
// # Bad input
//
// Texts without words, or with fewer than [MinWords], are listed and never linked. What is wrong with an article is an
// *article.Problem that names its place and id and wraps one of the errors of this package; a batch goes on after it.
//
// # Concurrency
//
// The methods of a Detector may be called by many goroutines at once. Detect and Compare share nothing between calls. Both work on all
// processors unless Options.Workers says otherwise, and what they return depends neither on that number nor on the order of
// the articles. Options may be shared as long as nobody changes them. Articles are held as they are given, without copying
// their text.
//
// # Compatibility
//
// The kinds, the fields of Report and the meaning of Params are stable within a major version. Which links are found, and their
// scores, may change with any version as detection gets better: do not compare scores of different versions.
package samestory
