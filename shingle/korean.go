package shingle

import (
	"strings"

	"github.com/blevesearch/snowballstem"
)

// particles are the Korean endings that are written onto a noun, longest first.
var particles = []string{
	"에서는", "에게서", "으로는", "으로도", "이라고", "까지는", "부터는", "에서도",
	"에서", "에게", "으로", "까지", "부터", "한테", "께서", "보다", "처럼", "이나", "라고", "이다", "에는", "에도", "와의", "과의", "로는",
	"은", "는", "이", "가", "을", "를", "의", "에", "로", "와", "과", "도", "만", "나",
}

// cutParticle is the stemmer for Korean: it cuts the particle off a noun if at least two syllables remain.
func cutParticle(env *snowballstem.Env) bool {
	const syllable = 3 // bytes
	word := env.Current()
	for _, p := range particles {
		if rest, found := strings.CutSuffix(word, p); found && len(rest) >= 2*syllable {
			env.SetCurrent(rest)
			return true
		}
	}
	return false
}
