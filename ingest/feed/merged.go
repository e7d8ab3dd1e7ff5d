package feed

import (
	"strings"

	"github.com/goccy/go-json"
)

// marks returns what an earlier merge wrote beside an item, as JSON for package merge, and the id that the item has there: the
// texts of its elements by their names and, of those named also, their attributes.
func (x extensions) marks() (marks []byte, id string) {
	elements := x["samestory"]
	if len(elements) == 0 {
		return nil, ""
	}
	all := map[string]any{}
	for name := range elements {
		all[name] = x.value("samestory", name)
	}
	if len(elements["also"]) > 0 {
		var list []map[string]string
		for _, e := range elements["also"] {
			list = append(list, e.Attrs)
		}
		all["also"] = list
	}
	marks, err := json.Marshal(all)
	if err != nil {
		return nil, ""
	}
	return marks, strings.TrimSpace(x.value("samestory", "id"))
}

// mergedID returns the id in the marks of a JSON feed.
func mergedID(marks []byte) string {
	var about struct {
		ID string `json:"id"`
	}
	if len(marks) == 0 || json.Unmarshal(marks, &about) != nil {
		return ""
	}
	return strings.TrimSpace(about.ID)
}
