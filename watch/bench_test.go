package watch

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// BenchmarkRound measures a round over 20 feeds that hold 1,000 articles: with nothing new, and with one new article.
func BenchmarkRound(b *testing.B) {
	for _, added := range []int{0, 1} {
		b.Run(fmt.Sprintf("held=1000/new=%d", added), func(b *testing.B) {
			v := newWorld(b)
			random := rand.New(rand.NewPCG(1, 2))
			feeds := make([][]item, 20)
			for i := range 1000 {
				feeds[i%20] = append(feeds[i%20], item{fmt.Sprintf("guid-%d", i), fmt.Sprintf("Title %d", i), gibberish(random, 300), time.Time{}})
			}
			for i, items := range feeds {
				v.feed(fmt.Sprintf("feed%d", i), items...)
			}
			v.round()
			n := 0
			for b.Loop() {
				for range added {
					n++
					feeds[0] = append(feeds[0][1:], item{fmt.Sprintf("new-%d", n), "New", gibberish(random, 300), time.Time{}})
					v.feed("feed0", feeds[0]...)
				}
				v.round()
			}
		})
	}
}

// gibberish returns n words.
func gibberish(random *rand.Rand, n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%x", random.IntN(20000))
	}
	return strings.Join(words, " ")
}
