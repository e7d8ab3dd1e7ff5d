package watch

import (
	"time"

	"github.com/samestory/samestory/article"
)

// memory is what is known of a feed beside its articles. It is a line of the file of feeds.
type memory struct {
	// Address is the feed's as the list has it: it names the feed even after it moved.
	Address string `json:"address"`
	// Moved is where the feed is now, if it moved for good. Guarded belongs to it, as in Request.
	Moved   string `json:"moved,omitempty"`
	Guarded bool   `json:"guarded,omitempty"`
	// Validators are those of the last document that was a feed.
	Validators Validators `json:"validators,omitzero"`
	// Tried is when the feed was last asked for, and Read when it last answered with a feed or that nothing changed.
	Tried time.Time `json:"tried,omitzero"`
	Read  time.Time `json:"read,omitzero"`
	// NotBefore is when it may be asked for again.
	NotBefore time.Time `json:"not_before,omitzero"`
	// Interval is how often, at most, it wants to be asked for, as its last document said.
	Interval time.Duration `json:"interval,omitempty"`
	// Failures is how often in a row it could not be read, and Failure the last reason.
	Failures int    `json:"failures,omitempty"`
	Failure  string `json:"failure,omitempty"`
	// Gone reports that its server said it is gone for good.
	Gone bool `json:"gone,omitempty"`
}

// record is an article of a feed. It is a line of the feed's file of articles.
type record struct {
	// ID is the id in the feed, Number the place in the order in which articles were first seen, over all feeds.
	ID     string `json:"id"`
	Number uint64 `json:"number"`
	// Seen is when the article was first seen.
	Seen time.Time `json:"seen"`
	// Kept is when the article first stood for its story, or alone, in the output; Story is how the story is called there.
	Kept  time.Time `json:"kept,omitzero"`
	Story string    `json:"story,omitempty"`
	// Under is the id of the article that stands for this one in the output.
	Under string `json:"under,omitempty"`
	// Listed reports that the article is in the feed's last document.
	Listed bool `json:"listed,omitempty"`
	// Article is nil for an article that left the window while the feed still has it: it must not come back. It is written under the
	// names of its fields: a field that gets another name needs a new version of the state.
	Article *article.Article `json:"article,omitempty"`
}
