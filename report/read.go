package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/wire"
)

// ErrFormat means that the input of ReadJSON is not a report; match it with errors.Is.
var ErrFormat = errors.New("report: not a samestory report in JSON")

// ReadJSON reads a report that JSON wrote. Unknown fields are passed over, so that reports of later versions can be read.
// The report has no texts (Texts is nil): it can be shown, without snippets. Errors are those of r, or wrap ErrFormat.
func ReadJSON(r io.Reader) (*samestory.Report, error) {
	var d documentJSON
	dec := json.NewDecoder(r)
	if err := dec.Decode(&d); err != nil {
		return nil, formatError(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: there is more after the report", ErrFormat)
	}
	if d.Articles == nil || d.Links == nil || d.Stories == nil || d.Problems == nil {
		return nil, fmt.Errorf("%w: a list of articles, links, stories or problems is missing", ErrFormat)
	}
	out := &samestory.Report{Params: samestory.Params(d.Params)}
	for _, e := range d.Articles {
		entry, err := fromEntryJSON(e)
		if err != nil {
			return nil, err
		}
		out.Articles = append(out.Articles, entry)
	}
	for _, l := range d.Links {
		out.Links = append(out.Links, fromLinkJSON(l))
	}
	for _, s := range d.Stories {
		out.Stories = append(out.Stories, fromStoryJSON(s))
	}
	for _, p := range d.Problems {
		out.Problems = append(out.Problems, fromProblemJSON(p))
	}
	return out, nil
}

// formatError wraps what json says about the content, and passes the errors of the reader on as they are.
func formatError(err error) error {
	var syntax *json.SyntaxError
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax), errors.As(err, &wrongType), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return err
}

func fromEntryJSON(e entryJSON) (samestory.Entry, error) {
	out := samestory.Entry{ID: e.ID, Outlet: e.Outlet, Title: e.Title, URL: e.URL, Words: e.Words}
	for _, c := range e.Credits {
		credit := samestory.Credit{Agency: c.Agency, How: wire.How(c.How), Text: c.Text, Start: c.Start, End: c.End}
		if i := slices.Index(parts[:], c.In); i >= 0 {
			credit.In = wire.Where(i)
		}
		out.Credits = append(out.Credits, credit)
	}
	if e.Published == "" {
		return out, nil
	}
	layout := time.RFC3339
	if len(e.Published) == len(time.DateOnly) {
		layout, out.Precision = time.DateOnly, article.ToDay
	} else if i := slices.Index(precisions[:], e.Precision); i >= 0 {
		out.Precision = article.Precision(i)
	}
	t, err := time.Parse(layout, e.Published)
	if err != nil {
		return out, fmt.Errorf("%w: article %q: %w", ErrFormat, e.ID, err)
	}
	out.Published = t
	return out, nil
}

func fromLinkJSON(l linkJSON) samestory.Link {
	out := samestory.Link{
		A: l.A, B: l.B, Kind: samestory.Kind(l.Kind), Jaccard: l.Jaccard,
		ContainmentA: l.ContainmentA, ContainmentB: l.ContainmentB, Similarity: l.Similarity, SameStory: l.SameStory,
	}
	if s := l.Shared; l.Likeness != nil || len(s.Names)+len(s.Numbers)+len(s.Phrases) > 0 {
		out.Evidence = &samestory.Evidence{Names: unlist(s.Names), Numbers: unlist(s.Numbers), Phrases: unlist(s.Phrases)}
	}
	if l.Likeness != nil {
		out.Evidence.Likeness = compare.Likeness(*l.Likeness)
	}
	for _, p := range l.Passages {
		out.Passages = append(out.Passages, compare.Passage(p))
	}
	return out
}

func fromStoryJSON(s storyJSON) samestory.Story {
	out := samestory.Story{
		ID: s.ID, Articles: unlist(s.Articles), Original: s.Original, Reason: s.Reason,
		Outlets: s.Outlets, Independent: s.Independent,
	}
	for _, a := range s.Sources {
		share := samestory.AgencyShare{Agency: a.Agency, Strength: wire.Strength(a.Strength), Members: a.Members}
		for _, h := range a.How {
			share.Hows = append(share.Hows, wire.How(h))
		}
		out.Agencies = append(out.Agencies, share)
	}
	for _, d := range s.Descents {
		out.Descents = append(out.Descents, samestory.Descent{ID: d.Article, From: d.From, Why: d.Why})
	}
	for _, c := range s.Clusters {
		out.Clusters = append(out.Clusters, samestory.Cluster{
			Articles: unlist(c.Articles), Original: c.Original, Reason: c.Reason,
		})
	}
	return out
}

func fromProblemJSON(p problemJSON) *article.Problem {
	return &article.Problem{
		Place: article.Place{Path: p.Path, Line: p.Line}, ID: p.ID, Err: errors.New(p.Error),
	}
}

// unlist undoes list: no items are nil.
func unlist(s []string) []string {
	if len(s) == 0 {
		return nil
	}
	return s
}
