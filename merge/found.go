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

// readRecord takes what JSONLines writes beside the fields of an article out of the JSON object that it was. Others use these names for
// other things: each counts if it is written as here, times as in RFC 3339.
func readRecord(extra *article.Item) {
	var record map[string]json.RawMessage
	if !namesAny(extra.Record, "updated", "version", "categories", "media") || json.Unmarshal(extra.Record, &record) != nil {
		return
	}
	if t, err := time.Parse(time.RFC3339, valueOf[string](record["updated"])); err == nil && extra.Updated.IsZero() {
		extra.Updated = t
	}
	if extra.Version == "" {
		extra.Version = valueOf[string](record["version"])
	}
	if extra.Categories == nil {
		extra.Categories = valueOf[[]string](record["categories"])
	}
	if extra.Media == nil {
		for _, m := range valueOf[[]mediaJSON](record["media"]) {
			extra.Media = append(extra.Media, article.Media(m))
		}
	}
}

// namesAny reports whether a record may have a field of one of those names.
func namesAny(record []byte, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return bytes.Contains(record, []byte(`"`+name+`"`)) })
}

// valueOf returns a value of JSON, or the zero value if it is of another type.
func valueOf[T any](value json.RawMessage) T {
	var v, none T
	if json.Unmarshal(value, &v) != nil {
		return none
	}
	return v
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
