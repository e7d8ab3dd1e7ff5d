package score

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/samestory/samestory/bench/corpus"
)

// Links is how good the links of a report are.
type Links struct {
	// Copied are the reprints and excerpts that a link of a copying kind joins with what they copy; Quoted the round-ups and partial
	// copies that any link joins with a source, one for each source; Retold the rewrites that any link joins with what they retell.
	Copied, Quoted, Retold Share
	// Precise is the share of links whose articles are copies or related.
	Precise Share
}

// reader goes through a report with little memory: it may be larger than what it is about.
type reader struct {
	*json.Decoder
}

// ReadReport reads a JSON report of samestory, and returns its clusters of two or more and how good its links are.
func (t *Truth) ReadReport(r io.Reader) (Clusters, Links, error) {
	d := reader{json.NewDecoder(r)}
	clusters, links := Clusters{}, newLinks(t)
	err := d.object(func(key string) error {
		switch key {
		case "links":
			return each(d, func(l link) error { return links.add(l) })
		case "stories":
			return each(d, func(s story) error { return s.into(clusters) })
		}
		var other json.RawMessage
		return d.Decode(&other)
	})
	if err != nil {
		return nil, Links{}, fmt.Errorf("score: report: %w", err)
	}
	return clusters, links.figures(), nil
}

// object calls value at each value of an object, which value must read.
func (d reader) object(value func(key string) error) error {
	if err := d.opens('{'); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if err := value(name); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// opens reads the beginning of an object or a list.
func (d reader) opens(want json.Delim) error {
	got, err := d.Token()
	if err == nil && got != want {
		err = fmt.Errorf("%v where %v was wanted", got, want)
	}
	return err
}

// each calls use with each element of a list.
func each[T any](d reader, use func(T) error) error {
	if err := d.opens('['); err != nil {
		return err
	}
	for d.More() {
		var one T
		if err := d.Decode(&one); err != nil {
			return err
		}
		if err := use(one); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

type story struct {
	ID       string `json:"id"`
	Clusters []struct {
		Articles []string `json:"articles"`
	} `json:"clusters"`
}

func (s story) into(clusters Clusters) error {
	for i, c := range s.Clusters {
		if len(c.Articles) < 2 {
			continue
		}
		for _, id := range c.Articles {
			clusters[id] = s.ID + "." + strconv.Itoa(i)
		}
	}
	return nil
}

type link struct{ A, B, Kind string }

// linked counts links as they come.
type linked struct {
	*Truth
	links Links
	// found are the pairs of an article and a source that a link joins.
	found map[[2]string]bool
}

func newLinks(t *Truth) *linked { return &linked{Truth: t, found: map[[2]string]bool{}} }

func (l *linked) add(x link) error {
	a, b := l.all[x.A], l.all[x.B]
	if a == nil || b == nil {
		return fmt.Errorf("a link joins %q and %q: no such article", x.A, x.B)
	}
	copying := x.Kind == "identical" || x.Kind == "reprint" || x.Kind == "excerpt"
	for _, p := range [2][2]*corpus.Truth{{a, b}, {b, a}} {
		isCopy := p[0].Kind == corpus.Reprint || p[0].Kind == corpus.Excerpt
		for _, s := range p[0].Sources {
			if s == p[1].ID && (copying || !isCopy) {
				l.found[[2]string{p[0].ID, s}] = true
			}
		}
	}
	r := relate(a, b)
	l.links.Precise.count(r == copies || r == related)
	return nil
}

func (l *linked) figures() Links {
	for _, a := range l.all {
		for _, s := range a.Sources {
			found := l.found[[2]string{a.ID, s}]
			switch a.Kind {
			case corpus.Reprint, corpus.Excerpt:
				l.links.Copied.count(found)
			case corpus.Roundup, corpus.Partial:
				l.links.Quoted.count(found)
			case corpus.Rewrite:
				l.links.Retold.count(found)
			}
		}
	}
	return l.links
}
