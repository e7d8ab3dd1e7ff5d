package wire_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/wire"
)

// written is a member whose text is a set of sentences, so that its share in others is known.
type written struct {
	wire.Member
	sentences []int
	// retells says that it tells the story in words of its own.
	retells bool
	// parent is who it was really made from.
	parent string
}

func sentences(from, to int, more ...int) []int {
	var s []int
	for i := from; i < to; i++ {
		s = append(s, i)
	}
	return append(s, more...)
}

var noon = time.Date(2021, 12, 30, 12, 0, 0, 0, time.UTC)

func credit(agency string, how wire.How) wire.Credit { return wire.Credit{Agency: agency, How: how} }

// harbour is a story of nine: an agency's item, five reprints, two excerpts (one of them cut from a reprint), one rewrite.
func harbour() []written {
	m := func(id, outlet string, hours float64, parent string, s []int, credits ...wire.Credit) written {
		return written{
			Member: wire.Member{
				ID: id, Outlet: outlet, Published: noon.Add(time.Duration(hours * float64(time.Hour))),
				Words: 25 * len(s), Credits: credits,
			},
			sentences: s, parent: parent,
		}
	}
	item := m("item", "Reuters", 0, "", sentences(0, 40))
	item.Credits = []wire.Credit{credit("Reuters", wire.Dateline), {Agency: "Reuters", How: wire.Field, In: wire.InOutlet}}
	rewrite := m("rewrite", "The Gull", 9, "item", sentences(300, 330))
	rewrite.retells = true
	return []written{
		item,
		m("reprint-1", "Courier", 1, "item", sentences(0, 40), credit("Reuters", wire.Dateline)),
		m("reprint-2", "Post", 2, "item", sentences(0, 38), credit("Reuters", wire.Byline)),
		m("reprint-3", "Times", 3, "item", sentences(0, 37, 201, 202), credit("Reuters", wire.Dateline), credit("Reuters", wire.Copyright)),
		m("reprint-4", "Sun", 4, "item", sentences(1, 40), credit("Reuters", wire.Source)),
		m("reprint-5", "Echo", 5, "item", sentences(0, 36, 210), credit("Reuters", wire.Dateline)),
		m("excerpt-1", "Star", 6, "item", sentences(0, 15), credit("Reuters", wire.Dateline)),
		m("excerpt-2", "Globe", 7, "reprint-3", append(sentences(0, 12), 201, 202), credit("Reuters", wire.Dateline)),
		rewrite,
	}
}

// edgesOf links all pairs that share text, and each rewrite with the item it retells.
func edgesOf(all []written) []wire.Edge {
	var edges []wire.Edge
	for i, a := range all {
		for _, b := range all[i+1:] {
			shared := 0
			for _, s := range a.sentences {
				if slices.Contains(b.sentences, s) {
					shared++
				}
			}
			e := wire.Edge{
				A: a.ID, B: b.ID,
				ContainmentA: float64(shared) / float64(len(a.sentences)), ContainmentB: float64(shared) / float64(len(b.sentences)),
			}
			switch low, high := min(e.ContainmentA, e.ContainmentB), max(e.ContainmentA, e.ContainmentB); {
			case low == 1:
				e.Kind = "identical"
			case low >= 0.7:
				e.Kind = "reprint"
			case high >= 0.7:
				e.Kind = "excerpt"
			case high >= 0.1:
				e.Kind = "partial"
			case a.retells != b.retells && (len(b.sentences) == 40 || len(a.sentences) == 40):
				e.Kind = "rewrite"
			default:
				continue
			}
			edges = append(edges, e)
		}
	}
	return edges
}

func members(all []written) []wire.Member {
	var m []wire.Member
	for _, w := range all {
		m = append(m, w.Member)
	}
	return m
}

// checkTree fails t unless each member but the original is a copy once, and following From never leads in a circle.
func checkTree(t *testing.T, m []wire.Member, l wire.Lineage) {
	t.Helper()
	from := map[string]string{}
	for _, c := range l.Copies {
		if c.Why == "" || c.From == c.ID && c.ID != "" {
			t.Errorf("copy without a reason, or of itself: %+v", c)
		}
		from[c.ID] = c.From
	}
	if want := len(m); l.Original != "" && len(from) != want-1 || l.Original == "" && len(from) != want {
		t.Errorf("%d copies of %d members with original %q", len(from), len(m), l.Original)
	}
	for id := range from {
		for k, steps := id, 0; k != ""; k, steps = from[k], steps+1 {
			if steps > len(m) {
				t.Fatalf("following From of %s leads in a circle: %v", id, from)
			}
		}
	}
	if l.Reason == "" {
		t.Error("no reason")
	}
}

func TestTraceHarbour(t *testing.T) {
	all := harbour()
	l := wire.Trace(members(all), edgesOf(all), nil)
	checkTree(t, members(all), l)
	if want := "Reuters' own item, and 7 others credit it"; l.Original != "item" || l.Reason != want {
		t.Errorf("got original %q because %q, want item because %q", l.Original, l.Reason, want)
	}
	for _, c := range l.Copies {
		i := slices.IndexFunc(all, func(w written) bool { return w.ID == c.ID })
		if c.From != all[i].parent {
			t.Errorf("%s: from %q (%s), want %q", c.ID, c.From, c.Why, all[i].parent)
		}
	}
	if l.Outlets != 9 || l.Independent != 2 {
		t.Errorf("got %d outlets, %d independent, want 9 and 2", l.Outlets, l.Independent)
	}
	want := []wire.Share{{
		Agency: "Reuters", Strength: wire.Wrote, Members: 8,
		Hows: []wire.How{wire.Dateline, wire.Byline, wire.Copyright, wire.Source, wire.Field},
	}}
	if !reflect.DeepEqual(l.Agencies, want) {
		t.Errorf("got agencies %+v, want %+v", l.Agencies, want)
	}
}

// TestTraceNeverWrong spoils what is known of the harbour story in every way, and asks for the original: right or unknown.
func TestTraceNeverWrong(t *testing.T) {
	spoilers := map[string]func(r *rand.Rand, all []written){
		"times shuffled": func(r *rand.Rand, all []written) {
			r.Shuffle(len(all), func(i, j int) { all[i].Published, all[j].Published = all[j].Published, all[i].Published })
		},
		"times missing": func(r *rand.Rand, all []written) {
			for i := range all {
				if r.IntN(2) == 0 {
					all[i].Published = time.Time{}
				}
			}
		},
		"no times": func(_ *rand.Rand, all []written) {
			for i := range all {
				all[i].Published = time.Time{}
			}
		},
		"wrong by a day": func(r *rand.Rand, all []written) {
			for range 1 + r.IntN(3) {
				i := r.IntN(len(all))
				all[i].Published = all[i].Published.Add(time.Duration(r.IntN(3)-1) * 24 * time.Hour)
			}
		},
		"days only": func(r *rand.Rand, all []written) {
			for i := range all {
				if r.IntN(2) == 0 {
					all[i].Published, all[i].Precision = all[i].Published.Truncate(24*time.Hour), article.ToDay
				}
			}
		},
		"credits lost": func(r *rand.Rand, all []written) {
			for i := range all[1:] {
				if r.IntN(2) == 0 {
					all[i+1].Credits = nil
				}
			}
		},
		"wrong credit": func(r *rand.Rand, all []written) {
			all[1+r.IntN(7)].Credits = []wire.Credit{credit("AFP", wire.Dateline)}
		},
	}
	for name, spoil := range spoilers {
		for second, spoilMore := range spoilers {
			right, runs := 0, 60
			for seed := range runs {
				r := rand.New(rand.NewPCG(uint64(seed), 1))
				all := harbour()
				spoil(r, all)
				spoilMore(r, all)
				edges := edgesOf(all)
				edges = slices.DeleteFunc(edges, func(wire.Edge) bool { return seed%3 == 2 && r.IntN(6) == 0 })
				l := wire.Trace(members(all), edges, nil)
				checkTree(t, members(all), l)
				switch l.Original {
				case "item":
					right++
				case "":
				default:
					t.Errorf("%s, %s, seed %d: original %s because %q", name, second, seed, l.Original, l.Reason)
				}
			}
			if right == 0 {
				t.Errorf("%s, %s: always unknown in %d runs", name, second, runs)
			}
		}
	}
}

// TestTraceOrder shuffles members and edges: the result stays the same.
func TestTraceOrder(t *testing.T) {
	all := harbour()
	m, e := members(all), edgesOf(all)
	want := wire.Trace(m, e, nil)
	for seed := range 50 {
		r := rand.New(rand.NewPCG(uint64(seed), 2))
		r.Shuffle(len(m), func(i, j int) { m[i], m[j] = m[j], m[i] })
		r.Shuffle(len(e), func(i, j int) { e[i], e[j] = e[j], e[i] })
		for i := range e {
			if r.IntN(2) == 0 {
				e[i] = wire.Edge{A: e[i].B, B: e[i].A, Kind: e[i].Kind, ContainmentA: e[i].ContainmentB, ContainmentB: e[i].ContainmentA}
			}
		}
		if got := wire.Trace(m, e, nil); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: got %+v\nwant %+v", seed, got, want)
		}
	}
}

// TestTraceAgencyAbsent takes the agency's own item away: what remains are copies, and none of them is the original.
func TestTraceAgencyAbsent(t *testing.T) {
	for seed := range 200 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		all := harbour()[1:8]
		r.Shuffle(len(all), func(i, j int) { all[i].Published, all[j].Published = all[j].Published, all[i].Published })
		for i := range all {
			if r.IntN(3) == 0 && i > 0 {
				all[i].Credits = nil
			}
		}
		l := wire.Trace(members(all), edgesOf(all), nil)
		checkTree(t, members(all), l)
		if l.Original != "" || !strings.Contains(l.Reason, "Reuters, whose own item is not here") {
			t.Errorf("seed %d: original %q because %q", seed, l.Original, l.Reason)
		}
		if l.Independent != 1 {
			t.Errorf("seed %d: %d independent, want 1", seed, l.Independent)
		}
	}
}

// local is a story without an agency: a courier's article, two reprints and two excerpts.
func local() []written {
	all := harbour()
	all = []written{all[0], all[1], all[2], all[6], all[5]}
	all[3].sentences = sentences(0, 20)
	for i := range all {
		all[i].Credits = nil
		all[i].Outlet = fmt.Sprint("outlet ", i)
	}
	return all
}

func TestTraceRules(t *testing.T) {
	tests := []struct {
		name string
		// change makes the case from the local story, in which item is earliest by an hour.
		change           func(all []written) []written
		original, reason string
	}{
		{"earliest", func(all []written) []written { return all }, "item", "earliest by 1 h"},
		{"minutes", func(all []written) []written {
			all[1].Published = noon.Add(2*time.Hour + 10*time.Minute)
			all[2].Published = noon.Add(3 * time.Hour)
			return all[:3]
		}, "item", "earliest by 2 h 10 min"},
		{"same minute", func(all []written) []written {
			all[1].Published = noon.Add(20 * time.Second)
			all[0].Precision = article.ToMinute
			return all[:2]
		}, "", "the earliest times are too close to tell"},
		{"a day is not an hour", func(all []written) []written {
			all[0].Published, all[0].Precision = noon.Truncate(24*time.Hour), article.ToDay
			return all[:2]
		}, "", "the earliest times are too close to tell"},
		{"days apart", func(all []written) []written {
			all[0].Published, all[0].Precision = noon.Add(-96*time.Hour).Truncate(24*time.Hour), article.ToDay
			return all[:2]
		}, "item", "earliest by 5 days 3 h"},
		{"one undated", func(all []written) []written {
			all[2].Published = time.Time{}
			return all[:3]
		}, "", "1 of 3 have no time"},
		{"excerpt is earlier", func(all []written) []written {
			all[3].Published = noon.Add(-time.Hour)
			return []written{all[0], all[3]}
		}, "", "excerpt-1 is earliest by 1 h, but item contains it and more"},
		{"cut copy is earlier", func(all []written) []written {
			all[4].Published = noon.Add(-24 * time.Hour)
			return all
		}, "", "reprint-5 is earliest by 1 day, but others share text that it lacks"},
		{"undated, contains two cuts", func(all []written) []written {
			all[3].sentences, all[4].sentences = sentences(0, 20), append(sentences(0, 4), sentences(20, 36)...)
			for i := range all {
				all[i].Published = time.Time{}
			}
			return []written{all[0], all[3], all[4]}
		}, "item", "contains the others, which were cut from it differently"},
		{"undated round-up of two", func(all []written) []written {
			all[3].sentences, all[4].sentences = sentences(0, 20), sentences(20, 40)
			for i := range all {
				all[i].Published = time.Time{}
			}
			return []written{all[0], all[3], all[4]}
		}, "", "none has a time, and none contains the others"},
		{"undated, contains one", func(all []written) []written {
			all[0].Published, all[3].Published = time.Time{}, time.Time{}
			return []written{all[0], all[3]}
		}, "", "none has a time, and none contains the others"},
		{"contains two cuts but is later", func(all []written) []written {
			all[3].sentences, all[4].sentences = sentences(0, 20), append(sentences(0, 4), sentences(20, 36)...)
			all[3].Published, all[4].Published = noon.Add(-time.Hour), time.Time{}
			return []written{all[0], all[3], all[4]}
		}, "", "item contains the others, but excerpt-1 is dated 1 h earlier"},
		{"canonical", func(all []written) []written {
			all[0].URL = "https://www.courier.example/harbour/"
			all[1].Canonical, all[2].Canonical = "http://courier.example/harbour#top", "https://courier.example/harbour"
			all[1].Published, all[2].Published = time.Time{}, time.Time{}
			return all[:3]
		}, "item", "2 others name it as canonical"},
		{"links", func(all []written) []written {
			all[0].URL = "https://courier.example/harbour"
			all[1].Links = []string{"https://elsewhere.example", "https://courier.example/harbour"}
			all[0].Published = time.Time{}
			return all[:2]
		}, "item", "1 other links to it"},
		{"links to a later one", func(all []written) []written {
			all[0].URL = "https://courier.example/harbour"
			all[1].Links = []string{"https://courier.example/harbour"}
			all[1].Published = noon.Add(-3 * time.Hour)
			return all[:2]
		}, "", "item: 1 other links to it, but reprint-1 is dated 3 h earlier"},
		{"links to two", func(all []written) []written {
			all[0].URL, all[1].URL = "https://courier.example/a", "https://courier.example/b"
			all[2].Links = []string{"https://courier.example/a", "https://courier.example/b"}
			return all[:3]
		}, "", "members name or link to different ones"},
		{"links in a ring", func(all []written) []written {
			all[0].URL, all[1].URL = "https://courier.example/a", "https://courier.example/b"
			all[0].Links, all[1].Links = []string{all[1].URL}, []string{all[0].URL}
			return all[:2]
		}, "", "members name or link to different ones"},
		{"a paper that others credit", func(all []written) []written {
			all[0].Credits = []wire.Credit{{Agency: "Washington Post News Service", How: wire.Field, In: wire.InURL}}
			all[1].Credits = []wire.Credit{credit("Washington Post News Service", wire.Byline)}
			all[0].Published = time.Time{}
			return all[:3]
		}, "item", "Washington Post News Service's own item, and 1 other credits it"},
		{"own item, no credits", func(all []written) []written {
			all[0].Credits = []wire.Credit{{Agency: "AFP", How: wire.Field, In: wire.InOutlet}}
			all[0].Published = time.Time{}
			return all[:3]
		}, "item", "AFP's own item"},
		{"own item, earlier copy without credit", func(all []written) []written {
			all[0].Credits = []wire.Credit{{Agency: "AFP", How: wire.Field, In: wire.InOutlet}}
			all[1].Published = noon.Add(-2 * time.Hour)
			return all[:3]
		}, "", "AFP's own item, but reprint-1, which does not credit AFP, is dated 2 h earlier"},
		{"own item, earlier copy with credit", func(all []written) []written {
			all[0].Credits = []wire.Credit{{Agency: "AFP", How: wire.Field, In: wire.InOutlet}}
			all[1].Credits = []wire.Credit{credit("AFP", wire.Dateline)}
			all[1].Published = noon.Add(-23 * time.Hour)
			return all[:3]
		}, "item", "AFP's own item, and 1 other credits it, though reprint-1 is dated 23 h earlier"},
		{"an agency's site with another's text", func(all []written) []written {
			all[0].Credits = []wire.Credit{credit("Associated Press", wire.Byline), {Agency: "CNN", How: wire.Field, In: wire.InURL}}
			all[1].Credits = []wire.Credit{credit("Associated Press", wire.Dateline)}
			return all[:2]
		}, "", "all credit Associated Press, whose own item is not here"},
		{"two agencies with items of their own", func(all []written) []written {
			all[0].Credits = []wire.Credit{{Agency: "AFP", How: wire.Field, In: wire.InOutlet}}
			all[1].Credits = []wire.Credit{{Agency: "Reuters", How: wire.Field, In: wire.InOutlet}}
			all[2].Credits = []wire.Credit{credit("AFP", wire.Dateline)}
			all[3].Credits = []wire.Credit{credit("Reuters", wire.Dateline)}
			return all[:4]
		}, "", "members credit AFP and Reuters: it cannot be told who was first"},
		{"own item of one, credits to another", func(all []written) []written {
			all[0].Credits = []wire.Credit{{Agency: "AFP", How: wire.Field, In: wire.InOutlet}}
			all[1].Credits = []wire.Credit{credit("Reuters", wire.Dateline)}
			return all[:2]
		}, "", "AFP's own item is here, but others credit Reuters"},
		{"two items of one agency", func(all []written) []written {
			for i := range 2 {
				all[i].Credits = []wire.Credit{{Agency: "AFP", How: wire.Field, In: wire.InOutlet}}
			}
			all[2].Credits = []wire.Credit{credit("AFP", wire.Dateline)}
			return all[:3]
		}, "item", "AFP's own item, and 1 other credits it, the first of its items by 1 h"},
		{"only a closing line", func(all []written) []written {
			for i := range all[:3] {
				all[i].Credits = []wire.Credit{{Agency: "Reuters", How: wire.Reporting, Text: "Reporting by Jane Doe; Editing by"}}
			}
			return all[:3]
		}, "", "all credit Reuters, whose own item is not here"},
		{"an agency helped", func(all []written) []written {
			for i := range all[:3] {
				all[i].Credits = []wire.Credit{{Agency: "Reuters", How: wire.Reporting, Text: "Reuters contributed"}}
			}
			return all[:3]
		}, "item", "earliest by 1 h"},
		{"a quotation is no authorship", func(all []written) []written {
			all[0].Credits = []wire.Credit{credit("AFP", wire.Quoted), credit("AFP", wire.Photo)}
			return all[:3]
		}, "item", "earliest by 1 h"},
		{"alone", func(all []written) []written { return all[:1] }, "item", "the only article"},
	}
	for _, test := range tests {
		all := test.change(local())
		l := wire.Trace(members(all), edgesOf(all), nil)
		if l.Original != test.original || l.Reason != test.reason {
			t.Errorf("%s: got %q because %q, want %q because %q", test.name, l.Original, l.Reason, test.original, test.reason)
		}
		checkTree(t, members(all), l)
	}
	if got := wire.Trace(nil, nil, nil); !reflect.DeepEqual(got, wire.Lineage{}) {
		t.Errorf("of nothing: got %+v, want the zero Lineage", got)
	}
}

func TestTraceReasonsOfCopies(t *testing.T) {
	all := harbour()
	all[8].Credits = []wire.Credit{credit("Reuters", wire.Quoted)}
	want := map[string]string{
		"reprint-1": "item: credited to Reuters by dateline, and this is Reuters' own item; the same text, 1 h later",
		"reprint-2": "item: credited to Reuters by byline, and this is Reuters' own item; 100% of it is there, 2 h later",
		"excerpt-2": "reprint-3: 100% of it is there, 4 h later",
		"rewrite":   "item: quotes Reuters, and this is Reuters' own item, 9 h later",
	}
	for _, c := range wire.Trace(members(all), edgesOf(all), nil).Copies {
		if w, ok := want[c.ID]; ok && c.From+": "+c.Why != w {
			t.Errorf("%s: got %q, want %q", c.ID, c.From+": "+c.Why, w)
		}
	}
}

func TestTraceIndependent(t *testing.T) {
	ap := []wire.Credit{credit("Associated Press", wire.Dateline)}
	quoting := []wire.Credit{credit("Associated Press", wire.Quoted)}
	m := []wire.Member{
		{ID: "1", Outlet: "Courier", Credits: ap},
		{ID: "2", Outlet: "Post", Credits: ap},
		{ID: "3", Outlet: "Times", Credits: ap},
		{ID: "4", Outlet: "Sun", Credits: ap},
		{ID: "5", Outlet: "Echo", Credits: quoting},
		{ID: "6", Outlet: "Star"},
		{ID: "7", URL: "https://www.star.example/a"},
	}
	copyOf := func(a, b string) wire.Edge {
		return wire.Edge{A: a, B: b, Kind: "reprint", ContainmentA: 0.9, ContainmentB: 0.9}
	}
	tests := []struct {
		name                 string
		edges                []wire.Edge
		owners               map[string]string
		outlets, independent int
	}{
		{"one agency twice, three texts of their own", []wire.Edge{copyOf("1", "2"), copyOf("3", "4")}, nil, 7, 4},
		{
			"the star owns its site",
			[]wire.Edge{copyOf("1", "2"), copyOf("3", "4")},
			map[string]string{"star": "Star Group", "star.example": "Star Group"},
			6, 3,
		},
		{"echo and star copy each other", []wire.Edge{copyOf("1", "2"), copyOf("3", "4"), copyOf("5", "6")}, nil, 7, 3},
		{"partial joins nothing", []wire.Edge{{A: "6", B: "7", Kind: "partial", ContainmentA: 0.3, ContainmentB: 0.3}}, nil, 7, 4},
	}
	for _, test := range tests {
		l := wire.Trace(m, test.edges, &wire.TraceOptions{Owners: test.owners})
		if l.Outlets != test.outlets || l.Independent != test.independent {
			t.Errorf("%s: got %d outlets, %d independent, want %d and %d", test.name, l.Outlets, l.Independent, test.outlets, test.independent)
		}
	}
	// Who has no known outlet is a newsroom that may be independent, yet no outlet to count.
	unknown := []wire.Member{{ID: "1", Outlet: "Courier"}, {ID: "2"}, {ID: "3"}}
	if l := wire.Trace(unknown, nil, nil); l.Outlets != 1 || l.Independent != 3 {
		t.Errorf("one outlet known of three: got %d outlets, %d independent, want 1 and 3", l.Outlets, l.Independent)
	}
	// A page of one agency that carries another's text is no newsroom of its own.
	page := wire.Member{ID: "8", Outlet: "AFP", Credits: []wire.Credit{
		credit("Associated Press", wire.Byline),
		{Agency: "AFP", How: wire.Field, In: wire.InOutlet},
	}}
	if l := wire.Trace(append(slices.Clone(m[:2]), page), []wire.Edge{copyOf("1", "2")}, nil); l.Independent != 1 {
		t.Errorf("AP's text on AFP's page: got %d independent, want 1", l.Independent)
	}
	// Groups that members bring win over edges.
	for i := range m {
		m[i].Cluster = "all"
	}
	if l := wire.Trace(m, nil, nil); l.Independent != 1 {
		t.Errorf("one cluster credited to AP: got %d independent, want 1", l.Independent)
	}
}

// TestTraceHostile feeds edges to nowhere, to oneself, twice, and members of one id.
func TestTraceHostile(t *testing.T) {
	m := []wire.Member{{ID: "a"}, {ID: "b"}, {ID: "a"}, {}, {ID: "c", Canonical: "x://", URL: "://", Links: []string{"", "#", "c"}}}
	e := []wire.Edge{
		{A: "a", B: "a", Kind: "identical"},
		{A: "a", B: "z", Kind: "reprint"},
		{A: "a", B: "b", Kind: "no such kind"},
		{A: "a", B: "b", Kind: "reprint", ContainmentA: -1, ContainmentB: 7},
		{},
	}
	l := wire.Trace(m, e, nil)
	checkTree(t, []wire.Member{m[0], m[1], m[3], m[4]}, l)
}

func BenchmarkTrace(b *testing.B) {
	for _, n := range []int{10, 1000} {
		var all []wire.Member
		var edges []wire.Edge
		for i := range n {
			all = append(all, wire.Member{
				ID: fmt.Sprint(i), Outlet: fmt.Sprint(i % 40), Published: noon.Add(time.Duration(i) * time.Minute),
				Credits: []wire.Credit{credit("AFP", wire.Dateline)},
			})
			for k := max(0, i-10); k < i; k++ {
				edges = append(edges, wire.Edge{A: fmt.Sprint(k), B: fmt.Sprint(i), Kind: "reprint", ContainmentA: 0.9, ContainmentB: 0.95})
			}
		}
		b.Run(fmt.Sprintf("members=%d", n), func(b *testing.B) {
			for b.Loop() {
				wire.Trace(all, edges, nil)
			}
		})
	}
}
