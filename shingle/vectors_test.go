package shingle

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"testing"
)

var update = flag.Bool("update", false, "write the test vectors anew")

const vectorsPath = fixtures + "/vectors.json"

// vector is a text with all that comes of it. testdata/shingle/README.md describes the fields.
type vector struct {
	Name     string        `json:"name"`
	Text     string        `json:"text"`
	Tokens   []vectorToken `json:"tokens"`
	Shingles []hex64       `json:"shingles"`
}

type vectorToken struct {
	Form  string `json:"form"`
	Hash  hex64  `json:"hash"`
	Start uint32 `json:"start"`
	End   uint32 `json:"end"`
	Flags Flag   `json:"flags"`
}

// hex64 is a 64-bit number, in JSON as 16 hexadecimal digits: many JSON readers round larger numbers than 2⁵³.
type hex64 uint64

func (h hex64) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%016x", uint64(h)), nil }

func (h *hex64) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 16, 64)
	*h = hex64(v)
	return err
}

// compute fills in what the package makes of the text.
func (v vector) compute() vector {
	var tok Tokenizer
	v.Tokens, v.Shingles = []vectorToken{}, []hex64{}
	tokens := tok.Append(nil, v.Text)
	for _, t := range tokens {
		form := string(tok.normal.form(v.Text[t.Start:t.End]))
		v.Tokens = append(v.Tokens, vectorToken{Form: form, Hash: hex64(t.Hash), Start: t.Start, End: t.End, Flags: t.Flags})
	}
	for _, h := range Shingles(nil, tokens, 5) {
		v.Shingles = append(v.Shingles, hex64(h))
	}
	return v
}

// vectorInputs are the published texts.
func vectorInputs() []vector {
	return []vector{
		{Name: "nothing", Text: ""},
		{Name: "no words", Text: " ... — 👍"},
		{Name: "one word", Text: "Reopened"},
		{Name: "fewer than five words", Text: "Trams return on Friday"},
		{Name: "five words", Text: "Night trams return on Friday"},
		{
			Name: "straight quotes",
			Text: "\"It isn't the mayor's money,\" said J.P. Lindqvist of the U.S. company.\nHe paid $1,150,000 (3.5%) at 11:40.",
		},
		{
			Name: "curly quotes",
			Text: "“It isn’t the mayor’s money,” said J.P. Lindqvist of the U.S. company.\nHe paid $1,150,000 (3.5%) at 11:40.",
		},
		{Name: "underscores and addresses", Text: "_Write_ to night_trams@example.org or www.example.org/a;b"},
		{Name: "German", Text: "„Die Straße ist schön“, sagte Łukasz Öztürk. STRAẞE!"},
		{Name: "French, narrow no-break spaces", Text: "Où\u202f? «\u202fÀ l’œuvre\u202f», dit-il\u202f: 10\u202f000 euros."},
		{Name: "Turkish", Text: "İstanbul'da ılık bir gün"},
		{Name: "Greek", Text: "Ο δρόμος της ΟΔΟΥ: ΟΔΟΣ"},
		{Name: "Russian", Text: "Ещё один новый трамвай, и всё."},
		{Name: "Ukrainian", Text: "У Києві п’ять нових трамваїв"},
		{Name: "Arabic", Text: "قَالَ الوزيـــر إنّ ١٢٫٥ في المئة؟ نعم\u200f"},
		{Name: "Hebrew", Text: "שָׁלוֹם לראש הממשלה"},
		{Name: "Hindi", Text: "हिन्दी में नौ कि.मी. दूर। क्षेत्र"},
		{Name: "Korean", Text: "시장은 “예”라고 말했다. \u1112\u1161\u11ab국"},
		{Name: "Chinese", Text: "“钥匙我一直留着，”一位司机说。ABC公司2018年"},
		{Name: "Japanese", Text: "プーチン大統領は「ラーメン」が好き。ｶﾞｽ"},
		{Name: "Thai", Text: "สภาเมืองมีมติ ที่นี่"},
		{Name: "composed and decomposed", Text: "café cafe\u0301 CAFÉ Å A\u030a がか\u3099"},
		{Name: "compatibility", Text: "Ｐｕｔｉｎ ﬁrst ½ ③ 𝐁𝐨𝐥𝐝 １．５"},
		{Name: "invisible", Text: "co\u00adop\u200derate \u200fend\ufeff ___ 3\ufe0f\u20e3"},
	}
}

func writeVectors(t *testing.T) {
	vectors := vectorInputs()
	for i, v := range vectors {
		vectors[i] = v.compute()
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(vectors); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorsPath, buf.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The published numbers are kept for good: other programs and stored indexes rest on them.
func TestVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	var vectors []vector
	dec := json.NewDecoder(bytes.NewReader([]byte(fixture(t, "vectors.json"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&vectors); err != nil {
		t.Fatal(err)
	}
	if want := len(vectorInputs()); len(vectors) != want {
		t.Fatalf("%d vectors, want %d", len(vectors), want)
	}
	for _, want := range vectors {
		if got := (vector{Name: want.Name, Text: want.Text}).compute(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q\n got %+v\nwant %+v", want.Name, want.Text, got, want)
		}
	}
}
