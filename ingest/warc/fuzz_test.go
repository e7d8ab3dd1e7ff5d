package warc

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzRead: any bytes are records in order, pages within the limit, and errors that are documented; readAll checks that. What
// stands behind a blank line and begins as a record is met, if it does not lie in a block.
func FuzzRead(f *testing.F) {
	f.Add([]byte(response("http://a.example/", "Content-Type: text/html\nContent-Encoding: gzip\nTransfer-Encoding: chunked", chunked(gz(f,
		html), 9))))
	f.Add([]byte(record("resource", "WARC-Target-URI: <http://a.example/>\nContent-Type: text/html", html) + "junk\r\n" + record("request",
		"", "GET")))
	samples, err := filepath.Glob("../../testdata/ingest/warc/*arc")
	if err != nil || len(samples) == 0 {
		f.Fatal("no samples: ", err)
	}
	for _, path := range samples {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 4 << 10
		got := readAll(t, bytes.NewReader(data), limit)
		if len(strings.Trim(string(data), "\r\n")) > 0 && len(got) == 0 {
			t.Fatalf("nothing came of %q", data)
		}
		// What was read so far does not depend on what follows it.
		more := readAll(t, bytes.NewReader(append(bytes.Clone(data), "\r\n\r\n"+response("http://b.example/", "Content-Type: text/html",
			html)...)), limit)
		if len(more) < len(got)-1 {
			t.Fatalf("got %q, and with a record more %q", got, more)
		}
	})
}

// FuzzDictionary: any bytes have a dictionary of a bounded size or none.
func FuzzDictionary(f *testing.F) {
	f.Add(frame([]byte("\x37\xa4\x30\xec and more")))
	f.Add(frame([]byte("\x28\xb5\x2f\xfd\x04\x00\x01\x00\x00")))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Dictionary(bufio.NewReader(bytes.NewReader(data)))
		if len(d) > MaxDictionary || err != nil && d != nil {
			t.Fatalf("got %d bytes, %v", len(d), err)
		}
	})
}
