package score

import (
	"math/rand"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-json"

	"github.com/samestory/samestory/bench/corpus"
)

// sample is a corpus of twelve: o1 with two reprints, an excerpt, a rewrite, and a round-up and a quoting article that take from it; o2
// alone; o3, which the round-up takes from too; two forms.
const sample = `{"id":"o1","kind":"original","cluster":"o1","story":"o1"}
{"id":"r1","kind":"reprint","cluster":"o1","story":"o1","sources":["o1"]}
{"id":"r2","kind":"reprint","cluster":"o1","story":"o1","sources":["o1"]}
{"id":"e1","kind":"excerpt","cluster":"o1","story":"o1","sources":["o1"]}
{"id":"w1","kind":"rewrite","cluster":"w1","story":"o1","sources":["o1"]}
{"id":"u1","kind":"roundup","cluster":"u1","story":"u1","sources":["o1","o3"]}
{"id":"u2","kind":"roundup","cluster":"u2","story":"u2","sources":["o3"]}
{"id":"p1","kind":"partial","cluster":"p1","story":"p1","sources":["o1"]}
{"id":"o2","kind":"original","cluster":"o2","story":"o2"}
{"id":"o3","kind":"original","cluster":"o3","story":"o3"}
{"id":"f1","kind":"form","cluster":"f1","story":"f1"}
{"id":"f2","kind":"form","cluster":"f2","story":"f2"}
`

func readSample(t *testing.T) *Truth {
	t.Helper()
	truth, err := ReadTruth(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

// clustersOf makes clusters of lists of ids.
func clustersOf(groups ...string) Clusters {
	c := Clusters{}
	for i, g := range groups {
		for id := range strings.FieldsSeq(g) {
			c[id] = strconv.Itoa(i)
		}
	}
	return c
}

func TestClusters(t *testing.T) {
	truth := readSample(t)
	for name, c := range map[string]struct {
		found Clusters
		want  Found
	}{
		"nothing": {nil, Found{Reprints: Share{0, 2}, Excerpts: Share{0, 1}, Pairs: Share{0, 6}}},
		"perfect": {clustersOf("o1 r1 r2 e1"), Found{Share{2, 2}, Share{1, 1}, Share{6, 6}, Share{6, 6}, Share{6, 6}, 4}},
		"the excerpt apart": {
			clustersOf("o1 r1 r2", "e1 o2"), Found{Share{2, 2}, Share{0, 1}, Share{3, 6}, Share{3, 4}, Share{3, 4}, 3},
		},
		"copies without what they copy": {
			clustersOf("r1 r2"), Found{Share{0, 2}, Share{0, 1}, Share{1, 6}, Share{1, 1}, Share{1, 1}, 2},
		},
		"related articles count neither way": {
			clustersOf("o1 r1 w1 u1 p1"), Found{Share{1, 2}, Share{0, 1}, Share{1, 6}, Share{1, 1}, Share{1, 1}, 5},
		},
		"round-ups of one source are related, their other sources are not": {
			clustersOf("o1 u1 u2 o3"), Found{Share{0, 2}, Share{0, 1}, Share{0, 6}, Share{0, 2}, Share{0, 2}, 4},
		},
		"forms": {
			clustersOf("f1 f2", "o1 r1"), Found{Share{1, 2}, Share{0, 1}, Share{1, 6}, Share{1, 2}, Share{1, 1}, 2},
		},
	} {
		got, err := truth.Clusters(c.found)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got != c.want {
			t.Errorf("%s: clusters %v\ngot  %+v\nwant %+v", name, c.found, got, c.want)
		}
	}
	if _, err := truth.Clusters(clustersOf("o1 nobody")); err == nil {
		t.Error("an id that the truth does not know is no error")
	}
}

// TestClustersAgreeWithEveryPair counts the pairs of random clusters one by one.
func TestClustersAgreeWithEveryPair(t *testing.T) {
	truth := &Truth{all: map[string]*corpus.Truth{}, sizes: map[string]int{}}
	articles, err := corpus.All(corpus.Options{Articles: 600, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for a := range articles {
		truth.all[a.ID] = &a.Truth
		truth.sizes[a.Truth.Cluster]++
		ids = append(ids, a.ID)
	}
	r := rand.New(rand.NewSource(1))
	for range 5 {
		found := Clusters{}
		for _, id := range ids {
			if r.Intn(4) > 0 {
				found[id] = strconv.Itoa(r.Intn(6))
			}
		}
		got, err := truth.Clusters(found)
		if err != nil {
			t.Fatal(err)
		}
		counts := map[relation]int{}
		for i, a := range ids {
			for _, b := range ids[:i] {
				if found[a] != "" && found[a] == found[b] {
					counts[relate(truth.all[a], truth.all[b])]++
				}
			}
		}
		if counts[related] == 0 || counts[forms] == 0 {
			t.Fatalf("the sample has no related pairs or no forms: %v", counts)
		}
		want := Share{counts[copies], counts[copies] + counts[strangers] + counts[forms]}
		if got.Precise != want || got.PreciseButForms.Whole != want.Whole-counts[forms] || got.Pairs.Part != counts[copies] {
			t.Errorf("got %+v, counting each pair %v", got, counts)
		}
	}
}

func TestFlags(t *testing.T) {
	truth := readSample(t)
	for flags, want := range map[string]Flagged{
		"":                  {Share{0, 4}, Share{0, 0}},
		"o1 r1 r2 e1":       {Share{4, 4}, Share{4, 4}},
		"o1 r1 w1 u1 p1 o3": {Share{2, 4}, Share{2, 2}},
		"o1 o2 f1":          {Share{1, 4}, Share{1, 3}},
	} {
		set := map[string]bool{}
		for id := range strings.FieldsSeq(flags) {
			set[id] = true
		}
		got, err := truth.Flags(set)
		if err != nil || got != want {
			t.Errorf("flags %q: got %+v, %v, want %+v", flags, got, err, want)
		}
	}
	if _, err := truth.Flags(map[string]bool{"nobody": true}); err == nil {
		t.Error("an id that the truth does not know is no error")
	}
}

func TestReport(t *testing.T) {
	truth := readSample(t)
	report := `{"params":{"shingle":5},"articles":[{"id":"o1"}],
"links":[{"a":"o1","b":"r1","kind":"reprint","passages":[{"a":[0,1]}]},{"a":"e1","b":"o1","kind":"partial"},
{"a":"o1","b":"w1","kind":"rewrite"},{"a":"o1","b":"u1","kind":"partial"},{"a":"f1","b":"f2","kind":"reprint"}],
"stories":[{"id":"s","articles":["o1","r1","w1"],"clusters":[{"articles":["o1","r1"]},{"articles":["w1"]}]}],"problems":[]}`
	clusters, links, err := truth.ReadReport(strings.NewReader(report))
	if err != nil {
		t.Fatal(err)
	}
	if len(clusters) != 2 || clusters["o1"] == "" || clusters["o1"] != clusters["r1"] {
		t.Errorf("clusters are %v, want o1 with r1", clusters)
	}
	want := Links{Copied: Share{1, 3}, Quoted: Share{1, 4}, Retold: Share{1, 1}, Precise: Share{4, 5}}
	if links != want {
		t.Errorf("links are %+v, want %+v", links, want)
	}
	for _, bad := range []string{"", "[]x", `{"links":[{"a":"o1","b":"nobody"}]}`, `{"links":[{"a":1}]}`, report[:200]} {
		if _, _, err := truth.ReadReport(strings.NewReader(bad)); err == nil {
			t.Errorf("no error for the report %q", bad)
		}
	}
}

func TestReadingWhatIsBroken(t *testing.T) {
	if _, err := ReadTruth(strings.NewReader("{\"id\":\"a\"}\nnot json\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a truth of nonsense gave %v", err)
	}
	for _, bad := range []string{"a", "a\t", "\tb", "a\tb\nc"} {
		if _, err := ReadClusters(strings.NewReader(bad)); err == nil {
			t.Errorf("no error for the clusters %q", bad)
		}
	}
	got, err := ReadClusters(strings.NewReader("a\tx\nb\tx\n"))
	if err != nil || len(got) != 2 || got["a"] != "x" {
		t.Errorf("got %v, %v", got, err)
	}
	if data, err := json.Marshal(corpus.Truth{ID: "a"}); err != nil || !strings.Contains(string(data), `"id":"a"`) {
		t.Errorf("a truth is written as %s, %v", data, err)
	}
}
