package feed

import (
	"strings"
	"testing"

	"github.com/samestory/samestory/article"
)

// TestMerged: items of a merged feed keep the ids that they have there, and bring what was written beside them; what is not as a
// merge writes it harms nothing.
func TestMerged(t *testing.T) {
	const xml = `<samestory:id>1</samestory:id><samestory:story>s-1</samestory:story><samestory:also href="https://a.example/" id="a"/>` +
		`<samestory:also id="b"/>`
	for name, c := range map[string]struct{ doc, id, marks string }{
		"rss": {
			`<rss xmlns:samestory="https://github.com/samestory/samestory/merge"><channel><item><title>t</title><link>https://x.example/1</link>` +
				`<guid>1</guid>` + xml + `</item></channel></rss>`,
			"1", `{"also":[{"href":"https://a.example/","id":"a"},{"id":"b"}],"id":"1","story":"s-1"}`,
		},
		"atom": {
			`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:samestory="https://github.com/samestory/samestory/merge"><entry><title>t</title>` +
				`<id>urn:x:1</id>` + xml + `</entry></feed>`,
			"1", `{"also":[{"href":"https://a.example/","id":"a"},{"id":"b"}],"id":"1","story":"s-1"}`,
		},
		"json":        {`{"items":[{"id":"1","url":"https://x.example/1","_samestory":{"id":"1","kept":true}}]}`, "1", `{"id":"1","kept":true}`},
		"json, wrong": {`{"items":[{"id":"1","url":"https://x.example/1","_samestory":"1"}]}`, "https://x.example/1", `"1"`},
		"json, no id": {`{"items":[{"id":"1","url":"https://x.example/1","_samestory":{"id":[]}}]}`, "https://x.example/1", `{"id":[]}`},
		"json, null":  {`{"items":[{"id":"1","url":"https://x.example/1","_samestory":null}]}`, "https://x.example/1", `null`},
		"not merged":  {`{"items":[{"id":"1","url":"https://x.example/1"}]}`, "https://x.example/1", ``},
		"another name": {
			`<rss xmlns:s="x"><channel><item><link>https://x.example/1</link><guid>1</guid><s:id>2</s:id></item></channel></rss>`,
			"https://x.example/1", ``,
		},
	} {
		var got []article.Article
		for a, err := range Parse(strings.NewReader(c.doc), &Options{Name: "f", KeepItems: true}) {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			got = append(got, a)
		}
		if len(got) != 1 || got[0].ID != c.id || string(got[0].Item.Marks) != c.marks {
			t.Errorf("%s: got %+v; want the id %s and the marks %s", name, got, c.id, c.marks)
			for _, a := range got {
				t.Errorf("%s: the marks are %s", name, a.Item.Marks)
			}
		}
	}
}
