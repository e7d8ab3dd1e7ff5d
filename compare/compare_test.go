package compare

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// ferry is an article in six paragraphs; the tests copy it in the ways that newspapers do.
var ferry = []string{
	`The night ferry between Tarnholm and the outer islands ran aground on a sandbank early on Sunday with 214 people on board, the
coast guard said, and was still there when the tide went out again.`,
	`Nobody was hurt. Passengers spent eleven hours in the restaurant, where the cook served soup until the pots were empty, and were
taken ashore in lifeboats after sunrise.`,
	`"We heard a long scraping noise and then it was very quiet," said Marit Oland, a teacher who was travelling with her class. "The
children thought it was the best part of the trip."`,
	`The captain had been warned of the shifting bank twice since the storms of January, according to the harbour office, which
publishes new depths every Friday. An inquiry will establish why the ship left the marked channel.`,
	`Tugs from the naval yard will try to pull her free at high water on Tuesday. If that fails the company means to unload the cars,
thirty-one of them, with a floating crane.`,
	`The line carries half a million travellers a year and has had no accident since it was founded by two brothers in 1922.`,
}

// library is an article that has nothing to do with the ferry.
var library = []string{
	`Residents of the old town have collected nine thousand signatures against plans to close the public library on Mill Street, which
the council calls too expensive to heat.`,
	`Mayor Hanna Brekke promised a decision before the summer recess. Architects have offered to insulate the reading room for a third
of the sum that the building department had named, and the sports club would rent the cellar.`,
	`Opened as a corn exchange, the house has lent books since the war. Its children's corner is visited by every school in the district.`,
}

func text(paragraphs ...string) string { return strings.Join(paragraphs, "\n\n") }

func replaced(text string, oldnew ...string) string {
	out := strings.NewReplacer(oldnew...).Replace(text)
	if out == text {
		panic("nothing was replaced")
	}
	return out
}

func TestCompareKinds(t *testing.T) {
	all := text(ferry...)
	for _, c := range []struct {
		name, a, b   string
		kind         Kind // empty for none
		coverA       float64
		coverB       float64
		passages     int
		jaccard      float64
		containmentA float64
	}{
		{"identical", all, all, Identical, 1, 1, 1, 1, 1},
		{"identical but for case, quotes and line breaks", all, strings.ToUpper(strings.ReplaceAll(all, "\n", " ")), Identical, 1, 1, 1, 1, 1},
		{
			"reprint with changed words", all,
			replaced(all, "ran aground", "got stuck", "Nobody was hurt.", "There were no injuries.", "eleven", "11", "means to", "plans to"),
			Reprint, 0.96, 0.96, 1, 0.8, 0.89,
		},
		{
			"a dropped clause", all, replaced(all, ", according to the harbour office, which\npublishes new depths every Friday", ""),
			Reprint, 0.94, 1, 2, 0.9, 0.92,
		},
		{"excerpt", all, text(ferry[:2]...), Excerpt, 0.33, 1, 1, 0.31, 0.31},
		{"extended", text(ferry[:4]...), text(slices.Concat(ferry, library)...), Excerpt, 1, 0.48, 1, 0.47, 1},
		{"reordered paragraphs", all, text(ferry[3], ferry[4], ferry[5], ferry[0], ferry[1], ferry[2]), Reprint, 1, 1, 2, 0.96, 0.98},
		{
			"two of the paragraphs in another story", all, text(library[0], ferry[1], library[1], ferry[4], library[2]),
			Partial, 0.32, 0.41, 2, 0.19, 0.29,
		},
		{"unrelated", all, text(library...), "", 0, 0, 0, 0, 0},
		{
			"a stock phrase in common",
			all + "\n\nThe minister could not immediately be reached for comment.",
			text(library...) + "\n\nThe mayor could not immediately be reached for comment.",
			"", 0, 0, 0, 0.01, 0.01,
		},
		{"one empty", all, "", "", 0, 0, 0, 0, 0},
		{"both empty", "", "", "", 0, 0, 0, 0, 0},
		{"one word each", "Ferry", "ferry!", Identical, 1, 1, 1, 1, 1},
		{"too short for a passage", "Ferry runs aground on a sandbank", "ferry runs aground on a reef", "", 0, 0, 0, 0.33, 0.5},
	} {
		t.Run(c.name, func(t *testing.T) {
			var comparer Comparer
			a, b := bodyOf(c.a), bodyOf(c.b)
			s, passages := comparer.Compare(a, b)
			if f := fault(a, b, c.a, c.b, s, passages); f != "" {
				t.Error(f)
			}
			if kind, _ := DefaultThresholds.Judge(s); kind != c.kind {
				t.Errorf("kind %q, want %q: %+v", kind, c.kind, s)
			}
			want := []float64{c.coverA, c.coverB, c.jaccard, c.containmentA}
			for i, got := range []float64{s.CoverA, s.CoverB, s.Jaccard, s.ContainmentA} {
				if math.Abs(got-want[i]) > 0.01 {
					t.Errorf("%s %.3f, want %.2f", []string{"cover of A", "cover of B", "Jaccard", "containment of A"}[i], got, want[i])
				}
			}
			if len(passages) != c.passages {
				t.Errorf("%d passages, want %d: %v", len(passages), c.passages, passages)
			}
		})
	}
}

// TestComparePassages: passages are the very words, as far as they are shared, and no further.
func TestComparePassages(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       [][2]string
	}{
		{
			"ends where the words differ",
			"Officials say that the bridge will be closed for repairs from Monday until the end of the month, traffic permitting.",
			"Drivers were told the bridge will be closed for repairs from Monday until the end of the year.",
			[][2]string{{
				"the bridge will be closed for repairs from Monday until the end of the",
				"the bridge will be closed for repairs from Monday until the end of the",
			}},
		},
		{
			"edits inside",
			"Yes: the old stone bridge over the river will be closed for urgent repairs from Monday until May, he said",
			"No: the stone bridge over the Elbe river will be closed for repairs from Monday until May, she said",
			[][2]string{{
				"stone bridge over the river will be closed for urgent repairs from Monday until May",
				"stone bridge over the Elbe river will be closed for repairs from Monday until May",
			}},
		},
		{
			"a gap of ten words is inside, one of eleven is not",
			"one two three four five six seven eight X X X X X X X X X X nine ten eleven twelve thirteen fourteen fifteen sixteen",
			"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
			[][2]string{{
				"one two three four five six seven eight X X X X X X X X X X nine ten eleven twelve thirteen fourteen fifteen sixteen",
				"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
			}},
		},
		{
			"a gap of eleven words",
			"one two three four five six seven eight X X X X X X X X X X X nine ten eleven twelve thirteen fourteen fifteen sixteen",
			"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
			[][2]string{
				{"one two three four five six seven eight", "one two three four five six seven eight"},
				{
					"nine ten eleven twelve thirteen fourteen fifteen sixteen",
					"nine ten eleven twelve thirteen fourteen fifteen sixteen",
				},
			},
		},
		{
			"seven words are a turn of phrase",
			"A spokesman for the company declined to comment today",
			"B spokesman for the company declined to comment yesterday",
			nil,
		},
		{
			"a sentence that moved",
			"first we had soup and bread with butter and salt. then we all went down to the sea and swam.",
			"then we all went down to the sea and swam. first we had soup and bread with butter and salt.",
			[][2]string{
				{"first we had soup and bread with butter and salt", "first we had soup and bread with butter and salt"},
				{"then we all went down to the sea and swam", "then we all went down to the sea and swam"},
			},
		},
		{
			"beyond ASCII",
			"Wie zu hören war, bleibt die Brücke über die Weiße Elster für Züge, Räder und Fußgänger bis März gesperrt.",
			"„Es bleibt die Brücke über die Weiße Elster für Züge, Räder und Fußgänger“, hieß es.",
			[][2]string{{
				"bleibt die Brücke über die Weiße Elster für Züge, Räder und Fußgänger",
				"bleibt die Brücke über die Weiße Elster für Züge, Räder und Fußgänger",
			}},
		},
		{
			"characters without spaces",
			"新华社报道：渡轮周日凌晨在沙洲上搁浅，船上有两百多名乘客。",
			"据悉，渡轮周日凌晨在沙洲上搁浅，无人受伤。",
			[][2]string{{"渡轮周日凌晨在沙洲上搁浅", "渡轮周日凌晨在沙洲上搁浅"}},
		},
	} {
		var comparer Comparer
		_, passages := comparer.Compare(bodyOf(c.a), bodyOf(c.b))
		var got [][2]string
		for _, p := range passages {
			got = append(got, [2]string{c.a[p.A[0]:p.A[1]], c.b[p.B[0]:p.B[1]]})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// TestPassagesDoNotOverlap: a run inside the gap of another passage was once counted in both.
func TestPassagesDoNotOverlap(t *testing.T) {
	a := "a1 a2 a3 a4 a5 a6 a7 a8 b1 b2 b3 b4 b5 b6 b7 b8 x y z v w u t s r q p o c1 c2 c3 c4 c5 c6 c7 c8"
	b := "a1 a2 a3 a4 a5 a6 a7 a8 c1 c2 c3 c4 c5 c6 c7 c8 b1 b2 b3 b4 b5 b6 b7 b8"
	for _, tail := range []string{"", " and so on until this text is the longer one of the two and is the one that words are looked up in"} {
		x, y := bodyOf(a), bodyOf(b+tail)
		var c Comparer
		s, passages := c.Compare(x, y)
		if f := fault(x, y, a, b+tail, s, passages); f != "" || len(passages) != 3 || s.Words != 24 {
			t.Errorf("%s: %+v %v", f, s, passages)
		}
	}
}

// TestLongRunsFirst: a turn of phrase that stands earlier in the one text once took its words out of the middle of a passage.
func TestLongRunsFirst(t *testing.T) {
	long := "the council said in a statement on Monday that the harbour would stay open"
	a := "He said in a statement by phone: never. Later " + long
	b := long + ", and nothing else was known of it by then, as one who was there told us"
	var c Comparer
	_, passages := c.Compare(bodyOf(a), bodyOf(b))
	if len(passages) != 1 || a[passages[0].A[0]:passages[0].A[1]] != long || passages[0].Words != 14 {
		t.Errorf("passages %v, want one of all of %q", passages, long)
	}
}

// TestWhichRun: of the places where words stand, the one is taken that makes the best passage.
func TestWhichRun(t *testing.T) {
	const chorus, verse = "sing a song of six long pence today", "the king was in his counting house alone"
	tail := strings.Repeat(" and so on", 60) // makes b the longer text, which is looked up in
	var numbered strings.Builder
	for i := range 20 {
		numbered.WriteString("sing a song of " + word(900+i) + " ")
	}
	for _, c := range []struct{ name, a, b, inB string }{
		{"where the last run ended", verse + " " + chorus, chorus + " then " + verse + " " + chorus, verse + " " + chorus},
		{"closest to where the last run ended", verse + " x " + chorus, chorus + " then " + verse + " y z " + chorus, verse + " y z " + chorus},
		{
			"where the last run ended, after more repeats than are tried",
			verse + " x " + chorus, strings.Repeat(chorus+" tra la ", 30) + verse + " " + chorus, verse + " " + chorus,
		},
		{"the longest of many", chorus, numbered.String() + chorus, chorus},
		{
			"a gap is not given away to a turn of phrase",
			"so it is said today p q r s t u v w x y z " + verse + " h h h " + chorus,
			verse + " so it is said " + chorus,
			verse + " so it is said " + chorus,
		},
		{
			"nor is one in the other text",
			verse + " so it is said " + chorus,
			"so it is said today p q r s t u v w x y z " + verse + " h h h " + chorus,
			verse + " h h h " + chorus,
		},
		{
			"the place between one that is free and one that is taken",
			chorus + " two home side. sing a song of " + strings.Repeat("la ", 12) + chorus + " one",
			chorus + " nil " + strings.Repeat("li ", 12) + chorus + " one " + chorus + " two home side",
			chorus + " two home side|" + chorus + " one",
		},
		{"a gap of ten words in the first text", verse + " q w e r t y u i o p " + chorus, verse + " " + chorus, verse + " " + chorus},
	} {
		var comparer Comparer
		b := c.b + tail
		_, passages := comparer.Compare(bodyOf(c.a), bodyOf(b))
		var got []string
		for _, p := range passages {
			got = append(got, b[p.B[0]:p.B[1]])
		}
		if want := strings.Split(c.inB, "|"); !slices.Equal(got, want) {
			t.Errorf("%s: passages %q, want %q", c.name, got, want)
		}
	}
}

// TestManyRepeats: a phrase that stands more often than places are tried is still found at all of them.
func TestManyRepeats(t *testing.T) {
	var a, b strings.Builder
	for i := range 400 {
		a.WriteString("home side won the match " + word(1000+i) + " ")
		b.WriteString("home side won the match " + word(5000+i) + " ")
	}
	var c Comparer
	s, _ := c.Compare(bodyOf(a.String()), bodyOf(b.String()))
	if s.Words != 2000 {
		t.Errorf("%d words shared, want 5 of each of 400 lines", s.Words)
	}
}

// TestComparerKeepsNothing: a long text between two comparisons changes neither the scores nor what they cost.
func TestComparerKeepsNothing(t *testing.T) {
	r := seeded(t)
	long := bodyOf(prose(r, 50_000))
	a := bodyOf(text(ferry...))
	b := bodyOf(edit(r, text(ferry...), 20))
	var used, fresh Comparer
	used.Compare(long, a)
	used.Compare(a, long)
	s, passages := used.Compare(a, b)
	wantScores, wantPassages := fresh.Compare(a, b)
	if s != wantScores || !slices.Equal(passages, wantPassages) {
		t.Errorf("%+v %v, want %+v %v", s, passages, wantScores, wantPassages)
	}
	if got := len(used.aligner.places.slots); got > 4*len(b.Tokens) {
		t.Errorf("a table of %d slots for %d words", got, len(b.Tokens))
	}
	// The passages of one call stay what they are when the comparer is used again.
	kept := slices.Clone(passages)
	used.Compare(a, long)
	if !slices.Equal(kept, passages) {
		t.Errorf("passages changed by a later call: %v, were %v", passages, kept)
	}
}

func TestCompareAllocates(t *testing.T) {
	r := seeded(t)
	a, b := bodyOf(text(ferry...)), bodyOf(edit(r, text(ferry...), 20))
	unrelated := bodyOf(text(library...))
	var c Comparer
	c.Compare(a, b)
	if n := testing.AllocsPerRun(100, func() { c.Compare(a, b) }); n != 1 {
		t.Errorf("%v allocations for a copy, want 1: the passages", n)
	}
	if n := testing.AllocsPerRun(100, func() { c.Compare(a, unrelated) }); n != 0 {
		t.Errorf("%v allocations for unrelated texts", n)
	}
}

// TestCompareCost: texts made to be slow take no longer than others of their length. The bound is far above what they take, for
// busy machines, and far below a quadratic cost; short tests only see that nothing breaks.
func TestCompareCost(t *testing.T) {
	words, most := 1_000_000, 20*time.Microsecond
	if testing.Short() {
		words, most = 30_000, time.Millisecond
	}
	r := seeded(t)
	long := prose(r, words)
	fewer := words / 4
	for _, c := range []struct{ name, a, b string }{
		{"one word", strings.Repeat("la ", fewer), strings.Repeat("la ", fewer+1)},
		{"one word in lines", strings.Repeat("la ", fewer), strings.Repeat(strings.Repeat("la ", 50)+"li\n", fewer/50)},
		{"period of seven", strings.Repeat("do re mi fa so la ti ", fewer/7), "x " + strings.Repeat("do re mi fa so la ti ", fewer/7)},
		{"broken period", strings.Repeat("do re mi fa so la ti ", fewer/7), strings.Repeat("do re mi fa so la ti do re mi fa so ", fewer/12)},
		{"two words at random", coins(fewer), coins(fewer + 1)},
		{"copy", long, edit(r, long, 30)},
		{"unrelated", long, prose(r, words)},
		{"short in long", long, text(ferry...)},
	} {
		a, b := bodyOf(c.a), bodyOf(c.b)
		var comparer Comparer
		start := time.Now()
		s, _ := comparer.Compare(a, b)
		took := time.Since(start)
		t.Logf("%s: %d and %d words in %v, %d shared", c.name, len(a.Tokens), len(b.Tokens), took, s.Words)
		if perWord := took / time.Duration(len(a.Tokens)+len(b.Tokens)); perWord > most {
			t.Errorf("%s: %v a word", c.name, perWord)
		}
	}
}

// coins returns a text of so many words of two.
func coins(words int) string {
	var b strings.Builder
	for x := uint64(words); words > 0; words-- {
		x = x*6364136223846793005 + 1442695040888963407
		b.WriteString([]string{"heads ", "tails "}[x>>63])
	}
	return b.String()
}

func TestBodyKey(t *testing.T) {
	a, b := bodyOf(text(ferry...)), bodyOf(strings.ToUpper(text(ferry...)))
	if a.Key() != b.Key() {
		t.Error("the same words, different keys")
	}
	if c := bodyOf(text(ferry[1:]...)); c.Key() == a.Key() {
		t.Error("different words, the same key")
	}
	if c := bodyOf(text(ferry[1], ferry[0])); c.Key() == bodyOf(text(ferry[0], ferry[1])).Key() {
		t.Error("another order, the same key")
	}
	if got := bodyOf("").Key(); got != 0 {
		t.Errorf("key of nothing %d", got)
	}
}

func TestKindCopy(t *testing.T) {
	for kind, want := range map[Kind]bool{Identical: true, Reprint: true, Excerpt: true, Partial: false, Rewrite: false, "": false} {
		if got := kind.Copy(); got != want {
			t.Errorf("%q.Copy() = %v", kind, got)
		}
	}
}
