package minhash

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
)

var update = flag.Bool("update", false, "write the test vectors anew")

const vectorsPath = "../testdata/minhash/vectors.json"

// vector is a set with all that this package makes of it. testdata/minhash/README.md describes the fields.
type vector struct {
	Name      string            `json:"name"`
	Set       []word            `json:"set,omitempty"`
	Sequence  int               `json:"sequence,omitempty"`
	Scheme    string            `json:"scheme"`
	Slots     int               `json:"slots"`
	Signature []word            `json:"signature"`
	Densified []word            `json:"densified"`
	Packed    map[string]string `json:"packed"`
}

// word is a 64-bit number, in JSON as 16 hexadecimal digits: many JSON readers round larger numbers than 2⁵³.
type word uint64

func (w word) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%016x", uint64(w)), nil }

func (w *word) UnmarshalText(text []byte) error {
	v, err := strconv.ParseUint(string(text), 16, 64)
	*w = word(v)
	return err
}

func words(values []uint64) []word {
	out := make([]word, len(values))
	for i, v := range values {
		out[i] = word(v)
	}
	return out
}

// hashes returns the set of the vector.
func (v vector) hashes() []uint64 {
	var set []uint64
	for _, w := range v.Set {
		set = append(set, uint64(w))
	}
	for i := range v.Sequence {
		set = append(set, mix(uint64(i+1)*golden))
	}
	return set
}

// compute fills in what the package makes of the set.
func (v vector) compute(t *testing.T) vector {
	scheme, err := ParseScheme(v.Scheme)
	if err != nil {
		t.Fatal(err)
	}
	sig := signer(t, scheme, v.Slots).Sign(nil, v.hashes())
	v.Signature, v.Densified = words(sig.Slots), words(Densify(nil, sig))
	v.Packed = make(map[string]string)
	for _, bits := range []int{1, 4, 32} {
		data, err := pack(t, sig, bits).MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		v.Packed[strconv.Itoa(bits)] = hex.EncodeToString(data)
	}
	return v
}

// vectorInputs are the published sets.
func vectorInputs() []vector {
	var out []vector
	for _, scheme := range schemes {
		out = append(out,
			vector{Name: "empty", Slots: 16, Scheme: scheme.String()},
			vector{Name: "one", Set: []word{1}, Slots: 16, Scheme: scheme.String()},
			vector{Name: "few", Set: []word{0, 1, 2, 1, 0xdeadbeefcafef00d, 1 << 63, 1<<64 - 1}, Slots: 17, Scheme: scheme.String()},
			vector{Name: "sequence of 10", Sequence: 10, Slots: 40, Scheme: scheme.String()},
			vector{Name: "sequence of 400", Sequence: 400, Slots: 128, Scheme: scheme.String()},
		)
	}
	return out
}

func writeVectors(t *testing.T) {
	vectors := vectorInputs()
	for i, v := range vectors {
		vectors[i] = v.compute(t)
	}
	data, err := json.MarshalIndent(vectors, "", "\t")
	if err == nil {
		err = os.WriteFile(vectorsPath, append(data, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The published numbers are kept for good: other programs and stored indexes rest on them.
func TestVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	data, err := os.ReadFile(vectorsPath)
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&vectors); err != nil {
		t.Fatal(err)
	}
	if want := len(vectorInputs()); len(vectors) != want {
		t.Fatalf("%d vectors, want %d", len(vectors), want)
	}
	for _, want := range vectors {
		t.Run(want.Scheme+"/"+want.Name, func(t *testing.T) { checkVector(t, want) })
	}
}

func checkVector(t *testing.T, want vector) {
	got := want.compute(t)
	if !slices.Equal(got.Signature, want.Signature) {
		t.Errorf("signature\n got %x\nwant %x", got.Signature, want.Signature)
	}
	if !slices.Equal(got.Densified, want.Densified) {
		t.Errorf("densified\n got %x\nwant %x", got.Densified, want.Densified)
	}
	for bits, text := range want.Packed {
		if got.Packed[bits] != text {
			t.Errorf("packed to %s bits\n got %s\nwant %s", bits, got.Packed[bits], text)
		}
		data, err := hex.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		var p Packed
		if err := p.UnmarshalBinary(data); err != nil || strconv.Itoa(p.Bits()) != bits || p.IsEmpty() != (len(want.Densified) == 0) {
			t.Errorf("packed to %s bits: read back with %d bits, empty %v, %v", bits, p.Bits(), p.IsEmpty(), err)
		}
	}
}
