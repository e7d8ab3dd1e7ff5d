package samestory

import (
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/wire"
)

// Kind says how two articles relate; see the constants of package compare, strongest first: identical, reprint, excerpt,
// partial, rewrite.
type Kind = compare.Kind

// Credit is a place where an article says that a news agency wrote it, took its pictures, or is quoted.
type Credit = wire.Credit

// AgencyShare is an agency's part in a story, and how strong the evidence is.
type AgencyShare = wire.Share

// Descent says which member of a story an article most likely came from, and why.
type Descent = wire.Copy

// Link joins two articles that share text or tell one story.
type Link struct {
	// A and B are the ids. A sorts before B, but in what Compare returns.
	A, B string
	// Kind is empty for two articles that are not linked, which only Compare returns.
	Kind Kind
	// Jaccard is the exact resemblance of the two sets of shingles, 0 to 1.
	Jaccard float64
	// ContainmentA is the share of A's shingles that B has too; ContainmentB the reverse.
	ContainmentA, ContainmentB float64
	// Similarity is, from 0 to 1, the share of the shorter body that is shared text for a copy,
	// and the probability that both tell the same story for a rewrite.
	Similarity float64
	// Passages are the shared passages in the order of A: byte ranges of Article.Text.
	Passages []compare.Passage
	// SameStory is the probability that both tell the same story, 0 to 1; 1 for copies.
	SameStory float64
	// Evidence is what SameStory is made from, for rewrites and partial links that were looked at as such; else nil.
	Evidence *Evidence
}

// Evidence is what two articles share beside passages.
type Evidence struct {
	// Likeness is how alike their contents are.
	Likeness compare.Likeness
	// Names, Numbers and Phrases are what both say, as printed in the article that sorts first; each list is short, and rarest first.
	Names, Numbers, Phrases []string
}

// Cluster is a group of articles that copy each other.
type Cluster struct {
	// Articles are the ids, sorted.
	Articles []string
	// Original is the id of the article the others most likely come from, with the reason in words; empty where it cannot be told.
	Original, Reason string
}

// Story is a group of clusters and lone articles that tell the same story. It has two articles or more.
type Story struct {
	// ID is derived from the members and does not depend on the order of the input.
	ID string
	// Articles are the ids of all members, sorted.
	Articles []string
	// Original is the id of the article the others most likely come from, with the reason in words; empty where it cannot be told.
	Original, Reason string
	// Agencies are those that members credit, the strongest evidence first.
	Agencies []AgencyShare
	// Outlets is the number of different outlets, Independent the number of newsrooms behind the members: an agency counts once
	// however often it is copied, and so does each outlet with a text of its own.
	Outlets, Independent int
	// Descents say of each member but the original where it came from, by id.
	Descents []Descent
	// Clusters are the groups of copies within the story, largest first; every member is in exactly one, so that a
	// lone retelling is a cluster of one.
	Clusters []Cluster
}

// Entry is an article as the report lists it: without its text.
type Entry struct {
	// ID, Outlet, Title, URL, Published and Precision are the article's; but an id that came twice is the second time as
	// DuplicateError says.
	ID, Outlet, Title, URL string
	Published              time.Time
	Precision              article.Precision
	// Words is the number of words of the text.
	Words int
	// Credits are the agencies that the article names, in the order of the text.
	Credits []Credit
}

// Report is all that one run found. Articles are sorted by id, links by A then B, stories by size (largest first) then id,
// problems by place: the same articles give the same report, whatever their order and the number of workers.
type Report struct {
	Params   Params
	Articles []Entry
	Links    []Link
	Stories  []Story
	Problems []*article.Problem
	// Texts gives an article's text back by id, for showing passages; empty for an unknown one, or where a temporary file
	// cannot be read. Many goroutines may call it. It is nil in a report that was read from a file.
	Texts func(id string) string
}
