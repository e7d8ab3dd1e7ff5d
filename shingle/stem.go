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
)

//go:embed stopwords/*.txt
var stopwordFiles embed.FS

// stemmers are the languages whose words are cut to stems; words of others stay as they are.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"en": english.Stem, "de": german.Stem, "fr": french.Stem, "es": spanish.Stem, "it": italian.Stem,
	"pt": portuguese.Stem, "ru": russian.Stem, "tr": turkish.Stem, "ar": arabic.Stem, "ko": cutParticle,
}

// listed are the languages that have a list of stop words; the place is the bit in a mask of languages.
var listed = []string{"ar", "de", "en", "es", "fr", "hi", "it", "ko", "pt", "ru", "tr"}

// stopwords maps the hash of each stop word to the mask of the languages that it is one of.
var stopwords = sync.OnceValue(func() map[uint64]uint16 {
	masks := map[uint64]uint16{}
	var normal normalizer
	for i, language := range listed {
		data, err := stopwordFiles.ReadFile("stopwords/" + language + ".txt")
		if err != nil {
			panic(err) // the embedded file is part of the program
		}
		for word := range strings.FieldsSeq(string(data)) {
			masks[hashWord(normal.form(cutPossessive(word)))] |= 1 << i
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

// stemCache maps words to the hashes of their stems, 0 for a word that makes no term.
type stemCache struct {
	tag  string // the language as it was asked for last; all below is for it
	salt uint64 // sets the language's words apart in known
	stop uint16
	cut  func(*snowballstem.Env) bool // nil: words stay as they are
	// known has the hash of the word xor salt as key.
	known map[uint64]uint64
}

const (
	// maxStems bounds the cache; past it, it starts anew.
	maxStems = 1 << 17
	// maxWord is the longest word in bytes that is cut to a stem. Longer ones are no language, and stemmers take quadratic time.
	maxWord = 128
)

// use prepares the cache for a language tag such as "de", "pt-BR" or "en_US".
func (c *stemCache) use(tag string) {
	if c.known != nil && c.tag == tag {
		return
	}
	language := strings.ToLower(tag)
	if i := strings.IndexAny(language, "-_"); i >= 0 {
		language = language[:i]
	}
	if language == "" {
		language = "en"
	}
	if c.known == nil {
		c.known = map[uint64]uint64{}
	}
	c.tag, c.salt = tag, hashWord([]byte("stems of "+language)) // the hash of no word
	c.stop, c.cut = languageMask(language), stemmers[language]
}

// stem returns the hash of the stem of a token, or 0 where the token makes no term.
func (t *Tokenizer) stem(text string, tok Token) uint64 {
	if tok.Flags&(Number|Character) != 0 {
		return tok.Hash
	}
	c := &t.stems
	stem, known := c.known[tok.Hash^c.salt]
	if known {
		return stem
	}
	if stopwords()[tok.Hash]&c.stop == 0 {
		stem = c.newStem(tok.Hash, t.normal.form(text[tok.Start:tok.End]))
	}
	if len(c.known) >= maxStems {
		clear(c.known)
	}
	c.known[tok.Hash^c.salt] = stem
	return stem
}

// newStem returns the hash of the stem of a normalised word, 0 for a single letter.
func (c *stemCache) newStem(hash uint64, word []byte) uint64 {
	switch {
	case utf8.RuneCount(word) < 2:
		return 0
	case c.cut == nil || len(word) > maxWord:
		return hash
	}
	env := snowballstem.NewEnv(string(word))
	c.cut(env)
	return hashWord([]byte(env.Current()))
}
