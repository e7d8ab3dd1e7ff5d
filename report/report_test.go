package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/wire"
)

var update = flag.Bool("update", false, "write the golden files of testdata/report anew")

// golden compares got with a file of testdata/report.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("..", "testdata", "report", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test ./report -update writes it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func at(hour, minute int) time.Time {
	return time.Date(2026, 3, 14, hour, minute, 0, 0, time.UTC)
}

const (
	wireText = "The harbour of Port Selwyn was closed on Saturday after a freighter with 4,300 tonnes of grain ran aground.\n" +
		"Nobody was hurt, harbour master Ines Okafor said. \"We will need the spring tide,\" she told reporters.\n" +
		"The owner, Halden Line, has sent two tugs."
	cutText  = "Nobody was hurt, harbour master Ines Okafor said. \"We will need the spring tide,\" she told reporters."
	wideText = "塞尔温港周六关闭，一艘载有四千三百吨粮食的货轮搁浅。港务长说，没有人受伤。"
)

// sample is a report with all that a report can hold: a syndicated story with a retelling, two articles without times or
// outlets, wide characters, an overlap between stories, problems, and an article that tries to command the terminal.
func sample() *samestory.Report {
	texts := map[string]string{
		"wire/1": wireText, "https://coast.example/news/2026/03/14/freighter-aground": wireText, "north/77": cutText,
		"zh/5": wideText,
	}
	return &samestory.Report{
		Params: samestory.Params{Shingle: 5, Scheme: "oph", Slots: 128},
		Articles: []samestory.Entry{
			{ID: "alone/9", Outlet: "Alone", Title: "A week of shipping", Words: 800, Published: at(20, 0)},
			{
				ID: "https://coast.example/news/2026/03/14/freighter-aground", Outlet: "coast.example", Words: 47,
				Title: "Freighter aground closes Port Selwyn <live>", URL: "https://coast.example/a", Published: at(9, 30),
			},
			{
				ID: "north/77", Outlet: "The Northern Harbour Gazette and Tide Tables", Words: 16,
				Title:     "Nobody hurt\x1b[2J\x1b]52;c;ZXZpbA==\a in \u202egrounding\r\nsays master",
				Published: time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC), Precision: article.ToDay,
			},
			{ID: "recipes/1.txt", Title: "Leek soup", Words: 210},
			{ID: "recipes/2.txt", Title: "Soup of leeks 🍲", Words: 190},
			{ID: "wire/1", Outlet: "Wire", Title: "Freighter with 4,300 tonnes of grain aground", Words: 47, Published: at(8, 5)},
			{ID: "zh/5", Outlet: "塞尔温日报", Title: "货轮搁浅，塞尔温港关闭：港务长称无人受伤", Words: 30, Published: at(11, 0), Precision: article.ToMinute},
		},
		Links: []samestory.Link{
			{
				A: "alone/9", B: "wire/1", Kind: compare.Partial, Jaccard: 0.03125, ContainmentA: 0.03, ContainmentB: 0.4,
				Similarity: 0.41, Passages: []compare.Passage{{A: [2]int{4, 50}, B: [2]int{0, 46}, Words: 9}},
			},
			{
				A: "https://coast.example/news/2026/03/14/freighter-aground", B: "north/77", Kind: compare.Excerpt, Jaccard: 0.3,
				ContainmentA: 0.34, ContainmentB: 1, Similarity: 1,
				Passages: []compare.Passage{{A: [2]int{108, 209}, B: [2]int{0, 101}, Words: 16}},
			},
			{
				A: "https://coast.example/news/2026/03/14/freighter-aground", B: "wire/1", Kind: compare.Identical, Jaccard: 1,
				ContainmentA: 1, ContainmentB: 1, Similarity: 1,
				Passages: []compare.Passage{{A: [2]int{0, len(wireText)}, B: [2]int{0, len(wireText)}, Words: 47}},
			},
			{
				A: "north/77", B: "wire/1", Kind: compare.Excerpt, Jaccard: 0.3, ContainmentA: 1, ContainmentB: 1.0 / 3,
				Similarity: 0.999, Passages: []compare.Passage{{A: [2]int{0, 101}, B: [2]int{108, 209}, Words: 16}},
			},
			{
				A: "recipes/1.txt", B: "recipes/2.txt", Kind: compare.Rewrite, Similarity: 0.615,
				Evidence: &samestory.Evidence{
					Names:   []string{"Vichyssoise", "Parmentier"},
					Numbers: []string{"750 g", "40 minutes", "6", "2", "3", "1.5", "8"},
					Phrases: []string{"sweat the leeks", "nutmeg on top of everything that floats", "cold in July", "floury potatoes"},
				},
			},
			{
				A: "wire/1", B: "zh/5", Kind: compare.Rewrite, Similarity: 0.87,
				Evidence: &samestory.Evidence{
					Likeness: compare.Likeness{Pairs: 0.123456, Words: 0.4, Names: 0.5, Lead: 0.75, Days: 0.12, Timed: true},
					Names:    []string{"塞尔温港", "Okafor\x1b[31m"}, Numbers: []string{"4,300"},
				},
			},
		},
		Stories: []samestory.Story{
			{
				ID: "s1", Original: "wire/1", Reason: "published first and credited by 2 others",
				Agencies: []samestory.AgencyShare{{Agency: "Wire", Strength: wire.Wrote, Members: 2, Hows: []wire.How{wire.Dateline}}},
				Articles: []string{"https://coast.example/news/2026/03/14/freighter-aground", "north/77", "wire/1", "zh/5"},
				Outlets:  4, Independent: 2,
				Clusters: []samestory.Cluster{
					{
						Articles: []string{"https://coast.example/news/2026/03/14/freighter-aground", "north/77", "wire/1"},
						Original: "wire/1", Reason: "published first",
					},
					{Articles: []string{"zh/5"}},
				},
			},
			{
				ID: "s2", Articles: []string{"recipes/1.txt", "recipes/2.txt"}, Independent: 2,
				Clusters: []samestory.Cluster{{Articles: []string{"recipes/1.txt"}}, {Articles: []string{"recipes/2.txt"}}},
			},
		},
		Problems: []*article.Problem{
			{Place: article.Place{Path: "crawl/day.jsonl", Line: 17}, Err: textError("not JSON: unexpected \"\x1b\"")},
			{Place: article.Place{Path: "empty.txt"}, ID: "empty.txt", Err: textError("no text")},
		},
		Texts: func(id string) string { return texts[id] },
	}
}

type textError string

func (e textError) Error() string { return string(e) }

// failAfter is a writer that takes n bytes and then fails.
type failAfter int

func (f *failAfter) Write(p []byte) (int, error) {
	if len(p) > int(*f) {
		n := int(*f)
		*f = 0
		return n, errFull
	}
	*f -= failAfter(len(p))
	return len(p), nil
}

const errFull = textError("disk full")

// large returns a report that does not fit any buffer.
func large() *samestory.Report {
	r := sample()
	for range 200 {
		r.Problems = append(r.Problems, &article.Problem{ID: strings.Repeat("x", 80), Err: textError("no text")})
	}
	return r
}

func text(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
