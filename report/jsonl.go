package report

import (
	"bufio"
	"io"

	"github.com/samestory/samestory"
)

// storyLine is a story that stands alone: what storyJSON has, with its articles and the links between them.
type storyLine struct {
	storyJSON
	Members []entryJSON `json:"members"`
	Links   []linkJSON  `json:"links"`
}

// JSONLines writes a JSON object a line, one for each story, in the order of the report. The fields are those that a story has in
// JSON, then members, its articles, and links, those between its articles, both as JSON has them. A line tells all of its story, so
// that a script can read one at a time; articles and links that belong to no story, and problems, are not among them.
func JSONLines(w io.Writer, r *samestory.Report) error {
	v := newView(r)
	j := &jsonWriter{w: bufio.NewWriter(w)}
	for _, s := range r.Stories {
		line := storyLine{storyJSON: toStoryJSON(s), Members: make([]entryJSON, 0, len(s.Articles)), Links: []linkJSON{}}
		for _, id := range s.Articles {
			e := samestory.Entry{ID: id}
			if known := v.entries[id]; known != nil {
				e = *known
			}
			line.Members = append(line.Members, toEntryJSON(e))
		}
		for _, l := range v.within(s) {
			line.Links = append(line.Links, toLinkJSON(*l))
		}
		j.value(line)
		j.text("\n")
	}
	return j.flush()
}

// within returns the links between members of s.
func (v *view) within(s samestory.Story) []*samestory.Link {
	inStory := set(s.Articles)
	var links []*samestory.Link
	for _, id := range s.Articles {
		for _, l := range v.linksAt[id] {
			if l.A == id && inStory[l.B] {
				links = append(links, l)
			}
		}
	}
	return links
}

// OneStory returns a report of the story with that id alone: its articles, the links between them, and the problems of the run.
// False means that there is no such story. The two reports share memory.
func OneStory(r *samestory.Report, id string) (*samestory.Report, bool) {
	for _, s := range r.Stories {
		if s.ID != id {
			continue
		}
		one := *r
		one.Stories, one.Articles, one.Links = []samestory.Story{s}, nil, nil
		inStory := set(s.Articles)
		for _, e := range r.Articles {
			if inStory[e.ID] {
				one.Articles = append(one.Articles, e)
			}
		}
		for _, l := range r.Links {
			if inStory[l.A] && inStory[l.B] {
				one.Links = append(one.Links, l)
			}
		}
		return &one, true
	}
	return nil, false
}
