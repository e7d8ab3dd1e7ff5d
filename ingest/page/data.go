package page

import (
	"bytes"
	"encoding/json"
	"html"
	"slices"
	"strings"

	"github.com/samestory/samestory/ingest/markup"
)

// object is an object of JSON-LD.
type object map[string]any

// data is what a page says of itself in JSON-LD (schema.org), best known for being what search engines read.
type data struct {
	articles []object
	pages    []object
	byID     map[string]object
}

// readData reads the scripts of a page that hold JSON-LD. What is no sound JSON is passed over.
func readData(scripts [][]byte) data {
	d := data{byID: map[string]object{}}
	for _, script := range scripts {
		if v, ok := decode(script); ok {
			d.collect(v, 0)
		}
	}
	return d
}

// decode decodes a script, also one with the slips of templates: comments around it, line breaks in strings, escaped quotes.
func decode(script []byte) (v any, ok bool) {
	if _, inside, found := bytes.Cut(script, []byte("<![CDATA[")); found {
		script, _, _ = bytes.Cut(inside, []byte("]]>"))
	}
	start, end := bytes.IndexAny(script, "{["), bytes.LastIndexAny(script, "}]")
	if start < 0 || end < start {
		return nil, false
	}
	script = script[start : end+1]
	for _, mend := range []func([]byte) []byte{asItIs, spaceControls, unescape} {
		decoder := json.NewDecoder(bytes.NewReader(mend(script)))
		decoder.UseNumber()
		if err := decoder.Decode(&v); err == nil {
			return v, true
		}
	}
	return nil, false
}

func asItIs(script []byte) []byte { return script }

func unescape(script []byte) []byte { return []byte(html.UnescapeString(string(script))) }

func spaceControls(script []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
}

// maxDepth is how deep a value is followed; the deepest that sites write is about 5.
const maxDepth = 16

// collect finds the objects that describe the page, and not those of other pages that it lists.
func (d *data) collect(v any, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			d.collect(item, depth+1)
		}
	case map[string]any:
		o := object(v)
		if id, ok := v["@id"].(string); ok && len(v) > 1 && d.byID[id] == nil {
			d.byID[id] = o
		}
		switch {
		case o.is(isArticle):
			d.articles = append(d.articles, o)
		case o.is(isPage):
			d.pages = append(d.pages, o)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			d.collect(v[key], depth+1)
		}
	}
}

func isArticle(kind string) bool {
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") && kind != "JobPosting" || kind == "Report"
}

func isPage(kind string) bool { return strings.HasSuffix(kind, "Page") }

func isOrganisation(kind string) bool {
	return strings.HasSuffix(kind, "Organization") || kind == "Corporation"
}

// is reports whether one of an object's types is as wanted.
func (o object) is(wanted func(kind string) bool) bool {
	return slices.ContainsFunc(texts(o["@type"]), func(kind string) bool {
		return wanted(kind[strings.LastIndexAny(kind, "/:")+1:])
	})
}

// about returns what describes the page, the best first: the article that has its address, other articles, the page; some at most.
func (d *data) about(addresses ...string) []object {
	var own, all []object
	for _, o := range d.articles {
		if slices.ContainsFunc(o.addresses(), func(a string) bool { return slices.Contains(addresses, a) }) {
			own = append(own, o)
		}
		all = append(all, o)
	}
	if len(own) > 0 {
		all = own
	}
	all = append(all, d.pages...)
	const enough = 20
	return all[:min(len(all), enough)]
}

// addresses returns the addresses of what an object describes.
func (o object) addresses() []string {
	all := append(texts(o["url"]), texts(o["mainEntityOfPage"])...)
	if page, ok := o["mainEntityOfPage"].(map[string]any); ok {
		all = append(all, texts(page["@id"])...)
	}
	return append(all, texts(o["@id"])...)
}

// first returns the first text that one of the objects has under a key, as it is written.
func first(objects []object, key string) string {
	for _, o := range objects {
		for _, text := range texts(o[key]) {
			if text != "" {
				return text
			}
		}
	}
	return ""
}

// texts returns the texts and numbers in a value: one, a list, or objects of type and @value.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{strings.TrimSpace(v)}
	case json.Number:
		return []string{v.String()}
	case map[string]any:
		if text, ok := v["@value"].(string); ok {
			return []string{strings.TrimSpace(text)}
		}
	case []any:
		var all []string
		for _, item := range v[:min(len(v), maxValues)] {
			if text, ok := item.(string); ok {
				all = append(all, strings.TrimSpace(text))
			}
		}
		return all
	}
	return nil
}

// party is a person or an organisation that an object names.
type party struct {
	name         string
	organisation bool
}

// parties returns whom a value names: by texts, objects, or references to objects elsewhere in the data.
func (d *data) parties(v any, depth int) []party {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case string:
		return named(v, false)
	case []any:
		var all []party
		for _, item := range v[:min(len(v), maxValues)] {
			all = append(all, d.parties(item, depth+1)...)
		}
		return all
	case map[string]any:
		o := object(v)
		if id, ok := v["@id"].(string); ok && o["name"] == nil {
			o = d.byID[id]
		}
		var all []party
		for _, name := range texts(o["name"]) {
			all = append(all, named(name, o.is(isOrganisation))...)
		}
		return all
	}
	return nil
}

// named returns a name as a party, but for what is none.
func named(name string, organisation bool) []party {
	const longest = 200
	name = markup.Line(name)
	if name == "" || len(name) > longest {
		return nil
	}
	return []party{{name, organisation}}
}
