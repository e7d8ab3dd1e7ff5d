package watch

import (
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// read returns the body of an answer, decompressed. Both what comes over the wire and what it becomes are bounded: a few
// bytes can stand for gigabytes, and endless bytes for nothing.
func (f *Fetcher) read(answer *http.Response) ([]byte, error) {
	if answer.ContentLength > f.opts.MaxBytes {
		return nil, f.tooLarge()
	}
	raw := &capped{r: answer.Body, left: f.opts.MaxBytes, err: f.tooLarge()}
	switch encoding := strings.ToLower(strings.TrimSpace(answer.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
		return readAll(raw)
	case "gzip", "x-gzip":
		unpacked, err := gzip.NewReader(raw)
		if err != nil {
			return nil, fmt.Errorf("content encoding gzip: %w", err)
		}
		return readAll(&capped{r: unpacked, left: f.opts.MaxBytes, err: f.tooLarge()})
	default:
		return nil, fmt.Errorf("%w: %q", ErrEncoding, encoding[:min(len(encoding), 40)])
	}
}

func readAll(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("within the document: %w", err)
	}
	return body, nil
}

func (f *Fetcher) tooLarge() error {
	return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, f.opts.MaxBytes)
}

// capped ends with err where there is more than left bytes.
type capped struct {
	r    io.Reader
	left int64
	err  error
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left < 0 {
		return 0, c.err
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left+1)])
	if c.left -= int64(n); c.left < 0 {
		return n - 1, c.err
	}
	return n, err
}
