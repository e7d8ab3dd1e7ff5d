package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const html = "<!doctype html><title>T</title><p>The ferry ran aground.</p>"

// record writes a record of a type with the fields of its header, each on a line, and a block.
func record(kind, fields, block string) string {
	head := "WARC/1.1\r\nWARC-Type: " + kind + "\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-11-02T08:15:30Z\r\n"
	for line := range strings.Lines(fields) {
		head += strings.TrimSuffix(line, "\n") + "\r\n"
	}
	return fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s\r\n\r\n", head, len(block), block)
}

// response writes a response with the fields of the server's header.
func response(url, fields, body string) string {
	return record("response", "WARC-Target-URI: "+url+"\nContent-Type: application/http; msgtype=response", answer("HTTP/1.1 200 OK",
		fields, body))
}

func answer(status, fields, body string) string {
	return status + "\r\n" + strings.ReplaceAll(fields, "\n", "\r\n") + "\r\n\r\n" + body
}

// readAll reads an archive and returns a line for each record: its number, what it holds or why it holds none, or what is wrong.
func readAll(t testing.TB, r io.Reader, limit int64) []string {
	t.Helper()
	var all []string
	last := &Error{}
	for rec, err := range Read(r) {
		if err != nil {
			e, ok := err.(*Error) //nolint:errorlint // the contract is the very type
			if !ok || e.Err == nil || e.Number < last.Number || e.Offset < last.Offset || rec.Block != nil {
				t.Fatalf("got record %+v, error %T %v after %v", rec, err, err, last)
			}
			last = e
			all = append(all, fmt.Sprintf("%d: error: %v", e.Number, e.Err))
			continue
		}
		if rec.Number <= last.Number || rec.Offset < last.Offset || last.Number > 0 && rec.Offset == last.Offset {
			t.Fatalf("got record %d at %d after %v", rec.Number, rec.Offset, last)
		}
		last = &Error{Number: rec.Number, Offset: rec.Offset}
		p, err := rec.Page(limit)
		switch {
		case err != nil:
			all = append(all, fmt.Sprintf("%d: %v", rec.Number, err))
		case int64(len(p.Body)) > limit:
			t.Fatalf("record %d: page of %d bytes, over the limit of %d", rec.Number, len(p.Body), limit)
		default:
			all = append(all, fmt.Sprintf("%d: %s %q", rec.Number, p.URL, p.Body))
		}
	}
	return all
}

const limit = 1 << 20

func page(number int) string { return fmt.Sprintf("%d: http://a.example/ %q", number, html) }

// TestPage reads a record of every kind, and after it one that is sound.
func TestPage(t *testing.T) {
	kind, status, notHTML := "1: "+ErrKind.Error(), "1: "+ErrStatus.Error(), "1: "+ErrType.Error()
	at := "WARC-Target-URI: http://a.example/"
	http := at + "\nContent-Type: application/http; msgtype=response"
	const url = "http://a.example/"
	for _, c := range []struct{ name, record, want string }{
		{"response", response(url, "Content-Type: text/html; charset=utf-8", html), page(1)},
		{
			"lower case", strings.Replace(strings.ToLower(response(url, "Content-Type: text/html", html)), "warc/1.1", "WARC/1.1", 1),
			"1: http://a.example/ " + fmt.Sprintf("%q", strings.ToLower(html)),
		},
		{"XHTML", response(url, "content-type:application/xhtml+xml", html), page(1)},
		{"no type, but HTML", response(url, "Server: x", html), page(1)},
		{"no type", response(url, "Server: x", "\x89PNG\r\n\x1a\n"), notHTML},
		{"a type with a slip", response(url, "Content-Type: text/html;;charset", html), page(1)},
		{"a picture", response(url, "Content-Type: image/png", "\x89PNG"), notHTML},
		{"empty", response(url, "Content-Type: text/html", ""), `1: http://a.example/ ""`},
		{"a field on two lines", response(url, "Content-Type:\n text/html", html), page(1)},
		{"lines that are no fields", response(url, "junk\nContent-Type: text/html\n=", html), page(1)},
		{"HTTP/2", record("response", http, answer("HTTP/2 200", "Content-Type: text/html", html)), page(1)},
		{"redirect", record("response", http, answer("HTTP/1.1 302 Found", "Location: /x", html)), status},
		{"redirect without the end of its header", record("response", http, "HTTP/1.1 301 Moved\r\nLocation: /x"), status},
		{"no blank line", record("response", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html"), "1: header of the response: unexpected EOF"},
		{"no HTTP", record("response", http, "hello\r\n\r\n"), `1: warc: not understood: no HTTP response: "hello"`},
		{"no status", record("response", http, "HTTP/1.1\r\n\r\n"), `1: warc: not understood: no HTTP response: "HTTP/1.1"`},
		{"nothing", record("response", http, ""), "1: header of the response: unexpected EOF"},
		{"DNS", record("response", "WARC-Target-URI: dns:a.example\nContent-Type: text/dns", "20261102"), kind},
		{"resource", record("resource", at+"\nContent-Type: text/html", html), page(1)},
		{"resource, a picture", record("resource", at+"\nContent-Type: image/png", "x"), notHTML},
		{"request", record("request", at+"\nContent-Type: application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"), kind},
		{"revisit", record("revisit", http, answer("HTTP/1.1 200 OK", "Content-Type: text/html", "")), kind},
		{"warcinfo", record("warcinfo", "Content-Type: application/warc-fields", "software: x"), kind},
		{"no type of record", strings.Replace(response(url, "Content-Type: text/html", html), "WARC-Type", "X", 1), kind},
		{"brackets around the address", response("<http://a.example/>", "Content-Type: text/html", html), page(1)},
		{"spaces in the address", response("http://a.example/ a b", "Content-Type: text/html", "x"), `1: http://a.example/%20a%20b "x"`},
		{"no address", record("resource", "Content-Type: text/html", "x"), `1:  "x"`},
		{"line feeds only", strings.ReplaceAll(record("resource", at+"\nContent-Type: text/html", html), "\r\n", "\n"), page(1)},
		{"no blank lines behind", strings.TrimSpace(response(url, "Content-Type: text/html", html)), page(1)},
		{"WARC/0.18", strings.Replace(response(url, "Content-Type: text/html", html), "WARC/1.1", "WARC/0.18", 1), page(1)},
		{
			"too long", response(url, "Content-Type: text/html", strings.Repeat("x", limit+1)),
			"1: warc: longer than the limit: more than 1048576 bytes",
		},
		{"as long as allowed", response(url, "Content-Type: text/html", strings.Repeat("x", limit)), fmt.Sprintf("1: http://a.example/ %q",
			strings.Repeat("x", limit))},
		{
			"header too long", record("response", http, "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", maxHeader)+"\r\n\r\n"),
			"1: header of the response: warc: longer than the limit",
		},
	} {
		want := []string{c.want, page(2)}
		for name, r := range map[string]io.Reader{
			"":              strings.NewReader(c.record + response(url, "Content-Type: text/html", html)),
			" byte by byte": iotest.OneByteReader(strings.NewReader(c.record + response(url, "Content-Type: text/html", html))),
		} {
			if len(c.record) > limit/8 && name != "" {
				continue
			}
			if diff := cmp.Diff(want, readAll(t, r, limit)); diff != "" {
				t.Errorf("%s%s: %.300q (-want +got):\n%.1000s", c.name, name, c.record, diff)
			}
		}
	}
}

func pack(t testing.TB, text string, open func(io.Writer) (io.WriteCloser, error)) string {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gz(t testing.TB, text string) string {
	return pack(t, text, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
}

func chunked(text string, sizes ...int) string {
	var b strings.Builder
	for _, n := range sizes {
		n = min(n, len(text))
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, text[:n])
		text = text[n:]
	}
	fmt.Fprintf(&b, "%05X;name=value\r\n%s\r\n0\r\n\r\n", len(text), text)
	return b.String()
}

// TestCodings reads bodies in all the forms that servers send, and as crawlers leave them.
func TestCodings(t *testing.T) {
	zstdOf := pack(t, html, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) })
	brotliOf := pack(t, html, func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriter(w), nil })
	zlibOf := pack(t, html, func(w io.Writer) (io.WriteCloser, error) { return zlib.NewWriter(w), nil })
	flateOf := pack(t, html, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 9) })
	gzipOf := gz(t, html)
	const te = "Transfer-Encoding: chunked"
	for _, c := range []struct{ name, fields, body, want string }{
		{"gzip", "Content-Encoding: gzip", gzipOf, html},
		{"x-gzip", "Content-Encoding: X-GZIP", gzipOf, html},
		{"gzip, not compressed", "Content-Encoding: gzip", html, html},
		{"gzip twice", "Content-Encoding: gzip, gzip", gz(t, gzipOf), html},
		{"deflate", "Content-Encoding: deflate", zlibOf, html},
		{"deflate without header", "Content-Encoding: deflate", flateOf, html},
		{"deflate, not compressed", "Content-Encoding: deflate", "\n" + html, "\n" + html},
		{"br", "Content-Encoding: br", brotliOf, html},
		{"br, not compressed", "Content-Encoding: br", html, html},
		{"zstd", "Content-Encoding: zstd", zstdOf, html},
		{"zstd, not compressed", "Content-Encoding: zstd", html, html},
		{"identity", "Content-Encoding: identity", html, html},
		{"unknown", "Content-Encoding: utf-8", html, html},
		{"chunked", te, chunked(html), html},
		{"in several chunks", te, chunked(html, 1, 20, 3), html},
		{"chunked and gzip", te + "\nContent-Encoding: gzip", chunked(gzipOf, 11), html},
		{"not chunked", te, html, html},
		{"not chunked, gzip", te + "\nContent-Encoding: gzip", gzipOf, html},
		{"without the last chunk", te, strings.TrimSuffix(chunked(html, 10), "0\r\n\r\n"), html},
		{"cut in a chunk", te, chunked(html, 10)[:40], html[:17]},
		{"wrong length", "Content-Length: 5", html, html},
	} {
		got := readAll(t, strings.NewReader(response("http://a.example/", "Content-Type: text/html\n"+c.fields, c.body)), limit)
		if want := fmt.Sprintf("1: http://a.example/ %q", c.want); len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %q, want %q", c.name, got, want)
		}
	}
	for _, c := range []struct{ name, fields, body, want string }{
		{"gzip, cut off", "Content-Encoding: gzip", gzipOf[:len(gzipOf)-10], "unexpected EOF"},
		{"gzip, damaged", "Content-Encoding: gzip", gzipOf[:12] + "xx" + gzipOf[14:], ErrFormat.Error()},
		{"gzip, a false header", "Content-Encoding: gzip", "\x1f\x8bxxxxxxxx", ErrFormat.Error()},
		{"br, damaged", "Content-Encoding: br", "\xff\xff\xff" + brotliOf, ErrFormat.Error()},
		{"zstd, damaged", "Content-Encoding: zstd", zstdOf[:8] + "xxxx" + zstdOf[12:], ErrFormat.Error()},
		{"zstd, a large window", "Content-Encoding: zstd", "\x28\xb5\x2f\xfd\x00\x70" + strings.Repeat("\x00", 20), ErrFormat.Error()},
		{"chunks that are none", te, "5\r\nhello\r\nworld\r\n", ErrFormat.Error()},
		{"compressed ever again", "Content-Encoding: gzip,gzip,gzip,gzip,gzip", gzipOf, "compressed 5 times"},
	} {
		got := readAll(t, strings.NewReader(response("http://a.example/", "Content-Type: text/html\n"+c.fields, c.body)), limit)
		if len(got) != 1 || !strings.Contains(got[0], c.want) {
			t.Errorf("%s: got %.200q, want an error with %q", c.name, got, c.want)
		}
	}
	truncated := record("response", "WARC-Target-URI: http://a.example/\nWARC-Truncated: length\nContent-Type: application/http",
		answer("HTTP/1.1 200 OK", "Content-Type: text/html\nContent-Encoding: gzip", gz(t, html+strings.Repeat(noise(), 10))[:5000]))
	if got := readAll(t, strings.NewReader(truncated), limit); len(got) != 1 || !strings.Contains(got[0], "ferry ran aground") {
		t.Errorf("got %.200q, want what the crawler kept of a page that it cut off", got)
	}
}

// noise is text that does not compress well.
func noise() string {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "%x ", uint32(i)*2654435761)
	}
	return b.String()
}

// TestBroken: what cannot be read is reported, and what comes behind it is read.
func TestBroken(t *testing.T) {
	good := response("http://a.example/", "Content-Type: text/html", html)
	length := fmt.Sprintf("Content-Length: %d", len(answer("HTTP/1.1 200 OK", "Content-Type: text/html", html)))
	relength := func(to string) string { return strings.Replace(good, length, "Content-Length: "+to, 1) }
	bad := func(number int, what string) string {
		return fmt.Sprintf("%d: error: warc: not understood: %s", number, what)
	}
	for _, c := range []struct {
		name, archive string
		want          []string
	}{
		{"nothing", "", nil},
		{"blank lines", "\r\n\r\n\n", nil},
		{"text", "hello", []string{bad(1, `a record begins with WARC/1.0 or WARC/1.1, not with "hello"`)}},
		{"text between", good + "hello\nworld\r\n" + good, []string{page(1), bad(2,
			`a record begins with WARC/1.0 or WARC/1.1, not with "hello\nwor"`), page(3)}},
		{
			"a long line between", good + strings.Repeat("x", 3*bufferSize) + "\n" + good,
			[]string{page(1), bad(2, `a record begins with WARC/1.0 or WARC/1.1, not with "xxxxxxxxx"`), page(3)},
		},
		{"no length", relength("") + good, []string{bad(1, `length ""`), page(2)}},
		{"a length that is none", relength("12k") + good, []string{bad(1, `length "12k"`), page(2)}},
		{"a negative length", relength("-1") + good, []string{bad(1, `length "-1"`), page(2)}},
		{"a length beyond all numbers", relength("99999999999999999999") + good, []string{bad(1, `length "99999999999999999999"`), page(2)}},
		{"too short a length", relength("5") + good, []string{
			"1: header of the response: unexpected EOF",
			bad(2, `a record begins with WARC/1.0 or WARC/1.1, not with "1.1 200 O"`), page(3),
		}},
		{"too long a length", relength("200") + good + good, []string{
			fmt.Sprintf("1: http://a.example/ %q", (html + "\r\n\r\n" + good)[:200-len(answer("HTTP/1.1 200 OK", "Content-Type: text/html", ""))]),
			bad(2, fmt.Sprintf(`a record begins with WARC/1.0 or WARC/1.1, not with %q`, "WARC-Targ")), page(3),
		}},
		{"a length beyond the end", good + relength("5000"), []string{
			page(1),
			"2: body of the response: warc: not understood: warc: cut off: unexpected EOF",
			"2: error: warc: cut off: unexpected EOF",
		}},
		{"cut in the header", good + good[:60], []string{page(1), "2: error: unexpected EOF"}},
		{"cut in a block that is not read", good + strings.TrimSuffix(record("request", "", "GET"), "T\r\n\r\n"), []string{
			page(1),
			"2: " + ErrKind.Error(), "2: error: warc: cut off: unexpected EOF",
		}},
		{"a header without end", good + "WARC/1.0\r\n" + strings.Repeat("X: y\r\n", maxHeader/6) + good, []string{
			page(1),
			"2: error: " + ErrTooLong.Error(), page(3),
		}},
		{"binary", "\x00\x01\x02\xff", []string{bad(1, `a record begins with WARC/1.0 or WARC/1.1, not with "\x00\x01\x02\xff"`)}},
	} {
		if diff := cmp.Diff(c.want, readAll(t, strings.NewReader(c.archive), limit)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	failing := io.MultiReader(strings.NewReader(good+good[:100]), iotest.ErrReader(errors.New("disk on fire")))
	if diff := cmp.Diff([]string{page(1), "2: error: disk on fire"}, readAll(t, failing, limit)); diff != "" {
		t.Errorf("a stream that fails (-want +got):\n%s", diff)
	}
}

// TestCut cuts an archive anywhere: there is at most one error, and it is the last thing.
func TestCut(t *testing.T) {
	whole := response("http://a.example/", "Content-Type: text/html", html) + record("request", "", "GET / HTTP/1.1\r\n\r\n") +
		response("http://a.example/", "Content-Type: text/html\nTransfer-Encoding: chunked", chunked(html, 7))
	for n := range len(whole) {
		got := readAll(t, strings.NewReader(whole[:n]), limit)
		errs := 0
		for _, line := range got {
			if strings.Contains(line, ": error: ") {
				errs++
			}
		}
		if len(got) == 0 && n > 0 || errs > 1 || errs == 1 && !strings.Contains(got[len(got)-1], ": error: ") {
			t.Fatalf("cut at %d of %d: got %q", n, len(whole), got)
		}
	}
}

// TestSamples reads archives that others wrote, some of them broken.
func TestSamples(t *testing.T) {
	const dir = "../../testdata/ingest/warc"
	for file, want := range map[string][]string{
		"example.warc.gz":               {"kind", "kind", "page 1270", "kind", "kind", "kind"},
		"example-iana.org-chunked.warc": {"kind", "page 7223", "kind"},
		"example-wrong-chunks.warc.gz":  {"page 1270", "kind"},
		"example-trunc.warc":            {"kind", "kind", "wrong", "error", "kind"},
		"example.arc.gz":                {"kind", "page 1270"},
		"example-space-in-url.arc":      {"kind", "wrong", "error"},
		"bad.arc":                       {"error", "error", "wrong", "error"},
	} {
		if diff := cmp.Diff(want, kinds(t, filepath.Join(dir, file))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// kinds reads a file and returns what each of its records is.
func kinds(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	var all []string
	for rec, err := range Read(r) {
		if err != nil {
			all = append(all, "error")
			continue
		}
		p, err := rec.Page(limit)
		switch {
		case errors.Is(err, ErrKind):
			all = append(all, "kind")
		case err != nil:
			all = append(all, "wrong")
		case rec.Date.IsZero() || !strings.HasPrefix(p.URL, "http"):
			t.Errorf("%s: got record %+v, page %q", path, rec, p.URL)
		default:
			all = append(all, fmt.Sprint("page ", len(p.Body)))
		}
	}
	return all
}

func TestARC(t *testing.T) {
	block := answer("HTTP/1.0 200 OK", "Content-Type: text/html", html)
	v1 := "filedesc://x.arc 0.0.0.0 20261102081530 text/plain 8\n1 0 x\nx\n\n" +
		fmt.Sprintf("http://a.example/ 10.0.0.1 20261102081530 text/html %d\n%s\n", len(block), block) +
		"dns:a.example 10.0.0.1 20261102081530 text/dns 2\nok\n"
	v2 := "filedesc://x.arc 0.0.0.0 20261102081530 text/plain 200 - - 0 x.arc 8\n2 0 x\nx\n\n" +
		fmt.Sprintf("http://a.example/ 10.0.0.1 20261102081530 text/html 200 sum - 99 x.arc %d\n%s\n", len(block), block)
	for name, c := range map[string]struct {
		archive string
		want    []string
	}{
		"version 1": {v1, []string{"1: " + ErrKind.Error(), page(2), "3: " + ErrKind.Error()}},
		"version 2": {v2, []string{"1: " + ErrKind.Error(), page(2)}},
		"text between": {
			strings.Replace(v1, "http:", "some words\nhttp:", 1),
			[]string{"1: " + ErrKind.Error(), "2: error: warc: not understood: no ARC record: \"some words\"", page(3), "4: " + ErrKind.Error()},
		},
	} {
		if diff := cmp.Diff(c.want, readAll(t, strings.NewReader(c.archive), limit)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// zeros is a stream of so many bytes.
type zeros int64

func (z *zeros) Read(p []byte) (int, error) {
	if *z == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), int64(*z))
	clear(p[:n])
	*z -= zeros(n)
	return int(n), nil
}

// TestBombs: what unpacks to far more than the limit, or is not wanted, takes no memory.
func TestBombs(t *testing.T) {
	const bound = 32 << 20
	unpacked := int64(256 << 20)
	if testing.Short() {
		unpacked = 64 << 20
	}
	packed := func(open func(io.Writer) (io.WriteCloser, error)) string {
		var b bytes.Buffer
		w, err := open(&b)
		if err != nil {
			t.Fatal(err)
		}
		z := zeros(unpacked)
		io.Copy(w, &z)
		w.Close()
		return b.String()
	}
	gzipped := packed(func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestSpeed) })
	head := answer("HTTP/1.1 200 OK", "Content-Type: image/png", "")
	picture := zeros(unpacked)
	for name, archive := range map[string]io.Reader{
		"gzip":       strings.NewReader(response("http://a.example/", "Content-Type: text/html\nContent-Encoding: gzip", gzipped)),
		"gzip twice": strings.NewReader(response("http://a.example/", "Content-Type: text/html\nContent-Encoding: gzip,gzip", gz(t, gzipped))),
		"br": strings.NewReader(response("http://a.example/", "Content-Type: text/html\nContent-Encoding: br",
			packed(func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, 1), nil }))),
		"zstd": strings.NewReader(response("http://a.example/", "Content-Type: text/html\nContent-Encoding: zstd",
			packed(func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) }))),
		"a picture": io.MultiReader(strings.NewReader(fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s",
			int64(len(head))+unpacked, head)), &picture),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := readAll(t, archive, limit)
		runtime.ReadMemStats(&after)
		want := ErrTooLong.Error()
		if name == "a picture" {
			want = ErrType.Error()
		}
		if allocated := after.TotalAlloc - before.TotalAlloc; allocated > bound || len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%s: got %q, %d MB allocated; want %q", name, got, allocated>>20, want)
		}
	}
}

// TestDictionary compresses records each with a dictionary, as the specification says, and reads them.
func TestDictionary(t *testing.T) {
	archive := response("http://a.example/", "Content-Type: text/html", html) + response("http://a.example/", "Content-Type: text/html",
		html)
	dictionary := makeDictionary(t)
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderDict(dictionary), zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	var frames []byte
	for half := range 2 {
		frames = append(frames, encoder.EncodeAll([]byte(archive[half*len(archive)/2:(half+1)*len(archive)/2]), nil)...)
	}
	plain, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	for name, held := range map[string][]byte{"as it is": dictionary, "compressed": plain.EncodeAll(dictionary, nil)} {
		r := bufio.NewReader(io.MultiReader(bytes.NewReader(frame(held)), bytes.NewReader(frames)))
		got, err := Dictionary(r)
		if err != nil || !bytes.Equal(got, dictionary) {
			t.Fatalf("%s: got %d bytes, %v, want %d", name, len(got), err, len(dictionary))
		}
		d, err := zstd.NewReader(r, zstd.WithDecoderDicts(got), zstd.WithDecoderConcurrency(1))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{page(1), page(2)}, readAll(t, d, limit)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// frame puts data into a frame for dictionaries.
func frame(data []byte) []byte {
	head := binary.LittleEndian.AppendUint32(nil, dictionaryFrame)
	return append(binary.LittleEndian.AppendUint32(head, uint32(len(data))), data...)
}

func makeDictionary(t *testing.T) []byte {
	t.Helper()
	var contents [][]byte
	for i := range 50 {
		contents = append(contents, []byte(response(fmt.Sprintf("http://a.example/%d", i*7919),
			fmt.Sprintf("Content-Type: text/html\nAge: %d", i*31), html)))
	}
	dictionary, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 40_000, Contents: contents, History: contents[0], Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	return dictionary
}

func TestDictionaryProblems(t *testing.T) {
	plain, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	bomb := plain.EncodeAll(make([]byte, 4*MaxDictionary), nil)
	for _, c := range []struct {
		name string
		head []byte
		rest int // bytes that are left
		err  error
	}{
		{"nothing", nil, 0, nil},
		{"no archive", []byte("some text that is long enough"), 29, nil},
		{"another frame to be skipped", frame([]byte("some text")), 17, nil},
		{"too short", frame([]byte("xyz")), 11, nil},
		{"cut off", frame(bytes.Repeat([]byte("\x37\xa4\x30\xec"), 50))[:100], 0, io.ErrUnexpectedEOF},
		{"too large", binary.LittleEndian.AppendUint32(frame(nil)[:4], 1<<31), 0, nil},
		{"said to be huge", append(binary.LittleEndian.AppendUint32(frame(nil)[:4], 1<<31), "\x37\xa4\x30\xec"...), 12, ErrTooLong},
		{"a bomb", frame(bomb), 0, ErrFormat},
		{"damaged", frame(append([]byte("\x28\xb5\x2f\xfd"), "xxxxxxxxxxxxxxxxx"...)), 0, ErrFormat},
	} {
		r := bufio.NewReader(bytes.NewReader(c.head))
		got, err := Dictionary(r)
		rest, _ := io.ReadAll(r)
		if c.name == "too large" {
			c.rest = len(c.head)
		}
		if got != nil || !errors.Is(err, c.err) || len(rest) != c.rest {
			t.Errorf("%s: got %d bytes, %v and %d left, want %v and %d", c.name, len(got), err, len(rest), c.err, c.rest)
		}
	}
}
