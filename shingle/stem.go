package shingle

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/turkish"
	"github.com/spaolacci/murmur3"
)

//go:embed stopwords/*.txt
var stopwordFiles embed.FS

// stemmers are the languages whose words are cut to stems; words of others stay as they are.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"en": english.Stem, "de": german.Stem, "fr": french.Stem, "es": spanish.Stem, "it": italian.Stem,
	"pt": portuguese.Stem, "ru": russian.Stem, "tr": turkish.Stem, "ar": arabic.Stem,
}

// listed are the languages that have a list of stop words; the place is the bit in a mask of languages.
var listed = []string{"ar", "de", "en", "es", "fr", "hi", "it", "ko", "pt", "ru", "tr"}

// stopwords maps the hash of each stop word to the mask of the languages that it is one of.
var stopwords = sync.OnceValue(func() map[uint64]uint16 {
	masks := map[uint64]uint16{}
	for i, language := range listed {
		data, err := stopwordFiles.ReadFile("stopwords/" + language + ".txt")
		if err != nil {
			panic(err) // the embedded file is part of the program
		}
		for word := range strings.FieldsSeq(string(data)) {
			masks[murmur3.Sum64(appendNormal(nil, word))] |= 1 << i
		}
	}
	return masks
})

// languageMask returns the mask of one language, 0 for one without a list.
func languageMask(language string) uint16 {
	if i := slices.Index(listed, language); i >= 0 {
		return 1 << i
	}
	return 0
}

// stemCache maps the hash of a word to the hash of its stem, 0 for a word that makes no term, in one language.
type stemCache struct {
	language string
	stop     uint16
	stem     func(*snowballstem.Env) bool
	known    map[uint64]uint64
}

// maxStems bounds the cache; past it, it starts anew.
const maxStems = 1 << 17

// use prepares the cache for a language tag such as "de" or "pt-BR".
func (c *stemCache) use(language string) {
	language, _, _ = strings.Cut(strings.ToLower(language), "-")
	if language == "" {
		language = "en"
	}
	if c.known != nil && c.language == language && len(c.known) < maxStems {
		return
	}
	*c = stemCache{language: language, stop: languageMask(language), stem: stemmers[language], known: map[uint64]uint64{}}
}

// stem returns the hash of the stem of a token, or 0 where the token makes no term.
func (t *Tokenizer) stem(text string, tok Token) uint64 {
	if tok.Flags&(Number|Character) != 0 {
		return tok.Hash
	}
	if stem, known := t.stems.known[tok.Hash]; known {
		return stem
	}
	var stem uint64
	if stopwords()[tok.Hash]&t.stems.stop == 0 {
		t.norm = appendNormal(t.norm[:0], text[tok.Start:tok.End])
		if utf8.RuneCount(t.norm) > 1 {
			stem = t.stems.cut(t.norm)
		}
	}
	t.stems.known[tok.Hash] = stem
	return stem
}

// cut returns the hash of the stem of a normalised word.
func (c *stemCache) cut(word []byte) uint64 {
	if c.stem == nil {
		return murmur3.Sum64(word)
	}
	env := snowballstem.NewEnv(string(word))
	c.stem(env)
	return murmur3.Sum64([]byte(env.Current()))
}
