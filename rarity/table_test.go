package rarity

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// articlesOf draws articles of a few terms each.
func articlesOf() *rapid.Generator[[][]uint64] {
	return rapid.SliceOfN(rapid.SliceOf(rapid.Map(rapid.Uint32Range(0, 40), term)), 0, 30)
}

// What is counted is what the articles have, to within 19 percent, whatever their order and however often a term is given.
func TestBuilder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := articlesOf().Draw(t, "articles")
		least := rapid.IntRange(-1, 5).Draw(t, "least")
		var b, shuffled Builder
		want := map[uint64]int{}
		for _, terms := range articles {
			b.Add(terms)
			slices.Sort(terms)
			for _, term := range slices.Compact(slices.Clone(terms)) {
				want[term]++
			}
		}
		for _, terms := range rapid.Permutation(articles).Draw(t, "shuffled") {
			shuffled.Add(terms)
		}
		table := b.Table(least)
		known := 0
		for term, n := range want {
			if n < max(least, 2) {
				n = 0
			} else {
				known++
			}
			if got := table.Count(term); !within19(got, n) {
				t.Fatalf("term %x: count %d, want %d", term, got, n)
			}
		}
		if table.Articles() != len(articles) || table.Terms() != known {
			t.Fatalf("%d articles and %d terms, want %d and %d", table.Articles(), table.Terms(), len(articles), known)
		}
		if !slices.IsSorted(table.keys) {
			t.Fatalf("keys %x", table.keys)
		}
		if !bytes.Equal(written(t, table), written(t, shuffled.Table(least))) {
			t.Fatal("the order of articles makes a difference")
		}
		back, err := Parse(written(t, table))
		if err != nil || !same(back, table) {
			t.Fatalf("read back %+v, %v, want %+v", back, err, table)
		}
	})
}

// within19 tells whether a count is as near as Count promises.
func within19(got, want int) bool {
	return math.Abs(float64(got-want)) <= 0.19*float64(want)+0.5 && (got > 0) == (want > 0)
}

func written(t interface{ Fatal(...any) }, table *Table) []byte {
	data, err := table.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func same(a, b *Table) bool {
	return a.articles == b.articles && slices.Equal(a.keys, b.keys) && slices.Equal(a.counts, b.counts)
}

func TestCountIsWithin19Percent(t *testing.T) {
	for n := 2; n < maxArticles; n += 1 + n/50 {
		table := Table{articles: n, keys: []uint32{7}, counts: []uint8{step(n)}}
		table.index()
		if got := table.Count(term(7)); !within19(got, n) {
			t.Errorf("count %d for %d", got, n)
		}
	}
	if got := (&Table{articles: 9, keys: []uint32{7}, counts: []uint8{4}}).Count(term(8)); got != 0 {
		t.Errorf("count %d of an unknown term", got)
	}
}

// Only the upper half of a term's hash counts: two terms with the same one in an article are one.
func TestBuilderCountsAnArticleOnce(t *testing.T) {
	var b Builder
	for range 3 {
		b.Add([]uint64{5 << 32, 9 << 32, 5<<32 | 1, 5 << 32})
	}
	if got := b.Table(0).Count(5 << 32); got != 3 {
		t.Errorf("count %d, want 3", got)
	}
}

func TestAppendBinaryAppends(t *testing.T) {
	table := table(t, 4, map[uint32]int{0: 2, 1: 3, math.MaxUint32: 4})
	plain := written(t, table)
	if got, err := table.AppendBinary([]byte("before")); err != nil || string(got) != "before"+string(plain) {
		t.Errorf("got %q, %v, want %q behind \"before\"", got, err, plain)
	}
	table, err := Parse(plain)
	if err != nil {
		t.Fatal(err)
	}
	clear(plain)
	if got := table.Count(term(math.MaxUint32)); got != 4 {
		t.Errorf("count %d, want 4: the table keeps the bytes it was read from", got)
	}
}

// form is a table in its binary form, in parts that can be damaged.
type form struct {
	magic           string
	articles, terms uint32
	body            []byte
}

func (f form) bytes() []byte {
	data := binary.LittleEndian.AppendUint32([]byte(f.magic), f.articles)
	data = binary.LittleEndian.AppendUint32(data, f.terms)
	data = append(data, f.body...)
	return binary.LittleEndian.AppendUint32(data, crc32.ChecksumIEEE(data))
}

// huge is the uvarint of a step that wraps around from 5 to 2.
var huge = binary.AppendUvarint(nil, math.MaxUint64-2)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name string
		form form
		want string // part of the error; empty for none
	}{
		{"sound", form{magic, 10, 2, []byte{5, 1, 2, 6}}, ""},
		{"key 0", form{magic, 10, 2, []byte{0, 1, 2, 6}}, ""},
		{"last key", form{magic, 10, 1, append(binary.AppendUvarint(nil, math.MaxUint32), 2)}, ""},
		{"empty", form{magic, 0, 0, nil}, ""},
		{"empty, of articles", form{magic, 10, 0, nil}, ""},
		{"another magic", form{"samestory minhash 1\n", 10, 0, nil}, "not a rarity table"},
		{"another version", form{"samestory rarity 2\n", 10, 0, nil}, "not a rarity table"},
		{"keys twice", form{magic, 10, 2, []byte{5, 0, 2, 6}}, "bad key"},
		{"keys that fall", form{magic, 10, 2, slices.Concat([]byte{5}, huge, []byte{2, 6})}, "bad key"},
		{"a key too large", form{magic, 10, 1, append(binary.AppendUvarint(nil, math.MaxUint32+1), 2)}, "bad key"},
		{"keys too large together", form{magic, 10, 2, slices.Concat(binary.AppendUvarint(nil, math.MaxUint32), []byte{1, 2, 6})}, "bad key"},
		{"a key that does not end", form{magic, 10, 1, []byte{0x80, 0x80}}, "bad key"},
		{"a key beyond 64 bits", form{magic, 10, 1, bytes.Repeat([]byte{0xff}, 12)}, "bad key"},
		{"a key in more bytes than it needs", form{magic, 10, 1, []byte{0x85, 0, 2}}, "bad key"},
		{"a count of less than 2", form{magic, 10, 1, []byte{5, 1}}, "bad count"},
		{"a count of more than all", form{magic, 10, 1, []byte{5, step(10) + 1}}, "bad count"},
		{"a count in no articles", form{magic, 0, 1, []byte{5, 2}}, "bad count"},
		{"a count missing", form{magic, 10, 2, []byte{5, 0x81, 1, 2}}, "counts for 2 terms"},
		{"a count too many", form{magic, 10, 1, []byte{5, 2, 2}}, "2 counts for 1 terms"},
		{"too many terms", form{magic, 10, 3, []byte{5, 1, 2, 6}}, "too short"},
		{"far too many terms", form{magic, 10, math.MaxUint32, []byte{5, 1, 2, 6}}, "too short"},
		{"too many articles", form{magic, maxArticles + 1, 1, []byte{5, 2}}, "articles"},
	} {
		table, err := Parse(c.form.bytes())
		switch {
		case c.want == "" && (err != nil || !bytes.Equal(written(t, table), c.form.bytes())):
			t.Errorf("%s: %v, %v, want a table", c.name, table, err)
		case c.want != "" && (!errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) || table != nil):
			t.Errorf("%s: %v, %v, want ErrFormat with %q", c.name, table, err, c.want)
		}
	}
}

// No part of a table is a table, and no bit of one may change.
func TestParseDamaged(t *testing.T) {
	data := written(t, table(t, 6, map[uint32]int{3: 2, 900: 3, 1 << 20: 6, 1 << 31: 5}))
	for n := range data {
		if _, err := Parse(data[:n]); !errors.Is(err, ErrFormat) {
			t.Errorf("cut to %d of %d bytes: %v, want ErrFormat", n, len(data), err)
		}
		for bit := range 8 {
			damaged := slices.Clone(data)
			damaged[n] ^= 1 << bit
			if _, err := Parse(damaged); !errors.Is(err, ErrFormat) {
				t.Errorf("bit %d of byte %d changed: %v, want ErrFormat", bit, n, err)
			}
		}
	}
	if _, err := Parse(append(slices.Clone(data), 0)); !errors.Is(err, ErrFormat) {
		t.Errorf("a byte too many: %v, want ErrFormat", err)
	}
}

// A table of version 1 as it was first written opens for good.
func TestParseVersion1(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "testdata", "rarity", "version-1.bin"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	want := &Table{articles: 300, keys: []uint32{0, 7, 300, 1 << 20, math.MaxUint32}, counts: []uint8{2, 3, 8, 16, 16}}
	if !same(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestDefault(t *testing.T) {
	d := Default()
	if d.Articles() != 21257 || d.Terms() != 273304 {
		t.Errorf("%d articles and %d terms, want 21257 and 273304", d.Articles(), d.Terms())
	}
	if d != Default() {
		t.Error("read twice")
	}
	if !bytes.Equal(written(t, d), english) {
		t.Error("written anew it differs")
	}
	if n := testing.AllocsPerRun(10, func() { d.Weigh(term(d.keys[100]), 3, 100) }); n != 0 {
		t.Errorf("%v allocations to weigh a term, want none", n)
	}
	// A key and a count for each term, and no more.
	if got, want := 4*cap(d.keys)+cap(d.counts), 5*d.Terms(); got > want+want/10 {
		t.Errorf("%d bytes in memory, want about %d", got, want)
	}
}

func FuzzParse(f *testing.F) {
	sound := form{magic, 10, 2, []byte{5, 1, 2, 6}}.bytes()
	f.Add(sound[len(magic) : len(sound)-4])
	f.Add(sound)
	// The target puts the magic and the checksum around the data, which no search would find.
	f.Fuzz(func(t *testing.T, body []byte) {
		if _, err := Parse(body); err != nil && !errors.Is(err, ErrFormat) {
			t.Errorf("%x: %v, want ErrFormat", body, err)
		}
		data := append([]byte(magic), body...)
		data = binary.LittleEndian.AppendUint32(data, crc32.ChecksumIEEE(data))
		table, err := Parse(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) || table != nil {
				t.Errorf("%x: %v, %v, want ErrFormat", body, table, err)
			}
			return
		}
		if again := written(t, table); !bytes.Equal(again, data) {
			t.Errorf("%x: written anew it is %x", data, again)
		}
		for _, k := range table.keys {
			if n := table.Count(term(k)); n < 2 || float64(n) > 1.2*float64(table.Articles()) {
				t.Errorf("%x: term %x stands in %d of %d articles", body, k, n, table.Articles())
			}
			if w := table.Weigh(term(k), 2, 100); w < 0 || w > 12 {
				t.Errorf("%x: term %x weighs %v", body, k, w)
			}
		}
	})
}
