package warc_test

import (
	"errors"
	"fmt"
	"os"

	"github.com/klauspost/compress/gzip"

	"github.com/samestory/samestory/ingest/page"
	"github.com/samestory/samestory/ingest/warc"
)

// The articles of an archive, and how much of it is none.
func ExampleRead() {
	f, err := os.Open("../../testdata/ingest/warc/harbour.warc.gz")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		fmt.Println(err)
		return
	}
	const limit = 1 << 20
	others := 0
	for record, err := range warc.Read(r) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		p, err := record.Page(limit)
		switch {
		case errors.Is(err, warc.ErrKind), errors.Is(err, warc.ErrStatus), errors.Is(err, warc.ErrType):
			others++
			continue
		case err != nil:
			fmt.Println(err)
			continue
		}
		a, err := page.Parse(p.Body, page.Options{URL: p.URL, ContentType: p.ContentType})
		fmt.Println(a.URL, a.Title, err)
	}
	fmt.Println(others, "records without a page")
	// Output:
	// https://bay.example/ferry Night ferry runs aground off Tarnholm <nil>
	// record 5 at byte 2692: warc: not understood: a record begins with WARC/1.0 or WARC/1.1, not with "These wor"
	// https://bay.example/library Library on Mill Street to close <nil>
	// https://bay.example/fähre Fähre läuft auf Grund <nil>
	// 4 records without a page
}
