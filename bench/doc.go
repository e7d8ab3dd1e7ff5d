// Package bench times samestory beside its peers. It is a module of its own, so that nobody else pays for its dependencies.
//
// The commands are gen (make news up), run (samestory and peers on one file), add (a crawler's index), stats (what a corpus is like);
// BenchmarkSignature here times text to signature on one core. README.md says how to use them, doc/speed.md of the project what came
// out.
package bench
