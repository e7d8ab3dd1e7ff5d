package corpus

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"
)

// made is a corpus for the tests, with ways to look things up.
type made struct {
	articles []Article
	byID     map[string]*Article
}

func makeCorpus(t *testing.T, o Options) *made {
	t.Helper()
	all, err := All(o)
	if err != nil {
		t.Fatal(err)
	}
	m := &made{byID: map[string]*Article{}}
	for a := range all {
		m.articles = append(m.articles, a)
	}
	for i := range m.articles {
		m.byID[m.articles[i].ID] = &m.articles[i]
	}
	return m
}

// runs returns the set of runs of five words of a text.
func runs(text string) map[string]bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	set := map[string]bool{}
	for i := 0; i+5 <= len(words); i++ {
		set[strings.Join(words[i:i+5], " ")] = true
	}
	return set
}

// common returns how many runs two texts have in common.
func common(a, b string) (n, ofA, ofB int) {
	x, y := runs(a), runs(b)
	for s := range x {
		if y[s] {
			n++
		}
	}
	return n, len(x), len(y)
}

func sum(t *testing.T, o Options) string {
	h := sha256.New()
	for _, a := range makeCorpus(t, o).articles {
		fmt.Fprintf(h, "%q %v\n", []string{a.ID, a.Outlet, a.URL, a.Title, a.Byline, a.Text, a.Published.String()}, a.Truth)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestSameOptionsGiveTheSameArticles(t *testing.T) {
	first := sum(t, Options{Articles: 500, Seed: 7})
	if again := sum(t, Options{Articles: 500, Seed: 7}); again != first {
		t.Errorf("the second run of seed 7 gave other articles: %s, then %s", first, again)
	}
	if other := sum(t, Options{Articles: 500, Seed: 8}); other == first {
		t.Error("seeds 7 and 8 gave the same articles")
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for name, o := range map[string]Options{
		"fewer than none":  {Articles: -1},
		"a negative share": {Articles: 10, Shares: &Shares{Form: -0.1}},
		"too much copied":  {Articles: 10, Shares: &Shares{Reprint: 0.5, Excerpt: 0.45}},
	} {
		if _, err := All(o); !errors.Is(err, ErrOptions) {
			t.Errorf("%s: All(%+v) gave %v, want ErrOptions", name, o, err)
		}
	}
	if n := len(makeCorpus(t, Options{}).articles); n != 0 {
		t.Errorf("a corpus of 0 has %d articles", n)
	}
	only := makeCorpus(t, Options{Articles: 300, Seed: 1, Shares: &Shares{}})
	for _, a := range only.articles {
		if a.Truth.Kind != Original {
			t.Fatalf("without shares of other kinds there is a %s", a.Truth.Kind)
		}
	}
}

func TestSharesAreThoseAskedFor(t *testing.T) {
	const n = 12_000
	for name, shares := range map[string]Shares{
		"default": DefaultShares,
		"other":   {Reprint: 0.3, Excerpt: 0.1, Roundup: 0.01, Partial: 0.1, Rewrite: 0.02, Form: 0.1},
	} {
		counts := map[Kind]float64{}
		for _, a := range makeCorpus(t, Options{Articles: n, Seed: 3, Shares: &shares}).articles {
			counts[a.Truth.Kind]++
		}
		for kind, want := range map[Kind]float64{
			Reprint: shares.Reprint, Excerpt: shares.Excerpt, Roundup: shares.Roundup,
			Partial: shares.Partial, Rewrite: shares.Rewrite, Form: shares.Form,
		} {
			// A few stories have most of the reprints, so that their number varies most.
			tolerance := 0.15
			if kind == Reprint {
				tolerance = 0.3
			}
			if got := counts[kind] / n; got < want*(1-tolerance)-0.002 || got > want*(1+tolerance)+0.002 {
				t.Errorf("%s: the share of %s is %.4f, want about %.4f", name, kind, got, want)
			}
		}
	}
}

func TestClustersHaveAHeavyTail(t *testing.T) {
	sizes := map[string]int{}
	for _, a := range makeCorpus(t, Options{Articles: 12_000, Seed: 2}).articles {
		sizes[a.Truth.Cluster]++
	}
	pairs, largest := 0, 0
	for _, n := range sizes {
		largest = max(largest, n)
		if n == 2 {
			pairs++
		}
	}
	if largest < 60 || largest > 1.1*mostCopies || pairs < 200 {
		t.Errorf("the largest cluster has %d articles, and %d have two; want 60 to several hundred, and many of two", largest, pairs)
	}
}

func TestArticlesAreSound(t *testing.T) {
	m := makeCorpus(t, Options{Articles: 4_000, Seed: 5})
	if len(m.articles) != 4000 || len(m.byID) != 4000 {
		t.Fatalf("%d articles with %d different ids, want 4000", len(m.articles), len(m.byID))
	}
	words := 0
	var last time.Time
	for _, a := range m.articles {
		n := len(strings.Fields(a.Text))
		words += n
		if n < leastWords || n > mostWords {
			t.Errorf("%s, a %s, has %d words", a.ID, a.Truth.Kind, n)
		}
		if a.Title == "" || a.Outlet == "" || !strings.HasPrefix(a.URL, "https://"+a.Outlet+"/") || a.ID != a.Truth.ID {
			t.Errorf("%s lacks something: %+v", a.ID, a)
		}
		if a.Published.Before(last.Add(-time.Second)) {
			t.Errorf("%s comes after one that was published later", a.ID)
		}
		last = a.Published
	}
	if mean := words / len(m.articles); mean < 400 || mean > 500 {
		t.Errorf("an article has %d words on average, want 450 or so", mean)
	}
	if days := last.Sub(begin).Hours() / 24; days < 28 || days > 32 {
		t.Errorf("the corpus covers %.1f days, want 30", days)
	}
}

func TestTruthPointsBack(t *testing.T) {
	m := makeCorpus(t, Options{Articles: 3000, Seed: 5})
	for _, a := range m.articles {
		truth := a.Truth
		derived := truth.Kind != Original && truth.Kind != Form
		if derived != (len(truth.Sources) > 0) {
			t.Errorf("%s, a %s, has the sources %q", a.ID, truth.Kind, truth.Sources)
		}
		for _, id := range truth.Sources {
			source := m.byID[id]
			if source == nil || source.Published.After(a.Published) || source.Truth.Kind != Original {
				t.Fatalf("%s, a %s: the source %s is missing, later or no original", a.ID, truth.Kind, id)
			}
			same := truth.Cluster == source.Truth.Cluster
			if want := truth.Kind == Reprint || truth.Kind == Excerpt; same != want {
				t.Errorf("%s, a %s, in the cluster of its source: %v, want %v", a.ID, truth.Kind, same, want)
			}
			same = truth.Story == source.Truth.Story
			if want := truth.Kind != Roundup && truth.Kind != Partial; same != want {
				t.Errorf("%s, a %s, in the story of its source: %v, want %v", a.ID, truth.Kind, same, want)
			}
		}
	}
}

func TestNoOutletPrintsACopyTwice(t *testing.T) {
	shares := Shares{Reprint: 0.7}
	printed := map[[2]string]string{}
	for _, a := range makeCorpus(t, Options{Articles: 8000, Seed: 1, Shares: &shares}).articles {
		key := [2]string{a.Truth.Cluster, a.Outlet}
		if other := printed[key]; other != "" {
			t.Errorf("%s printed both %s and %s", a.Outlet, other, a.ID)
		}
		printed[key] = a.ID
	}
}

// TestTruthIsInTheTexts holds what the truth says against the words: what is copied is there, and what is not copied is not.
func TestTruthIsInTheTexts(t *testing.T) {
	m := makeCorpus(t, Options{Articles: 3000, Seed: 9})
	seen := map[Kind]int{}
	for i, a := range m.articles {
		for _, id := range a.Truth.Sources {
			seen[a.Truth.Kind]++
			source := m.byID[id]
			n, of, ofSource := common(a.Text, source.Text)
			words := len(strings.Fields(a.Text))
			ok := false
			switch a.Truth.Kind {
			case Reprint:
				ok = n*2 > of-furnitureWords && n*5 > ofSource*2-furnitureWords
			case Excerpt:
				ok = words >= excerptWords && n >= excerptWords-5 && n >= of-furnitureWords && n <= ofSource/2+5
			case Roundup:
				ok = n >= excerptWords-5 && n <= max(of, ofSource)
			case Partial:
				ok = n >= 20 && n <= 2*60+furnitureWords
			case Rewrite:
				ok = n*20 <= min(of, ofSource)+furnitureWords
			}
			if !ok {
				t.Errorf("%s, a %s of %d words, shares %d of %d runs of words with its source of %d", a.ID, a.Truth.Kind, words, n, of, ofSource)
			}
		}
		if other := m.articles[(i*31+1)%len(m.articles)]; other.Truth.Cluster != a.Truth.Cluster && other.Outlet != a.Outlet && i%10 == 0 {
			if n, of, ofOther := common(a.Text, other.Text); n*10 > min(of, ofOther) {
				t.Errorf("%+v and %+v are unrelated and share %d runs of %d and %d", a.Truth, other.Truth, n, of, ofOther)
			}
		}
	}
	for _, kind := range []Kind{Reprint, Excerpt, Roundup, Partial, Rewrite} {
		if seen[kind] < 40 {
			t.Errorf("only %d articles of kind %s were looked at", seen[kind], kind)
		}
	}
}

// furnitureWords is more than any outlet's furniture has.
const furnitureWords = 150

func TestRewritesHaveTheFactsInTheirLead(t *testing.T) {
	g := newGenerator(Options{Articles: 100, Seed: 1, Shares: &DefaultShares})
	g.plan()
	for i := range 50 {
		r := newRandom(uint64(i))
		s := g.newStory(r)
		for _, text := range [][]token{g.write(r, s, 200), g.write(r, s.retold(r), 300)} {
			lead := " " + string(g.v.appendText(nil, text[:leadWords+40])) + " "
			for _, fact := range s.facts[:mainFacts] {
				var told []token
				for _, w := range fact {
					told = append(told, token{word: w})
				}
				if words := string(g.v.appendText(nil, told)); !strings.Contains(strings.ToLower(lead), strings.ToLower(words)) {
					t.Errorf("the main fact %q is not in the lead %q", words, lead)
				}
			}
		}
	}
}

func TestFormsDifferInTheirNumbers(t *testing.T) {
	m := makeCorpus(t, Options{Articles: 4000, Seed: 4})
	byTitle := map[string][]*Article{}
	for i, a := range m.articles {
		if a.Truth.Kind == Form {
			byTitle[a.Title] = append(byTitle[a.Title], &m.articles[i])
		}
	}
	repeated := 0
	for title, group := range byTitle {
		for _, a := range group[1:] {
			repeated++
			if letters(a.Text) != letters(group[0].Text) || a.Text == group[0].Text {
				t.Errorf("form %q: want the same words with other numbers, got\n%s\nand\n%s", title, group[0].Text, a.Text)
			}
		}
	}
	if repeated < 60 {
		t.Errorf("forms came again %d times, want 60 or more", repeated)
	}
}

// letters drops the digits of a text and what joins them.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == ',' || r == '.' {
			return -1
		}
		return r
	}, text)
}

func TestStoppingEarly(t *testing.T) {
	all, err := All(Options{Articles: 1_000_000_000, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range all {
		if n++; n == 200 {
			break
		}
	}
	if n != 200 {
		t.Errorf("got %d articles", n)
	}
}
