package samestory

import (
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
)

// Kind says how two articles relate; see the constants of package compare, strongest first: identical, reprint, excerpt,
// partial, rewrite.
type Kind = compare.Kind

// Link joins two articles that share text or tell one story. A sorts before B.
type Link struct {
	A, B string
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
	// Likeness is the evidence that Similarity of a rewrite is made from; also there for partial links.
	Likeness compare.Likeness
	// Evidence is what a rewrite shares beside passages, rarest first.
	Evidence Evidence
}

// Evidence lists what two retellings share, as printed in the article that sorts first; each list is short, and rarest first.
type Evidence struct {
	Names, Numbers, Phrases []string
}

// Cluster is a group of articles that copy each other.
type Cluster struct {
	// Articles are the ids, sorted.
	Articles []string
	// Original is the article the others most likely come from, with the reason in words; empty where it cannot be told.
	Original, Reason string
}

// Story is a group of clusters and lone articles that tell the same story. It has two articles or more.
type Story struct {
	// ID is derived from the members and does not depend on the order of the input.
	ID string
	// Articles are the ids of all members, sorted.
	Articles []string
	// Original is the article the others most likely come from, with the reason in words; empty where it cannot be told.
	Original, Reason string
	// Agencies that the members credit, sorted.
	Agencies []string
	// Outlets is the number of different outlets, Independent the number of texts that stand on their own.
	Outlets, Independent int
	// Clusters are the groups of copies within the story, largest first; every member is in exactly one, so that a
	// lone retelling is a cluster of one.
	Clusters []Cluster
}

// Entry is an article as the report lists it: without its text.
type Entry struct {
	ID, Outlet, Title, URL string
	Published              time.Time
	Precision              article.Precision
	// Words is the number of words of the text.
	Words int
}

// Report is all that one run found. Articles are sorted by id, links by A then B, stories by size (largest first) then id,
// problems by place: the same articles give the same report, whatever their order and the number of workers.
type Report struct {
	Params   Params
	Articles []Entry
	Links    []Link
	Stories  []Story
	Problems []*article.Problem
	// Texts gives an article's text back by id, for showing passages. It is nil in a report that was read from a file.
	Texts func(id string) string
}
