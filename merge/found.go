package merge

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"github.com/goccy/go-json"

	"github.com/samestory/samestory/article"
)

// found is what is read of the marks of an item, as JSON has them, or elements of XML as readers of feeds pass them on.
type found struct {
	about
	Story    string      `json:"story"`
	Original string      `json:"original"`
	Merge    string      `json:"merge"`
	Also     []foundAlso `json:"also"`
	Credits  []credit    `json:"credits"`
}

type foundAlso struct {
	alsoJSON
	Href string `json:"href"`
}

// credit is that of a medium, by its address.
type credit struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}

// findMarks returns the marks of an item, nil if there are none or they are not as a merge writes them.
func findMarks(extra *article.Item) *found {
	if len(extra.Marks) > 0 {
		return parseMarks(extra.Marks)
	}
	if !bytes.Contains(extra.Record, []byte(lineField)) {
		return nil
	}
	var fields struct {
		Line json.RawMessage `json:"samestory"`
		Feed json.RawMessage `json:"_samestory"`
	}
	if err := json.Unmarshal(extra.Record, &fields); err != nil {
		return nil
	}
	if fields.Line != nil {
		return parseMarks(fields.Line)
	}
	return parseMarks(fields.Feed)
}

func parseMarks(data []byte) *found {
	var m *found
	if err := json.Unmarshal(data, &m); err != nil {
		return nil
	}
	return m
}

// readUpdated takes the time of change out of the JSON object that an article was, if it is written as in RFC 3339.
func readUpdated(extra *article.Item) {
	if !extra.Updated.IsZero() || !bytes.Contains(extra.Record, []byte(`"updated"`)) {
		return
	}
	var record struct {
		Updated string `json:"updated"`
	}
	if err := json.Unmarshal(extra.Record, &record); err != nil {
		return
	}
	if t, err := time.Parse(time.RFC3339, record.Updated); err == nil {
		extra.Updated = t
	}
}

// readMarks takes over the marks of an article.
func (it *Item) readMarks(extra *article.Item) {
	m := findMarks(extra)
	if m == nil {
		return
	}
	it.restore(&m.about, extra)
	it.Story, it.Original, it.Settled = m.Story, m.Original, m.Merge
	var l alsoList
	for _, a := range m.Also {
		l.add(Also{
			ID: a.ID, Outlet: oneLine(a.Outlet), Title: oneLine(a.Title), URL: webAddress(cmp.Or(a.URL, a.Href)), Kind: knownKind(a.Kind),
		})
	}
	it.Also = l.list
	for _, c := range m.Credits {
		if i := slices.IndexFunc(extra.Media, func(f article.Media) bool { return f.URL == c.URL }); i >= 0 && extra.Media[i].Credit == "" {
			extra.Media = slices.Clone(extra.Media)
			extra.Media[i].Credit = c.Text
		}
	}
}
