package wire

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Options are the choices a Reader is built with. Nil and the zero value mean the built-in agencies alone.
type Options struct {
	// Agencies are known beside the built-in ones. One with the name of a built-in agency adds forms and sites to it.
	Agencies []Agency
}

// Reader finds credits in articles. It never changes once built: any number of goroutines may use one at once.
type Reader struct {
	agencies []Agency
	// forms are sorted so that of two that could match at one place the longer comes first.
	forms []form
	// filter has a bit for each hash of a form's first three bytes, so that most words need one look at four kilobytes.
	filter [1 << hashBits / 64]uint64
	// buckets maps the upper bits of the hash to the forms that have them: buckets[h] is an index into chains.
	buckets [1 << bucketBits]uint16
	chains  [][]uint16
	// class is what each byte may mean to the scanner.
	class [256]uint8
	// pair is the first two bytes of the form that is looked for anywhere though it begins with a small letter; morePairs are
	// those of further such forms.
	pair      pair
	morePairs []pair
	// sites maps host names, names maps folded names and forms, to indexes of agencies.
	sites map[string]uint16
	names map[string]uint16
	cues  *cues
}

type form struct {
	text string
	// second is the second part of a house form, or empty.
	second   string
	agency   uint16
	doubtful bool
	// runs says that the form's script is written without spaces, so that it may stand amid letters.
	runs bool
}

// pair is two bytes, each repeated eight times.
type pair struct{ first, second uint64 }

const (
	hashBits   = 15
	bucketBits = 12
)

// maxAgencies keeps indexes within 16 bits.
const maxAgencies = 8000

// NewReader builds a Reader. Opts may be nil. Its only errors are those of agencies that cannot be used: one without a name,
// a form that is too short, or more than 8,000 agencies in all.
func NewReader(opts *Options) (*Reader, error) {
	list, err := ParseAgencies(strings.NewReader(builtIn))
	if err != nil {
		return nil, fmt.Errorf("wire: agencies.txt: %w", err)
	}
	c, err := parseCues(cuesFile)
	if err != nil {
		return nil, err
	}
	r := &Reader{cues: c, class: classes(), sites: map[string]uint16{}, names: map[string]uint16{}}
	if opts != nil {
		list = append(list, opts.Agencies...)
	}
	if len(list) > maxAgencies {
		return nil, fmt.Errorf("wire: %d agencies, at most %d", len(list), maxAgencies)
	}
	for _, a := range list {
		if err := r.add(a); err != nil {
			return nil, err
		}
	}
	r.index()
	return r, nil
}

// Agencies returns the agencies known, in the order of the file. The caller owns the slice but not what its elements hold.
func (r *Reader) Agencies() []Agency { return slices.Clone(r.agencies) }

func (r *Reader) add(a Agency) error {
	if a.Name == "" {
		return fmt.Errorf("wire: agency without a name: %v", a.Forms)
	}
	i, known := r.names[fold(a.Name)]
	if known && r.agencies[i].Name == a.Name {
		r.agencies[i].Forms = slices.Concat(r.agencies[i].Forms, a.Forms)
		r.agencies[i].Sites = slices.Concat(r.agencies[i].Sites, a.Sites)
	} else {
		i = uint16(len(r.agencies))
		r.agencies = append(r.agencies, a)
		r.names[fold(a.Name)] = i
	}
	for _, s := range a.Sites {
		r.sites[strings.TrimPrefix(strings.ToLower(s), "www.")] = i
	}
	for _, f := range a.Forms {
		if len(f.Text) < 2 || !utf8.ValidString(f.Text) {
			return fmt.Errorf("wire: agency %s: form %q: %w", a.Name, f.Text, ErrForm)
		}
		r.addForm(i, f)
	}
	return nil
}

func (r *Reader) addForm(agency uint16, f Form) {
	first, second, house := strings.Cut(f.Text, "...")
	lead, _ := utf8.DecodeRuneInString(first)
	n := form{text: first, second: second, agency: agency, doubtful: f.Doubtful, runs: runsOn(lead)}
	r.forms = append(r.forms, n)
	if f.Anywhere && isLower(first[0]) {
		r.addPair(pair{repeat(first[0]), repeat(first[1])})
	}
	if house {
		return
	}
	if _, taken := r.names[fold(first)]; !taken {
		r.names[fold(first)] = agency
	}
	if upper := strings.ToUpper(first); upper != first && utf8.RuneCountInString(first) >= 5 {
		n.text, n.doubtful = upper, f.Doubtful && !strings.Contains(first, " ")
		r.forms = append(r.forms, n)
	}
}

func (r *Reader) addPair(p pair) {
	switch {
	case r.pair == p || slices.Contains(r.morePairs, p):
	case r.pair == pair{}:
		r.pair = p
	default:
		r.morePairs = append(r.morePairs, p)
	}
}

// index fills the buckets.
func (r *Reader) index() {
	slices.SortStableFunc(r.forms, func(a, b form) int { return len(b.text) - len(a.text) })
	r.forms = slices.CompactFunc(r.forms, func(a, b form) bool { return a == b })
	r.chains = [][]uint16{nil}
	for i, f := range r.forms {
		if len(f.text) > 2 {
			r.bucket(f.text[0], f.text[1], f.text[2], uint16(i))
			continue
		}
		// A form of two letters is found by what may follow it; end of text counts as a space.
		for _, c := range []byte(afterShort) {
			r.bucket(f.text[0], f.text[1], c, uint16(i))
		}
	}
}

// afterShort are the bytes that may follow a form of two letters: marks, and the first bytes of dashes, quotes and wide letters.
const afterShort = " \n\r\t.,;:/-|)(][}'\"*!?&=<>\xC2\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xEB\xEC\xED\xEF"

func (r *Reader) bucket(a, b, c byte, form uint16) {
	h := hash3(a, b, c)
	r.filter[h/64] |= 1 << (h % 64)
	h >>= hashBits - bucketBits
	if r.buckets[h] == 0 {
		r.buckets[h] = uint16(len(r.chains))
		r.chains = append(r.chains, nil)
	}
	chain := &r.chains[r.buckets[h]]
	if len(*chain) == 0 || (*chain)[len(*chain)-1] != form {
		*chain = append(*chain, form)
	}
}

func hash3(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 0x9E3779B1 >> (32 - hashBits)
}

// mayBegin reports whether a form may begin with these three bytes.
func (r *Reader) mayBegin(a, b, c byte) bool {
	h := hash3(a, b, c)
	return r.filter[h/64]>>(h%64)&1 != 0
}

func repeat(b byte) uint64 { return uint64(b) * 0x0101010101010101 }

func isLower(b byte) bool { return 'a' <= b && b <= 'z' }

func isUpper(b byte) bool { return 'A' <= b && b <= 'Z' }

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// isWordByte reports whether b is a letter, a digit or part of a rune that is not ASCII.
func isWordByte(b byte) bool {
	return isLower(b|0x20) && b < utf8.RuneSelf || isDigit(b) || b == '_' || b >= utf8.RuneSelf
}

// runsOn reports whether the script of c is written without spaces, or glues endings to names.
func runsOn(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) ||
		'Ａ' <= c && c <= 'ｚ'
}

// articles stand before names in some languages. In lower case.
var articles = []string{"the ", "die ", "la ", "l'", "l’"}

// fold brings names to one case without an article in front.
func fold(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, article := range articles {
		if t, ok := strings.CutPrefix(s, article); ok {
			return t
		}
	}
	return s
}
