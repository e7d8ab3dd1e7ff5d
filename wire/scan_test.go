package wire

import "testing"

func TestTemp(t *testing.T) {
	r, err := NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range r.chains {
		n = max(n, len(c))
	}
	t.Log(len(r.agencies), len(r.forms), len(r.chains), n)
	for _, h := range r.scan("WASHINGTON (Reuters) - said to the dpa, (sda) IsachenkovAssociated Press www.reuters.com/x washingtonpost.com. Read [ロイター] لرويترز Интерфаксу", nil) {
		t.Logf("%d %d %v %s", h.start, h.end, h.site, r.agencies[h.agency].Name)
	}
}

func BenchmarkScan(b *testing.B) {
	r, _ := NewReader(nil)
	text := ""
	for len(text) < 2700 {
		text += "The prime minister said on Thursday that her government would not change the budget, which Parliament in Copenhagen had passed after a long night of talks. "
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.scan(text, nil)
	}
}
