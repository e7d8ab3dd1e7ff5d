package warc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// benchArchive is an archive as crawlers write them: warcinfo, then for each page a request and a response, each record compressed
// alone, the pages compressed once more, as their servers sent them.
func benchArchive(b *testing.B, pages int) (packed []byte, size int64) {
	var all bytes.Buffer
	add := func(record string) {
		size += int64(len(record))
		all.WriteString(gz(b, record))
	}
	add(record("warcinfo", "Content-Type: application/warc-fields", "software: x"))
	body := gz(b, "<!doctype html><title>T</title>"+strings.Repeat("<p>The night ferry ran aground.</p>\n"+noise()[:2000], 20))
	for i := range pages {
		url := fmt.Sprintf("http://a.example/%d", i)
		add(record("request", "Content-Type: application/http; msgtype=request\nWARC-Target-URI: "+url,
			"GET / HTTP/1.1\r\nHost: a.example\r\nUser-Agent: x\r\nAccept: */*\r\n\r\n"))
		add(response(url, "Content-Type: text/html; charset=utf-8\nContent-Encoding: gzip\nServer: nginx\nDate: Mon, 02 Nov 2026 08:15:30 GMT\n"+
			"Cache-Control: max-age=60\nVary: Accept-Encoding\nX-Cache: HIT\nContent-Length: "+strconv.Itoa(len(body)), body))
	}
	return all.Bytes(), size
}

// BenchmarkRead reads pages from a compressed archive; what=bare is the standard library reading the same, with no thought for what
// may be broken.
func BenchmarkRead(b *testing.B) {
	const pages = 200
	packed, size := benchArchive(b, pages)
	for name, read := range map[string]func(io.Reader) (int, error){"read": readPages, "bare": readBare} {
		b.Run("what="+name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				r, err := gzip.NewReader(bytes.NewReader(packed))
				if err != nil {
					b.Fatal(err)
				}
				if n, err := read(r); err != nil || n != pages {
					b.Fatalf("read %d pages, %v, want %d", n, err, pages)
				}
			}
		})
	}
}

func readPages(r io.Reader) (pages int, err error) {
	for rec, err := range Read(r) {
		if err != nil {
			return pages, err
		}
		if p, err := rec.Page(limit); err == nil && len(p.Body) > 0 {
			pages++
		}
	}
	return pages, nil
}

func readBare(r io.Reader) (pages int, err error) {
	buffered := bufio.NewReaderSize(r, bufferSize)
	lines := textproto.NewReader(buffered)
	for {
		if _, err := lines.ReadLine(); err != nil {
			return pages, nil //nolint:nilerr // the end
		}
		header, err := lines.ReadMIMEHeader()
		if err != nil {
			return pages, err
		}
		size, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
		if err != nil {
			return pages, err
		}
		block := io.LimitReader(buffered, size)
		if header.Get("WARC-Type") == "response" {
			n, err := bareResponse(block)
			if err != nil {
				return pages, err
			}
			pages += n
		}
		io.Copy(io.Discard, block)
		buffered.Discard(len("\r\n\r\n"))
	}
}

func bareResponse(block io.Reader) (int, error) {
	r, err := http.ReadResponse(bufio.NewReader(block), nil)
	if err != nil {
		return 0, err
	}
	defer r.Body.Close()
	body, err := gzip.NewReader(r.Body)
	if err != nil {
		return 0, err
	}
	page, err := io.ReadAll(body)
	return min(len(page), 1), err
}
