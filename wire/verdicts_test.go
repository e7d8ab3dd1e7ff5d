package wire_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/wire"
)

var (
	corpora = flag.String("corpora", "", "directory of the corpora that testdata/wire/verdicts.tsv judges; prints precision and recall")
	set     = flag.String("set", "", "judge one set alone, tune or held")
	misses  = flag.Bool("misses", false, "print each wrong or missed credit")
)

// authored are the kinds of evidence that the target speaks of, together.
var authored = []wire.How{wire.Dateline, wire.Byline, wire.Copyright, wire.Source, wire.Reporting}

// verdict is what a reader found in one article: pairs "agency\thow".
type verdict struct {
	corpus, set string
	pairs       map[string]bool
}

// readVerdicts reads testdata/wire/verdicts.tsv: by corpus and id.
func readVerdicts(t *testing.T) map[string]verdict {
	t.Helper()
	data, err := os.ReadFile("../testdata/wire/verdicts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]verdict{}
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			t.Fatalf("verdicts.tsv:%d: %d fields, want 5: %q", n+1, len(f), line)
		}
		key := f[0] + " " + f[1]
		v, ok := all[key]
		if !ok {
			v = verdict{corpus: f[0], set: f[2], pairs: map[string]bool{}}
			all[key] = v
		}
		for how := range strings.SplitSeq(f[4], ",") {
			if f[3] != "-" {
				v.pairs[f[3]+"\t"+how] = true
			}
		}
	}
	return all
}

// TestVerdicts checks that the verdicts are well formed and, given -corpora, prints how well Credits does on them.
func TestVerdicts(t *testing.T) {
	verdicts := readVerdicts(t)
	known := map[string]bool{}
	for _, a := range newReader(t).Agencies() {
		known[a.Name] = true
	}
	hows := []wire.How{wire.Dateline, wire.Byline, wire.Copyright, wire.Source, wire.Reporting, wire.Photo, wire.Quoted}
	for id, v := range verdicts {
		for p := range v.pairs {
			agency, how, _ := strings.Cut(p, "\t")
			if !known[agency] || !slices.Contains(hows, wire.How(how)) {
				t.Errorf("%s: unknown agency or how: %q", id, p)
			}
		}
	}
	if len(verdicts) < 150 {
		t.Errorf("%d articles are judged, want 150 or more", len(verdicts))
	}
	if *corpora != "" {
		measure(t, verdicts, hows)
	}
}

// tally counts right, wrong and missed credits.
type tally struct{ right, wrong, missed int }

func (c tally) String() string {
	return fmt.Sprintf("%4d %4d %4d   %.3f %.3f", c.right, c.wrong, c.missed,
		float64(c.right)/float64(max(1, c.right+c.wrong)), float64(c.right)/float64(max(1, c.right+c.missed)))
}

func measure(t *testing.T, verdicts map[string]verdict, hows []wire.How) {
	r := newReader(t)
	byHow := map[wire.How]tally{}
	var together tally
	articles := 0
	for key, v := range verdicts {
		if *set != "" && v.set != *set {
			delete(verdicts, key)
		}
	}
	for _, corpus := range []string{"census", "summit", "sameevent", "energy"} {
		for id, text := range readCorpus(t, corpus) {
			v, ok := verdicts[corpus+" "+id]
			if !ok {
				continue
			}
			articles++
			found := map[string]bool{}
			for _, c := range r.Credits(article.Article{ID: id, Text: text}) {
				p := c.Agency + "\t" + string(c.How)
				found[p] = true
				if *misses && !v.pairs[p] {
					fmt.Printf("wrong  %s %s %q: %q\n", corpus, id, p, text[max(0, c.Start-60):min(len(text), c.End+40)])
				}
			}
			for _, how := range hows {
				c := count(v.pairs, found, how)
				k := byHow[how]
				byHow[how] = tally{k.right + c.right, k.wrong + c.wrong, k.missed + c.missed}
				if slices.Contains(authored, how) {
					together = tally{together.right + c.right, together.wrong + c.wrong, together.missed + c.missed}
				}
			}
			if *misses {
				for p := range v.pairs {
					if !found[p] {
						fmt.Printf("missed %s %s %q\n", corpus, id, p)
					}
				}
			}
		}
	}
	fmt.Printf("%d articles\n%-16sright wrong missed  P     R\n", articles, "")
	for _, how := range hows {
		fmt.Printf("%-16s %v\n", how, byHow[how])
	}
	fmt.Printf("%-16s %v\n", "first five", together)
}

func count(want, found map[string]bool, how wire.How) (c tally) {
	for p := range found {
		if !strings.HasSuffix(p, "\t"+string(how)) {
			continue
		}
		if want[p] {
			c.right++
		} else {
			c.wrong++
		}
	}
	for p := range want {
		if strings.HasSuffix(p, "\t"+string(how)) && !found[p] {
			c.missed++
		}
	}
	return c
}

// readCorpus yields the id and text of each article of a corpus.
func readCorpus(t *testing.T, corpus string) func(yield func(id, text string) bool) {
	t.Helper()
	f, err := os.Open(filepath.Join(*corpora, corpus, "docs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(id, text string) bool) {
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			var d struct{ ID, Text string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				t.Fatal(err)
			}
			if !yield(d.ID, d.Text) {
				return
			}
		}
	}
}

func newReader(t testing.TB) *wire.Reader {
	t.Helper()
	r, err := wire.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
