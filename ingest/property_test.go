package ingest

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/samestory/samestory/article"
)

const propertyLimit = 300

// drawLines makes JSON Lines of sound, unsound, blank and overlong lines.
func drawLines(t *rapid.T, label string) []string {
	line := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string {
			return `{"id":"` + rapid.StringMatching(`[a-z]{0,5}`).Draw(t, "id") + `","text":"` +
				rapid.StringMatching(`[a-zé€ ]{0,40}`).Draw(t, "text") + `","published":"` +
				rapid.SampledFrom([]string{"", "2026-11-02", "02/11/2026"}).Draw(t, "time") + `"}`
		}),
		rapid.SampledFrom([]string{"", " ", "null", "{", `{"id":1}`, `{"id":[]}`, `{"text":1}`, "\x00", utf8Mark + "{}", "\xff"}),
		rapid.SampledFrom([]string{strings.Repeat("x", propertyLimit+1), `{"text":"` + strings.Repeat("é", propertyLimit) + `"}`}),
	)
	return rapid.SliceOfN(line, 0, 20).Draw(t, label)
}

// result is all that a sequence gives, in order, with line numbers moved by an offset.
type result struct {
	Article article.Article
	Place   article.Place
	ID, Err string
}

func results(content string, offset int, oneByte bool) (all []result) {
	r := iotest.DataErrReader(strings.NewReader(content))
	if oneByte {
		r = iotest.OneByteReader(r)
	}
	for a, err := range Reader(r, "in.jsonl", &Options{MaxArticle: propertyLimit}) {
		res := result{Article: a}
		if p, ok := errors.AsType[*article.Problem](err); ok {
			res = result{Place: p.Place, ID: p.ID, Err: p.Err.Error()}
			res.Place.Line += offset
		} else {
			res.Article.Place.Line += offset
		}
		all = append(all, res)
	}
	return all
}

// TestJoinedFiles: reading two files joined gives what reading one after the other gives, but for the line numbers.
func TestJoinedFiles(t *testing.T) {
	madeUp := cmpopts.IgnoreFields(result{}, "ID", "Article.ID") // ids of lines without one hold the line number
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawLines(t, "a"), drawLines(t, "b")
		ending := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "ending")
		join := func(lines []string) string {
			if len(lines) == 0 {
				return ""
			}
			return strings.Join(lines, ending) + ending
		}
		apart := append(results(join(a), 0, false), results(join(b), len(a), false)...)
		joined := results(join(append(a, b...)), 0, false)
		if diff := cmp.Diff(apart, joined, madeUp); diff != "" {
			t.Fatalf("apart and joined differ (-apart +joined):\n%s", diff)
		}
	})
}

// TestWrappings: compression, the size of reads and UTF-16 change nothing.
func TestWrappings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := strings.Join(drawLines(t, "lines"), "\n")
		want := results(content, 0, false)
		for name, got := range map[string][]result{
			"byte by byte": results(content, 0, true),
			"gzip":         results(gz(content), 0, false),
			"zstd":         results(zst(content), 0, true),
			"mark":         results(utf8Mark+content, 0, false),
		} {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s differs (-plain +%s):\n%s", name, name, diff)
			}
		}
	})
}
