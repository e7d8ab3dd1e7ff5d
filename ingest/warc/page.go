package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Page is a page that an archive holds.
type Page struct {
	// URL is the address it was fetched from, with its spaces escaped.
	URL string
	// ContentType is the header of that name that the server sent, or nothing.
	ContentType string
	// Body is the page as the server meant it: whole, not compressed, in whatever encoding of characters.
	Body []byte
}

// Page returns the HTML page in a record, of at most limit bytes. It reads the block. The error wraps [ErrKind], [ErrStatus] or
// [ErrType] where the record holds none, [ErrTooLong] where it is longer than limit, however well it was compressed, [ErrFormat]
// where it cannot be made out, and [ErrCut], which the sequence will give too.
func (r Record) Page(limit int64) (Page, error) {
	p := Page{URL: strings.Join(strings.Fields(r.URL), "%20")}
	body, err := r.content(&p)
	if err != nil {
		return Page{}, err
	}
	p.Body, err = io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, ErrCut) && r.Header.Get("WARC-Truncated") != "":
		// The crawler says that it cut the page off; what came is the page.
	case err != nil:
		return Page{}, fmt.Errorf("body of the response: %w: %w", ErrFormat, err)
	}
	if int64(len(p.Body)) > limit {
		return Page{}, fmt.Errorf("%w: more than %d bytes", ErrTooLong, limit)
	}
	if p.ContentType == "" && !strings.HasPrefix(http.DetectContentType(p.Body), "text/html") {
		return Page{}, ErrType
	}
	return p, nil
}

// content returns the decoded body of a page.
func (r Record) content(p *Page) (io.Reader, error) {
	switch {
	case r.Type == "resource":
		p.ContentType = r.Header.Get("Content-Type")
		return r.Block, checkType(p.ContentType)
	case r.Type != "response" || !isHTTP(r.Header.Get("Content-Type")):
		return nil, ErrKind
	}
	r.http.Reset(r.Block)
	first, header, _, err := readHead(r.http)
	if first != "" {
		if err := checkStatus(first); err != nil {
			return nil, err
		}
	}
	if err != nil {
		return nil, fmt.Errorf("header of the response: %w", err)
	}
	p.ContentType = header.Get("Content-Type")
	if err := checkType(p.ContentType); err != nil {
		return nil, err
	}
	return decode(r.http, header)
}

// isHTTP reports whether the type of a block is that of HTTP messages; ARC records and some WARC records have none.
func isHTTP(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return contentType == "" || strings.EqualFold(strings.TrimSpace(kind), "application/http")
}

func checkStatus(line string) error {
	version, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, err := strconv.Atoi(code)
	switch {
	case err != nil || !strings.HasPrefix(strings.ToUpper(version), "HTTP/"):
		const enough = 80
		return fmt.Errorf("%w: no HTTP response: %.*q", ErrFormat, enough, line)
	case status != http.StatusOK:
		return ErrStatus
	}
	return nil
}

func checkType(contentType string) error {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(contentType), ";")
	}
	switch strings.TrimSpace(kind) {
	case "text/html", "application/xhtml+xml", "":
		return nil
	}
	return ErrType
}

// decode takes chunks and compression off a body.
func decode(body *bufio.Reader, header Header) (io.Reader, error) {
	body = unchunk(body, header)
	codings := strings.Split(header.Get("Content-Encoding"), ",")
	const most = 4
	if len(codings) > most {
		return nil, fmt.Errorf("%w: compressed %d times", ErrFormat, len(codings))
	}
	for _, coding := range slices.Backward(codings) {
		r, err := decompress(body, strings.ToLower(strings.TrimSpace(coding)))
		if err != nil {
			return nil, fmt.Errorf("%w: body of the response: %w", ErrFormat, err)
		}
		body = r
	}
	return body, nil
}
