// Package wire tells who wrote a text and where its copies come from.
//
// It has two halves that know nothing of each other's insides.
//
// A [Reader] finds credits: the places where a text says that a news agency wrote it (a dateline, a byline, a copyright or
// source line, a closing "Reporting by"), took the pictures, or was quoted. What an agency is stands in agencies.txt, which
// is built in and which a user can add to; the phrases that tell what its name means stand in cues.txt. A Reader is
// immutable: build one, use it from any number of goroutines.
//
// [Trace] takes the members of one cluster or story, with their times, credits and links, and tells the original, or that it
// cannot be told, always with the reason; the member that each copy most likely came from; and how many newsrooms stand behind
// the lot. It is a pure function over plain values and cares not how the links were found.
//
// Both treat input as hostile: any bytes are allowed, the work is linear in the size of the text, and nothing panics.
// Strings in results are substrings of the input and keep it alive.
package wire
