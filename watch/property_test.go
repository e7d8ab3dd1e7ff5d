package watch

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// week is a week and a half in the life of three feeds, made up from a seed.
type week struct {
	random *rand.Rand
	start  time.Time
	pool   []item
}

func newWeek(seed uint64, start time.Time) *week {
	w := &week{random: rand.New(rand.NewPCG(seed, 1)), start: start}
	stories := []string{orchard, ferry, library, mushroom}
	for i := range 12 {
		w.pool = append(w.pool, item{guid: fmt.Sprintf("guid-%d", i), title: fmt.Sprintf("Title %d", i), text: stories[i%len(stories)]})
	}
	return w
}

// pages returns what three feeds have now: some of their items, in some versions, in any order, and now and then nothing that can be read.
func (w *week) pages(now time.Time) map[string]string {
	pages := map[string]string{}
	for f, name := range []string{"bay", "hill", "lake"} {
		var items []item
		for _, i := range w.random.Perm(4)[:w.random.IntN(5)] {
			it := w.pool[f*4+i]
			if w.random.IntN(4) > 0 {
				it.published = w.start.Add(time.Duration(i*31) * time.Hour)
			}
			if w.random.IntN(3) == 0 {
				it.text += fmt.Sprintf(" The figures were brought up to date on day %d of the month.", now.Day())
			}
			items = append(items, it)
		}
		page := rss(name+".example", items...)
		if w.random.IntN(6) == 0 {
			page = page[:w.random.IntN(len(page))]
		}
		pages["/"+name] = page
	}
	return pages
}

// TestRestartsChangeNothing lets two watchers live through the same weeks, one of which begins anew after each round. And in both the
// item of a story stays: one that was shown gives way only to one that was shown before it.
func TestRestartsChangeNothing(t *testing.T) {
	seeds := 8
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		steady, restless := newWorld(t), newWorld(t)
		life := newWeek(uint64(seed), steady.clock.now())
		shown := map[string]int{} // the round in which an id was first an item
		for round := range 20 {
			for path, page := range life.pages(steady.clock.now()) {
				steady.page(path, page)
				restless.page(path, page)
			}
			steady.round()
			restless.restart()
			restless.round()
			if diff := cmp.Diff(outline(steady), outline(restless)); diff != "" {
				t.Fatalf("seed %d, round %d: without restarts -, with restarts +\n%s", seed, round, diff)
			}
			noteShown(t, steady, shown, round)
			pause := time.Duration(life.random.IntN(30)) * time.Hour
			steady.clock.sleep(context.Background(), pause)
			restless.clock.sleep(context.Background(), pause)
		}
	}
}

func outline(v *world) []string {
	var lines []string
	for _, it := range v.published {
		line := fmt.Sprintf("%s %q %s %d:", it.Article.ID, it.Article.Title, it.Story, len(it.Article.Text))
		for _, a := range it.Also {
			line += " " + a.ID
		}
		lines = append(lines, line)
	}
	return lines
}

func noteShown(t *testing.T, v *world, shown map[string]int, round int) {
	t.Helper()
	for id := range shown {
		if len(v.w.held.byID[id]) == 0 {
			delete(shown, id) // it left the window, and may come as new if its feed forgot it meanwhile
		}
	}
	for _, it := range v.published {
		if _, ok := shown[it.Article.ID]; !ok {
			shown[it.Article.ID] = round
		}
		for _, a := range it.Also {
			if first, ok := shown[a.ID]; ok && first < shown[it.Article.ID] {
				t.Errorf("round %d: %s, shown since round %d, gave way to %s, shown since round %d\n%s", round, a.ID, first,
					it.Article.ID, shown[it.Article.ID], strings.Join(outline(v), "\n"))
			}
		}
	}
}
