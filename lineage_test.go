package samestory_test

import (
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest"
	"github.com/samestory/samestory/wire"
)

const bridgeText = "The old bridge over the Warnel in Lindau will close for eleven months from Monday, the town said on Friday. " +
	"Divers found cracks in two of its nine piers in January, and engineers warned in March that lorries could bring it down. " +
	"Repairs will cost 14.5 million crowns, of which the county pays a third. About 6,200 cars a day must take the motorway. " +
	"Shopkeepers in Brook Street asked for rent relief at a meeting on Thursday that lasted until midnight."

// TestLineage checks that a story names its original, where each copy came from, and the newsrooms behind it.
func TestLineage(t *testing.T) {
	noon := time.Date(2026, 5, 8, 12, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }
	articles := []article.Article{
		{ID: "agency", Outlet: "Reuters", Text: "LINDAU (Reuters) - " + bridgeText, Published: at(0)},
		{ID: "reprint", Outlet: "north.example", Text: "LINDAU (Reuters) - " + bridgeText, Published: at(20)},
		{
			ID: "page", Outlet: "south.example", URL: "https://south.example/1", Canonical: "https://www.reuters.com/bridge",
			Text: bridgeText + " The mayor asked for patience.", Published: at(35),
		},
	}
	report, err := samestory.Detect(t.Context(), all(articles), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Stories) != 1 || len(report.Stories[0].Articles) != 3 {
		t.Fatalf("stories %+v, want one of three articles", report.Stories)
	}
	s := report.Stories[0]
	if s.Original != "agency" || !strings.Contains(s.Reason, "Reuters") {
		t.Errorf("original %q, %s; want agency, as it is Reuters' own", s.Original, s.Reason)
	}
	if s.Independent != 1 || s.Outlets != 3 {
		t.Errorf("%d newsrooms and %d outlets, want 1 and 3", s.Independent, s.Outlets)
	}
	if len(s.Agencies) != 1 || s.Agencies[0].Agency != "Reuters" || s.Agencies[0].Strength != wire.Wrote {
		t.Errorf("agencies %+v, want Reuters, who wrote it", s.Agencies)
	}
	if len(s.Descents) != 2 {
		t.Errorf("descents %+v, want those of two copies", s.Descents)
	}
	for _, d := range s.Descents {
		if d.From != "agency" || d.Why == "" {
			t.Errorf("%s comes from %q because %q, want agency", d.ID, d.From, d.Why)
		}
	}
}

// TestOwners checks that outlets of one owner count as one.
func TestOwners(t *testing.T) {
	articles := []article.Article{
		{ID: "a", Outlet: "North Post", Text: bridgeText},
		{ID: "b", Outlet: "South Post", Text: bridgeText},
	}
	for _, test := range []struct {
		owners map[string]string
		want   int
	}{{nil, 2}, {map[string]string{"north post": "Post Group", "south post": "Post Group"}, 1}} {
		report, err := samestory.Detect(t.Context(), all(articles), &samestory.Options{Owners: test.owners})
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Stories) != 1 || report.Stories[0].Outlets != test.want {
			t.Errorf("owners %v: stories %+v, want one with %d outlets", test.owners, report.Stories, test.want)
		}
	}
}

// TestSeedCredits checks who wrote the seeds: the fourth file is a Reuters reprint, the first derives from AFP.
func TestSeedCredits(t *testing.T) {
	report, err := samestory.Detect(t.Context(), ingest.Paths(t.Context(), []string{"testdata/seeds"}, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	credits := map[string]string{}
	for _, a := range report.Articles {
		for _, c := range a.Credits {
			credits[a.ID] += c.Agency + " " + string(c.How) + "; "
		}
	}
	for id, want := range map[string][]string{
		"testdata/seeds/000_f0a7efa3bedb7fd9.txt": {"AFP quoted"},
		"testdata/seeds/003_3d0dadf3bd71e578.txt": {"Reuters dateline", "Reuters byline", "Reuters copyright"},
	} {
		for _, w := range want {
			if !strings.Contains(credits[id], w) {
				t.Errorf("%s: credits %q lack %q", id, credits[id], w)
			}
		}
	}
	var agencies []string
	for _, a := range report.Stories[0].Agencies {
		agencies = append(agencies, a.Agency+" "+string(a.Strength))
	}
	for _, want := range []string{"Reuters wrote", "AFP quoted"} {
		if !strings.Contains(strings.Join(agencies, ", "), want) {
			t.Errorf("the story's agencies are %q, want %q among them", agencies, want)
		}
	}
}
