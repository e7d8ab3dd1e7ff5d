package index

import "github.com/samestory/samestory/cluster"

// table is a hash table with open addressing and linear probing; at most two thirds of its slots are taken. The index has many, each
// growing by itself, so that no one Add has to move everything.
type table struct {
	slots []slot // a power of two
	taken int
}

// slot is a key, by its mark, with what is in its bucket; it is free if ref is 0.
type slot struct {
	mark uint32
	ref  ref
}

// ref is one article or a list of several.
type ref uint32

const isList ref = 1 << 31

func single(doc cluster.Doc) ref        { return ref(doc) + 1 }
func listRef(i uint32) ref              { return ref(i) | isList }
func (r ref) isList() bool              { return r&isList != 0 }
func (r ref) doc() cluster.Doc          { return cluster.Doc(r - 1) }
func (r ref) list() uint32              { return uint32(r &^ isList) }
func spread(key uint64) uint64          { return key * 0x9e3779b97f4a7c15 }
func mark(key uint64) uint32            { return uint32(spread(key) >> 24) }
func (m *Memory) table(k uint64) *table { return &m.tables[spread(k)>>56] }

// home is where a mark belongs if nothing is in its way.
func (t *table) home(mark uint32) uint32 { return mark * 0x9e3779b1 >> 4 & uint32(len(t.slots)-1) }

// find returns the slot of a mark, or false if it has none.
func (t *table) find(mark uint32) (at uint32, found bool) {
	if t.slots == nil {
		return 0, false
	}
	at = t.seek(mark)
	return at, t.slots[at].ref != 0
}

// seek returns the slot of a mark, or the free one where it belongs.
func (t *table) seek(mark uint32) uint32 {
	mask := uint32(len(t.slots) - 1)
	i := t.home(mark)
	for t.slots[i].ref != 0 && t.slots[i].mark != mark {
		i = (i + 1) & mask
	}
	return i
}

// place returns the slot of a mark, made for it if need be: the caller fills in its ref.
func (t *table) place(mark uint32) *slot {
	if 3*t.taken >= 2*len(t.slots) {
		t.grow()
	}
	s := &t.slots[t.seek(mark)]
	if s.ref == 0 {
		s.mark = mark
		t.taken++
	}
	return s
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, max(16, 2*len(old)))
	for _, s := range old {
		if s.ref != 0 {
			t.slots[t.seek(s.mark)] = s
		}
	}
}

// remove frees a slot and moves up what it kept from its home (Knuth 1998, 6.4, algorithm R).
func (t *table) remove(at uint32) {
	mask := uint32(len(t.slots) - 1)
	t.taken--
	for i := (at + 1) & mask; t.slots[i].ref != 0; i = (i + 1) & mask {
		if home := t.home(t.slots[i].mark); (i-home)&mask >= (i-at)&mask {
			t.slots[at] = t.slots[i]
			at = i
		}
	}
	t.slots[at] = slot{}
}
