package furniture

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/samestory/samestory/cluster"
)

// batch is a made-up batch of articles: each has an outlet, a story, whose text is its own, and paragraphs besides.
type batch []struct {
	outlet, story string
	extra         []string
}

// learn learns from the articles in the order given; articles of one story resemble each other wholly.
func (b batch) learn(order []int) Learned {
	var l Learner
	for _, i := range order {
		l.Add(cluster.Doc(i), "Story "+b[i].story+".\n"+strings.Join(b[i].extra, "\n"))
	}
	return learn(&l, func(i cluster.Doc) string { return b[i].outlet }, func(x, y cluster.Doc) float64 {
		if b[x].story == b[y].story {
			return 1
		}
		return 0
	})
}

// learn is both steps of learning, with the numbers that the articles have.
func learn(l *Learner, outlet func(cluster.Doc) string, resemblance func(a, b cluster.Doc) float64) Learned {
	recurring, err := l.Recurring(1, func(d cluster.Doc) cluster.Doc { return d }, outlet)
	if err != nil {
		panic(err)
	}
	return Learn(recurring, resemblance)
}

// is reports whether a line is furniture of an outlet.
func is(l Learned, outlet, text string) bool { return l.Is(outlet, text, tokens(text)) }

// inOrder returns the numbers of all articles.
func (b batch) inOrder() []int {
	order := make([]int, len(b))
	for i := range b {
		order[i] = i
	}
	return order
}

// add puts n articles with a paragraph into the batch; outlet and story are formats of their number.
func (b *batch) add(n int, outlet, story, paragraph string) {
	for i := range n {
		named := func(format string) string { return strings.ReplaceAll(format, "%", fmt.Sprint(i)) }
		*b = append(*b, struct {
			outlet, story string
			extra         []string
		}{named(outlet), named(story), []string{paragraph}})
	}
}

const (
	slogan    = "News that the harbour trusts"
	quotation = "We heard a long scraping noise and then it was very quiet, and nobody knew what to do, so we sat there in the dark until " +
		"somebody found a lamp, and then we sang all the songs that we knew from school, one after the other, until it was light"
)

func TestLearn(t *testing.T) {
	for _, c := range []struct {
		name      string
		make      func(*batch)
		paragraph string
		outlet    string
		want      bool
	}{
		{"three unlike articles of one outlet", func(b *batch) { b.add(3, "post", "s%", slogan) }, slogan, "post", true},
		{"two unlike articles of one outlet", func(b *batch) { b.add(2, "post", "s%", slogan) }, slogan, "post", false},
		{"three like articles of one outlet", func(b *batch) { b.add(9, "post", "same", slogan) }, slogan, "post", false},
		{"one outlet's furniture elsewhere", func(b *batch) { b.add(4, "post", "s%", slogan) }, slogan, "times", false},
		{"one outlet's furniture, outlet unknown", func(b *batch) { b.add(4, "post", "s%", slogan) }, slogan, "", false},
		{"five unlike articles of five outlets", func(b *batch) { b.add(5, "o%", "s%", slogan) }, slogan, "another", true},
		{"four unlike articles of four outlets", func(b *batch) { b.add(4, "o%", "s%", slogan) }, slogan, "o1", false},
		{"five articles of five outlets, two of them alike", func(b *batch) {
			b.add(3, "o%", "s%", slogan)
			b.add(2, "p%", "same", slogan)
		}, slogan, "o1", false},
		{"four unlike articles, outlets unknown", func(b *batch) { b.add(4, "", "s%", slogan) }, slogan, "", false},
		{"outlets unknown", func(b *batch) { b.add(5, "", "s%", slogan) }, slogan, "", true},
		{"a story that 40 outlets copy", func(b *batch) { b.add(40, "o%", "same", slogan) }, slogan, "o1", false},
		{"a story that one outlet prints 40 times", func(b *batch) { b.add(40, "post", "same", slogan) }, slogan, "post", false},
		{"a quotation in unlike articles", func(b *batch) { b.add(9, "o%", "s%", quotation) }, quotation, "o1", false},
		{"a long paragraph of one outlet", func(b *batch) { b.add(3, "post", "s%", quotation) }, quotation, "post", true},
		{"twice in one article", func(b *batch) { b.add(2, "post", "s%", slogan+"\n"+slogan) }, slogan, "post", false},
		{"case and punctuation", func(b *batch) { b.add(3, "post", "s%", slogan) }, strings.ToUpper(slogan) + "!", "post", true},
		{"another paragraph", func(b *batch) { b.add(9, "post", "s%", slogan) }, slogan + " most", "post", false},
		{"nothing", func(*batch) {}, slogan, "post", false},
	} {
		var b batch
		c.make(&b)
		learned := b.learn(b.inOrder())
		if got := is(learned, c.outlet, c.paragraph); got != c.want {
			t.Errorf("%s: furniture %v, want %v", c.name, got, c.want)
		}
		for i := range b {
			if is(learned, b[i].outlet, "Story "+b[i].story) {
				t.Errorf("%s: the text of an article is furniture", c.name)
				break
			}
		}
	}
}

// TestLearnResemblance: what is alike counts once, and within an outlet more likeness is put down to the furniture itself.
func TestLearnResemblance(t *testing.T) {
	for _, c := range []struct {
		resemblance    float64
		atHome, abroad bool
	}{
		{0, true, true},
		{0.14, true, true},
		{0.15, true, false},
		{0.39, true, false},
		{0.4, false, false},
		{1, false, false},
	} {
		var home, abroad Learner
		for i := range 6 {
			home.Add(cluster.Doc(i), slogan)
			abroad.Add(cluster.Doc(i), slogan)
		}
		alike := func(_, _ cluster.Doc) float64 { return c.resemblance }
		if got := is(learn(&home, func(cluster.Doc) string { return "post" }, alike), "post", slogan); got != c.atHome {
			t.Errorf("resemblance %v within an outlet: furniture %v", c.resemblance, got)
		}
		if got := is(learn(&abroad, func(d cluster.Doc) string { return fmt.Sprint(d) }, alike), "another", slogan); got != c.abroad {
			t.Errorf("resemblance %v between outlets: furniture %v", c.resemblance, got)
		}
	}
}

func TestLearnedZero(t *testing.T) {
	var none Learned
	if is(none, "post", slogan) || none.Is("", "", nil) {
		t.Error("the zero value knows furniture")
	}
}

// TestLearnCost: of a paragraph that stands in very many articles, few are looked at.
func TestLearnCost(t *testing.T) {
	const articles = 5000
	for name, number := range map[string]func(int) int{
		"ascending": func(i int) int { return i }, "descending": func(i int) int { return articles - i },
	} {
		var l Learner
		for i := range articles {
			l.Add(cluster.Doc(number(i)), slogan)
		}
		asked := 0
		learned := learn(&l, func(d cluster.Doc) string { return fmt.Sprint(d % 7) }, func(_, _ cluster.Doc) float64 { asked++; return 1 })
		if most := 8 * maxSample; asked > most {
			t.Errorf("%s: %d resemblances for one paragraph in 7 outlets, want at most %d", name, asked, most)
		}
		if is(learned, "1", slogan) {
			t.Errorf("%s: a paragraph of articles that are all alike is furniture", name)
		}
	}
}

// TestLearnOrder: the order in which articles are added makes no difference, nor does adding one in pieces.
func TestLearnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b batch
		paragraphs := []string{slogan, quotation, "By our staff", "Harbour office", "Read it first"}
		for range rapid.IntRange(0, 60).Draw(t, "articles") {
			b = append(b, struct {
				outlet, story string
				extra         []string
			}{
				rapid.SampledFrom([]string{"", "post", "times", "mail"}).Draw(t, "outlet"),
				fmt.Sprint(rapid.IntRange(0, 12).Draw(t, "story")),
				rapid.SliceOfN(rapid.SampledFrom(paragraphs), 0, 4).Draw(t, "paragraphs"),
			})
		}
		want := b.learn(b.inOrder())
		shuffled := b.learn(rapid.Permutation(b.inOrder()).Draw(t, "order"))
		twice := b.learn(append(b.inOrder(), b.inOrder()...))
		for _, outlet := range []string{"", "post", "times", "mail", "another"} {
			for _, p := range paragraphs {
				furniture := is(want, outlet, p)
				if got := is(shuffled, outlet, p); got != furniture {
					t.Fatalf("%q in %q: furniture %v, in another order %v", p, outlet, furniture, got)
				}
				if got := is(twice, outlet, p); got != furniture {
					t.Fatalf("%q in %q: furniture %v, added twice %v", p, outlet, furniture, got)
				}
			}
		}
	})
}

// article makes a text of 18 paragraphs with furniture around it.
func article(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("Harbour Post\nShare on Facebook\nFerry aground\n")
	for i := range 18 {
		for range 25 + r.IntN(30) {
			b.WriteString([]string{"the ", "ferry ", "harbour ", "captain ", "tide ", "office ", "said ", "Sunday "}[r.IntN(8)])
		}
		b.WriteString(".\n")
		if i%6 == 5 {
			b.WriteString("Advertisement\n")
		}
	}
	b.WriteString("Related: Tugs at work\nMost Popular\nNews that the harbour trusts\n")
	return b.String()
}

func BenchmarkKnown(b *testing.B) {
	text := article(rand.New(rand.NewPCG(1, 2)))
	words := tokens(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for p := range Paragraphs(words) {
			Known(text, p)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkIs(b *testing.B) {
	text := article(rand.New(rand.NewPCG(1, 2)))
	words := tokens(text)
	learned := learnedSlogan()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for p := range Paragraphs(words) {
			learned.Is("post", text, p)
		}
	}
}

// learnedSlogan knows the slogan of the post.
func learnedSlogan() Learned {
	var l Learner
	for i := range 9 {
		l.Add(cluster.Doc(i), fmt.Sprintf("%s\nStory %d", slogan, i))
	}
	return learn(&l, func(cluster.Doc) string { return "post" }, func(_, _ cluster.Doc) float64 { return 0 })
}

func BenchmarkLearn(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := make([]string, 1000)
	size := 0
	for i := range texts {
		texts[i] = strings.ReplaceAll(article(r), "ferry", fmt.Sprint("ferry", i))
		size += len(texts[i])
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		var l Learner
		for i, text := range texts {
			l.Add(cluster.Doc(i), text)
		}
		learn(&l, func(cluster.Doc) string { return "post" }, func(_, _ cluster.Doc) float64 { return 0 })
	}
	b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "articles/s")
}

func TestNothingIsAllocated(t *testing.T) {
	text := article(rand.New(rand.NewPCG(1, 2)))
	words := tokens(text)
	learned := learnedSlogan()
	furniture := 0
	count := func() {
		for p := range Paragraphs(words) {
			if Known(text, p) || learned.Is("post", text, p) {
				furniture++
			}
		}
	}
	if n := testing.AllocsPerRun(50, count); n != 0 {
		t.Errorf("%v allocations an article", n)
	}
	furniture = 0
	if count(); furniture != 7 {
		t.Errorf("%d paragraphs are furniture, want 7", furniture)
	}
}

// TestLines: lines are parted as a tokenizer parts paragraphs, and a word leads back to its line.
func TestLines(t *testing.T) {
	text := "\u2028One “two”\r\n\nthree\u0085\u2029«four» five\u2028\r"
	if got, want := slices.Collect(lines(text)), []string{"One “two”", "three", "«four» five"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	var around []string
	for p := range Paragraphs(tokens(text)) {
		around = append(around, lineAround(text, int(p[0].Start)))
	}
	if want := slices.Collect(lines(text)); !slices.Equal(around, want) {
		t.Errorf("around the first words %q, want %q", around, want)
	}
}

func TestLineKey(t *testing.T) {
	same := [][2]string{
		{"Nobody was hurt.", "NOBODY  was hurt!"},
		{"« Abo »", "«abo»"},
		{"...", ""},
		{quotation, "  " + strings.ToUpper(quotation) + "\t"},
		{slogan + strings.Repeat(" ", manyBytes), slogan},
	}
	other := [][2]string{
		{"", "ho"},
		{"ho", "ho ho"},
		{"was nobody hurt", "nobody was hurt"},
		{"5 comments", "6 comments"},
		{"a b", "ab c"},
		{"One 1", "One 2"},
		{"é", "e"},
		{"12345678", "1234567"},
		{slogan, slogan + " most"},
		{quotation, quotation + "s"},
		{quotation, strings.Replace(quotation, "lamp", "lump", 1)},
		{quotation, "x" + quotation},
	}
	for _, c := range same {
		if lineKey(c[0]) != lineKey(c[1]) {
			t.Errorf("%q and %q differ", c[0], c[1])
		}
		if lineStart(c[0]) != lineStart(c[1]) || lineStart(c[0]) != lineKey(c[0])>>(64-startBits) {
			t.Errorf("%q and %q begin differently", c[0], c[1])
		}
	}
	for _, c := range other {
		if lineKey(c[0]) == lineKey(c[1]) {
			t.Errorf("%q and %q are the same", c[0], c[1])
		}
	}
	if isLong(lineKey(slogan)) || !isLong(lineKey(quotation)) {
		t.Error("long is what has more than 40 words")
	}
}
