package cluster

import (
	"encoding/binary"
	"io"
	"iter"
)

// Scratch holds what is too much for memory, such as a temporary file.
type Scratch interface {
	// Append writes p behind all else and returns where it stands. Several goroutines may call it at once.
	Append(p []byte) (offset int64, err error)
	io.ReaderAt
}

const (
	// runEntries is how many entries make a run, 12 MiB.
	runEntries = 1 << 20
	// parts is in how many parts a run is cut, by key.
	parts = 256
	// entrySize is what an entry takes in memory and in Scratch.
	entrySize = 12
)

// run is a number of entries, dealt out into parts: all entries of a key stand in the same part of every run.
type run struct {
	entries []entry // nil once it is in a Scratch
	scratch Scratch
	offset  int64
	ends    [parts]int // where each part ends
}

func newRun(entries []entry) run { return run{entries: entries, ends: deal(entries, 56)} }

func (r *run) bytes() int64 { return int64(r.ends[parts-1]) * entrySize }

// spill moves a run out of memory.
func (r *run) spill(to Scratch) error {
	data := make([]byte, 0, r.bytes())
	for _, e := range r.entries {
		data = binary.LittleEndian.AppendUint32(data, e.high)
		data = binary.LittleEndian.AppendUint32(data, e.low)
		data = binary.LittleEndian.AppendUint32(data, uint32(e.doc))
	}
	var err error
	r.offset, err = to.Append(data)
	r.scratch, r.entries = to, nil
	return err
}

// appendPart appends one part to dst.
func (r *run) appendPart(dst []entry, part int) ([]entry, error) {
	start, end := 0, r.ends[part]
	if part > 0 {
		start = r.ends[part-1]
	}
	if r.scratch == nil {
		return append(dst, r.entries[start:end]...), nil
	}
	data := make([]byte, (end-start)*entrySize)
	if _, err := r.scratch.ReadAt(data, r.offset+int64(start)*entrySize); err != nil {
		return nil, err
	}
	for ; len(data) > 0; data = data[entrySize:] {
		dst = append(dst, entry{
			binary.LittleEndian.Uint32(data), binary.LittleEndian.Uint32(data[4:]), Doc(binary.LittleEndian.Uint32(data[8:])),
		})
	}
	return dst, nil
}

// sortedPart is one part of all runs.
type sortedPart struct {
	entries []entry
	err     error
}

// sortPart reads and sorts one part.
func (b *Buckets) sortPart(part int) (s sortedPart) {
	n := 0
	for i := range b.runs {
		n += b.runs[i].ends[part]
		if part > 0 {
			n -= b.runs[i].ends[part-1]
		}
	}
	s.entries = make([]entry, 0, n)
	for i := range b.runs {
		if s.entries, s.err = b.runs[i].appendPart(s.entries, part); s.err != nil {
			return s
		}
	}
	sortByByte(s.entries, 48)
	return s
}

// sorted yields all entries part by part, each sorted. So many parts are read and sorted at once.
func (b *Buckets) sorted(workers int) iter.Seq2[[]entry, error] {
	return func(yield func([]entry, error) bool) {
		var ahead []chan sortedPart
		next := 0
		start := func() {
			done := make(chan sortedPart, 1)
			ahead = append(ahead, done)
			go func(part int) { done <- b.sortPart(part) }(next)
			next++
		}
		defer func() {
			for _, done := range ahead {
				<-done
			}
		}()
		for range parts {
			for next < parts && len(ahead) < workers {
				start()
			}
			s := <-ahead[0]
			ahead = ahead[1:]
			if !yield(s.entries, s.err) || s.err != nil {
				return
			}
		}
	}
}
