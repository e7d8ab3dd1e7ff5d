// Package cluster finds which articles to compare and which belong together. It knows numbers, never text.
//
// Three steps, each usable alone:
//
//   - [Bands] turns a MinHash signature into bucket keys: locality-sensitive hashing (Indyk, Motwani 1998; banding as in Leskovec,
//     Rajaraman, Ullman, Mining of Massive Datasets, ch. 3). How many bands of how many rows follows from the resemblance wanted
//     and the misses allowed.
//   - [Buckets] takes keys of any kind and yields candidate pairs: articles that share at least so many keys.
//   - [Group] joins what is linked by average linkage (Sokal, Michener 1958), so that a chain of neighbours does not become
//     one group: an article stays only if it holds together with the group as a whole.
//
// Articles are dense numbers from 0 ([Doc]). Results depend on the numbers and keys alone, never on the order of calls.
package cluster

// Doc is the number of an article within one run.
type Doc uint32
