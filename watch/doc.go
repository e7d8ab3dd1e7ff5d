// Package watch polls feeds, keeps what it read, and has one item a story published, again and again.
//
// # How to choose
//
//   - [Watcher] does all of it: [Open] a state folder, then [Watcher.Run] for rounds without end, or [Watcher.Round] for one.
//   - [Fetcher] gets a single document from a server, politely and within bounds, and keeps no state but the pace of hosts.
//
// doc/watch.md tells how servers are treated, and what the state folder holds.
//
// # Rounds
//
// A round asks the feeds that are due, puts new articles and new versions into the window, drops what is older than the window, has
// package samestory find copies in all of it and package merge make items, saves the state, and has the items published. Rounds in which
// no article came, changed or left publish nothing. All articles of the window are in memory. An item that was published
// once stays the one that is kept of its story while it is in the window.
//
// # Untrusted input
//
// Servers and feeds are taken for hostile: time, size, redirects and pauses are bounded, and redirects do not lead from public servers
// into private networks.
//
// # Compatibility
//
// A state folder is read by all later versions of this package; [ErrVersion] says that it is of a later one.
package watch
