// Package jsonl reads articles for the programs that samestory is timed against, as fast as they come.
package jsonl

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"

	"github.com/goccy/go-json"
)

// Record is an article with the fields that samestory reads.
type Record struct {
	ID        string `json:"id"`
	Outlet    string `json:"outlet"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Byline    string `json:"byline,omitempty"`
	Published string `json:"published"`
	Text      string `json:"text"`
}

// chunkBytes is how much is read before a worker takes it over; a line may be longer.
const chunkBytes = 1 << 20

// chunk is some whole lines.
type chunk struct {
	number int
	lines  []byte
}

// Each reads a file and hands its records to use, which so many workers call at once, with batches in no order but numbered in that of
// the file. The records are the callee's to keep. It returns the first error, of reading, decoding or use.
func Each(path string, workers int, use func(batch int, records []Record) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	chunks := make(chan chunk, workers)
	free := make(chan []byte, 2*workers+1)
	errs := make([]error, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for c := range chunks {
				if errs[w] == nil {
					errs[w] = decode(c, use)
				}
				free <- c.lines
			}
		})
	}
	for range cap(free) {
		free <- nil
	}
	err = split(f, chunks, free)
	close(chunks)
	all.Wait()
	return errors.Join(err, errors.Join(errs...))
}

// split cuts the input after line breaks.
func split(r io.Reader, chunks chan<- chunk, free <-chan []byte) error {
	in := bufio.NewReaderSize(r, chunkBytes)
	for number := 0; ; number++ {
		buf := slices.Grow((<-free)[:0], chunkBytes)
		n, err := io.ReadFull(in, buf[:chunkBytes])
		buf = buf[:n]
		if err == nil {
			var rest []byte
			rest, err = in.ReadBytes('\n')
			buf = append(buf, rest...)
		}
		if len(buf) > 0 {
			chunks <- chunk{number, buf}
		}
		switch {
		case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// decode hands the records of a chunk to use.
func decode(c chunk, use func(batch int, records []Record) error) error {
	var records []Record
	for line := range bytes.Lines(c.lines) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var r Record
		if err := json.Unmarshal(line, &r); err != nil {
			return fmt.Errorf("jsonl: %.40q: %w", line, err)
		}
		records = append(records, r)
	}
	return use(c.number, records)
}
