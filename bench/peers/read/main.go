// Command read reads and decodes articles and does nothing with them: the least that any program can take.
package main

import (
	"flag"
	"fmt"
	"os"
	"sync/atomic"

	"github.com/samestory/samestory/bench/jsonl"
)

func main() {
	workers := flag.Int("workers", 2, "how many goroutines decode")
	flag.Parse()
	var articles, bytes atomic.Int64
	err := jsonl.Each(flag.Arg(0), *workers, func(_ int, records []jsonl.Record) error {
		articles.Add(int64(len(records)))
		for _, r := range records {
			bytes.Add(int64(len(r.Text)))
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "read: error:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "read %d articles, %d bytes of text\n", articles.Load(), bytes.Load())
}
